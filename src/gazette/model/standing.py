"""Where an entry stands as of a moment, and how well that is known."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

import msgspec

from gazette.model.entries import Entry
from gazette.model.lists import EntryId, ListId, Part
from gazette.model.names import Name
from gazette.model.programs import Measure
from gazette.model.time import AsOf


class Standing(StrEnum):
    """Of an entry as of a moment."""

    LISTED = "listed"
    UNCERTAIN = "uncertain"
    """No edition that still holds says, and the next one differs or is not held."""
    NOT_LISTED = "not listed"
    OUTSIDE = "outside coverage"
    """Before the first edition of the list that the record holds."""


class Bounds(msgspec.Struct, frozen=True, gc=False):
    """Between which two looks something became so: after the one, by the other.

    Attributes:
        after: when it was last seen not to be so; None if no earlier look is held.
        by: when it was first seen to be so; None if no later look is held.
    """

    after: datetime | None
    by: datetime | None


class StandingAsOf(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A standing with what it rests on.

    Attributes:
        standing: the answer.
        last_read: the last look at or before the moment that tells of this entry; None before any.
        was_listed: what that look showed.
        next_read: the first look after the moment that tells of it; None if none is held.
        listed: bounds of the designation that this standing follows from; None if not on the list
            at the last look.
        delisted: bounds of the last delisting before the moment; None if there was none.
    """

    standing: Standing
    last_read: datetime | None
    was_listed: bool
    next_read: datetime | None
    listed: Bounds | None
    delisted: Bounds | None


class PartRead(msgspec.Struct, frozen=True, gc=False):
    """When a part was last looked at, and when next.

    Attributes:
        last: the last look at or before the moment, and since the designation, that tells of this
            entry; None for never.
        next: the first look after it; None if none is held.
    """

    last: datetime | None
    next: datetime | None


class Possible(msgspec.Struct, frozen=True, gc=False):
    """A fact that was first seen after the moment, and may have been true at it.

    Attributes:
        part: the part it belongs to.
        field: the field of that part's content.
        value: the fact.
        certain_from: when it was first seen.
    """

    part: Part
    field: str
    value: Any
    certain_from: datetime


class EntryAsOf(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """What one list said of one entry as of a moment, and how well that is known.

    Attributes:
        as_of: the moment asked for, and the moment it was asked at.
        standing: where the entry stood, and on which looks that rests.
        entry: what the list said of it; for one not listed, what it last said.
        measures: what the listing does.
        reads: per part that any file spoke of, when it was last looked at.
        possible: facts first seen later that may have been true already.
        provisional: seen only in an edition that is held back.
    """

    as_of: AsOf
    standing: StandingAsOf
    entry: Entry
    measures: tuple[Measure, ...] = ()
    reads: dict[Part, PartRead]
    possible: tuple[Possible, ...] = ()
    provisional: bool = False

    @property
    def list_id(self) -> ListId:
        """The list."""
        return self.entry.list_id

    @property
    def entry_id(self) -> EntryId:
        """The entry's id on the list."""
        return self.entry.entry_id

    @property
    def possible_names(self) -> tuple[Name, ...]:
        """Names first seen later that the entry may have borne already."""
        return tuple(p.value for p in self.possible if isinstance(p.value, Name))

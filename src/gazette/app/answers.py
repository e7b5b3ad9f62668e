"""What the use cases that read the record give back, beside the values of the model."""

from __future__ import annotations

from datetime import datetime

import msgspec

from gazette.model.changes import Amendment, Change, Renumbering
from gazette.model.editions import Designated
from gazette.model.lists import EntryId, Kind, ListId, ListInfo
from gazette.model.standing import EntryAsOf


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """An edition that is held back while one reads: what it says is not among the answers."""

    list_id: ListId
    moment: datetime
    reasons: tuple[str, ...]
    designations: int
    delistings: int
    amendments: int
    provisional: tuple[Designated, ...]


class ListStatus(msgspec.Struct, frozen=True, kw_only=True):
    """A list, and how much of it the record holds.

    Attributes:
        info: names, terms, coverage.
        editions: distinct moments of valid time at which it was read.
        files: files read.
        first: the first moment; None without an edition.
        last: the last moment.
        confirmed: when the last edition that shows the whole list was last seen to stand.
        entries: how many entries that edition shows.
        age_days: whole days since `confirmed`.
        is_stale: longer unconfirmed than the list's `fresh_days`.
        held: editions held back.
        issues: places that could not be read, in all files believed.
    """

    info: ListInfo
    editions: int
    files: int
    first: datetime | None
    last: datetime | None
    confirmed: datetime | None
    entries: int
    age_days: int | None
    is_stale: bool
    held: tuple[Held, ...]
    issues: int


class LinkedEntry(msgspec.Struct, frozen=True):
    """A published tie, and the entry it names where exactly one bears that name."""

    name: str
    role: str | None
    entry_id: EntryId | None


class EntryAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """One entry as of a moment, the entries its links name, and what is held back meanwhile."""

    found: EntryAsOf
    links: tuple[LinkedEntry, ...]
    held: tuple[Held, ...]


class History(msgspec.Struct, frozen=True, kw_only=True):
    """All that happened to an entry.

    Attributes:
        now: the entry as of the moment asked at.
        first_seen: when the list was first read with it on.
        is_from_first_edition: no earlier edition tells of it, as for all of the list's first one: it
            may have been designated before.
        changes: in order of time.
        held: editions of the list that are held back.
    """

    now: EntryAsOf
    first_seen: datetime
    is_from_first_edition: bool
    changes: tuple[Change, ...]
    held: tuple[Held, ...]


class ChangesAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """The changes asked for, and the editions held back in the time asked about."""

    changes: tuple[Change, ...]
    held: tuple[Held, ...]


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """Which changes are asked for; empty means all."""

    types: frozenset[str] = frozenset()
    programs: frozenset[str] = frozenset()
    kinds: frozenset[Kind] = frozenset()

    def takes(self, change: Change) -> bool:
        """Whether the change is among those asked for."""
        entry = change.entry
        return (
            (not self.types or change_type(change) in self.types)
            and (not self.programs or not self.programs.isdisjoint(_programs(change)))
            and (not self.kinds or entry.kind in self.kinds)
        )


def _programs(change: Change) -> tuple[str, ...]:
    """The programs of the entry on both sides of the change."""
    fields = change.fields if isinstance(change, Amendment | Renumbering) else ()
    left = [code for field in fields if field.field == "programs" for code in field.before]
    return (*change.entry.programs, *left)


def change_type(change: Change) -> str:
    """`designation`, `delisting`, `amendment` or `renumbering`."""
    return str(change.__struct_config__.tag)

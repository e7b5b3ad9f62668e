"""Changes: what happened to an entry between two looks at a list.

Every change carries bounds: `after`, when it was last seen not to have happened, and `by`, when it
was first seen to have. `stated` is the day the publisher gives for it, where one does; it is never
made up from the bounds.
"""

from __future__ import annotations

from datetime import date

import msgspec

from gazette.model.entries import Entry
from gazette.model.lists import EntryId, Kind, ListId
from gazette.model.programs import Measure
from gazette.model.standing import Bounds


class Transition(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """An entry on either side of one step; None where it is not on the list.

    Attributes:
        entry_id: the entry.
        bounds: between which looks the step happened.
        before: the entry up to the step.
        after: the entry from it on.
        stated: the day the publisher states for the listing that begins with the step.
    """

    entry_id: EntryId
    bounds: Bounds
    before: Entry | None
    after: Entry | None
    stated: date | None = None


class FieldChange(msgspec.Struct, frozen=True, gc=False):
    """One field of an entry before and after a step, as readable values in order."""

    field: str
    before: tuple[str, ...]
    after: tuple[str, ...]


class ChangedEntry(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """The entry that a change happened to.

    Attributes:
        list_id: the list.
        entry_id: its id; for a renumbering, the new one.
        name: its primary name, or where that is not held an alias; None if no name is held.
        kind: what it is; None where that is not held.
        programs: its programs, after the change, or before a delisting.
        measures: what its listing does or did.
    """

    list_id: ListId
    entry_id: EntryId
    name: str | None
    kind: Kind | None
    programs: tuple[str, ...]
    measures: tuple[Measure, ...]


class Designation(msgspec.Struct, frozen=True, gc=False, tag="designation"):
    """An entry joined the list; `stated` is the day the publisher gives for it."""

    entry: ChangedEntry
    bounds: Bounds
    stated: date | None = None


class Delisting(msgspec.Struct, frozen=True, gc=False, tag="delisting"):
    """An entry left the list."""

    entry: ChangedEntry
    bounds: Bounds
    stated: date | None = None


class Amendment(msgspec.Struct, frozen=True, gc=False, tag="amendment"):
    """An entry was altered on the list, in these fields."""

    entry: ChangedEntry
    bounds: Bounds
    fields: tuple[FieldChange, ...]
    stated: date | None = None


class Renumbering(msgspec.Struct, frozen=True, gc=False, tag="renumbering"):
    """An entry left the list and the same subject joined it under another id, in one step."""

    entry: ChangedEntry
    bounds: Bounds
    former_id: EntryId
    fields: tuple[FieldChange, ...]
    stated: date | None = None


Change = Designation | Delisting | Amendment | Renumbering

"""From the steps of entries to the changes of a list: designations, delistings, amendments, renumberings.

In: transitions, and what a listing does. Out: `Change`s in order of `by`, then of entry id. Pure.
A delisting and a designation in one step, of the same name and kind and with nothing that speaks
against it, are one renumbering (OFAC re-designated TORNADO CASH, 38499, as 39796).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from gazette.changes.diff import field_changes
from gazette.model.changes import (
    Amendment,
    Change,
    ChangedEntry,
    Delisting,
    Designation,
    Renumbering,
    Transition,
)
from gazette.model.entries import Entry
from gazette.model.lists import Kind
from gazette.model.programs import Measure
from gazette.model.standing import Bounds

MeasuresOf = Callable[[Entry], tuple[Measure, ...]]

UNIQUE_IDENTIFIERS = frozenset({"imo", "mmsi", "tail-number", "serial-number", "lei", "isin"})
"""Types of which a subject has one: two different ones are two subjects."""

RenumberKey = tuple[Bounds, str, Kind | None]


def changes(steps: Iterable[Transition], measures_of: MeasuresOf) -> tuple[Change, ...]:
    """What the steps of one list's entries amount to; steps without a difference fall away."""
    joined: dict[RenumberKey, list[Transition]] = defaultdict(list)
    left: dict[RenumberKey, list[Transition]] = defaultdict(list)
    told: list[Change] = []
    for step in steps:
        match step.before, step.after:
            case None, Entry() as after:
                joined[_key(step, after)].append(step)
            case Entry() as before, None:
                left[_key(step, before)].append(step)
            case Entry() as before, Entry() as after:
                told.extend(_amendment(step, before, after, measures_of))
            case _:
                pass
    told.extend(_joins_and_leaves(joined, left, measures_of))
    return tuple(sorted(told, key=order))


def _key(step: Transition, entry: Entry) -> RenumberKey:
    """What both halves of a renumbering share; an entry whose name is not held shares it with none."""
    return step.bounds, entry.name or f"/{entry.entry_id}", entry.kind


def _joins_and_leaves(
    joined: dict[RenumberKey, list[Transition]],
    left: dict[RenumberKey, list[Transition]],
    measures_of: MeasuresOf,
) -> Iterator[Change]:
    for key in joined.keys() | left.keys():
        new, old = joined.get(key, []), left.get(key, [])
        renumbered = _renumbered(old, new)
        if renumbered is not None:
            yield _renumbering(*renumbered, measures_of)
            continue
        for step in new:
            if step.after is not None:
                yield Designation(_changed(step.after, measures_of), step.bounds, step.stated)
        for step in old:
            if step.before is not None:
                yield Delisting(_changed(step.before, measures_of), step.bounds)


def _renumbered(
    old: list[Transition], new: list[Transition]
) -> tuple[Transition, Entry, Entry] | None:
    match old, new:
        case [Transition(before=Entry() as before)], [Transition(after=Entry() as after) as step]:
            return (step, before, after) if not _contradict(before, after) else None
        case _:
            return None


def _contradict(one: Entry, other: Entry) -> bool:
    """Whether an identifier of which there is one, or the birth dates, tell two subjects apart."""
    if one.profile is None or other.profile is None:
        return True
    for type_ in UNIQUE_IDENTIFIERS:
        values, others = _values(one, type_), _values(other, type_)
        if values and others and not values & others:
            return True
    births = {birth.date for birth in one.profile.births}
    other_births = {birth.date for birth in other.profile.births}
    return bool(births and other_births and not births & other_births)


def _values(entry: Entry, type_: str) -> set[str]:
    identifiers = () if entry.profile is None else entry.profile.identifiers
    return {identifier.value for identifier in identifiers if identifier.type == type_}


def _amendment(
    step: Transition, before: Entry, after: Entry, measures_of: MeasuresOf
) -> Iterator[Amendment]:
    fields = field_changes(before, after)
    if fields:
        yield Amendment(_changed(after, measures_of), step.bounds, fields)


def _renumbering(
    step: Transition, before: Entry, after: Entry, measures_of: MeasuresOf
) -> Renumbering:
    return Renumbering(
        _changed(after, measures_of),
        step.bounds,
        before.entry_id,
        field_changes(before, after),
        step.stated,
    )


def _changed(entry: Entry, measures_of: MeasuresOf) -> ChangedEntry:
    return ChangedEntry(
        list_id=entry.list_id,
        entry_id=entry.entry_id,
        name=entry.name or next((name.text for name in entry.names), None),
        kind=entry.kind,
        programs=entry.programs,
        measures=measures_of(entry),
    )


def order(change: Change) -> tuple[datetime, int, str]:
    """The position of a change among others: by time, then by number of entry."""
    by = change.bounds.by
    if by is None:
        msg = "a change was seen to have happened, so it has an upper bound"
        raise AssertionError(msg)
    number = int(change.entry.entry_id) if change.entry.entry_id.isdecimal() else 0
    return by, number, change.entry.entry_id

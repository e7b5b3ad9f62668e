"""Read the record: every question takes the moment it is about and the moment it is asked at.

In: a connection, a list, times. Out: runs, contents, looks, and entries as of a moment. The queries
are few and written to be read: a row was believed at `known` if `recorded_from <= known` and
`known < recorded_to`; it says something of `at` if `valid_from <= at` and `at < valid_to`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, or_, select

from gazette.model import codec
from gazette.model.lists import EntryId, ListId, Part
from gazette.model.standing import EntryAsOf, Standing
from gazette.model.time import AsOf, to_micros, to_moment
from gazette.record import tables as t
from gazette.record.compose import (
    Contents,
    PartRuns,
    Rules,
    all_numbers,
    entry_as_of,
    looks_around,
)
from gazette.record.coverage import known_at, known_micros, observations
from gazette.record.looks import AllLooks, Looks
from gazette.record.timeline import Observation, Run

BATCH = 900
"""Values a statement may carry; SQLite's oldest limit is 999."""

AT_ONCE = 500
"""Rows held at a time while they are made into runs: so few that they die young."""

MAX_CACHED = 200_000

Runs = Mapping[EntryId, PartRuns]


class ContentCache(dict[int, Any]):
    """Decoded contents by number. A content never changes, so it is never stale."""

    def fill(self, connection: Connection, runs: Iterable[PartRuns]) -> Contents:
        """Reads the contents that the runs name and the cache lacks."""
        wanted = {number: part for one in runs for number, part in all_numbers(one)}
        missing = sorted(wanted.keys() - self.keys())
        if len(self) + len(missing) > MAX_CACHED:
            self.clear()
            missing = sorted(wanted)
        c = t.content.c
        for start in range(0, len(missing), BATCH):
            rows = connection.execute(
                select(c.content_id, c.payload).where(
                    c.content_id.in_(missing[start : start + BATCH])
                )
            )
            self.update((number, codec.decode(wanted[number], data)) for number, data in rows)
        return {number: self[number] for number in wanted}


def all_looks(connection: Connection, list_id: ListId, known: datetime | None = None) -> AllLooks:
    """When each part of the list was looked at, as known at a moment."""
    seen: dict[Part, list[Observation]] = {part: [] for part in Part}
    for part, one in observations(connection, list_id, known_micros(known)):
        seen[part].append(one)
    return {part: Looks(of_part) for part, of_part in seen.items()}


def entry_runs(
    connection: Connection, list_id: ListId, entry_id: EntryId, known: datetime | None = None
) -> PartRuns:
    """The runs of one entry; empty for one the record never saw."""
    return _runs(connection, list_id, known, t.version.c.entry_id == entry_id).get(entry_id, {})


def list_runs(connection: Connection, list_id: ListId, known: datetime | None = None) -> Runs:
    """The runs of every entry the list ever had."""
    return _runs(connection, list_id, known)


def changed_runs(
    connection: Connection,
    list_id: ListId,
    since: datetime,
    until: datetime,
    known: datetime | None = None,
) -> Runs:
    """All runs of the entries of which some run begins or ends in `(since, until]`."""
    v, low, high = t.version.c, to_micros(since), to_micros(until)
    touched = select(v.entry_id).where(
        v.list_id == list_id,
        known_at(t.version, known_micros(known)),
        or_(
            v.valid_from.between(low + 1, high),
            v.valid_to.between(low + 1, high),
        ),
    )
    return _runs(connection, list_id, known, v.entry_id.in_(touched))


def read_entry(
    connection: Connection, cache: ContentCache, rules: Rules, entry_id: EntryId, as_of: AsOf
) -> EntryAsOf | None:
    """One entry as of a moment; None for an id the record never saw on the list."""
    runs = entry_runs(connection, rules.list_id, entry_id, as_of.known)
    if not runs:
        return None
    contents = cache.fill(connection, [runs])
    looks = looks_around(all_looks(connection, rules.list_id, as_of.known), as_of)
    return entry_as_of(entry_id, runs, looks, contents, rules, as_of)


def read_entries(
    connection: Connection, cache: ContentCache, rules: Rules, as_of: AsOf
) -> Iterator[EntryAsOf]:
    """Every entry that was listed, or may have been, as of a moment, in order of id.

    Of those that the last look shows off the list, only one that the next look shows on it may have
    been listed.
    """
    looks = all_looks(connection, rules.list_id, as_of.known)
    around = looks_around(looks, as_of)
    present = _present(connection, rules, as_of, looks)
    contents = cache.fill(connection, present.values())
    for entry_id in sorted(present, key=_by_number):
        found = entry_as_of(entry_id, present[entry_id], around, contents, rules, as_of)
        if found.standing.standing in {Standing.LISTED, Standing.UNCERTAIN}:
            yield found


def _present(connection: Connection, rules: Rules, as_of: AsOf, looks: AllLooks) -> Runs:
    """What is needed of the entries that are on the list, and of those that may have been.

    Of those that only the next look shows, all runs: what was last said of one that had left stands
    before the moment.
    """
    v, at, known = t.version.c, to_micros(as_of.valid), as_of.known
    covers, is_over = (v.valid_from <= at) & (v.valid_to > at), v.valid_to <= at
    is_presence = v.part == Part.PRESENCE.value
    begins_next = v.valid_from.in_(sorted(_following(looks, at)))
    needed = or_(covers, begins_next, is_presence & is_over)
    found = dict(_runs(connection, rules.list_id, known, needed))
    if not looks[Part.PRESENCE].holds_for_all(at, rules.hold_days):
        joining = select(v.entry_id).where(
            v.list_id == rules.list_id,
            is_presence,
            begins_next,
            known_at(t.version, known_micros(known)),
        )
        found |= _runs(connection, rules.list_id, known, v.entry_id.in_(joining))
    return {
        entry_id: runs
        for entry_id, runs in found.items()
        if any(run.end > at for run in runs.get(Part.PRESENCE, ()))
    }


def _following(looks: AllLooks, at: int) -> set[int]:
    """The next looks after the moment, at every part."""
    return {look for seen in looks.values() for look in seen.following(at)}


def sizes(
    connection: Connection, list_id: ListId, known: datetime | None = None
) -> list[tuple[datetime, int]]:
    """How many entries the list had at every look at the whole of it."""
    looks = all_looks(connection, list_id, known)[Part.PRESENCE].moments()
    v = t.version.c
    presence = connection.execute(
        select(v.valid_from, v.valid_to).where(
            v.list_id == list_id,
            v.part == Part.PRESENCE.value,
            known_at(t.version, known_micros(known)),
        )
    ).all()
    joined = sorted(start for start, _ in presence)
    left = sorted(end for _, end in presence)
    return [
        (to_moment(look), bisect_right(joined, look) - bisect_right(left, look)) for look in looks
    ]


def _runs(
    connection: Connection, list_id: ListId, known: datetime | None, *which: ColumnElement[bool]
) -> Runs:
    v = t.version.c
    rows = connection.execute(
        select(v.entry_id, v.part, v.valid_from, v.valid_to, v.content_id)
        .where(v.list_id == list_id, known_at(t.version, known_micros(known)), *which)
        .order_by(v.valid_from)
    )
    found: dict[EntryId, dict[Part, tuple[Run, ...]]] = {}
    for some in rows.partitions(AT_ONCE):
        for entry_id, name, start, end, content in some:
            parts, part = found.setdefault(entry_id, {}), _PARTS[name]
            parts[part] = (*parts.get(part, ()), Run(start, end, content))
    return found


_PARTS = {part.value: part for part in Part}


def _by_number(entry_id: str) -> tuple[int, str]:
    return (int(entry_id), "") if entry_id.isdecimal() else (0, entry_id)

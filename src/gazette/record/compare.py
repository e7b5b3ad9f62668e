"""Compare a file that has been read with the list as it stood at another moment.

In: the working copy of a list, a `ParsedFile`, a moment. Out: `Comparison` for the guard, and the
`Suspicion` that says what an edition held back would have done. Only what the file says all of is
compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import Connection, select

from gazette.model import codec
from gazette.model.editions import (
    Comparison,
    Designated,
    PartComparison,
    ProgramComparison,
    Suspicion,
)
from gazette.model.entries import Profile
from gazette.model.lists import EntryId, Part
from gazette.model.parsed import ParsedFile
from gazette.model.time import to_micros
from gazette.record import tables as t
from gazette.record.ingest import WorkingCopy

FEW_LOST = 20
"""Below so many lost entries no program is worth counting: counting decodes every profile."""


class Side(StrEnum):
    """On which side of a file its neighbor stands in valid time."""

    EARLIER = "earlier"
    LATER = "later"


class Place(NamedTuple):
    """Where in time a file is to be compared: its moment, and how far a neighbor may be."""

    moment: datetime
    within: timedelta


def compared(
    connection: Connection, working: WorkingCopy, file: ParsedFile, place: Place, side: Side
) -> Comparison | None:
    """The step between the file and its neighbors on one side; None if it has none near enough."""
    parts: list[PartComparison] = []
    programs: tuple[ProgramComparison, ...] = ()
    for part in sorted(file.complete & file.parts.keys()):
        against = _neighbor(working, part, place, side)
        if against is None:
            continue
        shown = working.looked_up(file.parts[part])
        held = working.timeline(part).at(to_micros(against))
        before, after = (held, shown) if side is Side.EARLIER else (shown, held)
        found = _part(part, against, before, after, file.unread)
        parts.append(found)
        if part is Part.PRIMARY and side is Side.EARLIER and found.lost > FEW_LOST:
            programs = _programs(connection, before, before.keys() - after.keys() - file.unread)
    return Comparison(tuple(parts), programs) if parts else None


def step(working: WorkingCopy, part: Part, earlier: datetime, later: datetime) -> Comparison:
    """The step between two moments that the record holds, for one part."""
    before = working.timeline(part).at(to_micros(earlier))
    after = working.timeline(part).at(to_micros(later))
    return Comparison((_part(part, earlier, before, after),))


def _neighbor(working: WorkingCopy, part: Part, place: Place, side: Side) -> datetime | None:
    earlier, later = working.neighbors(part, place.moment, place.within)
    return earlier if side is Side.EARLIER else later


def suspicion(
    working: WorkingCopy, file: ParsedFile, moment: datetime, reasons: tuple[str, ...]
) -> Suspicion:
    """What the edition would have done to the list as it stood before it.

    A file that does not say all of the list, since it is cut perhaps, delists no one.
    """
    before = to_micros(moment) - 1
    shown, held = file.parts.get(Part.PRESENCE), working.timeline(Part.PRESENCE).at(before)
    if shown is None or not held:
        return Suspicion(reasons=reasons)
    new = sorted(shown.keys() - held.keys())
    is_whole = Part.PRESENCE in file.complete
    gone = sorted(held.keys() - shown.keys() - file.unread) if is_whole else []
    return Suspicion(
        reasons=reasons,
        designations=len(new),
        delistings=len(gone),
        amendments=len(_amended(working, file, before)),
        designated=tuple(_designated(file, entry_id) for entry_id in new),
        delisted=tuple(EntryId(entry_id) for entry_id in gone),
    )


def _amended(working: WorkingCopy, file: ParsedFile, before: int) -> set[str]:
    found: set[str] = set()
    for part, contents in file.parts.items():
        held = working.timeline(part).at(before)
        shown = working.looked_up(contents)
        found |= {i for i, number in shown.items() if held.get(i, number) != number}
    return found


def _part(
    part: Part,
    against: datetime,
    before: Mapping[str, int],
    after: Mapping[str, int],
    unread: frozenset[str] = frozenset(),
) -> PartComparison:
    lost = before.keys() - after.keys() - unread
    gained = len(after.keys() - before.keys())
    is_tail = (
        bool(lost) and not gained and min(map(_rank, lost)) > max(map(_rank, after), default=-1)
    )
    return PartComparison(
        part=part,
        against=against,
        before=len(before),
        lost=len(lost),
        gained=gained,
        changed=sum(1 for i, number in after.items() if before.get(i, number) != number),
        tail_lost=len(lost) if is_tail else 0,
    )


def _rank(entry_id: str) -> int:
    return int(entry_id) if entry_id.isdecimal() else -1


def _programs(
    connection: Connection, before: Mapping[str, int], lost: Iterable[str]
) -> tuple[ProgramComparison, ...]:
    codes = _codes_by_number(connection, set(before.values()))
    held = Counter(code for number in before.values() for code in codes.get(number, ()))
    gone = Counter(code for entry_id in lost for code in codes.get(before[entry_id], ()))
    return tuple(ProgramComparison(code, held[code], count) for code, count in gone.items())


def _codes_by_number(connection: Connection, numbers: set[int]) -> dict[int, tuple[str, ...]]:
    c = t.content.c
    rows = connection.execute(
        select(c.content_id, c.payload).where(c.content_id.between(min(numbers), max(numbers)))
    )
    return {
        number: codec.decode(Part.PRIMARY, payload).programs
        for number, payload in rows
        if number in numbers
    }


def _designated(file: ParsedFile, entry_id: EntryId) -> Designated:
    payload = file.parts.get(Part.PRIMARY, {}).get(entry_id)
    if payload is None:
        return Designated(entry_id, None, None, ())
    profile: Profile = codec.decode(Part.PRIMARY, payload)
    return Designated(entry_id, profile.name.text, profile.kind, profile.programs)

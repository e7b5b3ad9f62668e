"""Readings: one file read as an edition of a list, what it speaks of, and what could not be read.

In and out: `Provenance`, `ParsedFile`, `Edition`, and their rows. A reading is never
changed: what is learned later closes it and adds another.
Not here: what a reading says of each part (`coverage`), and the versions that follow (`ingest`).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    String,
    case,
    cast,
    func,
    insert,
    select,
    update,
)

from gazette.model.editions import Edition, Judged, Provenance, Suspicion, Verdict
from gazette.model.lists import ListId, Part
from gazette.model.parsed import ParsedFile, ParseIssue
from gazette.model.time import DAY_MICROS, MICROSECOND, OPEN_END, to_micros, to_moment
from gazette.record import tables as t
from gazette.record.coverage import NOW_KNOWN, add_coverage, known_at, micros_or_never

MAX_ISSUES = 10_000
"""Issues kept of one reading; a further one says how many more there were."""


def add_reading(
    connection: Connection,
    file: ParsedFile,
    provenance: Provenance,
    judged: Judged,
    at: int,
) -> int:
    """Adds the reading with its coverage and issues, and gives its number."""
    row = _reading_row(file, provenance, judged, at)
    number: int = connection.execute(
        insert(t.reading).returning(t.reading.c.reading_id), row
    ).scalar_one()
    issues = [{"reading_id": number, **msgspec.structs.asdict(i)} for i in _kept(file.issues)]
    add_coverage(connection, number, file, provenance)
    if issues:
        connection.execute(insert(t.issue), issues)
    return number


def close_reading(connection: Connection, reading_id: int, at: int) -> None:
    """Ends a reading: from this moment of system time on it is not believed any more."""
    connection.execute(
        update(t.reading)
        .where(t.reading.c.reading_id == reading_id, t.reading.c.recorded_to == OPEN_END)
        .values(recorded_to=at)
    )


def editions(
    connection: Connection,
    list_id: ListId | None = None,
    *,
    known: int = NOW_KNOWN,
    verdict: Verdict | None = None,
) -> tuple[Edition, ...]:
    """The readings believed at a moment of system time, in order of valid time."""
    r = t.reading.c
    which = [known_at(t.reading, known)]
    if list_id is not None:
        which.append(r.list_id == list_id)
    if verdict is not None:
        which.append(r.verdict == verdict.value)
    return _editions(connection, *which)


def _editions(connection: Connection, *which: ColumnElement[bool]) -> tuple[Edition, ...]:
    r, s = t.reading.c, t.snapshot.c
    coverage = (
        select(func.group_concat(t.coverage.c.part + ":" + cast(t.coverage.c.denies, String)))
        .where(t.coverage.c.reading_id == r.reading_id)
        .scalar_subquery()
    )
    taken = t.snapshot.alias("taken").c
    first = (
        select(func.min(taken.snapshot_id))
        .where(taken.list_id == r.list_id, taken.sha256 == r.sha256)
        .scalar_subquery()
    )
    rows = connection.execute(
        select(t.reading, coverage.label("coverage"), s.address, s.retrieved_at)
        .outerjoin_from(t.reading, t.snapshot, s.snapshot_id == first)
        .where(*which)
        .order_by(r.list_id, r.moment, r.rank, r.observed_at, r.sha256)
    )
    return tuple(_edition(row) for row in rows)


def issues_of(connection: Connection, reading_id: int) -> tuple[ParseIssue, ...]:
    """What could not be read in one reading, in the order of the file."""
    i = t.issue.c
    rows = connection.execute(
        select(i.position, i.reason, i.excerpt, i.entry_id, i.loses_row).where(
            i.reading_id == reading_id
        )
    )
    return tuple(ParseIssue(*row[:4], loses_row=bool(row[4])) for row in rows)


def twins(connection: Connection, provenance: Provenance) -> tuple[Edition, ...]:
    """The readings of the same bytes as an edition of the same day that are believed now."""
    day = to_micros(provenance.moment) // DAY_MICROS * DAY_MICROS
    r = t.reading.c
    return _editions(
        connection,
        r.list_id == provenance.list_id,
        r.sha256 == provenance.sha256,
        r.moment.between(day, day + DAY_MICROS - 1),
        known_at(t.reading, NOW_KNOWN),
    )


def next_moment(connection: Connection, clock: datetime) -> datetime:
    """The moment of system time at which to write: the clock's, but after all that was written.

    A clock that is set back would else end rows before they began.
    """
    r = t.reading.c
    last = connection.execute(
        select(func.max(case((r.recorded_to == OPEN_END, r.recorded_from), else_=r.recorded_to)))
    ).scalar()
    return clock if last is None else max(clock, to_moment(last) + timedelta(microseconds=1))


def editions_at(connection: Connection, list_id: ListId, moment: datetime) -> tuple[Edition, ...]:
    """The readings believed now of exactly this moment."""
    return _editions(
        connection,
        t.reading.c.list_id == list_id,
        t.reading.c.moment == to_micros(moment),
        known_at(t.reading, NOW_KNOWN),
    )


def editions_after(
    connection: Connection, list_id: ListId, moment: datetime, within: timedelta
) -> tuple[Edition, ...]:
    """The readings believed now whose moment is in the time after `moment`, in order."""
    r, at = t.reading.c, to_micros(moment)
    return _editions(
        connection,
        r.list_id == list_id,
        r.moment.between(at + 1, at + within // MICROSECOND),
        known_at(t.reading, NOW_KNOWN),
    )


def count_issues(connection: Connection, list_id: ListId, known: int = NOW_KNOWN) -> int:
    """How many places could not be read, in all readings believed at a moment."""
    r, i = t.reading.c, t.issue.c
    found = connection.execute(
        select(func.count())
        .select_from(t.issue)
        .join(t.reading, r.reading_id == i.reading_id)
        .where(r.list_id == list_id, known_at(t.reading, known))
    )
    return found.scalar_one()


def _kept(issues: tuple[ParseIssue, ...]) -> tuple[ParseIssue, ...]:
    if len(issues) <= MAX_ISSUES:
        return issues
    more = ParseIssue(
        position=f"after {issues[MAX_ISSUES - 1].position}",
        reason=f"further issues of this file that are not kept: {len(issues) - MAX_ISSUES}",
        excerpt="",
    )
    return (*issues[:MAX_ISSUES], more)


def _reading_row(
    file: ParsedFile, provenance: Provenance, judged: Judged, at: int
) -> dict[str, object]:
    return {
        "list_id": provenance.list_id,
        "sha256": provenance.sha256,
        "format": provenance.format,
        "parser": provenance.parser,
        "moment": to_micros(provenance.moment),
        "basis": provenance.basis,
        "precision": provenance.precision,
        "observed_at": micros_or_never(provenance.observed_at),
        "rank": provenance.rank,
        "verdict": judged.verdict.value,
        "suspicion": (
            None if judged.suspicion is None else msgspec.msgpack.encode(judged.suspicion)
        ),
        "elements": file.elements,
        "taken": file.taken,
        "structural": file.structural,
        "entries": len(frozenset().union(*(ids.keys() for ids in file.parts.values()))),
        "recorded_from": at,
        "recorded_to": OPEN_END,
    }


def _edition(row: Row[Any]) -> Edition:
    pairs = [pair.split(":") for pair in (row.coverage or "").split(",") if pair]
    return Edition(
        reading_id=row.reading_id,
        provenance=_provenance(row),
        verdict=Verdict(row.verdict),
        suspicion=(
            None if row.suspicion is None else msgspec.msgpack.decode(row.suspicion, type=Suspicion)
        ),
        entries=row.entries,
        elements=row.elements,
        taken=row.taken,
        structural=row.structural,
        parts=tuple(sorted(Part(part) for part, _ in pairs)),
        denies=tuple(sorted(Part(part) for part, denies in pairs if denies == "1")),
        recorded_at=to_moment(row.recorded_from),
    )


def _provenance(row: Row[Any]) -> Provenance:
    return Provenance(
        list_id=row.list_id,
        sha256=row.sha256,
        address=row.address or "",
        format=row.format,
        parser=row.parser,
        moment=to_moment(row.moment),
        basis=row.basis,
        precision=row.precision,
        observed_at=None if row.observed_at < 0 else to_moment(row.observed_at),
        rank=row.rank,
        retrieved_at=to_moment(row.recorded_from if row.retrieved_at is None else row.retrieved_at),
    )

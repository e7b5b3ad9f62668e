"""Readings: one file read as an edition of a list, what it speaks of, and what could not be read.

In and out: `Provenance`, `ParsedFile`, `Edition`, `Observation`, and their rows. A reading is never
changed: what is learned later closes it and adds another.
Not here: the versions of entries that follow from a reading (`ingest`).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    String,
    Subquery,
    and_,
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
from gazette.record.timeline import Observation

MAX_ISSUES = 10_000
"""Issues kept of one reading; a further one says how many more there were."""

NOW_KNOWN = OPEN_END - 1
"""The moment of system time that stands for everything known."""


def known_at(table: Any, known: int) -> ColumnElement[bool]:
    """That a row of `reading` or `version` was believed at a moment of system time."""
    return and_(table.c.recorded_from <= known, table.c.recorded_to > known)


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
    coverage = [
        _coverage_row(number, part, observation(file, part, provenance)) for part in file.parts
    ]
    issues = [{"reading_id": number, **msgspec.structs.asdict(i)} for i in _kept(file.issues)]
    if coverage:
        connection.execute(insert(t.coverage), coverage)
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


def observation(file: ParsedFile, part: Part, provenance: Provenance) -> Observation:
    """What the file says of one part, as the timelines take it."""
    denies = part in file.complete
    return Observation(
        moment=to_micros(provenance.moment),
        denies=denies,
        rank=provenance.rank,
        observed_at=_micros_or_never(provenance.observed_at),
        tie=provenance.sha256,
        only=None if denies else frozenset(file.parts[part]),
        unread=file.unread - file.parts[part].keys() if denies else frozenset(),
    )


def observations(
    connection: Connection, list_id: ListId, known: int = NOW_KNOWN
) -> Iterator[tuple[Part, Observation]]:
    """What every accepted reading of the list says of each part it speaks of."""
    r, c = t.reading.c, t.coverage.c
    seen_again = _last_retrievals(list_id, known)
    rows = connection.execute(
        select(
            c.part,
            r.moment,
            c.denies,
            r.rank,
            r.observed_at,
            r.sha256,
            c.ids,
            func.coalesce(seen_again.c.last, -1),
        )
        .join_from(t.reading, t.coverage, r.reading_id == c.reading_id)
        .outerjoin(seen_again, seen_again.c.sha256 == r.sha256)
        .where(r.list_id == list_id, r.verdict != Verdict.HELD.value, known_at(t.reading, known))
    )
    for part, moment, denies, rank, observed_at, sha256, packed, last in rows:
        ids = unpacked_ids(packed)
        only, unread = (None, ids) if denies else (ids, frozenset[str]())
        confirmed = max(observed_at, last)
        yield (
            Part(part),
            Observation(moment, bool(denies), rank, observed_at, sha256, only, unread, confirmed),
        )


def _last_retrievals(list_id: ListId, known: int) -> Subquery:
    """When each file was last retrieved from its publisher."""
    s = t.snapshot.c
    return (
        select(s.sha256, func.max(s.retrieved_at).label("last"))
        .where(s.list_id == list_id, s.is_live == 1, s.retrieved_at <= known)
        .group_by(s.sha256)
        .subquery()
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


def packed_ids(ids: Iterable[str]) -> bytes:
    """A set of ids as bytes."""
    return zlib.compress("\n".join(sorted(ids)).encode(), 6)


def unpacked_ids(packed: bytes | None) -> frozenset[str]:
    """The set of ids that `packed_ids` made bytes of; empty for None."""
    text = "" if packed is None else zlib.decompress(packed).decode()
    return frozenset(text.split("\n")) if text else frozenset()


def _kept(issues: tuple[ParseIssue, ...]) -> tuple[ParseIssue, ...]:
    if len(issues) <= MAX_ISSUES:
        return issues
    more = ParseIssue(
        position=f"after {issues[MAX_ISSUES - 1].position}",
        reason=f"further issues of this file that are not kept: {len(issues) - MAX_ISSUES}",
        excerpt="",
    )
    return (*issues[:MAX_ISSUES], more)


def _micros_or_never(moment: datetime | None) -> int:
    return -1 if moment is None else to_micros(moment)


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
        "observed_at": _micros_or_never(provenance.observed_at),
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


def _coverage_row(reading_id: int, part: Part, seen: Observation) -> dict[str, object]:
    ids = seen.unread if seen.only is None else seen.only
    return {
        "reading_id": reading_id,
        "part": part.value,
        "denies": int(seen.denies),
        "ids": packed_ids(ids) if ids else None,
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

"""What each reading says of each part: all of it, or only of the ids it shows.

In and out: `Observation`s and their rows. Not here: the readings themselves (`readings`).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Subquery, and_, func, insert, select

from gazette.model.editions import Provenance, Verdict
from gazette.model.lists import ListId, Part
from gazette.model.parsed import ParsedFile
from gazette.model.time import OPEN_END, to_micros
from gazette.record import tables as t
from gazette.record.timeline import Observation

NOW_KNOWN = OPEN_END - 1
"""The moment of system time that stands for everything known."""


def known_micros(known: datetime | None) -> int:
    """The moment of system time a question is asked at; None means everything known."""
    return NOW_KNOWN if known is None else to_micros(known)


def known_at(table: Any, known: int) -> ColumnElement[bool]:
    """That a row of `reading` or `version` was believed at a moment of system time."""
    return and_(table.c.recorded_from <= known, table.c.recorded_to > known)


def add_coverage(
    connection: Connection, reading_id: int, file: ParsedFile, provenance: Provenance
) -> None:
    """Adds what the reading says of each part of the file."""
    rows = [
        _coverage_row(reading_id, part, observation(file, part, provenance)) for part in file.parts
    ]
    if rows:
        connection.execute(insert(t.coverage), rows)


def observation(file: ParsedFile, part: Part, provenance: Provenance) -> Observation:
    """What the file says of one part, as the timelines take it."""
    denies = part in file.complete
    return Observation(
        moment=to_micros(provenance.moment),
        denies=denies,
        rank=provenance.rank,
        observed_at=micros_or_never(provenance.observed_at),
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
        .where(
            r.list_id == list_id,
            r.verdict.in_([verdict.value for verdict in Verdict if verdict.is_taken]),
            known_at(t.reading, known),
        )
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


def packed_ids(ids: Iterable[str]) -> bytes:
    """A set of ids as bytes."""
    return zlib.compress("\n".join(sorted(ids)).encode(), 6)


@lru_cache(maxsize=64)
def unpacked_ids(packed: bytes | None) -> frozenset[str]:
    """The set of ids that `packed_ids` made bytes of; empty for None.

    Kept, since every question unpacks the same few sets: half of the time that one entry took.
    """
    text = "" if packed is None else zlib.decompress(packed).decode()
    return frozenset(text.split("\n")) if text else frozenset()


def micros_or_never(moment: datetime | None) -> int:
    """The moment in microseconds, -1 for none."""
    return -1 if moment is None else to_micros(moment)


def _coverage_row(reading_id: int, part: Part, seen: Observation) -> dict[str, object]:
    ids = seen.unread if seen.only is None else seen.only
    return {
        "reading_id": reading_id,
        "part": part.value,
        "denies": int(seen.denies),
        "ids": packed_ids(ids) if ids else None,
    }

"""Copies that are dated by a day alone, and the exact moment that some of them turn out to have.

A copy with the same bytes as an edition that is dated to the second on that day is that edition; the
files that copies of one list date by the same day are one set with it (OFAC's delimited set has four
files and no date of its own). So all of them take its moment, whichever came first.
In: pending files, or what the record holds of a day. Out: the same with their moments settled.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

import msgspec
from sqlalchemy import Connection

from gazette.app.pending import Pending
from gazette.model.editions import Edition, Provenance
from gazette.model.time import start_of
from gazette.record import readings, snapshots
from gazette.sources.dating import Basis, Precision

BY_SET = "set"
"""What a moment rests on that was taken over from another file of the same set."""

COARSE = frozenset({Basis.PATH.value, Basis.PUBLISHED.value})
"""Evidence of a day that may turn out exact; a day that a file states of itself stands."""


def is_coarse(basis: str, precision: str) -> bool:
    """Whether a date is a day alone, from evidence that an exact copy can refine."""
    return precision == Precision.DAY and basis in COARSE


def is_copy_by_day(edition: Edition) -> bool:
    """Whether a reading is dated by a day alone that an exact copy can refine."""
    return _is_coarse(edition.provenance)


def placed(connection: Connection, pending: Iterable[Pending]) -> list[Pending]:
    """The pending files, each at the exact moment of its set where that is known."""
    files = list(pending)
    exact = {
        (one.provenance.sha256, one.provenance.moment.date()): one.provenance.moment
        for one in files
        if one.provenance.precision == Precision.MOMENT
    }
    coarse = [one.provenance for one in files if _is_coarse(one.provenance)]
    sets: dict[date, datetime] = {}
    for source in coarse:
        day = source.moment.date()
        found = exact.get((source.sha256, day)) or _twin_moment(connection, source)
        found = found or snapshots.moment_of_set(connection, source.list_id, start_of(day))
        if found is not None:
            sets[day] = max(found, sets.get(day, found))
    return [_settled(one, exact, sets) for one in files]


def unsettled(
    connection: Connection, source: Provenance
) -> tuple[tuple[Edition, ...], datetime | None]:
    """The readings dated by the day alone on which `source` falls, and the moment they must take."""
    day = start_of(source.moment.date())
    moment = snapshots.moment_of_set(connection, source.list_id, day)
    if moment is None:
        return (), None
    same = readings.editions_at(connection, source.list_id, day)
    return tuple(one for one in same if is_copy_by_day(one)), moment


def at_moment(source: Provenance, moment: datetime) -> Provenance:
    """The file as an edition of the exact moment of its set."""
    return msgspec.structs.replace(
        source, moment=moment, observed_at=moment, basis=BY_SET, precision=Precision.MOMENT.value
    )


def _is_coarse(source: Provenance) -> bool:
    return is_coarse(source.basis, source.precision)


def _settled(
    one: Pending, exact: dict[tuple[str, date], datetime], sets: dict[date, datetime]
) -> Pending:
    source = one.provenance
    if not _is_coarse(source):
        return one
    day = source.moment.date()
    moment = exact.get((source.sha256, day)) or sets.get(day)
    if moment is None:
        return one
    return msgspec.structs.replace(one, provenance=at_moment(source, moment))


def _twin_moment(connection: Connection, coarse: Provenance) -> datetime | None:
    """The exact moment at which the record holds the same bytes, on the same day."""
    twins = (twin.provenance for twin in readings.twins(connection, coarse))
    exact = [twin.moment for twin in twins if twin.precision == Precision.MOMENT]
    return max(exact, default=None)

"""Snapshots: every retrieval of a file, from its publisher or from a copy.

In and out: `Snapshot`s and their rows. A live retrieval of a file that the record has already is
kept too: it says how long the edition stood.
"""

from __future__ import annotations

from datetime import datetime

import msgspec
from sqlalchemy import Connection, func, insert, select

from gazette.model.lists import ListId
from gazette.model.time import DAY_MICROS, OPEN_END, to_micros, to_moment
from gazette.record import tables as t


class Snapshot(msgspec.Struct, frozen=True, kw_only=True):
    """One retrieval of a file.

    Attributes:
        list_id: the list it is of.
        sha256: of its bytes.
        name: its name in lower case, without suffixes of packing.
        size: in bytes.
        address: where it was taken from, without the query; for a copy, its path within what was
            given.
        is_live: from the publisher itself.
        retrieved_at: when.
        etag: the publisher's validator of that version, for the next request.
        last_modified: likewise.
        day: for a copy that is dated by a day alone, the start of that day.
    """

    list_id: ListId
    sha256: str
    name: str
    size: int
    address: str
    is_live: bool
    retrieved_at: datetime
    etag: str | None = None
    last_modified: str | None = None
    day: datetime | None = None


def add(connection: Connection, taken: Snapshot) -> None:
    """Adds the retrieval; a copy that was taken from the same place before is not new."""
    s = t.snapshot.c
    before = select(s.snapshot_id).where(
        s.list_id == taken.list_id, s.sha256 == taken.sha256, s.address == taken.address
    )
    if taken.is_live or connection.execute(before).first() is None:
        row = msgspec.structs.asdict(taken)
        row |= {
            "is_live": int(taken.is_live),
            "retrieved_at": to_micros(taken.retrieved_at),
            "day": None if taken.day is None else to_micros(taken.day),
        }
        connection.execute(insert(t.snapshot), row)


def moment_of_set(connection: Connection, list_id: ListId, day: datetime) -> datetime | None:
    """The exact moment of the files that copies date by this day alone; None if it is not known.

    It is known once one of them has the bytes of an edition that is dated exactly on that day. Of
    several such moments the last counts.
    """
    r, s, start = t.reading.c, t.snapshot.c, to_micros(day)
    found = connection.execute(
        select(func.max(r.moment))
        .join_from(t.reading, t.snapshot, (s.sha256 == r.sha256) & (s.list_id == r.list_id))
        .where(
            r.list_id == list_id,
            r.precision == "moment",
            r.moment.between(start, start + DAY_MICROS - 1),
            r.recorded_to == OPEN_END,
            s.day == start,
        )
    ).scalar()
    return None if found is None else to_moment(found)


def last_of_name(connection: Connection, list_id: ListId, name: str) -> str | None:
    """The hash of the file of that name that was taken last; None if there was none."""
    s = t.snapshot.c
    found = connection.execute(
        select(s.sha256)
        .where(s.list_id == list_id, s.name == name)
        .order_by(s.snapshot_id.desc())
        .limit(1)
    )
    return found.scalar()


def last_live(connection: Connection, list_id: ListId, address: str) -> tuple[Snapshot, ...]:
    """The files of the last live retrieval from an address: several where it was a bundle."""
    s = t.snapshot.c
    live = (s.list_id == list_id, s.address == address, s.is_live == 1)
    last = select(s.retrieved_at).where(*live).order_by(s.retrieved_at.desc()).limit(1)
    rows = connection.execute(
        select(t.snapshot).where(*live, s.retrieved_at == last.scalar_subquery())
    )
    return tuple(
        Snapshot(
            list_id=row.list_id,
            sha256=row.sha256,
            name=row.name,
            size=row.size,
            address=row.address,
            is_live=bool(row.is_live),
            retrieved_at=to_moment(row.retrieved_at),
            etag=row.etag,
            last_modified=row.last_modified,
        )
        for row in rows
    )

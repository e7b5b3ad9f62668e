from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta

from msgspec import structs
from sqlalchemy import func, select

from gazette.record import snapshots
from gazette.record import tables as t
from gazette.record.snapshots import Snapshot
from gazette.record.store import Record
from strategies import TINY

NewRecord = Callable[[], AbstractContextManager[Record]]
NOW = datetime(2026, 6, 10, tzinfo=UTC)
ADDRESS = "https://example.org/sdn.zip"
LIVE = Snapshot(
    list_id=TINY,
    sha256="a" * 64,
    name="sdn.csv",
    size=5,
    address=ADDRESS,
    is_live=True,
    retrieved_at=NOW,
    etag='"v1"',
)


def later(of: Snapshot, **changes: object) -> Snapshot:
    return structs.replace(of, retrieved_at=of.retrieved_at + timedelta(hours=1), **changes)


def added(record: Record, *taken: Snapshot) -> int:
    with record.writing() as connection:
        for one in taken:
            snapshots.add(connection, one)
        return connection.execute(select(func.count()).select_from(t.snapshot)).scalar_one()


def test_a_copy_taken_from_the_same_place_again_is_not_new(new_record: NewRecord) -> None:
    copy = structs.replace(LIVE, is_live=False, address="2023/sdn.csv")

    with new_record() as record:
        assert added(record, copy, later(copy), later(copy, address="2024/sdn.csv")) == 2


def test_every_live_retrieval_is_kept(new_record: NewRecord) -> None:
    with new_record() as record:
        assert added(record, LIVE, later(LIVE)) == 2


def test_a_bundle_fetched_last_is_found_whole(new_record: NewRecord) -> None:
    old = structs.replace(LIVE, sha256="0" * 64)
    new = later(old, sha256="1" * 64, etag='"v2"')
    beside = structs.replace(new, sha256="2" * 64, name="add.csv")
    elsewhere = later(beside, address="https://example.org/other.zip")
    copy = later(beside, is_live=False)

    with new_record() as record:
        added(record, old, new, beside, elsewhere, copy)
        with record.reading() as connection:
            assert snapshots.last_live(connection, TINY, ADDRESS) == (new, beside)
            assert snapshots.last_live(connection, TINY, "https://example.org/none") == ()


def test_the_last_file_of_a_name_is_the_one_taken_last(new_record: NewRecord) -> None:
    with new_record() as record:
        added(record, LIVE, later(LIVE, sha256="b" * 64), later(LIVE, name="add.csv"))
        with record.reading() as connection:
            assert snapshots.last_of_name(connection, TINY, "sdn.csv") == "b" * 64
            assert snapshots.last_of_name(connection, TINY, "alt.csv") is None

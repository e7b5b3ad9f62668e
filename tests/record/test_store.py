from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, MetaData, insert, select

from gazette.errors import RecordBusy, RecordError
from gazette.ledger import chain
from gazette.record import store
from gazette.record import tables as t
from gazette.record.store import Record

NewRecord = Callable[[], AbstractContextManager[Record]]


def all_tables() -> MetaData:
    """Every table of a record, the ledger's among them."""
    whole = MetaData()
    for table in (*t.metadata.sorted_tables, *chain.metadata.sorted_tables):
        table.to_metadata(whole)
    return whole


def contents(record: Record) -> list[bytes]:
    with record.reading() as connection:
        return list(connection.execute(select(t.content.c.payload)).scalars())


def put(connection: Connection, payload: bytes) -> None:
    connection.execute(insert(t.content), {"digest": payload.ljust(16), "payload": payload})


def test_the_migrations_make_exactly_the_tables_that_the_code_knows(new_record: NewRecord) -> None:
    with new_record() as record, record.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})

        assert compare_metadata(context, all_tables()) == []


def test_every_table_says_what_a_row_means() -> None:
    assert all(table.comment for table in all_tables().sorted_tables)


def test_a_record_made_twice_keeps_what_it_holds(tmp_path: Path) -> None:
    first = store.create_record(tmp_path)
    with first.writing() as connection:
        put(connection, b"kept")
    first.close()

    again = store.create_record(tmp_path)

    assert contents(again) == [b"kept"]
    again.close()


def test_a_folder_without_a_record_is_refused_with_a_hint(tmp_path: Path) -> None:
    assert not store.exists(tmp_path)

    with pytest.raises(RecordError, match="no record here") as refused:
        store.open_record(tmp_path)

    assert refused.value.hint is not None
    assert "gazette update" in refused.value.hint
    assert refused.value.exit_code == 5


def test_a_record_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    store.create_record(tmp_path).close()
    with sqlite3.connect(tmp_path / store.DATABASE) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()

    with pytest.raises(RecordError, match="newer Gazette") as refused:
        store.open_record(tmp_path)

    assert refused.value.hint is not None


def test_a_record_whose_making_was_cut_off_is_made_when_it_is_opened(tmp_path: Path) -> None:
    (tmp_path / store.DATABASE).write_bytes(b"")

    record = store.open_record(tmp_path)

    assert contents(record) == []
    record.close()


@pytest.mark.parametrize("place", [0, 20, 4096])
def test_a_damaged_database_is_a_record_error_that_names_the_file(
    tmp_path: Path, place: int
) -> None:
    store.create_record(tmp_path).close()
    file = tmp_path / store.DATABASE
    whole = file.read_bytes()
    file.write_bytes(whole[:place] + b"\xff" * 4096 * 8 + whole[place + 4096 * 8 :])

    with pytest.raises(RecordError, match=store.DATABASE):
        contents(store.open_record(tmp_path))


def test_a_folder_that_went_away_is_a_record_error(tmp_path: Path) -> None:
    folder = tmp_path / "record"
    record = store.create_record(folder)
    record.close()
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()

    with pytest.raises(RecordError), record.reading():
        pass


def put_half(connection: Connection) -> None:
    put(connection, b"half")
    raise ZeroDivisionError


def test_a_write_is_there_whole_or_not_at_all(new_record: NewRecord) -> None:
    with new_record() as record:
        with pytest.raises(ZeroDivisionError), record.writing() as connection:
            put_half(connection)
        assert contents(record) == []

        with record.writing() as connection:
            put(connection, b"whole")
        assert contents(record) == [b"whole"]


def test_a_reader_goes_on_beside_a_writer_and_sees_the_state_before(new_record: NewRecord) -> None:
    with new_record() as record:
        with record.writing() as connection:
            put(connection, b"before")

        with record.writing() as connection:
            put(connection, b"after")
            assert contents(record) == [b"before"]

        assert contents(record) == [b"before", b"after"]


def test_a_view_is_not_moved_by_a_writer(new_record: NewRecord) -> None:
    with new_record() as record, record.reading() as view:
        query = select(t.content.c.payload)
        assert list(view.execute(query).scalars()) == []

        with record.writing() as connection:
            put(connection, b"after")

        assert list(view.execute(query).scalars()) == []
        assert contents(record) == [b"after"]


def test_two_writes_follow_each_other(new_record: NewRecord) -> None:
    with new_record() as record:
        begun = threading.Event()

        def second() -> None:
            begun.set()
            with record.writing() as connection:
                put(connection, b"second")

        with record.writing() as connection:
            other = threading.Thread(target=second)
            other.start()
            begun.wait()
            put(connection, b"first")
        other.join()

        assert contents(record) == [b"first", b"second"]


def test_a_second_writer_is_told_to_wait(new_record: NewRecord) -> None:
    with new_record() as record, record.only_writer():
        with (
            pytest.raises(RecordBusy, match="another process is writing") as busy,
            record.only_writer(wait_seconds=0),
        ):
            pass

        assert busy.value.hint is not None


HOLDER = """
import sys
from pathlib import Path
from gazette.record import store
with store.open_record(Path(sys.argv[1])).only_writer():
    print("holding", flush=True)
    sys.stdin.read()
"""


def test_the_lock_of_another_process_counts_and_goes_with_it(new_record: NewRecord) -> None:
    with new_record() as record:
        command = [sys.executable, "-c", HOLDER, str(record.folder)]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
            assert other.stdout is not None
            assert other.stdout.readline() == b"holding\n"
            with pytest.raises(RecordBusy), record.only_writer(wait_seconds=0):
                pass
            other.kill()

        with record.only_writer():
            pass


def test_the_lock_is_given_back_when_the_work_fails(new_record: NewRecord) -> None:
    with new_record() as record:
        with pytest.raises(ZeroDivisionError), record.only_writer():
            raise ZeroDivisionError

        with record.only_writer():
            pass

"""`gazette doctor` and `gazette reparse`."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from command_line import Gazette


def test_a_whole_record_is_ok_line_by_line(gazette: Gazette) -> None:
    shown = gazette("doctor", "--format", "table")

    assert shown.code == 0
    assert "ok    database   the database is whole" in shown.out
    assert "FAULT" not in shown.out
    assert max(map(len, shown.out.splitlines())) <= 80


def test_in_a_pipe_every_finding_is_a_line(gazette: Gazette) -> None:
    found = gazette("doctor").documents

    assert {"database", "ledger", "archive", "freshness"} <= {one["topic"] for one in found}
    assert all(list(one) == ["topic", "grade", "summary", "details", "hint"] for one in found)


def test_a_missing_file_is_a_fault_with_a_hint(gazette: Gazette, own_record: Path) -> None:
    for file in (own_record / "archive").rglob("*"):
        if file.is_file():
            file.write_bytes(b"")

    shown = gazette("doctor", "--format", "table", record=own_record)

    assert shown.code == 5
    assert "FAULT  archive" in shown.out
    assert "more: `gazette doctor --verbose`" in shown.out
    assert "hint: " in shown.out


def test_an_altered_ledger_is_a_fault(gazette: Gazette, own_record: Path) -> None:
    with closing(sqlite3.connect(own_record / "record.sqlite")) as database, database:
        database.execute("UPDATE ledger SET actor = 'someone else'")

    shown = gazette("doctor", record=own_record)

    assert shown.code == 5


def test_files_read_by_these_parsers_are_not_read_again(gazette: Gazette) -> None:
    done = gazette("reparse", "us-ofac-cons")

    assert done.code == 0
    assert done.out.startswith("us-ofac-cons: nothing to do")


def test_reading_again_changes_nothing_where_the_parsers_are_the_same(
    gazette: Gazette, own_record: Path
) -> None:
    done = gazette("reparse", "--force", record=own_record)

    assert done.code == 0
    assert "us-ofac-sdn: 21 files read again, 0 rows of the record changed" in done.out

"""`gazette export`: all entries of a list as a file."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from pyarrow import parquet

from command_line import Gazette
from gazette.app.columns import ENTRY

EXPORT = ("export", "us-ofac-sdn", "--as-of", "2023-08-01")


def test_every_entry_is_a_line_and_the_summary_counts_standings(gazette: Gazette) -> None:
    done = gazette(*EXPORT)

    assert len(done.documents) == 55
    assert all(list(one) == list(ENTRY) for one in done.documents)
    assert "55 entries, as of the end of 2023-08-01: 55 listed" in done.err


@pytest.mark.parametrize("suffix", ["jsonl", "json", "csv", "parquet"])
def test_every_format_holds_the_same_entries(suffix: str, gazette: Gazette, tmp_path: Path) -> None:
    path = tmp_path / f"sdn.{suffix}"

    done = gazette(*EXPORT, "--output", str(path))

    assert (done.code, done.out) == (0, "")
    assert f"written to {path}" in done.err
    assert ids(path) == [one["entry_id"] for one in gazette(*EXPORT).documents]


def ids(path: Path) -> list[str]:
    match path.suffix:
        case ".parquet":
            return [str(one) for one in parquet.read_table(path)["entry_id"].to_pylist()]
        case ".csv":
            text = io.StringIO(path.read_text(encoding="utf-8"), newline="")
            return [row["entry_id"] for row in csv.DictReader(text)]
        case ".json":
            return [one["entry_id"] for one in json.loads(path.read_text(encoding="utf-8"))]
        case _:
            lines = path.read_text(encoding="utf-8").splitlines()
            return [json.loads(line)["entry_id"] for line in lines]


def test_a_moment_long_after_the_last_edition_is_uncertain(gazette: Gazette) -> None:
    done = gazette("export", "us-ofac-cons", "--as-of", "2030-01-01")

    assert {one["standing"] for one in done.documents} == {"uncertain"}
    assert "5 uncertain" in done.err


def test_a_place_that_cannot_be_written_is_told(gazette: Gazette, tmp_path: Path) -> None:
    refused = gazette(*EXPORT, "--output", str(tmp_path / "none" / "sdn.csv"))

    assert refused.code == 2
    assert refused.err.startswith("error: cannot write (no such file or directory)")


def test_what_an_edition_held_back_shows_is_marked(gazette: Gazette, held_record: Path) -> None:
    done = gazette("export", "us-ofac-sdn", "--as-of", "2024-05-05", record=held_record)

    assert sum(one["provisional"] for one in done.documents) == 60
    assert "60 provisional" in done.err

"""`gazette changes`: who joined, left or was amended."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from pyarrow import parquet

from command_line import Gazette
from gazette.app.columns import CHANGE
from golden import Golden

GOLDEN = Path(__file__).parent / "golden"
JULY = ("--since", "2023-07-20", "--until", "2023-07-24")
AMENDED = ["18657", "18658", "22406", "23544"]
OFFICERS = ["42616", "42617", "42618"]
KEYS = ("type", "list", "entry_id", "name", "kind", "programs", "measures", "after", "by", "stated")


def test_every_change_is_a_line_with_the_keys_promised(gazette: Gazette) -> None:
    found = gazette("changes", *JULY).documents

    assert all({*KEYS, "fields"} <= one.keys() for one in found)
    assert [one["entry_id"] for one in found] == [*AMENDED, *OFFICERS]
    assert {key: found[-1][key] for key in KEYS} == {
        "type": "designation",
        "list": "us-ofac-sdn",
        "entry_id": "42618",
        "name": "CAMARA, Sadio",
        "kind": "person",
        "programs": ["RUSSIA-EO14024"],
        "measures": [{"type": "blocking", "basis": "derived", "text": "us-ofac-sdn"}],
        "after": "2023-07-20T18:43:41Z",
        "by": "2023-07-24T18:43:35Z",
        "stated": None,
    }


def test_an_amendment_tells_its_fields_before_and_after(gazette: Gazette) -> None:
    (camara,) = gazette("changes", "--since", "2023-10-12", "--until", "2023-10-18").documents

    assert camara["type"] == "amendment"
    assert camara["fields"] == [
        {"field": "citizenships", "before": ["Mali", "France (alternate)"], "after": ["Mali"]}
    ]


@pytest.mark.parametrize("width", [60, 80, 140])
def test_the_table_reads_at_any_width(
    width: int, gazette: Gazette, golden: Golden, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))

    shown = gazette(
        "changes", "--since", "2023-07-20", "--until", "2023-10-18", "--format", "table"
    )

    assert max(map(len, shown.out.splitlines())) <= width
    golden(GOLDEN / f"changes-{width}.txt", shown.out)


def test_since_is_exclusive_and_until_inclusive(gazette: Gazette) -> None:
    moment = "2023-07-24T18:43:35Z"

    upto = gazette("changes", "--since", "2023-07-20", "--until", moment).documents
    after = gazette("changes", "--since", moment, "--until", "2023-07-24").documents

    assert [one["entry_id"] for one in upto] == [*AMENDED, *OFFICERS]
    assert after == []


@pytest.mark.parametrize(
    ("arguments", "ids"),
    [
        (("--type", "designation"), OFFICERS),
        (("--type", "designation", "--type", "amendment"), [*AMENDED, *OFFICERS]),
        (("--kind", "organization"), ["22406"]),
        (("--kind", "vessel"), []),
        (("--list", "us-ofac-cons"), []),
        (("--program", "RUSSIA-EO14024", "--kind", "person"), OFFICERS),
    ],
    ids=str,
)
def test_changes_are_narrowed_by_what_is_asked_for(
    arguments: tuple[str, ...], ids: list[str], gazette: Gazette
) -> None:
    found = gazette("changes", *JULY, *arguments)

    assert [one["entry_id"] for one in found.documents] == ids
    assert found.code == 0


def test_net_leaves_out_what_came_and_went(gazette: Gazette) -> None:
    arguments = ("changes", "--since", "2023-07-20", "--list", "us-ofac-sdn")

    every = {one["entry_id"] for one in gazette(*arguments).documents}
    net = {one["entry_id"] for one in gazette(*arguments, "--net").documents}

    assert set(OFFICERS) <= every - net


def test_without_since_the_week_up_to_the_newest_edition_is_told(gazette: Gazette) -> None:
    found = gazette("changes")

    assert {one["by"] for one in found.documents} == {"2026-06-02T00:00:00Z"}
    assert "without `--since`: the 7 days up to the newest edition held" in found.err
    assert "after 2026-05-26" in found.err


def test_no_change_is_told_with_what_was_searched_and_what_that_covers(gazette: Gazette) -> None:
    found = gazette("changes", "--since", "2023-07-21", "--until", "2023-07-22")

    assert (found.code, found.out) == (0, "")
    assert "no change found after the end of 2023-07-21, up to the end of 2023-07-22" in found.err
    assert "`us-ofac-sdn` (13 editions from 2023-07-20T18:43:41Z to 2026-06-02)" in found.err
    assert "names and identifiers on those lists only" in found.err


def test_the_exit_code_tells_findings_only_where_asked(gazette: Gazette) -> None:
    assert gazette("changes", *JULY).code == 0
    assert gazette("changes", *JULY, "--exit-code").code == 1
    assert gazette("changes", *JULY, "--type", "delisting", "--exit-code").code == 0


def test_an_empty_time_is_refused(gazette: Gazette) -> None:
    refused = gazette("changes", "--since", "2023-07-24", "--until", "2023-07-24")

    assert refused.code == 2
    assert "nothing lies after the end of 2023-07-24" in refused.err


def test_designations_of_an_edition_held_back_are_provisional(
    gazette: Gazette, held_record: Path
) -> None:
    arguments = ("changes", "--since", "2024-05-03", "--until", "2024-05-05")

    found = gazette(*arguments, record=held_record)
    table = gazette(*arguments, "--format", "table", record=held_record)
    vessels = gazette(*arguments, "--kind", "vessel", record=held_record)

    provisional = [one for one in found.documents if one["provisional"]]
    assert len(provisional) == 60
    assert list(provisional[0]) == list(CHANGE)
    assert "the edition of `us-ofac-sdn` of 2024-05-04 is held back" in found.err
    assert "person · SDGT · provisional" in table.out
    assert vessels.documents == []


def test_csv_and_parquet_have_a_column_a_key(gazette: Gazette, tmp_path: Path) -> None:
    sheet, table = tmp_path / "c.csv", tmp_path / "c.parquet"

    gazette("changes", *JULY, "--output", str(sheet))
    gazette("changes", *JULY, "--output", str(table))

    rows = list(csv.DictReader(io.StringIO(sheet.read_text(encoding="utf-8"), newline="")))
    assert list(rows[0]) == list(CHANGE)
    assert rows[-1]["name"] == "CAMARA, Sadio"
    assert rows[-1]["programs"] == '["RUSSIA-EO14024"]'
    assert parquet.read_table(table).column_names == list(CHANGE)
    assert parquet.read_table(table)["programs"].to_pylist()[-1] == ["RUSSIA-EO14024"]

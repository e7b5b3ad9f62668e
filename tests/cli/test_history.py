"""`gazette history`: all that happened to one entry."""

from __future__ import annotations

from pathlib import Path

import pytest

from command_line import Gazette
from golden import Golden

GOLDEN = Path(__file__).parent / "golden"
LATER = "2100-01-01"


@pytest.mark.parametrize("entry_id", ["42618", "22543"])
def test_a_timeline_tells_every_change_with_its_bounds_and_differences(
    entry_id: str, gazette: Gazette, golden: Golden
) -> None:
    arguments = ("history", f"us-ofac-sdn/{entry_id}", "--known", LATER, "--format", "table")

    shown = gazette(*arguments)

    assert shown.code == 0
    golden(GOLDEN / f"history-{entry_id}.txt", shown.out)


def test_in_a_pipe_a_history_is_one_line_of_json(gazette: Gazette) -> None:
    (document,) = gazette("history", "us-ofac-sdn/42618").documents

    assert [one["type"] for one in document["changes"]] == [
        *("designation", "amendment", "delisting"),
    ]
    assert document["changes"][1]["fields"] == [
        {"field": "citizenships", "before": ["Mali", "France (alternate)"], "after": ["Mali"]}
    ]


def test_before_anything_was_known_nothing_is_found(gazette: Gazette) -> None:
    refused = gazette("history", "us-ofac-sdn/42618", "--known", "2001-01-01")

    assert refused.code == 2
    assert refused.err.startswith("error: not found in `us-ofac-sdn`")


def test_an_edition_held_back_is_told_beside_the_history(
    gazette: Gazette, held_record: Path
) -> None:
    shown = gazette("history", "us-ofac-sdn/42618", record=held_record)

    assert "the edition of `us-ofac-sdn` of 2024-05-04 is held back" in shown.err

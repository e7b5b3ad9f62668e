"""`gazette show`: one entry as of a moment."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from command_line import Gazette
from golden import Golden

GOLDEN = Path(__file__).parent / "golden"
CAMARA = "us-ofac-sdn/42618"


@pytest.mark.parametrize("day", ["2023-07-20", "2023-08-01", "2026-02-27", "2026-06-02"])
def test_a_card_tells_the_standing_its_grounds_and_every_field(
    day: str, gazette: Gazette, golden: Golden
) -> None:
    shown = gazette("show", CAMARA, "--as-of", day, "--format", "table")

    assert (shown.code, shown.err) == (0, "")
    golden(GOLDEN / f"show-42618-{day}.txt", shown.out)


def test_an_entry_that_does_not_block_is_shown_with_its_own_measure(
    gazette: Gazette, golden: Golden
) -> None:
    shown = gazette("show", "us-ofac-cons/19996", "--as-of", "2025-12-24", "--format", "table")

    assert "blocking" not in shown.out
    golden(GOLDEN / "show-19996.txt", shown.out)


@pytest.mark.parametrize("width", [60, 80, 140])
def test_no_line_of_a_card_is_wider_than_the_terminal(
    width: int, gazette: Gazette, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))

    shown = gazette("show", "us-ofac-sdn/22543", "--as-of", "2025-01-10", "--format", "table")

    assert max(map(len, shown.out.splitlines())) <= width
    assert all(line == line.rstrip() for line in shown.out.splitlines())


def test_in_a_pipe_an_entry_is_one_line_of_json(gazette: Gazette) -> None:
    (document,) = gazette("show", CAMARA, "--as-of", "2023-08-01").documents

    assert document["standing"] == "listed"
    assert document["listed"] == {"after": "2023-07-20T18:43:41Z", "by": "2023-07-24T18:43:35Z"}
    assert document["links"][0]["entry_id"] == "22543"
    assert [one["text"] for one in document["citizenships"]] == ["Mali", "France"]


def test_as_json_an_entry_is_one_object(gazette: Gazette) -> None:
    shown = gazette("show", CAMARA, "--as-of", "2023-08-01", "--format", "json")

    assert shown.out.startswith('{\n  "list": "us-ofac-sdn"')
    assert json.loads(shown.out)["entry_id"] == "42618"


def test_an_entry_whose_primary_name_is_not_held_is_shown_by_its_aliases(
    gazette: Gazette, tmp_path: Path
) -> None:
    aliases = tmp_path / "2024-01-05" / "alt.csv"
    aliases.parent.mkdir()
    aliases.write_bytes(b'90001,7,"aka","NEWMAN, Example",-0- \r\n\x1a')
    own = tmp_path / "record"
    gazette("update", "us-ofac-sdn", "--from", str(aliases), record=own)

    shown = gazette(
        *("show", "us-ofac-sdn/90001", "--as-of", "2024-01-06", "--format", "table"), record=own
    )

    assert "primary name not held" in shown.out
    assert "a.k.a. NEWMAN, Example" in shown.out
    assert "neither primary name nor programs are held" in shown.out
    assert "no addresses are held" in shown.out


def test_an_unknown_entry_names_what_was_searched_and_what_that_covers(gazette: Gazette) -> None:
    refused = gazette("show", "us-ofac-sdn/1")

    error, hint = refused.err.splitlines()
    assert refused.code == 2
    assert error == (
        "error: not found in `us-ofac-sdn` (13 editions from 2023-07-20T18:43:41Z to 2026-06-02): 1"
    )
    assert "names and identifiers on those lists only" in hint
    assert "50 Percent Rule" in hint


def test_what_only_an_edition_held_back_shows_is_provisional(
    gazette: Gazette, held_record: Path
) -> None:
    shown = gazette(
        *("show", "us-ofac-sdn/90001", "--as-of", "2024-05-04", "--format", "table"),
        record=held_record,
    )

    assert "Provisional. Only the edition of 2024-05-04 shows it" in shown.out
    assert "held back" in shown.err


def test_a_card_can_be_written_to_a_file(gazette: Gazette, tmp_path: Path) -> None:
    path = tmp_path / "card.txt"

    shown = gazette("show", CAMARA, "--as-of", "2023-08-01", "--output", str(path))

    assert shown.out == ""
    assert path.read_text(encoding="utf-8").startswith("us-ofac-sdn/42618  CAMARA, Sadio  person\n")

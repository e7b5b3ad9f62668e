"""`gazette lists`: what is held of each list."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from command_line import Gazette
from golden import Golden

GOLDEN = Path(__file__).parent / "golden"
KNOWN = ("--known", "2100-01-01")


@pytest.mark.parametrize("width", [60, 80])
def test_a_card_tells_holdings_age_terms_and_what_is_omitted(
    width: int, gazette: Gazette, golden: Golden, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))

    shown = gazette("lists", *KNOWN, "--format", "table")

    assert max(map(len, shown.out.splitlines())) <= width
    golden(GOLDEN / f"lists-{width}.txt", shown.out)


def test_every_file_read_is_a_row(gazette: Gazette, golden: Golden) -> None:
    shown = gazette("lists", "--editions", "--format", "table")

    golden(GOLDEN / "editions.txt", shown.out)


def test_in_a_pipe_every_list_is_a_line(gazette: Gazette) -> None:
    sdn, cons = gazette("lists").documents

    assert (sdn["list"], sdn["editions"], sdn["files"]) == ("us-ofac-sdn", 13, 21)
    assert (cons["list"], cons["editions"], cons["is_stale"]) == ("us-ofac-cons", 2, True)


def test_in_a_pipe_every_file_read_is_a_line(gazette: Gazette) -> None:
    found = gazette("lists", "us-ofac-cons", "--editions").documents

    assert [one["format"] for one in found] == ["xml-enhanced", "xml-legacy"]


def test_json_is_one_array(gazette: Gazette) -> None:
    found = json.loads(gazette("lists", "--format", "json").out)

    assert [one["list"] for one in found] == ["us-ofac-sdn", "us-ofac-cons"]


def test_what_was_not_known_yet_is_not_told(gazette: Gazette) -> None:
    shown = gazette("lists", "--known", "2001-01-01", "--format", "table")

    assert "nothing yet: `gazette update us-ofac-sdn` fetches it" in shown.out


def test_an_edition_held_back_is_on_the_card(gazette: Gazette, held_record: Path) -> None:
    shown = gazette("lists", "us-ofac-sdn", "--format", "table", record=held_record)

    assert "held back" in shown.out
    assert "would join" in shown.out

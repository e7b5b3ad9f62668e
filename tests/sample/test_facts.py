from __future__ import annotations

from datetime import date

import msgspec
import pytest

from gazette.model.lists import EntryId, Kind
from gazette.sample.facts import Facts, Listing, Notice, _listing


def facts(name: str) -> Facts:
    return Facts(name=name, kind=Kind.PERSON, programs=("CAR",))


def test_a_listing_is_absent_before_its_first_and_from_its_last_edition_on() -> None:
    listing = Listing(EntryId("1"), date(2023, 7, 24), date(2024, 5, 3), ((date.min, facts("A")),))

    assert listing.on(date(2023, 7, 23)) is None
    assert listing.on(date(2023, 7, 24)) == facts("A")
    assert listing.on(date(2024, 5, 2)) == facts("A")
    assert listing.on(date(2024, 5, 3)) is None


def test_an_amendment_changes_what_it_names_and_keeps_the_rest() -> None:
    table = {
        "id": 1,
        "name": "A",
        "kind": "person",
        "programs": ["CAR"],
        "births": ["1970"],
        "amended": [
            {"on": date(2023, 10, 18), "births": ["1971"]},
            {"on": date(2024, 5, 3), "gender": "male"},
        ],
    }

    listing = _listing(table, {})
    last = listing.on(date(2024, 5, 3))

    assert [day for day, _ in listing.versions] == [date.min, date(2023, 10, 18), date(2024, 5, 3)]
    assert last is not None
    assert (last.name, last.births, last.gender) == ("A", ("1971",), "male")


def test_a_notice_is_named_by_its_key() -> None:
    table = {"id": 1, "name": "A", "kind": "person", "programs": [], "notices": ["risk"]}

    listing = _listing(table, {"risk": {"label": "Risk:", "text": "high"}})

    assert listing.versions[0][1].notices == (Notice(label="Risk:", text="high"),)


def test_a_misspelt_field_is_refused() -> None:
    table = {"id": 1, "name": "A", "kind": "person", "programs": [], "born": ["1970"]}

    with pytest.raises(msgspec.ValidationError, match="born"):
        _listing(table, {})

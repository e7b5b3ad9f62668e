"""The rows of a card: every field there is, and what is not held or only possible said as such."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest
from hypothesis import given

from gazette.app.answers import EntryAnswer, LinkedEntry
from gazette.cli.printing.facts import AFTER_LINKS, BEFORE_NAMES, OF_PROFILE, Row, rows
from gazette.model.entries import Entry, Profile
from gazette.model.lists import EntryId, Kind, ListId, Part
from gazette.model.names import Name, NameType
from gazette.model.standing import Bounds, EntryAsOf, PartRead, Possible, Standing, StandingAsOf
from gazette.model.time import AsOf
from gazette.model.wording import worded
from strategies import entries

JULY, AUGUST, DECEMBER = (datetime(2023, month, 24, 18, tzinfo=UTC) for month in (7, 8, 12))
SHOWN_ELSEWHERE = {"name", "kind", "programs", "weak_aliases", "links"}


def answer(
    entry: Entry,
    *,
    reads: dict[Part, PartRead] | None = None,
    possible: tuple[Possible, ...] = (),
    links: tuple[LinkedEntry, ...] = (),
) -> EntryAnswer:
    found = EntryAsOf(
        as_of=AsOf(AUGUST),
        standing=StandingAsOf(
            standing=Standing.LISTED,
            last_read=JULY,
            was_listed=True,
            next_read=DECEMBER,
            listed=Bounds(None, JULY),
            delisted=None,
        ),
        entry=entry,
        reads=reads or {},
        possible=possible,
    )
    return EntryAnswer(found=found, links=links, held=())


def plain(**fields: Any) -> Entry:
    profile = Profile(name=Name("NEWMAN, Example"), kind=Kind.PERSON, **fields)
    return Entry(list_id=ListId("us-ofac-sdn"), entry_id=EntryId("1"), profile=profile)


def lines(told: tuple[Row, ...], label: str) -> tuple[str, ...]:
    return tuple(line for row in told if row.label == label for line in row.lines)


def test_every_field_of_a_profile_is_on_the_card() -> None:
    on_card = {*BEFORE_NAMES, *OF_PROFILE, *AFTER_LINKS}

    assert on_card | SHOWN_ELSEWHERE == set(Profile.__struct_fields__)


@given(entries)
def test_every_name_but_the_primary_one_and_every_address_is_on_the_card(entry: Entry) -> None:
    told = rows(answer(entry))

    others = [n for n in entry.names if n.type is not NameType.PRIMARY or n.script is not None]
    assert lines(told, "also known as") == tuple(map(worded, others))
    assert lines(told, "addresses") == tuple(map(worded, entry.addresses))


@pytest.mark.parametrize(
    ("read", "told"),
    [
        (None, "no aliases are held: no file that carries them was read by then"),
        (
            PartRead(None, DECEMBER),
            (
                "no aliases are held: no file that carries them was read by then;"
                " first read 2023-12-24T18:00:00Z"
            ),
        ),
        (
            PartRead(datetime(2021, 7, 7, tzinfo=UTC), DECEMBER),
            (
                "no aliases are held: no file that carries them was read by then;"
                " first read 2023-12-24T18:00:00Z"
            ),
        ),
    ],
    ids=["never", "only later", "only before it was listed"],
)
def test_aliases_that_no_file_was_read_for_are_said_not_to_be_held(
    read: PartRead | None, told: str
) -> None:
    reads = {} if read is None else {Part.ALIASES: read}

    card = rows(answer(plain(), reads=reads))

    assert told in lines(card, "")


def test_aliases_that_were_read_and_are_not_there_are_not_said_to_be_missing() -> None:
    card = rows(answer(plain(), reads={Part.ALIASES: PartRead(JULY, None)}))

    assert not any("aliases are held" in line for line in lines(card, ""))


def test_what_is_only_possible_says_from_when_it_is_certain() -> None:
    alias = Possible(Part.ALIASES, "names", Name("NEW, A", NameType.AKA), DECEMBER)

    card = rows(answer(plain(), possible=(alias,)))

    assert lines(card, "possible") == (
        "may have been true already; certain from 2023-12-24T18:00:00Z:",
        "a.k.a. NEW, A",
    )


def test_a_link_shows_its_role_and_the_entry_it_names() -> None:
    link = LinkedEntry("BM BANK JSC", "Owned or Controlled By", EntryId("17017"))

    card = rows(answer(plain(), links=(link,)))

    assert lines(card, "linked to") == ("BM BANK JSC (Owned or Controlled By) us-ofac-sdn/17017",)


def test_parts_read_together_are_one_line() -> None:
    both = PartRead(JULY, DECEMBER)

    card = rows(answer(plain(), reads={Part.PRESENCE: both, Part.PRIMARY: both}))

    assert lines(card, "last read") == (
        "presence and primary: 2023-07-24T18:00:00Z; next 2023-12-24T18:00:00Z",
        "aliases, addresses, comments, listing and details: never",
    )


@pytest.mark.parametrize(
    ("read", "told"),
    [
        (PartRead(JULY, None), "primary: 2023-07-24T18:00:00Z; not since"),
        (PartRead(None, DECEMBER), "primary: not yet; next 2023-12-24T18:00:00Z"),
        (PartRead(datetime(2021, 7, 7, tzinfo=UTC), None), "primary: not since it was first seen"),
    ],
)
def test_a_part_says_when_it_was_last_read_of_this_listing(read: PartRead, told: str) -> None:
    card = rows(answer(plain(), reads={Part.PRIMARY: read}))

    assert told in lines(card, "last read")


def test_an_entry_of_which_only_the_id_is_held_has_a_card() -> None:
    bare = msgspec.structs.replace(plain(), profile=None)

    assert rows(answer(bare))

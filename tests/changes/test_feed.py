from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import strategies as own
from gazette.changes import feed
from gazette.model.changes import (
    Amendment,
    Change,
    Delisting,
    Designation,
    Renumbering,
    Transition,
)
from gazette.model.entries import Entry, Profile
from gazette.model.facts import BirthDate, Identifier, PartialDate, Place
from gazette.model.lists import EntryId, Kind
from gazette.model.names import Name, NameType
from gazette.model.programs import Measure, MeasureBasis, MeasureType
from gazette.model.standing import Bounds

BLOCKING = Measure(MeasureType.BLOCKING, MeasureBasis.DERIVED, "tiny")
SEEN_BEFORE = datetime(2022, 11, 8, 2, 43, tzinfo=UTC)
SEEN = datetime(2022, 11, 9, 2, 52, tzinfo=UTC)
STEP = Bounds(SEEN_BEFORE, SEEN)


def blocking(_entry: Entry) -> tuple[Measure, ...]:
    return (BLOCKING,)


def entry(entry_id: str, name: str = "TORNADO CASH", **facts: Any) -> Entry:
    kind = facts.pop("kind", Kind.ORGANIZATION)
    profile = Profile(name=Name(name), kind=kind, programs=("CYBER2",), **facts)
    return Entry(list_id=own.TINY, entry_id=EntryId(entry_id), profile=profile)


def joins(after: Entry, bounds: Bounds = STEP, stated: date | None = None) -> Transition:
    return Transition(
        entry_id=after.entry_id, bounds=bounds, before=None, after=after, stated=stated
    )


def leaves(before: Entry, bounds: Bounds = STEP) -> Transition:
    return Transition(entry_id=before.entry_id, bounds=bounds, before=before, after=None)


def told(*steps: Transition) -> tuple[Change, ...]:
    return feed.changes(steps, blocking)


def types(*steps: Transition) -> list[type[Any]]:
    return [type(change) for change in told(*steps)]


def imo(value: str) -> Identifier:
    return Identifier("imo", value, "Vessel Registration Identification")


def born(text: str) -> BirthDate:
    return BirthDate(PartialDate(text))


def test_one_subject_that_leaves_and_joins_in_one_step_is_renumbered() -> None:
    before = entry("38499")
    after = entry("39796")

    (change,) = told(joins(after, stated=date(2022, 11, 8)), leaves(before))

    assert isinstance(change, Renumbering)
    assert (change.former_id, change.entry.entry_id) == ("38499", "39796")
    assert change.bounds == STEP
    assert change.stated == date(2022, 11, 8)
    assert change.fields == ()


def test_a_renumbering_tells_what_was_amended_with_it() -> None:
    (change,) = told(joins(entry("2", remarks=("more",))), leaves(entry("1")))

    assert isinstance(change, Renumbering)
    assert [(f.field, f.before, f.after) for f in change.fields] == [("remarks", (), ("more",))]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (entry("1"), entry("2", name="TORNADO CASH LTD")),
        (entry("1"), entry("2", kind=Kind.VESSEL)),
        (entry("1", identifiers=(imo("9000001"),)), entry("2", identifiers=(imo("9000002"),))),
        (entry("1", births=(born("1970"),)), entry("2", births=(born("1971"),))),
        (
            Entry(list_id=own.TINY, entry_id=EntryId("1")),
            Entry(list_id=own.TINY, entry_id=EntryId("2")),
        ),
    ],
    ids=["another name", "another kind", "another ship", "another birth", "no name held"],
)
def test_two_subjects_that_leave_and_join_in_one_step_are_two_changes(
    before: Entry, after: Entry
) -> None:
    assert types(joins(after), leaves(before)) == [Delisting, Designation]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (entry("1", identifiers=(imo("9000001"),)), entry("2")),
        (
            entry("1", births=(born("1970"), born("1971"))),
            entry("2", births=(born("1971"),)),
        ),
        (
            entry("1", identifiers=(Identifier("passport", "A", "Passport"),)),
            entry("2", identifiers=(Identifier("passport", "B", "Passport"),)),
        ),
    ],
    ids=["a number on one side", "one birth in common", "another passport"],
)
def test_what_does_not_tell_two_subjects_apart_does_not_keep_them_apart(
    before: Entry, after: Entry
) -> None:
    assert types(joins(after), leaves(before)) == [Renumbering]


def test_where_several_bear_the_name_none_is_renumbered() -> None:
    steps = (joins(entry("3")), leaves(entry("1")), leaves(entry("2")))

    assert types(*steps) == [Delisting, Delisting, Designation]
    assert types(joins(entry("3")), joins(entry("4")), leaves(entry("1"))) == [
        Delisting,
        Designation,
        Designation,
    ]


def test_one_that_leaves_later_than_the_other_joins_is_not_renumbered() -> None:
    later = Bounds(SEEN, SEEN + timedelta(days=1))

    assert types(joins(entry("2")), leaves(entry("1"), later)) == [Designation, Delisting]


def test_a_designation_carries_the_day_the_publisher_states_and_no_other() -> None:
    stated, unstated = told(joins(entry("1"), stated=date(2022, 8, 8)), joins(entry("2", "B")))

    assert isinstance(stated, Designation)
    assert (stated.stated, unstated.stated) == (date(2022, 8, 8), None)


def test_a_step_between_equal_versions_is_no_change() -> None:
    same = entry("1")

    assert told(Transition(entry_id=same.entry_id, bounds=STEP, before=same, after=same)) == ()


def test_an_amendment_shows_the_entry_as_it_is_after_and_a_delisting_as_it_was() -> None:
    before = entry("1", name="OLD")
    after = entry("1", name="NEW", birthplaces=(Place("Kati"),))
    amended = Transition(entry_id=after.entry_id, bounds=STEP, before=before, after=after)

    (amendment,) = told(amended)
    (delisting,) = told(leaves(before))

    assert isinstance(amendment, Amendment)
    assert amendment.entry.name == "NEW"
    assert [change.field for change in amendment.fields] == ["name", "birthplaces"]
    assert delisting.entry.name == "OLD"
    assert delisting.entry.measures == (BLOCKING,)


def test_an_entry_whose_primary_name_is_not_held_goes_by_an_alias() -> None:
    unnamed = Entry(list_id=own.TINY, entry_id=EntryId("1"), aliases=(Name("ALIAS", NameType.AKA),))

    (change,) = told(leaves(unnamed))

    assert (change.entry.name, change.entry.kind) == ("ALIAS", None)


@given(st.lists(own.entries, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_steps_does_not_matter(found: list[Entry], order: Any) -> None:
    steps = [joins(one) if number % 2 else leaves(one) for number, one in enumerate(found)]
    first = told(*steps)
    order.shuffle(steps)

    assert sorted(map(repr, told(*steps))) == sorted(map(repr, first))


@given(st.lists(own.entries, max_size=6))
def test_every_step_on_or_off_the_list_is_told_once(found: list[Entry]) -> None:
    steps = [joins(one) if number % 2 else leaves(one) for number, one in enumerate(found)]

    changes = told(*steps)

    joined = [change for change in changes if isinstance(change, Designation | Renumbering)]
    left = [change for change in changes if isinstance(change, Delisting | Renumbering)]
    assert len(joined) == len(found) // 2
    assert len(left) == len(found) - len(found) // 2

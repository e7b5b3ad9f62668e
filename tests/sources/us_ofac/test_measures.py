from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from msgspec import structs

import strategies as own
from gazette.model.entries import Entry, Listing, Membership, Profile
from gazette.model.facts import Notice
from gazette.model.lists import EntryId, Kind, ListId
from gazette.model.names import Name
from gazette.model.programs import Measure, MeasureBasis, MeasureType
from gazette.sample import facts
from gazette.sources.us_ofac.measures import CONSOLIDATED, SDN, measures


def entry(list_id: ListId, *programs: str, **facts_: Any) -> Entry:
    listing = facts_.pop("listing", None)
    profile = Profile(name=Name("A"), kind=Kind.ORGANIZATION, programs=programs, **facts_)
    return Entry(list_id=list_id, entry_id=EntryId("1"), profile=profile, listing=listing)


def types(found: Entry) -> set[MeasureType]:
    return {measure.type for measure in measures(found)}


def directive(text: str, label: str | None = None) -> Notice:
    return Notice("directive", text, label)


def test_an_entry_of_the_blocking_list_is_blocked_whatever_its_program() -> None:
    assert measures(entry(SDN, "MALI-EO13882")) == (
        Measure(MeasureType.BLOCKING, MeasureBasis.DERIVED, SDN),
    )
    assert types(entry(SDN, "NO SUCH PROGRAM")) == {MeasureType.BLOCKING}


def test_an_entry_whose_primary_part_is_not_held_is_told_by_its_list_alone() -> None:
    unnamed = Entry(list_id=SDN, entry_id=EntryId("1"))

    assert types(unnamed) == {MeasureType.BLOCKING}
    assert measures(structs.replace(unnamed, list_id=CONSOLIDATED)) == ()


@pytest.mark.parametrize(
    ("program", "measure"),
    [
        ("UKRAINE-EO13662", MeasureType.SECTORAL),
        ("561-Related", MeasureType.CORRESPONDENT_ACCOUNT),
        ("CMIC-EO13959", MeasureType.INVESTMENT),
        ("NS-PLC", MeasureType.REJECT),
        ("CAATSA - RUSSIA", MeasureType.MENU_BASED),
        ("IRAN", MeasureType.BLOCKING),
        ("RUSSIA-EO14024", MeasureType.MENU_BASED),
        ("NO SUCH PROGRAM", MeasureType.OTHER),
    ],
)
def test_an_entry_of_the_consolidated_list_has_the_measure_of_its_program(
    program: str, measure: MeasureType
) -> None:
    (found,) = measures(entry(CONSOLIDATED, program))

    assert (found.type, found.basis) == (measure, MeasureBasis.DERIVED)
    assert found.text == program


@pytest.mark.parametrize(
    "program", ["UKRAINE-EO13662", "561-Related", "CMIC-EO13959", "RUSSIA-EO14024", "SOMETHING NEW"]
)
def test_no_lesser_measure_is_shown_as_blocking(program: str) -> None:
    assert MeasureType.BLOCKING not in types(entry(CONSOLIDATED, program))


@given(own.profiles)
def test_nothing_on_the_consolidated_list_is_blocked_by_our_table_but_one_program(
    profile: Profile,
) -> None:
    found = Entry(list_id=CONSOLIDATED, entry_id=EntryId("1"), profile=profile)

    assert measures(found) != ()
    assert MeasureType.BLOCKING not in types(found) or "IRAN" in profile.programs


@pytest.mark.parametrize(
    ("label", "text", "measure"),
    [
        (
            "Executive Order 13662 Directive Determination -",
            "Subject to Directive 1",
            MeasureType.SECTORAL,
        ),
        (
            "Executive Order 14024 Directive Information",
            "Subject to Directive 2 - Correspondent Account",
            MeasureType.CORRESPONDENT_ACCOUNT,
        ),
        ("Executive Order 14024 Directive Information", "Directive 1a", MeasureType.DEBT),
        ("Executive Order 14024 Directive Information", "Directive 3", MeasureType.DEBT),
        ("Executive Order 14024 Directive Information", "Directive 4", MeasureType.TRANSACTION),
    ],
)
def test_a_directive_named_among_the_remarks_tells_its_measure(
    label: str, text: str, measure: MeasureType
) -> None:
    found = entry(CONSOLIDATED, "RUSSIA-EO14024", notices=(directive(text, label),))

    assert types(found) == {measure}


def test_a_directive_adds_to_the_blocking_of_an_entry_on_both_lists() -> None:
    notice = directive("Subject to Directive 1", "Executive Order 13662 Directive Determination -")

    assert types(entry(SDN, "UKRAINE-EO13662", notices=(notice,))) == {
        MeasureType.BLOCKING,
        MeasureType.SECTORAL,
    }


def published(*texts: str, also_sdn: bool = False) -> Listing:
    members = (Membership("SDN List", date(2020, 1, 1)),) if also_sdn else ()
    return Listing(measures=texts, memberships=members)


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("Block", MeasureType.BLOCKING),
        ("Reject", MeasureType.REJECT),
        ("561 Full Restrictions - Closed Account", MeasureType.CORRESPONDENT_ACCOUNT),
        ("13662 Sectoral Directive 1", MeasureType.SECTORAL),
        ("CMIC Executive Order 13959 Sanctions", MeasureType.INVESTMENT),
        ("Executive Order 14024 Directive 4", MeasureType.TRANSACTION),
        ("Something New", MeasureType.OTHER),
    ],
)
def test_what_is_published_goes_before_what_is_derived(text: str, measure: MeasureType) -> None:
    found = entry(SDN, "UKRAINE-EO13662", listing=published(text))

    assert measures(found) == (Measure(measure, MeasureBasis.PUBLISHED, text),)


def test_an_entry_of_both_lists_shows_on_each_what_that_list_does() -> None:
    both = published("Block", "CMIC Executive Order 13959 Sanctions", also_sdn=True)

    assert types(entry(CONSOLIDATED, "CMIC-EO13959", listing=both)) == {MeasureType.INVESTMENT}


def test_the_same_measure_is_told_once() -> None:
    notices = (directive("Directive 1", "13662"), directive("Directive 1", "13662"))

    assert len(measures(entry(CONSOLIDATED, "UKRAINE-EO13662", notices=notices))) == 2


def test_every_listing_of_the_sample_has_a_measure_and_only_the_blocking_list_blocks() -> None:
    for list_id in (facts.SDN, facts.CONSOLIDATED):
        for listing in facts.listings(list_id):
            for _, told in listing.versions:
                found = types(entry(list_id, *told.programs))
                assert found
                assert (MeasureType.BLOCKING in found) == (list_id == SDN)

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.model.facts import Attribute
from gazette.model.lists import Kind
from gazette.sources.us_ofac import remarks
from gazette.sources.us_ofac.draft import Draft, unstopped

CLAUSES = (
    "DOB 1962",
    "alt. DOB 1963",
    "POB Sana'a, Yemen",
    "nationality Yemen",
    "alt. citizen Mali",
    "Gender Male",
    "Passport A1 (Iran) issued 2001 expires 2006",
    "Digital Currency Address - XBT 1abc",
    "Email Address a@b.example",
    "Linked To: FOO S.A.",
    "Secondary sanctions risk: section 1(b)",
    "Organization Established Date 1999",
    "Target Type Private Company",
    "Former Vessel Flag Malta",
    "Vessel Year of Build 1984",
    "Aircraft Model IL-76",
    "a.k.a. 'ABU X'",
    "Minister of Defense",
    "Kurdish",
)


def drafted(clauses: list[str]) -> Draft:
    draft = Draft()
    remarks.read("; ".join(clauses) + ".", draft)
    return draft


@given(st.lists(st.sampled_from(CLAUSES)), st.randoms(use_true_random=False))
def test_the_order_and_repetition_of_facts_change_nothing(
    clauses: list[str], random: Random
) -> None:
    again = clauses + clauses[:2]
    random.shuffle(again)

    assert drafted(again).profile("N", Kind.VESSEL) == drafted(clauses).profile("N", Kind.VESSEL)


@given(st.lists(st.sampled_from(CLAUSES)))
def test_a_draft_of_a_profile_makes_the_profile_again(clauses: list[str]) -> None:
    profile = drafted(clauses).profile("N", Kind.VESSEL, ("SDGT", "IFSR"), "Minister")

    again = Draft.of(profile).profile("N", Kind.VESSEL, profile.programs, profile.title)

    assert again == profile


def test_a_title_printed_once_more_in_the_remarks_is_said_once() -> None:
    draft = drafted(["Brigadier General", "Deputy of X Co. Ltd.", "Head of Y"])

    profile = draft.profile("N", Kind.PERSON, (), "Brigadier General; Deputy of X Co. Ltd.")

    assert profile.roles == ("Head of Y",)


def test_a_second_value_of_a_single_vessel_field_stays_visible() -> None:
    draft = Draft()
    draft.set_vessel("flag", "Iran", "Vessel Flag")
    draft.set_vessel("flag", "Panama", "Vessel Flag")
    draft.set_vessel("built", "1984", "Vessel Year of Build")
    draft.set_vessel("built", "1985", "Vessel Year of Build")

    profile = draft.profile("N", Kind.VESSEL)

    assert profile.vessel is not None
    assert (profile.vessel.flag, profile.vessel.other_flags) == ("Iran", ("Panama",))
    assert profile.attributes == (Attribute("Vessel Year of Build", "1985"),)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("FOO CO., LTD.", "FOO CO., LTD"),
        ("PETROLEOS DE VENEZUELA, S.A.", "PETROLEOS DE VENEZUELA, S.A."),
        ("SAAVEDRA Y CIA. S. EN C.", "SAAVEDRA Y CIA. S. EN C."),
        ("See Section 11 of Executive Order 14024.", "See Section 11 of Executive Order 14024"),
        ("www.example.ru.", "www.example.ru"),
        ("", ""),
    ],
)
def test_only_a_full_stop_that_ends_a_text_is_left_out(text: str, left: str) -> None:
    assert unstopped(text) == left

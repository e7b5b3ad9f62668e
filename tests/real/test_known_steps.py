"""What is known of single entries from their publisher's files comes out as that, no more and no less."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from gazette import Amendment, Bounds, Designation, Renumbering, Workspace
from gazette.app import lists
from gazette.app.answers import change_type
from gazette.model.changes import FieldChange
from gazette.model.programs import MeasureType
from real.agreement import CONSOLIDATED, SDN

pytestmark = [pytest.mark.real, pytest.mark.xdist_group("real record")]

MALI = ("42616", "42617", "42618")
LAST_WITHOUT = datetime(2023, 7, 20, 18, 43, 41, tzinfo=UTC)
FIRST_WITH = datetime(2023, 7, 24, 18, 43, 35, tzinfo=UTC)


@pytest.fixture(params=["archive_alone", "whole"])
def workspace(request: pytest.FixtureRequest) -> Workspace:
    """Each of the two records."""
    found: Workspace = request.getfixturevalue(request.param)
    return found


def test_the_mali_designations_are_three_beside_four_amendments(workspace: Workspace) -> None:
    found = workspace.changes(SDN, since="2023-07-20", until="2023-07-24").changes

    assert [one.entry.entry_id for one in found if isinstance(one, Designation)] == list(MALI)
    assert sum(isinstance(one, Amendment) for one in found) == 4
    assert len(found) == 7
    assert {one.bounds for one in found} == {Bounds(LAST_WITHOUT, FIRST_WITH)}
    assert {one.stated for one in found} == {None}


def test_camara_loses_one_citizenship_in_october_2023(workspace: Workspace) -> None:
    found = workspace.changes(SDN, since="2023-10-12", until="2023-10-18").changes

    (amended,) = (one for one in found if one.entry.entry_id == "42618")
    assert isinstance(amended, Amendment)
    assert amended.fields == (
        FieldChange("citizenships", ("Mali", "France (alternate)"), ("Mali",)),
    )
    assert amended.bounds.by is not None
    assert amended.bounds.by.date().isoformat() == "2023-10-18"


def test_tornado_cash_is_one_renumbering_with_both_ids(workspace: Workspace) -> None:
    found = workspace.changes(SDN, since="2022-11-07", until="2022-11-09").changes

    (renumbered,) = (one for one in found if isinstance(one, Renumbering))
    assert (renumbered.former_id, renumbered.entry.entry_id) == ("38499", "39796")
    assert renumbered.entry.name == "TORNADO CASH"
    assert renumbered.bounds.by == datetime(2022, 11, 9, 2, 52, 16, tzinfo=UTC)
    others = [one for one in found if {"38499", "39796"} & {one.entry.entry_id}]
    assert others == [renumbered]


def test_the_archive_holds_two_renumberings(archive_alone: Workspace) -> None:
    """The other is a company of the sectoral list: its new row has the same tax number."""
    found = archive_alone.changes(SDN, since="2021-08-18", until="2024-05-03").changes

    renumbered = [one for one in found if isinstance(one, Renumbering)]
    assert [(one.former_id, one.entry.entry_id) for one in renumbered] == [
        ("36417", "18748"),
        ("38499", "39796"),
    ]


@pytest.mark.parametrize("entry_id", MALI)
def test_files_without_names_tell_that_mali_entries_stood_and_went(
    whole: Workspace, entry_id: str
) -> None:
    stood = whole.entry(SDN, entry_id, as_of="2025-12-24").found
    gone = whole.entry(SDN, entry_id, as_of="2026-06-02").found
    (*_, last) = whole.history(SDN, entry_id).changes

    assert (stood.standing.standing, gone.standing.standing) == ("listed", "not listed")
    assert stood.entry.name is not None
    assert change_type(last) == "delisting"
    seen, missed = datetime(2025, 12, 24, tzinfo=UTC), datetime(2026, 6, 2, tzinfo=UTC)
    assert last.bounds == Bounds(seen, missed)


def test_between_the_last_two_looks_the_standing_is_uncertain(whole: Workspace) -> None:
    found = whole.entry(SDN, "42618", as_of="2026-03-01").found

    assert found.standing.standing == "uncertain"


def test_nothing_on_the_consolidated_list_is_shown_as_blocked_but_what_was(
    whole: Workspace,
) -> None:
    """Those blocked were on it in 2018: the subjects of Executive Order 13599, program `IRAN`."""
    looked = blocked = 0

    for moment in sorted({one.provenance.moment for one in lists.editions(whole, CONSOLIDATED)}):
        for found in whole.entries(CONSOLIDATED, as_of=moment):
            looked += 1
            assert found.measures, found.entry_id
            if any(measure.type is MeasureType.BLOCKING for measure in found.measures):
                blocked += 1
                assert (found.entry.programs, moment.year) == (("IRAN",), 2018), found.entry_id

    assert (looked, blocked) == (3669, 264)


def test_everything_on_the_sdn_list_is_shown_as_blocked(whole: Workspace) -> None:
    for found in whole.entries(SDN, as_of="2024-05-03"):
        assert MeasureType.BLOCKING in {measure.type for measure in found.measures}, found.entry_id


def test_no_file_at_hand_is_held_back(whole: Workspace) -> None:
    verdicts = {
        str(one.verdict)
        for list_id in (SDN, CONSOLIDATED)
        for one in lists.editions(whole, list_id)
    }

    assert verdicts == {"accepted"}
    assert all(not one.held for one in whole.lists())

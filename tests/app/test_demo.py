"""The Mali case, as the record made of the sample tells it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from gazette.app.demo import Demonstration, demonstrate
from gazette.app.update import update_from
from gazette.app.workspace import open_workspace
from gazette.errors import InputError
from gazette.model.changes import Amendment, Delisting, Designation, FieldChange
from gazette.model.programs import MeasureType
from gazette.model.standing import Bounds, Standing
from gazette.sample import files


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Demonstration:
    return demonstrate(tmp_path_factory.mktemp("demo") / "record")


def test_three_officers_are_designated_between_two_editions(told: Demonstration) -> None:
    assert [type(one) for one in told.designated] == [Designation] * 3
    assert {one.bounds for one in told.designated} == {
        Bounds(
            datetime(2023, 7, 20, 18, 43, 41, tzinfo=UTC),
            datetime(2023, 7, 24, 18, 43, 35, tzinfo=UTC),
        )
    }


def test_all_three_are_linked_to_one_entry_on_the_list(told: Demonstration) -> None:
    links = {(link.name, link.entry_id) for one in told.officers for link in one.links}

    assert links == {("PRIVATE MILITARY COMPANY 'WAGNER'", "22543")}


def test_one_of_them_loses_a_citizenship(told: Demonstration) -> None:
    (change,) = told.amended

    assert isinstance(change, Amendment)
    assert change.fields == (
        FieldChange("citizenships", ("Mali", "France (alternate)"), ("Mali",)),
    )


def test_four_are_gone_by_the_last_edition(told: Demonstration) -> None:
    assert all(isinstance(one, Delisting) for one in told.gone)
    assert [one.entry.entry_id for one in told.gone] == ["27155", "42616", "42617", "42618"]


def test_the_reported_day_is_uncertain_and_not_guessed(told: Demonstration) -> None:
    assert [one.found.standing.standing for one in told.on_days] == [
        Standing.NOT_LISTED,
        Standing.LISTED,
        Standing.UNCERTAIN,
        Standing.NOT_LISTED,
    ]


def test_one_entry_does_not_block(told: Demonstration) -> None:
    measures = {one.type for one in told.not_blocked.found.measures}

    assert measures == {MeasureType.SECTORAL}


def test_a_second_run_finds_the_same_record(told: Demonstration) -> None:
    again = demonstrate(told.folder)

    assert [one.files for one in again.lists] == [21, 2]
    assert again.gone == told.gone


def test_the_sample_is_never_mixed_with_real_editions(tmp_path: Path) -> None:
    copy = tmp_path / "2024-05-04" / "sdn.csv"
    copy.parent.mkdir()
    copy.write_bytes(files()[0].data.replace(b"Mali", b"Chad"))
    with open_workspace(tmp_path / "record", create=True) as workspace:
        update_from(workspace, "us-ofac-sdn", [copy])

    with pytest.raises(InputError, match="the sample is an excerpt"):
        demonstrate(tmp_path / "record")


def test_without_a_folder_the_record_is_temporary(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    told = demonstrate()

    assert told.folder.parent == tmp_path
    assert [one for one in tmp_path.iterdir() if one != told.folder] == []

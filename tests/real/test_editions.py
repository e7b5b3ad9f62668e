"""The record says at the moment of each archived edition what its rows say, and tells their changes."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from gazette import Workspace
from gazette.app import lists
from real.agreement import SDN, Step, changes_between, differences, step
from real.published import manifest, members, primary_rows

pytestmark = [pytest.mark.real, pytest.mark.xdist_group("real record")]

EVERY = 14
"""One edition in so many has all its rows compared here; `bench/exact.py` compares those of all 308."""


@pytest.mark.slow
def test_entries_as_of_an_edition_are_its_rows(archive_alone: Workspace, real_data: Path) -> None:
    moments = {one.member: one.moment for one in manifest(real_data)}
    compared = 0

    for number, (member, data) in enumerate(members(real_data)):
        if number % EVERY == 0 or number == len(moments) - 1:
            rows = primary_rows(data)
            assert list(differences(archive_alone, moments[member], rows)) == [], member
            compared += len(rows)

    assert compared > 250_000


def test_the_list_has_as_many_entries_as_each_edition_has_rows(
    archive_alone: Workspace, real_data: Path
) -> None:
    sizes = dict(lists.sizes(archive_alone, SDN))

    assert sizes == {one.moment: one.rows for one in manifest(real_data)}
    assert len(sizes) == 308


def test_changes_between_neighbors_are_those_of_the_manifest(
    archive_alone: Workspace, real_data: Path
) -> None:
    for earlier, later in pairwise(manifest(real_data)):
        found = changes_between(archive_alone, earlier.moment, later.moment)

        assert step(found, earlier.moment) == Step(later.added, later.removed, later.changed)
        assert all(one.bounds.after == earlier.moment for one in found), later.member


def test_files_of_addresses_and_aliases_add_no_change_between_neighbors(
    whole: Workspace, real_data: Path
) -> None:
    wide = 0

    for earlier, later in pairwise(manifest(real_data)):
        found = changes_between(whole, earlier.moment, later.moment)
        assert step(found, earlier.moment) == Step(later.added, later.removed, later.changed)
        wide += sum(one.bounds.after != earlier.moment for one in found)

    assert wide > 0, "address and alias files of July 2021 and December 2023 differ"


@pytest.mark.parametrize("day", ["2021-08-18", "2023-12-28", "2024-05-03"])
def test_other_files_of_the_day_leave_the_rows_of_the_primary_file_as_they_are(
    whole: Workspace, real_data: Path, day: str
) -> None:
    (one,) = (found for found in manifest(real_data) if found.member.startswith(day))
    (data,) = (data for member, data in members(real_data) if member == one.member)

    assert list(differences(whole, one.moment, primary_rows(data))) == []

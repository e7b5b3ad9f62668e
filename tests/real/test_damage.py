"""Damaged copies of real files: read or refused, held back where cut, never harming what stands beside."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

import gazette
from gazette import Workspace
from gazette.app import lists
from gazette.model.editions import Verdict
from real.agreement import SDN
from real.between import SETTINGS, cuts, give, record_of, said_at_all
from real.damage import specimens, survives
from real.published import manifest
from xml_laws import damaged

pytestmark = pytest.mark.real

EACH = 24
"""Damaged specimens of each format here; `bench/mutations.py` tries 10,000 in all."""

COPIES = 8
CUTS = 30
"""Of each file here; `bench/mutations.py` tries 200."""


def test_damaged_files_of_every_format_are_read_or_refused_and_the_counts_add_up(
    real_data: Path,
) -> None:
    found = specimens(real_data)
    for specimen in found:
        for seed in range(EACH):
            survives(specimen, damaged(specimen.data, seed))

    assert len({specimen.format.name for specimen in found}) == 13


@pytest.mark.parametrize("name", SETTINGS)
def test_damaged_copies_leave_the_real_editions_beside_them_as_they_were(
    real_data: Path, tmp_path: Path, name: str
) -> None:
    setting = SETTINGS[name](real_data)
    with gazette.open(record_of(setting, tmp_path)) as workspace:
        before = said_at_all(workspace, setting)

        copies = [damaged(setting.data, seed) for seed in range(COPIES)]
        done = give(workspace, setting, copies, tmp_path)

        assert len(done.outcomes) + len(done.refused) == COPIES
        assert said_at_all(workspace, setting) == before


@pytest.mark.parametrize("name", SETTINGS)
def test_a_copy_cut_anywhere_or_empty_is_held_back_or_refused(
    real_data: Path, tmp_path: Path, name: str
) -> None:
    setting = SETTINGS[name](real_data)
    with gazette.open(record_of(setting, tmp_path)) as workspace:
        copies = cuts(setting, random.Random(1), CUTS)
        done = give(workspace, setting, [b"", *copies], tmp_path)

        assert len(done.outcomes) + len(done.refused) == 1 + CUTS
        assert {one.verdict for one in done.outcomes} == {Verdict.HELD}


LARGE_STEPS = {
    "2021-12-30": ("removed", 150),
    "2022-04-29": ("changed", 499),
    "2024-02-23": ("added", 553),
    "2024-03-04": ("removed", 86),
}


@pytest.mark.xdist_group("real record")
@pytest.mark.parametrize("day", LARGE_STEPS)
def test_the_largest_real_steps_are_accepted(
    archive_alone: Workspace, real_data: Path, day: str
) -> None:
    what, count = LARGE_STEPS[day]
    of_day = [one for one in manifest(real_data) if one.member.startswith(day)]
    (large,) = (one for one in of_day if getattr(one, what) == count)

    taken = {one.provenance.moment: one for one in lists.editions(archive_alone, SDN)}

    assert taken[large.moment].verdict is Verdict.ACCEPTED
    assert taken[large.moment].suspicion is None

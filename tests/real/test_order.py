"""Real editions taken in in any order give the same answers at the latest known time."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import pytest

import gazette
from real.agreement import SDN, Answers, answers
from real.published import members

pytestmark = [pytest.mark.real, pytest.mark.slow]

FIRST, LAST = "2023-11-14", "2024-01-18"
SETS = ("2021-07-07", "2023-12-28", "2024-02-23", "2025-01-03", "2025-01-06", "2025-12-24")
"""Folders of sets and of files without the primary one, taken in as a whole, as they were found."""

MOST_AT_ONCE = 4
SEED = 2
"""With it the set of 2023-12-28 comes before the archived copy that tells its hour."""


@pytest.fixture(scope="module")
def inputs(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    """25 editions of the archive that follow on each other, each a file, and the folders."""
    folder = tmp_path_factory.mktemp("editions")
    files = []
    for member, data in members(real_data):
        if FIRST <= member[:10] <= LAST:
            file = folder / member
            file.parent.mkdir(parents=True)
            file.write_bytes(data)
            files.append(file)
    assert len(files) == 25
    return (*files, *(real_data / "us-ofac-sdn" / name for name in SETS))


@pytest.fixture(scope="module")
def expected(inputs: tuple[Path, ...], tmp_path_factory: pytest.TempPathFactory) -> Answers:
    """The answers where all is taken in at once, which is in order of time."""
    return _answers(tmp_path_factory.mktemp("in-order"), [inputs])


def test_editions_in_another_order_give_the_same_answers(
    inputs: tuple[Path, ...], expected: Answers, tmp_path: Path
) -> None:
    """`bench/shuffled.py` takes all files one by one, in several orders."""
    chance = random.Random(SEED)
    rest = chance.sample(inputs, len(inputs))
    pieces = []
    while rest:
        size = chance.randint(1, MOST_AT_ONCE)
        pieces.append(rest[:size])
        rest = rest[size:]

    assert _answers(tmp_path, pieces) == expected


def _answers(folder: Path, pieces: Sequence[Sequence[Path]]) -> Answers:
    with gazette.open(folder / "record", create=True) as workspace:
        for piece in pieces:
            workspace.update(SDN, inputs=piece)
        return answers(workspace, SDN)

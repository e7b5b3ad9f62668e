"""A process that is killed while it takes real editions in leaves a record that is right and goes on."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import gazette
from gazette.app import lists
from gazette.app.doctor import Grade, examine
from real.agreement import CONSOLIDATED, Answers, answers

pytestmark = [pytest.mark.real, pytest.mark.slow]

CHILD = """
import os, signal, sys, gazette
left = int(sys.argv[4])
def count(*_):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
with gazette.open(sys.argv[1], create=True) as workspace:
    sys.setprofile(count)
    workspace.update(sys.argv[2], inputs=[sys.argv[3]])
    sys.setprofile(None)
print(-left)
"""
"""Takes a folder in, and kills itself at the call of a function that is so many calls away."""


@pytest.fixture(scope="module")
def folder(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files of three editions of the Consolidated list, in all formats but the enhanced one."""
    place = tmp_path_factory.mktemp("editions")
    for edition in ("2018-04-06", "2020-03-17", "2025-12-19"):
        shutil.copytree(real_data / "us-ofac-cons" / edition, place / edition)
    return place


@pytest.fixture(scope="module")
def uninterrupted(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[int, Answers]:
    """How many calls it takes, and the answers in the end."""
    record = tmp_path_factory.mktemp("uninterrupted") / "record"
    ran = _ingest(record, folder, kill_at=0)
    return int(ran.stdout), _answers(record)


@pytest.mark.parametrize("percent", [20, 50, 80])
def test_a_kill_at_any_call_leaves_a_record_that_goes_on_to_the_same_end(
    folder: Path, uninterrupted: tuple[int, Answers], tmp_path: Path, percent: int
) -> None:
    calls, expected = uninterrupted
    record = tmp_path / "record"

    killed = _ingest(record, folder, kill_at=calls * percent // 100)
    found = _answers(record)

    assert killed.returncode == -signal.SIGKILL
    assert found.readings <= expected.readings
    with gazette.open(record) as workspace:
        assert [one for one in examine(workspace) if one.grade is Grade.FAULT] == []
    assert _ingest(record, folder, kill_at=0).returncode == 0
    assert _answers(record) == expected


def _ingest(record: Path, folder: Path, *, kill_at: int) -> subprocess.CompletedProcess[str]:
    child = [sys.executable, "-c", CHILD, str(record), CONSOLIDATED, str(folder), str(kill_at)]
    return subprocess.run(child, capture_output=True, text=True, check=False)


def _answers(record: Path) -> Answers:
    with gazette.open(record) as workspace:
        return answers(workspace, lists.chosen([CONSOLIDATED])[0])

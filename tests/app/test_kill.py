"""An ingest killed at any moment leaves a record that opens, is right, and goes on."""

from __future__ import annotations

import multiprocessing
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from fakes import Clock
from gazette.app import doctor, lists
from gazette.app.doctor import Grade
from gazette.app.update import update_from
from gazette.app.workspace import Workspace, open_workspace
from gazette.record import store
from gazette.sample.facts import SDN
from killable import ingest
from small_editions import put, sdn_csv

EDITIONS = 30
STEPS = 2 * EDITIONS
"""Each edition is kept, then read."""
FIRST = datetime(2023, 1, 1, tzinfo=UTC)
processes = multiprocessing.get_context("forkserver")
processes.set_forkserver_preload(["killable"])


def ids(number: int) -> range:
    return range(1 + number // 2, 40 + number)


def titles(number: int) -> dict[int, str]:
    return {n: f"Title {number // 3}" for n in ids(number) if n % 5 == 0}


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A month of editions of which each adds, drops or alters a few entries."""
    folder = tmp_path_factory.mktemp("inputs")
    for number in range(EDITIONS):
        moment = FIRST + timedelta(days=number)
        put(folder, moment, "sdn.csv", sdn_csv(ids(number), titles(number)))
    return folder


def killed_after(step: int, folder: Path, inputs: Path) -> None:
    """Runs an ingest and kills it once it says that it begins with that step, or at its end."""
    told, tell = processes.Pipe(duplex=False)
    process = processes.Process(target=ingest, args=(tell, folder, inputs))
    process.start()
    tell.close()
    try:
        for _ in range(step):
            told.recv()
    except EOFError:
        pass
    process.kill()
    process.join()
    told.close()


def assert_is_right(workspace: Workspace, taken: int) -> None:
    """The answers are those of the first so many editions, and nothing is damaged."""
    moments = [FIRST + timedelta(days=number) for number in range(taken)]
    sizes = [(moment, len(ids(number))) for number, moment in enumerate(moments)]
    assert lists.sizes(workspace, SDN) == tuple(sizes)
    for number, moment in list(enumerate(moments))[-3:]:
        found = {
            int(one.entry_id): one.entry.profile and one.entry.profile.title
            for one in workspace.entries(SDN, as_of=moment)
        }
        assert found == {n: titles(number).get(n) for n in ids(number)}
    assert [f for f in doctor.examine(workspace) if f.grade is Grade.FAULT] == []


@pytest.mark.parametrize("step", sorted(random.Random(1).sample(range(1, STEPS + 1), 20)))
def test_a_killed_ingest_leaves_a_prefix_and_goes_on(
    step: int, inputs: Path, tmp_path: Path
) -> None:
    killed_after(step, tmp_path, inputs)

    with open_workspace(tmp_path, create=True, now=Clock()) as workspace:
        taken = len(lists.editions(workspace, SDN))
        assert taken >= step - EDITIONS - 1
        assert_is_right(workspace, taken)
        update_from(workspace, SDN, [inputs])

        assert_is_right(workspace, EDITIONS)


def test_a_killed_making_of_a_record_leaves_one_that_opens(inputs: Path, tmp_path: Path) -> None:
    folder = tmp_path / "record"
    told, tell = processes.Pipe(duplex=False)
    process = processes.Process(target=ingest, args=(tell, folder, inputs))
    process.start()
    tell.close()
    while process.is_alive() and not store.exists(folder):
        pass
    process.kill()
    process.join()
    told.close()

    with open_workspace(folder, create=True, now=Clock()) as workspace:
        assert_is_right(workspace, len(lists.editions(workspace, SDN)))

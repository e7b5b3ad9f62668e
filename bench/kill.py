"""Kill an ingest of real editions with SIGKILL at random moments, look at the record, and go on.

Kills are spread over the whole time an uninterrupted ingest takes. After each kill the record opens,
the doctor finds no fault, and every answer equals that of an uninterrupted record of the editions
taken so far. Then the same ingest is given again, to the same end as the uninterrupted one.
"""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from hashlib import blake2b
from pathlib import Path
from time import perf_counter

import gazette
from gazette import Workspace
from gazette.app import intake, take_in
from gazette.app.doctor import Grade, examine
from gazette.app.update import silent
from gazette.record import store
from gazette.sources.catalog import source_of
from gazette.sources.containers import open_inputs
from harness import DATA, SDN, Bench, begin, scratch
from real.agreement import answers
from real.published import members

KILLS = 50
EDITIONS = 40
SETS = ("2021-07-07", "2023-12-28")

CHILD = """
import sys, gazette
with gazette.open(sys.argv[1], create=True) as workspace:
    workspace.update(sys.argv[2], inputs=[sys.argv[3]])
"""


def main() -> None:
    bench = begin("kill")
    with scratch() as folder:
        inputs = _inputs(folder)
        seconds = _uninterrupted(folder, inputs)
        expected = _states(folder, inputs)
        bench.fact("files taken in", len(expected) - 1)
        bench.fact("uninterrupted, seconds", seconds)
        chance = random.Random(4)
        tally: Counter[str] = Counter()
        while tally["killed"] < KILLS:
            record = folder / "killed"
            tally.update(_killed(record, inputs, expected, chance.uniform(0, seconds)))
            shutil.rmtree(record)
        _tell(bench, tally)
    bench.close()


def _tell(bench: Bench, tally: Counter[str]) -> None:
    bench.fact("kills", tally["killed"])
    for what in ("opens", "no fault", "answers right", "same end"):
        bench.exactly(f"kills after which: {what}", tally[what], KILLS)
    bench.fact("kills before the record was made", tally["before"])
    bench.fact("kills between the first edition and the last", tally["midway"])


def _inputs(folder: Path) -> Path:
    """A folder of 40 archived editions, about the set of 2023-12-28, and of two sets."""
    place = folder / "editions"
    taken = [(member, data) for member, data in members(DATA) if member[:10] <= "2024-01-18"]
    for member, data in taken[-EDITIONS:]:
        file = place / member
        file.parent.mkdir(parents=True)
        file.write_bytes(data)
    for name in SETS:
        shutil.copytree(DATA / SDN / name, place / name)
    return place


def _uninterrupted(folder: Path, inputs: Path) -> float:
    begun = perf_counter()
    subprocess.run([sys.executable, "-c", CHILD, folder / "whole", SDN, inputs], check=True)
    return perf_counter() - begun


States = dict[frozenset[tuple[str, str]], bytes]
"""A digest of all answers after each file, by the files taken so far."""


def _states(folder: Path, inputs: Path) -> States:
    """The answers after each file that an uninterrupted ingest takes."""
    source = source_of(SDN)
    with gazette.open(folder / "stepwise", create=True) as workspace:
        found = dict([_state(workspace)])
        given = intake.Given(retrieved_at=workspace.now())
        planned = intake.plan(workspace, source, open_inputs(inputs), given, silent)
        for _ in take_in.take_in(workspace, source, planned.pending, silent):
            found.update([_state(workspace)])
    return found


def _state(workspace: Workspace) -> tuple[frozenset[tuple[str, str]], bytes]:
    told = answers(workspace, source_of(SDN).list_id)
    taken = frozenset((moment.isoformat(), sha256) for moment, sha256, *_ in told.readings)
    return taken, blake2b(repr([sorted(part) for part in told]).encode()).digest()


def _killed(record: Path, inputs: Path, expected: States, after: float) -> Counter[str]:
    """What was seen of one kill; nothing if the process ended before it."""
    child = [sys.executable, "-c", CHILD, record, SDN, inputs]
    process = subprocess.Popen(child)
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    if process.wait() != -signal.SIGKILL:
        return Counter()
    was_made = store.exists(record)
    with gazette.open(record, create=True) as workspace:
        taken, digest = _state(workspace)
        faults = [one for one in examine(workspace) if one.grade is Grade.FAULT]
    subprocess.run(child, check=True)
    with gazette.open(record) as workspace:
        at_end, end = _state(workspace)
    return Counter(
        {
            "killed": 1,
            "opens": 1,
            "no fault": not faults,
            "answers right": expected.get(taken) == digest,
            "same end": at_end == max(expected, key=len) and end == expected[at_end],
            "before": not was_made,
            "midway": 0 < len(taken) < len(at_end),
        }
    )


if __name__ == "__main__":
    main()

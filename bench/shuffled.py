"""Take every SDN file in on its own, in shuffled order, and compare all answers with the order of time.

A folder of files of one day without an archived twin stays one input: what dates a set is that its
files stand together. `python bench/shuffled.py 1 2 3` tries these seeds; 1 alone is the default.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

import gazette
from harness import DATA, SDN, begin, middle, scratch
from real.agreement import Answers, answers
from real.published import members


def main() -> None:
    bench = begin("shuffled")
    with scratch() as folder:
        inputs = _inputs(folder)
        expected, seconds = _taken(folder / "in-order", [inputs])
        bench.fact("inputs", len(inputs))
        bench.fact("all at once, in order of time, seconds", sum(seconds))
        for seed in map(int, sys.argv[1:] or ["1"]):
            shuffled = random.Random(seed).sample(inputs, len(inputs))
            found, seconds = _taken(folder / f"seed-{seed}", [[one] for one in shuffled])
            name = f"seed {seed}, one by one"
            bench.exactly(f"{name}: versions unlike", len(expected.versions ^ found.versions), 0)
            bench.exactly(f"{name}: readings unlike", len(expected.readings ^ found.readings), 0)
            bench.fact(f"{name}: seconds", sum(seconds))
            bench.fact(f"{name}: seconds of an input, median", middle(seconds))
            bench.fact(f"{name}: seconds of an input, most", max(seconds))
        bench.fact("versions", len(expected.versions))
        bench.fact("readings", len(expected.readings))
    bench.close()


def _inputs(folder: Path) -> list[Path]:
    files = []
    for member, data in members(DATA):
        file = folder / "editions" / member
        file.parent.mkdir(parents=True)
        file.write_bytes(data)
        files.append(file)
    singles = (path for path in sorted((DATA / SDN).iterdir()) if path.name != "history")
    return [*files, *singles]


def _taken(record: Path, pieces: Sequence[Sequence[Path]]) -> tuple[Answers, list[float]]:
    seconds = []
    with gazette.open(record, create=True) as workspace:
        for piece in pieces:
            begun = perf_counter()
            workspace.update(SDN, inputs=piece)
            seconds.append(perf_counter() - begun)
        return answers(workspace, SDN), seconds


if __name__ == "__main__":
    main()

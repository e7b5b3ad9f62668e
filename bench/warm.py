"""Ask a record of all SDN files in a warm process: one entry, all entries, changes; median of five."""

from __future__ import annotations

import random

import gazette
from gazette import Workspace
from harness import DATA, SDN, Bench, begin, middle, scratch, timed

MOMENTS = (
    "2019-01-10",
    "2021-12-30",
    "2022-11-09T02:52:16Z",
    "2023-08-01",
    "2024-05-03T20:00:00Z",
    "2024-09-01",
    "2025-12-24",
    "2026-06-02",
)
ENTRIES = ("306", "7203", "18748", "39796", "42618")
"""Among them 42618, whose links name entries by name alone, and ids from all of the list's time."""

SAMPLE = 200


def main() -> None:
    bench = begin("warm")
    with scratch() as folder, gazette.open(folder, create=True) as workspace:
        workspace.update(SDN, inputs=[DATA / SDN])
        _one(bench, workspace)
        _all(bench, workspace)
    bench.close()


def _one(bench: Bench, workspace: Workspace) -> None:
    found = {
        f"{entry_id} as of {moment}": middle(
            timed(lambda e=entry_id, m=moment: workspace.entry(SDN, e, as_of=m))
        )
        for entry_id in ENTRIES
        for moment in MOMENTS
    }
    slowest = max(found, key=lambda name: found[name])
    bench.at_most("one entry as of a moment, slowest median, ms", 1000 * found[slowest], 20)
    bench.fact("the slowest", slowest)
    bench.fact(
        "one entry, median over entries and moments, ms", 1000 * middle(list(found.values()))
    )
    ids = [one.entry_id for one in workspace.entries(SDN, as_of="2024-05-03")]
    chosen = random.Random(1).sample(ids, SAMPLE)
    once = [
        timed(lambda e=one: workspace.entry(SDN, e, as_of="2024-05-03"), 1)[0] for one in chosen
    ]
    once.sort()
    bench.fact(f"{SAMPLE} entries asked once each, median, ms", 1000 * middle(once))
    bench.fact(
        f"{SAMPLE} entries asked once each, 95th of 100, ms", 1000 * once[SAMPLE * 95 // 100]
    )
    bench.fact(f"{SAMPLE} entries asked once each, slowest, ms", 1000 * once[-1])


def _all(bench: Bench, workspace: Workspace) -> None:
    for moment in MOMENTS:
        count = sum(1 for _ in workspace.entries(SDN, as_of=moment))
        found = timed(lambda m=moment: sum(1 for _ in workspace.entries(SDN, as_of=m)))
        bench.at_most(f"all {count} entries as of {moment}, median, s", middle(found), 0.5)
        bench.fact(f"all entries as of {moment}, best, s", min(found))


if __name__ == "__main__":
    main()

"""Compare entries and changes with the rows and the manifest of every one of the 308 SDN editions.

On a record of the archive alone, and on one of all files at hand. Name, kind and programs are read
from the rows with the csv module. Address and alias files of July 2021 and December 2023 add
amendments of wide bounds to the second record; those whose `after` is the neighbor must be exact.
"""

from __future__ import annotations

from itertools import pairwise
from time import perf_counter

import gazette
from gazette import Workspace
from harness import DATA, SDN, Bench, begin, scratch
from real.agreement import Step, changes_between, differences, step
from real.published import archive_of, manifest, members, primary_rows


def main() -> None:
    bench = begin("exact")
    records = {"archive alone": archive_of(DATA), "all files": DATA / SDN}
    for name, given in records.items():
        with scratch() as folder, gazette.open(folder, create=True) as workspace:
            workspace.update(SDN, inputs=[given])
            _entries(bench, workspace, name)
            _changes(bench, workspace, name)
    bench.close()


def _entries(bench: Bench, workspace: Workspace, name: str) -> None:
    moments = {one.member: one.moment for one in manifest(DATA)}
    editions = compared = different = 0
    for member, data in members(DATA):
        rows = primary_rows(data)
        editions, compared = editions + 1, compared + len(rows)
        different += sum(1 for _ in differences(workspace, moments[member], rows))
    bench.exactly(f"{name}: editions compared row by row", editions, 308)
    bench.exactly(f"{name}: entries unlike their row, of {compared:,}", different, 0)


def _changes(bench: Bench, workspace: Workspace, name: str) -> None:
    unlike = wide = 0
    seconds = []
    totals = Step(0, 0, 0)
    for earlier, later in pairwise(manifest(DATA)):
        begun = perf_counter()
        found = changes_between(workspace, earlier.moment, later.moment)
        seconds.append(perf_counter() - begun)
        told = step(found, earlier.moment)
        unlike += told != Step(later.added, later.removed, later.changed)
        wide += sum(one.bounds.after != earlier.moment for one in found)
        totals = Step(*map(sum, zip(totals, told, strict=True)))
    bench.exactly(f"{name}: steps unlike the manifest, of {len(seconds)}", unlike, 0)
    bench.fact(f"{name}: added, removed, amended in all steps", totals)
    bench.fact(f"{name}: changes of wider bounds, from other files", wide)
    bench.fact(f"{name}: slowest question for changes, seconds", max(seconds))


if __name__ == "__main__":
    main()

"""Take all real SDN editions into a fresh record, as a whole process: time, memory, disk."""

from __future__ import annotations

from collections import Counter

import gazette
from gazette.app import lists
from harness import DATA, GAZETTE, SDN, begin, middle, run, scratch, size_mb

RUNS = 3


def main() -> None:
    bench = begin("ingest")
    seconds, peaks, sizes = [], [], []
    verdicts: Counter[str] = Counter()
    for _ in range(RUNS):
        with scratch() as folder:
            record = folder / "record"
            ran = run([GAZETTE, "--record", record, "update", SDN, "--from", DATA / SDN])
            seconds.append(ran.seconds)
            peaks.append(ran.peak_mb)
            sizes.append(size_mb(record))
            with gazette.open(record) as workspace:
                (status,) = workspace.lists(SDN)
                verdicts = Counter(str(one.verdict) for one in lists.editions(workspace, SDN))
    bench.at_most("`gazette update us-ofac-sdn --from …`, seconds", middle(seconds), 90)
    bench.at_most("most memory resident, MB", max(peaks), 600)
    bench.at_most("record and archive on the disk, MB", max(sizes), 40)
    bench.exactly("verdicts", dict(verdicts), {"accepted": 342})
    bench.fact("seconds of each run", seconds)
    bench.fact("exit code", ran.code)
    bench.fact("distinct moments", status.editions)
    bench.fact("entries of the last edition", status.entries)
    bench.close()


if __name__ == "__main__":
    main()

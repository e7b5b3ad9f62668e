"""Take all real SDN editions into a fresh record, as a whole process: time, memory, disk."""

from __future__ import annotations

import sys

import gazette
from harness import DATA, SDN, begin, middle, run, scratch, size_mb

RUNS = 3
CHILD = """
import sys, gazette
with gazette.open(sys.argv[1], create=True) as workspace:
    (done,) = workspace.update(sys.argv[2], inputs=sys.argv[3:])
    print(len(done.outcomes), sum(one.verdict == "accepted" for one in done.outcomes), len(done.refused))
"""


def main() -> None:
    bench = begin("ingest")
    seconds, peaks, sizes = [], [], []
    for _ in range(RUNS):
        with scratch() as folder:
            record = folder / "record"
            ran = run([sys.executable, "-c", CHILD, record, SDN, DATA / SDN])
            seconds.append(ran.seconds)
            peaks.append(ran.peak_mb)
            sizes.append(size_mb(record))
            with gazette.open(record) as workspace:
                (status,) = workspace.lists(SDN)
    read, accepted, refused = map(int, ran.output.split())
    bench.at_most("all SDN files into a fresh record, whole process, seconds", middle(seconds), 90)
    bench.at_most("most memory resident, MB", max(peaks), 600)
    bench.at_most("record and archive on the disk, MB", max(sizes), 40)
    bench.exactly("files of the list that were not accepted", read - accepted, 0)
    bench.fact("seconds of each run", seconds)
    bench.fact("files read", read)
    bench.fact("files refused (the text edition of 2016 is of no format that is read)", refused)
    bench.fact("distinct moments", status.editions)
    bench.close()


if __name__ == "__main__":
    main()

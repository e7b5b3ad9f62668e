"""Run commands as whole processes on a record of all SDN files: median of five, disk warm."""

from __future__ import annotations

import gazette
from harness import DATA, GAZETTE, SDN, begin, middle, run, scratch

TIMES = 5
COMMANDS: dict[str, float | None] = {
    "--help": 0.25,
    f"show {SDN}/42618 --as-of 2023-08-01": 0.6,
    "--version": None,
    f"history {SDN}/42618": None,
    f"changes --list {SDN} --since 2023-07-20 --until 2023-07-24": None,
    "lists": None,
}
"""Command lines, and the bar of those that have one, in seconds."""


def main() -> None:
    bench = begin("cold")
    with scratch() as folder:
        record = folder / "record"
        with gazette.open(record, create=True) as workspace:
            workspace.update(SDN, inputs=[DATA / SDN])
        for command, bar in COMMANDS.items():
            line = [GAZETTE, "--record", record, *command.split()]
            ran = [run(line) for _ in range(TIMES + 1)][1:]
            seconds = middle([one.seconds for one in ran])
            codes = {one.code for one in ran}
            if bar is None:
                bench.fact(f"gazette {command}, seconds", seconds)
            else:
                bench.at_most(f"gazette {command}, seconds", seconds, bar)
            bench.exactly(f"gazette {command}, exit codes", sorted(codes), [0])
    bench.close()


if __name__ == "__main__":
    main()

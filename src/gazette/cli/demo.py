"""`gazette demo`: the Mali case, offline, in seconds."""

from __future__ import annotations

import shlex
import shutil
import sys
from pathlib import Path

import click

from gazette.app.demo import demonstrate
from gazette.cli.options import chosen_record, example, record_option
from gazette.cli.printing.story import print_story
from gazette.cli.printing.terminal import answers

NEXT = (
    "history us-ofac-sdn/42618",
    "show us-ofac-sdn/42618 --as-of 2026-02-27",
    "changes --since 2023-07-20 --until 2023-07-24",
)


@click.command(epilog=example("gazette demo"))
@record_option
def command(record: Path | None) -> None:
    """Tell the Mali case, offline, in seconds.

    Makes a record of a small excerpt of real listings, in a temporary folder or in the one given, by
    reading files in OFAC's own formats; then asks it who was listed when, what changed, who is gone, and
    how certain that is.
    """
    told = demonstrate(chosen_record(record))
    folder = shlex.quote(str(told.folder))
    steps = [f"{_called_as()} {step} --record {folder}" for step in NEXT]
    print_story(answers(), told, steps)


def _called_as() -> str:
    """How this program can be called again: by its name, where that is found, else as it was."""
    if shutil.which("gazette") is not None:
        return "gazette"
    started = Path(sys.argv[0])
    return "python -m gazette" if started.name == "__main__.py" else shlex.quote(str(started))

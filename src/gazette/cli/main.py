"""The command `gazette`: its commands, and what becomes of their errors."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from gazette.cli import failures
from gazette.cli.lazy import LazyGroup, ReaderGone
from gazette.cli.printing import streams
from gazette.errors import GazetteError

SUMMARIES = {
    "demo": "Tell the Mali case, offline, in seconds.",
    "update": "Fetch lists, or take in copies of them.",
    "lists": "Show what is held, how fresh, how complete.",
    "show": "Show one entry as of any moment.",
    "history": "Show all that happened to one entry.",
    "changes": "Show who joined, left or was amended.",
    "export": "Write all entries of a list to a file.",
    "doctor": "Examine the record.",
    "reparse": "Read the archived files again.",
}
"""Every command in the order of the help, with the first sentence of its own."""


@click.group(
    cls=LazyGroup,
    summaries=SUMMARIES,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="New here? `gazette demo` needs no network and takes a few seconds.",
)
@click.option(
    "--record",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="The record's folder; else GAZETTE_RECORD, else the user's data folder.",
)
@click.version_option(package_name="sanctions-gazette", message="gazette %(version)s")
def cli(record: Path | None) -> None:
    """Ask what any sanctions list said on any day, and what changed.

    What is shown is what was published, with the editions it rests on. It is not legal advice; the
    publisher's text prevails.
    """


def run(arguments: Sequence[str]) -> int:
    """The exit code of a command line, after doing what it says."""
    streams.make_tolerant()
    try:
        code: int | None = cli.main(list(arguments), prog_name="gazette", standalone_mode=False)
        sys.stdout.flush()
    except (ReaderGone, BrokenPipeError):
        streams.discard_output()
        return 0
    except GazetteError as err:
        return failures.expected(err)
    except click.ClickException as err:
        return failures.usage(err)
    except click.Abort:
        return failures.interrupted()
    except Exception as err:  # noqa: BLE001  the outermost frame of this interface
        return failures.unexpected(err)
    return code or 0


def main() -> None:
    """Runs the command line this process was started with."""
    sys.exit(run(sys.argv[1:]))

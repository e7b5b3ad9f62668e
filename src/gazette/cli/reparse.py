"""`gazette reparse`: the archived files, read again by the parsers of today."""

from __future__ import annotations

from pathlib import Path

import click

from gazette.app import reparse
from gazette.app.lists import chosen
from gazette.app.reparse import Reparsed
from gazette.cli.options import example, lists_argument, opened, record_option
from gazette.cli.printing import words
from gazette.cli.printing.progress import progress
from gazette.cli.printing.terminal import answers, text


@click.command(epilog=example("gazette reparse us-ofac-sdn"))
@lists_argument
@click.option("--force", is_flag=True, help="Also files that these parsers have read already.")
@record_option
def command(*, lists: tuple[str, ...], force: bool, record: Path | None) -> None:
    """Read the archived files again.

    After an update of Gazette: what its parsers now read differently is known from now on; with
    `--known` one still sees what was known before.
    """
    chosen(lists)
    with opened(record) as workspace, progress() as report:
        done = list(reparse.reparse(workspace, lists, force=force, report=report))
    for one in done:
        answers().show(text(_told(one)))


def _told(done: Reparsed) -> str:
    if not done.files:
        return f"{done.list_id}: nothing to do, these parsers have read every file; see --force"
    return (
        f"{done.list_id}: {words.count(done.files, 'file')} read again,"
        f" {words.count(done.changed, 'row')} of the record changed,"
        f" {words.count(done.issues, 'place')} could not be read"
    )

"""`gazette history`: all that happened to one entry."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path

import click

from gazette.app import documents, entries
from gazette.cli.found import explained
from gazette.cli.options import entry_argument, example, known_option, opened, record_option
from gazette.cli.printing import card
from gazette.cli.printing.output import NESTED, Answer, chosen, output_options
from gazette.cli.printing.terminal import talk
from gazette.cli.printing.timeline import print_history
from gazette.cli.printing.words import held
from gazette.sources.catalog import source_of


@click.command(epilog=example("gazette history us-ofac-sdn/42618"))
@entry_argument
@known_option
@output_options(NESTED)
@record_option
def command(
    entry: tuple[str, str],
    known: datetime | None,
    format_: str | None,
    path: Path | None,
    record: Path | None,
) -> None:
    """Show all that happened to one entry.

    When it joined the list, what was amended, when it left: each with the editions between which it
    happened, and every field before and after.
    """
    output = chosen(format_, path, NESTED)
    list_id, entry_id = entry
    hold_days = source_of(list_id).info.hold_days
    with opened(record) as workspace, explained(workspace, list_id, entry_id, known):
        told = entries.history(workspace, list_id, entry_id, known)
        asked = card.asked(None, known, known or workspace.now())
    output.print(
        Answer(
            documents=[documents.history(told)],
            table=partial(print_history, told=told, hold_days=hold_days, asked=asked),
            is_one=True,
        )
    )
    for edition in told.held:
        talk(held(edition))

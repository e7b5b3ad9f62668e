"""`gazette lists`: what is held of each list."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path

import click

from gazette.app import documents
from gazette.app import lists as holdings
from gazette.app.columns import EDITION, LIST
from gazette.app.workspace import Workspace
from gazette.cli.options import (
    example,
    known_option,
    lists_argument,
    opened,
    record_option,
)
from gazette.cli.printing.holdings import print_editions, print_holdings
from gazette.cli.printing.output import ALL, Answer, chosen, output_options


@click.command(epilog=example("gazette lists", "gazette lists us-ofac-sdn --editions"))
@lists_argument
@click.option("--editions", is_flag=True, help="One row a file read, instead of one a list.")
@known_option
@output_options(ALL)
@record_option
def command(
    *,
    lists: tuple[str, ...],
    editions: bool,
    known: datetime | None,
    format_: str | None,
    path: Path | None,
    record: Path | None,
) -> None:
    """Show what is held, how fresh, how complete.

    For each list its editions, entries and age, what is held back and what could not be read; what it
    covers and omits, its licence and attribution.
    """
    output = chosen(format_, path, ALL)
    with opened(record) as workspace:
        read = _editions if editions else _statuses
        output.print(read(workspace, lists, known))


def _statuses(workspace: Workspace, lists: tuple[str, ...], known: datetime | None) -> Answer:
    found = holdings.status(workspace, lists, known)
    return Answer(
        documents=map(documents.list_status, found),
        columns=LIST,
        table=partial(print_holdings, statuses=found),
    )


def _editions(workspace: Workspace, lists: tuple[str, ...], known: datetime | None) -> Answer:
    found = [
        one
        for list_id in holdings.chosen(lists)
        for one in holdings.editions(workspace, list_id, known)
    ]
    return Answer(
        documents=map(documents.edition, found),
        columns=EDITION,
        table=partial(print_editions, editions=found),
    )

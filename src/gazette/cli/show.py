"""`gazette show`: one entry as of a moment."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path

import click

from gazette.app import documents, entries
from gazette.app.columns import ENTRY
from gazette.cli.found import explained
from gazette.cli.options import (
    as_of_option,
    entry_argument,
    example,
    known_option,
    opened,
    record_option,
)
from gazette.cli.printing import card
from gazette.cli.printing.output import NESTED, Answer, chosen, output_options
from gazette.cli.printing.terminal import talk
from gazette.cli.printing.words import held
from gazette.model.time import AsOf
from gazette.sources.catalog import source_of


@click.command(epilog=example("gazette show us-ofac-sdn/42618 --as-of 2023-08-01"))
@entry_argument
@as_of_option
@known_option
@output_options(NESTED)
@record_option
def command(
    entry: tuple[str, str],
    as_of: datetime | None,
    known: datetime | None,
    format_: str | None,
    path: Path | None,
    record: Path | None,
) -> None:
    """Show one entry as of any moment.

    Where it stood, on which editions that rests, and everything published of it, with what is not held
    and what is only possible said as such.
    """
    output = chosen(format_, path, NESTED)
    list_id, entry_id = entry
    hold_days = source_of(list_id).info.hold_days
    with opened(record) as workspace, explained(workspace, list_id, entry_id, known):
        now = known or workspace.now()
        answer = entries.entry(workspace, list_id, entry_id, AsOf(as_of or now, known))
    asked = card.asked(as_of, known, now)
    output.print(
        Answer(
            documents=[documents.entry_answer(answer)],
            columns=ENTRY,
            table=partial(card.print_card, answer=answer, hold_days=hold_days, asked=asked),
            is_one=True,
        )
    )
    for edition in answer.held:
        talk(held(edition))

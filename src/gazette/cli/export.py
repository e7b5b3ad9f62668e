"""`gazette export`: all entries of a list as of a moment, as a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

import click

from gazette.app import export, lists
from gazette.app.columns import ENTRY
from gazette.app.documents import Document
from gazette.app.intake import Report
from gazette.cli.options import as_of_option, example, known_option, opened, record_option
from gazette.cli.printing import words
from gazette.cli.printing.output import ROWS, Answer, chosen, output_options
from gazette.cli.printing.progress import progress
from gazette.cli.printing.terminal import talk
from gazette.model.time import AsOf

REPORT_EVERY = 200


@click.command(
    epilog=example(
        "gazette export us-ofac-sdn --as-of 2023-08-01 --output sdn.csv",
        "gazette export us-ofac-cons --output cons.parquet",
    )
)
@click.argument("list_id", metavar="LIST")
@as_of_option
@known_option
@output_options(ROWS)
@record_option
def command(
    *,
    list_id: str,
    as_of: datetime | None,
    known: datetime | None,
    format_: str | None,
    path: Path | None,
    record: Path | None,
) -> None:
    """Write all entries of a list to a file.

    One row an entry that was listed, or may have been, as of a moment. In CSV a value with parts is JSON
    text, and a cell that a spreadsheet would take for a formula begins with an apostrophe that was not
    published; JSON Lines, JSON and Parquet hold every text as published.
    """
    output = chosen(format_, path, ROWS)
    standings: Counter[str] = Counter()
    with opened(record) as workspace:
        held = lists.status(workspace, [list_id], known)
        at = AsOf(as_of or known or workspace.now(), known)
        with progress() as report:
            found = export.exported(workspace, list_id, at)
            output.print(Answer(documents=_counted(found, standings, report), columns=ENTRY))
    told = words.joined(f"{number:,} {name}" for name, number in standings.most_common())
    number = words.count(standings.total(), "entry", "entries")
    to = "" if path is None else f" written to {path}"
    talk(f"{number}{to}, as of {words.when(at.valid)}: {told or 'none'}; {words.searched(held)}")
    for edition in held[0].held:
        talk(words.held(edition))


def _counted(
    documents: Iterable[Document], standings: Counter[str], report: Report
) -> Iterator[Document]:
    for number, document in enumerate(documents, start=1):
        standings["provisional" if document["provisional"] else document["standing"]] += 1
        if number % REPORT_EVERY == 0:
            report("writing entries", number, None)
        yield document

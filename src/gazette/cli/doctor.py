"""`gazette doctor`: is the record whole, fresh and fully read?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import click
import msgspec
from rich.table import Table
from rich.text import Text

from gazette.app import doctor
from gazette.app.doctor import Finding, Grade
from gazette.app.documents import Document
from gazette.cli.options import example, opened, record_option
from gazette.cli.printing.output import NESTED, Answer, chosen, output_options
from gazette.cli.printing.progress import progress
from gazette.cli.printing.terminal import Screen, text

SIGNS = {
    Grade.FINE: ("ok", "green"),
    Grade.LOOK: ("look", "bold yellow"),
    Grade.FAULT: ("FAULT", "bold red"),
}
FEW_DETAILS = 3
RECORD_CANNOT_BE_USED = 5


@click.command(epilog=example("gazette doctor", "gazette doctor --verbose"))
@click.option("--verbose", is_flag=True, help="Every detail, not only the first few.")
@output_options(NESTED)
@record_option
def command(*, verbose: bool, format_: str | None, path: Path | None, record: Path | None) -> int:
    """Examine the record.

    Its integrity, the archive against its hashes, the ledger's seals, how fresh the lists are, what is
    held back, what could not be read, and the space it takes. Exits with 5 if anything is at fault.
    """
    output = chosen(format_, path, NESTED)
    with opened(record) as workspace, progress() as report:
        found = tuple(doctor.examine(workspace, report))
    output.print(
        Answer(
            documents=map(_document, found),
            table=partial(_print, found=found, most=None if verbose else FEW_DETAILS),
        )
    )
    return RECORD_CANNOT_BE_USED if any(one.grade is Grade.FAULT for one in found) else 0


def _document(found: Finding) -> Document:
    document: Document = msgspec.to_builtins(found)
    return document


def _print(screen: Screen, found: Sequence[Finding], most: int | None) -> None:
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(no_wrap=True, style="dim")
    grid.add_column(overflow="fold")
    for one in found:
        sign, style = SIGNS[one.grade]
        grid.add_row(text(sign, style), one.topic, Text("\n").join(_lines(one, most)))
    screen.show(grid)


def _lines(found: Finding, most: int | None) -> Iterator[Text]:
    yield text(found.summary)
    for detail in found.details[:most]:
        yield text(f"- {detail}", "dim")
    if most is not None and len(found.details) > most:
        left = len(found.details) - most
        yield text(f"… and {left:,} more: `gazette doctor --verbose`", "dim")
    if found.hint is not None:
        yield text(f"hint: {found.hint}", "cyan")

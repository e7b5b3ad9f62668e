"""An entry as a card: who, where it stood and on which editions that rests, and everything published.

In: an answer. Out: a printed card.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from rich.text import Text

from gazette.app.answers import EntryAnswer
from gazette.cli.printing import words
from gazette.cli.printing.facts import Row, rows
from gazette.cli.printing.terminal import Screen, labelled, text, visible
from gazette.model.entries import Entry
from gazette.model.standing import EntryAsOf, Standing

STYLES: dict[Standing, str] = {
    Standing.LISTED: "bold",
    Standing.UNCERTAIN: "bold yellow",
    Standing.NOT_LISTED: "bold",
    Standing.OUTSIDE: "bold yellow",
}
"""No standing is green: none of them means that all is well."""


def print_card(screen: Screen, answer: EntryAnswer, hold_days: int, asked: str) -> None:
    """Prints the card; `asked` says as of when."""
    found = answer.found
    print_heading(screen, found.entry)
    screen.show(text(asked, "dim"))
    screen.print()
    print_standing(screen, found, hold_days)
    screen.print()
    if not found.standing.was_listed:
        screen.show(text(_caption(found), "italic"))
    screen.show(labelled(_cells(rows(answer)), indent=2))
    screen.print()
    screen.show(text(words.LEGEND, "dim"))


def print_heading(screen: Screen, entry: Entry) -> None:
    """The id, the primary name and the kind; where the name is not held, that."""
    title = visible(entry.name) if entry.name is not None else "primary name not held"
    kind = "" if entry.kind is None else f"  {entry.kind}"
    screen.show(
        Text.assemble(
            (f"{entry.list_id}/{entry.entry_id}", "cyan"),
            "  ",
            (title, "bold" if entry.name is not None else "bold italic"),
            (kind, "dim"),
        )
    )


def print_standing(screen: Screen, found: EntryAsOf, hold_days: int) -> None:
    """The standing in words, and what it rests on."""
    answer, *grounds = words.standing(found, hold_days)
    screen.show(
        Text.assemble((answer, STYLES[found.standing.standing]), " ", visible(" ".join(grounds)))
    )


def asked(as_of: datetime | None, known: datetime | None, now: datetime) -> str:
    """As of when, and as known when, a question was asked: `as of the end of 2023-08-01`."""
    if as_of is None:
        return (
            f"as of now, {words.when(now)}" if known is None else f"as known at {words.when(now)}"
        )
    told = f"as of {words.when(as_of)}"
    return told if known is None else f"{told}, as known at {words.when(known)}"


def _caption(found: EntryAsOf) -> str:
    if found.provisional:
        return "What the edition held back says of it:"
    return (
        "What a later edition says of it:"
        if found.standing.delisted is None
        else "What the list last said of it:"
    )


def _cells(of_card: Sequence[Row]) -> list[tuple[str, Text]]:
    return [
        (row.label, text("\n".join(row.lines), "dim italic" if row.is_aside else ""))
        for row in of_card
    ]

"""All that happened to an entry, the oldest first, under where it stands now.

In: its history. Out: a printed timeline, every amendment with what was taken out and put in.
"""

from __future__ import annotations

from rich.padding import Padding
from rich.text import Text

from gazette.app.answers import History, change_type
from gazette.cli.printing import card, words
from gazette.cli.printing.changed import altered, kind
from gazette.cli.printing.terminal import Screen, text
from gazette.model.changes import Amendment, Change, Renumbering

MOMENT_WIDTH = 20


def print_history(screen: Screen, told: History, hold_days: int, asked: str) -> None:
    """Prints the timeline; `asked` says as of when the standing is."""
    card.print_heading(screen, told.now.entry)
    screen.show(text(asked, "dim"))
    screen.print()
    card.print_standing(screen, told.now, hold_days)
    screen.print()
    if told.is_from_first_edition:
        first = "on the first edition held: it was listed some time before"
        screen.show(Text.assemble(_at(words.when(told.first_seen)), (first, "dim")))
    for change in told.changes:
        screen.show(_event(change))
        if isinstance(change, Amendment | Renumbering):
            screen.show(Padding(altered(change.fields), (0, 0, 0, 4)))
    screen.print()
    screen.show(text(words.LEGEND, "dim"))


def _event(change: Change) -> Text:
    bounds = change.bounds
    told = [
        "no earlier edition is held"
        if bounds.after is None
        else f"after {words.when(bounds.after)}"
    ]
    if isinstance(change, Renumbering):
        told.append(f"was {change.former_id}")
    if change.stated is not None:
        told.append(f"stated {change.stated.isoformat()}")
    by = "" if bounds.by is None else words.when(bounds.by)
    return Text.assemble(_at(by), kind(change_type(change)), "  ", (", ".join(told), "dim"))


def _at(moment: str) -> str:
    return f"{moment:<{MOMENT_WIDTH}}  "

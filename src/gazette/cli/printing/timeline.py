"""Changes for people: what happened, to whom, between which editions, and in which fields.

In: changes in order. Out: printed lines. A sign stands before every kind of change and every value
taken out or put in, so that color is never needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from gazette.app.answers import Held, History, change_type
from gazette.cli.printing import card, words
from gazette.cli.printing.diff import ADDED, REMOVED, differences
from gazette.cli.printing.terminal import Screen, text, visible
from gazette.model.changes import Amendment, Change, ChangedEntry, FieldChange, Renumbering
from gazette.model.editions import Designated
from gazette.model.lists import ListId
from gazette.model.standing import Bounds

SIGNS = {"designation": ADDED, "delisting": REMOVED, "amendment": "~", "renumbering": "="}
STYLES = {
    "designation": "bold green",
    "delisting": "bold red",
    "amendment": "bold yellow",
    "renumbering": "bold blue",
}
LINE_STYLES = {REMOVED: "red", ADDED: "green"}

NARROW = 72
"""Columns below which labels stand above their values."""

MOST_VALUES = 8
"""Values of one field in a table of many changes; `history` shows all."""


def print_changes(screen: Screen, changes: Sequence[Change], held: Sequence[Held]) -> None:
    """Prints the changes, those of one list between the same two looks together."""
    for (list_id, bounds), group in groupby(changes, key=_step):
        told = tuple(group)
        screen.show(
            Text.assemble((list_id, "bold cyan"), "  ", _bounds(bounds), "  ", _tally(told))
        )
        screen.show(rows(screen, told))
        screen.print()
    for edition in held:
        if edition.provisional:
            screen.show(text(f"provisional: {words.held(edition)}", "bold yellow"))
            screen.show(_rows(_provisional(one) for one in edition.provisional))
            screen.print()


def rows(screen: Screen, changes: Iterable[Change]) -> Padding:
    """A row a change: what happened, the id, and about whom, with what was altered."""
    return _rows(_row(one, is_narrow=screen.width < NARROW) for one in changes)


def print_history(screen: Screen, told: History, hold_days: int, asked: str) -> None:
    """Prints a timeline of the entry, the oldest first, under where it stands now."""
    card.print_heading(screen, told.now.entry)
    screen.show(text(asked, "dim"))
    screen.print()
    card.print_standing(screen, told.now, hold_days)
    screen.print()
    if told.is_from_first_edition:
        first = (
            f"{words.when(told.first_seen):<20}  on the first edition held: it was listed before"
        )
        screen.show(text(first, "dim"))
    for change in told.changes:
        screen.show(_event(change))
        if isinstance(change, Amendment | Renumbering):
            screen.show(Padding(_differences(change.fields), (0, 0, 0, 4)))
    screen.print()
    screen.show(text(words.LEGEND, "dim"))


def _step(change: Change) -> tuple[ListId, Bounds]:
    return change.entry.list_id, change.bounds


def _bounds(bounds: Bounds) -> str:
    by = "" if bounds.by is None else f"by {words.when(bounds.by)}"
    return by if bounds.after is None else f"{by}, after {words.when(bounds.after)}"


def _tally(changes: Iterable[Change]) -> Text:
    types = [change_type(one) for one in changes]
    told = (words.count(types.count(one), one) for one in SIGNS if one in types)
    return text(words.joined(told), "dim")


def _rows(rows: Iterable[tuple[Text, Text, Table]]) -> Padding:
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for row in rows:
        grid.add_row(*row)
    return Padding(grid, (0, 0, 0, 2))


def _row(change: Change, *, is_narrow: bool) -> tuple[Text, Text, Table]:
    fields = change.fields if isinstance(change, Amendment | Renumbering) else ()
    about = Table.grid()
    about.add_row(_name(change.entry.name))
    about.add_row(text(_about(change), "dim"))
    if fields:
        about.add_row((_stacked if is_narrow else _differences)(fields, MOST_VALUES))
    return _type(change_type(change)), text(change.entry.entry_id), about


def _provisional(one: Designated) -> tuple[Text, Text, Table]:
    about = Table.grid()
    about.add_row(_name(one.name))
    about.add_row(text(_joined(one.kind, *one.programs, "provisional"), "dim"))
    return _type("designation"), text(one.entry_id), about


def _type(name: str) -> Text:
    return text(f"{SIGNS[name]} {name}", STYLES[name])


def _name(name: str | None) -> Text:
    return text("no name held", "italic") if name is None else text(name, "bold")


def _about(change: Change) -> str:
    entry: ChangedEntry = change.entry
    former = f"was {change.former_id}" if isinstance(change, Renumbering) else None
    stated = None if change.stated is None else f"stated {change.stated.isoformat()}"
    measures = dict.fromkeys(one.type.value for one in entry.measures)
    return _joined(former, entry.kind, *entry.programs, *measures, stated)


def _joined(*told: str | None) -> str:
    return " · ".join(one for one in told if one is not None)


def _event(change: Change) -> Text:
    name = change_type(change)
    at = "" if change.bounds.by is None else words.when(change.bounds.by)
    after = change.bounds.after
    since = "no earlier edition is held" if after is None else f"after {words.when(after)}"
    former = f", was {change.former_id}" if isinstance(change, Renumbering) else ""
    stated = "" if change.stated is None else f", stated {change.stated.isoformat()}"
    told = f"{since}{former}{stated}"
    return Text.assemble(
        f"{at:<20}  ", (f"{SIGNS[name]} {name}", STYLES[name]), "  ", (told, "dim")
    )


def _stacked(fields: Iterable[FieldChange], most: int | None = None) -> Text:
    """Every label above its values, where there is no room beside them."""
    told: list[Text] = []
    for field in fields:
        label, lines = differences(field)
        told.extend((text(label, "dim"), *_lines(lines, most)))
    return Text("\n").join(told)


def _differences(fields: Iterable[FieldChange], most: int | None = None) -> Table:
    """Every label beside its values."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True, style="dim")
    grid.add_column(overflow="fold")
    for field in fields:
        label, lines = differences(field)
        grid.add_row(text(label), Text("\n").join(_lines(lines, most)))
    return grid


def _lines(lines: Sequence[tuple[str, str]], most: int | None) -> Iterator[Text]:
    for sign, value in lines[:most]:
        yield Text.assemble((f"{sign} {visible(value)}", LINE_STYLES[sign]))
    if most is not None and len(lines) > most:
        yield text(f"… and {len(lines) - most} more", "dim")

"""Changes for people: what happened, to whom, between which editions, and in which fields.

In: changes in order. Out: printed rows, laid out for the width there is. A sign stands before every
kind of change and before every value taken out or put in, so that color is never needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from gazette.app.answers import Held, change_type
from gazette.cli.printing import words
from gazette.cli.printing.diff import ADDED, REMOVED, differences
from gazette.cli.printing.terminal import Screen, text, visible
from gazette.model.changes import Amendment, Change, FieldChange, Renumbering
from gazette.model.editions import Designated
from gazette.model.lists import EntryId, ListId
from gazette.model.standing import Bounds

SIGNS = {"designation": ADDED, "delisting": REMOVED, "amendment": "~", "renumbering": "="}
STYLES = {
    "designation": "bold green",
    "delisting": "bold red",
    "amendment": "bold yellow",
    "renumbering": "bold blue",
}
LINE_STYLES = {REMOVED: "red", ADDED: "green"}

NARROW, WIDE = 72, 110
"""Columns below which labels stand above their values, and from which details stand beside names."""

MOST_VALUES = 8
"""Values of one field in a table of many changes; `history` shows all."""


class Row(NamedTuple):
    """A change as it is shown: its kind, the entry, what that is, and what was altered."""

    type: str
    entry_id: EntryId
    name: str | None
    about: str
    fields: tuple[FieldChange, ...] = ()


def print_changes(screen: Screen, changes: Sequence[Change], held: Sequence[Held]) -> None:
    """Prints the changes, those of one list between the same two looks together."""
    for (list_id, bounds), group in groupby(changes, key=_step):
        told = tuple(group)
        screen.show(
            Text.assemble((list_id, "bold cyan"), "  ", _bounds(bounds), "  ", _tally(told))
        )
        screen.show(rows(screen, map(changed, told)))
        screen.print()
    for edition in held:
        if edition.provisional:
            screen.show(text(f"provisional: {words.held(edition)}", "bold yellow"))
            screen.show(rows(screen, map(_provisional, edition.provisional)))
            screen.print()


def changed(change: Change) -> Row:
    """A change as a row."""
    entry = change.entry
    former = f"was {change.former_id}" if isinstance(change, Renumbering) else None
    stated = None if change.stated is None else f"stated {change.stated.isoformat()}"
    measures = dict.fromkeys(one.type.value for one in entry.measures)
    about = _joined(former, entry.kind, *entry.programs, *measures, stated)
    fields = change.fields if isinstance(change, Amendment | Renumbering) else ()
    return Row(change_type(change), entry.entry_id, entry.name, about, fields)


def rows(screen: Screen, told: Iterable[Row]) -> Padding:
    """Rows of changes, as wide as the screen allows."""
    is_wide = screen.width >= WIDE
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    if is_wide:
        grid.add_column(overflow="fold", style="dim")
    for row in told:
        beside = [text(row.about)] if is_wide else []
        grid.add_row(kind(row.type), text(row.entry_id), _middle(screen, row), *beside)
    return Padding(grid, (0, 0, 0, 2))


def kind(name: str) -> Text:
    """The kind of a change, with its sign."""
    return text(f"{SIGNS[name]} {name}", STYLES[name])


def altered(fields: Iterable[FieldChange], most: int | None = None) -> Table:
    """What was altered: every label beside its values."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True, style="dim")
    grid.add_column(overflow="fold")
    for field in fields:
        label, lines = differences(field)
        grid.add_row(text(label), Text("\n").join(_lines(lines, most)))
    return grid


def _middle(screen: Screen, row: Row) -> Table:
    """The name, with what is altered below it and, where there is no room beside, what it is."""
    name = "no name held" if row.name is None else row.name
    cells: list[RenderableType] = [text(name, "italic" if row.name is None else "bold")]
    if screen.width < WIDE:
        cells.append(text(row.about, "dim"))
    if row.fields:
        cells.append((_stacked if screen.width < NARROW else altered)(row.fields, MOST_VALUES))
    grid = Table.grid()
    for cell in cells:
        grid.add_row(cell)
    return grid


def _stacked(fields: Iterable[FieldChange], most: int) -> Text:
    """Every label above its values, where there is no room beside them."""
    told: list[Text] = []
    for field in fields:
        label, lines = differences(field)
        told.extend((text(label, "dim"), *_lines(lines, most)))
    return Text("\n").join(told)


def _lines(lines: Sequence[tuple[str, str]], most: int | None) -> Iterator[Text]:
    for sign, value in lines[:most]:
        yield text(f"{sign} {value}", LINE_STYLES[sign])
    if most is not None and len(lines) > most:
        yield text(f"… and {len(lines) - most} more", "dim")


def _provisional(one: Designated) -> Row:
    about = _joined(one.kind, *one.programs, "provisional")
    return Row("designation", one.entry_id, one.name, about)


def _joined(*told: str | None) -> str:
    return " · ".join(one for one in told if one is not None)


def _step(change: Change) -> tuple[ListId, Bounds]:
    return change.entry.list_id, change.bounds


def _bounds(bounds: Bounds) -> str:
    by = "" if bounds.by is None else f"by {words.when(bounds.by)}"
    return by if bounds.after is None else f"{by}, after {words.when(bounds.after)}"


def _tally(changes: Iterable[Change]) -> Text:
    types = [change_type(one) for one in changes]
    told = (words.count(types.count(one), one) for one in SIGNS if one in types)
    return text(visible(words.joined(told)), "dim")

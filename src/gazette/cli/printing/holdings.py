"""Lists as cards: what is held of each, how fresh, how complete, and on which terms.

In: statuses and editions. Out: printed cards, or a table of the files read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from gazette.app.answers import Held, ListStatus
from gazette.cli.printing import words
from gazette.cli.printing.terminal import Screen, labelled, text
from gazette.model.editions import Edition, Verdict
from gazette.model.lists import Part


def print_holdings(screen: Screen, statuses: Sequence[ListStatus]) -> None:
    """Prints a card a list."""
    for one in statuses:
        info = one.info
        screen.show(Text.assemble((info.list_id, "bold cyan"), "  ", (info.title, "bold")))
        screen.show(labelled([*_held(one), *_terms(one)], indent=2))
        screen.print()
    screen.show(text(words.LEGEND, "dim"))


def print_editions(screen: Screen, editions: Sequence[Edition]) -> None:
    """Prints a row a file that was read, one table a list."""
    for list_id, of_list in groupby(editions, key=lambda one: one.provenance.list_id):
        screen.show(text(list_id, "bold cyan"))
        screen.show(_edition_table(of_list))
        screen.print()


def _edition_table(editions: Iterable[Edition]) -> Padding:
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    table.add_column("edition", no_wrap=True)
    table.add_column("entries", justify="right")
    table.add_column("format")
    table.add_column("carries", overflow="fold")
    table.add_column("verdict", overflow="fold")
    for one in editions:
        table.add_row(
            words.when(one.provenance.moment),
            f"{one.entries:,}",
            text(one.provenance.format),
            text(_carries(one)),
            text(_verdict(one), "" if one.verdict is Verdict.ACCEPTED else "bold yellow"),
        )
    return Padding(table, (0, 0, 0, 2))


def _held(one: ListStatus) -> list[tuple[str, Text]]:
    if one.first is None or one.last is None:
        return [("held", text(f"nothing yet: `gazette update {one.info.list_id}` fetches it"))]
    span = f"{words.when(one.first)} to {words.when(one.last)}"
    files = words.count(one.files, "file")
    rows = [
        ("held", text(f"{words.count(one.editions, 'edition')}, {span}; {files}")),
        ("entries", text(f"{one.entries:,} in the newest edition that shows the whole list")),
        ("age", _age(one)),
    ]
    if one.held:
        rows.append(("held back", text("\n".join(_held_back(held) for held in one.held), "yellow")))
    if one.issues:
        places = words.count(one.issues, "place")
        rows.append(("not read", text(f"{places}; `gazette doctor --verbose` names them")))
    return rows


def _age(one: ListStatus) -> Text:
    if one.confirmed is None or one.age_days is None:
        return text("no edition shows the whole list")
    told = f"last seen {words.when(one.confirmed)}, {words.count(one.age_days, 'day')} ago"
    if not one.is_stale:
        return text(told)
    limit = words.count(one.info.fresh_days, "day")
    stale = f"; stale: older than {limit}"
    return Text.assemble(told, (stale, "bold yellow"))


def _held_back(held: Held) -> str:
    return f"{words.when(held.moment)}: {'; '.join(held.reasons)}"


def _terms(one: ListStatus) -> list[tuple[str, Text]]:
    info = one.info
    is_publisher = info.attribution == info.publisher
    told = {
        "covers": info.covers,
        "omits": info.omits,
        "publisher": info.publisher,
        "attribution": "to the publisher" if is_publisher else info.attribution,
        "licence": info.licence,
        "page": info.homepage,
    }
    return [(label, text(value)) for label, value in told.items()]


def _carries(one: Edition) -> str:
    """The parts it speaks of; in brackets those of which it shows only some."""
    parts = (part for part in Part if part in one.parts)
    return ", ".join(part if part in one.denies else f"({part})" for part in parts)


def _verdict(one: Edition) -> str:
    reasons = () if one.suspicion is None else one.suspicion.reasons
    return f"{one.verdict}: {'; '.join(reasons)}" if reasons else one.verdict.value

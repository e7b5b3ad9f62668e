"""The Mali case, told: what was listed when, what changed, what is gone, and how certain that is.

In: what the record made of the sample says. Out: a printed story; every date and name in it was read
from that record, but for the day that news reports give.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from gazette.app.answers import EntryAnswer, LinkedEntry, ListStatus
from gazette.app.demo import Demonstration
from gazette.cli.printing import words
from gazette.cli.printing.changed import changed, rows
from gazette.cli.printing.terminal import Screen, text, visible
from gazette.model.changes import Change
from gazette.sample import EXCERPT, STORY


def print_story(screen: Screen, told: Demonstration, next_steps: Sequence[str]) -> None:
    """Prints the story, and what to try next."""
    screen.show(text("The Mali case", "bold"))
    screen.show(text(EXCERPT, "dim"))
    screen.print()
    for one in told.lists:
        _paragraph(screen, _holding(one))
    _designated(screen, told)
    _amended(screen, told)
    _gone(screen, told)
    _not_blocked(screen, told.not_blocked)
    screen.print()
    screen.show(text(words.LEGEND, "dim"))
    _heading(screen, "Try next, on the record just made")
    for step in next_steps:
        screen.print(Text.assemble("  ", (step, "cyan")), soft_wrap=True)


def _designated(screen: Screen, told: Demonstration) -> None:
    _heading(screen, "1. Three Malian officers join the SDN list")
    _paragraph(screen, f"No day is guessed. {_span(told.designated)}")
    _changes(screen, told.designated)
    links = {f"{link.name} ({STORY.list_id}/{link.entry_id})" for link in _links(told)}
    _paragraph(screen, f"Their entries are linked to {words.joined(sorted(links))}.")


def _links(told: Demonstration) -> Iterator[LinkedEntry]:
    for officer in told.officers:
        yield from officer.links


def _amended(screen: Screen, told: Demonstration) -> None:
    _heading(screen, "2. One of the entries is amended")
    _paragraph(screen, _span(told.amended))
    _changes(screen, told.amended)


def _gone(screen: Screen, told: Demonstration) -> None:
    _heading(screen, "3. All three are gone, and how certain that is")
    _paragraph(screen, _span(told.gone))
    _changes(screen, told.gone)
    _paragraph(
        screen,
        f"News reports say that the three were taken off on {STORY.reported_removal.isoformat()}. No"
        " edition of that day is held, so the record does not say so. It says of"
        f" {STORY.amended.name}, at the end of each day:",
    )
    (of_list,) = (one for one in told.lists if one.info.list_id == STORY.list_id)
    grid = Table.grid(padding=(0, 2, 0, 0))
    for answer in told.on_days:
        found = answer.found
        _, grounds, *_ = words.standing(found, of_list.info.hold_days)
        day = text(found.as_of.valid.date().isoformat())
        grid.add_row(day, text(found.standing.standing, "bold"), text(grounds, "dim"))
    screen.show(Padding(grid, (0, 0, 0, 4)))


def _not_blocked(screen: Screen, answer: EntryAnswer) -> None:
    _heading(screen, "4. Not every listing blocks")
    found = answer.found
    _paragraph(
        screen,
        f"{found.entry.name} is on {found.list_id}, which names subjects of other measures than blocking.",
    )
    told = "; ".join(words.measure(one) for one in found.measures)
    screen.show(Padding(text(f"{found.list_id}/{found.entry_id}: {told}"), (0, 0, 0, 4)))


def _holding(one: ListStatus) -> str:
    if one.first is None or one.last is None:
        return f"{one.info.list_id}: nothing held"
    editions = words.count(one.editions, "edition")
    return (
        f"{one.info.list_id}: {editions} from {words.when(one.first)} to {words.when(one.last)},"
        f" in {words.count(one.files, 'file')}"
    )


def _span(changes: Sequence[Change]) -> str:
    """`Not in the edition of …, but in that of …`, of changes that lie between the same two."""
    bounds = changes[0].bounds
    after = "" if bounds.after is None else f"after the edition of {words.when(bounds.after)}"
    by = "" if bounds.by is None else f"by that of {words.when(bounds.by)}"
    return f"It happened {after}, and {by}:"


def _changes(screen: Screen, changes: Sequence[Change]) -> None:
    screen.show(Padding(rows(screen, map(changed, changes)), (0, 0, 0, 2)))


def _heading(screen: Screen, heading: str) -> None:
    screen.print()
    screen.show(text(heading, "bold"))


def _paragraph(screen: Screen, paragraph: str) -> None:
    screen.show(Padding(text(visible(paragraph)), (0, 0, 0, 2)))

"""`gazette changes`: who joined, left or was amended between two moments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import click
import msgspec

from gazette.app import changes as use_case
from gazette.app import documents
from gazette.app.answers import ChangesAnswer, Held, ListStatus, Wanted
from gazette.app.columns import CHANGE
from gazette.app.documents import Document
from gazette.app.lists import status
from gazette.cli.options import example, known_option, moment_option, opened, record_option
from gazette.cli.printing import words
from gazette.cli.printing.changed import SIGNS, print_changes
from gazette.cli.printing.output import ALL, Answer, chosen, output_options
from gazette.cli.printing.terminal import talk
from gazette.errors import InputError
from gazette.model.lists import Kind

DEFAULT_SPAN = timedelta(days=7)
"""How far back one looks from the newest edition held, where `--since` does not say."""

FINDINGS = 1


class Window(msgspec.Struct, frozen=True):
    """The time asked about: after the one moment, up to and with the other."""

    since: datetime
    until: datetime

    def told(self) -> str:
        """`after the end of 2023-07-20, up to the end of 2023-07-24`."""
        return f"after {words.when(self.since)}, up to {words.when(self.until)}"


@click.command(
    epilog=example(
        "gazette changes --since 2023-07-20 --until 2023-07-24",
        "gazette changes --list us-ofac-sdn --program RUSSIA-EO14024 --type delisting",
    )
)
@moment_option("--since", "Changes first seen after this day (its end, UTC) or moment.")
@moment_option("--until", "Changes first seen up to and with this day or moment. Default: now.")
@click.option("--list", "lists", multiple=True, metavar="LIST", help="On this list; repeatable.")
@click.option("--program", multiple=True, metavar="P", help="Of this program; repeatable.")
@click.option("--type", "types", multiple=True, type=click.Choice(list(SIGNS)), help="Repeatable.")
@click.option(
    "--kind", multiple=True, type=click.Choice([one.value for one in Kind]), help="Repeatable."
)
@click.option("--net", is_flag=True, help="Compare the two ends only.")
@known_option
@click.option("--exit-code", is_flag=True, help="Exit with 1 if there are changes.")
@output_options(ALL)
@record_option
def command(  # noqa: PLR0913  one parameter an option
    *,
    since: datetime | None,
    until: datetime | None,
    lists: tuple[str, ...],
    program: tuple[str, ...],
    types: tuple[str, ...],
    kind: tuple[str, ...],
    net: bool,
    known: datetime | None,
    exit_code: bool,
    format_: str | None,
    path: Path | None,
    record: Path | None,
) -> int:
    """Show who joined, left or was amended.

    Each change lies between two editions: it happened after the one and was first seen by the other.
    Without --since: the last 7 days up to the newest edition held.
    """
    output = chosen(format_, path, ALL)
    wanted = Wanted(
        types=frozenset(types), programs=frozenset(program), kinds=frozenset(map(Kind, kind))
    )
    with opened(record) as workspace:
        held = status(workspace, lists, known)
        window = _window(since, until or known or workspace.now(), held)
        found = use_case.changes(
            workspace,
            lists,
            since=window.since,
            until=window.until,
            known=known,
            is_net=net,
            wanted=wanted,
        )
    answer = msgspec.structs.replace(found, held=tuple(_held(found, wanted)))
    output.print(
        Answer(
            documents=_documents(answer),
            columns=CHANGE,
            table=partial(print_changes, changes=answer.changes, held=answer.held),
        )
    )
    if since is None:
        talk("without `--since`: the 7 days up to the newest edition held")
    _talk(answer, window, held)
    return FINDINGS if exit_code and any(_documents(answer)) else 0


def _window(since: datetime | None, until: datetime, held: Sequence[ListStatus]) -> Window:
    if since is None:
        newest = max((one.last for one in held if one.last is not None), default=until)
        since = min(newest, until) - DEFAULT_SPAN
    if since >= until:
        raise InputError(
            f"nothing lies {Window(since, until).told()}",
            hint="`--since` is exclusive and a day means its end: name an earlier one",
        )
    return Window(since, until)


def _held(found: ChangesAnswer, wanted: Wanted) -> Iterator[Held]:
    """The editions held back, with those of their designations that are asked for."""
    for edition in found.held:
        taken = tuple(
            one
            for one in edition.provisional
            if (not wanted.types or "designation" in wanted.types)
            and (not wanted.programs or not wanted.programs.isdisjoint(one.programs))
            and (not wanted.kinds or one.kind in wanted.kinds)
        )
        yield msgspec.structs.replace(edition, provisional=taken)


def _documents(answer: ChangesAnswer) -> Iterator[Document]:
    yield from map(documents.change, answer.changes)
    for edition in answer.held:
        for one in edition.provisional:
            yield documents.provisional_designation(edition, one)


def _talk(answer: ChangesAnswer, window: Window, held: Sequence[ListStatus]) -> None:
    """What was searched; and that no change was found is no word on anyone's standing."""
    number = words.count(len(answer.changes), "change")
    searched = words.searched(held)
    if answer.changes:
        talk(f"{number} {window.told()}, in {searched}")
    else:
        talk(f"no change found {window.told()}, in {searched}")
        talk(words.NOT_COVERED)
    for edition in answer.held:
        talk(words.held(edition))

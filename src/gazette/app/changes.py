"""Changes of lists between two moments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from sqlalchemy import Connection

from gazette.app.answers import ChangesAnswer, Held, Wanted
from gazette.app.lists import chosen, held_of
from gazette.app.workspace import Workspace, rules_of
from gazette.changes import feed
from gazette.model.changes import Change, Transition
from gazette.model.lists import ListId, Part
from gazette.model.time import to_micros
from gazette.record import queries
from gazette.record.transitions import net_transition, transitions, within
from gazette.sources.catalog import source_of
from gazette.sources.listing import ListSource

EVERYTHING = Wanted()


def changes(  # noqa: PLR0913  each option narrows the question
    workspace: Workspace,
    list_ids: Iterable[str] = (),
    *,
    since: datetime,
    until: datetime,
    known: datetime | None = None,
    is_net: bool = False,
    wanted: Wanted = EVERYTHING,
) -> ChangesAnswer:
    """The changes first seen in `(since, until]` on some lists, or on all, in order of time.

    Args:
        workspace: the record.
        list_ids: the lists; all if none is named.
        since: exclusive.
        until: inclusive.
        known: as known at this moment; None for now.
        is_net: compare only the two ends: what came and went between them is left out.
        wanted: which of them.
    """
    found: list[Change] = []
    with workspace.reading() as connection:
        lists = chosen(list_ids)
        for list_id in lists:
            found.extend(
                changes_of(
                    connection, workspace, source_of(list_id), (since, until), known, is_net=is_net
                )
            )
        held = [one for list_id in lists for one in _unsettled(connection, list_id, until, known)]
    return ChangesAnswer(
        changes=tuple(sorted(filter(wanted.takes, found), key=feed.order)),
        held=tuple(one for one in held if since < one.moment <= until),
    )


def _unsettled(
    connection: Connection, list_id: ListId, until: datetime, known: datetime | None
) -> Iterator[Held]:
    """The editions held back that no later look at the whole list up to the moment has settled."""
    held = held_of(connection, list_id, known)
    if held:
        looks = queries.all_looks(connection, list_id, known)[Part.PRESENCE].moments()
        settled = max((look for look in looks if look <= to_micros(until)), default=-1)
        yield from (one for one in held if to_micros(one.moment) > settled)


def changes_of(
    connection: Connection,
    workspace: Workspace,
    source: ListSource,
    window: tuple[datetime, datetime],
    known: datetime | None,
    *,
    is_net: bool,
) -> tuple[Change, ...]:
    """The changes of one list first seen in the window, which is open at its start."""
    runs = queries.changed_runs(connection, source.list_id, *window, known)
    looks = queries.all_looks(connection, source.list_id, known)
    contents = workspace.cache.fill(connection, runs.values())
    low, high = (to_micros(moment) for moment in window)
    steps: list[Transition] = []
    for entry_id, of_entry in runs.items():
        taken = transitions(entry_id, of_entry, looks, contents, rules_of(source))
        inside = tuple(step for step in taken if within(step, low, high))
        if is_net:
            whole = net_transition(entry_id, inside)
            steps.extend(() if whole is None else (whole,))
        else:
            steps.extend(inside)
    return feed.changes(steps, source.measures)

"""Entries: one as of a moment, all as of a moment, and all that happened to one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import msgspec
from sqlalchemy import Connection

from gazette.app.answers import EntryAnswer, History, LinkedEntry, change_type
from gazette.app.changes import changes_of
from gazette.app.lists import held_of
from gazette.app.provisional import provisional
from gazette.app.workspace import Workspace, rules_of
from gazette.changes import feed
from gazette.errors import UnknownEntry
from gazette.model.changes import Change, Transition
from gazette.model.lists import EntryId, Part
from gazette.model.standing import EntryAsOf, Standing
from gazette.model.time import MICROSECOND, AsOf, iso, to_moment
from gazette.record import queries
from gazette.record.bearers import bearers
from gazette.record.transitions import transitions
from gazette.sources.catalog import source_of
from gazette.sources.listing import ListSource

_OFF = frozenset({Standing.NOT_LISTED, Standing.OUTSIDE})
"""Standings of an entry that is not on the list, whatever an edition held back may show."""


def entry(workspace: Workspace, list_id: str, entry_id: str, as_of: AsOf) -> EntryAnswer:
    """One entry as of a moment.

    Raises:
        UnknownList: no such list.
        UnknownEntry: the record never saw such an entry on it.
    """
    source, wanted = source_of(list_id), EntryId(entry_id)
    with workspace.reading() as connection:
        held = held_of(connection, source.list_id, as_of.known)
        found = queries.read_entry(connection, workspace.cache, rules_of(source), wanted, as_of)
        if found is None or found.standing.standing in _OFF:
            shown = provisional(connection, source.list_id, held, as_of)
            found = next((one for one in shown if one.entry_id == wanted), found)
        if found is None:
            raise unknown(source, wanted, as_of.known)
        links = _links(connection, source, found)
    return EntryAnswer(found=measured(source, found), links=links, held=held)


def entries(workspace: Workspace, list_id: str, as_of: AsOf) -> Iterator[EntryAsOf]:
    """Every entry that was on the list, or may have been, as of a moment, in order of id.

    What only an edition held back shows comes last, marked `provisional`.
    """
    source = source_of(list_id)
    seen: set[EntryId] = set()
    with workspace.reading() as connection:
        for found in queries.read_entries(connection, workspace.cache, rules_of(source), as_of):
            seen.add(found.entry_id)
            yield measured(source, found)
        held = held_of(connection, source.list_id, as_of.known)
        shown = tuple(provisional(connection, source.list_id, held, as_of))
    for one in shown:
        if one.entry_id not in seen:
            seen.add(one.entry_id)
            yield measured(source, one)


def history(
    workspace: Workspace, list_id: str, entry_id: str, known: datetime | None = None
) -> History:
    """All that happened to an entry, as known at a moment.

    Raises:
        UnknownList: no such list.
        UnknownEntry: the record never saw such an entry on it.
    """
    source, wanted = source_of(list_id), EntryId(entry_id)
    rules = rules_of(source)
    as_of = AsOf(workspace.now() if known is None else known, known)
    with workspace.reading() as connection:
        now = queries.read_entry(connection, workspace.cache, rules, wanted, as_of)
        if now is None:
            raise unknown(source, wanted, known)
        runs = queries.entry_runs(connection, source.list_id, wanted, known)
        looks = queries.all_looks(connection, source.list_id, known)
        contents = workspace.cache.fill(connection, [runs])
        steps = tuple(transitions(wanted, runs, looks, contents, rules))
        first = min(run.start for of_part in runs.values() for run in of_part)
        return History(
            now=measured(source, now),
            first_seen=to_moment(first),
            is_from_first_edition=looks[Part.PRESENCE].before(wanted, first) is None,
            changes=_own_changes(connection, workspace, source, steps, known),
            held=held_of(connection, source.list_id, known),
        )


def measured(source: ListSource, found: EntryAsOf) -> EntryAsOf:
    """The entry with what its listing does."""
    return msgspec.structs.replace(found, measures=source.measures(found.entry))


def unknown(source: ListSource, entry_id: EntryId, known: datetime | None) -> UnknownEntry:
    """The error for an id that was never seen, or not by the moment of knowing asked for."""
    when = "never saw" if known is None else f"had not seen by {iso(known)}"
    return UnknownEntry(
        f"the record {when} this entry on `{source.list_id}`: {entry_id}",
        hint="`gazette lists` shows which editions the record holds",
    )


def _own_changes(
    connection: Connection,
    workspace: Workspace,
    source: ListSource,
    steps: tuple[Transition, ...],
    known: datetime | None,
) -> tuple[Change, ...]:
    """The changes of one entry.

    Whether a step on or off the list was a renumbering is told by the other entries' steps of that
    moment, so they are looked at too.
    """
    within = [step for step in steps if step.before is not None and step.after is not None]
    found: list[Change] = list(feed.changes(within, source.measures))
    for step in steps:
        by = step.bounds.by
        if by is not None and (step.before is None or step.after is None):
            beside = changes_of(
                connection, workspace, source, (by - MICROSECOND, by), known, is_net=False
            )
            found.extend(c for c in beside if _tells_of(c, step.entry_id))
    return tuple(sorted(found, key=feed.order))


def _tells_of(change: Change, entry_id: EntryId) -> bool:
    ids = {change.entry.entry_id, getattr(change, "former_id", None)}
    return entry_id in ids and change_type(change) != "amendment"


def _links(connection: Connection, source: ListSource, found: EntryAsOf) -> tuple[LinkedEntry, ...]:
    """The entry's ties: by the publisher's own id where it gives one, else by name."""
    details, profile = found.entry.details, found.entry.profile
    told = () if details is None else details.links
    by_name = {form.name: form for form in told}
    names = [link.name for link in profile.links] if profile is not None else []
    borne_by = bearers(
        connection, source.list_id, [n for n in names if n not in by_name], found.as_of
    )
    named = (
        LinkedEntry(
            name,
            by_name[name].role if name in by_name else None,
            EntryId(by_name[name].entry_id or "") or None
            if name in by_name
            else borne_by.get(name),
        )
        for name in names
    )
    others = (
        LinkedEntry(form.name, form.role, EntryId(form.entry_id) if form.entry_id else None)
        for form in told
        if form.name not in names
    )
    return (*named, *others)

"""Who bears a name: published ties give names, and asking for one entry must not search them all.

In: contents as versions are written. Out: rows that say which entry ever bore which name, and the one
entry that bears a name as of a moment. Not here: how alike two names are; these are the same or not.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from sqlalchemy import ColumnElement, Connection, select
from sqlalchemy.dialects.sqlite import insert

from gazette.model import codec
from gazette.model.entries import Aliases, Profile
from gazette.model.lists import EntryId, ListId, Part
from gazette.model.time import AsOf, to_micros
from gazette.record import tables as t
from gazette.record.coverage import known_at, known_micros
from gazette.record.timeline import Run

BATCH = 900
"""Values a statement may carry; SQLite's oldest limit is 999."""

NAMING = (Part.PRIMARY, Part.ALIASES)
"""The parts that hold names."""


def note(
    connection: Connection, list_id: ListId, part: Part, added: Collection[tuple[str, Run]]
) -> None:
    """Keeps which names the entries bear in these runs, whose contents the record holds."""
    if part in NAMING:
        borne = dict(_names_by_content(connection, part, sorted({run.content for _, run in added})))
        pairs = {(name, entry_id) for entry_id, run in added for name in borne[run.content]}
        rows = [{"list_id": list_id, "name": name, "entry_id": i} for name, i in sorted(pairs)]
        if rows:
            connection.execute(insert(t.bearer).on_conflict_do_nothing(), rows)


def bearers(
    connection: Connection,
    list_id: ListId,
    names: Iterable[str],
    as_of: AsOf,
) -> dict[str, EntryId]:
    """Who bears each name, primary or alias, on the list as of a moment; no one where several do.

    A full stop at the end makes no difference: texts of remarks end in one of their own.
    """
    wanted = {name: _unstopped(name) for name in names}
    ever = _ever(connection, list_id, wanted.values())
    found: dict[str, set[str]] = {name: set() for name in wanted}
    for entry_id, borne in _borne(connection, list_id, ever, as_of):
        for name, bare in wanted.items():
            if bare in borne:
                found[name].add(entry_id)
    return {name: EntryId(*ids) for name, ids in found.items() if len(ids) == 1}


def _ever(connection: Connection, list_id: ListId, names: Iterable[str]) -> list[str]:
    """The entries that ever bore one of the names."""
    b = t.bearer.c
    which = select(b.entry_id).where(b.list_id == list_id, b.name.in_(sorted(set(names))))
    return sorted(set(connection.execute(which).scalars()))


def _borne(
    connection: Connection, list_id: ListId, entry_ids: list[str], as_of: AsOf
) -> Iterator[tuple[str, set[str]]]:
    """The names that those of the entries bear that are on the list as of the moment."""
    v = t.version.c
    for start in range(0, len(entry_ids), BATCH):
        then = _then(list_id, entry_ids[start : start + BATCH], as_of)
        listed = select(v.entry_id).where(v.part == Part.PRESENCE.value, *then)
        rows = connection.execute(
            select(v.entry_id, v.part, t.content.c.payload)
            .join_from(t.version, t.content, v.content_id == t.content.c.content_id)
            .where(v.part.in_([part.value for part in NAMING]), v.entry_id.in_(listed), *then)
        )
        for entry_id, part, payload in rows:
            yield entry_id, _names(codec.decode(Part(part), payload))


def _then(list_id: ListId, entry_ids: list[str], as_of: AsOf) -> tuple[ColumnElement[bool], ...]:
    """That a version of one of the entries stood as of the moment."""
    v, at = t.version.c, to_micros(as_of.valid)
    return (
        v.list_id == list_id,
        v.entry_id.in_(entry_ids),
        v.valid_from <= at,
        v.valid_to > at,
        known_at(t.version, known_micros(as_of.known)),
    )


def _names_by_content(
    connection: Connection, part: Part, numbers: list[int]
) -> Iterator[tuple[int, set[str]]]:
    c = t.content.c
    for start in range(0, len(numbers), BATCH):
        batch = numbers[start : start + BATCH]
        rows = connection.execute(select(c.content_id, c.payload).where(c.content_id.in_(batch)))
        for number, payload in rows:
            yield number, _names(codec.decode(part, payload))


def _names(content: Profile | Aliases) -> set[str]:
    names = content.names if isinstance(content, Aliases) else (content.name, *content.weak_aliases)
    return {_unstopped(name.text) for name in names}


def _unstopped(name: str) -> str:
    return name.removesuffix(".")

"""How answers of a record compare with what files say, and with another record's answers.

In: an open workspace. Out: differences, counts, and all answers as one comparable value; empty and
equal where all is well. Not here: what the files say (`published`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select

from gazette import Workspace
from gazette.app import changes, lists
from gazette.app.answers import change_type
from gazette.model.changes import Change
from gazette.model.lists import ListId
from gazette.record import queries
from gazette.record import tables as t
from real.published import Row

SDN = ListId("us-ofac-sdn")
CONSOLIDATED = ListId("us-ofac-cons")


def differences(
    workspace: Workspace, moment: datetime, rows: Mapping[str, Row]
) -> Iterator[tuple[str, object, object]]:
    """Every entry of the SDN list that is not listed as its row says: id, row, answer."""
    found = {}
    for one in workspace.entries(SDN, as_of=moment):
        name = "" if one.entry.name is None else one.entry.name
        said = (name, str(one.entry.kind), tuple(sorted(one.entry.programs)))
        found[str(one.entry_id)] = said if one.standing.standing == "listed" else one.standing
    for entry_id in sorted(rows.keys() | found.keys()):
        row, answer = rows.get(entry_id), found.get(entry_id)
        if row != answer:
            yield entry_id, row, answer


class Step(NamedTuple):
    """How many rows a step between two looks adds, removes and alters."""

    added: int
    removed: int
    changed: int


def changes_between(workspace: Workspace, since: datetime, until: datetime) -> tuple[Change, ...]:
    """The changes of the SDN list first seen after one moment and by another."""
    return changes.changes(workspace, [SDN], since=since, until=until).changes


def step(found: tuple[Change, ...], since: datetime) -> Step:
    """The changes since a look, counted as rows: a renumbering is one row more and one less.

    A change of which an older look says that it had not happened is none of this step: files that
    were last read long ago, as those of addresses and aliases are, tell of a longer time.
    """
    tally = Counter(change_type(one) for one in found if one.bounds.after == since)
    renumbered = tally["renumbering"]
    return Step(
        tally["designation"] + renumbered, tally["delisting"] + renumbered, tally["amendment"]
    )


Interval = tuple[int, int, bytes]


class Answers(NamedTuple):
    """Everything a record says of a list at the latest known time.

    Attributes:
        versions: start, end and content of every part of every entry.
        readings: moment, file, verdict and parts of every edition.
    """

    versions: frozenset[tuple[str, str, Interval]]
    readings: frozenset[tuple[datetime, str, str, tuple[str, ...]]]


def answers(workspace: Workspace, list_id: ListId) -> Answers:
    """All answers in a form that does not depend on the order in which files came."""
    with workspace.reading() as connection:
        c = t.content.c
        digests = {n: d for n, d in connection.execute(select(c.content_id, c.digest))}  # noqa: C416  a Row is no tuple to `dict`
        runs = queries.list_runs(connection, list_id)
    return Answers(
        frozenset(
            (str(entry_id), str(part), (run.start, run.end, digests.get(run.content, b"")))
            for entry_id, parts in runs.items()
            for part, of_part in parts.items()
            for run in of_part
        ),
        frozenset(
            (
                one.provenance.moment,
                one.provenance.sha256,
                str(one.verdict),
                tuple(sorted(map(str, one.denies))),
            )
            for one in lists.editions(workspace, list_id)
        ),
    )

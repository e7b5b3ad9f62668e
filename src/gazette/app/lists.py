"""The lists: how much of each the record holds, how fresh it is, what is held back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import Connection

from gazette.app.answers import Held, ListStatus
from gazette.app.workspace import Workspace
from gazette.model.editions import Edition, Verdict
from gazette.model.lists import ListId, Part
from gazette.model.parsed import ParseIssue
from gazette.model.time import to_moment
from gazette.record import queries, readings
from gazette.record.coverage import known_micros
from gazette.sources.catalog import SOURCES, source_of
from gazette.sources.listing import ListSource


def chosen(list_ids: Iterable[str]) -> tuple[ListId, ...]:
    """The lists named, or all if none is.

    Raises:
        UnknownList: one of them is no list.
    """
    named = tuple(source_of(list_id).list_id for list_id in list_ids)
    return named or tuple(SOURCES)


def status(
    workspace: Workspace, list_ids: Iterable[str] = (), known: datetime | None = None
) -> tuple[ListStatus, ...]:
    """How much the record holds of some lists, or of all, and how fresh it is."""
    with workspace.reading() as connection:
        return tuple(
            _status(connection, workspace, source_of(list_id), known)
            for list_id in chosen(list_ids)
        )


def held_back(
    workspace: Workspace, list_ids: Iterable[str] = (), known: datetime | None = None
) -> tuple[Held, ...]:
    """The editions held back, of some lists or of all."""
    with workspace.reading() as connection:
        return tuple(
            held for list_id in chosen(list_ids) for held in held_of(connection, list_id, known)
        )


def editions(
    workspace: Workspace, list_id: str, known: datetime | None = None
) -> tuple[Edition, ...]:
    """Every file read as an edition of the list, in order of valid time."""
    with workspace.reading() as connection:
        at = known_micros(known)
        return readings.editions(connection, source_of(list_id).list_id, known=at)


def issues(workspace: Workspace, reading_id: int) -> tuple[ParseIssue, ...]:
    """What could not be read in one file."""
    with workspace.reading() as connection:
        return readings.issues_of(connection, reading_id)


def sizes(
    workspace: Workspace, list_id: str, known: datetime | None = None
) -> tuple[tuple[datetime, int], ...]:
    """How many entries the list had at every look at the whole of it."""
    with workspace.reading() as connection:
        return tuple(queries.sizes(connection, source_of(list_id).list_id, known))


def held_of(
    connection: Connection, list_id: ListId, known: datetime | None = None
) -> tuple[Held, ...]:
    """The editions of one list that are held back."""
    return tuple(
        Held(
            list_id=list_id,
            moment=edition.provenance.moment,
            reasons=edition.suspicion.reasons,
            designations=edition.suspicion.designations,
            delistings=edition.suspicion.delistings,
            amendments=edition.suspicion.amendments,
            provisional=edition.suspicion.designated,
        )
        for edition in readings.editions(
            connection, list_id, known=known_micros(known), verdict=Verdict.HELD
        )
        if edition.suspicion is not None
    )


def _status(
    connection: Connection, workspace: Workspace, source: ListSource, known: datetime | None
) -> ListStatus:
    at = known_micros(known)
    found = readings.editions(connection, source.list_id, known=at)
    accepted = [one for one in found if one.verdict.is_taken]
    moments = sorted({one.provenance.moment for one in accepted})
    looks = queries.all_looks(connection, source.list_id, known)[Part.PRESENCE]
    whole = queries.sizes(connection, source.list_id, known)
    asked_at = workspace.now() if known is None else known
    confirmed = to_moment(looks.last_confirmed()) if whole else None
    age = None if confirmed is None else asked_at - confirmed
    return ListStatus(
        info=source.info,
        editions=len(moments),
        files=len(accepted),
        first=moments[0] if moments else None,
        last=moments[-1] if moments else None,
        confirmed=confirmed,
        entries=whole[-1][1] if whole else 0,
        age_days=None if age is None else age.days,
        is_stale=age is not None and age > timedelta(days=source.info.fresh_days),
        held=held_of(connection, source.list_id, known),
        issues=readings.count_issues(connection, source.list_id, at),
    )

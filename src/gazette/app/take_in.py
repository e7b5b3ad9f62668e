"""Read pending editions, judge them, and take them into the record, each in one transaction.

In: `Pending` files in order of valid time, whose bytes are archived. Out: an `Outcome` a file. A kill
between two files leaves a record that is right up to the last one taken; the next run goes on there.
An edition that arrives between others can change how the later ones look to the guard: those that no
longer fit are held back, and those held back that now fit are accepted, so that what is accepted
follows from which editions there are and not from the order in which they came.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

import msgspec
from sqlalchemy import Connection

from gazette.app import acts, same_day
from gazette.app.acts import Overrule
from gazette.app.intake import Report
from gazette.app.judging import Intake, with_contradictions
from gazette.app.pending import Pending
from gazette.app.workspace import Workspace
from gazette.ledger import chain
from gazette.model.editions import (
    Edition,
    Judged,
    PartComparison,
    Provenance,
    Suspicion,
    Verdict,
)
from gazette.model.lists import Part
from gazette.model.parsed import ParsedFile
from gazette.record import ingest, readings, snapshots
from gazette.record.ingest import WorkingCopy
from gazette.sources import guard
from gazette.sources.listing import ListSource

BY_A_PERSON = frozenset({Verdict.OVERRULED, Verdict.DISMISSED})
"""Verdicts that the guard does not go back on."""


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one file.

    Attributes:
        provenance: the file and its moment.
        verdict: what became of it; None if the record had it already.
        suspicion: why the guard held it back.
        entries: how many entries it shows.
        steps: how it differs from the edition before it, part by part; empty without one.
        issues: how many places of it could not be read.
    """

    provenance: Provenance
    verdict: Verdict | None
    suspicion: Suspicion | None = None
    entries: int = 0
    steps: tuple[PartComparison, ...] = ()
    issues: int = 0


def take_in(
    workspace: Workspace,
    source: ListSource,
    pending: tuple[Pending, ...],
    report: Report,
    *,
    overrule: Overrule | None = None,
) -> Iterator[Outcome]:
    """Takes the files in, in order of time; with `overrule`, also those the guard holds back.

    The caller holds the record's writer lock.
    """
    intake = Intake(workspace, source)
    for number, one in enumerate(pending, start=1):
        report(f"reading {one.provenance.address}", number, len(pending))
        with workspace.record.writing() as connection:
            outcome = _take_one(intake, connection, one, overrule=overrule)
        yield outcome


def _take_one(
    intake: Intake, connection: Connection, one: Pending, *, overrule: Overrule | None
) -> Outcome:
    provenance = one.provenance
    now = readings.next_moment(connection, intake.workspace.now())
    if one.snapshot is not None:
        snapshots.add(connection, one.snapshot)
    copies = [
        twin
        for twin in readings.twins(connection, provenance)
        if twin.provenance.moment == provenance.moment or same_day.is_copy_by_day(twin)
    ]
    same = [copy for copy in copies if copy.provenance.moment == provenance.moment]
    was_undone = any(_was_undone(connection, edition, provenance) for edition in same)
    if not was_undone and any(
        edition.verdict is not Verdict.HELD or overrule is None for edition in same
    ):
        outcome = Outcome(provenance=provenance, verdict=None)
    else:
        _withdraw(intake, connection, same, now)
        outcome = _read(intake, connection, one, now, _decided(copies, overrule))
    _settle_day(intake, connection, provenance, now)
    return outcome


def _was_undone(connection: Connection, edition: Edition, again: Provenance) -> bool:
    """Whether other files of the moment were seen between the edition and the same bytes again.

    A publisher that states the day alone can take a file back, and put it up again, within that day.
    """
    first, last = edition.provenance.observed_at, again.observed_at
    beside = readings.editions_at(connection, again.list_id, again.moment)
    between = (one.provenance.observed_at for one in beside if one.parts == edition.parts)
    return first is not None and last is not None and any(m and first < m < last for m in between)


def _decided(copies: Iterable[Edition], overrule: Overrule | None) -> Overrule | Judged | None:
    """What a person decides of the file now, or decided of a copy that it replaces."""
    for copy in copies:
        if copy.verdict in BY_A_PERSON:
            return Judged(copy.verdict, copy.suspicion)
    return overrule


def _read(
    intake: Intake,
    connection: Connection,
    one: Pending,
    now: datetime,
    decided: Overrule | Judged | None,
) -> Outcome:
    provenance = one.provenance
    file = intake.parsed(provenance.format, intake.workspace.archive.read(provenance.sha256))
    file = with_contradictions(file, one.contradictions)
    judged, steps = intake.judged(connection, file, one.size, provenance.moment)
    if isinstance(decided, Judged):
        judged = decided
    elif decided is not None and judged.suspicion is not None:
        verdict = Verdict.OVERRULED if file.parts else Verdict.DISMISSED
        judged = Judged(verdict, judged.suspicion)
        chain.append(connection, acts.decided(now, provenance, verdict, decided))
    ingest.take(connection, intake.working, file, provenance, judged, now)
    if judged.verdict.is_taken and Part.PRESENCE in file.complete:
        _rejudge_later(intake, connection, provenance.moment, now)
    return Outcome(
        provenance=provenance,
        verdict=judged.verdict,
        suspicion=judged.suspicion,
        entries=len(file.parts.get(Part.PRESENCE, ())),
        steps=steps,
        issues=len(file.issues),
    )


def _settle_day(
    intake: Intake, connection: Connection, provenance: Provenance, now: datetime
) -> None:
    """Moves readings dated by the day alone to the exact moment of their set, once it is known."""
    coarse, moment = same_day.unsettled(connection, provenance)
    if not coarse or moment is None:
        return
    _withdraw(intake, connection, coarse, now)
    for edition in coarse:
        exact = same_day.at_moment(edition.provenance, moment)
        if any(twin.provenance.moment == moment for twin in readings.twins(connection, exact)):
            continue
        file = intake.reread(connection, edition)
        judged = Judged(edition.verdict, edition.suspicion)
        ingest.take(connection, intake.working, file, exact, judged, now)


def _withdraw(
    intake: Intake, connection: Connection, editions: Collection[Edition], now: datetime
) -> None:
    """Stops believing readings, reading the whole list again where nothing less will do."""
    if not ingest.withdraw(connection, intake.working, editions, now):
        files = _reread(intake, connection)
        ingest.rebuild(connection, intake.source.list_id, files, now)
        intake.working = WorkingCopy(connection, intake.source.list_id)


def _reread(intake: Intake, connection: Connection) -> Iterator[tuple[ParsedFile, Provenance]]:
    for edition in readings.editions(connection, intake.source.list_id):
        if edition.verdict.is_taken:
            yield intake.reread(connection, edition), edition.provenance


def _rejudge_later(intake: Intake, connection: Connection, moment: datetime, now: datetime) -> None:
    """Judges the editions after one that has just been accepted again, as far as it can matter."""
    for edition in readings.editions_after(
        connection, intake.source.list_id, moment, guard.NEIGHBOR_DAYS
    ):
        if edition.verdict in BY_A_PERSON or Part.PRESENCE not in edition.denies:
            continue
        if edition.verdict is Verdict.ACCEPTED and intake.fits(moment, edition):
            return
        judged = _judged_again(intake, connection, edition, now)
        if edition.verdict is judged.verdict is Verdict.ACCEPTED:
            return


def _judged_again(
    intake: Intake, connection: Connection, edition: Edition, now: datetime
) -> Judged:
    file = intake.reread(connection, edition)
    size = intake.workspace.archive.blob(edition.provenance.sha256).size
    judged, _ = intake.judged(connection, file, size, edition.provenance.moment)
    if judged.verdict is not edition.verdict:
        _withdraw(intake, connection, [edition], now)
        ingest.take(connection, intake.working, file, edition.provenance, judged, now)
    return judged

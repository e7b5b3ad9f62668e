"""Read pending editions, judge them, and take them into the record, each in one transaction.

In: `Pending` files in order of valid time, whose bytes are archived. Out: an `Outcome` a file. A kill
between two files leaves a record that is right up to the last one taken; the next run goes on there.
An edition that arrives between others can change how its neighbors look to the guard: those that it
makes implausible are held back, and those held back that it bears out are accepted, so that what is
accepted follows from which editions there are and not from the order in which they came.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

import msgspec
from sqlalchemy import Connection

from gazette.app import acts, same_day
from gazette.app.acts import Overrule
from gazette.app.intake import EMPTY, Report
from gazette.app.pending import Pending
from gazette.app.workspace import Workspace
from gazette.errors import ParseError
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
from gazette.model.parsed import ParsedFile, ParseIssue
from gazette.record import compare, ingest, readings, snapshots
from gazette.record.compare import Place, Side
from gazette.record.ingest import WorkingCopy
from gazette.sources import guard
from gazette.sources.listing import ListSource
from gazette.sources.parsing import Memo

OF_THE_DATE = "date"
"""The position of issues that are of an edition's date, not of a place in its file."""

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


class Intake:
    """One list's working copy, the memos of its parsers, and what was decided on the way."""

    def __init__(self, workspace: Workspace, source: ListSource) -> None:
        self.workspace = workspace
        self.source = source
        self._formats = {format_.name: format_ for format_ in source.formats}
        self._memos: dict[str, Memo] = {}
        with workspace.reading() as connection:
            self.working = WorkingCopy(connection, source.list_id)

    def parsed(self, format_name: str, data: bytes) -> ParsedFile:
        """What the bytes say, read as that format."""
        if format_name == EMPTY:
            return ParsedFile(format=EMPTY, parts={}, complete=frozenset(), elements=0, taken=0)
        memo = self._memos.setdefault(format_name, {})
        try:
            return self._formats[format_name].parse(data, memo=memo)
        except ParseError as err:
            return _unreadable(format_name, err)

    def reread(self, connection: Connection, edition: Edition) -> ParsedFile:
        """What an edition's file says, read again from the archive, and what is said of its date."""
        source = edition.provenance
        file = self.parsed(source.format, self.workspace.archive.read(source.sha256))
        return _with_contradictions(file, contradictions(connection, edition))

    def fits(self, earlier: datetime, edition: Edition) -> bool:
        """Whether an accepted edition follows plausibly on the list as it stood before it."""
        step = compare.step(self.working, Part.PRESENCE, earlier, edition.provenance.moment)
        return not guard.share_reasons(step, None, self.source.limits)

    def judged(
        self, connection: Connection, file: ParsedFile, size: int, moment: datetime
    ) -> tuple[Judged, tuple[PartComparison, ...]]:
        """The guard's verdict on a file as an edition of that moment, and the step it makes."""
        place, limits = Place(moment, guard.NEIGHBOR_DAYS), self.source.limits
        earlier = compare.compared(connection, self.working, file, place, Side.EARLIER)
        steps = () if earlier is None else earlier.parts
        reasons = guard.structural_reasons(file, size, limits)
        if not reasons and guard.share_reasons(earlier, None, limits):
            later = compare.compared(connection, self.working, file, place, Side.LATER)
            reasons = guard.share_reasons(earlier, later, limits)
        if not reasons:
            return Judged(), steps
        suspicion = compare.suspicion(self.working, file, moment, reasons)
        return Judged(Verdict.HELD, suspicion), steps


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
    provenance, now = one.provenance, intake.workspace.now()
    if one.snapshot is not None:
        snapshots.add(connection, one.snapshot)
    twins = readings.twins(connection, provenance)
    same = [edition for edition in twins if edition.provenance.moment == provenance.moment]
    if any(edition.verdict is not Verdict.HELD or overrule is None for edition in same):
        outcome = Outcome(provenance=provenance, verdict=None)
    else:
        _withdraw(intake, connection, same, now)
        outcome = _read(intake, connection, one, now, _decided(twins, overrule))
    _settle_day(intake, connection, provenance, now)
    return outcome


def _decided(twins: Iterable[Edition], overrule: Overrule | None) -> Overrule | Judged | None:
    """What a person decides of the file now, or decided of a copy that it makes exact."""
    for twin in twins:
        source = twin.provenance
        if twin.verdict in BY_A_PERSON and same_day.is_coarse(source.basis, source.precision):
            return Judged(twin.verdict, twin.suspicion)
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
    file = _with_contradictions(file, one.contradictions)
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


def _unreadable(format_name: str, err: ParseError) -> ParsedFile:
    """A file of which nothing could be read, as one lost element: the guard holds it back."""
    issue = ParseIssue(position="file", reason=err.message, excerpt="", loses_row=True)
    return ParsedFile(
        format=format_name, parts={}, complete=frozenset(), elements=1, taken=0, issues=(issue,)
    )


def contradictions(connection: Connection, edition: Edition) -> tuple[str, ...]:
    """What else was said of an edition's date when it was first read."""
    found = readings.issues_of(connection, edition.reading_id)
    return tuple(issue.reason for issue in found if issue.position == OF_THE_DATE)


def _with_contradictions(file: ParsedFile, told: tuple[str, ...]) -> ParsedFile:
    issues = tuple(ParseIssue(position=OF_THE_DATE, reason=text, excerpt="") for text in told)
    return msgspec.structs.replace(file, issues=(*issues, *file.issues)) if issues else file


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

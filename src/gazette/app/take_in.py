"""Read pending editions, judge them, and take them into the record, each in one transaction.

In: `Pending` files in order of valid time, whose bytes are archived. Out: an `Outcome` a file. A kill
between two files leaves a record that is right up to the last one taken; the next run goes on there.
An edition that arrives between others can change how its neighbors look to the guard: those that it
makes implausible are held back, and those held back that it bears out are accepted, so that what is
accepted follows from which editions there are and not from the order in which they came.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import msgspec
from sqlalchemy import Connection

from gazette.app.intake import EMPTY, Pending, Report
from gazette.app.workspace import Workspace
from gazette.errors import ParseError
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
from gazette.model.time import to_micros
from gazette.record import compare, ingest, readings, snapshots
from gazette.record.compare import Place, Side
from gazette.record.ingest import WorkingCopy
from gazette.sources import guard
from gazette.sources.listing import ListSource
from gazette.sources.parsing import Memo


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one file.

    Attributes:
        provenance: the file and its moment.
        verdict: accepted, held back, overruled; None if the record had it already.
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

    def reread(self, edition: Edition) -> ParsedFile:
        """What an edition's file says, read again from the archive."""
        source = edition.provenance
        return self.parsed(source.format, self.workspace.archive.read(source.sha256))

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
        return Judged(Verdict.HELD, compare.suspicion(self.working, file, place, reasons)), steps


def take_in(
    workspace: Workspace,
    source: ListSource,
    pending: tuple[Pending, ...],
    report: Report,
    *,
    overrule: bool = False,
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


def _take_one(intake: Intake, connection: Connection, one: Pending, *, overrule: bool) -> Outcome:
    provenance = one.provenance
    held = readings.twins(connection, provenance)
    if one.snapshot is not None:
        snapshots.add(connection, one.snapshot)
    if any(_stands_for(edition, provenance, overrule=overrule) for edition in held):
        return Outcome(provenance=provenance, verdict=None)
    now = intake.workspace.now()
    for edition in held:
        _supersede(intake, connection, edition, now)
    file = intake.parsed(provenance.format, intake.workspace.archive.read(provenance.sha256))
    file = _with_contradictions(file, one.contradictions)
    judged, steps = intake.judged(connection, file, one.size, provenance.moment)
    if overrule and judged.suspicion is not None and file.parts:
        judged = Judged(Verdict.OVERRULED, judged.suspicion)
    ingest.take(connection, intake.working, file, provenance, judged, now)
    if judged.verdict is not Verdict.HELD and Part.PRESENCE in file.complete:
        _rejudge_later(intake, connection, provenance.moment, now)
    return Outcome(
        provenance=provenance,
        verdict=judged.verdict,
        suspicion=judged.suspicion,
        entries=len(file.parts.get(Part.PRESENCE, ())),
        steps=steps,
        issues=len(file.issues),
    )


def _stands_for(edition: Edition, provenance: Provenance, *, overrule: bool) -> bool:
    """Whether a reading of the same bytes makes another reading of them needless."""
    if edition.verdict is Verdict.HELD and overrule:
        return False
    is_exact = provenance.precision == "moment" and edition.provenance.precision == "day"
    return not is_exact or edition.provenance.moment == provenance.moment


def _unreadable(format_name: str, err: ParseError) -> ParsedFile:
    """A file of which nothing could be read, as one lost element: the guard holds it back."""
    issue = ParseIssue(position="file", reason=err.message, excerpt="", loses_row=True)
    return ParsedFile(
        format=format_name, parts={}, complete=frozenset(), elements=1, taken=0, issues=(issue,)
    )


def _with_contradictions(file: ParsedFile, contradictions: tuple[str, ...]) -> ParsedFile:
    issues = tuple(ParseIssue(position="date", reason=text, excerpt="") for text in contradictions)
    return msgspec.structs.replace(file, issues=(*issues, *file.issues)) if issues else file


def _supersede(intake: Intake, connection: Connection, edition: Edition, now: datetime) -> None:
    """Stops believing a reading that another reading of the same bytes replaces."""
    if edition.verdict is Verdict.HELD:
        readings.close_reading(connection, edition.reading_id, to_micros(now))
    elif not ingest.withdraw(connection, intake.working, edition, now):
        readings.close_reading(connection, edition.reading_id, to_micros(now))
        rebuild(intake, connection, now)


def rebuild(intake: Intake, connection: Connection, now: datetime) -> int:
    """Makes the list's versions follow from its accepted editions alone; gives the rows changed."""
    changed = ingest.rebuild(connection, intake.source.list_id, _reread(intake, connection), now)
    intake.working = WorkingCopy(connection, intake.source.list_id)
    return changed


def _reread(intake: Intake, connection: Connection) -> Iterator[tuple[ParsedFile, Provenance]]:
    for edition in readings.editions(connection, intake.source.list_id):
        if edition.verdict is not Verdict.HELD:
            yield intake.reread(edition), edition.provenance


def _rejudge_later(intake: Intake, connection: Connection, moment: datetime, now: datetime) -> None:
    """Judges the editions after one that has just been accepted again, as far as it can matter."""
    for edition in readings.editions_after(
        connection, intake.source.list_id, moment, guard.NEIGHBOR_DAYS
    ):
        if edition.verdict is Verdict.OVERRULED or Part.PRESENCE not in edition.denies:
            continue
        if edition.verdict is Verdict.ACCEPTED and intake.fits(moment, edition):
            return
        judged = _judged_again(intake, connection, edition, now)
        if edition.verdict is judged.verdict is Verdict.ACCEPTED:
            return


def _judged_again(
    intake: Intake, connection: Connection, edition: Edition, now: datetime
) -> Judged:
    file = intake.reread(edition)
    size = intake.workspace.archive.blob(edition.provenance.sha256).size
    judged, _ = intake.judged(connection, file, size, edition.provenance.moment)
    if judged.verdict is not edition.verdict:
        _supersede(intake, connection, edition, now)
        ingest.take(connection, intake.working, file, edition.provenance, judged, now)
    return judged

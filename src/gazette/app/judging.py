"""Read files in the archive, as often as needed, and have the guard judge them as editions.

In: the bytes of a file and the moment it is an edition of. Out: what it says, and the guard's verdict
beside the list as it stood. Not here: what follows from a verdict (`take_in`, `reparse`).
"""

from __future__ import annotations

from datetime import datetime

import msgspec
from sqlalchemy import Connection

from gazette.app.intake import EMPTY
from gazette.app.workspace import Workspace
from gazette.errors import ParseError
from gazette.model.editions import Edition, Judged, PartComparison, Verdict
from gazette.model.parsed import ParsedFile, ParseIssue
from gazette.record import compare, readings
from gazette.record.compare import Place, Side
from gazette.record.ingest import WorkingCopy
from gazette.sources import guard
from gazette.sources.listing import ListSource
from gazette.sources.parsing import Memo

OF_THE_DATE = "date"
"""The position of issues that are of an edition's date, not of a place in its file."""


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
            return _unreadable(format_name, err.message)
        except ValueError as err:
            # A parser must not raise on damaged content; if one does, it stops this file alone.
            return _unreadable(format_name, f"the parser failed: {err}")

    def reread(self, connection: Connection, edition: Edition) -> ParsedFile:
        """What an edition's file says, read again from the archive, and what is said of its date."""
        source = edition.provenance
        file = self.parsed(source.format, self.workspace.archive.read(source.sha256))
        return with_contradictions(file, contradictions(connection, edition))

    def fits(self, earlier: datetime, edition: Edition) -> bool:
        """Whether an accepted edition follows plausibly on the list as it stood before it."""
        steps = (
            compare.step(self.working, part, earlier, edition.provenance.moment)
            for part in edition.denies
        )
        return not any(guard.share_reasons(step, self.source.limits) for step in steps)

    def _is_borne_out(self, connection: Connection, file: ParsedFile, place: Place) -> bool:
        """Whether the edition agrees with the next one, and a person took that one.

        One that no person looked at would bear out its like whatever is wrong with both.
        """
        later = compare.compared(connection, self.working, file, place, Side.LATER)
        if later is None or guard.share_reasons(later, self.source.limits):
            return False
        moment = max(part.against for part in later.parts)
        found = readings.editions_at(connection, self.source.list_id, moment)
        return any(edition.verdict is Verdict.OVERRULED for edition in found)

    def judged(
        self, connection: Connection, file: ParsedFile, size: int, moment: datetime
    ) -> tuple[Judged, tuple[PartComparison, ...]]:
        """The guard's verdict on a file as an edition of that moment, and the step it makes."""
        place, limits = Place(moment, guard.NEIGHBOR_DAYS), self.source.limits
        earlier = compare.compared(connection, self.working, file, place, Side.EARLIER)
        steps = () if earlier is None else earlier.parts
        reasons = guard.structural_reasons(file, size, limits)
        if not reasons:
            reasons = guard.share_reasons(earlier, limits)
        if reasons and self._is_borne_out(connection, file, place):
            reasons = guard.structural_reasons(file, size, limits)
        if not reasons:
            return Judged(), steps
        suspicion = compare.suspicion(self.working, file, moment, reasons)
        return Judged(Verdict.HELD, suspicion), steps


def _unreadable(format_name: str, reason: str) -> ParsedFile:
    """A file of which nothing could be read, as one lost element: the guard holds it back."""
    issue = ParseIssue(position="file", reason=reason, excerpt="", loses_row=True)
    return ParsedFile(
        format=format_name, parts={}, complete=frozenset(), elements=1, taken=0, issues=(issue,)
    )


def contradictions(connection: Connection, edition: Edition) -> tuple[str, ...]:
    """What else was said of an edition's date when it was first read."""
    found = readings.issues_of(connection, edition.reading_id)
    return tuple(issue.reason for issue in found if issue.position == OF_THE_DATE)


def with_contradictions(file: ParsedFile, told: tuple[str, ...]) -> ParsedFile:
    """The file with what else is said of its edition's date, as issues."""
    issues = tuple(ParseIssue(position=OF_THE_DATE, reason=text, excerpt="") for text in told)
    return msgspec.structs.replace(file, issues=(*issues, *file.issues)) if issues else file

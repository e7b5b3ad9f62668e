"""Read the archive again with the parsers of today, as new system time.

In: a workspace and lists. Out: a `Reparsed` a list. What was known before stays known as of its own
moments; what the parsers now read differently is known from now on. Verdicts stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

import msgspec
from sqlalchemy import Connection

from gazette.app import environment
from gazette.app.intake import Report
from gazette.app.judging import Intake
from gazette.app.lists import chosen
from gazette.app.update import silent
from gazette.app.workspace import Workspace
from gazette.ledger import chain
from gazette.ledger.chain import Act
from gazette.model.editions import Edition, Judged, Provenance
from gazette.model.parsed import ParsedFile
from gazette.model.time import to_micros
from gazette.record import ingest, readings
from gazette.sources.catalog import source_of
from gazette.sources.listing import ListSource


class Reparsed(msgspec.Struct, frozen=True, kw_only=True):
    """What reading a list's files again did.

    Attributes:
        list_id: the list.
        files: how many were read; 0 if all were read by these parsers already.
        changed: how many rows of the record were closed or added for it.
        issues: places that could not be read, now.
    """

    list_id: str
    files: int
    changed: int
    issues: int


def reparse(
    workspace: Workspace,
    list_ids: Iterable[str] = (),
    *,
    force: bool = False,
    report: Report = silent,
) -> Iterator[Reparsed]:
    """Reads every file of the lists again; with `force`, also those these parsers have read.

    Raises:
        UnknownList: one of them is no list.
        RecordBusy: another process is writing.
    """
    sources = [source_of(list_id) for list_id in chosen(list_ids)]
    with workspace.record.only_writer():
        for source in sources:
            yield _reparse(workspace, source, report, force=force)


def _reparse(workspace: Workspace, source: ListSource, report: Report, *, force: bool) -> Reparsed:
    with workspace.record.writing() as connection:
        found = readings.editions(connection, source.list_id)
        if not force and all(one.provenance.parser == source.parser for one in found):
            return Reparsed(list_id=source.list_id, files=0, changed=0, issues=0)
        intake = Intake(workspace, source)
        now = readings.next_moment(connection, workspace.now())
        accepted = _read_again(intake, connection, found, now, report)
        changed = ingest.rebuild(connection, source.list_id, accepted, now)
        done = Reparsed(
            list_id=source.list_id,
            files=len(found),
            changed=changed,
            issues=readings.count_issues(connection, source.list_id),
        )
        facts: dict[str, str | int | None] = {
            "list": done.list_id,
            "files": done.files,
            "changed": done.changed,
        }
        act = Act(at=now, actor=environment.actor(), action="reparse", facts=facts)
        chain.append(connection, act)
    return done


def _read_again(
    intake: Intake,
    connection: Connection,
    found: tuple[Edition, ...],
    now: datetime,
    report: Report,
) -> Iterator[tuple[ParsedFile, Provenance]]:
    """Every edition read again; its reading is replaced, and those accepted are given on."""
    at = to_micros(now)
    for number, edition in enumerate(found, start=1):
        report(f"reading {edition.provenance.address}", number, len(found))
        file = intake.reread(connection, edition)
        again = msgspec.structs.replace(edition.provenance, parser=intake.source.parser)
        readings.close_reading(connection, edition.reading_id, at)
        judged = Judged(edition.verdict, edition.suspicion)
        readings.add_reading(connection, file, again, judged, at)
        if edition.verdict.is_taken:
            yield file, again

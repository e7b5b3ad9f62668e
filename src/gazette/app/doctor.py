"""Examine a record: its integrity, freshness, what could not be read, and the space it takes.

In: a workspace. Out: `Finding`s, each fine, worth a look, or a fault. Nothing is changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import msgspec
from sqlalchemy import text

from gazette.app.answers import ListStatus
from gazette.app.entries import entries
from gazette.app.intake import Report
from gazette.app.lists import editions, issues, status
from gazette.app.update import silent
from gazette.app.workspace import Workspace
from gazette.errors import RecordError
from gazette.ledger import chain
from gazette.model.time import AsOf, iso
from gazette.record import readings

MOST_TOLD = 500
"""Details of one finding."""


class Grade(StrEnum):
    """How bad a finding is."""

    FINE = "fine"
    LOOK = "look"
    FAULT = "fault"


class Finding(msgspec.Struct, frozen=True):
    """One thing examined.

    Attributes:
        topic: what was examined: `database`, `archive`, `ledger`, `freshness`, `held`, `issues`,
            `remarks`, `disk`.
        grade: how it is.
        summary: one sentence.
        details: a line each, at most `MOST_TOLD`.
        hint: what to do next; None where nothing needs doing.
    """

    topic: str
    grade: Grade
    summary: str
    details: tuple[str, ...] = ()
    hint: str | None = None


def examine(workspace: Workspace, report: Report = silent) -> Iterator[Finding]:
    """Everything examined, one finding after the other."""
    database = _database(workspace)
    yield database
    if database.grade is not Grade.FAULT:  # of a damaged one nothing that it says can be relied on
        yield from _contents(workspace, report)
    yield _disk(workspace.folder)


def _contents(workspace: Workspace, report: Report) -> Iterator[Finding]:
    yield _ledger(workspace)
    yield _archive(workspace, report)
    for one in status(workspace):
        yield _freshness(one)
        yield from _held(one)
        yield _issues(workspace, one)
        yield _remarks(workspace, one)


def _database(workspace: Workspace) -> Finding:
    try:
        with workspace.reading() as connection:
            told = [row[0] for row in connection.execute(text("PRAGMA integrity_check"))]
    except RecordError as err:
        told = [err.message]
    if told == ["ok"]:
        return Finding("database", Grade.FINE, "the database is whole")
    return Finding(
        "database",
        Grade.FAULT,
        f"the database is damaged in {len(told)} places",
        tuple(told[:MOST_TOLD]),
        "move `record.sqlite` away and take the files in again: the archive holds them",
    )


def _ledger(workspace: Workspace) -> Finding:
    with workspace.reading() as connection:
        broken = chain.first_broken(connection)
        if broken is None:
            count = len(chain.acts(connection))
            return Finding("ledger", Grade.FINE, f"the ledger's {count} acts are sealed")
    return Finding(
        "ledger", Grade.FAULT, f"the ledger was altered at act {broken}", hint="find out by whom"
    )


def _archive(workspace: Workspace, report: Report) -> Finding:
    problems: list[str] = []
    whole: set[str] = set()
    for number, checked in enumerate(workspace.archive.verify(), start=1):
        report("checking the archive", number, None)
        if checked.problem is None:
            whole.add(checked.sha256)
        else:
            problems.append(checked.problem)
    with workspace.reading() as connection:
        read = {one.provenance.sha256 for one in readings.editions(connection)}
    problems.extend(f"not in the archive: {name}" for name in sorted(read - whole))
    if not problems:
        return Finding("archive", Grade.FINE, f"all {len(whole)} files match their hashes")
    return Finding(
        "archive",
        Grade.FAULT,
        f"files that are missing or damaged: {len(problems)}",
        tuple(problems[:MOST_TOLD]),
        "take the same files in again: `gazette update LIST --from …` replaces damaged ones",
    )


def _freshness(one: ListStatus) -> Finding:
    name = one.info.list_id
    if one.confirmed is None:
        return Finding(
            "freshness",
            Grade.LOOK,
            f"`{name}`: no edition is held",
            hint=f"`gazette update {name}` fetches it",
        )
    told = f"`{name}`: last seen {iso(one.confirmed)}, {one.age_days} days ago"
    if one.is_stale:
        return Finding("freshness", Grade.LOOK, told, hint=f"`gazette update {name}` fetches it")
    return Finding("freshness", Grade.FINE, told)


def _held(one: ListStatus) -> Iterator[Finding]:
    if one.held:
        yield Finding(
            "held",
            Grade.LOOK,
            f"`{one.info.list_id}`: editions held back: {len(one.held)}",
            tuple(f"{iso(held.moment)}: {'; '.join(held.reasons)}" for held in one.held),
            f"look, then `gazette update {one.info.list_id} --accept-suspicious --reason …`",
        )


def _issues(workspace: Workspace, one: ListStatus) -> Finding:
    name = one.info.list_id
    if not one.issues:
        return Finding("issues", Grade.FINE, f"`{name}`: every row of every file was read")
    told = [
        f"{edition.provenance.address}, {found.position}: {found.reason}"
        + (f": {found.excerpt}" if found.excerpt else "")
        for edition in editions(workspace, name)
        for found in issues(workspace, edition.reading_id)
    ]
    return Finding(
        "issues",
        Grade.LOOK,
        f"`{name}`: places that could not be read: {len(told)}",
        tuple(told[:MOST_TOLD]),
    )


def _remarks(workspace: Workspace, one: ListStatus) -> Finding:
    name = one.info.list_id
    if one.last is None:
        return Finding("remarks", Grade.FINE, f"`{name}`: nothing read yet")
    kept: Counter[str] = Counter()
    for found in entries(workspace, name, AsOf(one.last)):
        kept.update(() if found.entry.profile is None else found.entry.profile.remarks)
    told = f"`{name}`: remarks kept as text in the last edition: {kept.total()}"
    lines = tuple(f"{count} x {clause}" for clause, count in kept.most_common(MOST_TOLD))
    return Finding("remarks", Grade.FINE, told, lines)


def _disk(folder: Path) -> Finding:
    sizes = {
        name: _size(folder / name) for name in ("record.sqlite", "archive", "downloads", "index")
    }
    parts = ", ".join(f"{name} {size / 1e6:.1f} MB" for name, size in sizes.items() if size)
    return Finding("disk", Grade.FINE, f"{sum(sizes.values()) / 1e6:.1f} MB: {parts}")


def _size(place: Path) -> int:
    if place.is_file():
        return place.stat().st_size
    return sum(file.stat().st_size for file in place.rglob("*") if file.is_file())

"""Plan what to take in: keep the bytes of files, tell what they are, and date them.

In: input files, from a publisher or a copy. Out: `Pending` editions in order of valid time, their
bytes in the archive already, so that nothing given is lost whatever happens next; and a `Refused`
for each file that is not one of the list's. Not here: reading and judging them (`take_in`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from hashlib import sha256

import msgspec

from gazette.app import same_day
from gazette.app.pending import Pending, Plan, Refused
from gazette.app.workspace import Workspace
from gazette.errors import ArchiveError, GazetteError, RefusedInput
from gazette.model.editions import Provenance
from gazette.record import snapshots
from gazette.record.snapshots import Snapshot
from gazette.sources.containers import InputFile
from gazette.sources.dating import Dating, date_edition
from gazette.sources.listing import ListSource
from gazette.sources.parsing import Format

HEAD = 65_536
"""Bytes from which a format is recognized and its stated day is read."""

EMPTY = "empty"
"""The format of a file without a byte."""


Report = Callable[[str, int, int | None], None]
"""Told what is being done, how far it is, and of how much (None where that is not known)."""


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of all files of one intake.

    Attributes:
        retrieved_at: when they were taken.
        published: the day or moment the operator says; None if not said.
        address: where the publisher offers them; None for copies. What nothing else dates is dated
            by the retrieval only if it comes from the publisher itself.
        etag: the publisher's validator.
        last_modified: likewise.
    """

    retrieved_at: datetime
    published: date | None = None
    address: str | None = None
    etag: str | None = None
    last_modified: str | None = None


def plan(
    workspace: Workspace,
    source: ListSource,
    files: Iterable[InputFile],
    given: Given,
    report: Report,
) -> Plan:
    """Keeps every file's bytes and dates the list's editions among them."""
    keeper = _Keeper(workspace, source)
    pending: list[Pending] = []
    refused: list[Refused] = []
    for number, file in enumerate(_until_damage(files, refused), start=1):
        report(f"keeping {file.path_inside}", number, None)
        try:
            found = _pending(keeper, source, file, given)
        except GazetteError as err:
            refused.append(Refused(file.path_inside, err.message, is_fault=True))
            continue
        if isinstance(found, Refused):
            refused.append(found)
        else:
            pending.append(found)
    with workspace.reading() as connection:
        placed = same_day.placed(connection, pending)
    return Plan(tuple(sorted(placed, key=_in_time)), tuple(refused))


def _until_damage(files: Iterable[InputFile], refused: list[Refused]) -> Iterable[InputFile]:
    """The files up to where their container is damaged; the damage is told, what came stands."""
    try:
        yield from files
    except RefusedInput as err:
        refused.append(Refused("", err.message, is_fault=True))


class _Keeper:
    """Puts bytes into the archive, each file as a patch against the last of the same name."""

    def __init__(self, workspace: Workspace, source: ListSource) -> None:
        self._archive = workspace.archive
        self._last: dict[str, str | None] = {}
        self._workspace = workspace
        self._list_id = source.list_id

    def keep(self, name: str, data: bytes) -> str:
        if name not in self._last:
            with self._workspace.reading() as connection:
                self._last[name] = snapshots.last_of_name(connection, self._list_id, name)
        kept = self._last[name] = self._added(data, self._last[name])
        return kept

    def _added(self, data: bytes, base: str | None) -> str:
        try:
            return self._archive.add(data, base=base).sha256
        except ArchiveError:  # of the base, which is `doctor`'s to tell: what is given is whole
            return self._archive.add(data).sha256


def _pending(
    keeper: _Keeper, source: ListSource, file: InputFile, given: Given
) -> Pending | Refused:
    if not _may_be_of(source, file.name):
        return Refused(file.path_inside, f"not a file of `{source.list_id}`", is_fault=False)
    data = file.read()
    if file.stated_sha256 not in {None, sha256(data).hexdigest()}:
        raise RefusedInput(f"its hash is not what the manifest says: {file.path_inside}")
    format_ = recognized(source, data, file.name)
    if format_ is None and data:
        is_fault = _is_page(data) or _is_offered(source, file.name)
        return Refused(file.path_inside, _unrecognized(data), is_fault=is_fault)
    stated = None if format_ is None else format_.states(data[:HEAD])
    dating = date_edition(
        stated_on=stated,
        published=given.published,
        manifest=file.observed_at,
        path=file.path if given.address is None else "",
        retrieved_at=None if given.address is None else given.retrieved_at,
    )
    if dating is None:
        raise RefusedInput(
            f"nothing says of which day this file is: {file.path_inside}; give --published"
        )
    kept = keeper.keep(file.name, data)
    return Pending(
        provenance=_provenance(source, file, format_, dating, kept, given),
        snapshot=_snapshot(source, file, kept, len(data), given, dating),
        size=len(data),
        contradictions=dating.contradictions,
    )


def recognized(source: ListSource, data: bytes, name: str) -> Format | None:
    """The format the bytes are in; None if the list was never published so."""
    head = data[:HEAD]
    return next((f for f in source.formats if f.recognizes(head, name)), None)


def _may_be_of(source: ListSource, name: str) -> bool:
    """Whether a file of that name can be the list's: only names of another list's files cannot."""
    words = frozenset(re.split(r"[^a-z]+", name))
    return not words & source.foreign_words or bool(words & source.own_words)


def _is_offered(source: ListSource, name: str) -> bool:
    """Whether the publisher calls a file of the list so: one cut to nothing is known by its name."""
    return any(name == remote.name.lower() for offer in source.offers for remote in offer.files)


def _unrecognized(data: bytes) -> str:
    return "a web page, not a list" if _is_page(data) else "in none of the formats that are read"


def _is_page(data: bytes) -> bool:
    return data[:512].lstrip().lower().startswith((b"<!doctype html", b"<html"))


def _provenance(
    source: ListSource,
    file: InputFile,
    format_: Format | None,
    dating: Dating,
    kept: str,
    given: Given,
) -> Provenance:
    return Provenance(
        list_id=source.list_id,
        sha256=kept,
        address=given.address or file.path_inside,
        format=EMPTY if format_ is None else format_.name,
        parser=source.parser,
        moment=dating.moment,
        basis=dating.basis,
        precision=dating.precision,
        observed_at=dating.observed_at,
        rank=0 if format_ is None else format_.rank,
        retrieved_at=given.retrieved_at,
    )


def _snapshot(
    source: ListSource, file: InputFile, kept: str, size: int, given: Given, dating: Dating
) -> Snapshot:
    return Snapshot(
        list_id=source.list_id,
        sha256=kept,
        name=file.name,
        size=size,
        address=given.address or file.path_inside,
        is_live=given.address is not None,
        retrieved_at=given.retrieved_at,
        etag=given.etag,
        last_modified=given.last_modified,
        day=dating.moment if same_day.is_coarse(dating.basis, dating.precision) else None,
    )


def _in_time(one: Pending) -> tuple[datetime, int, str]:
    source = one.provenance
    return source.moment, source.rank, source.sha256

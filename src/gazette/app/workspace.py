"""An open record with what the use cases need beside it, and those use cases as its methods.

The methods are the Python API. Each imports its use case when it is called, so that opening a record
to read one entry loads neither parsers nor the network.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from sqlalchemy import Connection

from gazette.app import environment
from gazette.errors import InputError
from gazette.model.standing import EntryAsOf
from gazette.model.time import AsOf, When, moment_of
from gazette.record import store
from gazette.record.compose import Rules
from gazette.record.queries import ContentCache
from gazette.record.store import Record
from gazette.sources.archive import Archive
from gazette.sources.listing import ListSource

if TYPE_CHECKING:
    from gazette.app.answers import ChangesAnswer, EntryAnswer, History, ListStatus
    from gazette.app.update import Updated


class Workspace:
    """An open record: `gazette.open()` makes one, and every use case takes it first.

    Attributes:
        record: the versioned store.
        archive: the published bytes.
        cache: contents decoded so far; they never change.
        now: the clock.
    """

    def __init__(self, record: Record, now: Callable[[], datetime] = environment.now) -> None:
        self.record = record
        self.archive = Archive(record.archive_folder)
        self.cache = ContentCache()
        self.now = now

    @property
    def folder(self) -> Path:
        """Where the record is."""
        return self.record.folder

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent view of the record."""
        with self.record.reading() as connection:
            yield connection

    def update(
        self,
        *list_ids: str,
        inputs: Iterable[Path | str] = (),
        published: date | None = None,
        accept_suspicious: str | None = None,
    ) -> tuple[Updated, ...]:
        """Brings lists up to date from their publishers, or takes in copies of one list.

        Args:
            *list_ids: the lists, all if none is named; exactly one if `inputs` are given.
            inputs: files, folders and archives to take in instead of fetching.
            published: the day the inputs are of, where nothing in them says.
            accept_suspicious: a reason to take editions that the guard would hold back; None to
                leave them held.

        Returns:
            What became of every file, one value a list.

        Raises:
            UnknownList: one of them is no list.
            InputError: there is nothing at one of the inputs, or they are of more than one list.
            RecordBusy: another process is writing to the record.

        Example:
            >>> workspace.update("us-ofac-sdn", inputs=["sdn.csv"], published=date(2023, 7, 24))
        """
        from gazette.app import acts, update  # noqa: PLC0415  loads the network library

        overrule = None if accept_suspicious is None else acts.Overrule(accept_suspicious)
        paths = [Path(one) for one in inputs]
        if not paths:
            return tuple(update.update(self, list_ids, overrule=overrule))
        if len(list_ids) != 1:
            raise InputError("inputs are of exactly one list", hint="name that list")
        return (
            update.update_from(self, list_ids[0], paths, published=published, overrule=overrule),
        )

    def lists(self, *list_ids: str, known: When | None = None) -> tuple[ListStatus, ...]:
        """How much of some lists, or of all, the record holds, and how fresh it is.

        Args:
            *list_ids: the lists; all if none is named.
            known: as known at this moment; by default now.

        Raises:
            UnknownList: one of them is no list.

        Example:
            >>> [(one.info.list_id, one.editions) for one in workspace.lists()]
        """
        from gazette.app import lists  # noqa: PLC0415  loads the parsers

        return lists.status(self, list_ids, _moment(known))

    def entry(
        self,
        list_id: str,
        entry_id: str,
        *,
        as_of: When | None = None,
        known: When | None = None,
    ) -> EntryAnswer:
        """One entry as a list had it at a moment.

        Args:
            list_id: the list.
            entry_id: the publisher's id on it.
            as_of: the day (its end in UTC) or moment asked about; by default now.
            known: as known at this moment; by default now.

        Raises:
            UnknownList: no such list.
            UnknownEntry: the record never saw such an entry on it.

        Example:
            >>> workspace.entry("us-ofac-sdn", "42618", as_of="2023-08-01").found.entry.name
            'CAMARA, Sadio'
        """
        from gazette.app import entries  # noqa: PLC0415  loads the parsers

        return entries.entry(self, list_id, entry_id, self.as_of(as_of, known))

    def entries(
        self, list_id: str, *, as_of: When | None = None, known: When | None = None
    ) -> Iterator[EntryAsOf]:
        """Every entry that was on a list, or may have been, at a moment, in order of id.

        Args:
            list_id: the list.
            as_of: the day (its end in UTC) or moment asked about; by default now.
            known: as known at this moment; by default now.

        Raises:
            UnknownList: no such list.

        Example:
            >>> sum(1 for _ in workspace.entries("us-ofac-sdn", as_of="2023-07-24"))
        """
        from gazette.app import entries  # noqa: PLC0415  loads the parsers

        return entries.entries(self, list_id, self.as_of(as_of, known))

    def history(self, list_id: str, entry_id: str, *, known: When | None = None) -> History:
        """All that happened to an entry: designations, amendments, delistings, with their bounds.

        Args:
            list_id: the list.
            entry_id: the publisher's id on it.
            known: as known at this moment; by default now.

        Raises:
            UnknownList: no such list.
            UnknownEntry: the record never saw such an entry on it.

        Example:
            >>> [change.bounds.by for change in workspace.history("us-ofac-sdn", "42618").changes]
        """
        from gazette.app import entries  # noqa: PLC0415  loads the parsers

        return entries.history(self, list_id, entry_id, _moment(known))

    def changes(
        self,
        *list_ids: str,
        since: When,
        until: When | None = None,
        known: When | None = None,
        is_net: bool = False,
    ) -> ChangesAnswer:
        """What changed on some lists, or on all: every change first seen in `(since, until]`.

        Args:
            *list_ids: the lists; all if none is named.
            since: exclusive; a day means its end in UTC.
            until: inclusive; by default now.
            known: as known at this moment; by default now.
            is_net: compare only the two ends; what came and went between them is left out.

        Raises:
            UnknownList: one of them is no list.

        Example:
            >>> workspace.changes("us-ofac-sdn", since="2023-07-20", until="2023-07-24").changes
        """
        from gazette.app import changes  # noqa: PLC0415  loads the parsers

        return changes.changes(
            self,
            list_ids,
            since=moment_of(since),
            until=self.now() if until is None else moment_of(until),
            known=_moment(known),
            is_net=is_net,
        )

    def as_of(self, valid: When | None = None, known: When | None = None) -> AsOf:
        """The pair of both times a question is asked for; by default now, or when it was known."""
        knew = _moment(known)
        return AsOf((knew or self.now()) if valid is None else moment_of(valid), knew)

    def close(self) -> None:
        """Closes the record's connections."""
        self.record.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def open_workspace(
    folder: Path | str | None = None,
    *,
    create: bool = False,
    now: Callable[[], datetime] = environment.now,
) -> Workspace:
    """The workspace on a record.

    Args:
        folder: the record's folder; by default as `environment.record_folder` finds it.
        create: whether to make the record where there is none.
        now: the clock.

    Raises:
        RecordError: there is no record, or it cannot be used.
    """
    place = environment.record_folder(None if folder is None else Path(folder))
    if create and not store.exists(place):
        return Workspace(store.create_record(place), now)
    return Workspace(store.open_record(place), now)


def _moment(when: When | None) -> datetime | None:
    return None if when is None else moment_of(when)


def rules_of(source: ListSource) -> Rules:
    """What composing entries takes from a list's source."""
    return Rules(source.list_id, source.info.hold_days, source.join)

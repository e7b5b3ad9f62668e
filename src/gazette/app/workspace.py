"""An open record with what the use cases need beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection

from gazette.app import environment
from gazette.record import store
from gazette.record.compose import Rules
from gazette.record.queries import ContentCache
from gazette.record.store import Record
from gazette.sources.archive import Archive
from gazette.sources.listing import ListSource


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
    folder: Path | None = None,
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
    place = environment.record_folder(folder)
    if create and not store.exists(place):
        return Workspace(store.create_record(place), now)
    return Workspace(store.open_record(place), now)


def rules_of(source: ListSource) -> Rules:
    """What composing entries takes from a list's source."""
    return Rules(source.list_id, source.info.hold_days, source.join)

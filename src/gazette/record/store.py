"""Where a record is, how it is opened, and how its transactions behave.

A record is a folder: `record.sqlite`, `archive/` and, later, `index/`. In: a folder. Out: `Record`,
which gives connections for reading and transactions for writing. SQLite runs in write-ahead mode,
so readers go on while one writer works; a write begins at once (`BEGIN IMMEDIATE`) and is durable
when it ends. Not here: what is in the tables.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DatabaseError

from gazette.errors import RecordBusy, RecordError
from gazette.record.tables import SCHEMA_VERSION

DATABASE = "record.sqlite"
BUSY_TIMEOUT_MS = 60_000
WRITER_WAIT_SECONDS = 2.0


class Record:
    """An open record. Cheap to make; safe to use from several threads and processes."""

    def __init__(self, folder: Path, engine: Engine) -> None:
        self.folder = folder
        self._engine = engine

    @property
    def archive_folder(self) -> Path:
        """Where published bytes are kept."""
        return self.folder / "archive"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent view of the record, unmoved by writers."""
        with _as_record_error(self.folder), self._engine.connect() as connection:
            connection.exec_driver_sql("BEGIN")
            try:
                yield connection
            finally:
                connection.exec_driver_sql("ROLLBACK")

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One write: all of it is in the record when the block ends, or none of it."""
        with _as_record_error(self.folder), self._engine.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.exec_driver_sql("ROLLBACK")
                raise
            connection.exec_driver_sql("COMMIT")

    @contextmanager
    def only_writer(self, wait_seconds: float = WRITER_WAIT_SECONDS) -> Iterator[None]:
        """Holds the record's writer lock, for work that spans several writes.

        Raises:
            RecordBusy: another process holds it for longer than that.
        """
        lock = FileLock(self.folder / "writer.lock")
        try:
            lock.acquire(timeout=wait_seconds)
        except Timeout as err:
            raise RecordBusy(
                f"another process is writing to the record: {self.folder}",
                hint="wait until it is done; reading works meanwhile",
            ) from err
        try:
            yield
        finally:
            lock.release()

    def close(self) -> None:
        """Closes the connections that are kept for reuse."""
        self._engine.dispose()


def exists(folder: Path) -> bool:
    """Whether the folder holds a record."""
    return (folder / DATABASE).is_file()


def open_record(folder: Path) -> Record:
    """The record in the folder.

    Raises:
        RecordError: there is none, it is of another version, or it is damaged.
    """
    if not exists(folder):
        raise RecordError(
            f"no record here: {folder}",
            hint="make one with `gazette update`, or try `gazette demo`",
        )
    engine = _engine(folder)
    try:
        found = _usable_version(engine, folder)
    except RecordError:
        engine.dispose()
        raise
    if found is None or found < SCHEMA_VERSION:
        engine.dispose()
        return create_record(folder)
    return Record(folder, engine)


def _usable_version(engine: Engine, folder: Path) -> str | None:
    with _as_record_error(folder):
        found = _schema_version(engine)
    if found is not None and found > SCHEMA_VERSION:
        raise RecordError(
            f"the record was written by a newer Gazette (its version: {found}): {folder}",
            hint=f"install a newer Gazette; this one reads version {SCHEMA_VERSION}",
        )
    return found


def create_record(folder: Path) -> Record:
    """The record in the folder, made or brought to this version's tables first."""
    from gazette.record.migrations import upgrade  # noqa: PLC0415  Alembic costs 0.4 s to import

    folder.mkdir(parents=True, exist_ok=True)
    engine = _engine(folder)
    record = Record(folder, engine)
    with record.only_writer(), _as_record_error(folder):
        if _schema_version(engine) != SCHEMA_VERSION:
            upgrade(engine)
    return record


def _engine(folder: Path) -> Engine:
    engine = create_engine(f"sqlite:///{folder / DATABASE}")
    event.listen(engine, "connect", _configure)
    return engine


def _configure(connection: Any, _record: object) -> None:
    """Transactions are begun by hand, in write-ahead mode, and durable."""
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout = {BUSY_TIMEOUT_MS}",
        "journal_mode = WAL",
        "synchronous = FULL",
        "cache_size = -65536",
        "temp_store = MEMORY",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _schema_version(engine: Engine) -> str | None:
    with engine.connect() as connection:
        found = connection.execute(
            text("SELECT name FROM sqlite_master WHERE name = 'alembic_version'")
        ).first()
        if found is None:
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


@contextmanager
def _as_record_error(folder: Path) -> Iterator[None]:
    try:
        yield
    except DatabaseError as err:
        raise RecordError(
            f"the record's database cannot be used ({err.orig}): {folder / DATABASE}",
            hint="run `gazette doctor`; the published bytes are in the archive beside it",
        ) from err

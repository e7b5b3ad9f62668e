"""The tables of the record, one meaning a row.

Moments are whole microseconds since 1970 in UTC. `valid_from`/`valid_to` say when a list said
something, `recorded_from`/`recorded_to` when the record knew it; both half-open, with
`gazette.model.time.OPEN_END` for an end that has not come. Rows are added or their open
`recorded_to` is closed; nothing else is ever written to a row that stands, and none is deleted.
Changing a table needs a migration (`migrations/versions`).
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

SCHEMA_VERSION = "0001"
"""The migration that makes the tables below; compared with plain SQL when a record is opened."""

snapshot = Table(
    "snapshot",
    metadata,
    Column("snapshot_id", Integer, primary_key=True),
    Column("list_id", String, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("name", String, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("address", Text, nullable=False),
    Column("is_live", Integer, nullable=False),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("day", BigInteger),
    Column("retrieved_at", BigInteger, nullable=False),
    Index("snapshot_by_list", "list_id", "sha256"),
    comment="One retrieval of a file: from the publisher (`is_live`) or a copy, and when.",
)

reading = Table(
    "reading",
    metadata,
    Column("reading_id", Integer, primary_key=True),
    Column("list_id", String, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("format", String, nullable=False),
    Column("parser", String, nullable=False),
    Column("moment", BigInteger, nullable=False),
    Column("basis", String, nullable=False),
    Column("precision", String, nullable=False),
    Column("observed_at", BigInteger, nullable=False),
    Column("rank", Integer, nullable=False),
    Column("verdict", String, nullable=False),
    Column("suspicion", LargeBinary),
    Column("elements", Integer, nullable=False),
    Column("taken", Integer, nullable=False),
    Column("structural", Integer, nullable=False),
    Column("entries", Integer, nullable=False),
    Column("recorded_from", BigInteger, nullable=False),
    Column("recorded_to", BigInteger, nullable=False),
    Index("reading_by_list", "list_id", "moment"),
    comment="One file read as an edition of a list at a moment, accepted or held back.",
)

coverage = Table(
    "coverage",
    metadata,
    Column("reading_id", Integer, primary_key=True),
    Column("part", String, primary_key=True),
    Column("denies", Integer, nullable=False),
    Column("ids", LargeBinary),
    comment=(
        "What a reading says of a part: all of it (`denies`, but for the ids it could not read), "
        "or only of the ids it shows."
    ),
)

issue = Table(
    "issue",
    metadata,
    Column("reading_id", Integer, nullable=False),
    Column("position", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("excerpt", Text, nullable=False),
    Column("entry_id", String),
    Column("loses_row", Integer, nullable=False),
    Index("issue_by_reading", "reading_id"),
    comment="What could not be read, and where it stands in the file.",
)

content = Table(
    "content",
    metadata,
    Column("content_id", Integer, primary_key=True),
    Column("digest", LargeBinary(16), nullable=False),
    Column("payload", LargeBinary, nullable=False),
    UniqueConstraint("digest"),
    comment="What a part says, encoded once however often it is said.",
)

version = Table(
    "version",
    metadata,
    Column("version_id", Integer, primary_key=True),
    Column("list_id", String, nullable=False),
    Column("part", String, nullable=False),
    Column("entry_id", String, nullable=False),
    Column("content_id", Integer, nullable=False),
    Column("valid_from", BigInteger, nullable=False),
    Column("valid_to", BigInteger, nullable=False),
    Column("recorded_from", BigInteger, nullable=False),
    Column("recorded_to", BigInteger, nullable=False),
    Index("version_by_entry", "list_id", "entry_id"),
    comment="That an entry's part had a content over [valid_from, valid_to), as known over [recorded_…).",
)

bearer = Table(
    "bearer",
    metadata,
    Column("list_id", String, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("entry_id", String, primary_key=True),
    sqlite_with_rowid=False,
    comment="That an entry bore a name, primary or alias, in some version the record ever held.",
)

"""The record: retrievals, readings, contents, versions, ledger."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Makes the first tables."""
    _retrievals()
    _readings()
    _versions()
    _acts()


def _retrievals() -> None:
    op.create_table(
        "snapshot",
        sa.Column("snapshot_id", sa.Integer, primary_key=True),
        sa.Column("list_id", sa.String, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("is_live", sa.Integer, nullable=False),
        sa.Column("etag", sa.Text),
        sa.Column("last_modified", sa.Text),
        sa.Column("day", sa.BigInteger),
        sa.Column("retrieved_at", sa.BigInteger, nullable=False),
    )
    op.create_index("snapshot_by_list", "snapshot", ["list_id", "sha256"])


def _readings() -> None:
    op.create_table(
        "reading",
        sa.Column("reading_id", sa.Integer, primary_key=True),
        sa.Column("list_id", sa.String, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("format", sa.String, nullable=False),
        sa.Column("parser", sa.String, nullable=False),
        sa.Column("moment", sa.BigInteger, nullable=False),
        sa.Column("basis", sa.String, nullable=False),
        sa.Column("precision", sa.String, nullable=False),
        sa.Column("observed_at", sa.BigInteger, nullable=False),
        sa.Column("rank", sa.Integer, nullable=False),
        sa.Column("verdict", sa.String, nullable=False),
        sa.Column("suspicion", sa.LargeBinary),
        sa.Column("elements", sa.Integer, nullable=False),
        sa.Column("taken", sa.Integer, nullable=False),
        sa.Column("structural", sa.Integer, nullable=False),
        sa.Column("entries", sa.Integer, nullable=False),
        sa.Column("recorded_from", sa.BigInteger, nullable=False),
        sa.Column("recorded_to", sa.BigInteger, nullable=False),
    )
    op.create_index("reading_by_list", "reading", ["list_id", "moment"])
    op.create_table(
        "coverage",
        sa.Column("reading_id", sa.Integer, primary_key=True),
        sa.Column("part", sa.String, primary_key=True),
        sa.Column("denies", sa.Integer, nullable=False),
        sa.Column("ids", sa.LargeBinary),
    )
    op.create_table(
        "issue",
        sa.Column("reading_id", sa.Integer, nullable=False),
        sa.Column("position", sa.String, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("excerpt", sa.Text, nullable=False),
        sa.Column("entry_id", sa.String),
        sa.Column("loses_row", sa.Integer, nullable=False),
    )
    op.create_index("issue_by_reading", "issue", ["reading_id"])


def _versions() -> None:
    op.create_table(
        "content",
        sa.Column("content_id", sa.Integer, primary_key=True),
        sa.Column("digest", sa.LargeBinary(16), nullable=False),
        sa.Column("payload", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("digest"),
    )
    op.create_table(
        "version",
        sa.Column("version_id", sa.Integer, primary_key=True),
        sa.Column("list_id", sa.String, nullable=False),
        sa.Column("part", sa.String, nullable=False),
        sa.Column("entry_id", sa.String, nullable=False),
        sa.Column("content_id", sa.Integer, nullable=False),
        sa.Column("valid_from", sa.BigInteger, nullable=False),
        sa.Column("valid_to", sa.BigInteger, nullable=False),
        sa.Column("recorded_from", sa.BigInteger, nullable=False),
        sa.Column("recorded_to", sa.BigInteger, nullable=False),
    )
    op.create_index("version_by_entry", "version", ["list_id", "entry_id"])
    op.create_table(
        "bearer",
        sa.Column("list_id", sa.String, primary_key=True),
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("entry_id", sa.String, primary_key=True),
        sqlite_with_rowid=False,
    )


def _acts() -> None:
    op.create_table(
        "ledger",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("action", sa.String, nullable=False),
        sa.Column("facts", sa.LargeBinary, nullable=False),
        sa.Column("previous", sa.LargeBinary(32), nullable=False),
        sa.Column("digest", sa.LargeBinary(32), nullable=False),
    )

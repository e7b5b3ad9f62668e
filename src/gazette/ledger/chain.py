"""The ledger's rows and the seal that runs through them.

In: what was done. Out: a numbered row whose digest covers its content and the digest before it, so
that a row changed or removed later is noticed by `first_broken`. Not here: who may do what.
"""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from typing import Any

import msgspec
from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    insert,
    select,
)

from gazette.model.time import to_micros, to_moment

metadata = MetaData()

ledger = Table(
    "ledger",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("actor", Text, nullable=False),
    Column("action", String, nullable=False),
    Column("facts", LargeBinary, nullable=False),
    Column("previous", LargeBinary(32), nullable=False),
    Column("digest", LargeBinary(32), nullable=False),
    comment="What was done, by whom, with what; each row seals the one before.",
)

START = bytes(32)
"""What the first row seals."""

_encoder = msgspec.json.Encoder(order="deterministic")


class Act(msgspec.Struct, frozen=True, kw_only=True):
    """One thing done to the record.

    Attributes:
        at: when.
        actor: the system user who did it.
        action: what, one of a few words: `update`, `accept`, `dismiss`, `reparse`.
        facts: with which inputs.
    """

    at: datetime
    actor: str
    action: str
    facts: dict[str, str | int | None]


def append(connection: Connection, act: Act) -> int:
    """Adds the act and gives its number."""
    last = connection.execute(
        select(ledger.c.number, ledger.c.digest).order_by(ledger.c.number.desc()).limit(1)
    ).first()
    number, previous = (1, START) if last is None else (last.number + 1, last.digest)
    row: dict[str, Any] = {
        "number": number,
        "at": to_micros(act.at),
        "actor": act.actor,
        "action": act.action,
        "facts": _encoder.encode(act.facts),
        "previous": previous,
    }
    connection.execute(insert(ledger), {**row, "digest": _seal(**row)})
    return number


def acts(connection: Connection) -> tuple[Act, ...]:
    """Everything done, first to last."""
    rows = connection.execute(select(ledger).order_by(ledger.c.number))
    return tuple(
        Act(
            at=to_moment(row.at),
            actor=row.actor,
            action=row.action,
            facts=msgspec.json.decode(row.facts),
        )
        for row in rows
    )


def first_broken(connection: Connection) -> int | None:
    """The number of the first row whose seal does not hold; None if all hold."""
    expected, previous = 1, START
    for row in connection.execute(select(ledger).order_by(ledger.c.number)).mappings():
        unsealed = {key: value for key, value in row.items() if key != "digest"}
        if (
            row["number"] != expected
            or row["previous"] != previous
            or row["digest"] != _seal(**unsealed)
        ):
            return expected
        expected, previous = expected + 1, row["digest"]
    return None


def _seal(*, number: int, at: int, actor: str, action: str, facts: bytes, previous: bytes) -> bytes:
    fields = (str(number), str(at), actor, action, facts.hex(), previous.hex())
    return sha256(_encoder.encode(fields)).digest()

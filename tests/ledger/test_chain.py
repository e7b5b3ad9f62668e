from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, create_engine, delete, update

from gazette.ledger import chain
from gazette.ledger.chain import Act

NOW = datetime(2026, 6, 10, 12, tzinfo=UTC)
texts = st.text(st.characters(codec="utf-8"), max_size=8)
acts = st.builds(
    Act,
    at=st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001  made aware by `timezones`
    actor=texts,
    action=texts,
    facts=st.dictionaries(texts, texts | st.integers(-(2**40), 2**40) | st.none(), max_size=3),
)


def opened() -> Iterator[Connection]:
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        chain.metadata.create_all(connection)
        yield connection
    engine.dispose()


@pytest.fixture
def connection() -> Iterator[Connection]:
    yield from opened()


def written(connection: Connection, *facts: str) -> None:
    for fact in facts:
        chain.append(connection, Act(at=NOW, actor="ann", action="update", facts={"list": fact}))


@given(st.lists(acts, max_size=5))
def test_the_ledger_gives_back_what_was_written_and_is_whole(done: list[Act]) -> None:
    for connection in opened():
        numbers = [chain.append(connection, act) for act in done]

        assert numbers == list(range(1, len(done) + 1))
        assert chain.acts(connection) == tuple(done)
        assert chain.first_broken(connection) is None


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("at", 1),
        ("actor", "bob"),
        ("action", "accept"),
        ("facts", b'{"list":"other"}'),
        ("facts", b"nonsense"),
        ("previous", bytes(32)),
        ("digest", bytes(32)),
        ("number", 9),
    ],
)
def test_a_row_altered_in_any_column_is_noticed(
    connection: Connection, column: str, value: object
) -> None:
    written(connection, "a", "b", "c")
    connection.execute(update(chain.ledger).where(chain.ledger.c.number == 2), {column: value})

    assert chain.first_broken(connection) == 2


@pytest.mark.parametrize("gone", [1, 2])
def test_a_row_taken_out_is_noticed(connection: Connection, gone: int) -> None:
    written(connection, "a", "b", "c")
    connection.execute(delete(chain.ledger).where(chain.ledger.c.number == gone))

    assert chain.first_broken(connection) == gone


def test_a_row_written_anew_with_its_own_seal_breaks_the_next(connection: Connection) -> None:
    written(connection, "a", "b", "c")
    connection.execute(delete(chain.ledger).where(chain.ledger.c.number > 1))
    written(connection, "other")
    forged = connection.execute(chain.ledger.select()).all()

    for other in opened():
        written(other, "a", "b", "c")
        other.execute(update(chain.ledger).where(chain.ledger.c.number == 2), forged[1]._asdict())

        assert chain.first_broken(other) == 3

"""A record a test: a copy of one empty record, since making one costs Alembic's import and run."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import count

import pytest

from gazette.record import store
from gazette.record.store import Record

NewRecord = Callable[[], AbstractContextManager[Record]]


@pytest.fixture(scope="session")
def new_record(tmp_path_factory: pytest.TempPathFactory) -> NewRecord:
    """Gives an empty record, as often as it is called: Hypothesis runs a test many times."""
    folder = tmp_path_factory.mktemp("records")
    store.create_record(folder / "empty").close()
    numbers = count()

    @contextmanager
    def opened() -> Iterator[Record]:
        place = folder / str(next(numbers))
        shutil.copytree(folder / "empty", place)
        record = store.open_record(place)
        try:
            yield record
        finally:
            record.close()
            shutil.rmtree(place)

    return opened

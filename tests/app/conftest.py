"""A workspace a test, on a record of its own, with a clock of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from fakes import Clock
from gazette.app.workspace import Workspace, open_workspace


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def workspace(tmp_path_factory: pytest.TempPathFactory, clock: Clock) -> Iterator[Workspace]:
    with open_workspace(tmp_path_factory.mktemp("record"), create=True, now=clock) as opened:
        yield opened

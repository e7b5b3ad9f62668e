"""Records of the real editions, made once a session.

Tests that read them are one group of pytest-xdist, so that one worker makes them while the other goes
on; where groups are not kept (pytest-xdist 3.8 with pytest 9.2) the workers share them by a lock. No
test may write to them: one that writes takes a copy.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock

import gazette
from gazette import Workspace
from real.agreement import CONSOLIDATED, SDN
from real.published import archive_of

Shared = Callable[[str, Callable[[Path], None]], Path]
"""A folder made by one worker, by its name and what makes it."""


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Shared:
    """Makes a folder once, whichever worker comes first; the others wait for it."""
    own = tmp_path_factory.getbasetemp()
    place = own if worker_id == "master" else own.parent

    def made(name: str, make: Callable[[Path], None]) -> Path:
        folder = place / name
        with FileLock(place / f"{name}.lock"):
            if not folder.exists():
                make(place / f"{name}.unfinished")
                (place / f"{name}.unfinished").rename(folder)
        return folder

    return made


@pytest.fixture(scope="session")
def archive_folder(real_data: Path, shared: Shared) -> Path:
    """The folder of a record of the 308 archived SDN editions alone."""

    def make(folder: Path) -> None:
        with gazette.open(folder, create=True) as workspace:
            workspace.update(SDN, inputs=[archive_of(real_data)])

    return shared("archive-alone", make)


@pytest.fixture(scope="session")
def whole_folder(archive_folder: Path, real_data: Path, shared: Shared) -> Path:
    """The folder of a record of all real editions of both lists."""
    found = sorted((real_data / "us-ofac-sdn").iterdir())
    singles = [path for path in found if path.is_dir() and path.name != "history"]

    def make(folder: Path) -> None:
        shutil.copytree(archive_folder, folder)
        with gazette.open(folder) as workspace:
            workspace.update(SDN, inputs=singles)
            workspace.update(CONSOLIDATED, inputs=[real_data / "us-ofac-cons"])

    return shared("whole", make)


@pytest.fixture(scope="session")
def archive_alone(archive_folder: Path) -> Iterator[Workspace]:
    """The archived SDN editions, to be read."""
    with gazette.open(archive_folder) as workspace:
        yield workspace


@pytest.fixture(scope="session")
def whole(whole_folder: Path) -> Iterator[Workspace]:
    """All real editions of both lists, to be read."""
    with gazette.open(whole_folder) as workspace:
        yield workspace

"""Records of the real editions, made once a session.

Tests that read them are one group of pytest-xdist, so that one worker alone makes them. No test may
write to them: one that writes takes a copy.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import gazette
from gazette import Workspace
from real.agreement import CONSOLIDATED, SDN
from real.published import archive_of


@pytest.fixture(scope="session")
def sdn_singles(real_data: Path) -> tuple[Path, ...]:
    """The folders of SDN files that are not in the archive, or are copies of its members."""
    found = (real_data / "us-ofac-sdn").iterdir()
    return tuple(sorted(path for path in found if path.is_dir() and path.name != "history"))


@pytest.fixture(scope="session")
def archive_folder(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a record of the 308 archived SDN editions alone."""
    folder = tmp_path_factory.mktemp("archive-alone") / "record"
    with gazette.open(folder, create=True) as workspace:
        workspace.update(SDN, inputs=[archive_of(real_data)])
    return folder


@pytest.fixture(scope="session")
def whole_folder(
    archive_folder: Path,
    real_data: Path,
    sdn_singles: tuple[Path, ...],
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """The folder of a record of all real editions of both lists."""
    folder = tmp_path_factory.mktemp("whole") / "record"
    shutil.copytree(archive_folder, folder)
    with gazette.open(folder) as workspace:
        workspace.update(SDN, inputs=sdn_singles)
        workspace.update(CONSOLIDATED, inputs=[real_data / "us-ofac-cons"])
    return folder


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

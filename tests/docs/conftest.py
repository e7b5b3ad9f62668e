"""Folders in which the commands of pages run: a record made of the sample, and files to take in."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from gazette.app.demo import demonstrate
from gazette.sample import files
from sessions import Shell

LAST_WHOLE = "2024-05-03T184323Z/sdn.csv"
INVENTED = 60


@pytest.fixture(scope="session")
def sample_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record made of the sample, to be read or copied."""
    folder = tmp_path_factory.mktemp("docs") / "record"
    demonstrate(folder)
    return folder


@pytest.fixture
def scene(sample_record: Path, tmp_path: Path) -> Path:
    """What the how-to guides have at hand.

    `record` is the sample's, `editions` its SDN files in folders that date them, `undated/sdn.csv`
    one of them, and `doubled/sdn.csv` that one with invented entries at its end.
    """
    shutil.copytree(sample_record, tmp_path / "record")
    for file in files():
        if file.list_id == "us-ofac-sdn":
            _write(tmp_path / "editions" / file.path, file.data)
    whole = (tmp_path / "editions" / LAST_WHOLE).read_bytes()
    _write(tmp_path / "undated" / "sdn.csv", whole)
    _write(tmp_path / "doubled" / "sdn.csv", whole.removesuffix(b"\x1a") + _invented() + b"\x1a")
    return tmp_path


@pytest.fixture
def shell(scene: Path) -> Shell:
    """A shell there, whose commands are about that record."""
    return Shell(scene, {"GAZETTE_RECORD": "record"})


@pytest.fixture
def empty_handed(tmp_path: Path) -> Shell:
    """A shell in an empty folder, without a record."""
    return Shell(tmp_path)


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _invented() -> bytes:
    return b"".join(
        b'%d,"NEWMAN, Example %d","individual","SDGT",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n'
        % (90_000 + number, number)
        for number in range(INVENTED)
    )

"""The command line on a record made of the sample, once a session, and copies of it to change."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from command_line import Gazette, Result
from gazette.app.demo import demonstrate
from gazette.cli.main import run
from gazette.sample import files


@pytest.fixture(scope="session")
def sample_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record made of the sample, to be read only."""
    folder = tmp_path_factory.mktemp("sample") / "record"
    demonstrate(folder)
    return folder


@pytest.fixture
def own_record(sample_record: Path, tmp_path: Path) -> Path:
    """A copy of that record, to be changed."""
    shutil.copytree(sample_record, tmp_path / "record")
    return tmp_path / "record"


@pytest.fixture
def gazette(
    sample_record: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Gazette:
    """Runs a command line on the sample's record, or on the one given, 80 columns wide."""
    for name in ("FORCE_COLOR", "NO_COLOR", "GAZETTE_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")

    def call(*arguments: str, record: Path = sample_record) -> Result:
        monkeypatch.setenv("GAZETTE_RECORD", str(record))
        code = run(arguments)
        printed = capsys.readouterr()
        return Result(code, printed.out, printed.err)

    return call


@pytest.fixture
def last_edition() -> bytes:
    """The primary file of the sample's last whole edition, of 2024-05-03."""
    return next(f.data for f in files() if f.path == "2024-05-03T184323Z/sdn.csv")


@pytest.fixture
def suspicious(last_edition: bytes, tmp_path: Path) -> Path:
    """A primary file with twice as many entries as the edition before it: the guard holds it back."""
    invented = b"".join(
        b'%d,"NEWMAN, Example %d","individual","SDGT",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n'
        % (90_000 + number, number)
        for number in range(60)
    )
    path = tmp_path / "held" / "sdn.csv"
    path.parent.mkdir()
    path.write_bytes(last_edition.removesuffix(b"\x1a") + invented + b"\x1a")
    return path


@pytest.fixture
def held_record(gazette: Gazette, own_record: Path, suspicious: Path) -> Path:
    """A record that holds an edition of 2024-05-04 back."""
    gazette(
        *("update", "us-ofac-sdn", "--from", str(suspicious), "--published", "2024-05-04"),
        record=own_record,
    )
    return own_record

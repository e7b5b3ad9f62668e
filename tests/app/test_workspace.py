from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import gazette
from fakes import Clock
from gazette.app import environment
from gazette.app.workspace import Workspace, open_workspace
from gazette.errors import InputError, RecordError
from gazette.model.time import end_of


def test_a_record_is_made_only_when_that_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="no record here"):
        open_workspace(tmp_path / "none")

    with open_workspace(tmp_path / "new", create=True) as made:
        assert made.folder == tmp_path / "new"
    with open_workspace(tmp_path / "new", create=True) as again:
        assert [one.editions for one in again.lists()] == [0, 0]


def test_a_folder_given_goes_before_the_environment_and_that_before_the_users_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(environment.RECORD_VARIABLE, raising=False)
    own = environment.record_folder()
    monkeypatch.setenv(environment.RECORD_VARIABLE, str(tmp_path))

    assert environment.record_folder() == tmp_path
    assert environment.record_folder(tmp_path / "given") == tmp_path / "given"
    assert own.parts[-2:] == ("gazette", "record")


def test_a_question_is_of_now_where_nothing_else_is_said(
    workspace: Workspace, clock: Clock
) -> None:
    as_of = workspace.as_of()

    assert (as_of.valid, as_of.known) == (clock.now, None)


def test_a_day_means_its_end_on_both_axes(workspace: Workspace) -> None:
    as_of = workspace.as_of("2023-07-24", date(2023, 7, 25))

    assert as_of.valid == end_of(date(2023, 7, 24))
    assert as_of.known == end_of(date(2023, 7, 25))
    with pytest.raises(InputError):
        workspace.as_of(datetime(2023, 7, 24))  # noqa: DTZ001  what is refused
    with pytest.raises(InputError):
        workspace.as_of("soon")


def test_the_clock_is_in_utc() -> None:
    assert environment.now().tzinfo is UTC


def test_who_acts_has_a_name() -> None:
    assert environment.actor()


def test_everything_public_is_there_under_its_name() -> None:
    for name in gazette.__all__:
        assert getattr(gazette, name) is not None
    assert gazette.open is open_workspace
    with pytest.raises(AttributeError):
        _ = gazette.no_such_name


READING = """
import sys
import gazette
with gazette.open(sys.argv[1]) as workspace, workspace.reading():
    print(*sorted(name for name in ("alembic", "httpx2", "pyarrow", "lxml") if name in sys.modules))
"""


def test_opening_a_record_loads_neither_migrations_nor_the_network(workspace: Workspace) -> None:
    command = [sys.executable, "-W", "ignore", "-c", READING, str(workspace.folder)]

    done = subprocess.run(command, capture_output=True, text=True, check=True)

    assert done.stdout.split() == []

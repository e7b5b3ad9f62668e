"""`gazette demo`: the Mali case, as it is told."""

from __future__ import annotations

import shlex
from pathlib import Path

from command_line import Gazette
from golden import Golden

GOLDEN = Path(__file__).parent / "golden"


def test_the_story_is_told_from_the_record(
    gazette: Gazette, golden: Golden, tmp_path: Path
) -> None:
    place = tmp_path / "record"

    told = gazette("demo", "--record", str(place))

    story, _, _ = told.out.partition("Try next")
    assert (told.code, told.err) == (0, "")
    golden(GOLDEN / "demo.txt", story)


def test_the_commands_to_try_next_run(gazette: Gazette, tmp_path: Path) -> None:
    told = gazette("demo", "--record", str(tmp_path / "a folder" / "record"))

    steps = told.out.splitlines()[-3:]
    done = [gazette(*shlex.split(step)[1:], record=tmp_path / "none") for step in steps]
    assert [one.code for one in done] == [0, 0, 0]


def test_the_demo_never_touches_the_users_record(gazette: Gazette, tmp_path: Path) -> None:
    told = gazette("demo", record=tmp_path / "mine")

    assert told.code == 0
    assert not (tmp_path / "mine").exists()

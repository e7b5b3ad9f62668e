"""The tutorial: its commands, run in order in a fresh folder, print what it shows."""

from __future__ import annotations

from pathlib import Path

from golden import Golden
from sessions import Shell, as_run

PAGE = Path(__file__).resolve().parents[2] / "docs" / "tutorial" / "mali.md"


def test_the_tutorial_prints_what_it_shows_as_golden(empty_handed: Shell, golden: Golden) -> None:
    golden(PAGE, as_run(PAGE.read_text(encoding="utf-8"), empty_handed))

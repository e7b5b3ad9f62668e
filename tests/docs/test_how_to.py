"""The how-to guides, and a page of the reference: their sessions give what they show."""

from __future__ import annotations

from pathlib import Path

import pytest

from golden import Golden
from sessions import Shell, as_run, python_failures

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES = sorted([*(DOCS / "how-to").glob("*.md"), DOCS / "reference" / "exit-codes.md"])
NEEDS_A_FRESH_RECORD = {"take-in-an-archive.md"}

every_page = pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])


@every_page
def test_a_guide_prints_what_it_shows_as_golden(page: Path, shell: Shell, golden: Golden) -> None:
    if page.name in NEEDS_A_FRESH_RECORD:
        shell = Shell(shell.folder, {"GAZETTE_RECORD": "new"})

    golden(page, as_run(page.read_text(encoding="utf-8"), shell))


@every_page
def test_a_python_session_gives_what_it_shows(
    page: Path, scene: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(scene)

    assert python_failures(page.read_text(encoding="utf-8")) == ""

"""The README: what it shows is what one gets."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from golden import Golden
from sessions import Shell, as_run, python_failures

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
IN_A_CLONE = {"make demo": "echo; gazette demo"}
"""`make demo` makes `.venv` first where there is none; the tests run in one."""


def test_the_readme_prints_what_it_shows_as_golden(scene: Path, golden: Golden) -> None:
    shell = Shell(scene, {"GAZETTE_RECORD": "record"}, aliases=IN_A_CLONE)

    golden(README, as_run(README.read_text(encoding="utf-8"), shell))


def test_make_demo_is_the_demo() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")

    assert re.search(r"(?m)^demo:.*\n\t@\$\(BIN\)/gazette demo$", makefile)


def test_python_in_the_readme_gives_what_it_shows(
    scene: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GAZETTE_RECORD", str(scene / "record"))

    assert python_failures(README.read_text(encoding="utf-8")) == ""


def test_every_question_in_the_readme_is_answered(scene: Path) -> None:
    shell = Shell(scene, {"GAZETTE_RECORD": "record"})
    questions = re.findall(r"\| `(gazette [^`]+)` \|", README.read_text(encoding="utf-8"))
    nothing_was_known_then = {one: 2 for one in questions if "--known" in one}

    codes = {}
    for question in questions:
        shell.run(question)
        codes[question] = shell.code

    assert codes == dict.fromkeys(questions, 0) | nothing_was_known_then


def test_the_readme_tells_the_test_command() -> None:
    assert re.search(r"(?m)^make test\b", README.read_text(encoding="utf-8"))


def test_the_first_screens_are_short() -> None:
    assert len(README.read_text(encoding="utf-8").splitlines()) < 150

"""The reference of the Python API names what is public, and the examples in docstrings run."""

from __future__ import annotations

import doctest
import inspect
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import gazette
from gazette import Workspace

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "python.md"
DIRECTIVE = re.compile(r"(?m)^\.\. auto(?:class|function|exception):: gazette\.(\w+)$")
EXAMPLES = [one for one in doctest.DocTestFinder().find(Workspace, "Workspace") if one.examples]


class AnyResult(doctest.OutputChecker):
    """Takes any result of an example that shows none."""

    def check_output(self, want: str, got: str, optionflags: int) -> bool:
        return not want or super().check_output(want, got, optionflags)


@pytest.fixture
def workspace(scene: Path) -> Iterator[Workspace]:
    with gazette.open(scene / "record") as opened:
        yield opened


def test_every_public_name_is_documented_once() -> None:
    named = DIRECTIVE.findall(PAGE.read_text(encoding="utf-8"))

    assert sorted(named) == sorted(gazette.__all__)


def test_every_public_method_of_a_workspace_is_documented() -> None:
    listed = re.search(r"gazette\.Workspace\n   :members: (.+)", PAGE.read_text(encoding="utf-8"))
    internal = {"reading"}
    public = {
        name
        for name, member in inspect.getmembers(Workspace)
        if not name.startswith("_") and (inspect.isfunction(member) or isinstance(member, property))
    }

    assert listed is not None
    assert set(listed[1].split(", ")) == public - internal


def test_every_public_name_says_what_it_is() -> None:
    silent = [name for name in gazette.__all__ if not inspect.getdoc(getattr(gazette, name))]

    assert silent == []


@pytest.mark.parametrize("example", EXAMPLES, ids=[one.name for one in EXAMPLES])
def test_an_example_of_a_docstring_runs(
    example: doctest.DocTest, workspace: Workspace, scene: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(scene / "undated")
    example.globs = {"workspace": workspace, "gazette": gazette, "date": date}
    report: list[str] = []

    doctest.DocTestRunner(checker=AnyResult()).run(example, out=report.append)

    assert "".join(report) == ""

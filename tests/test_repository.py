"""The repository itself: what is in it, how large its pieces are, and that its version is told once."""

from __future__ import annotations

import ast
import csv
import hashlib
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCES = sorted((ROOT / "src").rglob("*.py"))
MAX_FILE_BYTES = 512 * 1024
MAX_MODULE_LINES = 400
MAX_FUNCTION_LINES = 50
EMPTY_NAMES = {"utils", "helpers", "common", "manager", "base"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


@pytest.fixture(scope="module")
def tracked() -> list[Path]:
    """The files that git tracks and that are there; skipped outside a checkout."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    return [path for path in paths if path.is_file()]


def test_no_tracked_file_is_large(tracked: list[Path]) -> None:
    large = [path for path in tracked if path.stat().st_size > MAX_FILE_BYTES]

    assert large == []


@pytest.mark.real
def test_no_tracked_file_is_a_real_edition(tracked: list[Path], real_data: Path) -> None:
    with (real_data / "SHA256SUMS.csv").open(encoding="utf-8", newline="") as sums:
        real = {row["unpacked_sha256"] for row in csv.DictReader(sums)}
    packed = [path for path in real_data.rglob("*") if path.is_file()]
    sizes = {path.stat().st_size for path in tracked}
    real |= {_sha256(path) for path in packed if path.stat().st_size in sizes}

    copies = [path for path in tracked if path.stat().st_size and _sha256(path) in real]

    assert copies == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [path for path in SOURCES if not ast.get_docstring(_parsed(path))]

    assert silent == []


def test_every_module_is_small() -> None:
    lines = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCES}

    assert {path: count for path, count in lines.items() if count > MAX_MODULE_LINES} == {}


def test_every_function_is_small() -> None:
    lengths = {
        f"{path.relative_to(ROOT)}:{function.name}": _length(function)
        for path in SOURCES
        for function in _functions(_parsed(path))
    }

    assert {name: n for name, n in lengths.items() if n > MAX_FUNCTION_LINES} == {}


def test_no_module_has_a_name_that_says_nothing() -> None:
    names = {part for path in SOURCES for part in path.relative_to(ROOT).with_suffix("").parts}

    assert names & EMPTY_NAMES == set()


def test_the_changelog_ends_at_this_version_or_waits_for_it() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    released = re.findall(r"^## (\S+) \(", changelog, flags=re.MULTILINE)
    waiting = list((ROOT / "changelog.d").glob("*.*.md"))

    assert project["version"] in released[:1] or (waiting and project["version"] not in released)


def test_every_changelog_fragment_is_of_a_known_type() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    types = {kind["directory"] for kind in settings["towncrier"]["type"]}
    fragments = [path for path in (ROOT / "changelog.d").glob("*") if path.name != "README.md"]

    strange = [
        path.name
        for path in fragments
        if not re.fullmatch(r"\d+\.([a-z]+)\.md", path.name) or path.suffixes[0][1:] not in types
    ]

    assert strange == []


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def _functions(tree: ast.Module) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def _length(function: Function) -> int:
    """Lines from `def` to the end, without the docstring."""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    if not ast.get_docstring(function):
        return lines
    docstring = function.body[0]
    return lines - ((docstring.end_lineno or docstring.lineno) - docstring.lineno + 1)

"""Golden files: what a function is expected to write, kept beside its test.

A plugin of pytest: gives the fixture `golden` and the option `--rewrite-golden` (`make golden`).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

Golden = Callable[[Path, str], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rewrite-golden",
        action="store_true",
        help="write golden files anew instead of comparing with them",
    )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compares a text with the golden file of that path, or writes the file when asked to."""
    if request.config.getoption("--rewrite-golden"):
        return _rewrite
    return _compare


def _rewrite(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")


def _compare(path: Path, text: str) -> None:
    assert path.is_file(), f"no golden file; write it with `make golden`: {path}"
    assert text == path.read_bytes().decode("utf-8")

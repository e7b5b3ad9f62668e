"""The pages: their links lead somewhere, and nothing on them is left unfinished."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "changelog.d").glob("*.md"), *(ROOT / "docs").rglob("*.md")]
)
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|TBD)\b|\blorem\b", re.IGNORECASE)
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)\s]+)\)")
SECOND_SENTENCE = re.compile(r"[a-z0-9)`]{2}[.?!] [A-Z]")

every_page = pytest.mark.parametrize(
    "page", PAGES, ids=[str(page.relative_to(ROOT)) for page in PAGES]
)


@every_page
def test_every_relative_link_leads_to_a_file(page: Path) -> None:
    targets = [link.partition("#")[0] for _, line in _prose(page) for link in LINK.findall(line)]

    assert [target for target in targets if not (page.parent / target).exists()] == []


@every_page
def test_nothing_is_left_unfinished(page: Path) -> None:
    lines = page.read_text(encoding="utf-8").splitlines()

    assert [line for line in lines if UNFINISHED.search(line)] == []


@every_page
def test_a_line_holds_one_sentence(page: Path) -> None:
    crowded = [
        f"{number}: {line}"
        for number, line in _prose(page)
        if not line.startswith("|") and SECOND_SENTENCE.search(line)
    ]

    assert crowded == []


def _prose(page: Path) -> Iterator[tuple[int, str]]:
    """The numbered lines outside fenced blocks."""
    fenced = False
    for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), start=1):
        if line.lstrip().startswith("```"):
            fenced = not fenced
        elif not fenced:
            yield number, line

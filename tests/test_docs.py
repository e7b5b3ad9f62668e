"""The pages: their links lead somewhere, their commands exist, and nothing on them is left unfinished."""

from __future__ import annotations

import ast
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from gazette import errors
from gazette.cli import changes, failures, update
from gazette.cli.main import cli
from gazette.sources.us_ofac.source import HOSTS
from sessions import blocks

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "changelog.d").glob("*.md"), *(ROOT / "docs").rglob("*.md")]
)
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|TBD)\b|\blorem\b", re.IGNORECASE)
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)\s]+)\)")
SECOND_SENTENCE = re.compile(r"[a-z0-9)`]{2}[.?!] [A-Z]")

INLINE_COMMAND = re.compile(r"`(gazette (?:--?)?[a-z][^`]*)`")
COMMAND = re.compile(r"(?:^|[\s/`])gazette (.*)")
SHELL_LANGUAGES = {"console", "sh", "ini"}
PROMPTS = ("$ ", "> ")
A_DAY = "2023-07-24"

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


@every_page
def test_every_command_line_names_commands_and_options_that_exist(page: Path) -> None:
    wrong = [told for line in _command_lines(page) if (told := _misunderstood(line))]

    assert wrong == []


def test_every_exit_code_is_told() -> None:
    page = (ROOT / "docs" / "reference" / "exit-codes.md").read_text(encoding="utf-8")
    raised = {error.exit_code for error in _subclasses(errors.GazetteError)}
    given = {changes.FINDINGS, update.REFUSED, update.UNREACHABLE, failures.USAGE}
    last = {failures.OUR_BUG, failures.INTERRUPTED}

    told = {int(code) for code in re.findall(r"(?m)^\| (\d+) \|", page)}

    assert told == {0} | raised | given | last


def test_troubleshooting_quotes_what_gazette_says() -> None:
    page = (ROOT / "docs" / "how-to" / "troubleshooting.md").read_text(encoding="utf-8")
    said = "\n".join(_texts_in_the_source())
    symptoms = [line.split("|")[1] for line in page.splitlines() if line.startswith("| `")]

    quoted = [
        piece.strip(": ")
        for symptom in symptoms
        for quotation in re.findall(r"`([^`]+)`", symptom)
        for piece in quotation.split("…")
    ]

    assert len(symptoms) > 20
    assert [piece for piece in quoted if piece not in said] == []


def test_the_hosts_to_allow_are_those_that_are_fetched_from() -> None:
    page = ROOT / "docs" / "how-to" / "update-every-night.md"
    told = re.findall(r"(?m)^- `([^`]+)`$", page.read_text(encoding="utf-8"))

    assert set(told) == HOSTS


def _command_lines(page: Path) -> Iterator[str]:
    """Every `gazette …` on a page: what a shell block runs, and what stands in backticks."""
    text = page.read_text(encoding="utf-8")
    lines = text.splitlines()
    for block in blocks(text):
        for line in lines[block.start : block.end] if block.language in SHELL_LANGUAGES else ():
            if block.language != "console" or line.startswith(PROMPTS):
                yield from COMMAND.findall(line.removeprefix("$ ").removeprefix("> "))
    for _, line in _prose(page):
        yield from (found.removeprefix("gazette ") for found in INLINE_COMMAND.findall(line))


def _misunderstood(line: str) -> str | None:
    """What is wrong with a command line; None if it could be run, or only names a command."""
    group, rest = click.Context(cli, info_name="gazette"), list[str]()
    try:
        _, rest, _ = cli.make_parser(group).parse_args(list(_words(line)))
        if rest:
            name, command, arguments = cli.resolve_command(group, rest)
            if command is not None:
                command.make_context(name, arguments, parent=group)
    except click.MissingParameter as err:
        return None if len(rest) == 1 else f"gazette {line}: {err.format_message()}"
    except (click.ClickException, errors.GazetteError) as err:
        return f"gazette {line}: {err.message}"
    return None


def _words(line: str) -> Iterator[str]:
    """The words up to the first operator of the shell; a day for a variable or a placeholder."""
    words = shlex.shlex(line, posix=True, punctuation_chars=True)
    words.whitespace_split = True
    for word in words:
        if set(word) <= set("|&;<>()"):
            return
        if word != "…":
            yield A_DAY if "$" in word or word == "DAY" else word


def _subclasses(error: type[errors.GazetteError]) -> Iterator[type[errors.GazetteError]]:
    yield error
    for below in error.__subclasses__():
        yield from _subclasses(below)


def _texts_in_the_source() -> Iterator[str]:
    """Every string of the package, those with values in them in their pieces."""
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def _prose(page: Path) -> Iterator[tuple[int, str]]:
    """The numbered lines outside fenced blocks."""
    fenced = False
    for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), start=1):
        if line.lstrip().startswith("```"):
            fenced = not fenced
        elif not fenced:
            yield number, line

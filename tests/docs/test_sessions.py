"""How pages are run and compared."""

from __future__ import annotations

from pathlib import Path

import pytest

from sessions import Shell, as_run, matches


@pytest.mark.parametrize(
    ("shown", "printed"),
    [
        ("a\n", "a\n"),
        ("a\n", "a\n\n"),
        ("a\n…\nd\n", "a\nb\nc\nd\n"),
        ("a\n…\nd\n", "a\nd\n"),
        ("…\n", ""),
        ("at … today\n", "at 12:00 today\n"),
        ("a …\n", "a b … c\n"),
        ("[a] (b)\n", "[a] (b)\n"),
    ],
)
def test_what_is_left_away_may_be_anything(shown: str, printed: str) -> None:
    assert matches(shown, printed)


@pytest.mark.parametrize(
    ("shown", "printed"),
    [
        ("a\n", "b\n"),
        ("a\n", "a\nb\n"),
        ("a\n…\nd\n", "a\nb\nc\n"),
        ("at … today\n", "at 12:00\nor today\n"),
        ("…\nd\n", "ad\n"),
    ],
)
def test_what_is_shown_must_be_printed(shown: str, printed: str) -> None:
    assert not matches(shown, printed)


def test_a_page_that_shows_what_is_printed_stays_as_it_is(tmp_path: Path) -> None:
    page = "```console\n$ echo a\na\n$ export B=b\n$ for c in 1 2; do\n>   echo $B$c\n> done\nb1\n…\n```\n"

    assert as_run(page, Shell(tmp_path)) == page


def test_what_is_printed_now_replaces_what_is_shown(tmp_path: Path) -> None:
    page = "Text.\n\n```console\n$ echo a; echo b >&2\nc\n```\n\n```sh\nrm -r /\n```\n"

    assert "```console\n$ echo a; echo b >&2\na\nb\n```\n" in as_run(page, Shell(tmp_path))


def test_programs_see_a_terminal_and_exit_codes_are_remembered(tmp_path: Path) -> None:
    shell = Shell(tmp_path)

    assert shell.run("test -t 1 && echo yes") == "yes\n"
    assert shell.run("exit 3") == ""
    assert shell.run("echo $?") == "3\n"


def test_a_command_that_fails_must_be_seen_to(tmp_path: Path) -> None:
    page = "```console\n$ false\n$ echo a\na\n```\n"

    with pytest.raises(AssertionError, match="exit code 1"):
        as_run(page, Shell(tmp_path))

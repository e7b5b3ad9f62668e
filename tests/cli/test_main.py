"""The command `gazette` as a whole: its help, its errors, its streams."""

from __future__ import annotations

import os
import pty
import shlex
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import click
import pytest

from command_line import Gazette
from gazette.cli import failures
from gazette.cli.main import SUMMARIES

HEAVY = ("rich", "pyarrow", "lxml", "httpx2", "sqlalchemy", "alembic", "stamina", "msgspec")
FOR_WRITING_OR_FETCHING = ("pyarrow", "httpx2", "alembic", "stamina")

each_command = pytest.mark.parametrize("name", SUMMARIES)


def command_named(name: str) -> click.Command:
    command: click.Command = import_module(f"gazette.cli.{name}").command
    return command


def examples() -> list[str]:
    lines = [
        line.strip()
        for name in SUMMARIES
        for line in (command_named(name).epilog or "").splitlines()
    ]
    return [line for line in lines if line.startswith("gazette ")]


def process(*arguments: str, record: Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "gazette", "--record", str(record), *arguments],
        capture_output=True,
        check=False,
    )


def imported(*arguments: str) -> str:
    """What a process that runs the command line imports."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "gazette", *arguments],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stderr


def test_the_help_names_every_command_and_imports_none(gazette: Gazette) -> None:
    shown = gazette("--help")

    assert shown.code == 0
    assert all(f"  {name}" in shown.out for name in SUMMARIES)
    assert "\x1b" not in shown.out


def test_the_help_imports_no_library_that_commands_need() -> None:
    modules = imported("--help")

    assert [name for name in HEAVY if f" {name}\n" in modules] == []


def test_showing_an_entry_in_a_pipe_imports_nothing_for_writing_or_fetching(
    sample_record: Path,
) -> None:
    modules = imported("show", "us-ofac-sdn/42618", "--record", str(sample_record))

    assert [name for name in FOR_WRITING_OR_FETCHING if f" {name}\n" in modules] == []


@each_command
def test_the_help_tells_the_first_sentence_of_every_command(name: str) -> None:
    told = (command_named(name).help or "").split("\n\n")[0]

    assert SUMMARIES[name] == told


@each_command
def test_the_help_of_a_command_begins_with_a_verb_and_ends_with_an_example(
    name: str, gazette: Gazette
) -> None:
    shown = gazette(name, "-h")

    *_, last = shown.out.rstrip().splitlines()
    assert shown.code == 0
    assert SUMMARIES[name].split()[0] in {"Tell", "Fetch", "Show", "Write", "Examine", "Read"}
    assert last.strip().startswith(f"gazette {name}")


@pytest.mark.parametrize("line", [one for one in examples() if one != "gazette update"])
def test_every_example_runs(
    line: str,
    gazette: Gazette,
    own_record: Path,
    last_edition: bytes,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    place = own_record.parent
    (place / "editions" / "2024-05-04").mkdir(parents=True)
    (place / "editions" / "2024-05-04" / "sdn.csv").write_bytes(last_edition)
    (place / "sdn.csv").write_bytes(last_edition)
    monkeypatch.chdir(place)

    done = gazette(*shlex.split(line)[1:], record=own_record)

    assert done.code == 0, done.err


def test_without_a_command_the_help_is_shown(gazette: Gazette) -> None:
    shown = gazette()

    assert shown.code == failures.USAGE
    assert "Commands:" in shown.err


def test_the_version_is_shown(gazette: Gazette) -> None:
    shown = gazette("--version")

    assert shown.code == 0
    assert shown.out.startswith("gazette 0.")


@pytest.mark.parametrize("order", [("--record", "{}", "lists"), ("lists", "--record", "{}")])
def test_the_record_is_named_before_or_after_the_command(
    order: tuple[str, ...], gazette: Gazette, sample_record: Path, tmp_path: Path
) -> None:
    shown = gazette(*(one.format(sample_record) for one in order), record=tmp_path / "none")

    assert [one["list"] for one in shown.documents] == ["us-ofac-sdn", "us-ofac-cons"]


@pytest.mark.parametrize(
    ("arguments", "code", "error", "hint"),
    [
        (("shwo",), 2, "no such command: shwo", "did you mean `show`?"),
        (("qqqq",), 2, "no such command: qqqq", "see `gazette --help`"),
        (("show",), 2, "missing argument `LIST/ID`", "see `gazette show --help`"),
        (("show", "--asof", "1"), 2, "no such option `--asof`", "did you mean `--as-of`?"),
        (("show", "42618"), 2, "not a list and an entry on it: 42618", "us-ofac-sdn/42618"),
        (("show", "x/1"), 2, "no such list: x", "the lists are `us-ofac-sdn`, `us-ofac-cons`"),
        (("changes", "--since", "soon"), 2, "not a day or a moment: soon", "2023-07-24"),
        (("changes", "--type", "x"), 2, "invalid value for `--type`", "changes --help"),
        (("lists", "x"), 2, "no such list: x", "us-ofac-cons"),
        (("export", "x"), 2, "no such list: x", "us-ofac-cons"),
        (("lists", "--output", "x.pdf"), 2, "does not tell the format: x.pdf", "`--format`"),
        (("reparse", "x"), 2, "no such list: x", "us-ofac-cons"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_wrong_command_line_is_told_with_a_hint(
    arguments: tuple[str, ...], code: int, error: str, hint: str, gazette: Gazette
) -> None:
    refused = gazette(*arguments)

    first, second = refused.err.splitlines()
    assert (refused.code, refused.out) == (code, "")
    assert first.startswith("error: ")
    assert error in first
    assert second.startswith("hint: ")
    assert hint in second


@pytest.mark.parametrize(
    "arguments",
    [("lists",), ("show", "us-ofac-sdn/1"), ("changes",), ("doctor",), ("export", "us-ofac-sdn")],
    ids=lambda value: value[0],
)
def test_reading_where_there_is_no_record_says_how_to_make_one(
    arguments: tuple[str, ...], gazette: Gazette, tmp_path: Path
) -> None:
    refused = gazette(*arguments, record=tmp_path / "none")

    assert refused.code == 5
    assert refused.err.startswith(f"error: no record here: {tmp_path / 'none'}")
    assert "`gazette update`" in refused.err
    assert not (tmp_path / "none").exists()


def test_a_damaged_record_is_told_and_not_a_traceback(gazette: Gazette, own_record: Path) -> None:
    (own_record / "record.sqlite").write_bytes(b"not a database" * 1000)

    refused = gazette("lists", record=own_record)

    assert refused.code == 5
    assert refused.err.startswith("error: the record's database cannot be used")


def test_a_record_that_is_a_file_is_told(gazette: Gazette, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    refused = gazette("update", "--from", "x", "us-ofac-sdn", record=tmp_path / "file")

    assert refused.code == 5
    assert "cannot be opened" in refused.err


def test_a_mistake_of_ours_is_one_line_and_says_how_to_see_more(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GAZETTE_DEBUG", raising=False)

    code = failures.unexpected(ValueError("two\nlines"))

    printed = capsys.readouterr().err
    assert code == 70
    assert "ValueError: two lines" in printed.splitlines()[0]
    assert "GAZETTE_DEBUG=1" in printed
    assert "Traceback" not in printed


def test_the_traceback_is_shown_where_it_is_asked_for(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GAZETTE_DEBUG", "1")

    failures.unexpected(ValueError("x"))

    assert "ValueError: x\nerror: " in capsys.readouterr().err


def test_an_interruption_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    code = failures.interrupted()

    assert code == 130
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("export", "us-ofac-sdn"),
        ("changes", "--since", "2023-01-01"),
        ("lists", "--format", "table"),
        ("changes", "--since", "2023-01-01", "--format", "table"),
    ],
    ids=" ".join,
)
def test_a_reader_that_goes_away_ends_the_command_quietly(
    arguments: tuple[str, ...], sample_record: Path
) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "gazette", "--record", str(sample_record), *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        talk = running.stderr.read().decode()

    assert running.returncode == 0
    assert [line for line in talk.splitlines() if not line.startswith("note: ")] == []


@pytest.mark.parametrize("form", ["table", "jsonl"])
def test_an_ascii_locale_shows_everything(
    form: str, sample_record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    monkeypatch.setenv("COLUMNS", "80")
    arguments = ("changes", "--since", "2023-07-01", "--format", form)

    done = process(*arguments, record=sample_record)

    assert done.returncode == 0, done.stderr
    assert b"France (alternate)" in done.stdout
    if form == "table":
        assert done.stdout.decode("ascii").isascii()
        assert b"citizenship  - France" in done.stdout


def test_a_pipe_gets_no_color_unless_it_is_asked_for(
    gazette: Gazette, monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments = ("show", "us-ofac-sdn/42618", "--as-of", "2023-08-01", "--format", "table")
    plain = gazette(*arguments).out
    monkeypatch.setenv("FORCE_COLOR", "1")
    colored = gazette(*arguments).out
    monkeypatch.setenv("NO_COLOR", "1")
    uncolored = gazette(*arguments).out

    assert "\x1b" not in plain
    assert "\x1b[36m" in colored
    assert "\x1b[36m" not in uncolored


@pytest.mark.parametrize(
    ("arguments", "start"),
    [
        (("lists", "us-ofac-cons"), b"us-ofac-cons  Consolidated Sanctions List"),
        (("lists", "us-ofac-cons", "--format", "jsonl"), b'{"list":"us-ofac-cons"'),
        (("export", "us-ofac-cons"), b""),
    ],
    ids=["table", "as asked", "too long"],
)
def test_a_terminal_gets_a_table_unless_another_form_is_asked_for(
    arguments: tuple[str, ...], start: bytes, sample_record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "dumb")
    ours, theirs = pty.openpty()

    done = subprocess.run(
        [sys.executable, "-m", "gazette", "--record", str(sample_record), *arguments],
        stdout=theirs,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.write(theirs, b"\nend\n")
    shown = os.read(ours, 65_536)

    os.close(ours)
    os.close(theirs)
    assert shown.startswith(start)
    assert (b"too long for a terminal" in done.stderr) is (done.returncode != 0)


def test_python_runs_the_same_command(sample_record: Path) -> None:
    done = process("lists", record=sample_record)

    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.count(b"\n") == 2

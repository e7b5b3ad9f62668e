"""Sessions on pages: commands after `$ ` in `console` blocks, Python after `>>> ` in `pycon` blocks.

In: a page. Out: the page with what its commands print now, where that is not what it shows. In what a
page shows, a line `…` stands for any lines, and `…` within a line for any letters or none. What goes
to stderr is shown after what goes to stdout; a command that fails is followed by `$ echo $?`.
Blocks of other languages, `sh` among them, are not run.
"""

from __future__ import annotations

import doctest
import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryFile

PROMPT, CONTINUED = "$ ", "> "
FENCE = re.compile(r"^```(?P<language>\w*)$")
ELIDED_LINES = re.compile(r"(?m)^…\n")
ECHO_CODE = "echo $?"
UNSET = ("FORCE_COLOR", "NO_COLOR", "GAZETTE_DEBUG", "GAZETTE_RECORD")


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, and the numbers of its first line and of the fence after it."""

    language: str
    start: int
    end: int


@dataclass(frozen=True)
class Step:
    """A command as it is written, with the lines it is shown to print."""

    written: tuple[str, ...]
    shown: tuple[str, ...]

    @property
    def command(self) -> str:
        """What a shell is given."""
        first, *rest = self.written
        return "\n".join(
            [first.removeprefix(PROMPT), *(one.removeprefix(CONTINUED) for one in rest)]
        )


@dataclass
class Shell:
    """A shell on a terminal of 80 columns without colors, that remembers `export` and exit codes."""

    folder: Path
    variables: Mapping[str, str] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)
    code: int = 0
    printed: str = ""
    _exports: list[str] = field(default_factory=list)

    def run(self, command: str) -> str:
        """What the command prints: first on stdout, then on stderr."""
        command = self.aliases.get(command, command)
        if command.startswith("export "):
            self._exports.append(command)
            return ""
        script = "\n".join([*self._exports, f"(exit {self.code})", command])
        self.code, self.printed = _on_terminal(script, self.folder, self._environment())
        return self.printed

    def _environment(self) -> dict[str, str]:
        here = os.environ  # noqa: TID251  a child gets the environment of the tests
        own = {name: value for name, value in here.items() if name not in UNSET}
        programs = f"{Path(sys.executable).parent}{os.pathsep}{own.get('PATH', '')}"
        terminal = {"TERM": "dumb", "COLUMNS": "80", "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}
        return {**own, "PATH": programs, "HOME": str(self.folder), **terminal, **self.variables}


def as_run(page: str, shell: Shell) -> str:
    """The page with its `console` blocks run in order: the same text where they print as shown."""
    lines = page.splitlines()
    written: list[str] = []
    done = 0
    for block in blocks(page):
        if block.language == "console":
            ran = [_ran(step, shell) for step in steps(lines[block.start : block.end])]
            written += [*lines[done : block.start], *(line for one in ran for line in one)]
            done = block.end
    return "\n".join([*written, *lines[done:]]) + "\n"


def python_failures(page: str) -> str:
    """What the `pycon` blocks of a page give otherwise than they show; empty where they do not."""
    lines = page.splitlines(keepends=True)
    told = "\n".join(
        "".join(lines[block.start : block.end])
        for block in blocks(page)
        if block.language == "pycon"
    )
    test = doctest.DocTestParser().get_doctest(told, {}, "the page", None, 0)
    report = io.StringIO()
    doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test, out=report.write)
    return report.getvalue()


def blocks(page: str) -> Iterator[Block]:
    """Every fenced block of a page."""
    opened: tuple[str, int] | None = None
    for number, line in enumerate(page.splitlines()):
        fence = FENCE.match(line)
        if fence is None:
            continue
        if opened is None:
            opened = fence["language"], number + 1
        else:
            yield Block(*opened, number)
            opened = None


def steps(lines: Sequence[str]) -> tuple[Step, ...]:
    """The commands of a console block."""
    found: list[Step] = []
    for line in lines:
        if line.startswith(PROMPT):
            found.append(Step((line,), ()))
        elif line.startswith(CONTINUED) and not found[-1].shown:
            found[-1] = Step((*found[-1].written, line), ())
        else:
            found[-1] = Step(found[-1].written, (*found[-1].shown, line))
    return tuple(found)


def matches(shown: str, printed: str) -> bool:
    """Whether this was printed, the elided and blank lines at the end left away."""
    pattern = re.escape(shown.rstrip("\n") + "\n").replace("\\\n", "\n")
    pattern = ELIDED_LINES.sub(lambda _: "(?s:.*\n)?", pattern).replace("…", "[^\n]*")
    return re.fullmatch(pattern, printed.rstrip("\n") + "\n") is not None


def _ran(step: Step, shell: Shell) -> tuple[str, ...]:
    """The step's lines; with what was printed now if that is not what is shown."""
    assert shell.code == 0 or step.command == ECHO_CODE, (
        f"exit code {shell.code}, and no `{ECHO_CODE}`, before: {step.command}\n{shell.printed}"
    )
    printed = shell.run(step.command)
    shown = "".join(f"{line}\n" for line in step.shown)
    now = step.shown if matches(shown, printed) else printed.rstrip("\n").splitlines()
    return (*step.written, *now)


def _on_terminal(script: str, folder: Path, environment: Mapping[str, str]) -> tuple[int, str]:
    keyboard, screen = os.openpty()
    with TemporaryFile() as talk:
        process = subprocess.Popen(
            ["/bin/sh", "-c", script],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=screen,
            stderr=talk,
        )
        os.close(screen)
        shown = _until_closed(keyboard)
        code = process.wait()
        talk.seek(0)
        told = shown + talk.read()
    return code, told.decode().replace("\r\n", "\n")


def _until_closed(keyboard: int) -> bytes:
    """What is shown until the last program leaves the terminal, which Linux tells by an error."""
    shown = b""
    with os.fdopen(keyboard, "rb", buffering=0) as reader:
        while True:
            try:
                read = reader.read(65_536)
            except OSError:
                return shown
            if not read:
                return shown
            shown += read

"""Consoles for answers and for talk, and text that cannot harm a terminal.

stdout is data, stderr is talk. Rich honors NO_COLOR, FORCE_COLOR and COLUMNS. No published text is
read as markup, and its control characters are shown, not sent.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import IO, NoReturn

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.segment import Segment, Segments
from rich.table import Table
from rich.text import Text

WIDTH_IN_FILES = 100
LABEL_WIDTH = 14

_CONTROLS = {code: f"\\x{code:02x}" for code in (*range(0x20), *range(0x7F, 0xA0))}
del _CONTROLS[ord("\n")]


class Screen(Console):
    """A console that says when its reader is gone; rich would end the process."""

    def show(self, shown: RenderableType) -> None:
        """Prints without the spaces that fill lines up on the right."""
        lines = (_trimmed(line) for line in self.render_lines(shown, pad=False))
        self.print(Segments(one for line in lines for one in (*line, Segment.line())), end="")

    def on_broken_pipe(self) -> NoReturn:
        """Called while a `BrokenPipeError` is handled."""
        raise BrokenPipeError


def answers(file: IO[str] | None = None) -> Screen:
    """The console on stdout, or on a file."""
    width = None if file is None else WIDTH_IN_FILES
    return _screen(file or sys.stdout, width)


def talks() -> Screen:
    """The console on stderr."""
    return _screen(sys.stderr, None)


def talk(message: str, *, label: str = "note", style: str = "bold") -> None:
    """Writes one labelled line to stderr; it is not wrapped, so that it can be searched for."""
    talks().print(Text.assemble((f"{label}:", style), " ", visible(message)), soft_wrap=True)


def visible(text: str) -> str:
    """The text with its control characters spelled out; only line ends stay."""
    return text.translate(_CONTROLS)


def text(value: str, style: str = "") -> Text:
    """Published text for a console: exactly itself, but for control characters."""
    return Text(visible(value), style=style)


def labelled(rows: Iterable[tuple[str, Text]], *, indent: int) -> Padding:
    """Labels with their texts beside them, for cards."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(width=LABEL_WIDTH, style="dim")
    grid.add_column(overflow="fold")
    for label, value in rows:
        grid.add_row(text(label), value)
    return Padding(grid, (0, 0, 0, indent))


def _trimmed(line: list[Segment]) -> list[Segment]:
    while line and not line[-1].text.strip():
        line = line[:-1]
    if not line:
        return []
    *most, last = line
    return [*most, Segment(last.text.rstrip(), last.style, last.control)]


def _screen(file: IO[str], width: int | None) -> Screen:
    return Screen(file=file, width=width, highlight=False, markup=False, emoji=False)

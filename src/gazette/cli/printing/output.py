"""Where an answer goes and in which form.

A table on a terminal, JSON Lines in a pipe; `--format` overrules both, and for a file its suffix
decides. Formats for programs are UTF-8 in every locale.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterable
from enum import StrEnum
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, TypeVar, cast

import click
import msgspec

from gazette.app import export
from gazette.app.columns import Columns
from gazette.app.documents import Document
from gazette.app.export import FileFormat
from gazette.cli.printing.terminal import Screen, answers
from gazette.errors import InputError

C = TypeVar("C", bound=Callable[..., Any])


class Format(StrEnum):
    """What an answer can be printed as."""

    TABLE = "table"
    JSONL = "jsonl"
    JSON = "json"
    CSV = "csv"
    PARQUET = "parquet"


ALL = tuple(Format)
NESTED = (Format.TABLE, Format.JSONL, Format.JSON)
"""For answers that are not rows."""
ROWS = (Format.JSONL, Format.JSON, Format.CSV, Format.PARQUET)
"""For what is too long to read."""


class Answer(NamedTuple):
    """An answer in every form it can take.

    Attributes:
        documents: the same for programs.
        columns: of the documents; None where they are not rows.
        table: prints it for people; None where no one reads it.
        is_one: it is one document, not a number of them.
    """

    documents: Iterable[Document]
    columns: Columns | None = None
    table: Callable[[Screen], None] | None = None
    is_one: bool = False


class Output(NamedTuple):
    """Where to and as what."""

    format: Format
    path: Path | None

    def print(self, answer: Answer) -> None:
        """Writes the answer."""
        if self.path is None:
            self._on_stdout(answer)
            return
        with export.whole_file(self.path) as stream:
            self._write(answer, stream)

    def _on_stdout(self, answer: Answer) -> None:
        if self.format is Format.TABLE and answer.table is not None:
            answer.table(answers())
            return
        if self.format is Format.PARQUET and sys.stdout.isatty():
            raise InputError(
                "a terminal cannot show Parquet", hint="name a file with `--output FILE.parquet`"
            )
        sys.stdout.flush()
        self._write(answer, cast("BinaryIO", sys.stdout.buffer))

    def _write(self, answer: Answer, stream: BinaryIO) -> None:
        if self.format is Format.TABLE and answer.table is not None:
            written = io.TextIOWrapper(stream, encoding="utf-8", write_through=True)
            answer.table(answers(written))
            written.detach()
        elif self.format is Format.JSON and answer.is_one:
            (document,) = answer.documents
            stream.write(msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n")
        else:
            columns = answer.columns or {}
            export.write(answer.documents, columns, FileFormat(self.format), stream)


def output_options(formats: tuple[Format, ...]) -> Callable[[C], C]:
    """Adds `--format` and `--output`, the one of these formats."""

    def add(command: C) -> C:
        with_output = click.option(
            "--output",
            "path",
            type=click.Path(path_type=Path, dir_okay=False),
            metavar="FILE",
            help="Write to a file; its suffix tells the format.",
        )(command)
        default = "table on a terminal, else jsonl" if Format.TABLE in formats else "jsonl"
        return click.option(
            "--format",
            "format_",
            type=click.Choice([one.value for one in formats]),
            help=f"Default: {default}.",
        )(with_output)

    return add


def chosen(format_: str | None, path: Path | None, formats: tuple[Format, ...]) -> Output:
    """The output that the options ask for.

    Raises:
        InputError: neither the format nor the suffix says what to write.
    """
    if format_ is not None:
        return Output(Format(format_), path)
    if path is not None:
        return Output(_by_suffix(path, formats), path)
    if not sys.stdout.isatty():
        return Output(Format.JSONL, None)
    if Format.TABLE in formats:
        return Output(Format.TABLE, None)
    raise InputError("this is too long for a terminal", hint="name a file with `--output FILE.csv`")


_SUFFIXES = {f".{one}": one for one in Format} | {".txt": Format.TABLE, ".ndjson": Format.JSONL}


def _by_suffix(path: Path, formats: tuple[Format, ...]) -> Format:
    found = _SUFFIXES.get(path.suffix.lower())
    if found in formats:
        return found
    told = ", ".join(f"`{one}`" for one in formats)
    raise InputError(
        f"the suffix does not tell the format: {path}", hint=f"give `--format`, one of {told}"
    )

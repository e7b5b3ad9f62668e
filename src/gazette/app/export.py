"""Write documents as JSON Lines, JSON, CSV and Parquet; and give all entries of a list as documents.

In: documents and their columns. Out: bytes on a stream, or a whole file in its place: it is written
beside it and then renamed, so that no one ever reads half of it. CSV is for spreadsheets too: a
cell that one would take for a formula gets a leading apostrophe, and a value with parts is JSON
text. The other formats carry every text as published; Parquet has typed columns, lists and structs.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from gazette.app.columns import Columns
from gazette.app.documents import Document, entry_as_of
from gazette.app.entries import entries
from gazette.app.workspace import Workspace
from gazette.errors import InputError
from gazette.model.time import AsOf

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a spreadsheet may take for the beginning of a formula."""


class FileFormat(StrEnum):
    """What documents can be written as; each is also the suffix of such a file."""

    JSONL = "jsonl"
    JSON = "json"
    CSV = "csv"
    PARQUET = "parquet"


def exported(workspace: Workspace, list_id: str, as_of: AsOf) -> Iterator[Document]:
    """Every entry that was on the list, or may have been, as of a moment.

    Raises:
        UnknownList: no such list.
    """
    return (entry_as_of(found) for found in entries(workspace, list_id, as_of))


def write(
    documents: Iterable[Document], columns: Columns, file_format: FileFormat, stream: BinaryIO
) -> None:
    """Writes the documents to the stream, which stays open."""
    _WRITERS[file_format](documents, columns, stream)


def write_file(
    documents: Iterable[Document], columns: Columns, file_format: FileFormat, path: Path
) -> None:
    """Writes the documents to a file: all of them, or the file stays as it was.

    Raises:
        InputError: the file cannot be written there.
    """
    with whole_file(path) as stream:
        write(documents, columns, file_format, stream)


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A stream whose bytes become the file when the block ends well; else nothing is left of them.

    What is not a regular file (a pipe, a device) is written to directly.

    Raises:
        InputError: the file cannot be written there.
    """
    target = path.resolve()
    beside = target.with_name(f".{target.name}.{os.getpid()}.part")
    is_special = target.exists() and not target.is_file()
    try:
        with (target if is_special else beside).open("wb") as stream:
            yield stream
        if not is_special:
            beside.replace(target)
    except OSError as err:
        told = f"cannot write ({(err.strerror or str(err)).lower()}): {path}"
        raise InputError(told, hint="name another file with `--output`") from err
    finally:
        beside.unlink(missing_ok=True)


def csv_cell(value: Any) -> str:
    """A value as one cell that no spreadsheet takes for a formula."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case str():
            return f"'{value}" if value.startswith(FORMULA_STARTS) else str(value)
        case int() | float():
            return str(value)
        case _:
            return msgspec.json.encode(value).decode()


def _write_jsonl(documents: Iterable[Document], _columns: Columns, stream: BinaryIO) -> None:
    stream.writelines(msgspec.json.encode(document) + b"\n" for document in documents)


def _write_json(documents: Iterable[Document], _columns: Columns, stream: BinaryIO) -> None:
    start = b"[\n"
    for document in documents:
        stream.write(start + msgspec.json.encode(document))
        start = b",\n"
    stream.write(b"\n]\n" if start == b",\n" else b"[]\n")


def _write_csv(documents: Iterable[Document], columns: Columns, stream: BinaryIO) -> None:
    # lines end in CR LF as RFC 4180 has it, which also makes the writer quote either inside a cell
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(columns)
    for document in documents:
        writer.writerow([csv_cell(document[name]) for name in columns])
    text.detach()


def _write_parquet(documents: Iterable[Document], columns: Columns, stream: BinaryIO) -> None:
    from gazette.app import parquet  # noqa: PLC0415  pyarrow costs 0.1 s, and only Parquet needs it

    parquet.write(documents, columns, stream)


_WRITERS: dict[FileFormat, Callable[[Iterable[Document], Columns, BinaryIO], None]] = {
    FileFormat.JSONL: _write_jsonl,
    FileFormat.JSON: _write_json,
    FileFormat.CSV: _write_csv,
    FileFormat.PARQUET: _write_parquet,
}

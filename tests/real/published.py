"""What the real files say, read with the standard library alone: the truth to hold answers against.

In: the folder of real editions. Out: the manifest of the SDN archive, its members, and rows. Nothing
of Gazette is used here, so that a mistake of its parsers cannot hide.
"""

from __future__ import annotations

import csv
import io
import lzma
import tarfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import zstandard

NULL = "-0-"
KINDS = {
    NULL: "organization",
    "individual": "person",
    "vessel": "vessel",
    "aircraft": "aircraft",
}
"""OFAC's `SDN_Type` column in the words of the record."""

Row = tuple[str, str, tuple[str, ...]]
"""Name, kind and programs of an entry, the programs in order of the alphabet."""


class Observed(NamedTuple):
    """A line of the manifest: a member of the archive, and how it differs from the one before."""

    member: str
    moment: datetime
    rows: int
    added: int
    removed: int
    changed: int


def archive_of(real_data: Path) -> Path:
    """The archive of the SDN list's editions."""
    (path,) = (real_data / "us-ofac-sdn" / "history").glob("*.tar.zst")
    return path


def manifest(real_data: Path) -> tuple[Observed, ...]:
    """Every edition of the archive, oldest first; of the first all that differs is 0."""
    path = real_data / "us-ofac-sdn" / "history" / "manifest.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(
            Observed(
                row["member"],
                datetime.fromisoformat(row["observed_at_utc"]),
                *(int(row[name] or 0) for name in _COUNTS),
            )
            for row in csv.DictReader(lines)
            if row["member"]
        )


_COUNTS = ("rows", "rows_added", "rows_removed", "rows_changed")


def members(real_data: Path) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of every edition of the archive, oldest first."""
    reader = zstandard.ZstdDecompressor(max_window_size=2**27)
    with (
        archive_of(real_data).open("rb") as packed,
        reader.stream_reader(packed) as raw,
        tarfile.open(fileobj=raw, mode="r|") as found,
    ):
        for member in found:
            content = found.extractfile(member)
            if content is not None:
                yield member.name.removeprefix("./"), content.read()


def unpacked(path: Path) -> bytes:
    """The bytes of a file packed with xz."""
    return lzma.decompress(path.read_bytes())


def primary_rows(data: bytes) -> dict[str, Row]:
    """Name, kind and programs by id, as the primary CSV file prints them."""
    found = {}
    text = data.decode("latin-1").replace("\x1a", "")
    for row in csv.reader(io.StringIO(text, newline="")):
        if len(row) == 12 and row[0].strip().isdigit():
            programs = () if row[3].strip() == NULL else tuple(sorted(row[3].strip().split("] [")))
            found[row[0].strip()] = (row[1].strip(), KINDS[row[2].strip()], programs)
    return found


def ids(data: bytes) -> set[str]:
    """The entry ids of any of the delimited files."""
    lines = data.decode("latin-1").splitlines()
    return {line.partition(",")[0] for line in lines if line[:1].isdigit()}


def remarks(data: bytes) -> Iterator[tuple[str, str, str]]:
    """Id, title and remarks of every row of a primary CSV file that has remarks."""
    text = data.decode("latin-1").replace("\x1a", "")
    for row in csv.reader(io.StringIO(text, newline="")):
        if len(row) == 12 and row[11].strip() != NULL:
            yield row[0].strip(), row[4], row[11]

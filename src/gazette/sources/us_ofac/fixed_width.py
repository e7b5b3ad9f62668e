"""OFAC's fixed-width files, `.ff`.

In: bytes of sdn.ff, add.ff, alt.ff, sdn_comments.ff or their cons_ names. Out: `ParsedFile`. Columns
start where the data specifications say; the SDN list's (of September 2023) gives the programs 200
characters, the Consolidated list's (of 2014) gives them 50, so its later columns stand 150 earlier.
Not here: what the columns mean (`flat_tables`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import partial
from itertools import accumulate, pairwise

from gazette.sources.parsing import Format, Memo, ParsedFile
from gazette.sources.us_ofac import flat_files
from gazette.sources.us_ofac.flat_files import Damage, Layout
from gazette.sources.us_ofac.flat_tables import (
    ADDRESSES,
    ALIASES,
    COMMENTS,
    PRIMARY,
    TABLES,
    Fields,
    Table,
)

_PRIMARY_REST = (200, 8, 25, 14, 8, 40, 150, 1000)
WIDTHS: dict[str, tuple[tuple[int, ...], ...]] = {
    PRIMARY.name: ((10, 350, 12, 200, *_PRIMARY_REST), (10, 350, 12, 50, *_PRIMARY_REST)),
    ADDRESSES.name: ((10, 10, 750, 116, 250, 200),),
    ALIASES.name: ((10, 10, 8, 350, 200),),
    COMMENTS.name: ((10,),),
}
"""Column sizes, the newest first. An overflow row is an entry id and then text without a limit."""

_START = re.compile(rb" {0,9}([1-9]\d{0,9})(?!\d)")
_ID_WIDTH = 10


def layout(table: Table, widths: Sequence[int], length: int | None) -> Layout:
    """How the lines of one fixed-width file are taken apart.

    Args:
        table: which of the four files it is.
        widths: its column sizes.
        length: how long its lines are; None where they vary, as in copies without trailing blanks.
    """
    ends = tuple(accumulate(widths))
    whole = None if table is COMMENTS else ends[-1]

    def start(line: bytes) -> bytes:
        return line[:_ID_WIDTH].lstrip(b" ")

    def recover(line: bytes) -> bytes | None:
        found = _START.fullmatch(line[:_ID_WIDTH])
        return found.group(1) if found and len(line) > _ID_WIDTH else None

    def hides(line: bytes) -> bool:
        return whole is not None and len(line) > whole

    return Layout(
        format=f"ff-{table.name}",
        table=table,
        start=start,
        fields=partial(_fields, ends=ends, whole=whole, length=length),
        recover=recover,
        hides=hides,
        salt=f"ff {ends[-1]} {length} ".encode(),
    )


def _fields(
    line: str, *, ends: Sequence[int], whole: int | None, length: int | None
) -> Fields | Damage:
    if whole is None:
        return (line[:_ID_WIDTH], line[_ID_WIDTH:].rstrip(" "))
    if len(line) > whole or (length is not None and len(line) != length):
        return Damage(f"{len(line)} characters instead of {whole}", may_hide=len(line) > whole)
    if len(line) <= ends[-2]:
        return Damage("ends before its last column")
    fields = [line[: ends[0]], *(line[first:last].rstrip(" ") for first, last in pairwise(ends))]
    return fields if all(fields) else Damage("an empty column")


def _layout_of(data: bytes, table: Table) -> Layout:
    """The layout that most of the file's first lines fit."""
    lines = flat_files.sample_lines(data[: flat_files.LINE_LIMIT])
    fitting = [sum(_is_row(line, layout(table, w, None)) for line in lines) for w in _widths(table)]
    widths = _widths(table)[fitting.index(max(fitting))]
    length, _ = Counter(map(len, lines)).most_common(1)[0] if lines else (0, 0)
    return layout(table, widths, length if length == sum(widths) else None)


def _widths(table: Table) -> tuple[tuple[int, ...], ...]:
    return WIDTHS[table.name]


def _is_row(line: str, taking: Layout) -> bool:
    fields = taking.fields(line)
    if isinstance(fields, Damage) or _START.fullmatch(line[:_ID_WIDTH].encode()) is None:
        return False
    return taking.table.damage(fields) is None


def _recognizes(data: bytes, name: str, *, table: Table) -> bool:
    if table is COMMENTS and "comment" not in name:
        return False
    lines = flat_files.sample_lines(data)
    taking = _layout_of(data, table)
    return any(_is_row(line, taking) for line in lines)


def _parse(data: bytes, *, memo: Memo, table: Table) -> ParsedFile:
    return flat_files.parse(data, memo, _layout_of(data, table))


FORMATS: tuple[Format, ...] = tuple(
    Format(
        name=f"ff-{table.name}",
        describes=f"{table.holds}, in columns of fixed width",
        recognizes=partial(_recognizes, table=table),
        parse=partial(_parse, table=table),
        rank=table.rank,
    )
    for table in TABLES
)

"""OFAC's delimited files: `.csv`, and until September 2023 `.pip` and `.del`.

In: bytes of sdn.*, add.*, alt.*, sdn_comments.* or their cons_ names. Out: `ParsedFile`. Fields are
separated by `,`, `|` or `@`, text stands in double quotes, rows end with a line break and the file
with Ctrl-Z. Not here: what the columns mean (`flat_tables`).
"""

from __future__ import annotations

import csv
import re
from functools import partial

from gazette.sources.parsing import Format, Memo, ParsedFile
from gazette.sources.us_ofac import flat_files
from gazette.sources.us_ofac.flat_files import Damage, Layout
from gazette.sources.us_ofac.flat_tables import COMMENTS, TABLES, Fields, Table

DELIMITERS = {"csv": ",", "pip": "|", "del": "@"}

_NAMES = {
    "csv": "comma-separated",
    "pip": "pipe-separated (until September 2023)",
    "del": "separated by @ (until September 2023)",
}


def layout(suffix: str, table: Table) -> Layout:
    """How the lines of one delimited format are taken apart."""
    mark = DELIMITERS[suffix]
    raw, escaped = mark.encode(), re.escape(mark.encode())
    number = rb"\d{1,10}" + escaped
    # The second column is a quoted text, or in the files with many rows an entry a row number.
    begins = number + (rb'"' if table.is_single else number)
    opening = re.compile(rb'"?([1-9]\d{0,9})"?' + begins[len(rb"\d{1,10}") :])
    hidden = re.compile(rb"(?<![\d" + escaped + rb"])" + begins)

    def start(line: bytes) -> bytes:
        first = line[: line.find(raw)]
        return first if first.isdigit() else first.strip(b'" ')

    def recover(line: bytes) -> bytes | None:
        found = opening.match(line)
        return found.group(1) if found else None

    def hides(line: bytes) -> bool:
        return hidden.search(line, 1) is not None

    return Layout(
        format=f"{suffix}-{table.name}",
        table=table,
        start=start,
        fields=partial(_fields, mark=mark, columns=table.columns),
        recover=recover,
        hides=hides,
    )


def _fields(line: str, *, mark: str, columns: int) -> Fields | Damage:
    try:
        fields = next(csv.reader([line], delimiter=mark, strict=True), [])
    except csv.Error as err:
        return Damage(str(err))
    if len(fields) != columns:
        reason = f"{len(fields)} columns instead of {columns}"
        return Damage(reason, may_hide=len(fields) > columns)
    return fields


def _recognizes(data: bytes, name: str, *, taking: Layout) -> bool:
    lines = flat_files.sample_lines(data)
    rows = sum(_is_row(line, taking) for line in lines)
    if taking.table is COMMENTS and "comment" not in name:
        # Any two columns could be this table: outside its name, all lines must look like remarks.
        return 0 < rows == sum(line.rstrip().endswith('."') for line in lines)
    return rows > 0


def _is_row(line: str, taking: Layout) -> bool:
    fields = taking.fields(line)
    return (
        not isinstance(fields, Damage)
        and fields[0].strip().isascii()
        and fields[0].strip().isdigit()
        and taking.table.damage(fields) is None
    )


def _parse(data: bytes, *, memo: Memo, taking: Layout) -> ParsedFile:
    return flat_files.parse(data, memo, taking)


def _format(suffix: str, table: Table) -> Format:
    taking = layout(suffix, table)
    return Format(
        name=taking.format,
        describes=f"{table.holds}, {_NAMES[suffix]}",
        recognizes=partial(_recognizes, taking=taking),
        parse=partial(_parse, taking=taking),
        rank=table.rank,
    )


FORMATS: tuple[Format, ...] = tuple(
    _format(suffix, table) for suffix in DELIMITERS for table in TABLES
)

"""The sample against the real editions: what it says, they say; what it leaves out, they have not."""

from __future__ import annotations

import csv
import io
import lzma
import zipfile
from collections import defaultdict
from pathlib import Path

import pytest

from gazette.model.lists import EntryId, ListId, Part
from gazette.sample import SampleFile, files
from gazette.sample.facts import CONSOLIDATED, SDN, listings
from gazette.sources.us_ofac import delimited, enhanced_xml, legacy_xml

pytestmark = pytest.mark.real

Rows = dict[str, list[tuple[str, ...]]]

FILES = files()
FORMATS = (*delimited.FORMATS, *legacy_xml.FORMATS)
NAMES = {SDN: "SDN List", CONSOLIDATED: "Consolidated List"}
DELIMITED = [file for file in FILES if file.list_id == SDN]
SAMPLED = {listing.entry_id for list_id in (SDN, CONSOLIDATED) for listing in listings(list_id)}
REAL_XML = {
    "2025-01-10/cons_enhanced.xml": "2025-01-10/CONS_ENHANCED.ZIP",
    "2025-12-18/consolidated.xml": "2025-12-19/CONSOLIDATED.XML.xz",
}


def rows(data: bytes, *, numbered: bool) -> Rows:
    """Rows by entry id, without the row's own number; remarks as the set of their clauses."""
    found: Rows = defaultdict(list)
    text = data.decode("latin-1").removesuffix("\x1a")
    for row in csv.reader(io.StringIO(text, newline="")):
        entry_id, *columns = (column.strip() for column in row)
        if entry_id in SAMPLED:
            found[entry_id].append(tuple(clauses(c) for c in columns[1 if numbered else 0 :]))
    return {entry_id: sorted(each) for entry_id, each in found.items()}


def clauses(column: str) -> str:
    return "; ".join(sorted(column.removesuffix(".").split("; ")))


def real_bytes(file: SampleFile, real_data: Path) -> bytes:
    """The real file of the same edition; of a delimited one only the rows of sampled entries."""
    folder, file_name = file.path.split("/")
    path = real_data / file.list_id / REAL_XML.get(file.path, f"{folder[:10]}/{file_name}.xz")
    if path.suffix == ".ZIP":
        with zipfile.ZipFile(path) as packed:
            return packed.read(packed.namelist()[0])
    data = lzma.decompress(path.read_bytes())
    if file.list_id == CONSOLIDATED:
        return data
    sampled = [row for row in data.split(b"\n") if row.split(b",")[0].decode("latin-1") in SAMPLED]
    return b"\n".join([*sampled, b"\x1a"])


def parts(list_id: ListId, file_name: str, data: bytes) -> dict[Part, dict[EntryId, bytes]]:
    """What the real parsers read of sampled entries."""
    formats = (*FORMATS, *enhanced_xml.formats_for(NAMES[list_id]))
    (known,) = [each for each in formats if each.recognizes(data[:65536], file_name)]
    read = known.parse(data, memo={}).parts
    return {
        part: {entry_id: held for entry_id, held in contents.items() if entry_id in SAMPLED}
        for part, contents in read.items()
    }


@pytest.mark.parametrize("file", DELIMITED, ids=lambda file: file.path)
def test_a_delimited_file_holds_the_real_rows_of_its_entries_and_no_others(
    file: SampleFile, real_data: Path
) -> None:
    numbered = file.path.endswith(("add.csv", "alt.csv"))

    ours = rows(file.data, numbered=numbered)
    real = rows(real_bytes(file, real_data), numbered=numbered)

    assert ours
    assert ours == real


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.path)
def test_a_file_reads_as_the_real_edition_does(file: SampleFile, real_data: Path) -> None:
    file_name = file.path.split("/")[1]

    ours = parts(file.list_id, file_name, file.data)
    real = parts(file.list_id, file_name, real_bytes(file, real_data))

    assert ours == real

"""The sample against the real editions: what it says, they say; what it leaves out, they have not."""

from __future__ import annotations

import csv
import io
import lzma
from collections import defaultdict
from pathlib import Path

import pytest

from gazette.sample import SampleFile, files
from gazette.sample.facts import SDN, listings

pytestmark = pytest.mark.real

Rows = dict[str, list[tuple[str, ...]]]

DELIMITED = [file for file in files() if file.list_id == SDN]
SAMPLED = {listing.entry_id for listing in listings(SDN)}


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


@pytest.mark.parametrize("file", DELIMITED, ids=lambda file: file.path)
def test_a_delimited_file_holds_the_real_rows_of_its_entries_and_no_others(
    file: SampleFile, real_data: Path
) -> None:
    folder, file_name = file.path.split("/")
    packed = real_data / SDN / folder[:10] / f"{file_name}.xz"
    numbered = file_name in {"add.csv", "alt.csv"}

    ours = rows(file.data, numbered=numbered)
    real = rows(lzma.decompress(packed.read_bytes()), numbered=numbered)

    assert ours
    assert ours == real

"""Real files of every format, small enough to be damaged thousands of times, and what damage may do.

In: the folder of real editions; for advanced XML, of which no file is at hand, a document made to its
schema. Out: `Specimen`s: whole files with only some of their entries. `survives` holds a damaged one
to the law: nothing is raised but a refusal, and every row or element is accounted for.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path
from typing import NamedTuple

from advanced_documents import Alias, Document, Feature, Listing, Party, Place, Tie, document, on
from gazette.model.lists import EntryId, Part
from gazette.model.parsed import ParsedFile
from gazette.sources.catalog import source_of
from gazette.sources.parsing import Format
from real.published import unpacked
from xml_laws import assert_survives

SDN, CONSOLIDATED = "us-ofac-sdn", "us-ofac-cons"
ROWS, ENTRIES = 80, 24
"""How many rows or elements of a file a specimen has, from its middle; the last rows come besides."""


class Specimen(NamedTuple):
    """A whole file of one format."""

    list_id: str
    name: str
    format: Format
    data: bytes


def specimens(real_data: Path) -> tuple[Specimen, ...]:
    """One of every format that is read, made of real rows and elements."""
    flat = (
        (SDN, "us-ofac-sdn/2023-12-28/sdn.csv", _rows),
        (SDN, "us-ofac-sdn/2023-12-28/add.csv", _rows),
        (SDN, "us-ofac-sdn/2023-12-28/alt.csv", _rows),
        (SDN, "us-ofac-sdn/2023-12-28/sdn_comments.csv", _rows),
        (SDN, "us-ofac-sdn/2020-06-11/sdn.pip", _rows),
        (SDN, "us-ofac-sdn/2020-06-11/add.pip", _rows),
        (SDN, "us-ofac-sdn/2020-06-11/alt.pip", _rows),
        (SDN, "us-ofac-sdn/2020-06-11/sdn_comments.pip", _rows),
        (CONSOLIDATED, "us-ofac-cons/2018-04-06/cons_prim.del", _rows),
        (CONSOLIDATED, "us-ofac-cons/2018-04-06/cons_prim.ff", _rows),
        (CONSOLIDATED, "us-ofac-cons/2018-04-06/consolidated.xml", _legacy),
        (CONSOLIDATED, "us-ofac-cons/2025-12-19/CONSOLIDATED.XML", _legacy),
        (SDN, "us-ofac-enhanced/2024-08-28/IRGC_sanctions.xml", _enhanced),
    )
    found = [
        _specimen(list_id, Path(path).name, cut(unpacked(real_data / f"{path}.xz")))
        for list_id, path, cut in flat
    ]
    with zipfile.ZipFile(real_data / "us-ofac-cons" / "2025-01-10" / "CONS_ENHANCED.ZIP") as bundle:
        (name,) = bundle.namelist()
        found.append(_specimen(CONSOLIDATED, name, _enhanced(bundle.read(name))))
    found.append(_specimen(SDN, "SDN_ADVANCED.XML", _advanced()))
    return tuple(found)


def _specimen(list_id: str, name: str, data: bytes) -> Specimen:
    (known, *_) = (
        f for f in source_of(list_id).formats if f.recognizes(data[:65536], name.lower())
    )
    parsed = known.parse(data, memo={})
    assert parsed.taken > 1, name
    assert not parsed.is_truncated, name
    return Specimen(list_id, name.lower(), known, data)


def _rows(data: bytes) -> bytes:
    lines = data.splitlines(keepends=True)
    middle = len(lines) // 2
    few = lines[middle : middle + ROWS] + lines[-5:]
    return b"".join(few) if len(lines) > len(few) else data


def _legacy(data: bytes) -> bytes:
    kept = _elements(data, b"<sdnEntry>", b"</sdnEntry>")
    count = f"<Record_Count>{ENTRIES}</Record_Count>".encode()
    return re.sub(rb"<Record_Count>\d+</Record_Count>", count, kept)


def _enhanced(data: bytes) -> bytes:
    return _elements(data, b"<entity ", b"</entity>")


def _elements(data: bytes, begin: bytes, end: bytes) -> bytes:
    """The document with only some elements, from its middle."""
    head, found = data[: data.index(begin)], re.findall(begin + rb".*?" + end, data, re.DOTALL)
    tail = data[data.rindex(end) + len(end) :]
    middle = len(found) // 2
    return head + b"\n".join(found[middle : middle + ENTRIES]) + tail


def _advanced() -> bytes:
    parties = [_party(number) for number in range(1000, 1000 + ENTRIES)]
    ties = [Tie(one.id, one.id + 1, "Acting for or on behalf of") for one in parties[:-1]]
    return document(parties, ties)


def _party(number: int) -> Party:
    act = date(2023, 7, 24)
    return Party(
        number,
        "Individual",
        [
            Alias({"Latin": [("Last Name", f"Bearer{number}")]}, "Name", is_primary=True),
            Alias({"Latin": [("Last Name", f"Other{number}"), ("First Name", "Name")]}),
            Alias({"Latin": [("Nickname", f"Weak{number}")]}, is_weak=True),
        ],
        [Listing("SDN List", act, ["MALI-EO13882"], ["Block"], "Executive Order 13882 (Mali)")],
        [
            Feature("Birthdate", days=on(date(1960, 1, 1 + number % 28))),
            Feature("Nationality Country", place=Place(country="Mali")),
            Feature("Location", place=Place({"CITY": "Kati"}, "Mali")),
        ],
        [Document("Passport", f"A{number}", "Mali")],
    )


def survives(specimen: Specimen, data: bytes) -> ParsedFile | None:
    """What is read of a damaged specimen; None where it is refused.

    Rows of a flat file that the damage did not touch must say what they said before, or be passed
    over by a file that denies nothing: what looks like a lost row of an entry spoils its other rows.
    """
    parsed = assert_survives(specimen.format.parse, data)
    for one in source_of(specimen.list_id).formats:
        one.recognizes(data[:65536], specimen.name)
        one.states(data[:65536])
    if parsed is not None and specimen.name.endswith((".csv", ".pip", ".del")):
        _assert_untouched_rows_are_read(specimen, data, parsed)
    return parsed


def _assert_untouched_rows_are_read(specimen: Specimen, data: bytes, parsed: ParsedFile) -> None:
    whole = specimen.format.parse(specimen.data, memo={})
    before, after = _lines_by_id(specimen.data), _lines_by_id(data)
    (part,) = (part for part in whole.parts if part is not Part.PRESENCE)
    for entry_id in before.keys() & after.keys():
        if before[entry_id] == after[entry_id] and entry_id not in parsed.unread:
            now = parsed.parts[part].get(entry_id)
            is_passed_over = now is None and part not in parsed.complete
            assert is_passed_over or now == whole.parts[part].get(entry_id), entry_id


def _lines_by_id(data: bytes) -> dict[EntryId, Counter[bytes]]:
    """The lines of each entry; an id that may also begin within a line is left out."""
    found: defaultdict[EntryId, Counter[bytes]] = defaultdict(Counter)
    for line in data.splitlines():
        start = re.match(rb"[1-9]\d{0,9}(?=[,|@])", line)
        if start is not None:
            found[EntryId(start.group().decode())][line.rstrip(b"\x1a")] += 1
    return found

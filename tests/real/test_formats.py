"""An edition that is published in several formats makes the same entries from each of them."""

from __future__ import annotations

import lzma
from collections.abc import Callable
from pathlib import Path

import pytest

import gazette
from gazette import Entry, Workspace
from gazette.app import lists
from real.agreement import CONSOLIDATED

pytestmark = [pytest.mark.real]

EDITIONS = {"2018-04-06": "consolidated.xml", "2025-12-19": "CONSOLIDATED.XML"}
"""The Consolidated editions of which both formats are held; the second was published 2025-12-18."""

Laid = Callable[..., Path]


@pytest.fixture
def lay(real_data: Path, tmp_path: Path) -> Laid:
    """Copies files of one real edition into a folder of that day, perhaps of another day."""

    def laid(edition: str, *patterns: str, day: str | None = None) -> Path:
        folder = tmp_path / f"{'-'.join(p.strip('*.') for p in patterns)}" / (day or edition)
        folder.mkdir(parents=True)
        for pattern in patterns:
            for packed in sorted((real_data / "us-ofac-cons" / edition).glob(f"{pattern}.xz")):
                data = lzma.decompress(packed.read_bytes())
                (folder / packed.name.removesuffix(".xz")).write_bytes(data)
        assert any(folder.iterdir())
        return folder

    return laid


@pytest.fixture
def record(tmp_path: Path) -> Callable[..., Workspace]:
    """Makes a record of folders, taken in one after the other."""

    def made(name: str, *folders: Path) -> Workspace:
        workspace = gazette.open(tmp_path / name, create=True)
        for folder in folders:
            (done,) = workspace.update(CONSOLIDATED, inputs=[folder])
            assert {one.verdict for one in done.outcomes} == {"accepted"}
            assert done.refused == ()
        return workspace

    return made


Record = Callable[..., Workspace]


def entries(workspace: Workspace) -> dict[str, Entry]:
    """Every entry of the last edition."""
    return {e.entry_id: e.entry for e in workspace.entries(CONSOLIDATED, as_of="2026-01-01")}


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_record_of_xml_and_one_of_the_delimited_set_hold_the_same_entries(
    lay: Laid, record: Record, edition: str
) -> None:
    xml = entries(record("xml", lay(edition, EDITIONS[edition])))
    delimited = entries(record("csv", lay(edition, "*.csv")))

    assert xml == delimited
    assert len(xml) in {639, 442}
    assert all(entry.aliases or entry.addresses or entry.profile for entry in xml.values())


@pytest.mark.parametrize(
    ("edition", "day"),
    [
        ("2018-04-06", "2018-04-01"),
        ("2018-04-06", "2018-04-20"),
        ("2025-12-19", "2025-12-10"),
        ("2025-12-19", "2025-12-25"),
    ],
)
def test_between_the_formats_of_one_edition_nothing_changes(
    lay: Laid, record: Record, edition: str, day: str
) -> None:
    workspace = record("both", lay(edition, EDITIONS[edition]), lay(edition, "*.csv", day=day))

    assert len(entries(workspace)) in {639, 442}
    assert len({one.provenance.moment for one in lists.editions(workspace, CONSOLIDATED)}) == 2
    assert workspace.changes(CONSOLIDATED, since="2000-01-01").changes == ()


@pytest.mark.parametrize("suffix", ["pip", "del", "ff"])
def test_other_forms_of_the_primary_file_hold_the_same_entries(
    lay: Laid, record: Record, suffix: str
) -> None:
    comma = entries(record("csv", lay("2018-04-06", "cons_prim.csv")))
    other = entries(record(suffix, lay("2018-04-06", f"cons_prim.{suffix}")))

    assert other == comma
    assert len(other) == 639


def test_all_forms_of_an_edition_in_one_record_make_no_change(lay: Laid, record: Record) -> None:
    folders = [
        lay("2018-04-06", pattern, day=f"2018-04-{day:02}")
        for day, pattern in enumerate(
            ("cons_prim.csv", "cons_prim.pip", "cons_prim.del", "cons_prim.ff", "cons_alt.csv"), 7
        )
    ]

    workspace = record("all", lay("2018-04-06", "consolidated.xml"), *folders)

    assert workspace.changes(CONSOLIDATED, since="2000-01-01").changes == ()


def test_downloads_of_one_edition_in_other_order_make_no_change(
    record: Record, real_data: Path
) -> None:
    workspace = record("downloads", real_data / "us-ofac-cons" / "history")

    found = workspace.changes(CONSOLIDATED, since="2000-01-01").changes
    assert {one.bounds.by.date().isoformat() for one in found if one.bounds.by} == {
        "2025-12-18",
        "2026-01-08",
    }
    assert len(lists.editions(workspace, CONSOLIDATED)) == 18

"""`gazette update`: take in copies of lists. Fetching is tested where it is done."""

from __future__ import annotations

from pathlib import Path

import pytest
from filelock import FileLock

from command_line import Gazette
from gazette.sample import files


@pytest.fixture
def editions(tmp_path: Path) -> Path:
    """The sample's SDN files in folders that date them."""
    folder = tmp_path / "editions"
    for file in files():
        if file.list_id == "us-ofac-sdn":
            path = folder / file.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.data)
    return folder


def test_copies_are_taken_in_and_the_record_is_made(
    gazette: Gazette, editions: Path, tmp_path: Path
) -> None:
    done = gazette("update", "us-ofac-sdn", "--from", str(editions), record=tmp_path / "new")

    assert (done.code, done.err) == (0, "")
    assert "accepted" in done.out
    assert "13 editions in 21 files, 2023-07-20T18:43:41Z to 2026-06-02" in done.out
    assert "the newest of 2026-06-02" in done.out


def test_a_single_edition_is_told_with_its_step(
    gazette: Gazette, editions: Path, tmp_path: Path
) -> None:
    def taken(folder: str) -> str:
        place = str(editions / folder)
        return gazette("update", "us-ofac-sdn", "--from", place, record=tmp_path / "new").out

    taken("2023-07-20T184341Z")
    told = taken("2023-07-24T184335Z")

    assert "1 edition in 1 file, of 2023-07-24T18:43:35Z" in told
    assert "55 entries, 3 joined, 0 left" in told


def test_the_same_files_again_are_known_before(
    gazette: Gazette, editions: Path, own_record: Path
) -> None:
    done = gazette("update", "us-ofac-sdn", "--from", str(editions), record=own_record)

    assert done.code == 0
    assert "known before    21 files: nothing new in them" in done.out


def test_an_empty_file_is_held_back_and_says_how_to_go_on(
    gazette: Gazette, own_record: Path, tmp_path: Path
) -> None:
    empty = tmp_path / "sdn.csv"
    empty.write_bytes(b"")

    done = gazette(
        *("update", "us-ofac-sdn", "--from", str(empty), "--published", "2024-05-04"),
        record=own_record,
    )

    assert done.code == 3
    assert "2024-05-04: the file is empty: 0 bytes" in done.out
    assert "it would have changed nothing" in done.out
    assert "--accept-suspicious" in done.out


def test_a_suspicious_edition_is_held_back_with_what_it_would_have_done(
    gazette: Gazette, own_record: Path, suspicious: Path
) -> None:
    done = gazette(
        *("update", "us-ofac-sdn", "--from", str(suspicious), "--published", "2024-05-04"),
        record=own_record,
    )

    assert done.code == 3
    assert "it would have made 60 designations" in done.out


def test_what_is_held_back_is_taken_in_by_a_person_with_a_reason(
    gazette: Gazette, held_record: Path
) -> None:
    done = gazette(
        *("update", "us-ofac-sdn", "--accept-suspicious", "--reason", "the press release says so"),
        record=held_record,
    )
    found = gazette("show", "us-ofac-sdn/90001", "--as-of", "2024-05-05", record=held_record)

    assert done.code == 0
    assert "overruled" in done.out
    assert found.documents[0]["standing"] == "listed"


def test_a_suspicious_edition_can_be_taken_at_once(
    gazette: Gazette, own_record: Path, suspicious: Path
) -> None:
    done = gazette(
        *("update", "us-ofac-sdn", "--from", str(suspicious), "--published", "2024-05-04"),
        *("--accept-suspicious", "--reason", "seen"),
        record=own_record,
    )

    assert done.code == 0
    assert "overruled" in done.out


def test_a_file_that_is_no_list_is_refused(
    gazette: Gazette, own_record: Path, tmp_path: Path
) -> None:
    page = tmp_path / "sdn.csv"
    page.write_text("<!DOCTYPE html><title>Just a moment</title>", encoding="utf-8")

    done = gazette("update", "us-ofac-sdn", "--from", str(page), record=own_record)

    assert done.code == 3
    assert "sdn.csv: a web page, not a list" in done.out


def test_a_file_that_nothing_dates_is_refused_with_what_to_do(
    gazette: Gazette, own_record: Path, tmp_path: Path, last_edition: bytes
) -> None:
    undated = tmp_path / "sdn.csv"
    undated.write_bytes(last_edition)

    done = gazette("update", "us-ofac-sdn", "--from", str(undated), record=own_record)

    assert done.code == 3
    assert "give --published" in " ".join(done.out.split())


def test_another_writer_is_told(gazette: Gazette, own_record: Path, editions: Path) -> None:
    with FileLock(own_record / "writer.lock"):
        refused = gazette("update", "us-ofac-sdn", "--from", str(editions), record=own_record)

    assert refused.code == 5
    assert "another process is writing" in refused.err


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (("--from", "x"), "`--from` needs one list"),
        (("us-ofac-sdn", "us-ofac-cons", "--from", "x"), "`--from` needs one list"),
        (("us-ofac-sdn", "--from", "x", "--format", "xml"), "`--format` says what to fetch"),
        (("us-ofac-sdn", "--published", "2024-01-01"), "`--published` dates files"),
        (("us-ofac-sdn", "--reason", "x"), "`--reason` says why"),
        (("us-ofac-sdn", "--from", "missing"), "no such file or folder: `missing`"),
        (("us-ofac-sdn", "--format", "pdf"), "`us-ofac-sdn` is not offered as: pdf"),
        (("us-xx",), "no such list: us-xx"),
        (("us-ofac-sdn", "--from", "https://example.org/sdn.csv"), "host not on the list's own"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_options_that_do_not_go_together_are_refused(
    arguments: tuple[str, ...], error: str, gazette: Gazette, own_record: Path
) -> None:
    refused = gazette("update", *arguments, record=own_record)

    assert (refused.code, refused.out) == (2, "")
    assert error in refused.err
    assert "\nhint: " in refused.err

"""The laws of the archive: bytes come back bit for bit, or not at all."""

from __future__ import annotations

import csv
import tarfile
import tempfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette.errors import ArchiveError
from gazette.sources import patches
from gazette.sources.archive import FULL_EVERY, Archive

EDITION = b"\n".join(b"%d,NAME %d,-0-" % (n, n * n) for n in range(4000))


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "archive")


def editions(count: int) -> list[bytes]:
    return [EDITION + b"\n%d,NEWEST,-0-" % n for n in range(count)]


def add_chain(archive: Archive, contents: list[bytes]) -> list[str]:
    names: list[str] = []
    for data in contents:
        names.append(archive.add(data, base=names[-1] if names else None).sha256)
    return names


def stored(archive: Archive, name: str) -> Path:
    return archive.folder / name[:2] / f"{name[2:]}.zst"


def damage(path: Path, at: int = -3) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 0xFF
    path.write_bytes(content)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.binary(max_size=300), min_size=1, max_size=6))
def test_every_content_comes_back_bit_for_bit(contents: list[bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        names = add_chain(Archive(Path(folder)), contents)

        read = [Archive(Path(folder)).read(name) for name in names]

    assert read == contents
    assert names == [sha256(data).hexdigest() for data in contents]


@given(st.binary(max_size=400), st.binary(max_size=400))
def test_unpacking_a_patch_with_its_base_gives_the_content(data: bytes, base: bytes) -> None:
    facts = patches.Header(size=len(data), base=sha256(base).hexdigest(), depth=3)

    file = patches.with_header(facts, patches.patch(data, base))

    assert patches.unpack(file, base) == data
    assert patches.header(file) == facts


@given(st.data())
def test_a_damaged_header_is_never_believed(data: st.DataObject) -> None:
    facts = patches.Header(size=9, base=None, depth=0)
    file = bytearray(patches.with_header(facts, patches.full_copy(b"published")))
    file[data.draw(st.integers(8, patches.HEADER_SIZE - 1))] ^= data.draw(st.integers(1, 255))

    with pytest.raises(ValueError, match="checksum"):
        patches.header(bytes(file))


def test_an_edition_is_kept_as_a_small_patch_of_the_one_before(archive: Archive) -> None:
    first, second = editions(2)
    base = archive.add(first)

    blob = archive.add(second, base=base.sha256)

    assert (blob.base_sha256, blob.depth, blob.size) == (base.sha256, 1, len(second))
    assert blob.stored_size < base.stored_size / 20


def test_a_full_copy_stands_at_least_every_so_many(archive: Archive) -> None:
    names = add_chain(archive, editions(FULL_EVERY + 3))

    depths = [archive.blob(name).depth for name in names]

    assert depths == [*range(FULL_EVERY), 0, 1, 2]


def test_content_unlike_its_base_is_kept_as_a_full_copy(archive: Archive) -> None:
    base = archive.add(EDITION).sha256
    noise = b"".join(sha256(b"%d" % n).digest() for n in range(200))

    blob = archive.add(noise, base=base)

    assert (blob.base_sha256, blob.depth) == (None, 0)


def test_adding_content_again_writes_nothing(archive: Archive) -> None:
    first, second = add_chain(archive, editions(2))
    before = stored(archive, second).stat()

    again = archive.add(editions(2)[1])

    after = stored(archive, second).stat()
    assert (after.st_mtime_ns, after.st_ino) == (before.st_mtime_ns, before.st_ino)
    assert again.base_sha256 == first


def test_adding_content_again_replaces_a_damaged_file_by_a_full_copy(archive: Archive) -> None:
    first, second = add_chain(archive, editions(2))
    damage(stored(archive, second))

    blob = archive.add(editions(2)[1], base=first)

    assert blob.depth == 0
    assert Archive(archive.folder).read(second) == editions(2)[1]


def test_a_damaged_file_is_an_error_and_never_other_bytes(archive: Archive) -> None:
    (name,) = add_chain(archive, [EDITION])
    path = stored(archive, name)
    whole = path.read_bytes()

    for at in range(0, len(whole), 97):
        damage(path, at)
        with pytest.raises(ArchiveError):
            Archive(archive.folder).read(name)
        path.write_bytes(whole)


def test_a_cut_file_is_an_error(archive: Archive) -> None:
    (name,) = add_chain(archive, [EDITION])
    path = stored(archive, name)
    whole = path.read_bytes()

    for length in (0, 10, patches.HEADER_SIZE, len(whole) - 1):
        path.write_bytes(whole[:length])
        with pytest.raises(ArchiveError):
            Archive(archive.folder).read(name)


def test_a_whole_file_under_a_wrong_name_is_an_error(archive: Archive) -> None:
    first, second = [archive.add(data).sha256 for data in editions(2)]
    stored(archive, second).write_bytes(stored(archive, first).read_bytes())

    with pytest.raises(ArchiveError, match="its hash differs"):
        Archive(archive.folder).read(second)


def test_content_never_added_is_an_error_that_names_it(archive: Archive) -> None:
    name = sha256(b"never").hexdigest()

    with pytest.raises(ArchiveError, match=f"not in the archive: {name}"):
        archive.read(name)


def test_a_base_that_is_not_held_is_refused(archive: Archive) -> None:
    with pytest.raises(ArchiveError, match="not in the archive"):
        archive.add(EDITION, base="ab" * 32)

    assert not list(archive.folder.glob("*/*"))


def test_files_that_build_on_each_other_are_an_error(archive: Archive) -> None:
    one, other = "aa" * 32, "bb" * 32
    for name, base in ((one, other), (other, one)):
        path = stored(archive, name)
        path.parent.mkdir(parents=True)
        facts = patches.Header(size=1, base=base, depth=1)
        path.write_bytes(patches.with_header(facts, patches.patch(b"x", b"y")))

    with pytest.raises(ArchiveError, match="builds on itself"):
        archive.read(one)
    assert [found.sha256 for found in archive.verify() if found.problem] == [one, other]


def test_verify_finds_the_damaged_file_and_what_builds_on_it(archive: Archive) -> None:
    names = add_chain(archive, editions(5))
    damage(stored(archive, names[2]))

    found = {checked.sha256: checked.problem for checked in archive.verify()}

    assert set(found) == set(names)
    assert [found[name] is None for name in names] == [True, True, False, False, False]
    assert names[2] in str(found[names[4]])


def test_verify_reads_the_disk_and_not_what_is_remembered(archive: Archive) -> None:
    (name,) = add_chain(archive, [EDITION])
    stored(archive, name).unlink()
    stored(archive, name).write_bytes(b"")

    (found,) = archive.verify()

    assert found.problem is not None


def test_an_unfinished_file_is_ignored_and_listed(archive: Archive) -> None:
    (name,) = add_chain(archive, [EDITION])
    unfinished = stored(archive, name).with_name("cdef.zst.tmp")
    unfinished.write_bytes(b"half")

    checked = list(archive.verify())

    assert [found.problem for found in checked] == [None]
    assert archive.leftovers() == (unfinished,)


def history(real_data: Path) -> Iterator[bytes]:
    with (
        next((real_data / "us-ofac-sdn" / "history").glob("*.tar.zst")).open("rb") as file,
        zstandard.ZstdDecompressor(max_window_size=2**27).stream_reader(file) as stream,
        tarfile.open(fileobj=stream, mode="r|") as tar,
    ):
        for member in tar:
            content = tar.extractfile(member) if member.isfile() else None
            if content is not None:
                yield content.read()


@pytest.mark.real
def test_the_308_sdn_editions_take_under_five_megabytes_and_come_back(
    real_data: Path, archive: Archive
) -> None:
    manifest = real_data / "us-ofac-sdn" / "history" / "manifest.csv"
    with manifest.open(newline="") as file:
        expected = [row["sha256"] for row in csv.DictReader(file) if row["member"]]

    names: list[str] = []
    size = 0
    for data in history(real_data):
        blob = archive.add(data, base=names[-1] if names else None)
        names.append(blob.sha256)
        size += blob.stored_size

    assert names == expected
    assert size < 5_000_000
    assert [checked.problem for checked in archive.verify()] == [None] * 308

"""What is found in files, folders and archives, and what is refused."""

from __future__ import annotations

import gzip
import io
import lzma
import tarfile
import tempfile
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette.errors import InputError, RefusedInput
from gazette.sources.containers import InputFile, open_inputs
from gazette.sources.unpacking import Bundle, Packing, UnpackLimits, packing

TWO_EDITIONS = {"2023-07-20/sdn.csv": b"1,first,-0-\n", "2023-07-24/sdn.csv": b"2,second,-0-\n"}

STREAMS: dict[str, Callable[[bytes], bytes]] = {
    ".xz": lzma.compress,
    ".gz": gzip.compress,
    ".zst": zstandard.compress,
}


def tar(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for name, data in members.items():
            header = tarfile.TarInfo(name)
            header.size = len(data)
            archive.addfile(header, io.BytesIO(data))
    return file.getvalue()


def zipped(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


BUNDLES: dict[str, Callable[[dict[str, bytes]], bytes]] = {
    "editions.tar": tar,
    "editions.zip": zipped,
    "editions.ZIP": zipped,
    "editions.tgz": lambda members: gzip.compress(tar(members)),
    "editions.tar.gz": lambda members: gzip.compress(tar(members)),
    "editions.tar.xz": lambda members: lzma.compress(tar(members)),
    "editions.tar.zst": lambda members: zstandard.compress(tar(members)),
}


def read_inside(path: Path, limits: UnpackLimits | None = None) -> dict[str, bytes]:
    return {found.path_inside: found.read() for found in open_inputs(path, limits=limits)}


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def only(path: Path) -> InputFile:
    (found,) = open_inputs(path)
    return found


@pytest.mark.parametrize("suffix", STREAMS)
@given(data=st.binary(max_size=2000))
def test_a_packed_file_is_read_as_it_was_published(suffix: str, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = written(Path(folder), f"SDN.CSV{suffix}", STREAMS[suffix](data))

        found = only(path)

        assert (found.name, found.path_inside) == ("sdn.csv", path.name)
        assert found.read() == data


@pytest.mark.parametrize("suffix", STREAMS)
def test_streams_packed_in_pieces_are_read_whole(tmp_path: Path, suffix: str) -> None:
    pack = STREAMS[suffix]
    path = written(tmp_path, f"sdn.csv{suffix}", pack(b"one,") + pack(b"two"))

    assert only(path).read() == b"one,two"


@pytest.mark.parametrize("name", BUNDLES)
def test_a_bundle_yields_its_members_in_order(tmp_path: Path, name: str) -> None:
    path = written(tmp_path, name, BUNDLES[name](TWO_EDITIONS))

    found = read_inside(path)

    assert list(found.items()) == [(f"{name}!{k}", v) for k, v in TWO_EDITIONS.items()]


@pytest.mark.parametrize("name", BUNDLES)
def test_members_not_read_are_passed_over(tmp_path: Path, name: str) -> None:
    path = written(tmp_path, name, BUNDLES[name](TWO_EDITIONS))

    found = [f.read() for f in open_inputs(path) if "07-24" in f.path_inside]

    assert found == [b"2,second,-0-\n"]


@pytest.mark.parametrize("name", BUNDLES)
@pytest.mark.parametrize("suffix", STREAMS)
def test_packed_members_are_unpacked(tmp_path: Path, name: str, suffix: str) -> None:
    members = {f"2023-07-24/SDN.csv{suffix}": STREAMS[suffix](b"rows")}
    path = written(tmp_path, name, BUNDLES[name](members))

    found = only(path)

    assert found.name == "sdn.csv"
    assert read_inside(path) == {f"{name}!2023-07-24/SDN.csv{suffix}": b"rows"}


@pytest.mark.parametrize("outer", BUNDLES)
@pytest.mark.parametrize("inner", BUNDLES)
def test_a_bundle_in_a_bundle_is_opened(tmp_path: Path, outer: str, inner: str) -> None:
    members = {f"2025/{inner}": BUNDLES[inner]({"sdn.xml": b"<a/>"})}
    path = written(tmp_path, outer, BUNDLES[outer](members))

    assert read_inside(path) == {f"{outer}!2025/{inner}!sdn.xml": b"<a/>"}


def test_a_third_bundle_inside_is_refused(tmp_path: Path) -> None:
    third = zipped({"b.zip": zipped({"c.zip": zipped({"sdn.csv": b"x"})})})

    with pytest.raises(RefusedInput, match=r"`a.zip!b.zip!c.zip` is packed too deep"):
        read_inside(written(tmp_path, "a.zip", third))


def test_a_folder_is_read_by_name_and_without_hidden_files(tmp_path: Path) -> None:
    written(tmp_path, "2023-07-24/sdn.csv", b"b")
    written(tmp_path, "2023-07-20/sdn.csv.xz", lzma.compress(b"a"))
    written(tmp_path, "2023-07-24/.sdn.csv.swp", b"no")
    written(tmp_path, ".git/sdn.csv", b"no")
    written(tmp_path, "2024.zip", zipped({"sdn.csv": b"c", "__MACOSX/sdn.csv": b"no", ".x": b"no"}))

    assert read_inside(tmp_path) == {
        "2023-07-20/sdn.csv.xz": b"a",
        "2023-07-24/sdn.csv": b"b",
        "2024.zip!sdn.csv": b"c",
    }


def test_folders_above_the_input_stay_in_its_path(tmp_path: Path) -> None:
    path = written(tmp_path, "2023-07-24/sdn.csv", b"b")

    found = only(path)

    assert found.path_inside == "sdn.csv"
    assert found.path == path.as_posix()


def test_looking_does_not_read(tmp_path: Path) -> None:
    written(tmp_path, "sdn.csv.xz", b"this is no xz file")

    (found,) = open_inputs(tmp_path)

    assert found.name == "sdn.csv"
    with pytest.raises(RefusedInput, match=r"`sdn\.csv\.xz` cannot be read to its end"):
        found.read()


def test_nothing_at_the_path_is_an_error_of_the_caller(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file or folder"):
        list(open_inputs(tmp_path / "absent.csv"))


SEEN = datetime(2023, 7, 24, 18, 43, tzinfo=UTC)
MANIFEST = (
    b"observed_at_utc,member,sha256,note\n"
    b"2023-07-20T18:43:00Z,2023-07-20/sdn.csv,abcd,\n"
    b"2023-07-24T18:43:00Z,2023-07-24/sdn.csv,,\n"
    b"2023-07-25T18:43:00Z,2023-07-24/sdn.csv,,seen again\n"
    b"2023-07-25T18:43:00Z,,,\n"
)


@pytest.mark.parametrize("name", BUNDLES)
def test_a_manifest_beside_a_bundle_gives_the_moments(tmp_path: Path, name: str) -> None:
    path = written(tmp_path, f"history/{name}", BUNDLES[name](TWO_EDITIONS))
    written(tmp_path, "history/manifest.csv", MANIFEST)

    for place in (path, path.parent, tmp_path):
        first, second = open_inputs(place)
        assert (second.observed_at, second.stated_sha256) == (SEEN, None)
        assert first.stated_sha256 == "abcd"


@pytest.mark.parametrize("name", BUNDLES)
@pytest.mark.parametrize("folder", ["", "inner/"])
def test_a_manifest_in_a_bundle_gives_the_moments(tmp_path: Path, name: str, folder: str) -> None:
    members = {f"{folder}{member}": data for member, data in TWO_EDITIONS.items()}
    content = BUNDLES[name](members | {f"{folder}manifest.csv": MANIFEST})
    path = written(tmp_path, name, content)

    found = list(open_inputs(path))

    assert len(found) == 2
    assert found[1].observed_at == SEEN


def test_a_manifest_covers_the_folders_below_it_and_packed_files(tmp_path: Path) -> None:
    written(tmp_path, "manifest.csv", MANIFEST)
    written(tmp_path, "2023-07-24/sdn.csv.xz", lzma.compress(b"x"))

    assert only(tmp_path).observed_at == SEEN


def test_a_manifest_in_one_bundle_says_nothing_of_another(tmp_path: Path) -> None:
    written(tmp_path, "a.zip", zipped(TWO_EDITIONS | {"manifest.csv": MANIFEST}))
    written(tmp_path, "b.zip", zipped(TWO_EDITIONS))

    dated = [found.path_inside for found in open_inputs(tmp_path) if found.observed_at]

    assert dated == ["a.zip!2023-07-20/sdn.csv", "a.zip!2023-07-24/sdn.csv"]


def test_a_csv_file_that_only_has_the_name_of_a_manifest_says_nothing(tmp_path: Path) -> None:
    written(tmp_path, "manifest.csv", b"a,b\n1,2\n")
    written(tmp_path, "sdn.csv", b"x")

    assert only(tmp_path).observed_at is None


@pytest.mark.parametrize("moment", ["yesterday", "2023-07-24", ""])
@pytest.mark.parametrize("name", ["manifest.csv", "editions.zip"])
def test_a_manifest_with_a_wrong_moment_is_refused(tmp_path: Path, name: str, moment: str) -> None:
    manifest = f"fetched_at_utc,member\n{moment},sdn.csv\n".encode()
    content = {"manifest.csv": manifest, "editions.zip": zipped({"manifest.csv": manifest})}
    written(tmp_path, name, content[name])
    written(tmp_path, "sdn.csv", b"x")

    with pytest.raises(RefusedInput, match=r"manifest\.csv` line 2") as raised:
        list(open_inputs(tmp_path))
    assert raised.value.hint


@pytest.mark.parametrize("name", ["editions.tar", "editions.tar.zst", "editions.tar.xz"])
def test_members_before_the_damage_are_yielded_and_the_damage_is_told(
    tmp_path: Path, name: str
) -> None:
    members = {f"{n}/sdn.csv": bytes([n]) * 600 for n in range(9)}
    content = BUNDLES[name](members)
    cut = content[: 3000 if name == "editions.tar" else len(content) - 20]
    seen: list[bytes] = []

    with pytest.raises(RefusedInput, match=f"`{name}.*cannot be read to its end"):
        seen.extend(found.read() for found in open_inputs(written(tmp_path, name, cut)))

    assert seen == list(members.values())[: len(seen)]
    assert len(seen) >= (1 if name == "editions.tar" else 0)


def test_an_archive_that_ends_between_two_members_is_damaged(tmp_path: Path) -> None:
    path = written(tmp_path, "editions.tar", tar(TWO_EDITIONS)[:2048])
    inputs = open_inputs(path)

    assert [next(inputs).read(), next(inputs).read()] == list(TWO_EDITIONS.values())
    with pytest.raises(RefusedInput, match="where a member or the end mark should stand"):
        next(inputs)


@settings(max_examples=300, deadline=None)
@given(name=st.sampled_from([*BUNDLES, *(f"sdn.csv{s}" for s in STREAMS)]), data=st.data())
def test_damaged_bytes_are_refused_or_read_and_nothing_else(name: str, data: st.DataObject) -> None:
    suffix = Path(name).suffix
    pack = BUNDLES.get(name) or (lambda members: STREAMS[suffix](b"".join(members.values())))
    content = bytearray(pack(TWO_EDITIONS | {"manifest.csv": MANIFEST}))
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(content)) | st.just(len(content)))

    with tempfile.TemporaryDirectory() as folder:
        path = written(Path(folder), name, bytes(content[:cut]))
        with suppress(RefusedInput):
            read_inside(path)


def small(**limits: int) -> UnpackLimits:
    generous = {"file_bytes": 10**9, "total_bytes": 10**9, "ratio": 10**6, "free_bytes": 10**9}
    return UnpackLimits(**(generous | limits))


@pytest.mark.parametrize("name", [n for n in BUNDLES if n != "editions.tar"])
@pytest.mark.parametrize(
    ("limits", "message"),
    [
        (small(file_bytes=100_000), "is larger than 100,000 bytes"),
        (small(total_bytes=200_000), "unpacks to more than 200,000 bytes"),
        (small(ratio=5, free_bytes=1000), "unpacks to more than 5 times its size"),
        (small(files=2), "holds more than 2 files"),
    ],
)
def test_a_bomb_is_stopped_at_the_limit_it_breaks(
    tmp_path: Path, name: str, limits: UnpackLimits, message: str
) -> None:
    bomb = BUNDLES[name]({f"{n}.csv": bytes(150_000) for n in range(3)})

    with pytest.raises(RefusedInput, match=message):
        read_inside(written(tmp_path, name, bomb), limits)


@pytest.mark.parametrize("suffix", STREAMS)
def test_a_bomb_inside_a_bundle_counts_against_the_outer_file(tmp_path: Path, suffix: str) -> None:
    inner = STREAMS[suffix](bytes(3_000_000))
    path = written(tmp_path, "outer.zip", zipped({f"sdn.csv{suffix}": inner}))

    with pytest.raises(RefusedInput, match=r"`outer.zip` unpacks to more than 10 times"):
        read_inside(path, small(ratio=10, free_bytes=1000))


def test_a_window_too_large_for_us_is_refused(tmp_path: Path) -> None:
    parameters = zstandard.ZstdCompressionParameters(window_log=29)
    pack = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
    path = written(tmp_path, "sdn.csv.zst", pack.compress(b"x") + pack.flush())

    with pytest.raises(RefusedInput, match="memory"):
        only(path).read()


def test_a_tar_header_that_claims_to_be_huge_is_refused(tmp_path: Path) -> None:
    header = tarfile.TarInfo("pax")
    header.type = tarfile.XHDTYPE
    header.size = 2**30

    with pytest.raises(RefusedInput, match="a header of 1,073,741,824 bytes"):
        read_inside(written(tmp_path, "a.tar", header.tobuf() + bytes(10_240)))


def test_a_zip_member_without_a_name_is_refused(tmp_path: Path) -> None:
    content = bytearray(zipped({"x": b"x"}))
    content[content.index(b"PK\x01\x02") + 46] = 0

    with pytest.raises(RefusedInput, match="cannot be read to its end"):
        read_inside(written(tmp_path, "sdn.zip", bytes(content)))


def test_an_encrypted_zip_is_refused(tmp_path: Path) -> None:
    content = bytearray(zipped({"sdn.csv": b"x"}))
    content[content.index(b"PK\x01\x02") + 8] |= 1

    with pytest.raises(RefusedInput, match=r"`sdn.zip` is encrypted: sdn.csv"):
        read_inside(written(tmp_path, "sdn.zip", bytes(content)))


def test_a_link_in_an_archive_is_refused_and_not_passed_over(tmp_path: Path) -> None:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        header = tarfile.TarInfo("latest.csv")
        header.type = tarfile.LNKTYPE
        header.linkname = "2023-07-24/sdn.csv"
        archive.addfile(header)

    with pytest.raises(RefusedInput, match=r"holds a link or a device: latest\.csv"):
        read_inside(written(tmp_path, "a.tar", file.getvalue()))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("sdn.csv", Packing("sdn.csv", None, None)),
        ("CONS_ENHANCED.ZIP", Packing("CONS_ENHANCED", None, Bundle.ZIP)),
        ("a.TGZ", Packing("a", ".gz", Bundle.TAR)),
        ("a.zip.xz", Packing("a.zip", ".xz", None)),
        ("tar", Packing("tar", None, None)),
    ],
)
def test_a_name_says_how_a_file_is_packed(name: str, expected: Packing) -> None:
    assert packing(name) == expected


@pytest.mark.real
def test_the_real_archive_is_streamed_in_order_with_its_moments(real_data: Path) -> None:
    (path,) = (real_data / "us-ofac-sdn" / "history").glob("*.tar.zst")

    seen = []
    for found in open_inputs(path):
        assert sha256(found.read()).hexdigest() == found.stated_sha256
        assert found.observed_at is not None
        seen.append(found.observed_at)

    assert len(seen) == 308
    assert seen == sorted(seen)


@pytest.mark.real
def test_every_real_ofac_file_can_be_opened(real_data: Path) -> None:
    for list_id in ("us-ofac-sdn", "us-ofac-cons", "us-ofac-enhanced"):
        for found in open_inputs(real_data / list_id):
            if "history" not in found.path_inside:
                assert found.read()

from __future__ import annotations

import lzma
import tarfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from random import Random

import pytest
import zstandard

from gazette.errors import ParseError
from gazette.model import codec
from gazette.model.entries import Addresses, Aliases, Overflow, Profile
from gazette.model.facts import Address
from gazette.model.lists import EntryId, Kind, Part
from gazette.model.names import Name, NameType
from gazette.sources.parsing import Memo, ParsedFile
from gazette.sources.us_ofac import delimited, overflow
from gazette.sources.us_ofac.flat_files import LINE_LIMIT

FORMATS = {form.name: form for form in delimited.FORMATS}
MUTATIONS = 600
ROWS = {
    "csv-primary": (
        '36,"AEROCARIBBEAN AIRLINES",-0- ,"CUBA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ',
        '42618,"CAMARA, Sadio","individual","MALI-EO13882","Minister of Defense",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 22 Mar 1979; Minister of Defense."',
        '15041,"AMIN",-0- ,"IRAN] [NPWMD",-0- ,"EQKF","Tanker","99,144",-0- ,"Iran",-0- ,"Former Vessel Flag Malta."',
    ),
    "csv-addresses": (
        '36,25,-0- ,"Havana","Cuba",-0- ',
        '173,129,"Ibex House, The Minories","London EC3N 1DY","United Kingdom",-0- ',
        '173,130,-0- ,-0- ,"Panama",-0- ',
        "306,199,-0- ,-0- ,-0- ,-0- ",
    ),
    "csv-aliases": (
        '36,12,"aka","AERO-CARIBBEAN",-0- ',
        '36,13,"fka","AC",-0- ',
        '173,57,"nka","AVIA IMPORT",-0- ',
    ),
    "csv-comments": (
        '28263,"hn\'; Linked To: LAZARUS GROUP."',
        '42496," alt. Digital Currency Address - XBT 12jV; Gender Male."',
    ),
}


def published(rows: tuple[str, ...]) -> bytes:
    return b"".join(row.encode() + b"\r\n" for row in rows) + b"\x1a"


def parsed(name: str, data: bytes, memo: Memo | None = None) -> ParsedFile:
    return FORMATS[name].parse(data, memo={} if memo is None else memo)


def adds_up(found: ParsedFile) -> bool:
    lost = sum(issue.loses_row for issue in found.issues)
    return found.elements == found.taken + found.structural + lost


def primary(found: ParsedFile, entry_id: str) -> Profile:
    profile: Profile = codec.decode(Part.PRIMARY, found.parts[Part.PRIMARY][EntryId(entry_id)])
    return profile


def test_a_primary_row_becomes_a_profile() -> None:
    profile = primary(parsed("csv-primary", published(ROWS["csv-primary"])), "42618")

    assert (profile.name.text, profile.kind) == ("CAMARA, Sadio", Kind.PERSON)
    assert (profile.title, profile.roles) == ("Minister of Defense", ())
    assert len(profile.births) == 1


def test_several_programs_in_one_column_are_told_apart_and_vessel_columns_read() -> None:
    profile = primary(parsed("csv-primary", published(ROWS["csv-primary"])), "15041")

    assert profile.programs == ("IRAN", "NPWMD")
    assert profile.kind is Kind.ORGANIZATION
    assert profile.vessel is not None
    assert (profile.vessel.call_sign, profile.vessel.tonnage) == ("EQKF", "99,144")


def test_an_entry_has_all_its_addresses_and_one_without_any_is_listed_all_the_same() -> None:
    found = parsed("csv-addresses", published(ROWS["csv-addresses"]))

    assert set(found.parts[Part.PRESENCE]) == {"36", "173", "306"}
    assert set(found.parts[Part.ADDRESSES]) == {"36", "173"}
    assert codec.decode(Part.ADDRESSES, found.parts[Part.ADDRESSES][EntryId("36")]) == Addresses(
        (Address(locality="Havana", country="Cuba"),)
    )


def test_aliases_keep_their_type() -> None:
    found = parsed("csv-aliases", published(ROWS["csv-aliases"]))

    assert codec.decode(Part.ALIASES, found.parts[Part.ALIASES][EntryId("36")]) == Aliases(
        codec.sorted_unique([Name("AERO-CARIBBEAN", NameType.AKA), Name("AC", NameType.FKA)])
    )


def test_an_overflow_text_keeps_the_blank_it_begins_with() -> None:
    found = parsed("csv-comments", published(ROWS["csv-comments"]))

    text = codec.decode(Part.COMMENTS, found.parts[Part.COMMENTS][EntryId("42496")])

    assert text == Overflow(" alt. Digital Currency Address - XBT 12jV; Gender Male.")


@pytest.mark.parametrize(
    ("name", "complete"),
    [
        ("csv-primary", {Part.PRESENCE, Part.PRIMARY}),
        ("csv-addresses", {Part.PRESENCE, Part.ADDRESSES}),
        ("csv-aliases", {Part.ALIASES}),
        ("csv-comments", {Part.COMMENTS}),
    ],
)
def test_a_file_denies_only_what_it_carries(name: str, complete: set[Part]) -> None:
    found = parsed(name, published(ROWS[name]))

    assert found.complete == complete
    assert found.parts[Part.PRESENCE].keys() >= found.parts[Part(name.removeprefix("csv-"))].keys()
    assert (found.elements, found.structural, found.issues) == (len(ROWS[name]) + 1, 1, ())


@pytest.mark.parametrize("name", ROWS)
@pytest.mark.parametrize("mark", ["|", "@"])
def test_other_delimiters_say_the_same(name: str, mark: str) -> None:
    other = {"|": "pip", "@": "del"}[mark] + name.removeprefix("csv")
    rows = tuple(_delimited_by(mark, row) for row in ROWS[name])

    assert parsed(other, published(rows)).parts == parsed(name, published(ROWS[name])).parts


def _delimited_by(mark: str, row: str) -> str:
    pieces = row.split('"')
    return '"'.join(piece if i % 2 else piece.replace(",", mark) for i, piece in enumerate(pieces))


@pytest.mark.parametrize("rows", [1, 2])
def test_a_file_with_the_publishers_line_ends_but_no_end_mark_is_truncated(rows: int) -> None:
    data = published(ROWS["csv-primary"])
    lines = data.split(b"\r\n")

    found = parsed("csv-primary", b"\r\n".join(lines[:rows]) + b"\r\n")

    assert (found.is_truncated, found.complete) == (True, frozenset())


@pytest.mark.parametrize("name", ROWS)
@pytest.mark.parametrize(
    "dress",
    [
        lambda data: data.replace(b"\r\n", b"\n"),
        lambda data: data.replace(b"\r\n", b"\r"),
        lambda data: data.removesuffix(b"\r\n\x1a").replace(b"\r\n", b"\n"),
        lambda data: data + b"\r\n",
        lambda data: data.replace(b"\x1a", b"\n\x1a"),
        lambda data: b"\xef\xbb\xbf" + data,
        lambda data: b"Ent_num,Other\r\n" + data,
        lambda data: data.replace(b",-0- \r\n\x1a", b",-0").replace(b"\r\n", b"\n"),
    ],
)
def test_copies_that_differ_in_line_ends_marks_and_headers_say_the_same(
    name: str, dress: Callable[[bytes], bytes]
) -> None:
    data = published(ROWS[name])

    found = parsed(name, dress(data))

    assert found.parts == parsed(name, data).parts
    assert found.complete == parsed(name, data).complete
    assert (found.issues, found.is_truncated) == ((), False)
    assert adds_up(found)


def test_a_stray_quote_loses_its_own_row_only() -> None:
    rows = list(ROWS["csv-primary"])
    rows[0] = rows[0].replace("AIRLINES", 'AIR"LINES')

    found = parsed("csv-primary", published(tuple(rows)))

    assert found.parts[Part.PRIMARY].keys() == {"42618", "15041"}
    assert found.parts[Part.PRESENCE].keys() == {"36", "42618", "15041"}
    assert found.unread == {"36"}
    assert [(issue.position, issue.entry_id) for issue in found.issues] == [("line 1", "36")]
    assert found.complete == {Part.PRESENCE, Part.PRIMARY}


@pytest.mark.parametrize(
    "line",
    [
        b'\0\0\0\0,"X"',
        b'x,"AEROCARIBBEAN"',
        b'036,"A",-0- ,"CUBA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ',
        b'99,"A",-0- ,"CUBA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ?98,"B",-0- ',
        b'99,"' + b"A" * LINE_LIMIT + b'"',
        b'36,"ANOTHER",-0- ,"CUBA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ',
    ],
)
def test_a_row_lost_without_its_id_leaves_nothing_that_the_file_could_deny(line: bytes) -> None:
    found = parsed("csv-primary", published(ROWS["csv-primary"]).replace(b"\x1a", line + b"\r\n"))

    assert [(issue.entry_id, issue.loses_row) for issue in found.issues] == [(None, True)]
    assert found.complete == frozenset()
    assert adds_up(found)


def test_of_two_different_rows_of_an_entry_the_first_is_kept_with_any_memo() -> None:
    first, second = ROWS["csv-primary"][0], ROWS["csv-primary"][0].replace("AERO", "ZERO")
    memo: Memo = {}
    parsed("csv-primary", published((second,)), memo)

    found = parsed("csv-primary", published((first, second)), memo)

    assert primary(found, "36").name.text == "AEROCARIBBEAN AIRLINES"
    assert found == parsed("csv-primary", published((first, second)))
    assert [issue.position for issue in found.issues] == ["line 2"]


def test_the_same_row_twice_is_no_issue() -> None:
    row = ROWS["csv-primary"][0]

    found = parsed("csv-primary", published((row, row)))

    assert (found.issues, found.taken) == ((), 2)


def test_a_damaged_address_row_leaves_the_entry_unread_rather_than_half_read() -> None:
    rows = list(ROWS["csv-addresses"])
    rows[2] = '173,130,-0- ,"Panama'

    found = parsed("csv-addresses", published(tuple(rows)))

    assert EntryId("173") not in found.parts[Part.ADDRESSES]
    assert found.unread == {"173"}
    assert adds_up(found)


def test_an_alias_remark_is_an_issue_that_loses_nothing() -> None:
    rows = (ROWS["csv-aliases"][0].replace("-0- ", '"new"'),)

    found = parsed("csv-aliases", published(rows))

    assert [(issue.excerpt, issue.loses_row) for issue in found.issues] == [("new", False)]
    assert EntryId("36") in found.parts[Part.ALIASES]


@pytest.mark.parametrize("cut", [5, 40, 100, 150])
def test_a_file_that_ends_inside_a_row_is_truncated(cut: int) -> None:
    data = published(ROWS["csv-primary"])[:-cut]

    found = parsed("csv-primary", data)

    assert found.is_truncated
    assert found.complete == frozenset()


@pytest.mark.parametrize("data", [b"", b"\x1a", b"\r\n\x1a"])
def test_a_file_without_rows_denies_nothing(data: bytes) -> None:
    found = parsed("csv-primary", data)

    assert (found.taken, found.complete) == (0, frozenset())


def test_bytes_without_a_single_row_are_not_of_the_format() -> None:
    with pytest.raises(ParseError):
        parsed("csv-primary", b"<html>403</html>\n")


@pytest.mark.parametrize(
    ("name", "spelled"),
    [("Café", "Café".encode()), ("Café", "Café".encode("windows-1252")), ("C\x81", b"C\x81")],
)
def test_text_is_utf_8_or_else_one_byte_a_character(name: str, spelled: bytes) -> None:
    data = published(ROWS["csv-primary"]).replace(b"AEROCARIBBEAN AIRLINES", spelled)

    assert primary(parsed("csv-primary", data), "36").name.text == name


def test_remarks_that_fill_their_column_keep_the_unfinished_clause_raw() -> None:
    text = ("DOB 1962; " * 100)[: overflow.LIMIT - 4] + "DOB "
    row = f'36,"A",-0- ,"CUBA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"{text}"'

    profile = primary(parsed("csv-primary", published((row,))), "36")

    assert len(text) == overflow.LIMIT
    assert profile.cut is not None
    assert text.endswith(profile.cut)


@pytest.mark.parametrize("name", ROWS)
def test_each_format_recognizes_its_own_rows_only(name: str) -> None:
    data = published(ROWS[name])

    assert [form.name for form in delimited.FORMATS if form.recognizes(data, "x")] == [name]
    assert not any(form.recognizes(b"", "sdn.csv") for form in delimited.FORMATS)


def test_mutated_files_never_raise_add_up_and_do_not_depend_on_the_memo() -> None:
    random = Random(20_230_724)
    memos: dict[str, Memo] = {name: {} for name in ROWS}
    for name, rows in ROWS.items():
        parsed(name, published(rows), memos[name])

    for _ in range(MUTATIONS):
        name = random.choice(list(ROWS))
        data = _mutated(published(ROWS[name] * 2), random)
        try:
            found = parsed(name, data)
        except ParseError:
            continue
        assert adds_up(found), data
        assert parsed(name, data, dict(memos[name])) == found, data


def _mutated(data: bytes, random: Random) -> bytes:
    damaged = bytearray(data)
    for _ in range(random.randint(1, 4)):
        place = random.randrange(len(damaged) + 1)
        length = random.randint(1, 120)
        match random.randrange(4):
            case 0 if place < len(damaged):
                damaged[place] ^= 1 << random.randrange(8)
            case 1:
                del damaged[place : place + length]
            case 2:
                damaged[place:place] = damaged[max(0, place - length) : place]
            case _:
                damaged[place:place] = random.choice([b'"', b",", b"\n", b"\r", b"\0", b"\x1a"])
    return bytes(damaged)


@pytest.mark.real
def test_every_delimited_copy_at_hand_is_read_whole(real_data: Path) -> None:
    found = {}
    memos: dict[str, Memo] = {form.name: {} for form in delimited.FORMATS}
    for packed in sorted(real_data.glob("us-ofac-*/*/*.xz")):
        name = packed.name.removesuffix(".xz").lower()
        if name.endswith((".csv", ".pip", ".del")):
            data = lzma.decompress(packed.read_bytes())
            taking = [form for form in delimited.FORMATS if form.recognizes(data[:65_536], name)]
            found[packed] = [form.parse(data, memo=memos[form.name]) for form in taking]

    assert len(found) > 60
    for packed, files in found.items():
        assert len(files) == 1, packed
        assert (files[0].issues, files[0].is_truncated) == ((), False), packed
        assert files[0].complete
        assert adds_up(files[0])


@pytest.mark.real
@pytest.mark.slow
def test_content_changes_exactly_where_a_published_row_does(real_data: Path) -> None:
    archive = real_data / "us-ofac-sdn" / "history" / "sdn_csv_2021-08-18_to_2024-05-03.tar.zst"
    memo: Memo = {}
    changed = editions = 0
    old_lines: dict[str, bytes] = {}
    old_payloads: Mapping[EntryId, bytes] = {}
    for data in _members(archive):
        lines, payloads = _lines(data), parsed("csv-primary", data, memo).parts[Part.PRIMARY]
        assert payloads.keys() == lines.keys()
        for entry_id in lines.keys() & old_lines.keys():
            is_amended = lines[entry_id] != old_lines[entry_id]
            changed += is_amended
            content_differs = payloads[EntryId(entry_id)] != old_payloads[EntryId(entry_id)]
            assert content_differs == is_amended, lines[entry_id]
        old_lines, old_payloads, editions = lines, payloads, editions + 1

    assert (editions, changed) == (308, 1_126)


def _members(archive: Path) -> Iterator[bytes]:
    """The editions of the archive, oldest first: its members are in that order."""
    reader = zstandard.ZstdDecompressor(max_window_size=2**27)
    with (
        archive.open("rb") as packed,
        reader.stream_reader(packed) as raw,
        tarfile.open(fileobj=raw, mode="r|") as members,
    ):
        for member in members:
            content = members.extractfile(member)
            if content is not None and member.name.endswith(".csv"):
                yield content.read()


def _lines(data: bytes) -> dict[str, bytes]:
    return {line.split(b",", 1)[0].decode(): line for line in data.splitlines() if b"," in line}

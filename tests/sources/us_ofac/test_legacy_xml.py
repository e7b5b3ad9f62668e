"""Legacy XML says what the delimited files of its edition say, and keeps what damage leaves of it."""

from __future__ import annotations

import csv
import lzma
import tarfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import zstandard
from hypothesis import given

from gazette.errors import ParseError
from gazette.model import codec
from gazette.model.entries import Addresses, Aliases, Profile
from gazette.model.facts import Address, Identifier, Place
from gazette.model.lists import EntryId, Kind, Part
from gazette.model.names import Name, NameType
from gazette.sources.parsing import ParsedFile
from gazette.sources.us_ofac import delimited, legacy_xml
from xml_laws import assert_accounted, assert_survives, damaged, seeds, shuffled_within_lines

OLD = "http://tempuri.org/sdnList.xsd"
NEW = "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML"

PERSON = """\
  <sdnEntry>
    <uid>42618</uid>
    <firstName>Sadio</firstName>
    <lastName>CAMARA</lastName>
    <title>Minister of Defense</title>
    <sdnType>Individual</sdnType>
    <remarks>HQ in Kati; (Linked To: WAGNER (PMC) GROUP)</remarks>
    <programList><program>MALI-EO13882</program><program>GLOMAG</program></programList>
    <idList>
      <id><uid>1</uid><idType>Gender</idType><idNumber>Male</idNumber></id>
      <id><uid>2</uid><idType>Passport</idType><idNumber>A123</idNumber><idCountry>Mali</idCountry>
        <issueDate>02 Jan 2020</issueDate><expirationDate>2025</expirationDate></id>
      <id><uid>3</uid><idType>Registration ID</idType><idNumber>1026 (Russia)</idNumber></id>
    </idList>
    <akaList>
      <aka><uid>4</uid><type>a.k.a.</type><category>strong</category>
        <lastName>KAMARA</lastName><firstName>Sadio "the Elder"</firstName></aka>
      <aka><uid>5</uid><type>f.k.a.</type><category>weak</category><lastName>SADIO</lastName></aka>
    </akaList>
    <addressList>
      <address><uid>6</uid><address1>Rue 1</address1><address2>Villa 2</address2><city>Kati</city>
        <stateOrProvince>Koulikoro</stateOrProvince><postalCode>BP 1</postalCode><country>Mali</country></address>
      <address><uid>7</uid><country>Mali</country></address>
    </addressList>
    <nationalityList>
      <nationality><uid>8</uid><country>Mali</country><mainEntry>true</mainEntry></nationality>
    </nationalityList>
    <citizenshipList>
      <citizenship><uid>9</uid><country>France</country><mainEntry>false</mainEntry></citizenship>
    </citizenshipList>
    <dateOfBirthList>
      <dateOfBirthItem><uid>10</uid><dateOfBirth>circa 1979</dateOfBirth><mainEntry>true</mainEntry></dateOfBirthItem>
    </dateOfBirthList>
    <placeOfBirthList>
      <placeOfBirthItem><uid>11</uid><placeOfBirth>Kati, Mali</placeOfBirth><mainEntry>true</mainEntry></placeOfBirthItem>
    </placeOfBirthList>
  </sdnEntry>
"""
VESSEL = """\
  <sdnEntry>
    <uid>15036</uid>
    <lastName>ARTAVIL</lastName>
    <sdnType>Vessel</sdnType>
    <programList><program>IRAN</program></programList>
    <vesselInfo>
      <callSign>T2EU4</callSign>
      <vesselType>Crude Oil Tanker</vesselType>
      <vesselFlag>Tanzania</vesselFlag>
      <vesselOwner>NITC</vesselOwner>
      <tonnage>99144</tonnage>
      <grossRegisteredTonnage>478</grossRegisteredTonnage>
    </vesselInfo>
  </sdnEntry>
"""


def document(*entries: str, namespace: str = NEW, day: str = "07/24/2023") -> bytes:
    head = f"<Publish_Date>{day}</Publish_Date><Record_Count>{len(entries)}</Record_Count>"
    return (
        f'<?xml version="1.0" standalone="yes"?>\n<sdnList xmlns="{namespace}">\n'
        f"  <publshInformation>{head}</publshInformation>\n{''.join(entries)}</sdnList>\n"
    ).encode()


WHOLE = document(PERSON, VESSEL)


def read(data: bytes) -> ParsedFile:
    parsed = legacy_xml.parse(data, memo={})
    assert_accounted(parsed)
    return parsed


def profile(parsed: ParsedFile, entry_id: str) -> Profile:
    content = codec.decode(Part.PRIMARY, parsed.parts[Part.PRIMARY][EntryId(entry_id)])
    assert isinstance(content, Profile)
    return content


@pytest.mark.parametrize("namespace", [OLD, NEW])
def test_both_namespaces_are_recognized_and_say_the_same(namespace: str) -> None:
    data = document(PERSON, VESSEL, namespace=namespace)

    (known,) = legacy_xml.FORMATS
    assert known.recognizes(data, "sdn.xml")
    assert read(data) == read(WHOLE)


def test_the_head_states_the_day_and_the_number_of_entries() -> None:
    parsed = read(WHOLE)

    assert (parsed.stated_on, parsed.stated_count) == (date(2023, 7, 24), 2)
    assert (parsed.elements, parsed.taken, parsed.structural) == (3, 2, 1)
    assert parsed.complete == {Part.PRESENCE, Part.PRIMARY, Part.ALIASES, Part.ADDRESSES}
    assert parsed.issues == ()


def test_a_person_is_read_in_the_words_of_the_delimited_files() -> None:
    person = profile(read(WHOLE), "42618")

    assert person.name == Name("CAMARA, Sadio")
    assert person.kind is Kind.PERSON
    assert person.programs == ("GLOMAG", "MALI-EO13882")
    assert person.title == "Minister of Defense"
    assert person.weak_aliases == (Name("SADIO", NameType.FKA, is_weak=True),)
    assert [(birth.date.text, birth.is_alternate) for birth in person.births] == [
        ("circa 1979", False)
    ]
    assert person.birthplaces == (Place("Kati, Mali"),)
    assert person.nationalities == (Place("Mali"),)
    assert person.citizenships == (Place("France", is_alternate=True),)
    assert person.genders == ("male",)
    assert [link.name for link in person.links] == ["WAGNER (PMC) GROUP"]
    registration, passport = person.identifiers
    assert passport.issued is not None
    assert passport.expires is not None
    assert (passport.value, passport.country) == ("A123", "Mali")
    assert (passport.issued.text, passport.expires.text) == ("02 Jan 2020", "2025")
    assert registration == Identifier("registration-number", "1026", "Registration ID", "Russia")


def test_quotes_in_names_are_those_of_the_delimited_files() -> None:
    aliases = codec.decode(Part.ALIASES, read(WHOLE).parts[Part.ALIASES][EntryId("42618")])

    assert aliases == Aliases((Name("KAMARA, Sadio 'the Elder'", NameType.AKA),))


def test_an_address_is_composed_as_in_the_delimited_files() -> None:
    addresses = codec.decode(Part.ADDRESSES, read(WHOLE).parts[Part.ADDRESSES][EntryId("42618")])

    assert addresses == Addresses(
        (Address(None, None, "Mali"), Address("Rue 1, Villa 2", "Kati, Koulikoro BP 1", "Mali"))
    )


def test_tonnage_is_printed_with_its_thousands_apart() -> None:
    vessel = profile(read(WHOLE), "15036").vessel

    assert vessel is not None
    assert (vessel.tonnage, vessel.gross_tonnage) == ("99,144", "478")
    assert (vessel.call_sign, vessel.flag, vessel.owner) == ("T2EU4", "Tanzania", "NITC")


@given(seeds)
def test_the_order_of_elements_does_not_change_what_is_said(seed: int) -> None:
    assert read(shuffled_within_lines(WHOLE, seed)).parts == read(WHOLE).parts


ALIAS_WITH_SCRIPT = (
    "<akaList><aka><uid>1</uid><type>a.k.a.</type><category>strong</category>"
    "<lastName>X</lastName><script>Latin</script></aka></akaList>"
)


@pytest.mark.parametrize(
    ("inserted", "path", "line"),
    [
        ("<height>180</height>", "sdnEntry/height", 17),
        (ALIAS_WITH_SCRIPT, "sdnEntry/akaList/aka/script", 17),
        ("<title>Second</title>", "sdnEntry/title", 17),
        ("text", "sdnEntry", 4),
    ],
)
def test_what_no_reader_took_is_an_issue_with_its_line(inserted: str, path: str, line: int) -> None:
    parsed = read(document(PERSON.replace("</idList>", f"</idList>{inserted}")))

    (issue,) = parsed.issues
    assert issue.position == f"line {line} ({path})"
    assert issue.entry_id == "42618"
    assert not issue.loses_row
    assert parsed.taken == 1


def test_an_unknown_label_is_an_issue_and_stays_as_text() -> None:
    entry = PERSON.replace("<idType>Gender</idType>", "<idType>Shoe size:</idType>")

    parsed = read(document(entry))

    assert "Shoe size: Male" in profile(parsed, "42618").remarks
    assert [issue.reason for issue in parsed.issues] == ["unknown label: Shoe size:"]


def test_of_two_entries_with_one_id_the_first_counts_and_the_second_is_an_issue() -> None:
    second = VESSEL.replace("15036", "42618")

    parsed = read(document(PERSON, second))

    assert profile(parsed, "42618").name.text == "CAMARA, Sadio"
    (issue,) = parsed.issues
    assert (issue.entry_id, issue.loses_row) == ("42618", True)
    assert parsed.unread == frozenset()


def test_an_entry_without_a_name_is_present_and_unread() -> None:
    parsed = read(document(PERSON, VESSEL.replace("lastName", "lostName")))

    assert EntryId("15036") in parsed.parts[Part.PRESENCE]
    assert EntryId("15036") not in parsed.parts[Part.PRIMARY]
    assert parsed.unread == {EntryId("15036")}


def test_an_element_of_a_damaged_name_may_have_been_any_entry() -> None:
    data = document(PERSON, VESSEL.replace("<uid>", "<uld>").replace("</uid>", "</uld>"))

    (issue,) = read(data).issues
    assert (issue.entry_id, issue.loses_row) == (None, True)


def test_a_cut_file_keeps_the_entries_before_the_cut_and_denies_nothing() -> None:
    parsed = read(WHOLE[: WHOLE.index(b"<vesselFlag>")])

    assert parsed.is_truncated
    assert parsed.complete == frozenset()
    assert profile(parsed, "42618") == profile(read(WHOLE), "42618")
    assert parsed.unread == {EntryId("15036")}


@given(seeds)
def test_damage_never_raises_and_everything_stays_accounted_for(seed: int) -> None:
    assert_survives(legacy_xml.parse, damaged(WHOLE, seed))


def test_a_file_of_another_format_is_refused() -> None:
    with pytest.raises(ParseError, match="sdnList"):
        legacy_xml.parse(b"<sanctionsData/>", memo={})


SETS = {"2018-04-06": "consolidated.xml", "2025-12-19": "CONSOLIDATED.XML"}
"""The Consolidated editions of which both formats are held; the second was published 2025-12-18."""

Unpack = Callable[[str], bytes]


@pytest.fixture
def unpack(real_data: Path) -> Unpack:
    """The unpacked bytes of a file below the folder of the Consolidated list; none for no file."""

    def unpacked(path: str) -> bytes:
        packed = real_data / "us-ofac-cons" / f"{path}.xz"
        return lzma.decompress(packed.read_bytes()) if packed.exists() else b""

    return unpacked


def from_delimited(name: str, data: bytes) -> ParsedFile:
    known = next(each for each in delimited.FORMATS if each.recognizes(data[:65536], name))
    return known.parse(data, memo={})


def whole_remarks(primary: bytes, comments: bytes) -> bytes:
    """The primary file with each cut text of its last column followed by its overflow."""
    for entry_id, overflow in csv.reader(comments.decode().replace("\x1a", "").splitlines()):
        start = primary.index(f"\n{entry_id},".encode()) + 1
        end = primary.index(b'"\r\n', start)
        primary = primary[:end] + overflow.encode() + primary[end:]
    return primary


@pytest.mark.real
@pytest.mark.parametrize("folder", SETS)
def test_a_real_edition_equals_its_delimited_set_without_exception(
    unpack: Unpack, folder: str
) -> None:
    primary, address, alias, comments = (
        unpack(f"{folder}/cons_{name}.csv") for name in ("prim", "add", "alt", "comments")
    )

    parsed = read(unpack(f"{folder}/{SETS[folder]}"))

    assert parsed.issues == ()
    profiles = from_delimited("cons_prim.csv", whole_remarks(primary, comments))
    assert parsed.parts[Part.PRESENCE] == profiles.parts[Part.PRESENCE]
    assert parsed.parts[Part.PRIMARY] == profiles.parts[Part.PRIMARY]
    addresses = from_delimited("cons_add.csv", address).parts[Part.ADDRESSES]
    assert parsed.parts[Part.ADDRESSES] == addresses
    aliases = from_delimited("cons_alt.csv", alias).parts[Part.ALIASES]
    assert parsed.parts[Part.ALIASES] == aliases


@pytest.mark.real
def test_eighteen_downloads_in_different_orders_are_three_editions(real_data: Path) -> None:
    (archive,) = (real_data / "us-ofac-cons" / "history").glob("*.tar.zst")
    editions: dict[date | None, list[ParsedFile]] = {}

    with (
        archive.open("rb") as packed,
        zstandard.ZstdDecompressor().stream_reader(packed) as stream,
        tarfile.open(fileobj=stream, mode="r|") as members,
    ):
        for member in members:
            content = members.extractfile(member)
            if content is not None:
                parsed = read(content.read())
                editions.setdefault(parsed.stated_on, []).append(parsed)

    assert sorted(filter(None, editions)) == [
        date(2025, 10, 22),
        date(2025, 12, 18),
        date(2026, 1, 8),
    ]
    assert sum(map(len, editions.values())) == 18
    for first, *others in editions.values():
        assert first.stated_count == first.taken == len(first.parts[Part.PRESENCE])
        assert all(other.parts == first.parts for other in others)


@pytest.mark.real
@pytest.mark.parametrize("folder", ["2020-03-17", "2025-03-28", "2025-11-29", "2026-01-09"])
def test_every_real_file_is_understood_to_the_last_element(unpack: Unpack, folder: str) -> None:
    data = unpack(f"{folder}/consolidated.xml") or unpack(f"{folder}/CONSOLIDATED.XML")

    parsed = read(data)

    assert parsed.issues == ()
    assert parsed.stated_count == parsed.taken

"""The sample through the real parsers: what is read back is what the facts say, and nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from gazette.model import codec
from gazette.model.entries import Addresses, Aliases, Listing, Profile
from gazette.model.facts import PartialDate
from gazette.model.lists import EntryId, ListId, Part
from gazette.model.names import NameType
from gazette.sample import SampleFile, files
from gazette.sample.editions import EDITIONS
from gazette.sample.facts import CONSOLIDATED, SDN, Address, Facts, listings
from gazette.sources.parsing import ParsedFile
from gazette.sources.us_ofac import delimited, enhanced_xml, legacy_xml

FILES = files()
FORMATS = (*delimited.FORMATS, *legacy_xml.FORMATS)
NAMES = {SDN: "SDN List", CONSOLIDATED: "Consolidated List"}
HELD = {list_id: listings(list_id) for list_id in NAMES}
DAYS = {f"{e.folder}/{name}": e.day for e in EDITIONS for name in e.files}

each_file = pytest.mark.parametrize("file", FILES, ids=lambda file: file.path)


def read(list_id: ListId, file_name: str, data: bytes) -> ParsedFile:
    formats = (*FORMATS, *enhanced_xml.formats_for(NAMES[list_id]))
    (known,) = [each for each in formats if each.recognizes(data[:65536], file_name)]
    return known.parse(data, memo={})


def read_back(file: SampleFile) -> ParsedFile:
    return read(file.list_id, file.path.split("/")[1], file.data)


def expected(file: SampleFile) -> dict[EntryId, Facts]:
    found = ((listing.entry_id, listing.on(DAYS[file.path])) for listing in HELD[file.list_id])
    return {entry_id: facts for entry_id, facts in found if facts is not None}


def contents(file: SampleFile, part: Part) -> Iterator[tuple[Facts, object]]:
    """The facts of every entry the file carries the part of, and what was read of it."""
    facts = expected(file)
    for entry_id, payload in read_back(file).parts.get(part, {}).items():
        yield facts[entry_id], codec.decode(part, payload)


def text(day: PartialDate | None) -> str | None:
    return None if day is None else day.text


def street_and_locality(address: Address) -> tuple[str | None, str | None]:
    region = ", ".join(each for each in (address.city, address.region) if each)
    locality = " ".join(each for each in (region, address.postal_code) if each)
    street = ", ".join(line for line in address.lines if line)
    return address.street or street or None, address.locality or locality or None


@each_file
def test_a_file_is_read_without_an_issue_and_every_element_accounted_for(file: SampleFile) -> None:
    parsed = read_back(file)

    assert parsed.issues == ()
    assert not parsed.is_truncated
    assert parsed.elements == parsed.taken + parsed.structural


@each_file
def test_a_file_shows_the_entries_of_its_edition_and_an_xml_file_its_day(file: SampleFile) -> None:
    parsed = read_back(file)
    shown = set(parsed.parts[Part.PRESENCE])

    if Part.PRESENCE in parsed.complete:
        assert shown == set(expected(file))
    else:
        assert shown <= set(expected(file))
    assert parsed.stated_on == (DAYS[file.path] if file.path.endswith(".xml") else None)


@each_file
def test_names_kinds_and_programs_are_read_back(file: SampleFile) -> None:
    for facts, profile in contents(file, Part.PRIMARY):
        assert isinstance(profile, Profile)
        assert profile.name.text == facts.name
        assert profile.kind is facts.kind
        assert profile.title == facts.title
        assert set(profile.programs) == set(facts.programs)


@each_file
def test_what_tells_namesakes_apart_is_read_back(file: SampleFile) -> None:
    for facts, profile in contents(file, Part.PRIMARY):
        assert isinstance(profile, Profile)
        assert {(b.date.text, b.is_alternate) for b in profile.births} == {
            (birth, n > 0) for n, birth in enumerate(facts.births)
        }
        assert {p.text for p in profile.birthplaces} == set(facts.birthplaces)
        assert {p.text for p in profile.nationalities} == set(facts.nationalities)
        assert {p.text for p in profile.citizenships} == set(facts.citizenships)
        assert profile.genders == ((facts.gender,) if facts.gender else ())


@each_file
def test_documents_and_wallets_are_read_back(file: SampleFile) -> None:
    for facts, profile in contents(file, Part.PRIMARY):
        assert isinstance(profile, Profile)
        read_documents = {
            (i.label, i.value, i.country, text(i.issued), text(i.expires))
            for i in profile.identifiers
        }
        if profile.cut is None:
            assert {
                (d.label, d.number.removeprefix("IMO "), d.country, d.issued, d.expires)
                for d in facts.documents
            } <= read_documents
        assert {(w.currency, w.address) for w in profile.wallets} == {
            (w.currency, w.address) for w in facts.wallets
        }


@each_file
def test_weak_aliases_and_links_are_read_back(file: SampleFile) -> None:
    for facts, profile in contents(file, Part.PRIMARY):
        assert isinstance(profile, Profile)
        if profile.cut is None:
            weak = {name.text for name in profile.weak_aliases if name.is_weak}
            assert weak == set(facts.weak_aliases)
            assert {link.name for link in profile.links} == {
                name.removesuffix(".") for name in facts.linked_to
            }


@each_file
def test_no_clause_of_the_sample_stays_unread_but_those_without_a_label(file: SampleFile) -> None:
    for facts, profile in contents(file, Part.PRIMARY):
        assert isinstance(profile, Profile)
        assert set(profile.remarks) <= set(facts.remarks)


@each_file
def test_strong_aliases_are_read_back(file: SampleFile) -> None:
    seen = False
    for facts, aliases in contents(file, Part.ALIASES):
        assert isinstance(aliases, Aliases)
        assert {(name.text, name.type) for name in aliases.names} == {
            *((name, NameType.AKA) for name in facts.aliases),
            *((name, NameType.FKA) for name in facts.former_names),
        }
        seen = True
    assert seen or file.path.endswith(("sdn.csv", "add.csv", "sdn_comments.csv"))


@each_file
def test_addresses_are_read_back(file: SampleFile) -> None:
    for facts, addresses in contents(file, Part.ADDRESSES):
        assert isinstance(addresses, Addresses)
        assert {(a.street, a.locality, a.country) for a in addresses.addresses} == {
            (*street_and_locality(address), address.country) for address in facts.addresses
        }


@each_file
def test_stated_days_and_measures_are_read_back(file: SampleFile) -> None:
    for facts, listing in contents(file, Part.LISTING):
        assert isinstance(listing, Listing)
        assert {(m.list_name, m.stated) for m in listing.memberships} == {
            (m.name, m.stated) for m in facts.lists
        }
        assert set(listing.measures) == set(facts.measures)
        assert set(listing.authorities) == set(facts.authorities)


def test_the_rest_of_cut_remarks_is_read_back() -> None:
    (entry,) = [listing for listing in HELD[SDN] if listing.entry_id == "28263"]
    for file in FILES:
        if file.path.endswith("sdn_comments.csv"):
            assert set(read_back(file).parts[Part.COMMENTS]) == {entry.entry_id}
        if file.path.endswith("/sdn.csv"):
            payload = read_back(file).parts[Part.PRIMARY][entry.entry_id]
            assert codec.decode(Part.PRIMARY, payload).cut is not None

"""Advanced XML, of which no sample is held: made to the publisher's schema, and read back exactly."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from advanced_documents import (
    NAMESPACE_2018,
    NAMESPACE_2024,
    Alias,
    Document,
    Feature,
    Listing,
    Party,
    Place,
    Tie,
    document,
    in_year,
    in_years,
    on,
)
from gazette.errors import ParseError
from gazette.model import codec, facts
from gazette.model import entries as model
from gazette.model.entries import LinkForm, Membership, NameForm, NamePart, PlaceForm
from gazette.model.lists import EntryId, Kind, Part
from gazette.model.names import Name, NameType
from gazette.sources.parsing import ParsedFile
from gazette.sources.us_ofac import advanced_xml
from xml_laws import assert_accounted, assert_survives, damaged, seeds

SDN, CONSOLIDATED = "SDN List", "Consolidated List"
MALI = Listing(SDN, date(2023, 7, 24), ["MALI-EO13882"], ["Block"], "Executive Order 13882 (Mali)")
IRAN = Listing(SDN, date(2018, 11, 5), ["IRAN", "IFSR"], ["Block"], "Executive Order 13599 (Iran)")


def person(*parts: tuple[str, str]) -> dict[str, list[tuple[str, str]]]:
    return {"Latin": list(parts)}


CAMARA = Party(
    42618,
    "Individual",
    [
        Alias(
            {
                "Latin": [("First Name", "Sadio"), ("Last Name", "Camara")],
                "Cyrillic": [
                    ("First Name", "\u0421\u0430\u0434\u0438\u043e"),
                    ("Last Name", "\u041a\u0430\u043c\u0430\u0440\u0430"),
                ],
            },
            "Name",
            is_primary=True,
        ),
        Alias(person(("Last Name", "Kamara"), ("First Name", "Sadio"), ("Middle Name", "Boi"))),
        Alias(person(("Nickname", "The Elder")), is_weak=True),
        Alias(person(("Last Name", "Samara"), ("First Name", "Sadio")), "F.K.A."),
    ],
    [MALI],
    [
        Feature("Birthdate", days=in_year(1979), reliability="Confirmed"),
        Feature("Birthdate", days=in_year(1978), is_approximate=True),
        Feature("Birthdate", days=in_years(1967, 1969)),
        Feature("Birthdate", days=on(date(1979, 3, 22))),
        Feature("Place of Birth", place=Place({"Unknown": "Kati, Koulikoro, Mali"})),
        Feature("Nationality Country", place=Place(country="Mali")),
        Feature("Citizenship Country", place=Place(country="France"), comment="since 2010"),
        Feature("Gender", lookup="Male"),
        Feature("Title", detail="Minister of Defense"),
        Feature("Secondary sanctions risk:", lookup="See Section 11 of Executive Order 14024."),
        Feature("Digital Currency Address - XBT", detail="bc1qexample"),
        Feature(
            "Location",
            place=Place(
                {
                    "ADDRESS1": "Rue 1",
                    "ADDRESS2": "Villa 2",
                    "CITY": "Kati",
                    "STATE/PROVINCE": "Koulikoro",
                    "POSTAL CODE": "BP 1",
                },
                "Mali",
                "formerly",
            ),
        ),
        Feature("Location", place=Place(country="Mali")),
        Feature("Location", place=Place({"REGION": "Northern Mali"})),
    ],
    [
        Document(
            "Passport",
            "A123",
            "Mali",
            on(date(2020, 1, 2)),
            in_year(2025),
            authority="Police",
            validity="Fraudulent",
            comment="seen",
        )
    ],
    comment="HQ in Kati; Telephone 223 20 22",
)
WAGNER = Party(
    18064,
    "Entity",
    [Alias({"Latin": [("Entity Name", "Wagner Group")]}, "Name", is_primary=True)],
    [
        MALI,
        Listing(
            "Another List", date(2017, 6, 20), ["UKRAINE-EO13660"], [], "Executive Order 13660"
        ),
    ],
    [
        Feature("Website", detail="www.example.com"),
        Feature("Organization Established Date", days=on(date(2014, 5, 1))),
    ],
    [Document("Tax ID No.", "7704"), Document("Registration Number", "11 (Russia)")],
)
ARTAVIL = Party(
    15036,
    "Vessel",
    [Alias({"Latin": [("Vessel Name", "Artavil")]}, "Name", is_primary=True)],
    [IRAN],
    [
        Feature("Vessel Call Sign", detail="T2EU4"),
        Feature("VESSEL TYPE", lookup="Crude Oil Tanker"),
        Feature("Vessel Flag", detail="Tanzania"),
        Feature("Former Vessel Flag", detail="Malta"),
        Feature("Vessel Tonnage", detail="99144"),
    ],
    [Document("Vessel Registration Identification", "IMO 9187629")],
)
PLANE = Party(
    26000,
    "Aircraft",
    [Alias({"Latin": [("Aircraft Name", "EP-GOM")]}, "Name", is_primary=True)],
    [IRAN],
    [
        Feature("Aircraft Model", detail="IL76-TD"),
        Feature("Aircraft Manufacture Date", days=in_year(1992)),
        Feature("Aircraft Manufacturer’s Serial Number (MSN)", detail="1023"),  # noqa: RUF001  as published
    ],
)
PARTIES = [CAMARA, WAGNER, ARTAVIL, PLANE]
TIES = [
    Tie(42618, 18064, "Acting for or on behalf of", quality="High"),
    Tie(15036, 26000, "Owned or Controlled By", is_former=True),
]
WHOLE = document(PARTIES, TIES)
parse_sdn = advanced_xml.parser_for(SDN)


def read(data: bytes, list_name: str = SDN) -> ParsedFile:
    parsed = advanced_xml.parser_for(list_name)(data, memo={})
    assert_accounted(parsed)
    return parsed


def content(part: Part, entry_id: int, parsed: ParsedFile | None = None) -> object:
    found = read(WHOLE) if parsed is None else parsed
    return codec.decode(part, found.parts[part][EntryId(str(entry_id))])


def profile(entry_id: int, parsed: ParsedFile | None = None) -> model.Profile:
    found = content(Part.PRIMARY, entry_id, parsed)
    assert isinstance(found, model.Profile)
    return found


def details(entry_id: int) -> model.Details:
    found = content(Part.DETAILS, entry_id)
    assert isinstance(found, model.Details)
    return found


@pytest.mark.real
@pytest.mark.parametrize("parties", [PARTIES, [PLANE], []])
def test_the_documents_validate_against_the_publishers_schema(
    real_data: Path, parties: list[Party]
) -> None:
    schema = etree.XMLSchema(file=str(real_data / "schemas" / "us-ofac" / "sdn_advanced.xsd"))
    ties = TIES if parties is PARTIES else []

    schema.assertValid(etree.fromstring(document(parties, ties)))


def test_a_whole_document_is_understood_to_the_last_element() -> None:
    parsed = read(WHOLE)

    assert parsed.issues == ()
    assert parsed.stated_on == date(2024, 5, 3)
    assert parsed.complete == frozenset(Part) - {Part.COMMENTS}
    assert parsed.parts[Part.PRESENCE].keys() == {"42618", "18064", "15036", "26000"}


def test_a_person_is_read_back_exactly() -> None:
    person = profile(42618)

    assert person.name == Name("CAMARA, Sadio")
    assert (person.kind, person.title) == (Kind.PERSON, "Minister of Defense")
    assert person.programs == ("MALI-EO13882",)
    assert person.weak_aliases == (Name("The Elder", NameType.AKA, is_weak=True),)
    assert {(birth.date.text, birth.is_alternate) for birth in person.births} == {
        ("1979", False),
        ("circa 1978", True),
        ("1967 to 1969", True),
        ("22 Mar 1979", True),
    }
    assert person.birthplaces == (facts.Place("Kati, Koulikoro, Mali"),)
    assert person.nationalities == (facts.Place("Mali"),)
    assert person.citizenships == (facts.Place("France"),)
    assert person.genders == ("male",)
    assert person.wallets == (facts.Wallet("XBT", "bc1qexample"),)
    assert [notice.topic for notice in person.notices] == ["secondary-sanctions"]
    assert [contact.value for contact in person.contacts] == ["223 20 22"]
    assert person.remarks == ("HQ in Kati",)
    assert person.links == (facts.Link("WAGNER GROUP"),)
    (passport,) = person.identifiers
    assert passport.issued is not None
    assert passport.expires is not None
    assert (passport.type, passport.value, passport.country) == ("passport", "A123", "Mali")
    assert (passport.issued.text, passport.expires.text) == ("02 Jan 2020", "2025")


def test_strong_aliases_and_addresses_are_read_back_exactly() -> None:
    aliases, addresses = (content(part, 42618) for part in (Part.ALIASES, Part.ADDRESSES))

    assert isinstance(aliases, model.Aliases)
    assert set(aliases.names) == {
        Name("KAMARA, Sadio Boi", NameType.AKA),
        Name("SAMARA, Sadio", NameType.FKA),
    }
    assert isinstance(addresses, model.Addresses)
    assert set(addresses.addresses) == {
        facts.Address("Rue 1, Villa 2", "Kati, Koulikoro BP 1", "Mali"),
        facts.Address(country="Mali"),
        facts.Address(country="Region: Northern Mali"),
    }


def test_the_listing_is_read_from_events_and_measures() -> None:
    assert content(Part.LISTING, 18064) == model.Listing(
        memberships=(
            Membership(SDN, date(2023, 7, 24)),
            Membership("Another List", date(2017, 6, 20)),
        ),
        measures=("Block",),
        authorities=("Executive Order 13660", "Executive Order 13882 (Mali)"),
    )


def test_details_are_those_of_the_enhanced_format() -> None:
    parts = (
        NamePart("Last Name", "\u041a\u0430\u043c\u0430\u0440\u0430"),
        NamePart("First Name", "\u0421\u0430\u0434\u0438\u043e"),
    )
    place = facts.Address("Rue 1, Villa 2", "Kati, Koulikoro BP 1", "Mali")

    found = details(42618)

    assert (
        NameForm(
            "CAMARA, Sadio",
            "\u041a\u0410\u041c\u0410\u0420\u0410, \u0421\u0430\u0434\u0438\u043e",
            "Cyrillic",
            parts,
        )
        in found.names
    )
    assert found.places == (PlaceForm(place, "Kati", "Koulikoro", "BP 1"),)
    assert found.links == (LinkForm("WAGNER GROUP", "Acting for or on behalf of", "18064", "High"),)
    assert set(found.attributes) == {
        facts.Attribute("Reliability of Birthdate 1979", "Confirmed"),
        facts.Attribute("Comment of Citizenship Country France", "since 2010"),
        facts.Attribute(
            "Comment of address Rue 1, Villa 2, Kati, Koulikoro BP 1, Mali", "formerly"
        ),
        facts.Attribute("Issuing authority of Passport A123", "Police"),
        facts.Attribute("Validity of Passport A123", "Fraudulent"),
        facts.Attribute("Comment of Passport A123", "seen"),
    }


def test_a_tie_that_has_ended_says_so() -> None:
    assert details(15036).links == (LinkForm("EP-GOM", "Owned or Controlled By (former)", "26000"),)


def test_organizations_ships_and_aircraft_are_read_back_exactly() -> None:
    organization, ship, plane = (profile(entry_id) for entry_id in (18064, 15036, 26000))

    assert (organization.kind, organization.name.text) == (Kind.ORGANIZATION, "WAGNER GROUP")
    assert set(organization.programs) == {"MALI-EO13882", "UKRAINE-EO13660"}
    assert [each.date.text for each in organization.milestones] == ["01 May 2014"]
    assert {(each.value, each.country) for each in organization.identifiers} == {
        ("7704", None),
        ("11", "Russia"),
    }
    assert ship.kind is Kind.VESSEL
    assert ship.vessel == facts.Vessel(
        call_sign="T2EU4",
        type="Crude Oil Tanker",
        tonnage="99,144",
        flag="Tanzania",
        former_flags=("Malta",),
    )
    assert [(each.type, each.value) for each in ship.identifiers] == [("imo", "9187629")]
    assert (plane.kind, plane.name.text) == (Kind.AIRCRAFT, "EP-GOM")
    assert plane.aircraft is not None
    assert plane.aircraft.models == ("IL76-TD",)


@given(st.integers(min_value=0, max_value=10**9), seeds)
def test_neither_the_keys_nor_the_order_of_parties_change_what_is_said(
    first_key: int, seed: int
) -> None:
    parties, ties = list(PARTIES), list(TIES)
    chance = random.Random(seed)
    chance.shuffle(parties)
    chance.shuffle(ties)

    parsed = read(document(parties, ties, first_key=first_key))

    assert parsed.parts == read(WHOLE).parts
    assert parsed.issues == ()


@pytest.mark.parametrize("namespace", [NAMESPACE_2018, NAMESPACE_2024])
def test_both_namespaces_are_recognized_and_say_the_same(namespace: str) -> None:
    data = document(PARTIES, TIES, namespace=namespace)

    (known,) = advanced_xml.formats_for(SDN)
    assert known.recognizes(data, "sdn_advanced.xml")
    assert read(data).parts == read(WHOLE).parts


def test_parties_of_other_lists_are_structure() -> None:
    parsed = read(WHOLE, "Another List")

    assert parsed.parts[Part.PRESENCE].keys() == {"18064"}


def test_a_file_of_other_lists_is_refused() -> None:
    with pytest.raises(ParseError, match=CONSOLIDATED):
        read(WHOLE, CONSOLIDATED)


def test_a_file_of_changes_only_denies_nothing() -> None:
    parsed = read(document(PARTIES, TIES, root_attributes={"DeltaBaseVersion": "7"}))

    assert parsed.complete == frozenset()
    assert [issue.position for issue in parsed.issues] == ["line 2 (Sanctions/@DeltaBaseVersion)"]
    assert parsed.parts == read(WHOLE).parts


def test_a_reference_nobody_defined_is_an_issue() -> None:
    data = WHOLE.replace(b">Male</DetailReference>", b"></DetailReference>")

    parsed = read(data)

    assert profile(42618, parsed).genders == ()
    assert any("without value: Gender" in issue.reason for issue in parsed.issues)
    assert parsed.unread == {EntryId("42618")}


def test_what_no_reader_took_is_an_issue() -> None:
    data = WHOLE.replace(b'FixedRef="42618">', b'FixedRef="42618" DeltaAction="amend">', 1)

    (issue,) = read(data).issues
    assert issue.position.endswith("(DistinctParty/@DeltaAction)")
    assert issue.entry_id == "42618"


def test_a_file_cut_before_the_sanctions_entries_tells_of_no_list() -> None:
    parsed = read(WHOLE[: WHOLE.index(b"<SanctionsEntries>")])

    assert parsed.is_truncated
    assert parsed.parts[Part.PRESENCE] == {}
    assert sum(issue.loses_row for issue in parsed.issues) == len(PARTIES)


def test_a_file_cut_between_sanctions_entries_keeps_the_parties_before_the_cut() -> None:
    parsed = read(WHOLE[: WHOLE.index(b' ProfileID="15036"')])

    assert parsed.is_truncated
    assert parsed.parts[Part.PRESENCE].keys() == {"42618", "18064"}
    assert profile(42618, parsed) == profile(42618)


@given(seeds)
def test_damage_never_raises_and_everything_stays_accounted_for(seed: int) -> None:
    assert_survives(parse_sdn, damaged(WHOLE, seed))

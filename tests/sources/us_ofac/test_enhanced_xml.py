"""Enhanced XML says what the delimited files say in their words, and the rest in parts of its own."""

from __future__ import annotations

import io
import lzma
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given

from gazette.errors import ParseError
from gazette.model import codec
from gazette.model.entries import (
    Addresses,
    Aliases,
    Details,
    LinkForm,
    Listing,
    Membership,
    NameForm,
    NamePart,
    PlaceForm,
    Profile,
)
from gazette.model.facts import Address, Attribute, Link, Place
from gazette.model.lists import EntryId, Kind, Part
from gazette.model.names import Name, NameType
from gazette.sources.parsing import ParsedFile
from gazette.sources.us_ofac import enhanced_xml, legacy_xml
from gazette.sources.us_ofac.xml_names import composed
from xml_laws import assert_accounted, assert_survives, damaged, seeds, shuffled_within_lines

SDN, CONSOLIDATED = "SDN List", "Consolidated List"
NAMESPACE = (
    "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/ENHANCED_XML"
)


def translation(script: str, family: str, given: str, full: str, *, is_primary: bool) -> str:
    return f"""
          <translation id="7">
            <isPrimary>{str(is_primary).lower()}</isPrimary>
            <script refId="1">{script}</script>
            <formattedFirstName>{given}</formattedFirstName>
            <formattedLastName>{family.upper()}</formattedLastName>
            <formattedFullName>{full}</formattedFullName>
            <nameParts>
              <namePart id="8"><type refId="2">First Name</type><value>{given}</value></namePart>
              <namePart id="9"><type refId="3">Last Name</type><value>{family}</value></namePart>
            </nameParts>
          </translation>"""


LATIN = translation("Latin", "Camara", "Sadio", "CAMARA, Sadio", is_primary=True)
ARABIC = translation(
    "Arabic",
    "\u0643\u0627\u0645\u0627\u0631\u0627",
    "\u0633\u0627\u062f\u064a\u0648",
    "\u202b\u0633\u0627\u062f\u064a\u0648 \u0643\u0627\u0645\u0627\u0631\u0627\u202c",
    is_primary=False,
)
DAYS = """<fromDateBegin>1979-01-01</fromDateBegin><fromDateEnd>1979-01-01</fromDateEnd>
          <toDateBegin>1979-12-31</toDateBegin><toDateEnd>1979-12-31</toDateEnd>
          <isApproximate>true</isApproximate><isDateRange>false</isDateRange>"""

PERSON = f"""
    <entity id="42618">
      <generalInfo>
        <identityId>34000</identityId>
        <entityType refId="600">Individual</entityType>
        <title>Minister of Defense</title>
        <remarks>HQ in Kati</remarks>
      </generalInfo>
      <sanctionsLists>
        <sanctionsList refId="1550" id="1" datePublished="2023-07-24">SDN List</sanctionsList>
      </sanctionsLists>
      <sanctionsPrograms>
        <sanctionsProgram refId="1" id="2">MALI-EO13882</sanctionsProgram>
      </sanctionsPrograms>
      <sanctionsTypes><sanctionsType refId="1705" id="3">Block</sanctionsType></sanctionsTypes>
      <legalAuthorities>
        <legalAuthority refId="1" id="4">Executive Order 13882 (Mali)</legalAuthority>
      </legalAuthorities>
      <names>
        <name id="5">
          <isPrimary>true</isPrimary>
          <isLowQuality>false</isLowQuality>
          <translations>{LATIN}{ARABIC}</translations>
        </name>
        <name id="6">
          <isPrimary>false</isPrimary>
          <aliasType refId="1400">A.K.A.</aliasType>
          <isLowQuality>false</isLowQuality>
          <translations>{LATIN.replace("CAMARA", "KAMARA").replace("Camara", "Kamara")}</translations>
        </name>
        <name id="7">
          <isPrimary>false</isPrimary>
          <aliasType refId="1401">F.K.A.</aliasType>
          <isLowQuality>true</isLowQuality>
          <translations>{LATIN.replace("CAMARA", "SAMARA").replace("Camara", "Samara")}</translations>
        </name>
      </names>
      <addresses>
        <address id="10">
          <country refId="1">Mali</country>
          <translations>
            <translation id="11">
              <isPrimary>true</isPrimary>
              <script refId="1">Latin</script>
              <addressParts>
                <addressPart id="1"><type refId="1">CITY</type><value>Kati</value></addressPart>
                <addressPart id="2"><type refId="2">ADDRESS1</type><value>Rue 1</value></addressPart>
                <addressPart id="3"><type refId="3">ADDRESS2</type><value>Villa 2</value></addressPart>
                <addressPart id="4"><type refId="4">POSTAL CODE</type><value>BP 1</value></addressPart>
                <addressPart id="5"><type refId="5">STATE/PROVINCE</type><value>Koulikoro</value></addressPart>
              </addressParts>
            </translation>
          </translations>
        </address>
        <address id="12">
          <translations>
            <translation id="13">
              <isPrimary>true</isPrimary>
              <script refId="1">Latin</script>
              <addressParts>
                <addressPart id="1"><type refId="1">REGION</type><value>Northern Mali</value></addressPart>
              </addressParts>
            </translation>
          </translations>
        </address>
        <address id="14" />
      </addresses>
      <features>
        <feature id="20">
          <type featureTypeId="8">Birthdate</type>
          <versionId>1</versionId>
          <value>circa 1979</value>
          <valueDate id="1">{DAYS}</valueDate>
          <isPrimary>true</isPrimary>
          <reliability refId="1560">Confirmed</reliability>
        </feature>
        <feature id="21">
          <type featureTypeId="11">Citizenship Country</type>
          <versionId>2</versionId>
          <value>France</value>
          <valueRefId>3</valueRefId>
          <isPrimary>false</isPrimary>
          <comments>since 2010</comments>
        </feature>
      </features>
      <relationships>
        <relationship id="30">
          <type refId="15003">Owned or Controlled By</type>
          <relatedEntity entityId="18064">WAGNER GROUP</relatedEntity>
          <quality refId="1540">High</quality>
        </relationship>
        <relationship id="31">
          <type refId="15002">Acting for or on behalf of</type>
          <relatedEntity entityId="42617" />
        </relationship>
      </relationships>
      <identityDocuments>
        <identityDocument id="40">
          <type refId="1571">Passport</type>
          <name nameId="6" nameTranslationId="7">KAMARA, Sadio</name>
          <documentNumber>A123</documentNumber>
          <isValid>false</isValid>
          <issuingAuthority>Police</issuingAuthority>
          <issuingCountry refId="1">Mali</issuingCountry>
          <expirationDate id="2">{DAYS}</expirationDate>
        </identityDocument>
      </identityDocuments>
    </entity>
"""
OTHER = f"""
    <entity id="42617">
      <generalInfo><identityId>1</identityId><entityType refId="600">Individual</entityType></generalInfo>
      <sanctionsLists>
        <sanctionsList refId="1550" id="1" datePublished="2023-07-24">SDN List</sanctionsList>
        <sanctionsList refId="91512" id="1" datePublished="2023-08-01">Consolidated List</sanctionsList>
      </sanctionsLists>
      <names>
        <name id="5">
          <isPrimary>true</isPrimary>
          <isLowQuality>false</isLowQuality>
          <translations>{LATIN.replace("CAMARA, Sadio", "DIARRA, Alou Boi")}</translations>
        </name>
      </names>
    </entity>
"""


def document(*entities: str, lists: tuple[str, ...] = (SDN,), further: str = "") -> bytes:
    named = "".join(f'<sanctionsList refId="1">{name}</sanctionsList>' for name in lists)
    return f"""<?xml version="1.0" encoding="utf-8"?>
<sanctionsData xmlns="{NAMESPACE}">
  <publicationInfo>
    <dataAsOf>2024-08-28T00:00:00</dataAsOf>
    <filters><sanctionsLists>{named}</sanctionsLists>{further}</filters>
  </publicationInfo>
  <referenceValues><referenceValue refId="1"><type>T</type><value>V</value></referenceValue></referenceValues>
  <featureTypes><featureType featureTypeId="8"><type>Birthdate</type></featureType></featureTypes>
  <entities>{"".join(entities)}</entities>
</sanctionsData>
""".encode()


WHOLE = document(PERSON, OTHER)
parse_sdn = enhanced_xml.parser_for(SDN)


def read(data: bytes, list_name: str = SDN) -> ParsedFile:
    parsed = enhanced_xml.parser_for(list_name)(data, memo={})
    assert_accounted(parsed)
    return parsed


def content(part: Part, parsed: ParsedFile, entry_id: str = "42618") -> object:
    return codec.decode(part, parsed.parts[part][EntryId(entry_id)])


def profile(parsed: ParsedFile, entry_id: str = "42618") -> Profile:
    found = content(Part.PRIMARY, parsed, entry_id)
    assert isinstance(found, Profile)
    return found


def details(parsed: ParsedFile, entry_id: str = "42618") -> Details:
    found = content(Part.DETAILS, parsed, entry_id)
    assert isinstance(found, Details)
    return found


def test_a_whole_file_states_its_day_and_can_deny_all_parts_but_comments() -> None:
    parsed = read(WHOLE)

    assert parsed.issues == ()
    assert parsed.stated_on == date(2024, 8, 28)
    assert parsed.complete == frozenset(Part) - {Part.COMMENTS}
    assert (parsed.elements, parsed.taken, parsed.structural) == (5, 2, 3)


def test_the_profile_is_in_the_words_of_the_delimited_files() -> None:
    person = profile(read(WHOLE))

    assert person.name == Name("CAMARA, Sadio")
    assert (person.kind, person.title) == (Kind.PERSON, "Minister of Defense")
    assert person.programs == ("MALI-EO13882",)
    assert person.weak_aliases == (Name("SAMARA, Sadio", NameType.FKA, is_weak=True),)
    assert [birth.date.text for birth in person.births] == ["circa 1979"]
    assert person.citizenships == (Place("France", is_alternate=True),)
    (passport,) = person.identifiers
    assert passport.expires is not None
    assert (passport.value, passport.country, passport.expires.text) == (
        "A123",
        "Mali",
        "circa 1979",
    )
    assert content(Part.ALIASES, read(WHOLE)) == Aliases((Name("KAMARA, Sadio", NameType.AKA),))


def test_addresses_are_composed_and_their_pieces_kept() -> None:
    whole = Address("Rue 1, Villa 2", "Kati, Koulikoro BP 1", "Mali")
    region = Address(country="Region: Northern Mali")

    assert content(Part.ADDRESSES, read(WHOLE)) == Addresses((region, whole))
    assert details(read(WHOLE)).places == (PlaceForm(whole, "Kati", "Koulikoro", "BP 1"),)


def test_the_listing_has_its_stated_day_measures_and_authorities() -> None:
    assert content(Part.LISTING, read(WHOLE)) == Listing(
        memberships=(Membership(SDN, date(2023, 7, 24)),),
        measures=("Block",),
        authorities=("Executive Order 13882 (Mali)",),
    )


def test_names_have_their_pieces_and_other_scripts_without_marks_of_direction() -> None:
    parts = (NamePart("Last Name", "Camara"), NamePart("First Name", "Sadio"))
    arabic = (
        NamePart("Last Name", "\u0643\u0627\u0645\u0627\u0631\u0627"),
        NamePart("First Name", "\u0633\u0627\u062f\u064a\u0648"),
    )

    forms = details(read(WHOLE)).names

    assert NameForm("CAMARA, Sadio", "CAMARA, Sadio", None, parts) in forms
    assert (
        NameForm(
            "CAMARA, Sadio",
            "\u0633\u0627\u062f\u064a\u0648 \u0643\u0627\u0645\u0627\u0631\u0627",
            "Arabic",
            arabic,
        )
        in forms
    )


def test_a_tie_published_by_id_alone_gets_the_name_of_that_entity() -> None:
    assert profile(read(WHOLE)).links == (Link("WAGNER GROUP"), Link("DIARRA, Alou Boi"))
    assert details(read(WHOLE)).links == (
        LinkForm("DIARRA, Alou Boi", "Acting for or on behalf of", "42617"),
        LinkForm("WAGNER GROUP", "Owned or Controlled By", "18064", "High"),
    )


def test_a_tie_to_an_entity_the_file_does_not_hold_is_an_issue() -> None:
    parsed = read(document(PERSON))

    assert profile(parsed).links == (Link("WAGNER GROUP"),)
    assert [issue.reason for issue in parsed.issues if "nobody named" in issue.reason]
    assert parsed.unread == {EntryId("42618")}


def test_what_the_delimited_files_have_no_words_for_is_kept_beside_the_fact() -> None:
    assert set(details(read(WHOLE)).attributes) == {
        Attribute("Comment of Citizenship Country France", "since 2010"),
        Attribute("Issuing authority of Passport A123", "Police"),
        Attribute("Name of Passport A123", "KAMARA, Sadio"),
        Attribute("Reliability of Birthdate circa 1979", "Confirmed"),
        Attribute("Validity of Passport A123", "false"),
    }


def test_entities_of_other_lists_are_structure() -> None:
    parsed = read(document(PERSON, OTHER, lists=(SDN, CONSOLIDATED)), CONSOLIDATED)

    assert parsed.parts[Part.PRESENCE].keys() == {"42617"}
    assert (parsed.taken, parsed.structural) == (1, 4)
    assert parsed.complete


def test_an_export_filtered_by_more_than_lists_denies_nothing() -> None:
    programs = (
        '<sanctionsPrograms><sanctionsProgram refId="1">IRGC</sanctionsProgram></sanctionsPrograms>'
    )

    parsed = read(document(PERSON, OTHER, further=programs))

    assert parsed.complete == frozenset()
    assert parsed.taken == 2


def test_a_file_without_its_head_denies_nothing() -> None:
    data = WHOLE.replace(b"publicationInfo", b"publishingInfo")

    assert read(data).complete == frozenset()


def test_a_file_made_without_the_list_is_refused() -> None:
    with pytest.raises(ParseError, match="Consolidated List"):
        read(WHOLE, CONSOLIDATED)


def test_what_no_reader_took_is_an_issue() -> None:
    data = document(PERSON.replace("<identityId>", "<gender>Male</gender><identityId>"), OTHER)

    (issue,) = read(data).issues
    assert issue.position.endswith("(entity/generalInfo/gender)")
    assert issue.excerpt == "Male"


@given(seeds)
def test_the_order_of_elements_does_not_change_what_is_said(seed: int) -> None:
    assert read(shuffled_within_lines(WHOLE, seed)).parts == read(WHOLE).parts


@given(seeds)
def test_damage_never_raises_and_everything_stays_accounted_for(seed: int) -> None:
    assert_survives(parse_sdn, damaged(WHOLE, seed))


def test_a_cut_file_tells_of_an_open_entity_only_what_it_said() -> None:
    before, after = (
        read(WHOLE[: WHOLE.index(mark)]) for mark in (b"<sanctionsLists>\n", b"<names>")
    )

    assert before.parts[Part.PRESENCE] == {}
    assert after.parts[Part.PRESENCE].keys() == after.unread == {"42618"}
    assert before.is_truncated
    assert after.is_truncated


@pytest.fixture
def consolidated(real_data: Path) -> ParsedFile:
    packed = (real_data / "us-ofac-cons" / "2025-01-10" / "CONS_ENHANCED.ZIP").read_bytes()
    with zipfile.ZipFile(io.BytesIO(packed)) as members:
        (name,) = members.namelist()
        return read(members.read(name), CONSOLIDATED)


@pytest.fixture
def irgc(real_data: Path) -> ParsedFile:
    folder = real_data / "us-ofac-enhanced" / "2024-08-28"
    return read(lzma.decompress((folder / "IRGC_sanctions.xml.xz").read_bytes()))


@pytest.mark.real
def test_the_real_files_are_understood_to_the_last_element(
    consolidated: ParsedFile, irgc: ParsedFile
) -> None:
    assert (consolidated.issues, irgc.issues) == ((), ())
    assert (consolidated.taken, irgc.taken) == (443, 293)
    assert consolidated.complete
    assert not irgc.complete


@pytest.mark.real
def test_the_rule_of_composing_names_holds_for_every_real_name(
    consolidated: ParsedFile, irgc: ParsedFile
) -> None:
    forms = [
        form
        for parsed in (consolidated, irgc)
        for payload in parsed.parts[Part.DETAILS].values()
        for form in codec.decode(Part.DETAILS, payload).names
    ]

    assert len(forms) > 2500
    assert [form for form in forms if composed(form.parts, form.script) != form.text] == []


AMENDED = {
    "9659": "notices",  # the secondary sanctions risk was added
    "17013": "identifiers",  # the country of a Legal Entity Number was dropped
    "18784": "identifiers",  # the country of three numbers was added
}
"""Where legacy XML of 2025-03-28 differs from this edition of 2025-01-10: three entries, one field each.

None differs by the nature of the formats: what only one of them carries stands in other parts.
"""


@pytest.mark.real
def test_a_real_edition_equals_the_legacy_xml_of_ten_weeks_later_but_for_three_amendments(
    real_data: Path, consolidated: ParsedFile
) -> None:
    path = real_data / "us-ofac-cons" / "2025-03-28" / "consolidated.xml.xz"
    later = legacy_xml.parse(lzma.decompress(path.read_bytes()), memo={})

    for part in (Part.PRESENCE, Part.ALIASES, Part.ADDRESSES):
        assert consolidated.parts[part] == later.parts[part]
    changed = {}
    for entry_id in later.parts[Part.PRIMARY]:
        before, after = profile(consolidated, entry_id), profile(later, entry_id)
        for name in Profile.__struct_fields__:
            if getattr(before, name) != getattr(after, name):
                changed[entry_id] = name
    assert changed == AMENDED

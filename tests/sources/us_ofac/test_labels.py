from __future__ import annotations

import lzma
import re
from pathlib import Path

import pytest

from gazette.model.facts import BirthDate, Identifier, Notice, Place, Wallet
from gazette.model.lists import Kind
from gazette.sources.us_ofac import identifiers, labels, notices, remarks
from gazette.sources.us_ofac.dates import partial_date
from gazette.sources.us_ofac.draft import Draft
from gazette.sources.us_ofac.labels import Labelled


def added(labelled: Labelled) -> Draft:
    draft = Draft()
    assert labels.add(labelled, draft)
    return draft


@pytest.mark.parametrize(
    ("structured", "printed"),
    [
        (Labelled("Birthdate", "17 Jan 1941", is_alternate=True), "alt. DOB 17 Jan 1941"),
        (Labelled("Place of Birth", "Cairo, Egypt"), "POB Cairo, Egypt"),
        (Labelled("Nationality Country", "Mali"), "nationality Mali"),
        (Labelled("Citizenship Country", "Mali", is_alternate=True), "alt. citizen Mali"),
        (Labelled("Gender", "Male"), "Gender Male"),
        (
            Labelled("Aircraft Manufacturer\u2019s Serial Number (MSN)", "33448393"),
            "Aircraft Manufacturer's Serial Number (MSN) 33448393",
        ),
        (
            Labelled("Passport", "A1", country="Iran", issued="2001", expires="Jan 2006"),
            "alt. Passport A1 (Iran) issued 2001 expires Jan 2006",
        ),
        (Labelled("BIK (RU)", "044525060"), "BIK (RU) 044525060"),
        (Labelled("Listing Date (CMIC)", "03 Jun 2021"), "Listing Date (CMIC) 03 Jun 2021"),
        (
            Labelled("Effective Date (EO 14024 Directive 3):", "26 Mar 2022"),
            "Effective Date (EO 14024 Directive 3): 26 Mar 2022",
        ),
        (
            Labelled("Organization Type:", "Accounting and auditing activities; tax consultancy"),
            "Organization Type: Accounting and auditing activities; tax consultancy",
        ),
        (
            Labelled(
                "Additional Sanctions Information -",
                "Not on the SDN List; U.S. Persons Must Continue to Block this Property",
            ),
            "Additional Sanctions Information - Not on the SDN List; U.S. Persons Must Continue to Block this Property",
        ),
        (
            Labelled("Secondary sanctions risk:", "See Section 11 of Executive Order 14024."),
            "Secondary sanctions risk: See Section 11 of Executive Order 14024",
        ),
        (Labelled("Former Vessel Flag", "Malta"), "Former Vessel Flag Malta"),
        (Labelled("VESSEL TYPE", "Tug"), "Vessel Type Tug"),
    ],
)
def test_a_labelled_value_says_the_same_in_xml_and_in_remarks(
    structured: Labelled, printed: str
) -> None:
    draft = Draft()
    remarks.read(printed + ".", draft)

    assert added(structured).profile("N", Kind.VESSEL) == draft.profile("N", Kind.VESSEL)


@pytest.mark.parametrize(
    ("label", "value", "type_", "number"),
    [
        ("Vessel Registration Identification", "IMO 7741108", "imo", "7741108"),
        ("Vessel Registration Identification", "IMO  8730455", "imo", "8730455"),
        ("Vessel Registration Identification", "RS 150443", "vessel-registration", "RS 150443"),
        ("Identification Number", "IMO 5993126", "imo", "5993126"),
        ("Company Number", "IMO 5055293", "imo-company", "5055293"),
        ("Company Number", "01074897", "company-number", "01074897"),
    ],
)
def test_an_imo_number_under_a_general_label_is_known_as_one(
    label: str, value: str, type_: str, number: str
) -> None:
    assert added(Labelled(label, value)).identifiers == [Identifier(type_, number, label)]


def test_a_currency_never_seen_before_is_a_wallet() -> None:
    draft = added(Labelled("Digital Currency Address - DOGE", "D123"))

    assert draft.wallets == [Wallet("DOGE", "D123")]


def test_an_order_never_seen_before_is_a_notice_with_its_label() -> None:
    draft = added(
        Labelled("Executive Order 15001 Directive Information:", "Subject to Directive 9")
    )

    assert draft.notices == [
        Notice(
            "directive", "Subject to Directive 9", "Executive Order 15001 Directive Information:"
        )
    ]


def test_a_label_of_identifier_words_alone_is_an_identifier_of_another_type() -> None:
    draft = added(Labelled("Omani Civil Registration Number", "12", country="Oman"))

    assert draft.identifiers == [
        Identifier("other", "12", "Omani Civil Registration Number", "Oman")
    ]


@pytest.mark.parametrize("label", ["Shoe Size Number", "Hobby", "", "Number"])
def test_an_unknown_label_files_nothing(label: str) -> None:
    draft = Draft()

    assert not labels.add(Labelled(label, "12"), draft)
    assert draft == Draft()


def test_alternates_are_told_apart_for_births_and_countries_only() -> None:
    draft = Draft()
    for label in ("DOB", "POB", "Email Address"):
        labels.add(Labelled(label, "1962", is_alternate=True), draft)

    assert draft.births == [BirthDate(partial_date("1962"), is_alternate=True)]
    assert draft.birthplaces == [Place("1962", is_alternate=True)]
    assert draft.contacts[0] == added(Labelled("Email Address", "1962")).contacts[0]


def test_every_topic_of_the_tables_is_described() -> None:
    used = {topic for _, topic in (*notices._FORMS, *notices._SENTENCES)} | {
        *notices.LABELS.values()
    }

    assert used == set(notices.TOPICS)


def test_every_identifier_type_is_a_slug() -> None:
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", kind) for kind in identifiers.TYPES.values())


@pytest.mark.real
def test_every_label_of_the_reference_tables_is_known(real_data: Path) -> None:
    packed = real_data / "us-ofac-enhanced" / "2024-08-28" / "IRGC_sanctions.xml.xz"
    text = lzma.decompress(packed.read_bytes()).decode()
    documents = re.findall(r"<type>ID DOCUMENT TYPE</type>\s*<value>(.*?)</value>", text)
    features = re.findall(r"<featureType featureTypeId.*?>\s*<type>(.*?)</type>", text, re.DOTALL)

    unknown = {label for label in (*documents, *features) if labels.find(label) is None}

    assert len(documents) > 50
    assert len(features) > 50
    assert unknown == set()

from __future__ import annotations

import csv
import io

import pytest
from msgspec.structs import replace

from gazette.model.lists import EntryId, Kind
from gazette.sample import delimited, files
from gazette.sample.facts import Address, Document, Facts, Notice, Vessel, Wallet
from gazette.sample.listed import Listed

PERSON = Facts(name="DOE, Jane", kind=Kind.PERSON, programs=("CAR", "TCO"))


def listed(facts: Facts) -> Listed:
    return Listed(EntryId("7"), facts)


def test_a_row_quotes_texts_and_prints_what_is_not_given_as_null() -> None:
    data = delimited.primary([listed(PERSON)])

    assert data == (
        b'7,"DOE, Jane","individual","CAR] [TCO",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n\x1a'
    )


def test_an_organization_has_no_type_and_a_ship_has_columns() -> None:
    ship = Facts(
        name="LADY",
        kind=Kind.VESSEL,
        programs=("CAR",),
        vessel=Vessel(call_sign="9HA", type="Yacht", flag="Malta"),
    )
    company = Facts(name="ACME", kind=Kind.ORGANIZATION, programs=("CAR",))

    rows = delimited.primary([listed(ship), listed(company)]).decode().splitlines()

    assert rows[0].startswith('7,"LADY","vessel","CAR",-0- ,"9HA","Yacht",-0- ,-0- ,"Malta",-0- ,')
    assert rows[1].startswith('7,"ACME",-0- ,"CAR",')


def test_an_entry_without_an_address_still_has_a_row() -> None:
    assert delimited.addresses([listed(PERSON)]) == b"7,700,-0- ,-0- ,-0- ,-0- \r\n\x1a"


def test_every_address_and_alias_has_a_row_and_a_number() -> None:
    facts = Facts(
        name="ACME",
        kind=Kind.ORGANIZATION,
        programs=("CAR",),
        aliases=("AC",),
        former_names=("ME",),
        addresses=(Address(locality="Bamako", country="Mali"), Address(street="1 Rue")),
    )

    assert delimited.addresses([listed(facts)]).decode() == (
        '7,700,-0- ,"Bamako","Mali",-0- \r\n7,701,"1 Rue",-0- ,-0- ,-0- \r\n\x1a'
    )
    assert delimited.aliases([listed(facts)]).decode() == (
        '7,700,"aka","AC",-0- \r\n7,701,"fka","ME",-0- \r\n\x1a'
    )


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, ""),
        ({"births": ("1970", "1971")}, "DOB 1970; alt. DOB 1971."),
        ({"gender": "female"}, "Gender Female."),
        ({"weak_aliases": ("Fox",)}, "a.k.a. 'Fox'."),
        ({"linked_to": ("ACME LTD.",)}, "Linked To: ACME LTD."),
        (
            {
                "documents": (
                    Document(label="Passport", number="A1", country="Mali", expires="15 Oct 2015"),
                    Document(label="Passport", number="A2", issued="04 Jun 2018"),
                    Document(label="Tax ID No.", number="9"),
                )
            },
            "Passport A1 (Mali) expires 15 Oct 2015; alt. Passport A2 issued 04 Jun 2018; Tax ID No. 9.",
        ),
        (
            {
                "wallets": (
                    Wallet(currency="XBT", address="1"),
                    Wallet(currency="ETH", address="0"),
                ),
                "features": {"Website": ("w.ml",)},
            },
            "Website w.ml; Digital Currency Address - XBT 1; Digital Currency Address - ETH 0.",
        ),
        (
            {"notices": (Notice(label="Risk:", text="high"), Notice(text="See elsewhere"))},
            "Risk: high; See elsewhere.",
        ),
        ({"title": "General", "births": ("1970",)}, "DOB 1970; General."),
    ],
)
def test_remarks_read_as_ofac_writes_them(given: dict[str, object], expected: str) -> None:
    assert delimited.remarks(replace(PERSON, **given)) == expected


def test_remarks_over_the_limit_go_on_in_the_comments() -> None:
    facts = Facts(
        name="DOE, Jane",
        kind=Kind.PERSON,
        programs=("CAR",),
        weak_aliases=tuple(f"ALIAS {n}" for n in range(100)),
    )

    (row,) = csv.reader(
        io.StringIO(delimited.primary([listed(facts)]).decode().removesuffix("\x1a"))
    )
    ((_, rest),) = csv.reader(
        io.StringIO(delimited.comments([listed(facts)]).decode().removesuffix("\x1a"))
    )

    assert len(row[-1]) == delimited.REMARKS_LIMIT
    assert row[-1] + rest == delimited.remarks(facts)


def test_an_entry_within_the_limit_has_no_comment() -> None:
    assert delimited.comments([listed(PERSON)]) == b"\x1a"


def test_no_text_of_the_sample_would_break_a_quoted_field() -> None:
    for file in files():
        if file.path.endswith(".csv"):
            text = file.data.decode("ascii").removesuffix("\x1a")
            widths = {len(row) for row in csv.reader(io.StringIO(text, newline=""))}

            assert len(widths) == 1, file.path

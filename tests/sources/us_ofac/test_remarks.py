from __future__ import annotations

import csv
import lzma
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.model.facts import Contact, ContactType, Identifier, Link, Notice
from gazette.model.names import Name, NameType
from gazette.sources.us_ofac import overflow, remarks, roles
from gazette.sources.us_ofac.dates import partial_date
from gazette.sources.us_ofac.draft import Draft
from gazette.sources.us_ofac.remarks import Understood

WHOLE = (
    "DOB 17 Jan 1941; alt. DOB 1942; POB Sana'a, Yemen; Organization Type: Accounting activities; "
    "tax consultancy; Passport A 12 (Iran) issued 01 Jan 2000 expires 2005; Registration Number "
    "HRA 1 (Stuttgart) (Germany); a.k.a. 'O'NEIL; Jr'; f.k.a. ''ABD AL-MUHSI'; Minister of Defense; "
    "Executive Order 13662 Directive Determination - Subject to Directive 1; all offices worldwide; "
    "something else; Linked To: FOO S.A. DE C.V."
)


def read(text: str) -> Draft:
    draft = Draft()
    remarks.read(text, draft)
    return draft


@given(
    st.lists(st.text("AB 'x;", max_size=6).filter(lambda name: bool(name.strip(" ';"))), max_size=4)
)
def test_quoted_names_with_quotes_and_semicolons_are_read_back(names: list[str]) -> None:
    quotable = [name for name in names if "';" not in name.replace(" ", "")]
    text = "; ".join(f"a.k.a. '{name}'" for name in quotable) + "."

    assert [alias.text for alias in read(text).weak_aliases] == quotable


@given(st.text(max_size=200))
def test_any_text_is_read_without_loss_of_its_clauses(text: str) -> None:
    assert sum(remarks.counts(text).values()) == len(remarks.clauses(text))


def test_a_clause_that_no_rule_knows_stays_text() -> None:
    assert read(WHOLE).remarks == ["something else"]


@pytest.mark.parametrize("quote", ["'", '"'])
@pytest.mark.parametrize(
    ("mark", "type_"),
    [("a.k.a.", NameType.AKA), ("f.k.a.", NameType.FKA), ("n.k.a.", NameType.NKA)],
)
def test_a_quoted_alias_is_weak_and_of_its_type(mark: str, type_: NameType, quote: str) -> None:
    draft = read(f"{mark} {quote}AL-HAMZI, Muti'{quote}.")

    assert draft.weak_aliases == [Name("AL-HAMZI, Muti'", type_, is_weak=True)]


def test_a_town_after_a_number_belongs_to_the_number_and_a_country_does_not() -> None:
    draft = read("Folio Mercantil No. 10328 (Jalisco) (Mexico); Matricula Mercantil No 44 (Cali).")

    assert [(found.value, found.country) for found in draft.identifiers] == [
        ("10328 (Jalisco)", "Mexico"),
        ("44 (Cali)", None),
    ]


def test_a_number_may_carry_dates_as_ranges_and_a_note() -> None:
    draft = read(
        "Passport D1 (Iran) expires 15 Aug 2023 to 15 Aug 2024; Passport 4 issued under X."
    )

    assert draft.identifiers == [
        Identifier(
            "passport", "D1", "Passport", "Iran", expires=partial_date("15 Aug 2023 to 15 Aug 2024")
        ),
        Identifier("passport", "4", "Passport", note="issued under X"),
    ]


def test_a_label_without_a_number_is_no_identifier() -> None:
    draft = read("Passport issued in Sarajevo, Bosnia-Herzegovina.")

    assert (draft.identifiers, len(draft.remarks)) == ([], 1)


def test_a_link_is_the_same_with_and_without_parentheses() -> None:
    assert (
        read("(Linked To: FOO LTD.)").links
        == read("Linked To: FOO LTD.").links
        == [Link("FOO LTD")]
    )


def test_two_sentences_in_one_clause_are_two_notices() -> None:
    draft = read(
        "All offices worldwide. For more information on directives, please visit the "
        "following link: http://example.test/ukraine.aspx#directives."
    )

    assert [notice.topic for notice in draft.notices] == ["scope", "more-information"]
    assert draft.notices[0] == Notice("scope", "All offices worldwide")


@pytest.mark.parametrize(
    ("text", "contact"),
    [
        ("Telephone:6087541688", Contact(ContactType.PHONE, "6087541688")),
        ("Alt. Fax: 6562255614", Contact(ContactType.FAX, "6562255614")),
        ("EMAIL a@b.example", Contact(ContactType.EMAIL, "a@b.example")),
        ("www.foo.example", Contact(ContactType.WEBSITE, "www.foo.example")),
        ("info@foo.example (email)", Contact(ContactType.EMAIL, "info@foo.example")),
    ],
)
def test_contacts_written_by_hand_are_read(text: str, contact: Contact) -> None:
    assert read(text + ".").contacts == [contact]


@pytest.mark.parametrize(
    "clause",
    [
        "Member of the State Duma of the Federal Assembly of the Russian Federation",
        "Foreign Trade Bank chief representative in Libya",
        "Former Deputy Minister of Finance of Liberia",
        "Ba'th party regional command chairman, Babil",
        "Director, Hong Kong Liaison Office",
        "2nd Brigadier General",
        "half-brother of Somebody",
        "member ETA",
    ],
)
def test_an_office_rank_membership_or_kinship_is_a_role(clause: str) -> None:
    assert roles.is_role(clause)


@pytest.mark.parametrize(
    "clause",
    [
        "Kurdish",
        "led Iraq's Air Defense Forces",
        "Currently in jail in Tunisia",
        "is a subsidiary whose director was changed",
        "founded by a minister",
        "",
    ],
)
def test_other_statements_are_no_role(clause: str) -> None:
    assert not roles.is_role(clause)


@pytest.mark.real
@pytest.mark.parametrize("edition", ["2015-01-17", "2021-04-25", "2024-05-03", "2024-06-27"])
def test_remarks_of_real_editions_are_understood(real_data: Path, edition: str) -> None:
    tally: Counter[Understood] = Counter()
    digits = 0
    for title, text in _remarks(real_data / "us-ofac-sdn" / edition / "sdn.csv.xz"):
        tally.update(remarks.counts(text, title))
        digits += sum(any(map(str.isdigit, left)) for left in read(text).remarks)

    total = sum(tally.values())

    assert total > 15_000
    assert tally[Understood.TYPED] >= 0.96 * total
    assert tally[Understood.TEXT] <= 0.005 * total
    assert digits <= 30


@pytest.mark.real
def test_without_its_titles_the_edition_of_may_2024_is_as_well_understood(real_data: Path) -> None:
    tally: Counter[Understood] = Counter()
    for _, text in _remarks(real_data / "us-ofac-sdn" / "2024-05-03" / "sdn.csv.xz"):
        tally.update(remarks.counts(text))

    assert tally[Understood.TYPED] >= 0.96 * sum(tally.values())


def _remarks(packed: Path) -> Iterator[tuple[str, str]]:
    """Every title with its remarks, without the unfinished clause of those that were cut."""
    for line in lzma.decompress(packed.read_bytes()).decode("ascii").splitlines():
        fields = next(csv.reader([line]), [])
        if len(fields) == 12 and fields[11].strip() != "-0-":
            text = fields[11]
            yield fields[4], text.rpartition(";")[0] if overflow.is_cut(text) else text

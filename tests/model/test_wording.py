from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

import strategies as own
from gazette.model.entries import LinkForm, Membership, NameForm, NamePart, PlaceForm
from gazette.model.facts import (
    Address,
    Aircraft,
    BirthDate,
    Contact,
    ContactType,
    Identifier,
    Notice,
    PartialDate,
    Place,
    Vessel,
)
from gazette.model.names import Name, NameType
from gazette.model.wording import Fact, worded

NOT_WORDED = {
    (Identifier, "type"),
    (Notice, "topic"),
    (LinkForm, "quality"),
    (NameForm, "of"),
    (NameForm, "script"),
}
"""What stands for the publisher's words elsewhere in the same fact, or is told beside it."""


def published(fact: Any) -> Iterator[str]:
    """Every text of a fact that the publisher wrote."""
    if isinstance(fact, str):
        yield fact
    elif isinstance(fact, tuple):
        for one in fact:
            yield from published(one)
    elif hasattr(fact, "__struct_fields__"):
        for field in fact.__struct_fields__:
            if (type(fact), field) not in NOT_WORDED:
                yield from published(getattr(fact, field))


@given(st.sampled_from(list(own.FACTS)).flatmap(own.FACTS.__getitem__))
def test_the_words_of_a_fact_hold_every_text_that_was_published(fact: Any) -> None:
    words = worded(fact)

    texts = set(published(fact)) - set(NameType)
    assert all(text in words for text in texts)


def test_there_is_a_strategy_for_every_type_that_has_words() -> None:
    assert set(own.FACTS) == set(get_args(Fact))


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        (Name("CAMARA, Sadio"), "CAMARA, Sadio"),
        (Name("WAGNER", NameType.AKA, is_weak=True), "a.k.a. WAGNER (weak)"),
        (Name("Вагнер", NameType.FKA, script="Cyrillic"), "f.k.a. Вагнер (Cyrillic)"),
        (BirthDate(PartialDate("circa 1970")), "circa 1970"),
        (BirthDate(PartialDate("1970"), is_alternate=True), "1970 (alternate)"),
        (Place("Kati, Mali", is_alternate=True), "Kati, Mali (alternate)"),
        (
            Identifier(
                "passport",
                "A1",
                "Passport",
                "Mali",
                PartialDate("2000"),
                PartialDate("2010"),
                "Bamako",
            ),
            "Passport A1 (Mali) issued 2000 expires 2010 (Bamako)",
        ),
        (Contact(ContactType.EMAIL, "a@b.ml", "office"), "email a@b.ml (office)"),
        (Address("1 Main St", "Bamako", "Mali", "old"), "1 Main St, Bamako, Mali (old)"),
        (Address(), ""),
        (Notice("directive", "Directive 1", "Subject to:"), "Subject to: Directive 1"),
        (Membership("SDN List", date(2023, 7, 24)), "SDN List since 2023-07-24"),
        (Membership("SDN List"), "SDN List"),
        (NameForm("X", "X", None, (NamePart("Last Name", "X"),)), "X (Last Name: X)"),
        (PlaceForm(Address(country="Mali"), "Bamako"), "Mali: Bamako"),
        (LinkForm("WAGNER", "Acting for", "22543"), "Acting for WAGNER [22543]"),
        (Vessel(call_sign="HP1", former_flags=("Mali",)), "call sign HP1; former flags Mali"),
        (Aircraft(models=("B747",)), "models B747"),
    ],
    ids=str,
)
def test_a_fact_reads_so(fact: Fact, words: str) -> None:
    assert worded(fact) == words

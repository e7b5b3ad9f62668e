from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from msgspec import structs

import strategies as own
from gazette.changes.diff import field_changes
from gazette.model.changes import FieldChange
from gazette.model.entries import Details, Entry, LinkForm, NameForm, Profile
from gazette.model.facts import Address, Place
from gazette.model.lists import EntryId, Kind
from gazette.model.names import Name, NameType

NOTHING = Entry(list_id=own.TINY, entry_id=EntryId("1"))


def profile(**facts: Any) -> Profile:
    return Profile(name=Name("A"), kind=Kind.PERSON, **facts)


def entry(**parts: Any) -> Entry:
    return Entry(list_id=own.TINY, entry_id=EntryId("1"), **parts)


def told(held: Entry) -> dict[str, tuple[str, ...]]:
    """Every field of an entry in words, as a change from nothing tells it."""
    return {change.field: change.after for change in field_changes(NOTHING, held)}


def whole(held: Entry) -> Entry:
    """The entry as if no text of it had been cut."""
    if held.profile is None:
        return held
    return structs.replace(held, profile=structs.replace(held.profile, cut=None))


@given(own.entries)
def test_an_entry_does_not_differ_from_itself(held: Entry) -> None:
    assert field_changes(held, held) == ()


@given(own.entries, own.entries)
def test_entries_that_say_different_things_differ(before: Entry, after: Entry) -> None:
    before, after = whole(before), whole(structs.replace(after, entry_id=before.entry_id))

    is_same = facts(before) == facts(after)
    assert (field_changes(before, after) == ()) == is_same


def facts(held: Entry) -> dict[str, object]:
    """All that an entry says; a part without a fact in it says as much as no part."""
    found: dict[str, object] = {"aliases": held.aliases, "addresses": held.addresses}
    for name, part in (("", held.profile), ("l.", held.listing), ("d.", held.details)):
        if part is not None:
            found |= {name + field: getattr(part, field) for field in part.__struct_fields__}
    return {field: value for field, value in found.items() if value not in (None, ())}


@given(own.entries, own.entries)
def test_putting_the_changes_on_what_was_told_before_tells_what_is_now(
    before: Entry, after: Entry
) -> None:
    before, after = whole(before), whole(after)
    changed = {change.field: change for change in field_changes(before, after)}

    for field in told(before).keys() | told(after).keys() | changed.keys():
        old, new = told(before).get(field, ()), told(after).get(field, ())
        if field not in changed:
            assert old == new
        elif old != new:
            assert (changed[field].before, changed[field].after) == (old, new)


@given(own.entries, own.entries)
def test_a_change_reads_differently_before_and_after(before: Entry, after: Entry) -> None:
    for change in field_changes(before, after):
        assert change.before != change.after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            entry(addresses=(Address("1 Main St, Kati"),)),
            entry(addresses=(Address("1 Main St", "Kati"),)),
        ),
        (
            entry(details=Details(links=(LinkForm("W", quality="High"),))),
            entry(details=Details(links=(LinkForm("W", quality="Low"),))),
        ),
        (
            entry(details=Details(names=(NameForm("A", "Я", "Cyrillic"),))),
            entry(details=Details(names=(NameForm("B", "Я", "Cyrillic"),))),
        ),
    ],
    ids=["another column", "another quality", "another name"],
)
def test_what_reads_alike_in_short_is_told_field_by_field(before: Entry, after: Entry) -> None:
    (change,) = field_changes(before, after)

    assert change.before != change.after


@given(own.entries, own.entries)
def test_the_reverse_of_a_change_is_the_change_of_the_reverse(before: Entry, after: Entry) -> None:
    turned = tuple(
        FieldChange(change.field, change.after, change.before)
        for change in field_changes(after, before)
    )

    assert field_changes(before, after) == turned


def test_what_only_the_whole_text_shows_is_no_difference_to_a_cut_one() -> None:
    cut = entry(profile=profile(birthplaces=(Place("Kati"),), cut="Passp"))
    whole_text = entry(profile=profile(birthplaces=(Place("Kati"),), remarks=("more",)))

    assert field_changes(cut, whole_text) == ()
    assert field_changes(whole_text, cut) == ()


def test_what_a_cut_text_shows_and_the_whole_one_does_not_is_a_difference() -> None:
    cut = entry(profile=profile(birthplaces=(Place("Kati"),), cut="Passp"))
    whole_text = entry(profile=profile(birthplaces=(Place("Bamako"),)))

    assert field_changes(cut, whole_text) == (FieldChange("birthplaces", ("Kati",), ()),)
    assert field_changes(whole_text, cut) == (FieldChange("birthplaces", (), ("Kati",)),)


def test_a_cut_does_not_hide_that_a_column_of_its_own_changed() -> None:
    cut = entry(profile=profile(programs=("MALI",), title="Minister", cut="Passp"))
    whole_text = entry(profile=profile(programs=("RUSSIA",)))

    assert {change.field for change in field_changes(cut, whole_text)} == {"programs", "title"}


def test_two_texts_cut_at_other_words_deny_nothing_of_each_other() -> None:
    before = entry(profile=profile(remarks=("a",), cut="Passport 1"))
    after = entry(profile=profile(remarks=("b",), cut="Passport 2"))

    assert field_changes(before, after) == (
        FieldChange("remarks (cut)", ("Passport 1",), ("Passport 2",)),
    )


def test_two_texts_cut_at_the_same_words_are_compared_as_they_stand() -> None:
    before = entry(profile=profile(remarks=("a",), cut="Passport 1"))
    after = entry(profile=profile(remarks=("b",), cut="Passport 1"))

    assert field_changes(before, after) == (FieldChange("remarks", ("a",), ("b",)),)


def test_a_weak_alias_that_becomes_strong_is_told_on_both_sides() -> None:
    before = entry(profile=profile(weak_aliases=(Name("B", NameType.AKA, is_weak=True),)))
    after = entry(profile=profile(), aliases=(Name("B", NameType.AKA),))

    assert field_changes(before, after) == (
        FieldChange("weak_aliases", ("a.k.a. B (weak)",), ()),
        FieldChange("aliases", (), ("a.k.a. B",)),
    )

from __future__ import annotations

from datetime import date

from hypothesis import given

import strategies as own
from gazette.model.entries import Details, Entry, Listing, Membership, NameForm, Profile
from gazette.model.lists import EntryId, Kind
from gazette.model.names import Name, NameType

WAGNER = Profile(
    name=Name("WAGNER"),
    kind=Kind.ORGANIZATION,
    programs=("RUSSIA-EO14024",),
    weak_aliases=(Name("LIGA", NameType.AKA, is_weak=True),),
)


def entry(profile: Profile | None = WAGNER, details: Details | None = None) -> Entry:
    return Entry(
        list_id=own.TINY,
        entry_id=EntryId("22543"),
        profile=profile,
        aliases=(Name("PMC WAGNER", NameType.AKA),),
        details=details,
    )


@given(own.entries)
def test_the_names_of_an_entry_are_all_that_its_parts_hold(held: Entry) -> None:
    primary = [] if held.profile is None else [held.profile.name, *held.profile.weak_aliases]
    forms = [] if held.details is None else held.details.names

    latin = {name.text for name in (*primary, *held.aliases)}

    texts = [name.text for name in held.names]

    assert texts == [
        *(name.text for name in (*primary, *held.aliases)),
        *(form.text for form in forms if form.script is not None and form.of in latin),
    ]


def test_a_name_in_another_script_has_the_standing_of_the_name_it_belongs_to() -> None:
    details = Details(
        names=(
            NameForm("LIGA", "Лига", "Cyrillic"),
            NameForm("NO SUCH", "Нет", "Cyrillic"),
            NameForm("WAGNER", "WAGNER"),
            NameForm("WAGNER", "Вагнер", "Cyrillic"),
        )
    )

    scripts = [name for name in entry(details=details).names if name.script is not None]

    assert scripts == [
        Name("Лига", NameType.AKA, is_weak=True, script="Cyrillic"),
        Name("Вагнер", NameType.PRIMARY, script="Cyrillic"),
    ]


def test_an_entry_whose_primary_part_is_not_held_says_so() -> None:
    unnamed = entry(profile=None)

    assert unnamed.name is None
    assert unnamed.kind is None
    assert unnamed.programs == ()
    assert [name.text for name in unnamed.names] == ["PMC WAGNER"]


def test_the_stated_day_of_a_listing_is_its_earliest() -> None:
    memberships = (
        Membership("A"),
        Membership("B", date(2023, 7, 24)),
        Membership("C", date(2017, 6, 20)),
    )

    assert Listing(memberships=memberships).stated == date(2017, 6, 20)
    assert Listing(memberships=memberships[:1]).stated is None
    assert Listing().stated is None


def test_a_name_is_taken_apart_at_its_first_comma_and_space() -> None:
    assert (Name("CAMARA, Sadio, Jr").family, Name("CAMARA, Sadio, Jr").given) == (
        "CAMARA",
        "Sadio, Jr",
    )
    assert (Name("WAGNER").family, Name("WAGNER").given) == (None, None)

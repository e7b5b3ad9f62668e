"""What differs between two versions of an entry, field by field.

In: two entries. Out: `FieldChange`s in a fixed order of fields. Pure.
Text that a publisher cut denies nothing: what only the whole version shows is then no difference.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gazette.model.changes import FieldChange
from gazette.model.entries import Entry, Profile
from gazette.model.facts import Aircraft, Vessel
from gazette.model.wording import craft_fields, spelled, worded

PROFILE_FIELDS = (
    "name",
    "kind",
    "programs",
    "title",
    "weak_aliases",
    "births",
    "birthplaces",
    "nationalities",
    "citizenships",
    "genders",
    "identifiers",
    "wallets",
    "contacts",
    "links",
    "notices",
    "milestones",
    "attributes",
    "vessel",
    "aircraft",
    "roles",
    "remarks",
)
WHOLE_FIELDS = frozenset({"name", "kind", "programs", "title"})
"""Fields that stand in columns of their own, which no cut of the remarks touches."""

LISTING_FIELDS = ("memberships", "measures", "authorities")
DETAIL_FIELDS = ("names", "places", "links", "attributes")


def field_changes(before: Entry, after: Entry) -> tuple[FieldChange, ...]:
    """The fields in which two versions of an entry differ; none if they say the same."""
    return tuple(_differing(before, after))


def _differing(before: Entry, after: Entry) -> Iterator[FieldChange]:
    yield from _profile(before.profile, after.profile)
    yield from _changed("aliases", before.aliases, after.aliases)
    yield from _changed("addresses", before.addresses, after.addresses)
    for field in LISTING_FIELDS:
        yield from _changed(field, _of(before.listing, field), _of(after.listing, field))
    for field in DETAIL_FIELDS:
        name = f"details.{field}"
        yield from _changed(name, _of(before.details, field), _of(after.details, field))


def _profile(before: Profile | None, after: Profile | None) -> Iterator[FieldChange]:
    for field in PROFILE_FIELDS:
        old, new = _values(_of(before, field)), _values(_of(after, field))
        if field not in WHOLE_FIELDS:
            old, new = _undenied(old, new, before, after)
        yield from _changed(field, old, new)
    if before is not None and after is not None and before.cut != after.cut:
        yield from _cut_text(before, after)


def _undenied(
    old: tuple[Any, ...], new: tuple[Any, ...], before: Profile | None, after: Profile | None
) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """The values without those that may stand behind a cut of the other version.

    Two versions that end in the same cut show the same stretch: they are compared as they stand.
    """
    if _cut_of(before) == _cut_of(after):
        return old, new
    common = tuple(value for value in old if value in new)
    return (
        old if _cut_of(after) is None else common,
        new if _cut_of(before) is None else tuple(value for value in new if value in old),
    )


def _cut_of(profile: Profile | None) -> str | None:
    return None if profile is None else profile.cut


def _cut_text(before: Profile, after: Profile) -> Iterator[FieldChange]:
    """That the last words before a cut changed, where both versions are cut."""
    if before.cut is not None and after.cut is not None:
        yield FieldChange("remarks (cut)", (before.cut,), (after.cut,))


def _of(holder: object, field: str) -> Any:
    return None if holder is None else getattr(holder, field)


def _changed(field: str, before: Any, after: Any) -> Iterator[FieldChange]:
    old, new = _values(before), _values(after)
    if old != new:
        told = FieldChange(field, _texts(old), _texts(new))
        if told.before == told.after:  # an address moved between columns, say
            told = FieldChange(field, tuple(map(spelled, old)), tuple(map(spelled, new)))
        yield told


def _values(value: Any) -> tuple[Any, ...]:
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)


def _texts(values: tuple[Any, ...]) -> tuple[str, ...]:
    texts: list[str] = []
    for value in values:
        if isinstance(value, Vessel | Aircraft):
            texts.extend(f"{field} {told}" for field, told in craft_fields(value))
        else:
            texts.append(worded(value))
    return tuple(texts)

"""What the fields of an entry are called on a card and in a diff."""

from __future__ import annotations

LABELS: dict[str, str] = {
    "name": "name",
    "kind": "kind",
    "programs": "programs",
    "measures": "measures",
    "memberships": "on",
    "authorities": "authority",
    "aliases": "also known as",
    "weak_aliases": "weak aliases",
    "title": "title",
    "births": "born",
    "birthplaces": "place of birth",
    "nationalities": "nationality",
    "citizenships": "citizenship",
    "genders": "gender",
    "identifiers": "identifiers",
    "wallets": "currency address",
    "contacts": "contact",
    "vessel": "vessel",
    "aircraft": "aircraft",
    "roles": "roles",
    "milestones": "dates",
    "attributes": "further",
    "notices": "notices",
    "remarks": "remarks",
    "cut": "cut off at",
    "addresses": "addresses",
    "links": "linked to",
    "names": "name parts",
    "places": "address parts",
    "details.names": "name parts",
    "details.places": "address parts",
    "details.links": "links",
    "details.attributes": "further",
}


def label(field: str) -> str:
    """The label of a field; its own name where it has none."""
    return LABELS.get(field, field.replace("_", " "))

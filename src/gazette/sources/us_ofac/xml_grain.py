"""The words of the XML formats in the grain of the delimited files.

In: texts and pieces as an XML publication gives them. Out: the one text that the delimited files print of
the same fact, so that a fact has equal bytes from whichever file it was read. What the pieces say beyond
that goes into the part `details`. Not here: labels, dates, and which element a piece stands in.
"""

from __future__ import annotations

from collections.abc import Iterable

from gazette.model.codec import sorted_unique
from gazette.model.entries import Addresses, Aliases
from gazette.model.facts import Address
from gazette.model.lists import Kind
from gazette.model.names import Name, NameType

KINDS = {
    "Individual": Kind.PERSON,
    "Entity": Kind.ORGANIZATION,
    "Vessel": Kind.VESSEL,
    "Aircraft": Kind.AIRCRAFT,
}
"""The publisher's kinds of entry, in all XML formats."""

NAME_TYPES = {"a.k.a.": NameType.AKA, "f.k.a.": NameType.FKA, "n.k.a.": NameType.NKA}
"""The publisher's kinds of alias, in lower case."""

_PLAIN = str.maketrans('"\u2018\u2019\u201c\u201d\u2013\u2014', "'''''--")


def plain(text: str) -> str:
    """The text with the quotes and dashes of the delimited files, which are ASCII.

    22391: `OPEN JOINT-STOCK COMPANY "OIL TRUNK PIPELINES 'DRUZHBA'"` is printed there with single
    quotes only. The aircraft label of the enhanced format has a typographic apostrophe.
    """
    return text.translate(_PLAIN)


def full_name(family: str, given: str | None) -> str:
    """The name as one text, `CAMARA, Sadio`."""
    return plain(f"{family}, {given}" if given else family)


def address(
    lines: Iterable[str | None],
    city: str | None,
    region: str | None,
    postal_code: str | None,
    country: str | None,
) -> Address:
    """The address in two texts and a country: `16 Nametkina Street, Bldg. 1`, `Moscow 117420`.

    The second is `City, Region Postal`, whichever of these there are (1,233 addresses of two Consolidated
    editions that are held in both formats, without exception).
    """
    street = ", ".join(filter(None, lines))
    place = ", ".join(filter(None, (city, region)))
    locality = " ".join(filter(None, (place, postal_code)))
    return Address(
        street=plain(street) or None,
        locality=plain(locality) or None,
        country=None if country is None else plain(country),
    )


def tonnage(text: str | None) -> str | None:
    """A number of tons with its thousands apart, as the delimited files print it: `99,144`."""
    if text is None or not (text.isascii() and text.isdigit()):
        return text
    return f"{int(text):,}"


def aliases(names: Iterable[Name]) -> Aliases | None:
    """The strong aliases as a content; None where there are none."""
    found = sorted_unique(names)
    return Aliases(found) if found else None


def addresses(found: Iterable[Address]) -> Addresses | None:
    """The addresses as a content; None where there are none that say anything."""
    kept = sorted_unique(each for each in found if each != Address())
    return Addresses(kept) if kept else None

"""The words of the XML formats in the grain of the delimited files.

In: texts and pieces as an XML publication gives them. Out: the one text that the delimited files print of
the same fact, so that a fact has equal bytes from whichever file it was read. What the pieces say beyond
that goes into the part `details`. Not here: labels, dates, and which element a piece stands in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from gazette.model.codec import sorted_unique
from gazette.model.entries import Addresses, Aliases, PlaceForm
from gazette.model.facts import Address, Attribute
from gazette.model.lists import Kind
from gazette.model.names import Name, NameType
from gazette.sources.us_ofac.countries import is_country

KINDS = {
    "Individual": Kind.PERSON,
    "Entity": Kind.ORGANIZATION,
    "Vessel": Kind.VESSEL,
    "Aircraft": Kind.AIRCRAFT,
}
"""The publisher's kinds of entry, in all XML formats."""

NAME_TYPES = {"a.k.a.": NameType.AKA, "f.k.a.": NameType.FKA, "n.k.a.": NameType.NKA}
"""The publisher's kinds of alias, in lower case."""

PLACE_PARTS = frozenset(
    {"ADDRESS1", "ADDRESS2", "ADDRESS3", "CITY", "STATE/PROVINCE", "POSTAL CODE", "REGION"}
)
"""The publisher's types of the pieces of an address."""

TONNAGES = frozenset({"Vessel Tonnage", "Vessel Gross Registered Tonnage"})
"""Labels of numbers that the delimited files print with their thousands apart."""

_PLAIN = str.maketrans('"\u2018\u2019\u201c\u201d\u2013\u2014', "'''''--")


_TONS = re.compile(r"[0-9]{1,9}")

_COUNTRY = re.compile(r"(?P<number>.+) \((?P<country>[^()]+)\)")


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


def address_of(pieces: Mapping[str, str], country: str | None) -> tuple[Address, PlaceForm | None]:
    """The address that typed pieces make, and the pieces that it prints in one text.

    A region without a country is printed as one: `Region: Gaza` (9647).
    """
    region = pieces.get("STATE/PROVINCE")
    if "REGION" in pieces:
        if country is None:
            country = f"Region: {pieces['REGION']}"
        else:
            region = ", ".join(filter(None, (region, pieces["REGION"])))
    city, postal_code = pieces.get("CITY"), pieces.get("POSTAL CODE")
    lines = (pieces.get(f"ADDRESS{number}") for number in (1, 2, 3))
    whole = address(lines, city, region, postal_code, country)
    if city is None and region is None and postal_code is None:
        return whole, None
    return whole, PlaceForm(whole, city, region, postal_code)


def about(label: str, value: str, further: Mapping[str, str | None]) -> Iterator[Attribute]:
    """What a structured format says of a labelled value, `Reliability of Website www.vtb.ru`."""
    for what, text in further.items():
        if text:
            yield Attribute(f"{what} of {label} {value}", text)


def split_country(value: str, country: str | None) -> tuple[str, str | None]:
    """A number with the issuing country that stands in parentheses after it, where none is stated.

    17064: the number of a `Registration ID` is published as `1026303117642 (Russia)`.
    """
    found = None if country is not None else _COUNTRY.fullmatch(value)
    if found is None or not is_country(found["country"]):
        return value, country
    return found["number"], found["country"]


def tonnage(text: str) -> str:
    """A number of tons with its thousands apart, as the delimited files print it: `99,144`."""
    return f"{int(text):,}" if _TONS.fullmatch(text) else text


def aliases(names: Iterable[Name]) -> Aliases | None:
    """The strong aliases as a content; None where there are none."""
    found = sorted_unique(names)
    return Aliases(found) if found else None


def addresses(found: Iterable[Address]) -> Addresses | None:
    """The addresses as a content; None where there are none that say anything."""
    kept = sorted_unique(each for each in found if each != Address())
    return Addresses(kept) if kept else None

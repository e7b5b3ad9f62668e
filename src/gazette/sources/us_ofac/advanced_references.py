"""The value sets that open OFAC's advanced XML, looked up by what they say, never by a known id.

In: the sets of `ReferenceValueSets`. Out: the text behind a reference, `FeatureTypeID="8"` to `Birthdate`, and
the periods and locations that are built of such references. Not here: parties and their facts.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from gazette.model.entries import PlaceForm
from gazette.model.facts import Address
from gazette.sources.us_ofac.xml_grain import PLACE_PARTS, address_of, plain
from gazette.sources.us_ofac.xml_node import Node
from gazette.sources.us_ofac.xml_periods import Period, english_period

UNKNOWN = frozenset({"Unknown", "undetermined", "Undetermined"})
"""What the publisher calls a value that it does not state."""


_PIECES = PLACE_PARTS | {"Unknown"}


class Location(NamedTuple):
    """A place as it is referred to: its pieces by type, and its country."""

    pieces: dict[str, str]
    country: str | None
    further: dict[str, str]
    """Comments, area codes and pieces of other types, by what they are."""

    def address(self) -> tuple[Address, PlaceForm | None]:
        """The place as an address."""
        return address_of(self.pieces, self.country)

    def text(self) -> str | None:
        """The place in one text: a country, a place of birth."""
        if "Unknown" in self.pieces:
            return plain(self.pieces["Unknown"])
        whole, _ = self.address()
        return ", ".join(filter(None, (whole.street, whole.locality, whole.country))) or None


@dataclass(slots=True)
class References:
    """All value sets of one file."""

    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    parents: dict[tuple[str, str], str] = field(default_factory=dict)
    """The key of the party type behind each party subtype."""

    def add(self, values: Node) -> None:
        """Takes one set, `FeatureTypeValues`; what else its values say of themselves is dropped."""
        name = values.name.removesuffix("Values")
        for item in values.take_all(name):
            key = item.attribute("ID")
            if key is None:
                continue
            self.texts[name, key] = item.text() or ""
            if parent := item.attribute("PartyTypeID"):
                self.parents[name, key] = parent

    def text(self, name: str, key: str | None) -> str | None:
        """The text behind a key; None without a key, for one nobody defined, and for an empty text."""
        return None if key is None else self.texts.get((name, key)) or None

    def word(self, node: Node, name: str, attribute: str | None = None) -> str | None:
        """The text behind the attribute `<name>ID`, which is taken where it can be resolved."""
        attribute = attribute or f"{name}ID"
        text = self.text(name, node.peek_attribute(attribute))
        if text is not None:
            node.ignore(attribute)
        return text

    def stated(self, node: Node, name: str, attribute: str | None = None) -> str | None:
        """As `word`; None where the publisher's word is that it is not known."""
        text = self.word(node, name, attribute)
        return None if text in UNKNOWN else text

    def kind(self, node: Node) -> str | None:
        """`Individual`, `Entity`, `Vessel` or `Aircraft`: the party's subtype, or the type above it."""
        key = node.peek_attribute("PartySubTypeID")
        subtype = self.word(node, "PartySubType")
        if subtype in UNKNOWN:
            return self.text("PartyType", self.parents.get(("PartySubType", key or "")))
        return subtype

    def location(self, node: Node) -> Location:
        """A location, of all whose pieces the first, primary value counts."""
        further = {"Comment": node.value("Comment") or ""}
        areas = [self.word(item, "AreaCode") for item in node.take_all("LocationAreaCode")]
        further["Area code"] = ", ".join(filter(None, areas))
        countries = []
        for item in node.take_all("LocationCountry"):
            self.word(item, "CountryRelevance")
            countries.append(self.stated(item, "Country"))
        pieces: dict[str, str] = {}
        for item in node.take_all("LocationPart"):
            type_, text, comment = self._piece(item)
            if type_ in _PIECES and text is not None:
                pieces.setdefault(type_, text)
            elif text is not None:
                further[type_ or "Piece"] = text
            further["Comment"] = "; ".join(filter(None, (further["Comment"], comment)))
        country = ", ".join(filter(None, countries)) or None
        return Location(pieces, country, {key: text for key, text in further.items() if text})

    def _piece(self, item: Node) -> tuple[str | None, str | None, str | None]:
        type_, value = self.word(item, "LocPartType"), item.take("LocationPartValue")
        if value is None:
            return type_, None, None
        value.ignore("Primary")
        self.word(value, "LocPartValueType")
        self.word(value, "LocPartValueStatus")
        return type_, value.value("Value"), value.value("Comment")

    def period(self, node: Node | None) -> str | None:
        """The English text of a `DatePeriod`; None where it states no days."""
        if node is None:
            return None
        self.word(node, "CalendarType")
        node.ignore("YearFixed", "MonthFixed", "DayFixed")
        start, end = (self._boundary(node.take(name)) for name in ("Start", "End"))
        first, last = start or end, end or start
        if first is None or last is None:
            return None
        is_approximate = first[2] or last[2]
        return english_period(Period(*first[:2], *last[:2], is_approximate))

    def _boundary(self, node: Node | None) -> tuple[date, date, bool] | None:
        if node is None:
            return None
        node.ignore("YearFixed", "MonthFixed", "DayFixed")
        is_approximate = node.attribute("Approximate") == "true"
        first, last = (day_of_parts(node.take(name)) for name in ("From", "To"))
        if first is None and last is None:
            return None
        return first or last or date.min, last or first or date.max, is_approximate


def day_of_parts(node: Node | None) -> date | None:
    """The day of `Year`, `Month` and `Day`; None where they make none."""
    if node is None:
        return None
    parts = [node.value(name) for name in ("Year", "Month", "Day")]
    try:
        year, month, day = (int(part or "") for part in parts)
        return date(year, month, day)
    except ValueError:
        return None

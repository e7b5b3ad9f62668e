"""The names and addresses of one entity of OFAC's enhanced XML, in every script it gives.

In: the element. Out: the Latin names and the addresses in the grain of the delimited files, and beside each
its other scripts and typed pieces. Not here: any other fact of the entity (`enhanced_entity`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from gazette.model.entries import NameForm, NamePart, PlaceForm
from gazette.model.facts import Address, Attribute
from gazette.model.lists import EntryId
from gazette.model.names import Name, NameType
from gazette.sources.us_ofac.xml_grain import NAME_TYPES, PLACE_PARTS, address_of, plain
from gazette.sources.us_ofac.xml_names import LATIN, ordered, unmarked
from gazette.sources.us_ofac.xml_node import Node
from gazette.sources.us_ofac.xml_reading import Reading


@dataclass(slots=True)
class Names:
    """The names of an entity; `primary` is None where none was found."""

    primary: str | None = None
    strong: list[Name] = field(default_factory=list)
    weak: list[Name] = field(default_factory=list)
    forms: list[NameForm] = field(default_factory=list)


@dataclass(slots=True)
class Places:
    """The addresses of an entity, and their pieces."""

    addresses: list[Address] = field(default_factory=list)
    forms: list[PlaceForm] = field(default_factory=list)
    attributes: list[Attribute] = field(default_factory=list)


def read_names(node: Node, entry_id: EntryId, reading: Reading) -> Names:
    """All names; one without a Latin form is an issue."""
    names = Names()
    for item in node.take_within("names", "name"):
        item.ignore("id")
        forms = [_form(each) for each in item.take_within("translations", "translation")]
        latin = next((plain(form.text) for form in forms if form.script is None), None)
        type_ = _name_type(item)
        if latin is None or type_ is None:
            reading.unread(item, "a name without Latin form or type", entry_id)
            continue
        names.forms.extend(_attached(forms, latin))
        is_weak = item.value("isLowQuality") == "true"
        if type_ is NameType.PRIMARY and names.primary is None:
            names.primary = latin
        else:
            (names.weak if is_weak else names.strong).append(Name(latin, type_, is_weak=is_weak))
    return names


def _name_type(item: Node) -> NameType | None:
    is_primary = item.value("isPrimary") == "true"
    type_ = item.take("aliasType")
    if type_ is None:
        return NameType.PRIMARY if is_primary else None
    type_.ignore("refId")
    return NAME_TYPES.get((type_.text() or "").lower())


def _form(item: Node) -> NameForm:
    item.ignore("id", "isPrimary", "formattedFirstName", "formattedLastName")
    parts = []
    for part in item.take_within("nameParts", "namePart"):
        part.ignore("id")
        type_ = part.take("type")
        if type_ is not None:
            type_.ignore("refId")
        parts.append(NamePart((type_ and type_.text()) or "", unmarked(part.value("value") or "")))
    text = unmarked(item.value("formattedFullName") or "")
    return NameForm(of=text, text=text, script=_script(item), parts=ordered(parts))


def _script(item: Node) -> str | None:
    script = item.take("script")
    if script is None:
        return None
    script.ignore("refId")
    name = script.text()
    return None if name == LATIN else name


def _attached(forms: Iterable[NameForm], latin: str) -> list[NameForm]:
    return [
        NameForm(latin, latin if form.script is None else form.text, form.script, form.parts)
        for form in forms
    ]


def read_places(node: Node) -> Places:
    """All addresses that say anything."""
    places = Places()
    for item in node.take_within("addresses", "address"):
        item.ignore("id")
        country = item.take("country")
        if country is not None:
            country.ignore("refId")
        _read_place(item, None if country is None else country.text(), places)
    return places


def _read_place(item: Node, country: str | None, places: Places) -> None:
    by_script = [
        (_script(each), _pieces(each)) for each in item.take_within("translations", "translation")
    ]
    latin = next((pieces for script, pieces in by_script if script is None), {})
    whole, form = address_of(latin, country)
    if whole == Address():
        return
    places.addresses.append(whole)
    if form is not None:
        places.forms.append(form)
    for script, pieces in by_script:
        if script is not None and pieces:
            other, _ = address_of(pieces, None)
            printed = ", ".join(filter(None, (whole.street, whole.locality, whole.country)))
            text = ", ".join(filter(None, (other.street, other.locality, other.country)))
            places.attributes.append(Attribute(f"{script} form of {printed}", text))


def _pieces(item: Node) -> dict[str, str]:
    item.ignore("id", "isPrimary")
    pieces: dict[str, str] = {}
    for part in item.take_within("addressParts", "addressPart"):
        type_, value = part.take("type"), part.peek("value")
        if type_ is None or value is None or (name := type_.peek_text()) not in PLACE_PARTS:
            continue
        if name not in pieces:
            part.ignore("id", "value")
            type_.ignore("refId")
            pieces[name] = value
            type_.text()
    return pieces

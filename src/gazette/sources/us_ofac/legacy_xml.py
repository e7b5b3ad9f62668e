"""Read OFAC's legacy XML: `sdn.xml` and `consolidated.xml`, in the namespaces of before and after 2024.

In: the bytes of one file. Out: presence, profile, aliases and addresses, equal to those of the delimited
files of the same edition. Not here: `details`. The format splits an address further, but has no scripts,
name parts or kinds of links, so a `details` from it would differ from the enhanced format's for the same facts.
"""

from __future__ import annotations

import re

from gazette.model.entries import Content
from gazette.model.facts import Address, BirthDate, Place
from gazette.model.lists import EntryId, Part
from gazette.model.names import Name
from gazette.sources.parsing import Format, Memo, ParsedFile
from gazette.sources.us_ofac import remarks
from gazette.sources.us_ofac.dates import partial_date
from gazette.sources.us_ofac.draft import Draft
from gazette.sources.us_ofac.labels import Labelled
from gazette.sources.us_ofac.xml_grain import (
    KINDS,
    NAME_TYPES,
    TONNAGES,
    address,
    addresses,
    aliases,
    full_name,
    plain,
    tonnage,
)
from gazette.sources.us_ofac.xml_node import Node
from gazette.sources.us_ofac.xml_reading import Reading, day_of, entry_id_of
from gazette.sources.us_ofac.xml_stream import Break, Layout, Stray, Unit, first_tag, units

NAME = "xml-legacy"
COMPLETE = frozenset({Part.PRESENCE, Part.PRIMARY, Part.ALIASES, Part.ADDRESSES})

_ENTRY = "sdnEntry"
_HEAD = "publshInformation"
_LAYOUT = Layout("sdnList", frozenset(), frozenset({_ENTRY, _HEAD}))

_COUNT = re.compile(r"[0-9]{1,9}")

_PLACES = (
    ("nationalityList", "nationality", "country", "nationalities"),
    ("citizenshipList", "citizenship", "country", "citizenships"),
    ("placeOfBirthList", "placeOfBirthItem", "placeOfBirth", "birthplaces"),
)
"""List element, item element, value element, and the field of the draft it goes to."""

_VESSEL = {
    "callSign": ("call_sign", "Vessel Call Sign"),
    "vesselType": ("type", "Vessel Type"),
    "vesselFlag": ("flag", "Vessel Flag"),
    "vesselOwner": ("owner", "Vessel Owner"),
    "tonnage": ("tonnage", "Vessel Tonnage"),
    "grossRegisteredTonnage": ("gross_tonnage", "Vessel Gross Registered Tonnage"),
}


def parse(data: bytes, *, memo: Memo) -> ParsedFile:  # noqa: ARG001  no row of XML is worth keeping
    """Everything the file says.

    Raises:
        ParseError: the bytes are no `sdnList` document.
    """
    reading = Reading()
    for item in units(data, _LAYOUT):
        match item:
            case Unit(node=node) if node.name == _ENTRY:
                _read_entry(node, reading)
            case Unit(node=node) if node.name == _HEAD:
                _read_head(node, reading)
            case Unit(node=node):
                reading.lost(node, "not an element of this format", entry_id_of(node.peek("uid")))
            case Stray():
                reading.stray(item)
            case Break():
                broken = item.open_unit
                reading.broken(item, None if broken is None else entry_id_of(broken.peek("uid")))
    return reading.parsed(NAME, COMPLETE)


def _read_head(node: Node, reading: Reading) -> None:
    reading.structure()
    published, count = node.value("Publish_Date"), node.value("Record_Count")
    reading.stated_on = day_of(published, "%m/%d/%Y")
    if reading.stated_on is None:
        reading.issue(node, "no day of publication", published or "")
    if count is not None and _COUNT.fullmatch(count):
        reading.stated_count = int(count)
    else:
        reading.issue(node, "no number of entries", count or "")
    reading.leftovers(node)


def _read_entry(node: Node, reading: Reading) -> None:
    uid = node.value("uid")
    entry_id = entry_id_of(uid)
    family, type_ = node.value("lastName"), node.value("sdnType")
    if entry_id is None:
        reading.lost(node, f"no entry id: {uid}")
    elif reading.holds(entry_id):
        reading.lost(node, "a second entry of this id", entry_id)
    elif family is None:
        reading.lost(node, "no name", entry_id)
    elif type_ not in KINDS:
        reading.lost(node, f"unknown type: {type_}", entry_id)
    else:
        name = full_name(family, node.value("firstName"))
        reading.entry(entry_id, _contents(node, name, type_, entry_id, reading))
        reading.leftovers(node, entry_id)


def _contents(
    node: Node, name: str, type_: str, entry_id: EntryId, reading: Reading
) -> dict[Part, Content]:
    draft = Draft()
    strong = _read_names(node, draft, entry_id, reading)
    _read_person(node, draft)
    _read_vessel(node, draft)
    _read_identifiers(node, draft, entry_id, reading)
    if text := node.value("remarks"):
        remarks.read(plain(text), draft)
    title = node.value("title")
    programs = tuple(
        text for item in node.take_within("programList", "program") if (text := item.text())
    )
    contents: dict[Part, Content | None] = {
        Part.PRIMARY: draft.profile(name, KINDS[type_], programs, plain(title) if title else None),
        Part.ALIASES: aliases(strong),
        Part.ADDRESSES: addresses(
            _address(item) for item in node.take_within("addressList", "address")
        ),
    }
    return {part: content for part, content in contents.items() if content is not None}


def _read_names(node: Node, draft: Draft, entry_id: EntryId, reading: Reading) -> list[Name]:
    strong: list[Name] = []
    for item in node.take_within("akaList", "aka"):
        item.ignore("uid")
        family, type_, category = (item.value(key) for key in ("lastName", "type", "category"))
        if family is None or type_ not in NAME_TYPES or category not in {"strong", "weak"}:
            reading.unread(item, "not an alias of this format", entry_id)
            continue
        text, is_weak = full_name(family, item.value("firstName")), category == "weak"
        name = Name(text, NAME_TYPES[type_], is_weak=is_weak)
        (draft.weak_aliases if is_weak else strong).append(name)
    return strong


def _address(item: Node) -> Address:
    item.ignore("uid")
    return address(
        [item.value(f"address{number}") for number in (1, 2, 3)],
        item.value("city"),
        item.value("stateOrProvince"),
        item.value("postalCode"),
        item.value("country"),
    )


def _read_person(node: Node, draft: Draft) -> None:
    for item in node.take_within("dateOfBirthList", "dateOfBirthItem"):
        item.ignore("uid")
        is_alternate = item.value("mainEntry") == "false"
        if text := item.value("dateOfBirth"):
            draft.births.append(BirthDate(partial_date(text), is_alternate))
    for list_name, item_name, value_name, field in _PLACES:
        for item in node.take_within(list_name, item_name):
            item.ignore("uid")
            is_alternate = item.value("mainEntry") == "false"
            if text := item.value(value_name):
                getattr(draft, field).append(Place(plain(text), is_alternate))


def _read_vessel(node: Node, draft: Draft) -> None:
    info = node.take("vesselInfo")
    if info is None:
        return
    for element, (field, label) in _VESSEL.items():
        if text := info.value(element):
            text = tonnage(text) if label in TONNAGES else plain(text)
            draft.set_vessel(field, text, label)


def _read_identifiers(node: Node, draft: Draft, entry_id: EntryId, reading: Reading) -> None:
    for item in node.take_within("idList", "id"):
        item.ignore("uid")
        keys = ("idNumber", "idCountry", "issueDate", "expirationDate")
        label = item.value("idType")
        value, country, issued, expires = (plain(item.value(key) or "") or None for key in keys)
        if label is None or value is None:
            reading.unread(item, "an identifier without label or value", entry_id)
            continue
        labelled = Labelled(plain(label), value, country, issued, expires)
        reading.labelled(item, labelled, draft, entry_id)


def _recognizes(head: bytes, _name: str) -> bool:
    return first_tag(head) == _LAYOUT.root


FORMATS = (
    Format(
        name=NAME,
        describes="OFAC's legacy XML (`sdn.xml`, `consolidated.xml`)",
        recognizes=_recognizes,
        parse=parse,
        rank=40,
    ),
)

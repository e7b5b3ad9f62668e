"""Read OFAC's enhanced XML: `SDN_ENHANCED.XML`, `CONS_ENHANCED.XML` and custom exports of the same form.

In: the bytes of one file, and the list to read from it. Out: every part but comments, of the entities that
name the list; those of other lists are structure. An export that was filtered by anything but lists
proves what it shows and denies nothing. Not here: the facts of one entity (`enhanced_entity`).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from gazette.errors import ParseError
from gazette.model.entries import Membership
from gazette.model.lists import EntryId, Part
from gazette.sources.parsing import Format, Memo, ParsedFile, Parser
from gazette.sources.us_ofac import enhanced_entity
from gazette.sources.us_ofac.enhanced_entity import Entity
from gazette.sources.us_ofac.xml_node import Node
from gazette.sources.us_ofac.xml_reading import Reading, day_of, entry_id_of
from gazette.sources.us_ofac.xml_stream import Break, Layout, Stray, Unit, first_tag, units

NAME = "xml-enhanced"
COMPLETE = frozenset(Part) - {Part.COMMENTS}

_TABLES = frozenset({"referenceValues", "featureTypes"})
"""Tables of the publisher's keys; the entities repeat in words all that they say."""
_LAYOUT = Layout(
    "sanctionsData", frozenset({"entities"}), frozenset({"entity", "publicationInfo", *_TABLES})
)


@dataclass(slots=True)
class _Export:
    """One file while it is read."""

    list_name: str
    reading: Reading = field(default_factory=Reading)
    names: dict[str, str] = field(default_factory=dict)
    """The primary names of the entities read, by id."""
    waiting: list[tuple[EntryId, Node, tuple[Membership, ...]]] = field(default_factory=list)
    """Entities with a tie to one that is published without its name: 44927, 46916."""
    is_whole: bool = False


def parser_for(list_name: str) -> Parser:
    """The parser of one list's entities, `SDN List` or `Consolidated List`."""

    def parse(data: bytes, *, memo: Memo) -> ParsedFile:  # noqa: ARG001  no element is worth keeping
        return _parse(data, list_name)

    return parse


def _parse(data: bytes, list_name: str) -> ParsedFile:
    export = _Export(list_name)
    for item in units(data, _LAYOUT):
        match item:
            case Unit():
                _read_unit(item, export)
            case Stray():
                export.reading.stray(item)
            case Break(open_unit=node):
                export.reading.broken(item, None if node is None else _id_on_list(node, list_name))
    for waiting in export.waiting:
        _read_contents(*waiting, export)
    return export.reading.parsed(NAME, COMPLETE if export.is_whole else frozenset())


def _read_unit(unit: Unit, export: _Export) -> None:
    node = unit.node
    match unit.section, node.name:
        case "entities", "entity":
            _read_entity(node, export)
        case "", "publicationInfo":
            _read_head(node, export)
        case "", name if name in _TABLES:
            export.reading.structure()
        case _:
            export.reading.lost(node, "not an element of this format")


def _entry_id(node: Node) -> EntryId | None:
    text = node.attribute("id") if node.name == "entity" else None
    return entry_id_of(text)


def _id_on_list(node: Node, list_name: str) -> EntryId | None:
    """The id of an entity that breaks off, where it already says that it is on the list."""
    lists = enhanced_entity.memberships(node)
    return _entry_id(node) if any(each.list_name == list_name for each in lists) else None


def _read_head(node: Node, export: _Export) -> None:
    """Notes the day, and whether the file holds the whole list.

    Raises:
        ParseError: the file was made without the list.
    """
    reading = export.reading
    reading.structure()
    as_of = node.value("dataAsOf")
    reading.stated_on = day_of((as_of or "")[:10], "%Y-%m-%d")
    if reading.stated_on is None:
        reading.issue(node, "no day of publication", as_of or "")
    filters = node.take("filters")
    lists = [] if filters is None else _lists_of(filters)
    if lists and export.list_name not in lists:
        raise ParseError(
            f"the file does not hold the list `{export.list_name}`: {', '.join(lists)}",
            hint="read it as the list it was made for",
        )
    export.is_whole = filters is not None and bool(lists) and not filters.has_more()
    if export.is_whole or filters is None:
        reading.leftovers(node)


def _lists_of(filters: Node) -> list[str]:
    lists = []
    for item in filters.take_within("sanctionsLists", "sanctionsList"):
        item.ignore("refId")
        lists.append(item.text() or "")
    return lists


def _read_entity(node: Node, export: _Export) -> None:
    entry_id = _entry_id(node)
    lists = enhanced_entity.memberships(node)
    if lists and all(each.list_name != export.list_name for each in lists):
        export.reading.structure()
    elif entry_id is None or not lists:
        export.reading.lost(node, "no entry id or no list")
    elif enhanced_entity.has_nameless_tie(node):
        export.waiting.append((entry_id, node, lists))
    else:
        _read_contents(entry_id, node, lists, export)


def _read_contents(
    entry_id: EntryId, node: Node, lists: tuple[Membership, ...], export: _Export
) -> None:
    reading = export.reading
    if reading.holds(entry_id):
        reading.lost(node, "a second entry of this id", entry_id)
        return
    entity = Entity(node, entry_id, reading, export.names)
    contents = enhanced_entity.contents(entity, lists)
    if contents is None:
        reading.lost(node, "no name in Latin script, or an unknown type", entry_id)
        return
    reading.entry(entry_id, contents)
    reading.leftovers(node, entry_id)


def _recognizes(head: bytes, _name: str) -> bool:
    return first_tag(head) == _LAYOUT.root


def formats_for(list_name: str) -> tuple[Format, ...]:
    """The enhanced XML of one list, `SDN List` or `Consolidated List`."""
    return (
        Format(
            name=NAME,
            describes=f"OFAC's enhanced XML, of the {list_name}",
            recognizes=_recognizes,
            parse=parser_for(list_name),
            rank=60,
        ),
    )

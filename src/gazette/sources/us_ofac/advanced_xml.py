"""Read OFAC's advanced XML, the ASM / UN 1244 model: `SDN_ADVANCED.XML`, `CONS_ADVANCED.XML`.

In: the bytes of one file, and the list to read from it. Out: every part but comments, of the parties with a
sanctions entry of the list. Value sets, locations and documents stand before the parties, ties and sanctions entries
after them, so a party's contents are made when the file ends. Not here: the facts of one party (`advanced_profile`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from gazette.errors import ParseError
from gazette.model.entries import LinkForm, Membership
from gazette.model.lists import EntryId, Part
from gazette.sources.parsing import Format, Memo, ParsedFile, Parser
from gazette.sources.us_ofac.advanced_party import File, Party
from gazette.sources.us_ofac.advanced_profile import read_party
from gazette.sources.us_ofac.advanced_references import day_of_parts
from gazette.sources.us_ofac.dates import english_text
from gazette.sources.us_ofac.labels import Labelled
from gazette.sources.us_ofac.xml_grain import about
from gazette.sources.us_ofac.xml_node import Node
from gazette.sources.us_ofac.xml_reading import EXCERPT, Reading, entry_id_of
from gazette.sources.us_ofac.xml_stream import Break, Layout, Stray, Unit, first_tag, units

NAME = "xml-advanced"
COMPLETE = frozenset(Part) - {Part.COMMENTS}

_PROGRAM = "Program"
"""The sanctions type whose comment is the code of a program."""
_CREATED = "Created"
"""The type of the event by which an entry joined its list."""
_DELTA = "Sanctions/@DeltaBaseVersion"
"""Where a file says that it only holds what changed since an earlier one."""


@dataclass(slots=True)
class _Publication:
    """One file while it is read."""

    list_name: str
    file: File
    parties: dict[EntryId, Party] = field(default_factory=dict)
    profiles: dict[str, Party] = field(default_factory=dict)
    """The parties by the id of their profile."""
    lists: set[str] = field(default_factory=set)
    """The lists that any sanctions entry of the file is of."""
    is_delta: bool = False


def parser_for(list_name: str) -> Parser:
    """The parser of one list's parties, `SDN List` or `Consolidated List`."""

    def parse(data: bytes, *, memo: Memo) -> ParsedFile:  # noqa: ARG001  no element is worth keeping
        return _parse(data, list_name)

    return parse


def _parse(data: bytes, list_name: str) -> ParsedFile:
    reading = Reading()
    publication = _Publication(list_name, File(reading))
    for item in units(data, _LAYOUT):
        match item:
            case Unit():
                _read_unit(item, publication)
            case Stray():
                publication.is_delta = publication.is_delta or item.path == _DELTA
                reading.stray(item)
            case Break():
                reading.broken(item)
    _finish(publication)
    return reading.parsed(NAME, frozenset() if publication.is_delta else COMPLETE)


def _read_unit(unit: Unit, publication: _Publication) -> None:
    node = unit.node
    if (read := _UNITS.get((unit.section, node.name))) is not None:
        read(node, publication)
    elif unit.section == _SETS and node.name.endswith("Values"):
        publication.file.reading.structure()
        publication.file.references.add(node)
    else:
        publication.file.reading.lost(node, "not an element of this format")


def _read_issue(node: Node, publication: _Publication) -> None:
    reading = publication.file.reading
    reading.structure()
    reading.stated_on = day_of_parts(node)
    if reading.stated_on is None:
        reading.issue(node, "no day of publication", node.excerpt())
    node.ignore("CalendarTypeID")
    reading.leftovers(node)


def _read_location(node: Node, publication: _Publication) -> None:
    file = publication.file
    key = node.attribute("ID")
    if key is None:
        file.reading.lost(node, "no id")
        return
    file.reading.structure()
    for name in ("FeatureVersion", "IDRegDocument"):
        for reference in node.take_all(f"{name}Reference"):
            reference.ignore(f"{name}ID")
    file.locations[key] = file.references.location(node)
    file.reading.leftovers(node)


def _read_document(node: Node, publication: _Publication) -> None:
    identity = node.peek_attribute("IdentityID")
    if identity is None:
        publication.file.reading.lost(node, "a document of nobody")
    else:
        publication.file.documents.setdefault(identity, []).append(node)


def _read_party(node: Node, publication: _Publication) -> None:
    reading, text = publication.file.reading, node.attribute("FixedRef") or ""
    entry_id = entry_id_of(text)
    profile = node.take("Profile")
    if entry_id is None or profile is None:
        reading.lost(node, "no entry id or no profile")
    elif entry_id in publication.parties:
        reading.lost(node, "a second party of this id")
    else:
        party = Party(entry_id, publication.file, node.spot(EXCERPT))
        publication.parties[entry_id] = party
        publication.profiles[profile.peek_attribute("ID") or ""] = party
        read_party(node, profile, party)


def _read_tie(node: Node, publication: _Publication) -> None:
    """Files `A is tied to B` with A, as the other formats print it."""
    references = publication.file.references
    source = publication.profiles.get(node.peek_attribute("From-ProfileID") or "")
    target = publication.profiles.get(node.peek_attribute("To-ProfileID") or "")
    if source is None:
        publication.file.reading.lost(node, "a tie of nobody known")
        return
    source.elements += 1
    if target is None or target.primary is None:
        source.unread(node, "a tie to nobody known")
        return
    node.ignore("ID", "From-ProfileID", "To-ProfileID", "SanctionsEntryID")
    role, quality = (
        references.word(node, "RelationType"),
        references.stated(node, "RelationQuality"),
    )
    if node.attribute("Former") == "true":
        role = f"{role or 'tie'} (former)"
    source.labelled(node, Labelled("Linked To:", target.primary))
    source.links.append(LinkForm(target.primary, role, target.entry_id, quality))
    further = {
        "Comment": node.value("Comment"),
        "Period": references.period(node.take("DatePeriod")),
    }
    source.attributes.extend(about("tie to", target.primary, further))
    publication.file.reading.leftovers(node, source.entry_id)


def _read_entry(node: Node, publication: _Publication) -> None:
    references = publication.file.references
    party = publication.profiles.get(node.attribute("ProfileID") or "")
    list_name = references.word(node, "List")
    if party is None or list_name is None:
        publication.file.reading.lost(node, "a sanctions entry of nobody known, or of no list")
        return
    party.elements += 1
    party.lists.add(list_name)
    publication.lists.add(list_name)
    node.ignore("ID")
    created = [_read_event(item, list_name, party) for item in node.take_all("EntryEvent")]
    party.memberships.append(Membership(list_name, min(filter(None, created), default=None)))
    for item in node.take_all("SanctionsMeasure"):
        _read_measure(item, party)
    further = {
        "Comment": node.value("Comment"),
        "Limitations": node.value("LimitationsToListing"),
    }
    party.attributes.extend(about("listing on", list_name, further))
    publication.file.reading.leftovers(node, party.entry_id)


def _read_event(item: Node, list_name: str, party: Party) -> date | None:
    """The day of an event that put the entry on its list; None for any other event."""
    references = party.file.references
    type_, basis = references.word(item, "EntryEventType"), references.word(item, "LegalBasis")
    if basis is not None:
        party.authorities.append(basis)
    item.ignore("ID")
    comment = item.value("Comment")
    party.attributes.extend(about("listing on", list_name, {"Comment": comment}))
    stated = item.take("Date")
    if stated is None:
        return None
    references.word(stated, "CalendarType")
    day = day_of_parts(stated)
    if day is not None and type_ != _CREATED:
        what = about("listing on", list_name, {type_ or "Event": english_text(day)})
        party.attributes.extend(what)
        return None
    return day


def _read_measure(item: Node, party: Party) -> None:
    references = party.file.references
    item.ignore("ID")
    measure, comment = references.word(item, "SanctionsType"), item.value("Comment")
    if measure == _PROGRAM and comment is not None:
        party.programs.append(comment)
        comment = None
    elif measure is not None:
        party.measures.append(measure)
    further = {"Comment": comment, "Period": references.period(item.take("DatePeriod"))}
    party.attributes.extend(about("measure", measure or "", further))


def _read_link(node: Node, publication: _Publication) -> None:
    reading = publication.file.reading
    reading.structure()
    reading.issue(node, "not understood", node.excerpt())


def _finish(publication: _Publication) -> None:
    """Makes the contents of the parties on the list.

    Raises:
        ParseError: every sanctions entry of the file is of other lists.
    """
    reading = publication.file.reading
    if publication.lists and publication.list_name not in publication.lists:
        raise ParseError(
            f"the file does not hold the list `{publication.list_name}`: "
            f"{', '.join(sorted(publication.lists))}",
            hint="read it as the list it was made for",
        )
    for documents in publication.file.documents.values():
        for document in documents:
            reading.lost(document, "a document of nobody known")
    for party in publication.parties.values():
        _finish_party(party, publication.list_name, reading)


def _finish_party(party: Party, list_name: str, reading: Reading) -> None:
    is_listed = list_name in party.lists
    for _ in range(party.elements):
        if is_listed:
            reading.part_of_entry()
        else:
            reading.structure()
    if not party.lists:
        reading.lost(party.spot, "no sanctions entry")
    elif not is_listed:
        reading.structure()
    elif (contents := party.contents()) is None:
        reading.lost(party.spot, "no name in Latin script, or an unknown type", party.entry_id)
    else:
        reading.entry(party.entry_id, contents)
        reading.untaken(party.leftovers, party.entry_id)


_UNITS: dict[tuple[str, str], Callable[[Node, _Publication], None]] = {
    ("", "DateOfIssue"): _read_issue,
    ("Locations", "Location"): _read_location,
    ("IDRegDocuments", "IDRegDocument"): _read_document,
    ("DistinctParties", "DistinctParty"): _read_party,
    ("ProfileRelationships", "ProfileRelationship"): _read_tie,
    ("SanctionsEntries", "SanctionsEntry"): _read_entry,
    ("SanctionsEntryLinks", "SanctionsEntryLink"): _read_link,
}
_SETS = "ReferenceValueSets"
_LAYOUT = Layout(
    root="Sanctions",
    containers=frozenset({_SETS, *(section for section, _ in _UNITS if section)}),
    units=frozenset(name for _, name in _UNITS),
    root_attributes=frozenset({"Version"}),
)


def _recognizes(head: bytes, _name: str) -> bool:
    return first_tag(head) == _LAYOUT.root


def formats_for(list_name: str) -> tuple[Format, ...]:
    """The advanced XML of one list, `SDN List` or `Consolidated List`."""
    return (
        Format(
            name=NAME,
            describes=f"OFAC's advanced XML, of the {list_name}",
            recognizes=_recognizes,
            parse=parser_for(list_name),
            rank=50,
        ),
    )

"""The facts of one entity of OFAC's enhanced XML.

In: the element. Out: its contents by part: what the delimited files print in their words, and in `listing`
and `details` what they have no column for. Not here: which entities a file holds (`enhanced_xml`), and
the names and addresses of an entity (`enhanced_names`).
"""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import dataclass, field

from gazette.model.codec import sorted_unique
from gazette.model.entries import Content, Details, LinkForm, Listing, Membership
from gazette.model.facts import Attribute
from gazette.model.lists import EntryId, Kind, Part
from gazette.sources.us_ofac import remarks
from gazette.sources.us_ofac.draft import Draft
from gazette.sources.us_ofac.enhanced_names import Names, read_names, read_places
from gazette.sources.us_ofac.labels import Labelled
from gazette.sources.us_ofac.xml_grain import KINDS, about, addresses, aliases, plain
from gazette.sources.us_ofac.xml_node import Node
from gazette.sources.us_ofac.xml_periods import Period, english_period
from gazette.sources.us_ofac.xml_reading import Reading, day_of

_DAYS = ("fromDateBegin", "fromDateEnd", "toDateBegin", "toDateEnd")


@dataclass(slots=True)
class Entity:
    """One entity while it is read; `primaries` are the primary names of all read so far, by id."""

    node: Node
    entry_id: EntryId
    reading: Reading
    primaries: MutableMapping[str, str]
    names: Names = field(default_factory=Names)
    draft: Draft = field(default_factory=Draft)
    links: list[LinkForm] = field(default_factory=list)
    attributes: list[Attribute] = field(default_factory=list)

    def unread(self, item: Node, reason: str) -> None:
        """Notes a fact that could not be read."""
        self.reading.unread(item, reason, self.entry_id)

    def labelled(self, item: Node, found: Labelled) -> None:
        """Files a labelled value."""
        self.reading.labelled(item, found, self.draft, self.entry_id)


def memberships(node: Node) -> tuple[Membership, ...]:
    """The lists the entity is on, each with the day the publisher states for it."""
    found = []
    for item in node.take_within("sanctionsLists", "sanctionsList"):
        item.ignore("refId", "id")
        stated = day_of(item.peek_attribute("datePublished"), "%Y-%m-%d")
        if stated is not None:
            item.ignore("datePublished")
        if name := item.text():
            found.append(Membership(name, stated))
    return sorted_unique(found)


def has_nameless_tie(node: Node) -> bool:
    """Whether the entity is tied to one that is published by its id alone."""
    related = node.find("relationships", "relationship", "relatedEntity")
    return any(other.peek_text() is None for other in related)


def contents(entity: Entity, lists: tuple[Membership, ...]) -> dict[Part, Content] | None:
    """The entity by part; None where it has no name or an unknown type."""
    node, draft = entity.node, entity.draft
    entity.names = read_names(node, entity.entry_id, entity.reading)
    primary, kind, title = entity.names.primary, *_read_general(entity)
    if kind is None or primary is None:
        return None
    entity.primaries[entity.entry_id] = primary
    draft.weak_aliases.extend(entity.names.weak)
    _read_features(entity)
    _read_relationships(entity)
    _read_documents(entity)
    places = read_places(node)
    programs = _words(node, "sanctionsPrograms", "sanctionsProgram")
    found: dict[Part, Content | None] = {
        Part.PRIMARY: draft.profile(primary, kind, programs, title),
        Part.ALIASES: aliases(entity.names.strong),
        Part.ADDRESSES: addresses(places.addresses),
        Part.LISTING: Listing(
            memberships=lists,
            measures=_words(node, "sanctionsTypes", "sanctionsType"),
            authorities=_words(node, "legalAuthorities", "legalAuthority"),
        ),
        Part.DETAILS: Details(
            names=sorted_unique(entity.names.forms),
            places=sorted_unique(places.forms),
            links=sorted_unique(entity.links),
            attributes=sorted_unique([*entity.attributes, *places.attributes]),
        ),
    }
    return {part: content for part, content in found.items() if content is not None}


def _read_general(entity: Entity) -> tuple[Kind | None, str | None]:
    general = entity.node.take("generalInfo")
    if general is None:
        return None, None
    general.ignore("identityId")
    if text := general.value("remarks"):
        remarks.read(plain(text), entity.draft)
    title = general.value("title")
    return KINDS.get(_word(general, "entityType") or ""), plain(title) if title else None


def _word(node: Node, name: str) -> str | None:
    """The text of a child that also carries the publisher's key of it."""
    item = node.take(name)
    if item is None:
        return None
    item.ignore("refId", "featureTypeId")
    return item.text()


def _words(node: Node, list_name: str, item_name: str) -> tuple[str, ...]:
    found = []
    for item in node.take_within(list_name, item_name):
        item.ignore("refId", "id")
        if text := item.text():
            found.append(text)
    return sorted_unique(found)


def _read_features(entity: Entity) -> None:
    for item in entity.node.take_within("features", "feature"):
        item.ignore("id", "versionId", "valueRefId")
        period = _period(item, "valueDate")
        label, value = plain(_word(item, "type") or ""), plain(item.value("value") or period or "")
        is_alternate = item.value("isPrimary") == "false"
        if not label or not value:
            entity.unread(item, "a feature without type or value")
            continue
        entity.labelled(item, Labelled(label, value, is_alternate=is_alternate))
        further = {
            "Reliability": _word(item, "reliability"),
            "Comment": item.value("comments"),
            "Period": None if period == value else period,
        }
        entity.attributes.extend(about(label, value, further))


def _read_relationships(entity: Entity) -> None:
    for item in entity.node.take_within("relationships", "relationship"):
        item.ignore("id")
        role, quality, other = (
            _word(item, "type"),
            _word(item, "quality"),
            item.take("relatedEntity"),
        )
        key = None if other is None else other.attribute("entityId")
        name = (other and other.text()) or entity.primaries.get(key or "")
        if name is None:
            entity.unread(item, f"a relationship with nobody named: {key}")
            continue
        entity.labelled(item, Labelled("Linked To:", plain(name)))
        entity.links.append(LinkForm(plain(name), role, key, quality))


def _read_documents(entity: Entity) -> None:
    for item in entity.node.take_within("identityDocuments", "identityDocument"):
        item.ignore("id")
        label, value = plain(_word(item, "type") or ""), plain(item.value("documentNumber") or "")
        if not label or not value:
            entity.unread(item, "a document without type or number")
            continue
        issued, expires = (_period(item, name) for name in ("issueDate", "expirationDate"))
        country = plain(_word(item, "issuingCountry") or "") or None
        entity.labelled(item, Labelled(label, value, country, issued, expires))
        details = _document_details(item, entity.names.primary)
        entity.attributes.extend(about(label, value, details))


def _document_details(item: Node, primary: str | None) -> dict[str, str | None]:
    bearer = item.take("name")
    if bearer is not None:
        bearer.ignore("nameId", "nameTranslationId")
    name = None if bearer is None else plain(bearer.text() or "")
    features = []
    for feature in item.take_within("idFeatures", "idFeature"):
        feature.ignore("id", "featureVersionId")
        features.append(feature.text() or "")
    is_valid = item.value("isValid")
    return {
        "Name": None if name == primary else name,
        "Issuing authority": item.value("issuingAuthority"),
        "Issuing place": item.value("issuingLocation"),
        "Validity": None if is_valid == "true" else is_valid,
        "Feature": "; ".join(features) or None,
        "Comment": item.value("comments"),
    }


def _period(item: Node, name: str) -> str | None:
    """The English text of a period's days; None where there is none, or they are no days."""
    period = item.take(name)
    if period is None:
        return None
    days = [day_of(period.peek(each), "%Y-%m-%d") for each in _DAYS]
    known = [day for day in days if day is not None]
    if len(known) < len(days):
        return None
    period.ignore("id", *_DAYS, "isDateRange")
    is_approximate = period.value("isApproximate") == "true"
    start_first, start_last, end_first, end_last = known
    return english_period(Period(start_first, start_last, end_first, end_last, is_approximate))

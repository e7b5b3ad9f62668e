"""Documents in OFAC's advanced XML, made from facts: the stand-in for the sample that nobody holds.

In: parties as plain values. Out: a document that validates against the publisher's XSD of 2018 and keeps the habits of
its real file: persons and organizations are told by the party type, a program is the comment of a measure, a country is
a location. Every key is drawn from `first_key` on, so a reader that knew a key by heart would fail.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from lxml import etree

NAMESPACE_2018 = "http://www.un.org/sanctions/1.0"
NAMESPACE_2024 = (
    "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/ADVANCED_XML"
)

Days = tuple[date, date, date, date]
"""First and last day of a start, first and last day of an end."""


def on(day: date) -> Days:
    return (day, day, day, day)


def in_year(year: int) -> Days:
    return (date(year, 1, 1), date(year, 1, 1), date(year, 12, 31), date(year, 12, 31))


def in_years(first: int, last: int) -> Days:
    return (date(first, 1, 1), date(first, 12, 31), date(last, 1, 1), date(last, 12, 31))


@dataclass
class Alias:
    parts: dict[str, list[tuple[str, str]]]
    """The typed pieces by script."""
    type: str = "A.K.A."
    is_primary: bool = False
    is_weak: bool = False


@dataclass
class Place:
    pieces: dict[str, str] = field(default_factory=dict)
    country: str | None = None
    comment: str | None = None


@dataclass
class Feature:
    type: str
    detail: str | None = None
    lookup: str | None = None
    days: Days | None = None
    is_approximate: bool = False
    place: Place | None = None
    reliability: str = "Unknown"
    comment: str | None = None


@dataclass
class Document:
    type: str
    number: str
    country: str | None = None
    issued: Days | None = None
    expires: Days | None = None
    authority: str | None = None
    validity: str | None = None
    comment: str | None = None


@dataclass
class Tie:
    source: int
    target: int
    role: str
    quality: str = "Unknown"
    is_former: bool = False


@dataclass
class Listing:
    list_name: str
    created: date
    programs: list[str]
    measures: list[str]
    basis: str


@dataclass
class Party:
    id: int
    kind: str
    aliases: list[Alias]
    listings: list[Listing]
    features: list[Feature] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    comment: str | None = None


_SETS: dict[str, dict[str, str]] = {
    "AliasType": {},
    "AreaCode": {},
    "AreaCodeType": {},
    "CalendarType": {},
    "Country": {},
    "CountryRelevance": {},
    "DecisionMakingBody": {"OrganisationID": "Organisation"},
    "DetailReference": {},
    "DetailType": {},
    "DocNameStatus": {},
    "EntryEventType": {},
    "EntryLinkType": {},
    "ExRefType": {},
    "FeatureType": {"FeatureTypeGroupID": "FeatureTypeGroup"},
    "FeatureTypeGroup": {},
    "IDRegDocDateType": {},
    "IDRegDocType": {},
    "IdentityFeatureLinkType": {},
    "LegalBasis": {"LegalBasisTypeID": "LegalBasisType", "SanctionsProgramID": "SanctionsProgram"},
    "LegalBasisType": {},
    "List": {},
    "LocPartType": {},
    "LocPartValueStatus": {},
    "LocPartValueType": {},
    "NamePartType": {},
    "Organisation": {},
    "PartySubType": {},
    "PartyType": {},
    "RelationQuality": {},
    "RelationType": {},
    "Reliability": {},
    "SanctionsProgram": {"SubsidiaryBodyID": "SubsidiaryBody"},
    "SanctionsType": {},
    "Script": {},
    "ScriptStatus": {},
    "SubsidiaryBody": {"DecisionMakingBodyID": "DecisionMakingBody"},
    "SupInfoType": {},
    "TargetType": {},
    "Validity": {},
}
"""The value sets in the order of the schema, and the sets that their values refer to."""

_FIXED = {"YearFixed": "false", "MonthFixed": "false", "DayFixed": "false"}
_TYPED = {"Individual": "Individual", "Entity": "Entity"}
"""Kinds whose party subtype is `Unknown`: the party type tells them."""


def document(
    parties: list[Party],
    ties: Sequence[Tie] = (),
    *,
    issued: date = date(2024, 5, 3),
    first_key: int = 1,
    namespace: str = NAMESPACE_2018,
    root_attributes: dict[str, str] | None = None,
) -> bytes:
    """The parties and their ties as one published file."""
    writer = _Writer(namespace, first_key)
    return writer.document(parties, list(ties), issued, root_attributes or {})


class _Writer:
    def __init__(self, namespace: str, first_key: int) -> None:
        self._namespace = namespace
        self._next = first_key
        self._keys: dict[tuple[str, str], str] = {}
        self._attributes: dict[tuple[str, str], dict[str, str]] = {}
        self._locations: list[etree._Element] = []
        self._documents: list[etree._Element] = []

    def key(self) -> str:
        self._next += 1
        return str(self._next)

    def ref(self, name: str, text: str, **attributes: str) -> str:
        if (name, text) not in self._keys:
            self._keys[name, text] = self.key()
            further = {key: self.ref(of, "Unknown") for key, of in _SETS[name].items()}
            self._attributes[name, text] = further | attributes
        return self._keys[name, text]

    def element(
        self, name: str, *children: etree._Element, text: str | None = None, **attributes: str
    ) -> etree._Element:
        element = etree.Element(f"{{{self._namespace}}}{name}")
        for key, value in attributes.items():
            element.set(key.rstrip("_").replace("__", "-"), value)
        element.text = None if text is None else text.partition("\0")[0]
        element.extend(children)
        return element

    def optional(self, name: str, text: str | None) -> list[etree._Element]:
        return [] if text is None else [self.element(name, text=text)]

    def document(
        self, parties: list[Party], ties: list[Tie], issued: date, root_attributes: dict[str, str]
    ) -> bytes:
        profiles = [self.party(party) for party in parties]
        relations = [self.tie(tie) for tie in ties]
        entries = [self.listing(party, each) for party in parties for each in party.listings]
        root = etree.Element(
            f"{{{self._namespace}}}Sanctions",
            attrib={"Version": "1", **root_attributes},
            nsmap={None: self._namespace},  # type: ignore[dict-item]  # the stubs forget the default
        )
        root.append(self.day("DateOfIssue", issued, CalendarTypeID=self.gregorian()))
        root.append(self.value_sets())
        sections = {
            "Locations": self._locations,
            "IDRegDocuments": self._documents,
            "DistinctParties": profiles,
            "ProfileRelationships": relations,
            "SanctionsEntries": entries,
            "SanctionsEntryLinks": [],
        }
        for name, children in sections.items():
            root.append(self.element(name, *children))
        etree.indent(root)
        return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8"))

    def value_sets(self) -> etree._Element:
        sets = self.element("ReferenceValueSets")
        for name in _SETS:
            values = self.element(f"{name}Values")
            for (of, text), key in self._keys.items():
                if of == name:
                    attributes = {"ID": key, **self.required(name), **self._attributes[of, text]}
                    values.append(self.element(name, text=text, **attributes))
            sets.append(values)
        return sets

    def required(self, name: str) -> dict[str, str]:
        return {
            "RelationType": {"Symmetrical": "false"},
            "SubsidiaryBody": {"Notional": "true"},
        }.get(name, {})

    def gregorian(self) -> str:
        return self.ref("CalendarType", "Gregorian")

    def day(self, name: str, day: date, **attributes: str) -> etree._Element:
        parts = {"Year": day.year, "Month": day.month, "Day": day.day}
        children = [self.element(part, text=str(value)) for part, value in parts.items()]
        return self.element(name, *children, **attributes)

    def period(self, days: Days | None, *, is_approximate: bool = False) -> etree._Element:
        calendar = {"CalendarTypeID": self.gregorian(), **_FIXED}
        if days is None:
            return self.element("DatePeriod", **calendar)
        approximate = {"Approximate": str(is_approximate).lower(), **_FIXED}
        boundaries = [
            self.element(name, self.day("From", first), self.day("To", last), **approximate)
            for name, first, last in (("Start", *days[:2]), ("End", *days[2:]))
        ]
        return self.element("DatePeriod", *boundaries, **calendar)

    def party(self, party: Party) -> etree._Element:
        identity_id = self.key()
        identity = self.identity(party, identity_id)
        self._documents.extend(self.id_document(each, identity_id) for each in party.documents)
        features = [self.feature(each, identity_id) for each in party.features]
        kind, subtype = _TYPED.get(party.kind, "Transport"), party.kind
        if party.kind in _TYPED:
            subtype = "Unknown"
        type_key = self.ref("PartyType", kind)
        subtype_key = self.subtype(subtype, type_key)
        profile = self.element(
            "Profile", identity, *features, ID=str(party.id), PartySubTypeID=subtype_key
        )
        comment = self.optional("Comment", party.comment)
        return self.element("DistinctParty", *comment, profile, FixedRef=str(party.id))

    def subtype(self, text: str, type_key: str) -> str:
        """A key of its own for each `Unknown`, as in the real file."""
        marked = f"{text}\0{type_key}"
        if ("PartySubType", marked) not in self._keys:
            self._keys["PartySubType", marked] = self.key()
            self._attributes["PartySubType", marked] = {"PartyTypeID": type_key}
        return self._keys["PartySubType", marked]

    def identity(self, party: Party, identity_id: str) -> etree._Element:
        groups: dict[str, str] = {}
        aliases = [self.alias(alias, str(party.id), groups) for alias in party.aliases]
        masters = [
            self.element(
                "MasterNamePartGroup",
                self.element(
                    "NamePartGroup", ID=key, NamePartTypeID=self.ref("NamePartType", type_)
                ),
            )
            for key, type_ in groups.items()
        ]
        return self.element(
            "Identity",
            *aliases,
            self.element("NamePartGroups", *masters),
            ID=identity_id,
            FixedRef=str(party.id),
            Primary="true",
            False_="false",
        )

    def alias(self, alias: Alias, fixed_ref: str, groups: dict[str, str]) -> etree._Element:
        names = []
        for script, parts in alias.parts.items():
            values = []
            for type_, text in parts:
                group = self.key()
                groups[group] = type_
                value = self.element(
                    "NamePartValue",
                    text=text,
                    NamePartGroupID=group,
                    ScriptID=self.ref("Script", script),
                    ScriptStatusID=self.ref("ScriptStatus", "Unknown"),
                    Acronym="false",
                )
                values.append(self.element("DocumentedNamePart", value))
            status = self.ref("DocNameStatus", "Primary Latin")
            names.append(
                self.element(
                    "DocumentedName",
                    *values,
                    ID=self.key(),
                    FixedRef=fixed_ref,
                    DocNameStatusID=status,
                )
            )
        return self.element(
            "Alias",
            *names,
            FixedRef=fixed_ref,
            AliasTypeID=self.ref("AliasType", alias.type),
            Primary=str(alias.is_primary).lower(),
            LowQuality=str(alias.is_weak).lower(),
        )

    def location(self, place: Place) -> str:
        children = self.optional("Comment", place.comment)
        if place.country is not None:
            children.append(
                self.element(
                    "LocationCountry",
                    CountryID=self.ref("Country", place.country),
                    CountryRelevanceID=self.ref("CountryRelevance", "Unknown"),
                )
            )
        for type_, text in place.pieces.items():
            value = self.element(
                "LocationPartValue",
                self.element("Value", text=text),
                Primary="true",
                LocPartValueTypeID=self.ref("LocPartValueType", "Unknown"),
                LocPartValueStatusID=self.ref("LocPartValueStatus", "Unknown"),
            )
            key = self.ref("LocPartType", type_)
            children.append(self.element("LocationPart", value, LocPartTypeID=key))
        key = self.key()
        self._locations.append(self.element("Location", *children, ID=key))
        return key

    def feature(self, feature: Feature, identity_id: str) -> etree._Element:
        children = self.optional("Comment", feature.comment)
        if feature.days is not None:
            children.append(self.period(feature.days, is_approximate=feature.is_approximate))
        if feature.detail is not None:
            kind = self.ref("DetailType", "TEXT")
            children.append(self.element("VersionDetail", text=feature.detail, DetailTypeID=kind))
        if feature.lookup is not None:
            detail = {
                "DetailTypeID": self.ref("DetailType", "LOOKUP"),
                "DetailReferenceID": self.ref("DetailReference", feature.lookup),
            }
            children.append(self.element("VersionDetail", **detail))
        if feature.place is not None:
            key = self.location(feature.place)
            children.append(self.element("VersionLocation", LocationID=key))
        reliability = self.ref("Reliability", feature.reliability)
        version = self.element(
            "FeatureVersion", *children, ID=self.key(), ReliabilityID=reliability
        )
        link = self.ref("IdentityFeatureLinkType", "Unknown")
        identity = self.element(
            "IdentityReference", IdentityID=identity_id, IdentityFeatureLinkTypeID=link
        )
        type_ = self.ref("FeatureType", feature.type)
        return self.element("Feature", version, identity, ID=self.key(), FeatureTypeID=type_)

    def id_document(self, each: Document, identity_id: str) -> etree._Element:
        children = self.optional("Comment", each.comment)
        children.append(self.element("IDRegistrationNo", text=each.number))
        children.extend(self.optional("IssuingAuthority", each.authority))
        for type_, days in (("Issue Date", each.issued), ("Expiration Date", each.expires)):
            if days is not None:
                key = self.ref("IDRegDocDateType", type_)
                children.append(
                    self.element("DocumentDate", self.period(days), IDRegDocDateTypeID=key)
                )
        attributes = {
            "ID": self.key(),
            "IDRegDocTypeID": self.ref("IDRegDocType", each.type),
            "IdentityID": identity_id,
        }
        if each.country is not None:
            attributes["IssuedBy__CountryID"] = self.ref("Country", each.country)
        if each.validity is not None:
            attributes["ValidityID"] = self.ref("Validity", each.validity)
        return self.element("IDRegDocument", *children, **attributes)

    def tie(self, tie: Tie) -> etree._Element:
        return self.element(
            "ProfileRelationship",
            ID=self.key(),
            From__ProfileID=str(tie.source),
            To__ProfileID=str(tie.target),
            RelationTypeID=self.ref("RelationType", tie.role),
            RelationQualityID=self.ref("RelationQuality", tie.quality),
            Former=str(tie.is_former).lower(),
            SanctionsEntryID=str(tie.source),
        )

    def listing(self, party: Party, listing: Listing) -> etree._Element:
        event = self.element(
            "EntryEvent",
            self.day("Date", listing.created, CalendarTypeID=self.gregorian()),
            ID=self.key(),
            EntryEventTypeID=self.ref("EntryEventType", "Created"),
            LegalBasisID=self.ref("LegalBasis", listing.basis),
        )
        measures = [self.measure("Program", program) for program in listing.programs]
        measures.extend(self.measure(measure, None) for measure in listing.measures)
        index = party.listings.index(listing)
        return self.element(
            "SanctionsEntry",
            event,
            *measures,
            ID=str(party.id) if index == 0 else self.key(),
            ProfileID=str(party.id),
            ListID=self.ref("List", listing.list_name),
        )

    def measure(self, type_: str, comment: str | None) -> etree._Element:
        return self.element(
            "SanctionsMeasure",
            *self.optional("Comment", comment),
            self.period(None),
            ID=self.key(),
            SanctionsTypeID=self.ref("SanctionsType", type_),
        )

"""The sample in OFAC's enhanced XML, for its Consolidated List.

In: the entries of an edition and its day. Out: the file's bytes: reference values, kinds of feature,
entities. Numbers of elements inside an entry are made here; those of values are the publisher's.
Not here: what no entry of the sample's Consolidated List has (ships, wallets, weak dates).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain

from gazette.model.lists import Kind
from gazette.sample.facts import Address, Document, Facts
from gazette.sample.listed import Listed
from gazette.sample.markup import Lines, branch, document, leaf
from gazette.sample.references import FEATURE_TYPES, REFERENCES

NAMESPACE = (
    "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/ENHANCED_XML"
)
SCHEMA = "http://www.w3.org/2001/XMLSchema"
DECLARATION = '<?xml version="1.0" encoding="utf-8"?>'
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
TYPES = {Kind.PERSON: "Individual", Kind.ORGANIZATION: "Entity"}


def enhanced_xml(entries: Iterable[Listed], published_on: date) -> bytes:
    """The whole edition as one `sanctionsData`."""
    namespaces = {
        "xmlns:xsi": f"{SCHEMA}-instance",
        "xmlns:xsd": SCHEMA,
        "xsi:schemaLocation": f"{NAMESPACE} {NAMESPACE}.xsd",
        "xmlns": NAMESPACE,
    }
    parts = [
        _publication(published_on),
        branch("referenceValues", _reference_values()),
        branch("featureTypes", _feature_types()),
        branch("entities", map(_entity, entries)),
    ]
    return document(DECLARATION, branch("sanctionsData", parts, **namespaces))


def _publication(published_on: date) -> Lines:
    lists = branch(
        "sanctionsLists",
        [_referring("sanctionsList", "ENTITY LISTING TYPE", "Consolidated List")],
    )
    as_of = leaf("dataAsOf", f"{published_on.isoformat()}T00:00:00")
    return branch("publicationInfo", [as_of, branch("filters", [lists])])


def _reference_values() -> Iterator[Lines]:
    for kind, values in REFERENCES.items():
        for value, number in values.items():
            texts = [leaf("type", kind), leaf("value", value)]
            yield branch("referenceValue", texts, refId=str(number))


def _feature_types() -> Iterator[Lines]:
    for label, (number, detail) in FEATURE_TYPES.items():
        texts = [
            leaf("type", label),
            _referring("detailType", "FEATURE DETAIL TYPE", detail),
            leaf("publishExclude", "false"),
        ]
        yield branch("featureType", texts, featureTypeId=str(number))


def _entity(entry: Listed) -> Lines:
    facts = entry.facts
    numbered = [
        ("sanctionsPrograms", "sanctionsProgram", "PROGRAM", facts.programs),
        ("sanctionsTypes", "sanctionsType", "SANCTIONS TYPE", facts.measures),
        ("legalAuthorities", "legalAuthority", "LEGAL AUTHORITY", facts.authorities),
    ]
    return branch(
        "entity",
        [
            _general(entry),
            branch("sanctionsLists", _lists(entry)),
            *(_values(entry, *group) for group in numbered),
            branch("names", _names(entry)),
            branch("addresses", _addresses(entry)),
            branch("features", _features(entry)),
            branch("identityDocuments", _documents(entry)),
            branch("relationships", _relationships(entry)),
        ],
        id=entry.entry_id,
    )


def _general(entry: Listed) -> Lines:
    facts = entry.facts
    unlabelled = [n.text for n in facts.notices if n.label is None]
    return branch(
        "generalInfo",
        [
            leaf("identityId", entry.entry_id),
            _referring("entityType", "SDN TYPE", TYPES[facts.kind]),
            leaf("title", facts.title),
            leaf("remarks", "; ".join([*unlabelled, *facts.remarks]) or None),
        ],
    )


def _lists(entry: Listed) -> Iterator[Lines]:
    for n, on in enumerate(entry.facts.lists):
        numbers = {"id": entry.number(n), "datePublished": on.stated.isoformat()}
        yield _referring("sanctionsList", "ENTITY LISTING TYPE", on.name, **numbers)


def _values(entry: Listed, group: str, tag: str, kind: str, values: Iterable[str]) -> Lines:
    elements = (_referring(tag, kind, value, id=entry.number(n)) for n, value in enumerate(values))
    return branch(group, elements)


def _names(entry: Listed) -> Iterator[Lines]:
    facts = entry.facts
    names = [
        (facts.name, None, False),
        *((name, "A.K.A.", False) for name in facts.aliases),
        *((name, "F.K.A.", False) for name in facts.former_names),
        *((name, "A.K.A.", True) for name in facts.weak_aliases),
    ]
    for n, (name, kind, is_weak) in enumerate(names):
        forms = [("Latin", name)]
        forms += [(t.script, t.name) for t in facts.translations if n == 0]
        yield branch(
            "name",
            [
                leaf("isPrimary", _boolean(kind is None)),
                _referring("aliasType", "ALIAS TYPE", kind) if kind else (),
                leaf("isLowQuality", _boolean(is_weak)),
                branch("translations", _translations(entry, n, forms)),
            ],
            id=entry.number(n),
        )


def _translations(entry: Listed, n: int, forms: list[tuple[str, str]]) -> Iterator[Lines]:
    for m, (script, name) in enumerate(forms):
        family, _, given = name.partition(", ")
        person = entry.facts.kind is Kind.PERSON
        yield branch(
            "translation",
            [
                leaf("isPrimary", _boolean(m == 0)),
                _referring("script", "SCRIPT", script),
                leaf("formattedFirstName", (given or None) if person else None),
                leaf("formattedLastName", family if person else name),
                leaf("formattedFullName", name),
                branch("nameParts", _name_parts(entry, n, name)),
            ],
            id=f"{entry.number(n)}{m}",
        )


def _name_parts(entry: Listed, n: int, name: str) -> Iterator[Lines]:
    for m, (kind, value) in enumerate(_parts(entry.facts, name)):
        texts = [_referring("type", "NAME PART TYPE", kind), leaf("value", value)]
        yield branch("namePart", texts, id=f"{entry.number(n)}{m}")


def _parts(facts: Facts, name: str) -> tuple[tuple[str, str], ...]:
    family, comma, given = name.partition(", ")
    if name in facts.parts:
        return facts.parts[name]
    if facts.kind is Kind.PERSON and comma:
        return ("Last Name", family), ("First Name", given)
    return (("Entity Name", name),)


def _addresses(entry: Listed) -> Iterator[Lines]:
    for n, address in enumerate(entry.facts.addresses):
        number = entry.number(n)
        translation = branch(
            "translation",
            [
                leaf("isPrimary", "true"),
                _referring("script", "SCRIPT", "Latin"),
                branch("addressParts", _address_parts(address, number)),
            ],
            id=number,
        )
        country = _referring("country", "COUNTRY", address.country) if address.country else ()
        yield branch("address", [country, branch("translations", [translation])], id=number)


def _address_parts(address: Address, number: str) -> Iterator[Lines]:
    parts = [
        *((f"ADDRESS{n}", line) for n, line in enumerate(address.lines, start=1)),
        ("CITY", address.city),
        ("STATE/PROVINCE", address.region),
        ("POSTAL CODE", address.postal_code),
    ]
    for n, (kind, value) in enumerate(parts):
        if value:
            texts = [_referring("type", "LOCATION PART TYPE", kind), leaf("value", value)]
            yield branch("addressPart", texts, id=f"{number}{n}")


def _features(entry: Listed) -> Iterator[Lines]:
    facts = entry.facts
    features = chain(
        (("Birthdate", birth) for birth in facts.births),
        (("Place of Birth", place) for place in facts.birthplaces),
        (("Nationality Country", country) for country in facts.nationalities),
        (("Citizenship Country", country) for country in facts.citizenships),
        [("Gender", facts.gender.capitalize())] if facts.gender else [],
        ((label, value) for label, values in facts.features.items() for value in values),
        ((notice.label, notice.text) for notice in facts.notices if notice.label),
    )
    seen: set[str] = set()
    for n, (label, value) in enumerate(features):
        feature_type, detail = FEATURE_TYPES[label]
        number = entry.number(n)
        yield branch(
            "feature",
            [
                leaf("type", label, featureTypeId=str(feature_type)),
                leaf("versionId", number),
                leaf("value", value),
                _period("valueDate", value, number) if detail == "DATE" else (),
                leaf("isPrimary", _boolean(label not in seen)),
                _referring("reliability", "RELIABILITY", "Confirmed")
                if label in facts.confirmed
                else (),
            ],
            id=number,
        )
        seen.add(label)


def _documents(entry: Listed) -> Iterator[Lines]:
    for n, paper in enumerate(entry.facts.documents):
        yield _document(entry, paper, entry.number(n))


def _document(entry: Listed, paper: Document, number: str) -> Lines:
    primary_name = {"nameId": entry.number(0), "nameTranslationId": f"{entry.number(0)}0"}
    country = paper.country
    return branch(
        "identityDocument",
        [
            _referring("type", "ID DOCUMENT TYPE", paper.label),
            leaf("name", entry.facts.name, **primary_name),
            leaf("documentNumber", paper.number),
            leaf("isValid", "true"),
            _referring("issuingCountry", "COUNTRY", country) if country else (),
            _period("issueDate", paper.issued, number) if paper.issued else (),
            _period("expirationDate", paper.expires, number) if paper.expires else (),
        ],
        id=number,
    )


def _relationships(entry: Listed) -> Iterator[Lines]:
    for n, tie in enumerate(entry.facts.ties):
        texts = [
            _referring("type", "RELATIONSHIP TYPE", tie.role),
            leaf("relatedEntity", tie.name, entityId=str(tie.id)),
        ]
        yield branch("relationship", texts, id=entry.number(n))


def _period(tag: str, day: str, number: str) -> Lines:
    day_of_month, month, year = day.split()
    on = date(int(year), MONTHS.index(month) + 1, int(day_of_month)).isoformat()
    bounds = ("fromDateBegin", "fromDateEnd", "toDateBegin", "toDateEnd")
    exact = [leaf("isApproximate", "false"), leaf("isDateRange", "false")]
    return branch(tag, [*(leaf(bound, on) for bound in bounds), *exact], id=number)


def _referring(tag: str, kind: str, value: str, **attributes: str) -> Lines:
    return leaf(tag, value, refId=str(REFERENCES[kind][value]), **attributes)


def _boolean(value: bool) -> str:  # noqa: FBT001  the value itself, not a switch
    return "true" if value else "false"

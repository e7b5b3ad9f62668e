"""The sample in OFAC's legacy XML: `sdn.xml`, `consolidated.xml`.

In: the entries of an edition and its day. Out: the file's bytes, in the namespace used since 2024.
Numbers of elements inside an entry are made here. Not here: what this format cannot say (name parts,
other scripts, stated days).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from gazette.model.lists import Kind
from gazette.sample.facts import Address, Facts
from gazette.sample.listed import Listed
from gazette.sample.markup import Lines, branch, document, leaf

NAMESPACE = "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML"
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
DECLARATION = '<?xml version="1.0" standalone="yes"?>'

TYPES = {
    Kind.PERSON: "Individual",
    Kind.ORGANIZATION: "Entity",
    Kind.VESSEL: "Vessel",
    Kind.AIRCRAFT: "Aircraft",
}


def legacy_xml(entries: Sequence[Listed], published_on: date) -> bytes:
    """The whole edition as one `sdnList`."""
    about = branch(
        "publshInformation",  # the publisher's spelling
        [
            leaf("Publish_Date", published_on.strftime("%m/%d/%Y")),
            leaf("Record_Count", str(len(entries))),
        ],
    )
    namespaces = {"xmlns:xsi": INSTANCE, "xmlns": NAMESPACE}
    root = branch("sdnList", [about, *map(_entry, entries)], **namespaces)
    return document(DECLARATION, root)


def _entry(entry: Listed) -> Lines:
    facts = entry.facts
    return branch(
        "sdnEntry",
        [
            leaf("uid", entry.entry_id),
            *_name(facts.name, facts.kind),
            leaf("title", facts.title),
            leaf("sdnType", TYPES[facts.kind]),
            leaf("remarks", _remarks(facts)),
            branch("programList", [leaf("program", program) for program in facts.programs]),
            branch("idList", _ids(entry)),
            branch("akaList", _aliases(entry)),
            branch("addressList", _addresses(entry)),
            _items(entry, "nationalityList", "nationality", "country", facts.nationalities),
            _items(entry, "citizenshipList", "citizenship", "country", facts.citizenships),
            _items(entry, "dateOfBirthList", "dateOfBirthItem", "dateOfBirth", facts.births),
            _items(
                entry, "placeOfBirthList", "placeOfBirthItem", "placeOfBirth", facts.birthplaces
            ),
            _vessel(facts),
        ],
    )


def _name(name: str, kind: Kind) -> tuple[Lines, Lines]:
    family, comma, given = name.partition(", ")
    if kind is Kind.PERSON and comma:
        return leaf("firstName", given), leaf("lastName", family)
    return (), leaf("lastName", name)


def _remarks(facts: Facts) -> str | None:
    clauses = [
        *(notice.text for notice in facts.notices if notice.label is None),
        *facts.remarks,
        *(f"(Linked To: {name})" for name in facts.linked_to),
    ]
    return "; ".join(clauses) or None


def _ids(entry: Listed) -> Iterator[Lines]:
    facts = entry.facts
    features = [
        *([("Gender", facts.gender.capitalize())] if facts.gender else []),
        *((f"Digital Currency Address - {w.currency}", w.address) for w in facts.wallets),
        *((label, value) for label, values in facts.features.items() for value in values),
        *((notice.label, notice.text) for notice in facts.notices if notice.label),
    ]
    for n, paper in enumerate(facts.documents):
        yield branch(
            "id",
            [
                leaf("uid", entry.number(n)),
                leaf("idType", paper.label),
                leaf("idNumber", paper.number),
                leaf("idCountry", paper.country),
                leaf("issueDate", paper.issued),
                leaf("expirationDate", paper.expires),
            ],
        )
    for n, (label, value) in enumerate(features, start=len(facts.documents)):
        number = leaf("uid", entry.number(n))
        yield branch("id", [number, leaf("idType", label), leaf("idNumber", value)])


def _aliases(entry: Listed) -> Iterator[Lines]:
    facts = entry.facts
    names = [
        *(("a.k.a.", "strong", name) for name in facts.aliases),
        *(("f.k.a.", "strong", name) for name in facts.former_names),
        *(("a.k.a.", "weak", name) for name in facts.weak_aliases),
    ]
    for n, (kind, category, name) in enumerate(names):
        first, last = _name(name, facts.kind)
        yield branch(
            "aka",
            [
                leaf("uid", entry.number(n)),
                leaf("type", kind),
                leaf("category", category),
                last,
                first,
            ],
        )


def _addresses(entry: Listed) -> Iterator[Lines]:
    for n, address in enumerate(entry.facts.addresses):
        yield branch(
            "address",
            [
                leaf("uid", entry.number(n)),
                *_lines(address),
                leaf("city", address.city),
                leaf("stateOrProvince", address.region),
                leaf("postalCode", address.postal_code),
                leaf("country", address.country),
            ],
        )


def _lines(address: Address) -> Iterator[Lines]:
    for n, line in enumerate(address.lines, start=1):
        yield leaf(f"address{n}", line or None)


def _items(entry: Listed, group: str, item: str, tag: str, values: Iterable[str]) -> Lines:
    """A list whose first item is the main one."""
    return branch(
        group,
        [
            branch(
                item,
                [
                    leaf("uid", entry.number(n)),
                    leaf(tag, value),
                    leaf("mainEntry", "false" if n else "true"),
                ],
            )
            for n, value in enumerate(values)
        ],
    )


def _vessel(facts: Facts) -> Lines:
    ship = facts.vessel
    return branch(
        "vesselInfo",
        [
            leaf("callSign", ship.call_sign),
            leaf("vesselType", ship.type),
            leaf("vesselFlag", ship.flag),
            leaf("vesselOwner", ship.owner),
            leaf("tonnage", ship.tonnage),
            leaf("grossRegisteredTonnage", ship.gross_tonnage),
        ],
    )

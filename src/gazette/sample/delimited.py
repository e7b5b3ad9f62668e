"""The sample in OFAC's delimited files: `sdn.csv`, `add.csv`, `alt.csv`, `sdn_comments.csv`.

In: the entries of an edition. Out: a file's bytes: comma-separated, texts quoted, `-0- ` for what is
not given, CRLF, and a Ctrl-Z at the end. The numbers of address and alias rows are made here from the
entry's id; the publisher's own say nothing about the entry. Order of clauses: as OFAC mostly has it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from gazette.model.lists import Kind
from gazette.sample.facts import Document, Facts
from gazette.sample.listed import Listed

NULL = "-0- "
END_OF_FILE = "\x1a"
REMARKS_LIMIT = 1_000
"""Where OFAC cuts remarks; what follows stands in `sdn_comments.csv`."""

TYPES = {
    Kind.PERSON: "individual",
    Kind.ORGANIZATION: None,
    Kind.VESSEL: "vessel",
    Kind.AIRCRAFT: "aircraft",
}

CLAUSE_ORDER = (
    "DOB",
    "POB",
    "nationality",
    "citizen",
    "Website",
    "Email Address",
    "Gender",
    "Digital Currency Address",
    "Secondary sanctions risk:",
    "Phone Number",
    "Transactions Prohibited",
)


def primary(entries: Iterable[Listed]) -> bytes:
    """`sdn.csv`: names, programs and remarks, the remarks cut where OFAC cuts them."""
    return _file(_primary_row(entry) for entry in entries)


def addresses(entries: Iterable[Listed]) -> bytes:
    """`add.csv`: at least one row for every entry, an empty one where no address is known."""
    return _file(row for entry in entries for row in _address_rows(entry))


def aliases(entries: Iterable[Listed]) -> bytes:
    """`alt.csv`: the strong aliases."""
    return _file(row for entry in entries for row in _alias_rows(entry))


def comments(entries: Iterable[Listed]) -> bytes:
    """`sdn_comments.csv`: the rest of remarks that were cut."""
    cut = ((entry.entry_id, remarks(entry.facts)[REMARKS_LIMIT:]) for entry in entries)
    return _file(_row(entry_id, _text(rest)) for entry_id, rest in cut if rest)


def remarks(facts: Facts) -> str:
    """The remarks in full: clauses between semicolons, one period at the end; empty for none."""
    labelled = [*_numbered(_labelled(facts)), *_notices(facts)]
    clauses = [
        *sorted(labelled, key=_clause_rank),
        *([facts.title] if facts.title else []),
        *facts.remarks,
        *(f"a.k.a. '{name}'" for name in facts.weak_aliases),
        *(f"Linked To: {name}" for name in facts.linked_to),
    ]
    return "; ".join(clauses).removesuffix(".") + "." if clauses else ""


def _primary_row(entry: Listed) -> str:
    facts = entry.facts
    ship = facts.vessel
    return _row(
        entry.entry_id,
        _text(facts.name),
        _text(TYPES[facts.kind]),
        _text("] [".join(facts.programs)),
        _text(facts.title),
        *map(
            _text,
            (ship.call_sign, ship.type, ship.tonnage, ship.gross_tonnage, ship.flag, ship.owner),
        ),
        _text(remarks(facts)[:REMARKS_LIMIT]),
    )


def _address_rows(entry: Listed) -> Iterator[str]:
    if not entry.facts.addresses:
        yield _row(entry.entry_id, entry.number(0), NULL, NULL, NULL, NULL)
    for n, address in enumerate(entry.facts.addresses):
        columns = map(_text, (address.street, address.locality, address.country))
        yield _row(entry.entry_id, entry.number(n), *columns, NULL)


def _alias_rows(entry: Listed) -> Iterator[str]:
    names = [("aka", name) for name in entry.facts.aliases]
    names += [("fka", name) for name in entry.facts.former_names]
    for n, (kind, name) in enumerate(names):
        yield _row(entry.entry_id, entry.number(n), _text(kind), _text(name), NULL)


def _labelled(facts: Facts) -> Iterator[tuple[str, str]]:
    yield from (("DOB", birth) for birth in facts.births)
    yield from (("POB", place) for place in facts.birthplaces)
    yield from (("nationality", country) for country in facts.nationalities)
    yield from (("citizen", country) for country in facts.citizenships)
    if facts.gender is not None:
        yield "Gender", facts.gender.capitalize()
    for wallet in facts.wallets:
        yield f"Digital Currency Address - {wallet.currency}", wallet.address
    for label, values in facts.features.items():
        yield from ((label, value) for value in values)
    yield from ((document.label, _document(document)) for document in facts.documents)


def _document(document: Document) -> str:
    country = f" ({document.country})" if document.country else ""
    issued = f" issued {document.issued}" if document.issued else ""
    expires = f" expires {document.expires}" if document.expires else ""
    return document.number + country + issued + expires


def _numbered(labelled: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Clauses, every further one of a label introduced by `alt.`."""
    seen: Counter[str] = Counter()
    for label, value in labelled:
        yield f"{'alt. ' if seen[label] else ''}{label} {value}"
        seen[label] += 1


def _notices(facts: Facts) -> Iterator[str]:
    for notice in facts.notices:
        yield f"{notice.label} {notice.text}" if notice.label else notice.text


def _clause_rank(clause: str) -> int:
    label = clause.removeprefix("alt. ")
    found = (rank for rank, start in enumerate(CLAUSE_ORDER) if label.startswith(start))
    return next(found, len(CLAUSE_ORDER))


def _text(value: str | None) -> str:
    return f'"{value}"' if value else NULL


def _row(*columns: str) -> str:
    return ",".join(columns)


def _file(rows: Iterable[str]) -> bytes:
    return ("".join(f"{row}\r\n" for row in rows) + END_OF_FILE).encode("ascii")

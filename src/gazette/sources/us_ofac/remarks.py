"""The grammar of OFAC's remarks, in which the delimited files print all that has no column.

    remarks  = clause { ";" clause } [ "." ]
    clause   = [ "alt." ] ( alias | labelled | notice | contact | role | text )
    alias    = ( "a.k.a." | "f.k.a." | "n.k.a." | "d.b.a." ) quote name quote
    labelled = label value [ "(" country ")" ] [ "issued" date ] [ "expires" date ] [ note ]
             | "(" labelled ")"

A quote is `'`, in the fixed-width files `"`; the quoted name ends at one before `;` or the end, so
that it may hold quotes itself. A label is the longest row of `labels` that fits. In: such a text.
Out: facts in a `Draft`; what no rule understands goes to its `remarks`. Not here: texts that the
publisher cut (`overflow`).
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

from gazette.model.facts import Contact, ContactType
from gazette.model.names import Name, NameType
from gazette.sources.us_ofac import labels, notices, roles
from gazette.sources.us_ofac.countries import is_country
from gazette.sources.us_ofac.draft import Draft, unstopped
from gazette.sources.us_ofac.labels import Labelled


class Understood(StrEnum):
    """What became of a clause."""

    TYPED = "typed"
    ROLE = "role"
    TEXT = "text"


_AKA = r"(?:alt\. )?(?P<type>[afnd])\.[bk]\.a\. "
_CLOSE = r"(?P=quote)(?=\s*(?:;|\Z))"
_CLAUSE = re.compile(
    rf"\s*(?P<clause>{_AKA}(?P<quote>['\"])(?:(?!{_CLOSE}).){{1,400}}{_CLOSE}\s*|[^;]*)"
    r"(?P<end>;|\Z)",
    re.DOTALL,
)
"""Names have 350 characters at most (data specification); the bound keeps damaged text cheap."""
_ALIAS = re.compile(rf"{_AKA}(?P<quote>['\"])(?P<name>.+)(?P=quote)", re.DOTALL)
_OPENED = re.compile(rf"{_AKA}['\"]")
_ALIAS_TYPES = {"a": NameType.AKA, "d": NameType.AKA, "f": NameType.FKA, "n": NameType.NKA}
_ALTERNATE = re.compile(r"alt\.:? ", re.IGNORECASE)
_CONTINUED = "Organization Type:"
"""Its values are those of the UN's classification of industries, some of which hold a semicolon."""

_DATE = r"(?:circa )?(?:\d{1,2} )?(?:[A-Z][a-z]{2,8} )?\d{4}"
_DATES = rf"{_DATE}(?: to {_DATE})?"
_NUMBER = re.compile(
    r"(?P<number>.+?)(?: ?\((?P<country>[^()]+)\))?"
    rf"(?: issued (?P<issued>{_DATES}))?(?: expires (?P<expires>{_DATES}))?"
    r"(?:,? (?P<note>(?:issued )?(?:in|at|by|under) .+))?",
)
_BARE_CONTACTS = (
    (
        re.compile(r"(?:https?://|www\.)\S+(?= \(website\)\Z|\Z)", re.IGNORECASE),
        ContactType.WEBSITE,
    ),
    (re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+(?= \(email\)\Z|\Z)", re.IGNORECASE), ContactType.EMAIL),
)


def read(text: str, draft: Draft) -> None:
    """File everything the remarks say into the draft."""
    for clause in clauses(text):
        understand(clause, draft)


def unfinished(text: str) -> int:
    """Where the last clause of a text that was cut begins: what comes before it is whole."""
    found = _spans(text)
    if len(found) > 1 and _may_continue(found[-2].clause):
        return found[-2].start
    return next((span.start for span in found if _is_open(span.clause)), found[-1].start)


def clauses(text: str) -> tuple[str, ...]:
    """The clauses of the remarks, without what separates and ends them."""
    found: list[str] = []
    for _, clause in _spans(unstopped(text)):
        if clause and found and _continues(found[-1], clause):
            found[-1] = f"{found[-1]}; {clause}"
        elif clause:
            found.append(clause)
    return tuple(found)


def counts(text: str, title: str | None = None) -> dict[Understood, int]:
    """How many clauses of the text became a typed fact, a role, or stayed text.

    The remarks print the title once more; with it given, what repeats it counts as the typed field.
    """
    tally = dict.fromkeys(Understood, 0)
    repeats = frozenset(clauses(title or ""))
    for clause in clauses(text):
        became = understand(clause, Draft())
        tally[Understood.TYPED if clause in repeats else became] += 1
    return tally


def understand(clause: str, draft: Draft) -> Understood:
    """File one clause into the draft, and say what became of it."""
    inner = clause[1:-1] if clause.startswith("(Linked To:") and clause.endswith(")") else clause
    alternate = _ALTERNATE.match(inner)
    bare = inner[alternate.end() :].strip() if alternate else inner
    if (
        _read_alias(inner, draft)
        or _read_labelled(bare, draft, is_alternate=alternate is not None)
        or _read_sentence(bare, draft)
    ):
        return Understood.TYPED
    if roles.is_role(bare):
        draft.roles.append(unstopped(bare))
        return Understood.ROLE
    draft.remarks.append(unstopped(clause))
    return Understood.TEXT


class _Span(NamedTuple):
    start: int
    clause: str


def _spans(text: str) -> list[_Span]:
    """Every clause with where it starts, the empty one after a last `;` included."""
    found = [_Span(0, "")]
    for match in _CLAUSE.finditer(text):
        found[-1] = _Span(match.start(), match["clause"].strip())
        if match["end"] != ";":
            return found
        found.append(_Span(match.end(), ""))
    return found


def _is_open(clause: str) -> bool:
    """Whether the clause is an alias whose closing quote is missing."""
    return _OPENED.match(clause) is not None and _ALIAS.fullmatch(clause) is None


def _may_continue(clause: str) -> bool:
    return clause.removeprefix("alt. ").startswith(_CONTINUED)


def _continues(previous: str, clause: str) -> bool:
    """Whether the clause is the rest of a value with a semicolon: `…; tax consultancy`."""
    return (
        _may_continue(previous)
        and clause[0].islower()
        and _ALTERNATE.match(clause) is None
        and understand(clause, Draft()) is Understood.TEXT
    )


def _read_alias(clause: str, draft: Draft) -> bool:
    found = _ALIAS.fullmatch(clause)
    if found is None:
        return False
    draft.weak_aliases.append(Name(found["name"], _ALIAS_TYPES[found["type"]], is_weak=True))
    return True


def _read_labelled(clause: str, draft: Draft, *, is_alternate: bool) -> bool:
    found = labels.at_start(clause)
    if found is None or not found[1]:
        return False
    row, value = found
    if not row.is_identifier:
        return labels.add(Labelled(row.label, value, is_alternate=is_alternate), draft)
    number = _NUMBER.fullmatch(unstopped(value))
    if number is None or not _is_number(number["number"]):
        return False
    return labels.add(_numbered(row.label, number), draft)


def _numbered(label: str, found: re.Match[str]) -> Labelled:
    number, country = found["number"], found["country"]
    if country is not None and not is_country(country):
        number, country = found.string[: found.end("country") + 1], None
    return Labelled(
        label,
        number,
        country=country,
        issued=found["issued"],
        expires=found["expires"],
        note=found["note"],
    )


def _is_number(text: str) -> bool:
    """Whether text can be a number or code: it has a digit, or no small letter (`VTBRRUMM`)."""
    return any(map(str.isdigit, text)) or text.isupper()


def _read_sentence(clause: str, draft: Draft) -> bool:
    if found := notices.sentences(unstopped(clause)):
        draft.notices.extend(found)
        return True
    for form, kind in _BARE_CONTACTS:
        if contact := form.match(clause):
            draft.contacts.append(Contact(kind, contact.group().rstrip(".")))
            return True
    return False

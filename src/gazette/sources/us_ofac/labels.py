"""The one table of labels: what a labelled value of OFAC's stands for, whatever format printed it.

In: a label with its value, from remarks or from XML. Out: the typed fact, filed into a `Draft`.
Rows for identifiers and legal texts stand in `identifiers` and `notices`. Not here: how a clause of
the remarks is taken apart (`remarks`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

import msgspec

from gazette.model.facts import (
    Attribute,
    BirthDate,
    Contact,
    ContactType,
    Identifier,
    Link,
    Milestone,
    Notice,
    Place,
    Wallet,
)
from gazette.sources.us_ofac import identifiers, notices
from gazette.sources.us_ofac.dates import partial_date
from gazette.sources.us_ofac.draft import Draft, unstopped


class Labelled(msgspec.Struct, frozen=True):
    """A labelled value as published, before its label is understood.

    Attributes:
        label: the publisher's word, `Passport`, `Secondary sanctions risk:`.
        value: what it labels.
        country: the issuing country.
        issued: the date of issue, as text.
        expires: the date of expiry, as text.
        is_alternate: given as a further one; kept for births, birthplaces and countries only.
        note: what else the publisher says of it.
    """

    label: str
    value: str
    country: str | None = None
    issued: str | None = None
    expires: str | None = None
    is_alternate: bool = False
    note: str | None = None


Filer = Callable[[Labelled, Draft], None]


class Row(NamedTuple):
    """A label that the table knows: as it stands in all facts, and how its value is filed."""

    label: str
    file: Filer
    is_identifier: bool = False


SPELLINGS = {
    "Birthdate": "DOB",
    "Place of Birth": "POB",
    "Nationality Country": "nationality",
    "Citizenship Country": "citizen",
    "VESSEL TYPE": "Vessel Type",
}
"""What the structured formats call a label that the remarks abbreviate."""


def find(label: str) -> Row | None:
    """The row for a label in any format's spelling; None where the table has none."""
    label = label.strip().replace("\u2019", "'")
    label = SPELLINGS.get(label, label)
    bare = label.rstrip(" :-")
    return TABLE.get(label) or TABLE.get(bare) or TABLE.get(bare + ":") or _formed(label)


def add(labelled: Labelled, draft: Draft) -> bool:
    """File a labelled value into the draft as the fact its label stands for.

    Returns:
        False where no row knows the label; the draft is then unchanged.
    """
    row = find(labelled.label)
    if row is None:
        return False
    value = labelled.value.strip()
    row.file(msgspec.structs.replace(labelled, label=row.label, value=value), draft)
    return True


def _identifier(kind: str) -> Filer:
    def file(it: Labelled, draft: Draft) -> None:
        real, value = identifiers.typed(kind, it.value)
        issued = partial_date(it.issued) if it.issued else None
        expires = partial_date(it.expires) if it.expires else None
        draft.identifiers.append(
            Identifier(real, value, it.label, it.country, issued, expires, it.note)
        )

    return file


def _contact(kind: ContactType) -> Filer:
    def file(it: Labelled, draft: Draft) -> None:
        draft.contacts.append(Contact(kind, unstopped(it.value), it.note))

    return file


def _notice(topic: str) -> Filer:
    def file(it: Labelled, draft: Draft) -> None:
        first, *further = (unstopped(part) for part in it.value.split(";"))
        draft.notices.append(Notice(topic, first, it.label))
        for part in filter(None, further):
            known = notices.sentences(part)
            draft.notices.extend(known or (Notice(topic, part, it.label),))

    return file


def _place(field: str) -> Filer:
    def file(it: Labelled, draft: Draft) -> None:
        getattr(draft, field).append(Place(unstopped(it.value), it.is_alternate))

    return file


def _vessel(field: str) -> Filer:
    return lambda it, draft: draft.set_vessel(field, it.value, it.label)


def _vessel_list(field: str) -> Filer:
    return lambda it, draft: draft.add_vessel(field, it.value)


def _birth(it: Labelled, draft: Draft) -> None:
    draft.births.append(BirthDate(partial_date(it.value), it.is_alternate))


def _gender(it: Labelled, draft: Draft) -> None:
    draft.genders.append(it.value.lower())


def _milestone(it: Labelled, draft: Draft) -> None:
    draft.milestones.append(Milestone(it.label.rstrip(" :"), partial_date(it.value)))


def _attribute(it: Labelled, draft: Draft) -> None:
    draft.attributes.append(Attribute(it.label.rstrip(" :"), unstopped(it.value)))


def _link(it: Labelled, draft: Draft) -> None:
    draft.links.append(Link(unstopped(it.value)))


def _wallet(it: Labelled, draft: Draft) -> None:
    draft.wallets.append(Wallet(it.label.rpartition(" ")[2], it.value))


def _role(it: Labelled, draft: Draft) -> None:
    draft.roles.append(unstopped(it.value))


def _title(it: Labelled, draft: Draft) -> None:
    draft.titles.append(it.value)


def _model(it: Labelled, draft: Draft) -> None:
    draft.models.append(it.value)


def _operator(it: Labelled, draft: Draft) -> None:
    draft.operators.append(unstopped(it.value))


def _manufactured(it: Labelled, draft: Draft) -> None:
    draft.manufactured.append(partial_date(it.value))


_PLAIN: dict[str, Filer] = {
    # Persons.
    "DOB": _birth,
    "POB": _place("birthplaces"),
    "nationality": _place("nationalities"),
    "citizen": _place("citizenships"),
    "Gender": _gender,
    "Title": _title,
    "Former Citizenship Country": _attribute,
    "ethnicity": _attribute,
    "Tribe:": _attribute,
    "Subtribe:": _attribute,
    "Individual's height is": _attribute,
    "Alternate Title,": _role,
    "Alternate Title:": _role,
    "Occupation:": _role,
    "Position:": _role,
    "Rank": _role,
    # Organizations.
    "Organization Established Date": _milestone,
    "Organization Type:": _attribute,
    "Organization:": _attribute,
    "Target Type": _attribute,
    "Issuer Name": _attribute,
    "Location": _attribute,
    "Nationality of Registration": _attribute,
    "Registration Country": _attribute,
    # Vessels.
    "Vessel Call Sign": _vessel("call_sign"),
    "Vessel Type": _vessel("type"),
    "Vessel Tonnage": _vessel("tonnage"),
    "Vessel Gross Registered Tonnage": _vessel("gross_tonnage"),
    "Vessel Flag": _vessel("flag"),
    "Vessel Owner": _vessel("owner"),
    "Vessel Year of Build": _vessel("built"),
    "Former Vessel Flag": _vessel_list("former_flags"),
    "Other Vessel Flag": _vessel_list("other_flags"),
    "Other Vessel Type": _vessel_list("other_types"),
    "Other Vessel Call Sign": _vessel_list("other_call_signs"),
    # Aircraft.
    "Aircraft Model": _model,
    "Aircraft Operator": _operator,
    "Aircraft Manufacture Date": _manufactured,
    # Ways to reach the subject.
    "Email Address": _contact(ContactType.EMAIL),
    "Email": _contact(ContactType.EMAIL),
    "EMAIL": _contact(ContactType.EMAIL),
    "Website": _contact(ContactType.WEBSITE),
    "Phone Number": _contact(ContactType.PHONE),
    "Phone No.": _contact(ContactType.PHONE),
    "Phone": _contact(ContactType.PHONE),
    "PHONE": _contact(ContactType.PHONE),
    "Telephone": _contact(ContactType.PHONE),
    "Telephone No.": _contact(ContactType.PHONE),
    "Telephone Number": _contact(ContactType.PHONE),
    "Fax": _contact(ContactType.FAX),
    "Fax No.": _contact(ContactType.FAX),
    "Fax Number": _contact(ContactType.FAX),
    "FAX": _contact(ContactType.FAX),
    "TELEX": _attribute,
    "TGMS": _attribute,
    # Other.
    "Linked To:": _link,
    "arrested": _milestone,
}

TABLE: dict[str, Row] = (
    {label: Row(label, file) for label, file in _PLAIN.items()}
    | {label: Row(label, _notice(topic)) for label, topic in notices.LABELS.items()}
    | {label: Row(label, _identifier(kind), True) for label, kind in identifiers.TYPES.items()}
)
"""Every label that is known in full, by its text in the remarks."""

_CURRENCY = re.compile(r"Digital Currency Address - [A-Z0-9]{2,10}(?=\s|\Z)")
_DATE_LABEL = re.compile(
    r"(?:Listing|Effective|Purchase/Sales For Divestment|[A-Z][a-z]+) Date \([\w /.-]+\)"
)


def _formed(text: str) -> Row | None:
    """The row for a label of a stated general form at the start of a text."""
    if found := _CURRENCY.match(text):
        return Row(found.group(), _wallet)
    if found := _DATE_LABEL.match(text):
        return Row(found.group(), _milestone)
    if formed := notices.label_form(text):
        return Row(formed[0], _notice(formed[1]))
    if general := identifiers.general_label(text + " "):
        return Row(general, _identifier(identifiers.OTHER), True)
    return None


def _by_first_word() -> dict[str, tuple[str, ...]]:
    words: dict[str, list[str]] = {}
    for label in TABLE:
        words.setdefault(_first_word(label), []).append(label)
    return {word: tuple(sorted(group, key=len, reverse=True)) for word, group in words.items()}


def _first_word(text: str) -> str:
    return text.split(" ", 1)[0].split(":", 1)[0].rstrip(",")


_BY_FIRST_WORD = _by_first_word()


def at_start(clause: str) -> tuple[Row, str] | None:
    """The row of the longest label that a clause starts with, and the value that follows it."""
    for label in _BY_FIRST_WORD.get(_first_word(clause), ()):
        if clause.startswith(label) and not clause[len(label) : len(label) + 1].isalnum():
            return TABLE[label], clause[len(label) :].lstrip(" :").rstrip()
    row = _formed(clause)
    return (row, clause[len(row.label) :].lstrip(" :").rstrip()) if row else None

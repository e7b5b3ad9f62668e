"""What a row of each of OFAC's four flat files means, however its fields were printed.

In: the fields of one entry's rows. Out: the content of the part those rows carry, or why they cannot
be read. The columns are those of OFAC's data specification; `-0-` is a null. Not here: taking a line
apart (`delimited`, `fixed_width`), and the account of a whole file (`flat_files`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from gazette.model import codec
from gazette.model.entries import Addresses, Aliases, Content, Overflow
from gazette.model.facts import Address
from gazette.model.lists import Kind, Part
from gazette.model.names import Name, NameType
from gazette.sources.us_ofac import overflow, remarks
from gazette.sources.us_ofac.draft import Draft

Fields = Sequence[str]

_NULLS = frozenset({"", "-", "-0", "-0-"})
"""`-0` ends copies that lost the bytes after it: add.csv and alt.csv of January 2019."""

_KINDS = {
    None: Kind.ORGANIZATION,
    "individual": Kind.PERSON,
    "vessel": Kind.VESSEL,
    "aircraft": Kind.AIRCRAFT,
}
_VESSEL = ("call_sign", "type", "tonnage", "gross_tonnage", "flag", "owner")
_VESSEL_LABELS = (
    "Vessel Call Sign",
    "Vessel Type",
    "Vessel Tonnage",
    "Vessel Gross Registered Tonnage",
    "Vessel Flag",
    "Vessel Owner",
)
_ALIAS_TYPES = {"aka": NameType.AKA, "fka": NameType.FKA, "nka": NameType.NKA}


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """One of the four files of a set.

    Attributes:
        name: how formats call it, `primary`.
        holds: what it holds, one phrase for people.
        part: the part its rows carry.
        complete: the parts that a whole file of it can deny.
        columns: how many fields a row has.
        is_single: an entry has one row at most.
        must_end_with_mark: OFAC's own files of it always end with Ctrl-Z.
        rank: which file prevails where several speak of one part.
        damage: why fields of the right number cannot be such a row; None for a row.
        content: what an entry's rows say; None where they only show that it is listed.
        leftover: what is published in a column that is always null so far; None where it is null.
    """

    name: str
    holds: str
    part: Part
    complete: frozenset[Part]
    columns: int
    is_single: bool
    must_end_with_mark: bool
    rank: int
    damage: Callable[[Fields], str | None]
    content: Callable[[Sequence[Fields]], Content | None]
    leftover: Callable[[Fields], str | None] = lambda _: None


def value(text: str) -> str | None:
    """A field as published, without padding; None for a null."""
    text = text.strip()
    return None if text in _NULLS else text


def _primary(rows: Sequence[Fields]) -> Content:
    _, name, kind, programs, title, *vessel, text = rows[0]
    draft = Draft()
    for field, label, published in zip(_VESSEL, _VESSEL_LABELS, map(value, vessel), strict=True):
        if published is not None:
            draft.set_vessel(field, published, label)
    cut = None
    if overflow.is_cut(text):
        cut = overflow.read_cut(text, draft)
    elif value(text) is not None:
        remarks.read(text, draft)
    return draft.profile(
        name.strip(),
        _KINDS[value(kind)],
        (value(programs) or "").split("] [") if value(programs) else (),
        value(title),
        cut=cut,
    )


def _primary_damage(fields: Fields) -> str | None:
    if value(fields[1]) is None:
        return "no name"
    if value(fields[2]) not in _KINDS:
        return "unknown SDN_Type"
    return None


def _addresses(rows: Sequence[Fields]) -> Content | None:
    found = (Address(*map(value, fields[2:])) for fields in rows)
    known = codec.sorted_unique(address for address in found if address != Address())
    return Addresses(known) if known else None


def _number_damage(fields: Fields) -> str | None:
    return None if fields[1].strip().isascii() and fields[1].strip().isdigit() else "no row number"


def _aliases(rows: Sequence[Fields]) -> Content:
    return Aliases(
        codec.sorted_unique(
            Name(fields[3].strip(), _ALIAS_TYPES[fields[2].strip()]) for fields in rows
        )
    )


def _alias_damage(fields: Fields) -> str | None:
    if fields[2].strip() not in _ALIAS_TYPES:
        return "unknown alt_type"
    if value(fields[3]) is None:
        return "no name"
    return _number_damage(fields)


PRIMARY = Table(
    name="primary",
    holds="primary names and remarks",
    part=Part.PRIMARY,
    complete=frozenset({Part.PRESENCE, Part.PRIMARY}),
    columns=12,
    is_single=True,
    must_end_with_mark=True,
    rank=30,
    damage=_primary_damage,
    content=_primary,
)
ADDRESSES = Table(
    name="addresses",
    holds="addresses",
    part=Part.ADDRESSES,
    complete=frozenset({Part.PRESENCE, Part.ADDRESSES}),
    columns=6,
    is_single=False,
    must_end_with_mark=True,
    rank=20,
    damage=_number_damage,
    content=_addresses,
)
ALIASES = Table(
    name="aliases",
    holds="strong aliases",
    part=Part.ALIASES,
    complete=frozenset({Part.ALIASES}),
    columns=5,
    is_single=False,
    must_end_with_mark=True,
    rank=10,
    damage=_alias_damage,
    content=_aliases,
    leftover=lambda fields: value(fields[4]),
)
COMMENTS = Table(
    name="comments",
    holds="the rest of cut remarks",
    part=Part.COMMENTS,
    complete=frozenset({Part.COMMENTS}),
    columns=2,
    is_single=True,
    must_end_with_mark=False,
    rank=10,
    damage=lambda fields: None if value(fields[1]) is not None else "no text",
    content=lambda rows: Overflow(rows[0][1]),
)
TABLES = (PRIMARY, ADDRESSES, ALIASES, COMMENTS)

"""Facts as short readable text, the same in every table, diff and export."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from gazette.model.entries import LinkForm, Membership, NameForm, PlaceForm
from gazette.model.facts import (
    Address,
    Aircraft,
    Attribute,
    BirthDate,
    Contact,
    Identifier,
    Link,
    Milestone,
    Notice,
    PartialDate,
    Place,
    Vessel,
    Wallet,
)
from gazette.model.names import Name, NameType

Fact = (
    str
    | Name
    | BirthDate
    | Place
    | Identifier
    | Wallet
    | Contact
    | Address
    | Link
    | Notice
    | Milestone
    | Attribute
    | Membership
    | NameForm
    | PlaceForm
    | LinkForm
    | Vessel
    | Aircraft
    | PartialDate
)


def worded(fact: Fact) -> str:  # noqa: C901, PLR0911, PLR0912  one line a type, all of them here
    """The fact in one short line, in the publisher's words."""
    match fact:
        case str():
            return fact
        case Name():
            return _name(fact)
        case PartialDate():
            return fact.text
        case BirthDate():
            return _alternate(fact.date.text, is_alternate=fact.is_alternate)
        case Place():
            return _alternate(fact.text, is_alternate=fact.is_alternate)
        case Identifier():
            return _identifier(fact)
        case Wallet():
            return f"{fact.currency} {fact.address}"
        case Contact():
            return _joined(f"{fact.type} {fact.value}", fact.note and f"({fact.note})")
        case Address():
            told = (fact.street, fact.locality, fact.country)
            return _joined(
                ", ".join(x for x in told if x is not None), fact.remarks and f"({fact.remarks})"
            )
        case Link():
            return fact.name
        case Notice():
            return _joined(fact.label, fact.text)
        case Milestone():
            return f"{fact.label} {fact.date.text}"
        case Attribute():
            return f"{fact.label} {fact.value}"
        case Membership():
            return _joined(
                fact.list_name, f"since {fact.stated.isoformat()}" if fact.stated else None
            )
        case NameForm():
            parts = ", ".join(f"{part.type}: {part.value}" for part in fact.parts)
            return _joined(fact.text, parts and f"({parts})")
        case PlaceForm():
            told = (fact.city, fact.region, fact.postal_code)
            return f"{worded(fact.of)}: {', '.join(x for x in told if x is not None)}"
        case LinkForm():
            return _joined(fact.role, fact.name, fact.entry_id and f"[{fact.entry_id}]")
        case Vessel() | Aircraft():
            return "; ".join(f"{field} {value}" for field, value in craft_fields(fact))


def spelled(fact: str | Struct) -> str:
    """The fact field by field, for two that `worded` tells alike."""
    if isinstance(fact, str):
        return fact
    told = ((field, getattr(fact, field)) for field in fact.__struct_fields__)
    return "; ".join(f"{field} {_spelled(value)}" for field, value in told if value is not None)


def _spelled(value: Any) -> str:
    if isinstance(value, tuple):
        return f"({', '.join(map(_spelled, value))})"
    return f"({spelled(value)})" if isinstance(value, Struct) else str(value)


def craft_fields(craft: Vessel | Aircraft) -> tuple[tuple[str, str], ...]:
    """What is told of a ship or an aircraft, by field; fields without a value are left out."""
    told: list[tuple[str, str]] = []
    for field in craft.__struct_fields__:
        value = getattr(craft, field)
        values = value if isinstance(value, tuple) else (value,)
        told.extend((field.replace("_", " "), worded(one)) for one in values if one is not None)
    return tuple(told)


def _name(name: Name) -> str:
    kind = "" if name.type is NameType.PRIMARY else f"{_ABBREVIATED[name.type]} "
    notes = [note for note in ("weak" if name.is_weak else None, name.script) if note]
    return _joined(kind + name.text, f"({', '.join(notes)})" if notes else None)


_ABBREVIATED = {NameType.AKA: "a.k.a.", NameType.FKA: "f.k.a.", NameType.NKA: "n.k.a."}


def _identifier(fact: Identifier) -> str:
    return _joined(
        fact.label,
        fact.value,
        fact.country and f"({fact.country})",
        f"issued {fact.issued.text}" if fact.issued else None,
        f"expires {fact.expires.text}" if fact.expires else None,
        fact.note and f"({fact.note})",
    )


def _alternate(text: str, *, is_alternate: bool) -> str:
    return f"{text} (alternate)" if is_alternate else text


def _joined(*pieces: str | None) -> str:
    return " ".join(piece for piece in pieces if piece)

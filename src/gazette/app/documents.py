"""Answers as plain documents: what JSON Lines, exports and later the service print.

In: values of the model. Out: dicts of strings, numbers, lists and None, moments in ISO 8601, with one
fixed set of keys each, so that programs can rely on them. `docs/reference/output.md` names them.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from gazette.app.answers import (
    EntryAnswer,
    Held,
    History,
    LinkedEntry,
    ListStatus,
    change_type,
)
from gazette.model.changes import Amendment, Change, Renumbering
from gazette.model.editions import Designated, Edition
from gazette.model.entries import Entry, Profile
from gazette.model.programs import Measure
from gazette.model.standing import Bounds, EntryAsOf
from gazette.model.time import iso

Document = dict[str, Any]


def moment(value: datetime | None) -> str | None:
    """ISO 8601, or None."""
    return None if value is None else iso(value)


def plain(value: Any) -> Any:
    """A value of the model as a document, with every field, also those that say nothing."""
    if isinstance(value, msgspec.Struct):
        return {field: plain(getattr(value, field)) for field in value.__struct_fields__}
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    return msgspec.to_builtins(value)


def change(told: Change) -> Document:
    """One change: `type`, the entry, `after` and `by`, `stated`, `fields`."""
    entry = told.entry
    fields = told.fields if isinstance(told, Amendment | Renumbering) else ()
    return {
        "type": change_type(told),
        "list": entry.list_id,
        "entry_id": entry.entry_id,
        "former_id": told.former_id if isinstance(told, Renumbering) else None,
        "name": entry.name,
        "kind": entry.kind,
        "programs": list(entry.programs),
        "measures": [measure(one) for one in entry.measures],
        "after": moment(told.bounds.after),
        "by": moment(told.bounds.by),
        "stated": None if told.stated is None else told.stated.isoformat(),
        "fields": [
            {"field": one.field, "before": list(one.before), "after": list(one.after)}
            for one in fields
        ],
        "provisional": False,
    }


def provisional_designation(held: Held, one: Designated) -> Document:
    """A designation that only an edition held back shows, in the shape of `change`."""
    return {
        "type": "designation",
        "list": held.list_id,
        "entry_id": one.entry_id,
        "former_id": None,
        "name": one.name,
        "kind": one.kind,
        "programs": list(one.programs),
        "measures": [],
        "after": None,
        "by": moment(held.moment),
        "stated": None,
        "fields": [],
        "provisional": True,
    }


def measure(told: Measure) -> Document:
    """What a listing does, and where that is known from."""
    return {"type": told.type, "basis": told.basis, "text": told.text}


def entry_as_of(found: EntryAsOf, links: tuple[LinkedEntry, ...] | None = None) -> Document:
    """One entry as of a moment, with everything published of it."""
    return {
        "list": found.list_id,
        "entry_id": found.entry_id,
        "as_of": moment(found.as_of.valid),
        "known": moment(found.as_of.known),
        **_standing(found),
        "provisional": found.provisional,
        "name": found.entry.name,
        "name_held": found.entry.profile is not None,
        "kind": found.entry.kind,
        "programs": list(found.entry.programs),
        "measures": [measure(one) for one in found.measures],
        **_contents(found.entry),
        "links": _links(found.entry, links),
        "possible": [
            {
                "part": one.part,
                "field": one.field,
                "value": plain(one.value),
                "certain_from": moment(one.certain_from),
            }
            for one in found.possible
        ],
        "reads": {
            part: {"last": moment(read.last), "next": moment(read.next)}
            for part, read in found.reads.items()
        },
    }


def entry_answer(answer: EntryAnswer) -> Document:
    """One entry with the entries it is linked to, and the editions held back."""
    return {
        **entry_as_of(answer.found, answer.links),
        "held": [held(one) for one in answer.held],
    }


def history(told: History) -> Document:
    """All that happened to an entry."""
    now = told.now
    return {
        "list": now.list_id,
        "entry_id": now.entry_id,
        "name": now.entry.name,
        **_standing(now),
        "first_seen": moment(told.first_seen),
        "is_from_first_edition": told.is_from_first_edition,
        "changes": [change(one) for one in told.changes],
        "held": [held(one) for one in told.held],
    }


def held(one: Held) -> Document:
    """An edition held back, and what it would have done."""
    return {
        "list": one.list_id,
        "edition": moment(one.moment),
        "reasons": list(one.reasons),
        "designations": one.designations,
        "delistings": one.delistings,
        "amendments": one.amendments,
    }


def list_status(status: ListStatus) -> Document:
    """A list, its terms, and how much of it is held."""
    info = status.info
    return {
        "list": info.list_id,
        "title": info.title,
        "publisher": info.publisher,
        "homepage": info.homepage,
        "licence": info.licence,
        "attribution": info.attribution,
        "covers": info.covers,
        "omits": info.omits,
        "editions": status.editions,
        "files": status.files,
        "entries": status.entries,
        "first": moment(status.first),
        "last": moment(status.last),
        "confirmed": moment(status.confirmed),
        "age_days": status.age_days,
        "is_stale": status.is_stale,
        "held": [held(one) for one in status.held],
        "issues": status.issues,
    }


def edition(read: Edition) -> Document:
    """One file read as an edition."""
    source = read.provenance
    return {
        "list": source.list_id,
        "edition": moment(source.moment),
        "precision": source.precision,
        "dated_by": source.basis,
        "format": source.format,
        "verdict": read.verdict,
        "reasons": [] if read.suspicion is None else list(read.suspicion.reasons),
        "entries": read.entries,
        "elements": read.elements,
        "taken": read.taken,
        "parts": list(read.parts),
        "denies": list(read.denies),
        "sha256": source.sha256,
        "address": source.address,
        "recorded_at": moment(read.recorded_at),
    }


def _standing(found: EntryAsOf) -> Document:
    where = found.standing
    return {
        "standing": where.standing,
        "was_listed": where.was_listed,
        "last_read": moment(where.last_read),
        "next_read": moment(where.next_read),
        "listed": _bounds(where.listed),
        "delisted": _bounds(where.delisted),
        "stated": None
        if found.entry.listing is None or found.entry.listing.stated is None
        else found.entry.listing.stated.isoformat(),
    }


def _bounds(bounds: Bounds | None) -> Document | None:
    if bounds is None:
        return None
    return {"after": moment(bounds.after), "by": moment(bounds.by)}


_IN_COLUMNS = frozenset({"name", "kind", "programs", "links", "weak_aliases"})
_NO_PROFILE: Document = {
    field: (None if field in {"title", "vessel", "aircraft", "cut"} else [])
    for field in Profile.__struct_fields__
    if field not in _IN_COLUMNS
}


def _contents(entry: Entry) -> Document:
    """The published facts, names first; every key is there, whatever is held."""
    told = _NO_PROFILE
    if entry.profile is not None:
        told = {field: plain(getattr(entry.profile, field)) for field in _NO_PROFILE}
    return {
        "names": [
            {"text": n.text, "type": n.type, "is_weak": n.is_weak, "script": n.script}
            for n in entry.names
        ],
        "addresses": plain(entry.addresses),
        **told,
        "listing": plain(entry.listing),
        "details": plain(entry.details),
    }


def _links(entry: Entry, links: tuple[LinkedEntry, ...] | None) -> list[Document]:
    if links is None:
        own = () if entry.profile is None else entry.profile.links
        links = tuple(LinkedEntry(link.name, None, None) for link in own)
    return [{"name": one.name, "role": one.role, "entry_id": one.entry_id} for one in links]

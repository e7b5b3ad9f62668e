"""The columns of every kind of document, for files whose columns have types.

In: nothing. Out: for each kind of document, its keys in order with the shape of their values, by which
`app.export` writes CSV and Parquet. The shapes of published facts are read off the model's types.
Not here: the documents themselves (`app.documents`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum, auto
from types import NoneType
from typing import Any, get_args, get_origin

import msgspec

from gazette.model.entries import Details, Listing, Profile
from gazette.model.facts import Address
from gazette.model.lists import Part


class Leaf(Enum):
    """What a single value is."""

    TEXT = auto()
    WHOLE = auto()
    FLAG = auto()
    MOMENT = auto()
    DAY = auto()
    JSON = auto()
    """A value of no fixed shape; text in typed files."""


class ListOf(msgspec.Struct, frozen=True):
    """Any number of values of one shape."""

    shape: Shape


Shape = Leaf | ListOf | Mapping[str, "Shape"]
"""What a value is: a leaf, a list, or named values."""

Columns = Mapping[str, Shape]

_LEAVES: dict[Any, Leaf] = {bool: Leaf.FLAG, int: Leaf.WHOLE, date: Leaf.DAY}


def shape_of(type_: Any) -> Shape:
    """The shape of a model type as `msgspec.to_builtins` prints it."""
    if get_origin(type_) is tuple:
        return ListOf(shape_of(get_args(type_)[0]))
    held = [one for one in get_args(type_) if one is not NoneType]
    if held:
        return shape_of(held[0])
    if issubclass(type_, msgspec.Struct):
        return {field.name: shape_of(field.type) for field in msgspec.structs.fields(type_)}
    return _LEAVES.get(type_, Leaf.TEXT)


TEXTS = ListOf(Leaf.TEXT)
BOUNDS: Columns = {"after": Leaf.MOMENT, "by": Leaf.MOMENT}
READ: Columns = {"last": Leaf.MOMENT, "next": Leaf.MOMENT}
MEASURES = ListOf({"type": Leaf.TEXT, "basis": Leaf.TEXT, "text": Leaf.TEXT})

_TOLD_APART = frozenset({"name", "kind", "programs", "links", "weak_aliases"})
"""Fields of a profile that documents print in columns of another shape."""

ENTRY: Columns = {
    "list": Leaf.TEXT,
    "entry_id": Leaf.TEXT,
    "as_of": Leaf.MOMENT,
    "known": Leaf.MOMENT,
    "standing": Leaf.TEXT,
    "was_listed": Leaf.FLAG,
    "last_read": Leaf.MOMENT,
    "next_read": Leaf.MOMENT,
    "listed": BOUNDS,
    "delisted": BOUNDS,
    "stated": Leaf.DAY,
    "provisional": Leaf.FLAG,
    "name": Leaf.TEXT,
    "name_held": Leaf.FLAG,
    "kind": Leaf.TEXT,
    "programs": TEXTS,
    "measures": MEASURES,
    "names": ListOf(
        {"text": Leaf.TEXT, "type": Leaf.TEXT, "is_weak": Leaf.FLAG, "script": Leaf.TEXT}
    ),
    "addresses": ListOf(shape_of(Address)),
    **{
        field.name: shape_of(field.type)
        for field in msgspec.structs.fields(Profile)
        if field.name not in _TOLD_APART
    },
    "listing": shape_of(Listing),
    "details": shape_of(Details),
    "links": ListOf({"name": Leaf.TEXT, "role": Leaf.TEXT, "entry_id": Leaf.TEXT}),
    "possible": ListOf(
        {"part": Leaf.TEXT, "field": Leaf.TEXT, "value": Leaf.JSON, "certain_from": Leaf.MOMENT}
    ),
    "reads": {part.value: READ for part in Part},
}
"""`documents.entry_as_of`."""

CHANGE: Columns = {
    "type": Leaf.TEXT,
    "list": Leaf.TEXT,
    "entry_id": Leaf.TEXT,
    "former_id": Leaf.TEXT,
    "name": Leaf.TEXT,
    "kind": Leaf.TEXT,
    "programs": TEXTS,
    "measures": MEASURES,
    "after": Leaf.MOMENT,
    "by": Leaf.MOMENT,
    "stated": Leaf.DAY,
    "fields": ListOf({"field": Leaf.TEXT, "before": TEXTS, "after": TEXTS}),
    "provisional": Leaf.FLAG,
}
"""`documents.change` and `documents.provisional_designation`."""

LIST: Columns = {
    "list": Leaf.TEXT,
    "title": Leaf.TEXT,
    "publisher": Leaf.TEXT,
    "homepage": Leaf.TEXT,
    "licence": Leaf.TEXT,
    "attribution": Leaf.TEXT,
    "covers": Leaf.TEXT,
    "omits": Leaf.TEXT,
    "editions": Leaf.WHOLE,
    "files": Leaf.WHOLE,
    "entries": Leaf.WHOLE,
    "first": Leaf.MOMENT,
    "last": Leaf.MOMENT,
    "confirmed": Leaf.MOMENT,
    "age_days": Leaf.WHOLE,
    "is_stale": Leaf.FLAG,
    "held": ListOf(
        {
            "list": Leaf.TEXT,
            "edition": Leaf.MOMENT,
            "reasons": TEXTS,
            "designations": Leaf.WHOLE,
            "delistings": Leaf.WHOLE,
            "amendments": Leaf.WHOLE,
        }
    ),
    "issues": Leaf.WHOLE,
}
"""`documents.list_status`."""

EDITION: Columns = {
    "list": Leaf.TEXT,
    "edition": Leaf.MOMENT,
    "precision": Leaf.TEXT,
    "dated_by": Leaf.TEXT,
    "format": Leaf.TEXT,
    "verdict": Leaf.TEXT,
    "reasons": TEXTS,
    "entries": Leaf.WHOLE,
    "elements": Leaf.WHOLE,
    "taken": Leaf.WHOLE,
    "parts": TEXTS,
    "denies": TEXTS,
    "sha256": Leaf.TEXT,
    "address": Leaf.TEXT,
    "recorded_at": Leaf.MOMENT,
}
"""`documents.edition`."""

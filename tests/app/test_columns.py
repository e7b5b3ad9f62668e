"""Columns tell exactly what documents hold, on every document that the sample gives."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import Any

import msgspec
import pytest

from gazette.app import documents
from gazette.app.changes import changes
from gazette.app.columns import CHANGE, EDITION, ENTRY, LIST, Columns, Leaf, ListOf, Shape
from gazette.app.demo import LISTS, take_sample
from gazette.app.documents import Document
from gazette.app.entries import entries
from gazette.app.lists import editions, status
from gazette.app.parquet import arrow_type, typed
from gazette.app.workspace import Workspace, open_workspace
from gazette.model.time import AsOf, parse_as_of_moment
from gazette.sample import files

DAYS = ("2023-07-24", "2023-12-28", "2025-01-10", "2026-02-27")
SINCE, UNTIL = (parse_as_of_moment(day) for day in ("2023-01-01", "2026-12-31"))


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with open_workspace(tmp_path_factory.mktemp("sample"), create=True) as opened:
        take_sample(opened, files())
        yield opened


def entry_documents(workspace: Workspace) -> Iterator[Document]:
    for list_id in LISTS:
        for day in DAYS:
            for found in entries(workspace, list_id, AsOf(parse_as_of_moment(day))):
                yield documents.entry_as_of(found)


def change_documents(workspace: Workspace) -> Iterator[Document]:
    for change in changes(workspace, since=SINCE, until=UNTIL).changes:
        yield documents.change(change)


def list_documents(workspace: Workspace) -> Iterable[Document]:
    return map(documents.list_status, status(workspace))


def edition_documents(workspace: Workspace) -> Iterator[Document]:
    for list_id in LISTS:
        yield from map(documents.edition, editions(workspace, list_id))


KINDS = pytest.mark.parametrize(
    ("told", "columns"),
    [
        (entry_documents, ENTRY),
        (change_documents, CHANGE),
        (list_documents, LIST),
        (edition_documents, EDITION),
    ],
    ids=["entry", "change", "list", "edition"],
)


def as_printed(document: Document) -> Document:
    printed: Document = msgspec.json.decode(msgspec.json.encode(document))
    return printed


@KINDS
def test_every_document_has_exactly_the_columns_in_their_order(
    told: Any, columns: Columns, workspace: Workspace
) -> None:
    found = list(told(workspace))

    assert found
    assert all(list(document) == list(columns) for document in found)


@KINDS
def test_every_value_has_the_shape_of_its_column(
    told: Any, columns: Columns, workspace: Workspace
) -> None:
    wrong = [
        (name, document[name])
        for document in map(as_printed, told(workspace))
        for name, shape in columns.items()
        if not fits(document[name], shape)
    ]

    assert wrong == []


FITS: dict[Leaf, Callable[[Any], bool]] = {
    Leaf.TEXT: lambda value: isinstance(value, str),
    Leaf.WHOLE: lambda value: type(value) is int,
    Leaf.FLAG: lambda value: isinstance(value, bool),
    Leaf.MOMENT: lambda value: datetime.fromisoformat(value).tzinfo is not None,
    Leaf.DAY: lambda value: date.fromisoformat(value).isoformat() == value,
    Leaf.JSON: lambda _value: True,
}


def fits(value: Any, shape: Shape) -> bool:
    if value is None:
        return True
    match shape:
        case Leaf():
            return FITS[shape](value)
        case ListOf():
            return isinstance(value, list) and all(fits(one, shape.shape) for one in value)
        case _:
            is_known = set(value) <= set(shape)
            return is_known and all(fits(one, shape[name]) for name, one in value.items())


def test_what_documents_leave_out_is_there_in_typed_files() -> None:
    shape: Shape = {"text": Leaf.TEXT, "is_alternate": Leaf.FLAG, "notes": ListOf(Leaf.TEXT)}

    assert typed({"text": "Mali"}, shape) == {"text": "Mali", "is_alternate": False, "notes": []}


def test_named_values_become_structs_and_lists_become_lists() -> None:
    told = str(arrow_type(ListOf({"text": Leaf.TEXT, "day": Leaf.DAY})))

    assert told == "list<item: struct<text: string, day: date32[day]>>"

"""The reference of the output names the keys that are written, and no others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
import pytest

import gazette
from gazette import Workspace
from gazette.app import columns, doctor, documents, lists
from gazette.app.columns import Columns, Leaf, ListOf, Shape
from gazette.app.documents import Document

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "output.md"
HEADING = re.compile(r"(?m)^#{2,3} (.+)$")
SHARED = re.compile(r"\]\(#([a-z-]+)\)")
TYPED: Mapping[str, Columns] = {
    "an-entry": columns.ENTRY,
    "a-change": columns.CHANGE,
    "a-list": columns.LIST,
    "an-edition": columns.EDITION,
}

Keys = frozenset[str]


def named(section: str) -> Keys:
    """The keys the page names in a section, those of objects within after a dot."""
    return frozenset(_named(sections()[section]))


def sections() -> dict[str, list[tuple[str, str]]]:
    """By the name of its heading, what each section says of keys: the cell of keys, and what they are."""
    _, *parts = HEADING.split(PAGE.read_text(encoding="utf-8"))
    return {
        heading.lower().replace(" ", "-"): list(_rows(text))
        for heading, text in zip(parts[::2], parts[1::2], strict=True)
    }


def _rows(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        if line.startswith("| `"):
            _, keys, what, *_ = (cell.strip() for cell in line.split("|"))
            yield keys, what


def _named(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    for cell, what in rows:
        shared = SHARED.search(what)
        within = _named(sections()[shared[1]]) if shared else ()
        inside = list(within)
        for key in re.findall(r"`([^`]+)`", cell):
            yield from (f"{key}.{one}" for one in inside) if inside else (key,)


def in_shape(shape: Shape, path: str = "") -> Iterator[str]:
    """The keys of typed columns."""
    match shape:
        case Leaf():
            yield path
        case ListOf(inner):
            yield from in_shape(inner, path)
        case _:
            for key, inner in shape.items():
                yield from in_shape(inner, f"{path}.{key}" if path else key)


def in_value(value: Any, names: Keys, path: str = "") -> Iterator[str]:
    """The keys of a document, down to those that the page names."""
    if path in names or (isinstance(value, list | tuple) and not value):
        yield path
    elif isinstance(value, list | tuple):
        for one in value:
            yield from in_value(one, names, path)
    elif isinstance(value, Mapping) and value:
        for key, one in value.items():
            yield from in_value(one, names, f"{path}.{key}" if path else key)
    else:
        yield path


def lacking(value: Any, shape: Shape, path: str = "") -> Iterator[str]:
    """Keys of typed columns that a document, or an object within it, is without."""
    match shape:
        case ListOf(inner):
            for one in value:
                yield from lacking(one, inner, path)
        case Mapping() if value is not None:
            own = {key: inner for key, inner in shape.items() if key in value or path != "reads"}
            yield from (f"{path}.{key}" for key in own if key not in value)
            for key in own.keys() & value.keys():
                yield from lacking(value[key], own[key], f"{path}.{key}" if path else key)
        case _:
            return


def first_levels(keys: Iterable[str]) -> set[str]:
    return {key.partition(".")[0] for key in keys}


@pytest.fixture
def workspace(sample_record: Path) -> Iterator[Workspace]:
    with gazette.open(sample_record) as opened:
        yield opened


def written(workspace: Workspace) -> dict[str, list[Document]]:
    """Documents of every section, of all that the sample holds."""
    found = [
        workspace.entry(list_id, one.entry_id, as_of="2025-12-20")
        for list_id in ("us-ofac-sdn", "us-ofac-cons")
        for one in workspace.entries(list_id, as_of="2025-12-20")
    ]
    told = workspace.changes(since="2023-07-01", until="2026-06-02").changes
    return {
        "an-entry": [documents.entry_answer(one) for one in found],
        "a-change": [documents.change(one) for one in told],
        "a-history": [documents.history(workspace.history("us-ofac-sdn", "42618"))],
        "a-list": [documents.list_status(one) for one in workspace.lists()],
        "an-edition": [documents.edition(one) for one in lists.editions(workspace, "us-ofac-sdn")],
        "a-finding": [msgspec.to_builtins(one) for one in doctor.examine(workspace)],
    }


def test_every_key_that_is_written_is_named(workspace: Workspace) -> None:
    unnamed = {
        section: strange
        for section, found in written(workspace).items()
        if (strange := _strange(found, named(section)))
    }

    assert unnamed == {}


def test_every_key_of_a_first_level_that_is_named_is_written(workspace: Workspace) -> None:
    missing = {
        section: lacking
        for section, found in written(workspace).items()
        if (lacking := first_levels(named(section)) - {key for one in found for key in one})
    }

    assert missing == {}


def test_every_key_is_always_there(workspace: Workspace) -> None:
    left_out = {
        key
        for section, found in written(workspace).items()
        for one in found
        for key in lacking(one, TYPED.get(section, {}))
    }

    assert left_out == set()


@pytest.mark.parametrize(("section", "typed"), TYPED.items(), ids=list(TYPED))
def test_the_keys_that_are_named_are_the_columns(section: str, typed: Columns) -> None:
    only_shown = {key for key in named(section) if key.startswith("held.")}
    own = named(section) - (only_shown if section == "an-entry" else set())

    assert own == set(in_shape(typed))


def test_an_edition_held_back_has_the_keys_that_are_named() -> None:
    held: Shape = columns.LIST["held"]

    assert named("an-edition-held-back") == set(in_shape(held))


def _strange(found: Iterable[Document], names: Keys) -> set[str]:
    """Keys of documents that are neither named nor above a named one."""
    above = {name[: match.start()] for name in names for match in re.finditer(r"\.", name)}
    return {key for one in found for key in in_value(one, names)} - names - above

"""Documents as files: whole or not at all, the same in every format, no formula in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from gazette.app import export
from gazette.app.columns import Columns, Leaf, ListOf
from gazette.app.demo import take_sample
from gazette.app.documents import Document
from gazette.app.export import FileFormat
from gazette.app.workspace import Workspace, open_workspace
from gazette.errors import InputError
from gazette.model.time import AsOf, parse_as_of_moment
from gazette.sample import files

COLUMNS: Columns = {
    "name": Leaf.TEXT,
    "count": Leaf.WHOLE,
    "flag": Leaf.FLAG,
    "texts": ListOf(Leaf.TEXT),
    "seen": Leaf.MOMENT,
}
EXECUTED = ("=", "+", "-", "@", "\t", "\r", "\n")

texts = st.text(st.characters(codec="utf-8"), max_size=12)
rows = st.fixed_dictionaries(
    {
        "name": st.none() | texts,
        "count": st.integers(-(2**40), 2**40),
        "flag": st.booleans(),
        "texts": st.lists(texts, max_size=3),
        "seen": st.none() | st.datetimes().map(lambda moment: f"{moment.isoformat()}Z"),
    }
)
documents = st.lists(rows, max_size=5)


def written(told: list[Document], file_format: FileFormat) -> bytes:
    stream = io.BytesIO()
    export.write(told, COLUMNS, file_format, stream)
    return stream.getvalue()


@given(documents)
def test_json_and_json_lines_give_the_documents_back(told: list[Document]) -> None:
    lines = written(told, FileFormat.JSONL).decode().splitlines() if told else []

    assert json.loads(written(told, FileFormat.JSON)) == told
    assert [json.loads(line) for line in written(told, FileFormat.JSONL).split(b"\n")[:-1]] == told
    assert len(lines) >= len(told)


@given(documents)
def test_csv_gives_every_text_back_but_for_the_apostrophe_of_a_formula(
    told: list[Document],
) -> None:
    text = io.StringIO(written(told, FileFormat.CSV).decode(), newline="")

    read = list(csv.DictReader(text))
    names = [(one["name"] or "") for one in told]
    assert [row["name"] for row in read] == [
        f"'{name}" if name.startswith(EXECUTED) else name for name in names
    ]
    assert [json.loads(row["texts"]) for row in read] == [one["texts"] for one in told]


@given(st.none() | texts | st.lists(texts) | st.booleans() | st.integers(min_value=0))
def test_no_cell_begins_as_a_formula_does(value: Any) -> None:
    assert not export.csv_cell(value).startswith(EXECUTED)


@given(documents)
def test_parquet_has_the_same_columns_whatever_is_in_them(told: list[Document]) -> None:
    table = parquet.read_table(io.BytesIO(written(told, FileFormat.PARQUET)))

    assert table.column_names == list(COLUMNS)
    assert [str(field.type) for field in table.schema] == [
        *("string", "int64", "bool", "list<element: string>", "timestamp[us, tz=UTC]"),
    ]
    assert table.select(["name", "count", "flag", "texts"]).to_pylist() == [
        {key: one[key] for key in ("name", "count", "flag", "texts")} for one in told
    ]


def test_nothing_is_left_of_a_file_that_could_not_be_finished(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    path.write_text("before")

    def failing() -> Iterator[Document]:
        yield {"name": "first"}
        raise RuntimeError

    with pytest.raises(RuntimeError):
        export.write_file(failing(), COLUMNS, FileFormat.JSONL, path)

    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_to_a_file_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.jsonl").write_text("")
    (tmp_path / "link.jsonl").symlink_to("real.jsonl")

    export.write_file([{"name": "x"}], COLUMNS, FileFormat.JSONL, tmp_path / "link.jsonl")

    assert (tmp_path / "link.jsonl").is_symlink()
    assert (tmp_path / "real.jsonl").read_text() == '{"name":"x"}\n'


def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.jsonl"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()

    export.write_file([{"name": "x"}], COLUMNS, FileFormat.JSONL, pipe)

    reader.join()
    assert read == [b'{"name":"x"}\n']
    assert pipe.is_fifo()


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    path = tmp_path / "none" / "out.csv"

    with pytest.raises(InputError, match="cannot write") as refused:
        export.write_file([], COLUMNS, FileFormat.CSV, path)

    assert str(path) in refused.value.message
    assert refused.value.hint is not None


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with open_workspace(tmp_path_factory.mktemp("sample"), create=True) as opened:
        take_sample(opened, files())
        yield opened


def test_every_entry_of_a_list_is_exported_once(workspace: Workspace) -> None:
    told = list(export.exported(workspace, "us-ofac-sdn", AsOf(parse_as_of_moment("2023-08-01"))))

    ids = [one["entry_id"] for one in told]
    assert len(ids) == len(set(ids)) == 55
    assert "42618" in ids

"""Documents as Parquet: typed columns, lists and structs.

In: documents and their columns. Out: bytes on a stream. Importing this costs pyarrow: only
`app.export` does, when Parquet is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from itertools import islice
from typing import Any, BinaryIO

import msgspec
import pyarrow as pa
from pyarrow import parquet

from gazette.app.columns import Columns, Leaf, ListOf, Shape
from gazette.app.documents import Document

BATCH_ROWS = 2_000
"""Rows in memory at once."""

_ARROW: dict[Leaf, Any] = {
    Leaf.TEXT: pa.string(),
    Leaf.JSON: pa.string(),
    Leaf.WHOLE: pa.int64(),
    Leaf.FLAG: pa.bool_(),
    Leaf.MOMENT: pa.timestamp("us", tz="UTC"),
    Leaf.DAY: pa.date32(),
}

_READ: dict[Leaf, Callable[[Any], Any]] = {
    Leaf.MOMENT: datetime.fromisoformat,
    Leaf.DAY: date.fromisoformat,
    Leaf.JSON: lambda value: msgspec.json.encode(value).decode(),
}


def write(documents: Iterable[Document], columns: Columns, stream: BinaryIO) -> None:
    """Writes the documents to the stream, which stays open."""
    schema = pa.schema([(name, arrow_type(shape)) for name, shape in columns.items()])
    rows = iter(documents)
    with parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
        while batch := [typed(document, columns) for document in islice(rows, BATCH_ROWS)]:
            writer.write_table(pa.Table.from_pylist(batch, schema=schema))


def arrow_type(shape: Shape) -> Any:
    """The Arrow type of values of that shape."""
    match shape:
        case Leaf():
            return _ARROW[shape]
        case ListOf():
            return pa.list_(arrow_type(shape.shape))
        case _:
            return pa.struct([(name, arrow_type(one)) for name, one in shape.items()])


def typed(value: Any, shape: Shape) -> Any:
    """The value of a document with moments and days as such; every name of its shape is there."""
    if value is None:
        return None
    match shape:
        case Leaf():
            return _READ[shape](value) if shape in _READ else value
        case ListOf():
            return [typed(one, shape.shape) for one in value]
        case _:
            return {name: typed(value.get(name, _absent(one)), one) for name, one in shape.items()}


def _absent(shape: Shape) -> Any:
    """What a name left out of a document stands for: documents leave out what is at its default."""
    if isinstance(shape, ListOf):
        return []
    return False if shape is Leaf.FLAG else None

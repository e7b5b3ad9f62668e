"""Small editions in OFAC's delimited format, for tests that need many that differ little."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

NULL = "-0- "
END = "\x1a"


def sdn_csv(
    ids: Iterable[int], titles: Mapping[int, str] | None = None, program: str = "SDGT"
) -> bytes:
    """A whole `sdn.csv`: persons of these ids, some with a title."""
    told = titles or {}
    rows = (
        f'{n},"NAME {n}","individual","{program}",{_text(told.get(n))},' + ",".join([NULL] * 7)
        for n in ids
    )
    return _file(rows)


def alt_csv(names: Mapping[int, Iterable[str]]) -> bytes:
    """A whole `alt.csv`: strong aliases by id."""
    return _file(
        f'{n},{n * 10 + place},"aka","{name}",{NULL}'
        for n, some in names.items()
        for place, name in enumerate(some)
    )


def add_csv(ids: Iterable[int]) -> bytes:
    """A whole `add.csv`: these ids, without an address."""
    return _file(f"{n},{n * 10},{NULL},{NULL},{NULL},{NULL}" for n in ids)


def put(folder: Path, moment: datetime | str, name: str, data: bytes) -> Path:
    """The file in a folder that dates it to the second, or however the text given does."""
    stamp = moment if isinstance(moment, str) else moment.strftime("%Y-%m-%dT%H%M%SZ")
    path = folder / stamp / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def _text(value: str | None) -> str:
    return NULL if value is None else f'"{value}"'


def _file(rows: Iterable[str]) -> bytes:
    return ("".join(f"{row}\r\n" for row in rows) + END).encode("ascii")

"""Read a `manifest.csv` that stands beside or in a container: when each member was observed.

In: the bytes of a manifest. Out: an `Observation` by member. Columns read: the member, the moment,
the hash; others are left alone. Not here: what the moment is worth (`dating`).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Mapping
from datetime import datetime

import msgspec

from gazette.errors import InputError, RefusedInput
from gazette.model.time import parse_day_or_moment

FILE_NAME = "manifest.csv"

_MEMBER_COLUMNS = ("member", "path", "file")
_MOMENT_COLUMNS = ("observed_at_utc", "fetched_at_utc", "observed_at", "fetched_at")
_HASH_COLUMN = "sha256"


class Observation(msgspec.Struct, frozen=True):
    """What a manifest says of a member: when it was seen, and the hash it had in hexadecimal."""

    observed_at: datetime
    sha256: str | None


def read_manifest(content: bytes, where: str) -> Mapping[str, Observation]:
    """The first observation of each member; empty where the columns are not those of a manifest.

    Raises:
        RefusedInput: it is no CSV file, or a moment in it is none.
    """
    try:
        rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
        member_column = _first_of(_MEMBER_COLUMNS, rows.fieldnames)
        moment_column = _first_of(_MOMENT_COLUMNS, rows.fieldnames)
        if member_column is None or moment_column is None:
            return {}
        observations: dict[str, Observation] = {}
        for row in rows:
            member = (row[member_column] or "").strip().removeprefix("./")
            if member and member not in observations:
                moment = _moment(row[moment_column] or "", f"`{where}` line {rows.line_num}")
                observations[member] = Observation(moment, row.get(_HASH_COLUMN) or None)
    except (csv.Error, UnicodeDecodeError) as err:
        raise RefusedInput(f"`{where}` is no CSV file: {err}", hint=_HINT) from err
    return observations


_HINT = "correct the manifest, or move it away to date the files by their paths"


def _moment(text: str, where: str) -> datetime:
    try:
        when = parse_day_or_moment(text)
    except InputError as err:
        raise RefusedInput(f"{where}: {err.message}", hint=_HINT) from err
    if not isinstance(when, datetime):
        raise RefusedInput(f"{where}: a day where a moment is wanted: {text}", hint=_HINT)
    return when


def _first_of(wanted: tuple[str, ...], there: Collection[str] | None) -> str | None:
    return next((name for name in wanted if name in (there or ())), None)

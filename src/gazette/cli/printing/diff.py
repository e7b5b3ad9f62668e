"""What changed in an entry, field by field, as lines that read without color.

Pure. In: field changes. Out: per field its label and, in order, the values taken out and put in.
"""

from __future__ import annotations

from typing import NamedTuple

from gazette.cli.printing.labels import label
from gazette.model.changes import FieldChange

REMOVED, ADDED = "\N{MINUS SIGN}", "+"


class Line(NamedTuple):
    """One value that was taken out or put in."""

    sign: str
    value: str


def differences(change: FieldChange) -> tuple[str, tuple[Line, ...]]:
    """The label of the field, and its lines: what was taken out first."""
    removed = [Line(REMOVED, one) for one in change.before if one not in change.after]
    added = [Line(ADDED, one) for one in change.after if one not in change.before]
    return label(change.field), (*removed, *added)

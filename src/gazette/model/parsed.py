"""What one published file says, as parsers give it to the record: parts of entries, and issues.

A parser accounts for every row or element: it became an entry or part of one, it is structural, or
it is lost and named by an issue.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import msgspec

from gazette.model.lists import EntryId, Part


class ParseIssue(msgspec.Struct, frozen=True, omit_defaults=True):
    """A row, element or field that could not be read as its format says.

    Attributes:
        position: where it stands, `line 12`, `element 40 (sdnEntry)`.
        reason: what is wrong, lower case.
        excerpt: the published text at that place, at most 200 characters.
        entry_id: the entry it belongs to, where that could still be told.
        loses_row: the whole row or element was not read. If `entry_id` is None too, the file can no
            longer deny that an entry is on the list, since the lost row may have been its own.
    """

    position: str
    reason: str
    excerpt: str
    entry_id: EntryId | None = None
    loses_row: bool = False


class ParsedFile(msgspec.Struct, frozen=True, kw_only=True):
    """All that one published file says.

    Attributes:
        format: the name of the format it was read as.
        stated_on: the day of publication the file states of itself; None where it states none.
        parts: encoded contents (`codec.encode`; `codec.PRESENT` for presence) by part and entry id.
            An id whose row was lost but recovered from the damage stands under `presence` alone.
        complete: the parts this file can deny: an id not in `parts[p]` has no such part. A part not
            named here is present-only: the file proves what it shows and denies nothing.
        unread: ids whose content in a complete part could not be read; nothing is denied for them.
        stated_count: how many entries the file says it has; None where it does not say.
        elements: rows or top-level elements in the file, with and without issues; `taken` of them
            became an entry or part of one, `structural` are headers, end marks and blank lines.
        taken: see `elements`.
        structural: see `elements`.
        is_truncated: the file ends before its format's end mark (a closing tag, an unfinished row).
        issues: everything that was not read; `elements == taken + structural + lost rows`.
    """

    format: str
    parts: Mapping[Part, Mapping[EntryId, bytes]]
    complete: frozenset[Part]
    elements: int
    taken: int
    structural: int = 0
    stated_on: date | None = None
    stated_count: int | None = None
    is_truncated: bool = False
    unread: frozenset[EntryId] = frozenset()
    issues: tuple[ParseIssue, ...] = ()

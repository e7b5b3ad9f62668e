"""What was read of one XML publication so far, and what was not.

In: units as they are read. Out: the `ParsedFile` they make, with every element accounted for.
Not here: what the elements mean (one module per format), and how a file becomes units (`xml_stream`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime

import msgspec

from gazette.model.codec import PRESENT, encode
from gazette.model.entries import Content
from gazette.model.lists import EntryId, Part
from gazette.sources.parsing import ParsedFile, ParseIssue
from gazette.sources.us_ofac import labels
from gazette.sources.us_ofac.draft import Draft
from gazette.sources.us_ofac.labels import Labelled
from gazette.sources.us_ofac.xml_grain import TONNAGES, split_country, tonnage
from gazette.sources.us_ofac.xml_node import Leftover, Node, Spot
from gazette.sources.us_ofac.xml_stream import Break, Stray

EXCERPT = 200


class Reading:
    """Collects entries, issues and counts of one file."""

    def __init__(self) -> None:
        """Starts with nothing read."""
        self.stated_on: date | None = None
        self.stated_count: int | None = None
        self._parts: dict[Part, dict[EntryId, bytes]] = {Part.PRESENCE: {}}
        self._issues: list[ParseIssue] = []
        self._unread: set[EntryId] = set()
        self._elements = self._taken = self._structural = 0
        self._is_truncated = False

    def holds(self, entry_id: EntryId) -> bool:
        """Whether an entry of that id was read."""
        return entry_id in self._parts[Part.PRESENCE]

    def entry(self, entry_id: EntryId, contents: Mapping[Part, Content]) -> None:
        """Takes one element as an entry with these contents."""
        self._elements += 1
        self._taken += 1
        self._parts[Part.PRESENCE][entry_id] = PRESENT
        for part, content in contents.items():
            self._parts.setdefault(part, {})[entry_id] = encode(content)

    def part_of_entry(self) -> None:
        """Takes one element as a part of an entry that another element makes."""
        self._elements += 1
        self._taken += 1

    def structure(self) -> None:
        """Counts one element that carries no entry."""
        self._elements += 1
        self._structural += 1

    def issue(
        self, node: Node | Spot, reason: str, excerpt: str, entry_id: str | None = None
    ) -> None:
        """Notes something in an element that is otherwise read."""
        self._note(f"line {node.line} ({node.name})", reason, excerpt, entry_id)

    def unread(self, node: Node | Spot, reason: str, entry_id: EntryId) -> None:
        """Notes a fact of an entry that could not be read: nothing is denied for the entry."""
        self.issue(node, reason, node.excerpt(), entry_id)
        self._unread.add(entry_id)

    def labelled(self, node: Node, found: Labelled, draft: Draft, entry_id: str) -> None:
        """Files a labelled value; one of an unknown label stays as remark text, and is an issue."""
        found = _in_the_delimited_grain(found)
        if not labels.add(found, draft):
            text = f"{found.label} {found.value}"
            draft.remarks.append(text)
            self.issue(node, f"unknown label: {found.label}", text, entry_id)

    def leftovers(self, node: Node, entry_id: str | None = None) -> None:
        """Notes everything of the element that nobody took."""
        self.untaken(node.leftovers(), entry_id)

    def untaken(self, leftovers: Iterable[Leftover], entry_id: str | None = None) -> None:
        """Notes what nobody took of an element."""
        for left in leftovers:
            self._note(f"line {left.line} ({left.path})", "not understood", left.text, entry_id)

    def lost(self, node: Node | Spot, reason: str, entry_id: str | None = None) -> None:
        """Counts one element as not read; an id that could still be told stays present."""
        self._elements += 1
        position = f"line {node.line} ({node.name})"
        self._note(position, reason, node.excerpt(), entry_id, loses_row=True)
        if entry_id is not None:
            known = EntryId(entry_id)
            if not self.holds(known):
                self._unread.add(known)
            self._parts[Part.PRESENCE].setdefault(known, PRESENT)

    def stray(self, item: Stray) -> None:
        """Notes text or an attribute where only elements belong."""
        self._note(f"line {item.line} ({item.path})", "not understood", item.text, None)

    def broken(self, item: Break, entry_id: str | None = None) -> None:
        """Notes where the file ends early; the unit being read there is lost."""
        self._is_truncated = self._is_truncated or not item.is_after_end
        reason = item.reason if item.is_after_end else f"the file breaks off: {item.reason}"
        if item.open_unit is not None:
            self.lost(item.open_unit, reason, entry_id)
        elif item.is_after_end:
            self._elements += 1
            self._note(f"line {item.line}", reason, "", None, loses_row=True)
        else:
            self._note(f"line {item.line}", reason, "", None)

    def parsed(self, format_name: str, complete: frozenset[Part]) -> ParsedFile:
        """The file as read; one that breaks off denies nothing."""
        for part in complete:
            self._parts.setdefault(part, {})
        return ParsedFile(
            format=format_name,
            stated_on=self.stated_on,
            stated_count=self.stated_count,
            parts=self._parts,
            complete=frozenset() if self._is_truncated or self._lost_an_id() else complete,
            unread=frozenset(self._unread & self._parts[Part.PRESENCE].keys()),
            elements=self._elements,
            taken=self._taken,
            structural=self._structural,
            is_truncated=self._is_truncated,
            issues=tuple(self._issues),
        )

    def _lost_an_id(self) -> bool:
        """Whether an element was lost that could have been any entry's."""
        return any(issue.loses_row and issue.entry_id is None for issue in self._issues)

    def _note(
        self,
        position: str,
        reason: str,
        excerpt: str,
        entry_id: str | None,
        *,
        loses_row: bool = False,
    ) -> None:
        known = None if entry_id is None else EntryId(entry_id)
        text = excerpt[:EXCERPT]
        self._issues.append(ParseIssue(position, reason, text, known, loses_row))


def _in_the_delimited_grain(found: Labelled) -> Labelled:
    row = labels.find(found.label)
    if row is not None and row.is_identifier:
        value, country = split_country(found.value, found.country)
        return msgspec.structs.replace(found, value=value, country=country)
    if found.label in TONNAGES:
        return msgspec.structs.replace(found, value=tonnage(found.value))
    return found


_ENTRY_ID = re.compile(r"[1-9]\d{0,9}", re.ASCII)


def entry_id_of(text: str | None) -> EntryId | None:
    """The id of an entry, a number of at most ten digits as in all of OFAC's formats; else None."""
    return EntryId(text) if text is not None and _ENTRY_ID.fullmatch(text) else None


def day_of(text: str | None, form: str) -> date | None:
    """The day that the text states in that `strptime` form; None where it states none."""
    try:
        return datetime.strptime(text or "", form).date()  # noqa: DTZ007  a day has no zone
    except ValueError:
        return None

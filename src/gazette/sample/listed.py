"""An entry as one edition of the sample has it: what the renderers are given."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec

from gazette.model.lists import EntryId
from gazette.sample.facts import Facts, Listing

_ROWS_PER_ENTRY = 100


class Listed(msgspec.Struct, frozen=True):
    """One entry and what the edition says of it."""

    entry_id: EntryId
    facts: Facts

    def number(self, n: int) -> str:
        """The number of the entry's n-th row or element: unique in a file, the same in every run."""
        return str(int(self.entry_id) * _ROWS_PER_ENTRY + n)


def entries(listings: Iterable[Listing], day: date) -> tuple[Listed, ...]:
    """What the edition of that day says of each listing that it has."""
    found = ((listing.entry_id, listing.on(day)) for listing in listings)
    return tuple(Listed(entry_id, facts) for entry_id, facts in found if facts is not None)

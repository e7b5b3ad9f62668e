"""What a list is, apart from what it says: who publishes it, under which licence, and what it omits."""

from __future__ import annotations

from enum import StrEnum
from typing import NewType

import msgspec

ListId = NewType("ListId", str)
EntryId = NewType("EntryId", str)


class Kind(StrEnum):
    """What an entry describes."""

    PERSON = "person"
    ORGANIZATION = "organization"
    VESSEL = "vessel"
    AIRCRAFT = "aircraft"


class Part(StrEnum):
    """What one published file can carry of an entry while another does not.

    The record keeps the versions of every part apart, so that a file says nothing about what it
    does not carry. A part's content type is named beside it; `gazette.model.entries` holds them.
    """

    PRESENCE = "presence"
    """That the entry is on the list. No content."""
    PRIMARY = "primary"
    """`Profile`: the primary name, and what is published beside it."""
    ALIASES = "aliases"
    """`Aliases`: the strong aliases."""
    ADDRESSES = "addresses"
    """`Addresses`, in the grain every format has."""
    COMMENTS = "comments"
    """`Overflow`: the rest of remarks that the delimited files cut."""
    LISTING = "listing"
    """`Listing`: stated days, published measures and legal authorities."""
    DETAILS = "details"
    """`Details`: what only structured formats say of names, places and links."""


class ListInfo(msgspec.Struct, frozen=True, kw_only=True):
    """A published list: its names, its terms, and what it does not contain."""

    list_id: ListId
    title: str
    publisher: str
    homepage: str
    licence: str
    attribution: str
    covers: str
    """One sentence: whom the list names, and what being on it does."""
    omits: str
    """One sentence: what a reader could wrongly expect to find on it."""
    hold_days: int
    """How long an edition stands for the time after it when no later one is held, in days."""
    fresh_days: int
    """After how many days without a new retrieval the list counts as stale."""

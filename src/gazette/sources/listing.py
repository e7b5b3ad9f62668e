"""What a publisher's folder declares of each of its lists; `catalog` gathers them."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from gazette.model.entries import Entry, Profile
from gazette.model.lists import ListId, ListInfo
from gazette.model.programs import Measure
from gazette.sources.guard import Limits
from gazette.sources.parsing import Format


class RemoteFile(msgspec.Struct, frozen=True):
    """A file a publisher offers: the name it goes by, and its address."""

    name: str
    address: str


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """Files that together are one edition in one format.

    Attributes:
        name: what `gazette update --format` calls it.
        describes: one phrase for people: what these files carry.
        files: all of them.
    """

    name: str
    describes: str
    files: tuple[RemoteFile, ...]


class ListSource(msgspec.Struct, frozen=True, kw_only=True):
    """Everything Gazette needs to fetch, read and explain one list.

    Attributes:
        info: names, terms, coverage.
        hosts: hosts its files may come from, exact or `*.suffix`.
        offers: what can be fetched; the first is the default.
        formats: what can be read, published now or once.
        parser: the version of the parsers; a new one makes `gazette reparse` read files again.
        own_words: words in the names of its files, in lower case.
        foreign_words: words in the names of the publisher's other lists: a file that bears one of them
            and none of the list's own is not this list's.
        limits: what the guard lets pass.
        join: joins text the publisher cut with what was cut off.
        measures: what an entry's listing does.
    """

    info: ListInfo
    hosts: frozenset[str]
    offers: tuple[Offer, ...]
    formats: tuple[Format, ...]
    parser: str
    own_words: frozenset[str]
    foreign_words: frozenset[str]
    limits: Limits
    join: Callable[[Profile, str], Profile]
    measures: Callable[[Entry], tuple[Measure, ...]]

    @property
    def list_id(self) -> ListId:
        """The list."""
        return self.info.list_id

"""The listings of the sample, as facts read from the data files beside this module.

In: `data/*.toml`, one table a listing, in this project's own field names and in the publisher's words
where a value is a name, a place or a label. Out: `Listing`, from which any day's `Facts` can be had.
The listings are an excerpt, some sixty of the many thousands on the lists; each is true to the real
editions, which `tests/sample` checks. Not here: the publisher's formats.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from importlib import resources
from typing import Any

import msgspec

from gazette.model.lists import EntryId, Kind, ListId

SDN = ListId("us-ofac-sdn")
CONSOLIDATED = ListId("us-ofac-cons")

LISTINGS: Mapping[ListId, tuple[str, ...]] = {
    SDN: ("mali.toml", "wagner.toml", "neighbors.toml"),
    CONSOLIDATED: ("consolidated.toml",),
}
NOTICES = "notices.toml"

_Table = dict[str, Any]


class _Fact(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the values below have in common: a misspelt field in a data file is an error."""


class Document(_Fact, frozen=True, kw_only=True):
    """A number issued to the subject: a passport, a tax number, a ship's or an aircraft's number."""

    label: str
    number: str
    country: str | None = None
    issued: str | None = None
    expires: str | None = None


class Wallet(_Fact, frozen=True, kw_only=True):
    """A digital currency address."""

    currency: str
    address: str


class Vessel(_Fact, frozen=True, kw_only=True):
    """What the delimited files print of a ship in columns of their own."""

    call_sign: str | None = None
    type: str | None = None
    tonnage: str | None = None
    gross_tonnage: str | None = None
    flag: str | None = None
    owner: str | None = None


class Address(_Fact, frozen=True, kw_only=True):
    """An address in the grain it is known in.

    Attributes:
        street: the delimited files' one column for all address lines.
        locality: their one column for city, region and postal code.
        lines: the XML formats' numbered address lines; an empty one is skipped, its number kept.
        city, region, postal_code: the XML formats' finer grain.
    """

    street: str | None = None
    locality: str | None = None
    lines: tuple[str, ...] = ()
    city: str | None = None
    region: str | None = None
    postal_code: str | None = None
    country: str | None = None


class Notice(_Fact, frozen=True, kw_only=True):
    """A legal text the listing carries, and the label that introduces it."""

    text: str
    label: str | None = None


class Membership(_Fact, frozen=True, kw_only=True):
    """A list of the publisher, and the day it states for the listing on it."""

    name: str
    stated: date


class Tie(_Fact, frozen=True, kw_only=True):
    """A link to another listing, with the id and the kind of tie that only enhanced XML states."""

    id: int
    name: str
    role: str


class Translation(_Fact, frozen=True, kw_only=True):
    """The primary name in another script."""

    script: str
    name: str


class Facts(_Fact, frozen=True, kw_only=True):
    """All that one list says of one entry at one time.

    Attributes:
        births: days, months or years as published; the first is the main one.
        features: further properties by the publisher's label, `Website`, `Organization Type:`.
        confirmed: the labels of features that the publisher calls confirmed.
        remarks: what stands in the remarks under no label.
        aliases, former_names: the strong a.k.a. and f.k.a.
        parts: the typed pieces of names by name, where they are not evident from its comma.
    """

    name: str
    kind: Kind
    programs: tuple[str, ...]
    title: str | None = None
    births: tuple[str, ...] = ()
    birthplaces: tuple[str, ...] = ()
    nationalities: tuple[str, ...] = ()
    citizenships: tuple[str, ...] = ()
    gender: str | None = None
    documents: tuple[Document, ...] = ()
    wallets: tuple[Wallet, ...] = ()
    vessel: Vessel = Vessel()
    features: dict[str, tuple[str, ...]] = {}
    confirmed: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()
    remarks: tuple[str, ...] = ()
    linked_to: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    former_names: tuple[str, ...] = ()
    weak_aliases: tuple[str, ...] = ()
    addresses: tuple[Address, ...] = ()
    lists: tuple[Membership, ...] = ()
    measures: tuple[str, ...] = ()
    authorities: tuple[str, ...] = ()
    ties: tuple[Tie, ...] = ()
    translations: tuple[Translation, ...] = ()
    parts: dict[str, tuple[tuple[str, str], ...]] = {}


class Listing(msgspec.Struct, frozen=True):
    """One entry over time, by the days of the sample's editions.

    Attributes:
        since: the first edition that has it; None where the sample's first one does.
        until: the first edition that no longer has it; None where the last one does.
        versions: its facts and the edition they begin with, oldest first.
    """

    entry_id: EntryId
    since: date | None
    until: date | None
    versions: tuple[tuple[date, Facts], ...]

    def on(self, day: date) -> Facts | None:
        """What the edition of that day says of the entry; None where it does not list it."""
        if self.since is not None and day < self.since:
            return None
        if self.until is not None and day >= self.until:
            return None
        return [facts for begins, facts in self.versions if begins <= day][-1]


def listings(list_id: ListId) -> tuple[Listing, ...]:
    """Every listing of the sample on that list, by entry id."""
    notices = _tables(NOTICES)
    found = [
        _listing(table, notices)
        for file_name in LISTINGS[list_id]
        for table in _tables(file_name)["listing"]
    ]
    return tuple(sorted(found, key=lambda listing: int(listing.entry_id)))


def _tables(file_name: str) -> _Table:
    text = resources.files(__package__).joinpath("data", file_name).read_text(encoding="utf-8")
    return tomllib.loads(text)


def _listing(table: _Table, notices: _Table) -> Listing:
    about = {key: table.get(key) for key in ("id", "since", "until")}
    return Listing(
        entry_id=EntryId(str(about["id"])),
        since=about["since"],
        until=about["until"],
        versions=tuple(_versions({k: v for k, v in table.items() if k not in about}, notices)),
    )


def _versions(table: _Table, notices: _Table) -> Iterator[tuple[date, Facts]]:
    amendments = table.pop("amended", [])
    yield date.min, _facts(table, notices)
    for amendment in amendments:
        begins = amendment.pop("on")
        table = table | amendment
        yield begins, _facts(table, notices)


def _facts(table: _Table, notices: _Table) -> Facts:
    spelled_out = [notices[key] for key in table.get("notices", ())]
    return msgspec.convert(table | {"notices": spelled_out}, Facts)

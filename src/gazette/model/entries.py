"""An entry: one listed subject as one list describes it, composed of the parts that files carry.

`Profile`, `Aliases`, `Addresses`, `Overflow`, `Listing` and `Details` are the contents of the parts
of the same names (`gazette.model.lists.Part`). Their tuples are sorted and hold no value twice, so
that equal content means equal bytes whatever order a publisher wrote it in.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec

from gazette.model.facts import (
    Address,
    Aircraft,
    Attribute,
    BirthDate,
    Contact,
    Identifier,
    Link,
    Milestone,
    Notice,
    Place,
    Vessel,
    Wallet,
)
from gazette.model.lists import EntryId, Kind, ListId
from gazette.model.names import Name


class Profile(msgspec.Struct, frozen=True, gc=False, omit_defaults=True, kw_only=True):
    """Content of the part `primary`: the primary name, and what is published beside it.

    Attributes:
        weak_aliases: names the publisher calls weak (they stand in OFAC's remarks).
        programs: program codes as published.
        genders: as published, lower case.
        roles: offices, ranks and memberships that a table recognises.
        remarks: what no rule understood, as published; shown, counted, never dropped.
        cut: where the publisher cut the text, its last, unfinished clause; None for a whole text.
            A cut profile denies nothing it does not show.
    """

    name: Name
    kind: Kind
    programs: tuple[str, ...] = ()
    title: str | None = None
    weak_aliases: tuple[Name, ...] = ()
    births: tuple[BirthDate, ...] = ()
    birthplaces: tuple[Place, ...] = ()
    nationalities: tuple[Place, ...] = ()
    citizenships: tuple[Place, ...] = ()
    genders: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    wallets: tuple[Wallet, ...] = ()
    contacts: tuple[Contact, ...] = ()
    links: tuple[Link, ...] = ()
    notices: tuple[Notice, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    vessel: Vessel | None = None
    aircraft: Aircraft | None = None
    roles: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    cut: str | None = None


class Aliases(msgspec.Struct, frozen=True, gc=False):
    """Content of the part `aliases`: the strong aliases."""

    names: tuple[Name, ...]


class Addresses(msgspec.Struct, frozen=True, gc=False):
    """Content of the part `addresses`."""

    addresses: tuple[Address, ...]


class Overflow(msgspec.Struct, frozen=True, gc=False):
    """Content of the part `comments`: the text that follows remarks cut by the publisher."""

    text: str


class Membership(msgspec.Struct, frozen=True, gc=False, omit_defaults=True, order=True):
    """A list the publisher says the entry is on, with the day it states for that."""

    list_name: str
    stated: date | None = None


class Listing(msgspec.Struct, frozen=True, gc=False, omit_defaults=True, kw_only=True):
    """Content of the part `listing`: what structured formats say of the act of listing."""

    memberships: tuple[Membership, ...] = ()
    measures: tuple[str, ...] = ()
    """Published sanctions types, as published: `Block`, `13662 Sectoral Directive 1`."""
    authorities: tuple[str, ...] = ()
    """Legal authorities, as published: `Executive Order 14024 (Russia)`."""

    @property
    def stated(self) -> date | None:
        """The earliest day the publisher states for the listing; None where it states none."""
        return min((m.stated for m in self.memberships if m.stated is not None), default=None)


class NamePart(msgspec.Struct, frozen=True, gc=False, order=True):
    """One typed piece of a name: `Last Name`, `Patronymic`, `Entity Name`."""

    type: str
    value: str


class NameForm(msgspec.Struct, frozen=True, gc=False, omit_defaults=True, order=True):
    """A published name taken apart, or the same name in another script.

    Attributes:
        of: the text of the Latin name it belongs to, as in `Name.text`.
        text: the form itself; equal to `of` for the Latin one.
        script: the publisher's name of the script; None for Latin.
        parts: the typed pieces, in published order.
    """

    of: str
    text: str
    script: str | None = None
    parts: tuple[NamePart, ...] = ()


class PlaceForm(msgspec.Struct, frozen=True, gc=False, omit_defaults=True, order=True):
    """An address taken apart: the pieces that the delimited files print in one column."""

    of: Address
    city: str | None = None
    region: str | None = None
    postal_code: str | None = None


class LinkForm(msgspec.Struct, frozen=True, gc=False, omit_defaults=True, order=True):
    """A published tie with its kind and the id of the other entry."""

    name: str
    role: str | None = None
    entry_id: str | None = None
    quality: str | None = None


class Details(msgspec.Struct, frozen=True, gc=False, omit_defaults=True, kw_only=True):
    """Content of the part `details`: what only structured formats say of facts that all carry."""

    names: tuple[NameForm, ...] = ()
    places: tuple[PlaceForm, ...] = ()
    links: tuple[LinkForm, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    """Further labelled values: reliability, validity, comments on features."""


class Entry(msgspec.Struct, frozen=True, gc=False, omit_defaults=True, kw_only=True):
    """One listed subject as one list describes it, composed of its parts.

    Attributes:
        list_id: the list.
        entry_id: the publisher's id on it.
        profile: None where no file that carries the primary name was ever read for it: the entry
            is known by id, aliases or addresses alone, and its primary name is *not held*.
        aliases: strong aliases.
        addresses: as published.
        listing: stated days, published measures, authorities; None where no format that has them
            was read.
        details: what only structured formats say; None likewise.
    """

    list_id: ListId
    entry_id: EntryId
    profile: Profile | None = None
    aliases: tuple[Name, ...] = ()
    addresses: tuple[Address, ...] = ()
    listing: Listing | None = None
    details: Details | None = None

    @property
    def name(self) -> str | None:
        """The primary name; None where it is not held."""
        return None if self.profile is None else self.profile.name.text

    @property
    def kind(self) -> Kind | None:
        """What the entry describes; None where the primary part is not held."""
        return None if self.profile is None else self.profile.kind

    @property
    def programs(self) -> tuple[str, ...]:
        """Program codes as published."""
        return () if self.profile is None else self.profile.programs

    @property
    def names(self) -> tuple[Name, ...]:
        """Every name: primary, strong and weak aliases, and forms in other scripts."""
        own = () if self.profile is None else (self.profile.name, *self.profile.weak_aliases)
        latin = (*own, *self.aliases)
        if self.details is None:
            return latin
        return (*latin, *_in_scripts(self.details.names, latin))


def _in_scripts(forms: tuple[NameForm, ...], latin: tuple[Name, ...]) -> Iterator[Name]:
    """The names in other scripts; a form of a name that is no longer published falls away."""
    bearers = {name.text: name for name in reversed(latin)}
    for form in forms:
        bearer = bearers.get(form.of)
        if form.script is not None and bearer is not None:
            yield Name(form.text, bearer.type, bearer.is_weak, form.script)


Content = Profile | Aliases | Addresses | Overflow | Listing | Details

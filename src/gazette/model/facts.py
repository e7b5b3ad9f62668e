"""The single published statements an entry is made of.

Each is a frozen, ordered value. Text is kept as published; what is derived from it (the bounds of a
date) stands beside it. `None` means that the publisher does not say.
Frozen values hold no cycles, so the types of the model are kept from the garbage collector
(`gc=False`): reading a whole list makes half a million of them, and takes half the time.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

import msgspec


class PartialDate(msgspec.Struct, frozen=True, gc=False, omit_defaults=True, order=True):
    """A date as coarse as it was published: `1962`, `circa 1970`, `1967 to 1969`, `Jul 1979`.

    Attributes:
        text: as published.
        earliest: the first day it can mean; None where the text could not be read as a date.
        latest: the last day it can mean.
        is_approximate: the publisher says circa, approximately, or likewise.
    """

    text: str
    earliest: date | None = None
    latest: date | None = None
    is_approximate: bool = False


class BirthDate(msgspec.Struct, frozen=True, gc=False, omit_defaults=True, order=True):
    """A published date of birth; `is_alternate` where the publisher gives it as a further one."""

    date: PartialDate
    is_alternate: bool = False


class Place(msgspec.Struct, frozen=True, gc=False, omit_defaults=True, order=True):
    """A place or country in the publisher's words: of birth, nationality, citizenship, registration."""

    text: str
    is_alternate: bool = False


class Identifier(msgspec.Struct, frozen=True, gc=False, omit_defaults=True, order=True):
    """A number or code that was issued to the subject.

    Attributes:
        type: the canonical type, one of the `type` values in `sources.us_ofac.labels` (`passport`,
            `imo`, `tax-id`, `national-id`, `registration-number`, …).
        value: the number as published.
        label: the publisher's own word for the type, `Passport`, `Cedula No.`.
        country: the issuing country as published.
        issued: the day of issue.
        expires: the day of expiry.
        note: what else the publisher says of it, an issuing place or authority.
    """

    type: str
    value: str
    label: str
    country: str | None = None
    issued: PartialDate | None = None
    expires: PartialDate | None = None
    note: str | None = None


class Wallet(msgspec.Struct, frozen=True, gc=False, order=True):
    """A digital currency address, with the publisher's code of its currency (`XBT`, `ETH`)."""

    currency: str
    address: str


class ContactType(StrEnum):
    """The ways to reach a subject that lists publish."""

    EMAIL = "email"
    WEBSITE = "website"
    PHONE = "phone"
    FAX = "fax"


class Contact(msgspec.Struct, frozen=True, gc=False, omit_defaults=True, order=True):
    """A web, mail or telephone address as published."""

    type: ContactType
    value: str
    note: str | None = None


class Address(msgspec.Struct, frozen=True, gc=False, omit_defaults=True, order=True):
    """A postal address in the grain that every format has.

    Attributes:
        street: address lines, joined by `, `.
        locality: `City, State Postal` in one, as the delimited files print it.
        country: as published.
        remarks: the publisher's remark on it.
    """

    street: str | None = None
    locality: str | None = None
    country: str | None = None
    remarks: str | None = None


class Link(msgspec.Struct, frozen=True, gc=False, order=True):
    """A published tie to another listed subject, `Linked To: NAME`; resolved to an id when read."""

    name: str


class Notice(msgspec.Struct, frozen=True, gc=False, omit_defaults=True, order=True):
    """A legal text a listing carries: its basis, secondary sanctions, directives, where to read more.

    Attributes:
        topic: a key of the notices table: `secondary-sanctions`, `directive`, `legal-basis`,
            `prohibition`, `menu-based`, `more-information` …
        text: the publisher's words, without the label.
        label: the label that introduced it, `Secondary sanctions risk:`; None where there is none.
    """

    topic: str
    text: str
    label: str | None = None


class Milestone(msgspec.Struct, frozen=True, gc=False, order=True):
    """A dated fact about the subject or its listing: established, built, listed, effective from."""

    label: str
    date: PartialDate


class Attribute(msgspec.Struct, frozen=True, gc=False, order=True):
    """A further published property with a fixed label: organization type, target type, issuer name."""

    label: str
    value: str


class Vessel(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """What is published of a ship, as published; identifiers (IMO, MMSI) stand with the entry's others."""

    call_sign: str | None = None
    type: str | None = None
    tonnage: str | None = None
    gross_tonnage: str | None = None
    flag: str | None = None
    owner: str | None = None
    built: str | None = None
    former_flags: tuple[str, ...] = ()
    other_flags: tuple[str, ...] = ()
    other_types: tuple[str, ...] = ()
    other_call_signs: tuple[str, ...] = ()


class Aircraft(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """What is published of an aircraft, as published; serial and tail numbers are identifiers."""

    models: tuple[str, ...] = ()
    operators: tuple[str, ...] = ()
    manufactured: tuple[PartialDate, ...] = ()

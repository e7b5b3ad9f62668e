"""What a listing does."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class MeasureType(StrEnum):
    """The kinds of measure a listing imposes."""

    BLOCKING = "blocking"
    """Property is blocked (an asset freeze)."""
    SECTORAL = "sectoral"
    """Some dealings are prohibited, by directive."""
    CORRESPONDENT_ACCOUNT = "correspondent account"
    """Correspondent or payable-through accounts are prohibited or conditioned."""
    MENU_BASED = "menu-based"
    """Some of a statutory menu of measures, named in the listing."""
    INVESTMENT = "investment"
    """Dealing in the subject's securities is prohibited."""
    REJECT = "reject"
    """Transactions are to be rejected, not blocked."""
    TRANSACTION = "transaction"
    """Transactions of the kind the program names are prohibited."""
    DEBT = "debt and equity"
    """New debt or equity is prohibited."""
    IMPORT = "import"
    EXPORT = "export control"
    TRAVEL = "travel"
    OTHER = "other"
    """Published, and none of these: read the publisher's words."""


class MeasureBasis(StrEnum):
    """Where a measure is known from."""

    PUBLISHED = "published"
    DERIVED = "derived"
    """From one visible table by list and program, since the file read does not say."""


class Measure(msgspec.Struct, frozen=True, gc=False, order=True):
    """One thing a listing does.

    Attributes:
        type: what it does.
        basis: published, or derived from our table.
        text: the publisher's words, or the program or list it is derived from.
    """

    type: MeasureType
    basis: MeasureBasis
    text: str

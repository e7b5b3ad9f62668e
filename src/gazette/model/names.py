"""Names as published, with the standing the publisher gives them."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class NameType(StrEnum):
    """How a name relates to its bearer."""

    PRIMARY = "primary"
    AKA = "aka"
    """Also known as."""
    FKA = "fka"
    """Formerly known as."""
    NKA = "nka"
    """Now known as."""


class Name(msgspec.Struct, frozen=True, gc=False, omit_defaults=True, order=True):
    """One published name.

    Attributes:
        text: as published, `CAMARA, Sadio` for OFAC's persons.
        type: primary, a.k.a., f.k.a. or n.k.a.
        is_weak: the publisher says this name is too broad to screen on alone.
        script: the script where it is not Latin (`Arabic`, `Cyrillic`), as the publisher names it.
    """

    text: str
    type: NameType = NameType.PRIMARY
    is_weak: bool = False
    script: str | None = None

    @property
    def family(self) -> str | None:
        """What stands before the first comma, the family name in OFAC's persons; None without one."""
        head, comma, _ = self.text.partition(", ")
        return head if comma else None

    @property
    def given(self) -> str | None:
        """What stands after the first comma; None without one."""
        _, comma, tail = self.text.partition(", ")
        return tail if comma else None

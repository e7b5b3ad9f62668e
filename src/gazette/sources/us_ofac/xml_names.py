"""A name of typed pieces as the one text OFAC prints of it.

In: the pieces, `First Name: Sadio`, `Last Name: Camara`, and their script. Out: `CAMARA, Sadio`. The rule was read
off the enhanced format, which gives both, and holds there for all 2,553 names of its two real files; of patronymics,
matronymics and maiden names they have none, and those are set after the family name. Not here: aliases.
"""

from __future__ import annotations

from collections.abc import Iterable

from gazette.model.entries import NamePart
from gazette.sources.us_ofac.xml_grain import plain

LATIN = "Latin"
"""The publisher's name of the script that every name has a form in."""

_WHOLE = ("Entity Name", "Vessel Name", "Aircraft Name")
_FAMILY = ("Last Name", "Patronymic", "Matronymic", "Maiden Name")
_GIVEN = ("First Name", "Middle Name", "Nickname")
_ORDER = {type_: rank for rank, type_ in enumerate((*_WHOLE, *_FAMILY, *_GIVEN))}
_FROM_RIGHT = frozenset({"Arabic", "Hebrew", "Persian", "Pashto", "Urdu"})

_MARKS = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F))


def unmarked(text: str) -> str:
    """The text without marks of writing direction, which only some formats and entries have."""
    return text.translate(_MARKS)


def ordered(parts: Iterable[NamePart]) -> tuple[NamePart, ...]:
    """The pieces in one order for all formats: families first, pieces of one type as published."""
    return tuple(sorted(parts, key=lambda part: _ORDER.get(part.type, len(_ORDER))))


def composed(parts: Iterable[NamePart], script: str | None) -> str:
    """The name as one text; empty where no piece is of a known type."""
    pieces = ordered(parts)
    family = " ".join(part.value for part in pieces if part.type in (*_WHOLE, *_FAMILY))
    given = " ".join(part.value for part in pieces if part.type in _GIVEN)
    if script in _FROM_RIGHT:
        return " ".join(filter(None, (given, family)))
    text = ", ".join(filter(None, (family.upper(), given)))
    return plain(text) if script is None else text

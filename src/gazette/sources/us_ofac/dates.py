"""Read the dates OFAC prints in English, as coarse as it prints them.

In: `17 Jan 1941`, `Jul 1979`, `1962`, `circa 1970`, `1967 to 1969`, `early 1960s`. Out: a `PartialDate`
that keeps the text and bounds what it can mean. Text that is no date keeps no bounds.
Not here: where in a row or element a date stands.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from gazette.model.facts import PartialDate

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_Bounds = tuple[date, date]

_APPROXIMATE = re.compile(r"(?:circa|approximately|approx\.?|about|around|ca?\.)\s+", re.IGNORECASE)
_TO = re.compile(
    r"\s+to\s+|\s+(?:-|\u2013)\s+|(?<=\d{4})\s*(?:-|\u2013)\s*(?=\d{4}\b)", re.IGNORECASE
)
_MONTH = r"(?P<month>jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?,?"
_DAY_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?P<day>\d{{1,2}})[\s-]+{_MONTH}[\s-]+(?P<year>\d{{4}})",
        rf"{_MONTH}\s+(?P<day>\d{{1,2}}),?\s+(?P<year>\d{{4}})",
        r"(?P<year>\d{4})-(?P<number>\d{2})-(?P<day>\d{2})(?:T00:00:00.*)?",
        rf"{_MONTH}\s+(?P<year>\d{{4}})",
        r"(?P<year>\d{4})-(?P<number>\d{2})",
        r"(?P<year>\d{4})",
    )
)
_DECADE = re.compile(r"(?:(?P<part>early|mid|late)(?:\s+|-))?(?P<year>\d{3}0)'?s", re.IGNORECASE)
_DECADE_YEARS = {None: (0, 9), "early": (0, 3), "mid": (4, 6), "late": (7, 9)}


def partial_date(text: str) -> PartialDate:
    """The date that the text prints, with the first and last day it can mean.

    A range runs from its first to its last part; one that runs backwards, like text that is no
    date, has no bounds.
    """
    text = text.strip()
    bare, marks = _APPROXIMATE.subn("", text)
    ends = [_bounds(part) for part in _TO.split(bare)]
    known = [end for end in ends if end is not None]
    if len(known) != len(ends) or len(ends) > 2 or known[0][0] > known[-1][1]:  # noqa: PLR2004  a range has two ends
        return PartialDate(text, is_approximate=marks > 0)
    return PartialDate(text, known[0][0], known[-1][1], is_approximate=marks > 0)


def english_text(day: date) -> str:
    """The day as OFAC prints it, `03 Jun 2021`."""
    return f"{day.day:02d} {MONTHS[day.month - 1].capitalize()} {day.year:04d}"


def _bounds(text: str) -> _Bounds | None:
    for form in _DAY_FORMS:
        if found := form.fullmatch(text.strip()):
            return _calendar_bounds(found.groupdict())
    if found := _DECADE.fullmatch(text.strip()):
        part = found["part"].lower() if found["part"] else None
        first, last = (int(found["year"]) + years for years in _DECADE_YEARS[part])
        return (date(first, 1, 1), date(last, 12, 31)) if first > 0 else None
    return None


def _calendar_bounds(parts: dict[str, str | None]) -> _Bounds | None:
    year, name, number = int(parts["year"] or 0), parts.get("month"), parts.get("number")
    if name is None and number is None:
        return (date(year, 1, 1), date(year, 12, 31)) if year else None
    month = MONTHS.index(name[:3].lower()) + 1 if name else int(number or 0)
    try:
        day = parts.get("day")
        if day is not None:
            return date(year, month, int(day)), date(year, month, int(day))
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    except (ValueError, IndexError):
        return None

"""The English that OFAC prints for the periods its structured formats give as days.

In: the first and last day of a period's start and of its end. Out: `17 Oct 1990`, `Apr 1961`, `1962`,
`circa 1957`, `1951 to 1953`, as in the delimited files and in the text beside each period of the enhanced format
(639 periods in its two real files, without exception). Not here: the XML around them.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import NamedTuple

from gazette.sources.us_ofac.dates import english_text


class Period(NamedTuple):
    """The days between which something began, and those between which it ended."""

    start_first: date
    start_last: date
    end_first: date
    end_last: date
    is_approximate: bool = False


def english_period(period: Period) -> str:
    """The period as coarse as it is: a day, month or year, or a range of two of these."""
    text = _unit(period.start_first, period.end_last)
    if text is None:
        start = _span(period.start_first, period.start_last)
        text = f"{start} to {_span(period.end_first, period.end_last)}"
    return f"circa {text}" if period.is_approximate else text


def _span(first: date, last: date) -> str:
    return _unit(first, last) or f"{english_text(first)} to {english_text(last)}"


def _unit(first: date, last: date) -> str | None:
    """The one day, month or year that the two days bound; None where they bound none."""
    if first == last:
        return english_text(first)
    if first.year != last.year or first.day != 1:
        return None
    if last.day != monthrange(last.year, last.month)[1]:
        return None
    if first.month == last.month:
        return english_text(first)[3:]
    return f"{first.year:04d}" if (first.month, last.month) == (1, 12) else None

"""Moments, days and the pair of both times a question is asked for.

A *moment* is an instant in UTC, an aware `datetime` at the edges and whole microseconds since
1970 inside the record. A *day* means its end in UTC where a question is asked, and its start where
a publisher states it. Intervals are half-open; `OPEN_END` is the end that has not come yet.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta

import msgspec

from gazette.errors import InputError

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)
MICROSECOND = timedelta(microseconds=1)
OPEN_END = 2**63 - 1
"""The end of an interval that has not ended, in microseconds; it fits SQLite's integer."""

DAY_MICROS = 86_400_000_000


class AsOf(msgspec.Struct, frozen=True):
    """The moment a question is about, and the moment at which it could have been asked.

    Attributes:
        valid: what the list said at this moment.
        known: as the record knew it at this moment; None means everything known now.
    """

    valid: datetime
    known: datetime | None = None


def to_micros(moment: datetime) -> int:
    """The moment in whole microseconds since 1970."""
    return (moment - EPOCH) // MICROSECOND


def to_moment(micros: int) -> datetime:
    """The aware moment of so many microseconds since 1970."""
    return EPOCH + timedelta(microseconds=micros)


def start_of(day: date) -> datetime:
    """00:00 UTC of the day: where a day that a publisher states begins to hold."""
    return datetime.combine(day, time.min, tzinfo=UTC)


def end_of(day: date) -> datetime:
    """The last microsecond of the day in UTC: what a day means in a question."""
    return datetime.combine(day, time.max, tzinfo=UTC)


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}.*")
"""Other forms of ISO 8601 (`20230724`, `2023-W30`) name days that would be read as their beginning."""


def parse_day_or_moment(text: str) -> date | datetime:
    """The day or the aware moment that ISO 8601 text names; a moment without a zone is UTC.

    Raises:
        InputError: the text is neither.
    """
    text = text.strip()
    with suppress(ValueError, OverflowError):
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
        if _MOMENT.fullmatch(text):
            moment = datetime.fromisoformat(text)
            return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    raise InputError(
        f"not a day or a moment: {text}",
        hint="write a day as `2023-07-24`, or a moment as `2023-07-24T18:43:00Z`",
    )


def parse_as_of_moment(text: str) -> datetime:
    """The moment that an as-of text means: a moment itself, or the end of a day.

    Raises:
        InputError: the text is neither a day nor a moment.
    """
    when = parse_day_or_moment(text)
    return when if isinstance(when, datetime) else end_of(when)


When = str | date | datetime
"""A day or a moment as callers may give it: ISO 8601 text, a date, or a datetime."""


def moment_of(when: When) -> datetime:
    """The moment that a day or moment means in a question: a day means its end in UTC.

    Raises:
        InputError: it is a text that is neither, or a moment without a zone.
    """
    if isinstance(when, str):
        return parse_as_of_moment(when)
    if not isinstance(when, datetime):
        return end_of(when)
    if when.tzinfo is None:
        raise InputError(
            f"a moment without a time zone: {when.isoformat()}", hint="give it one, such as UTC"
        )
    return when.astimezone(UTC)


def iso(moment: datetime) -> str:
    """ISO 8601 with `Z`, to the second unless it has a finer part."""
    text = moment.astimezone(UTC).isoformat().removesuffix("+00:00")
    return text + "Z"

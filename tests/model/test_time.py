from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

import strategies as own
from gazette.errors import InputError
from gazette.model.time import (
    MICROSECOND,
    OPEN_END,
    end_of,
    iso,
    moment_of,
    parse_as_of_moment,
    parse_day_or_moment,
    start_of,
    to_micros,
    to_moment,
)

zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(own.moments)
def test_a_moment_comes_back_from_its_microseconds(moment: datetime) -> None:
    assert to_moment(to_micros(moment)) == moment
    assert to_micros(moment) < OPEN_END


@given(own.moments)
def test_a_moment_comes_back_from_its_iso_text(moment: datetime) -> None:
    assert iso(moment).endswith("Z")
    assert parse_day_or_moment(iso(moment)) == moment


@given(own.days)
def test_a_day_comes_back_from_its_iso_text_as_a_day(day: date) -> None:
    found = parse_day_or_moment(f" {day.isoformat()}\n")

    assert type(found) is date
    assert found == day


@given(own.days)
def test_a_day_asked_about_is_the_last_moment_before_the_next(day: date) -> None:
    assert parse_as_of_moment(day.isoformat()) == end_of(day) == moment_of(day)
    assert end_of(day) + MICROSECOND == start_of(day + timedelta(days=1))


@given(own.moments, zones)
def test_one_instant_is_one_moment_in_every_zone(moment: datetime, zone: timezone) -> None:
    local = moment.astimezone(zone)

    assert parse_day_or_moment(local.isoformat()) == moment
    assert iso(local) == iso(moment)
    assert moment_of(local) == moment
    assert moment_of(local).tzinfo is UTC


def test_a_text_without_a_zone_is_utc() -> None:
    assert parse_day_or_moment("2023-07-24T18:43") == datetime(2023, 7, 24, 18, 43, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0001-01-01T00:00+05:00",
        "24.07.2023",
        "2023-02-30",
        "2023-7-4",
        "2023-07-24T25:00Z",
        "yesterday",
    ],
)
def test_a_text_that_is_neither_day_nor_moment_is_refused_with_a_hint(text: str) -> None:
    with pytest.raises(InputError, match="not a day or a moment") as refused:
        parse_day_or_moment(text)

    assert refused.value.hint is not None
    assert "2023-07-24" in refused.value.hint


@pytest.mark.parametrize("text", ["20230724", "2023-W30", "2023-W30-1", "2023-07"])
def test_a_day_in_another_form_of_iso_8601_never_becomes_a_moment(text: str) -> None:
    with pytest.raises(InputError, match="not a day or a moment"):
        parse_day_or_moment(text)


def test_a_datetime_without_a_zone_is_refused() -> None:
    with pytest.raises(InputError, match="without a time zone"):
        moment_of(datetime(2023, 7, 24))  # noqa: DTZ001  what is refused

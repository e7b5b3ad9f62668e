from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.sources.us_ofac.dates import english_text, partial_date

days = st.dates(min_value=date(1000, 1, 1))


@given(days)
def test_a_printed_day_means_that_day_alone(day: date) -> None:
    found = partial_date(english_text(day))

    assert (found.earliest, found.latest, found.is_approximate) == (day, day, False)


@given(days, days)
def test_a_range_runs_from_its_first_to_its_last_day(first: date, last: date) -> None:
    found = partial_date(f"{english_text(first)} to {english_text(last)}")

    assert (found.earliest, found.latest) == ((first, last) if first <= last else (None, None))


@given(st.text(max_size=40))
def test_any_text_is_kept_and_bounds_come_in_pairs(text: str) -> None:
    found = partial_date(text)

    assert found.text == text.strip()
    assert (found.earliest is None) == (found.latest is None)


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "is_approximate"),
    [
        ("Jul 1979", date(1979, 7, 1), date(1979, 7, 31), False),
        ("Feb 2000", date(2000, 2, 1), date(2000, 2, 29), False),
        ("1962", date(1962, 1, 1), date(1962, 12, 31), False),
        ("circa 1970", date(1970, 1, 1), date(1970, 12, 31), True),
        ("circa 12 Jan 1960", date(1960, 1, 12), date(1960, 1, 12), True),
        ("1967 to 1969", date(1967, 1, 1), date(1969, 12, 31), False),
        ("1969-1972", date(1969, 1, 1), date(1972, 12, 31), False),
        ("circa 1975-1979", date(1975, 1, 1), date(1979, 12, 31), True),
        ("Early 1960s", date(1960, 1, 1), date(1963, 12, 31), False),
        ("1960s", date(1960, 1, 1), date(1969, 12, 31), False),
        ("12 September 1993", date(1993, 9, 12), date(1993, 9, 12), False),
        ("March 24, 2009", date(2009, 3, 24), date(2009, 3, 24), False),
        ("2021-06-03", date(2021, 6, 3), date(2021, 6, 3), False),
        ("31 Feb 1970", None, None, False),
        ("(Unknown)", None, None, False),
    ],
)
def test_each_form_bounds_what_it_can_mean(
    text: str, earliest: date | None, latest: date | None, *, is_approximate: bool
) -> None:
    found = partial_date(text)

    assert (found.earliest, found.latest) == (earliest, latest)
    assert found.is_approximate == is_approximate

"""Standings in plain sentences: what may be said of every state, and what must never be."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.app.answers import Held
from gazette.cli.printing import words
from gazette.model.entries import Entry
from gazette.model.lists import EntryId, ListId
from gazette.model.programs import Measure, MeasureBasis, MeasureType
from gazette.model.standing import Bounds, EntryAsOf, Standing, StandingAsOf
from gazette.model.time import AsOf, end_of, start_of

HOLD_DAYS = 16
BEFORE, FIRST, LAST, NEXT = (
    datetime(2023, 7, 20, 18, 43, 41, tzinfo=UTC),
    datetime(2023, 7, 24, 18, 43, 35, tzinfo=UTC),
    start_of(date(2025, 12, 24)),
    start_of(date(2026, 6, 2)),
)
FORBIDDEN = re.compile(r"\b(clear|cleared|safe|may pay|unfreeze|no match|ok)\b", re.IGNORECASE)


def found(
    standing: Standing,
    *,
    last_read: datetime | None = LAST,
    next_read: datetime | None = NEXT,
    listed: Bounds | None = None,
    delisted: Bounds | None = None,
    provisional: bool = False,
) -> EntryAsOf:
    return EntryAsOf(
        as_of=AsOf(end_of(date(2026, 2, 27))),
        standing=StandingAsOf(
            standing=standing,
            last_read=last_read,
            was_listed=listed is not None,
            next_read=next_read,
            listed=listed,
            delisted=delisted,
        ),
        entry=Entry(list_id=ListId("us-ofac-sdn"), entry_id=EntryId("42618")),
        reads={},
        provisional=provisional,
    )


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        (
            found(Standing.LISTED, listed=Bounds(BEFORE, FIRST)),
            (
                "Listed. First seen 2023-07-24T18:43:35Z; not yet in the edition of"
                " 2023-07-20T18:43:41Z. The last edition read up to then, of 2025-12-24, shows it; the"
                " next one held is of 2026-06-02."
            ),
        ),
        (
            found(Standing.LISTED, listed=Bounds(None, FIRST), next_read=None),
            (
                "Listed. First seen 2023-07-24T18:43:35Z; no earlier edition is held. The last edition"
                " read up to then, of 2025-12-24, shows it; no later one is held."
            ),
        ),
        (
            found(Standing.LISTED, listed=Bounds(BEFORE, FIRST), delisted=Bounds(None, BEFORE)),
            (
                "Listed. First seen 2023-07-24T18:43:35Z; not yet in the edition of"
                " 2023-07-20T18:43:41Z. It was on the list before: gone by 2023-07-20T18:43:41Z. The"
                " last edition read up to then, of 2025-12-24, shows it; the next one held is of"
                " 2026-06-02."
            ),
        ),
        (
            found(Standing.UNCERTAIN, listed=Bounds(BEFORE, FIRST)),
            (
                "Uncertain. The edition of 2025-12-24 shows it; the next one held, of 2026-06-02, does"
                " not. It left the list in between; no edition held says when. First seen"
                " 2023-07-24T18:43:35Z; not yet in the edition of 2023-07-20T18:43:41Z."
            ),
        ),
        (
            found(Standing.UNCERTAIN),
            (
                "Uncertain. The edition of 2025-12-24 does not show it; the next one held, of"
                " 2026-06-02, does. It joined the list in between; no edition held says when."
            ),
        ),
        (
            found(Standing.UNCERTAIN, next_read=None, delisted=Bounds(FIRST, LAST)),
            (
                "Uncertain. The edition of 2025-12-24 does not show it, and no later one is held; an"
                " edition is taken to stand for at most 16 days. It was on the list before: last seen"
                " 2023-07-24T18:43:35Z, gone by 2025-12-24."
            ),
        ),
        (
            found(Standing.NOT_LISTED, delisted=Bounds(FIRST, LAST), next_read=None),
            (
                "Not listed. It was on the list before: last seen 2023-07-24T18:43:35Z, gone by"
                " 2025-12-24. The last edition read up to then, of 2025-12-24, does not show it; no"
                " later one is held."
            ),
        ),
        (
            found(Standing.NOT_LISTED),
            (
                "Not listed. Only later editions show it. The last edition read up to then, of"
                " 2025-12-24, does not show it; the next one held is of 2026-06-02."
            ),
        ),
        (
            found(Standing.OUTSIDE, last_read=None),
            (
                "Outside coverage. The first edition held that tells of it is of 2026-06-02; what the"
                " list said before, the record does not know."
            ),
        ),
        (
            found(Standing.UNCERTAIN, provisional=True),
            (
                "Provisional. Only the edition of 2025-12-24 shows it, and that one is held back until"
                " a person accepts it."
            ),
        ),
    ],
)
def test_a_standing_says_on_which_editions_it_rests(entry: EntryAsOf, told: str) -> None:
    assert " ".join(words.standing(entry, HOLD_DAYS)) == told


moments = st.none() | st.datetimes(
    min_value=datetime(2000, 1, 1),  # noqa: DTZ001  the strategy adds the zone
    timezones=st.just(UTC),
)
bounds = st.none() | st.builds(Bounds, moments, moments)


@given(
    standing=st.sampled_from(Standing),
    last_read=moments,
    next_read=moments,
    listed=bounds,
    delisted=bounds,
    provisional=st.booleans(),
)
def test_no_standing_is_told_in_a_word_that_promises_anything(
    standing: Standing,
    last_read: datetime | None,
    next_read: datetime | None,
    listed: Bounds | None,
    delisted: Bounds | None,
    provisional: bool,  # noqa: FBT001  Hypothesis names its arguments
) -> None:
    entry = found(
        standing,
        last_read=last_read,
        next_read=next_read,
        listed=listed,
        delisted=delisted,
        provisional=provisional,
    )

    answer, *grounds = words.standing(entry, HOLD_DAYS)

    told = " ".join((answer, *grounds))
    assert FORBIDDEN.search(told) is None
    assert "None" not in told
    assert answer == ("Provisional." if provisional else f"{standing.value.capitalize()}.")


@given(st.datetimes(min_value=datetime(1990, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001  as above
def test_a_moment_is_told_to_the_second_and_never_as_another_day(moment: datetime) -> None:
    told = words.when(moment)

    assert moment.date().isoformat() in told
    assert "." not in told


def test_a_day_is_told_as_a_day_and_its_end_as_its_end() -> None:
    day = date(2023, 8, 1)

    assert words.when(start_of(day)) == "2023-08-01"
    assert words.when(end_of(day)) == "the end of 2023-08-01"
    assert words.when(start_of(day) + timedelta(hours=3)) == "2023-08-01T03:00:00Z"


def test_a_measure_says_whether_it_was_published_or_derived() -> None:
    published = Measure(MeasureType.SECTORAL, MeasureBasis.PUBLISHED, "13662 Sectoral Directive 1")
    derived = Measure(MeasureType.BLOCKING, MeasureBasis.DERIVED, "us-ofac-sdn")

    assert words.measure(published) == "sectoral (published as 13662 Sectoral Directive 1)"
    assert words.measure(derived) == "blocking (derived from us-ofac-sdn)"


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ((0, 0, 0), "it would have changed nothing"),
        ((1, 0, 0), "it would have made 1 designation"),
        ((60, 2, 1000), "it would have made 60 designations, 2 delistings and 1,000 amendments"),
    ],
)
def test_an_edition_held_back_says_what_it_would_have_done(
    counts: tuple[int, int, int], told: str
) -> None:
    designations, delistings, amendments = counts
    held = Held(
        list_id=ListId("us-ofac-sdn"),
        moment=LAST,
        reasons=("the file is empty: 0 bytes",),
        designations=designations,
        delistings=delistings,
        amendments=amendments,
        provisional=(),
    )

    assert words.would_have(held) == told
    assert "of 2025-12-24 is held back" in words.held(held)


def test_not_found_says_what_it_does_not_cover() -> None:
    assert "not ownership" in words.NOT_COVERED
    assert "50 Percent Rule" in words.NOT_COVERED
    assert "not licences" in words.NOT_COVERED


@given(st.lists(st.text("abc", min_size=1)))
def test_words_are_joined_with_commas_and_one_and(told: list[str]) -> None:
    joined = words.joined(told)

    assert joined.replace(", ", " and ").split(" and ") == (told or [""])
    assert joined.count(" and ") == (1 if len(told) > 1 else 0)

"""Which moment an edition has, and what contradicts it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.model.time import start_of
from gazette.sources.dating import Basis, Dating, PathDate, Precision, date_edition, path_date

DAYS = st.dates(date(1994, 1, 1), date(2030, 1, 1))
MOMENTS = DAYS.flatmap(
    lambda day: st.integers(0, 86_399).map(lambda second: start_of(day) + timedelta(seconds=second))
)
MALI = date(2023, 7, 24)
SEEN = datetime(2023, 7, 24, 18, 43, tzinfo=UTC)


def dated(
    *,
    stated_on: date | None = None,
    published: date | None = None,
    manifest: datetime | None = None,
    path: str = "",
    retrieved_at: datetime | None = None,
) -> Dating:
    dating = date_edition(
        stated_on=stated_on,
        published=published,
        manifest=manifest,
        path=path,
        retrieved_at=retrieved_at,
    )
    assert dating is not None
    return dating


@given(
    stated_on=st.none() | DAYS,
    published=st.none() | DAYS | MOMENTS,
    manifest=st.none() | MOMENTS,
    path=st.none() | DAYS,
    retrieved_at=st.none() | MOMENTS,
)
def test_the_strongest_evidence_there_is_gives_the_moment(
    stated_on: date | None,
    published: date | None,
    manifest: datetime | None,
    path: date | None,
    retrieved_at: datetime | None,
) -> None:
    evidence = {
        Basis.FILE: stated_on,
        Basis.PUBLISHED: published,
        Basis.MANIFEST: manifest,
        Basis.PATH: path,
        Basis.RETRIEVED: retrieved_at,
    }
    there = [(basis, value) for basis, value in evidence.items() if value is not None]

    dating = date_edition(
        stated_on=stated_on,
        published=published,
        manifest=manifest,
        path="sdn.csv" if path is None else f"{path}/sdn.csv",
        retrieved_at=retrieved_at,
    )

    if dating is None:
        assert not there
        return
    basis, value = there[0]
    assert dating.basis is basis
    assert dating.moment == (value if isinstance(value, datetime) else start_of(value))
    assert (dating.precision is Precision.MOMENT) == isinstance(value, datetime)


def test_nothing_that_names_a_date_is_no_date() -> None:
    assert date_edition(path="downloads/sdn.csv") is None


def test_one_piece_of_evidence_contradicts_nothing() -> None:
    assert dated(path="2023-07-24/sdn.csv").contradictions == ()


def test_another_published_day_contradicts_the_file() -> None:
    dating = dated(stated_on=MALI, published=date(2023, 7, 25))

    assert dating.contradictions == ("`--published` says 2023-07-25, but the file says 2023-07-24",)


def test_another_day_in_the_path_contradicts_the_file() -> None:
    dating = dated(stated_on=date(2025, 12, 18), path="us-ofac-cons/2025-12-19/CONSOLIDATED.XML")

    assert dating.moment == datetime(2025, 12, 18, tzinfo=UTC)
    assert dating.contradictions == ("the path says 2025-12-19, but the file says 2025-12-18",)


def test_a_file_seen_after_the_day_it_states_contradicts_nothing() -> None:
    dating = dated(
        stated_on=date(2025, 10, 22),
        manifest=datetime(2025, 11, 29, 14, 23, 17, tzinfo=UTC),
        path="2025-11-29T142317Z/CONSOLIDATED.XML",
        retrieved_at=datetime(2025, 12, 1, tzinfo=UTC),
    )

    assert dating.contradictions == ()


def test_a_file_seen_before_the_day_it_states_contradicts_it() -> None:
    dating = dated(stated_on=date(2023, 7, 26), manifest=SEEN)

    assert dating.contradictions == (
        "the manifest says 2023-07-24T18:43:00Z, but the file says 2023-07-26",
    )


def test_a_day_that_begins_earlier_in_the_east_is_no_contradiction() -> None:
    assert (
        dated(stated_on=MALI, retrieved_at=start_of(MALI) - timedelta(hours=13)).contradictions
        == ()
    )


def test_a_path_and_a_manifest_of_different_days_contradict() -> None:
    dating = dated(manifest=SEEN, path="2023-07-25T184300Z/sdn.csv")

    assert dating.moment == SEEN
    assert dating.contradictions == (
        "the path says 2023-07-25T18:43:00Z, but the manifest says 2023-07-24T18:43:00Z",
    )


def test_two_files_of_one_stated_day_are_told_apart_by_when_they_were_seen() -> None:
    early = dated(stated_on=MALI, path="2023-07-24T093901Z/sdn.xml")
    late = dated(stated_on=MALI, path="2023-07-24T184300Z/sdn.xml")

    assert early.moment == late.moment
    assert early.observed_at is not None
    assert late.observed_at is not None
    assert early.observed_at < late.observed_at


def test_a_moment_of_observation_is_preferred_to_a_day_in_the_path() -> None:
    dating = dated(stated_on=MALI, path="2023-07-24/sdn.xml", retrieved_at=SEEN)

    assert dating.observed_at == SEEN


def test_what_was_never_seen_has_no_moment_of_observation() -> None:
    assert dated(published=MALI).observed_at is None


@pytest.mark.parametrize(
    ("path", "moment", "precision"),
    [
        ("2023-07-24/sdn.csv.xz", "2023-07-24T00:00:00", Precision.DAY),
        ("2022-11-09T025216Z/sdn.csv", "2022-11-09T02:52:16", Precision.MOMENT),
        ("sdn_20230724.csv", "2023-07-24T00:00:00", Precision.DAY),
        ("2023-07-24T18:43:00Z", "2023-07-24T18:43:00", Precision.MOMENT),
        ("2023-07-24T18:43:00+02:00.csv", "2023-07-24T16:43:00", Precision.MOMENT),
        ("2023-07-24T18-43-00.csv", "2023-07-24T18:43:00", Precision.MOMENT),
        ("sdn-2023-07-24.xml", "2023-07-24T00:00:00", Precision.DAY),
        ("sdn_2023_07_24.xml", "2023-07-24T00:00:00", Precision.DAY),
        ("20230724184300/sdn.csv", "2023-07-24T18:43:00", Precision.MOMENT),
        ("2023-07-24T184300+99:99.csv", "2023-07-24T00:00:00", Precision.DAY),
        ("2023-07-24_9999.csv", "2023-07-24T00:00:00", Precision.DAY),
        ("2020-01-01/2023-07-24/sdn.csv", "2023-07-24T00:00:00", Precision.DAY),
        (
            "history/sdn_csv_2021-08-18_to_2024-05-03.tar.zst!2023-07-24T184300Z/sdn.csv",
            "2023-07-24T18:43:00",
            Precision.MOMENT,
        ),
        (r"2023-07-24\sdn.csv", "2023-07-24T00:00:00", Precision.DAY),
        ("2023-07-24T184300Z_of_2023-07-24.csv", "2023-07-24T18:43:00", Precision.MOMENT),
    ],
)
def test_a_path_names_a_date(path: str, moment: str, precision: Precision) -> None:
    assert path_date(path) == PathDate(datetime.fromisoformat(moment + "+00:00"), precision)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "sdn.csv",
        "sdn_csv_2021-08-18_to_2024-05-03.tar.zst",
        "history/sdn_2021-08-18_to_2024-05-03.tar.zst!sdn.csv",
        "20231324/sdn.csv",
        "120230724/sdn.csv",
        "2023-07/sdn.csv",
        "18430000.csv",
    ],
)
def test_a_path_without_one_date_names_none(path: str) -> None:
    assert path_date(path) is None


@given(st.text(max_size=60))
def test_no_path_is_too_odd_to_look_at(path: str) -> None:
    found = path_date(path)

    assert found is None or found.moment.tzinfo is UTC

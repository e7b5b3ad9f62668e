"""The record against the naive model, through the database, on both axes of time."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, select

from gazette.model.editions import Judged, Verdict
from gazette.model.lists import EntryId, Part
from gazette.model.standing import EntryAsOf
from gazette.model.time import DAY, MICROSECOND, OPEN_END, AsOf, to_micros, to_moment
from gazette.record import ingest, queries, readings
from gazette.record import tables as t
from gazette.record.bearers import bearers
from gazette.record.ingest import WorkingCopy
from gazette.record.queries import ContentCache
from gazette.record.store import Record
from naive_record import HOLD_DAYS, RULES, Naive
from strategies import IDS, TINY, Taken, taken_files

NewRecord = Callable[[], AbstractContextManager[Record]]
START = datetime(2026, 1, 1, tzinfo=UTC)
ACCEPTED, HELD = Judged(), Judged(Verdict.HELD)


def known_after(number: int) -> datetime:
    """The moment of system time at which so many acts are done."""
    return START + timedelta(hours=number)


def take(record: Record, files: Sequence[Taken], judged: Judged = ACCEPTED, after: int = 0) -> None:
    with record.writing() as connection:
        working = WorkingCopy(connection, TINY)
        for number, one in enumerate(files, start=after + 1):
            ingest.take(connection, working, *one, judged, known_after(number))


def asked(files: Sequence[Taken]) -> list[datetime]:
    """Moments around all that can matter."""
    edges = {one.moment for one in files} | {one.moment + HOLD_DAYS * DAY for one in files}
    seen = {one.provenance.observed_at for one in files} - {None}
    edges |= {moment + HOLD_DAYS * DAY for moment in seen if moment is not None}
    return sorted(
        {moment + step for moment in edges for step in (-MICROSECOND, 0 * DAY, MICROSECOND)}
    )


def plain(found: EntryAsOf | None) -> object:
    """The answer, with what is possible in no order: the rule names none."""
    if found is None:
        return None
    possible = sorted(found.possible, key=repr)
    return (found.standing, found.entry, dict(found.reads), possible)


def assert_answers_are_those_of(naive: Naive, connection: Connection, known: datetime) -> None:
    cache = ContentCache()
    for valid in asked(naive.files):
        as_of = AsOf(valid, known)
        expected = {i: naive.entry_as_of(i, as_of) for i in IDS}
        for entry_id in IDS:
            found = queries.read_entry(connection, cache, RULES, entry_id, as_of)
            assert plain(found) == plain(expected[entry_id]), (entry_id, valid)
        listed = {
            one.entry_id: one for one in queries.read_entries(connection, cache, RULES, as_of)
        }
        assert {i: plain(one) for i, one in listed.items()} == {
            i: plain(one) for i, one in expected.items() if is_listed_or_may_be(naive, one)
        }, valid


def is_listed_or_may_be(naive: Naive, found: EntryAsOf | None) -> bool:
    """Whether the last look shows the entry, or what is uncertain then and the next shows it."""
    if found is None or found.standing.last_read is None:
        return False
    where = found.standing
    coming = where.next_read is not None and naive.is_listed(found.entry_id, where.next_read)
    return where.was_listed or (coming and where.standing == "uncertain")


def assert_runs_are_those_of(naive: Naive, connection: Connection, known: datetime) -> None:
    found = queries.list_runs(connection, TINY, known)
    for entry_id in IDS:
        for part in Part:
            runs = found.get(entry_id, {}).get(part, ())
            expected = [m for m, payload in naive.runs(part, entry_id) if payload is not None]
            assert [to_moment(run.start) for run in runs] == expected


@settings(max_examples=80, deadline=None)
@given(files=taken_files(), order=st.randoms(use_true_random=False))
def test_every_answer_at_every_moment_is_that_of_the_naive_model(
    new_record: NewRecord, files: list[Taken], order: random.Random
) -> None:
    order.shuffle(files)

    with new_record() as record:
        take(record, files)
        with record.reading() as connection:
            for number in range(1, len(files) + 1):
                assert_runs_are_those_of(Naive(files[:number]), connection, known_after(number))
            assert_answers_are_those_of(Naive(files), connection, known_after(len(files)))


@settings(max_examples=40, deadline=None)
@given(files=taken_files(), order=st.randoms(use_true_random=False))
def test_answers_at_an_earlier_known_moment_follow_from_what_was_taken_by_then(
    new_record: NewRecord, files: list[Taken], order: random.Random
) -> None:
    order.shuffle(files)
    number = order.randrange(len(files) + 1)

    with new_record() as record:
        take(record, files)
        with record.reading() as connection:
            known = known_after(number) + timedelta(minutes=1)
            assert_answers_are_those_of(Naive(files[:number]), connection, known)


@settings(max_examples=25, deadline=None)
@given(files=taken_files(), other=taken_files(most=3))
def test_an_edition_held_back_changes_no_answer(
    new_record: NewRecord, files: list[Taken], other: list[Taken]
) -> None:
    with new_record() as record:
        take(record, files)
        with record.reading() as connection:
            before = rows(connection, t.version)
        take(record, other, HELD, after=len(files))

        with record.reading() as connection:
            assert rows(connection, t.version) == before
            known = known_after(len(files) + len(other))
            assert_answers_are_those_of(Naive(files), connection, known)


@settings(max_examples=40, deadline=None)
@given(files=taken_files(), gone=st.data())
def test_withdrawing_an_edition_is_never_having_taken_it(
    new_record: NewRecord, files: list[Taken], gone: st.DataObject
) -> None:
    place = gone.draw(st.integers(0, len(files) - 1))
    rest = files[:place] + files[place + 1 :]

    with new_record() as record:
        take(record, files)
        withdraw(record, files[place], rest, after=len(files))

        with record.reading() as connection:
            known = known_after(len(files) + 1)
            assert_runs_are_those_of(Naive(rest), connection, known)
            assert_answers_are_those_of(Naive(rest), connection, known)
            assert_runs_are_those_of(Naive(files), connection, known_after(len(files)))


@settings(max_examples=60, deadline=None)
@given(files=taken_files())
def test_rebuilding_changes_nothing(new_record: NewRecord, files: list[Taken]) -> None:
    with new_record() as record:
        take(record, files)
        with record.reading() as connection:
            before = rows(connection, t.version)
        with record.writing() as connection:
            changed = ingest.rebuild(connection, TINY, [(f, p) for f, p in files], known_after(99))

        assert changed == 0
        with record.reading() as connection:
            assert rows(connection, t.version) == before


@settings(max_examples=60, deadline=None)
@given(files=taken_files(), other=taken_files())
def test_rebuilding_from_other_files_is_having_taken_those(
    new_record: NewRecord, files: list[Taken], other: list[Taken]
) -> None:
    with new_record() as record:
        take(record, files)
        with record.writing() as connection:
            for edition in readings.editions(connection, TINY):
                readings.close_reading(connection, edition.reading_id, to_micros(known_after(50)))
            ingest.rebuild(connection, TINY, [(f, p) for f, p in other], known_after(50))

        with record.reading() as connection:
            assert_runs_are_those_of(Naive(other), connection, known_after(50))
            assert_runs_are_those_of(Naive(files), connection, known_after(len(files)))


@settings(max_examples=60, deadline=None)
@given(files=taken_files())
def test_rows_are_added_or_closed_and_never_altered_or_deleted(
    new_record: NewRecord, files: list[Taken]
) -> None:
    with new_record() as record:
        seen: dict[tuple[str, tuple[Any, ...]], tuple[Any, ...]] = {}
        for number, one in enumerate(files):
            take(record, [one], after=number)
            with record.reading() as connection:
                now = {
                    (table.name, row[: len(table.primary_key.columns) or 1]): row
                    for table in t.metadata.sorted_tables
                    for row in rows(connection, table)
                }
            for key, old in seen.items():
                assert now[key] == old or (
                    old[-1] == OPEN_END
                    and now[key] == (*old[:-1], to_micros(known_after(number + 1)))
                )
            seen = now


@settings(max_examples=60, deadline=None)
@given(files=taken_files())
def test_sizes_are_counted_at_every_look_at_the_whole_list(
    new_record: NewRecord, files: list[Taken]
) -> None:
    naive = Naive(files)
    looks = {one.moment for one in files if Part.PRESENCE in one.file.complete}

    with new_record() as record:
        take(record, files)
        with record.reading() as connection:
            found = queries.sizes(connection, TINY)

    assert found == [(m, sum(naive.is_listed(i, m) for i in IDS)) for m in sorted(looks)]


def rows(connection: Connection, table: Any) -> list[tuple[Any, ...]]:
    key = next(iter(table.primary_key.columns), table.c[0])
    return [tuple(row) for row in connection.execute(select(table).order_by(key))]


def withdraw(record: Record, gone: Taken, rest: Sequence[Taken], after: int) -> None:
    """Withdraws one edition, in the way left where another file of its moment stands in the way."""
    at = known_after(after + 1)
    with record.writing() as connection:
        (edition,) = (
            one
            for one in readings.editions(connection, TINY)
            if one.provenance.sha256 == gone.provenance.sha256
        )
        if not ingest.withdraw(connection, WorkingCopy(connection, TINY), [edition], at):
            ingest.rebuild(connection, TINY, [(f, p) for f, p in rest], at)


@settings(max_examples=60, deadline=None)
@given(files=taken_files(), name=st.sampled_from("ABPQ"))
def test_a_name_is_resolved_to_the_one_entry_on_the_list_that_bears_it(
    new_record: NewRecord, files: list[Taken], name: str
) -> None:
    naive = Naive(files)

    with new_record() as record:
        take(record, files)
        with record.reading() as connection:
            for moment in naive.moments:
                found = bearers(connection, TINY, [name], AsOf(moment))
                bearing = [
                    i for i in IDS if naive.is_listed(i, moment) and bears(naive, i, name, moment)
                ]
                assert found == ({name: bearing[0]} if len(bearing) == 1 else {})


def bears(naive: Naive, entry_id: EntryId, name: str, moment: datetime) -> bool:
    found = naive.entry_as_of(entry_id, AsOf(moment))
    return found is not None and name in {one.text for one in found.entry.names}

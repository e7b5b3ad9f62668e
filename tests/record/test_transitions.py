"""The steps of entries: what is one, what only completes an entry, and between which looks it lies."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from hypothesis import given, settings

from gazette.changes.diff import field_changes
from gazette.model import codec
from gazette.model.changes import Transition
from gazette.model.editions import Judged, Provenance
from gazette.model.entries import (
    Addresses,
    Aliases,
    Content,
    Entry,
    Listing,
    Membership,
    Profile,
)
from gazette.model.facts import Address
from gazette.model.lists import EntryId, Kind, Part
from gazette.model.names import Name, NameType
from gazette.model.parsed import ParsedFile
from gazette.model.standing import Bounds
from gazette.model.time import MICROSECOND
from gazette.record import ingest, queries
from gazette.record.ingest import WorkingCopy
from gazette.record.queries import ContentCache
from gazette.record.store import Record
from gazette.record.transitions import net_transition, transitions
from naive_record import RULES, Naive
from strategies import FIRST_DAY, IDS, TINY, Taken, taken_files

NewRecord = Callable[[], AbstractContextManager[Record]]
RECORDED = datetime(2026, 1, 1, tzinfo=UTC)
ONE = EntryId("1")


def day(number: int) -> datetime:
    return FIRST_DAY + timedelta(days=number)


def steps_of(record: Record, entry_id: EntryId) -> tuple[Transition, ...]:
    with record.reading() as connection:
        runs = queries.entry_runs(connection, TINY, entry_id)
        looks = queries.all_looks(connection, TINY)
        contents = ContentCache().fill(connection, [runs])
        return tuple(transitions(entry_id, runs, looks, contents, RULES))


def taken(
    new_record: NewRecord, files: Sequence[Taken], entry_id: EntryId = ONE
) -> tuple[Transition, ...]:
    with new_record() as record:
        with record.writing() as connection:
            working = WorkingCopy(connection, TINY)
            for one in files:
                ingest.take(connection, working, *one, Judged(), RECORDED)
        return steps_of(record, entry_id)


class Step(NamedTuple):
    """A transition as the naive model has it; of an amendment, which parts it is of."""

    bounds: Bounds
    joins: bool
    leaves: bool


def naive_steps(naive: Naive, entry_id: EntryId) -> Iterator[Step]:
    """On to the list after a look without it; off it; and within a listing, parts read twice."""
    for moment in naive.moments:
        was, now = (naive.is_listed(entry_id, m) for m in (moment - MICROSECOND, moment))
        bounds = Bounds(naive.read(Part.PRESENCE, entry_id, moment - MICROSECOND).last, moment)
        if was != now:
            if not now or bounds.after is not None:
                yield Step(bounds, joins=now, leaves=was)
        elif now:
            began = max(
                m
                for m, shown in naive.runs(Part.PRESENCE, entry_id)
                if shown is not None and m <= moment
            )
            for after in sorted(set(amended(naive, entry_id, moment, began))):
                yield Step(Bounds(after, moment), joins=False, leaves=False)


def amended(
    naive: Naive, entry_id: EntryId, moment: datetime, began: datetime
) -> Iterator[datetime]:
    """For every part that changed at the moment, when it was read before within the listing."""
    for part in Part:
        old = naive.at(moment - MICROSECOND)[entry_id].get(part)
        new = naive.at(moment)[entry_id].get(part)
        after = naive.read(part, entry_id, moment - MICROSECOND).last
        if old != new and after is not None and after >= began:
            yield after


@settings(max_examples=100, deadline=None)
@given(taken_files())
def test_steps_are_those_of_the_naive_model(new_record: NewRecord, files: list[Taken]) -> None:
    naive = Naive(files)

    for entry_id in IDS:
        found = [
            Step(step.bounds, joins=step.before is None, leaves=step.after is None)
            for step in taken(new_record, files, entry_id)
        ]

        assert sorted(found, key=repr) == sorted(naive_steps(naive, entry_id), key=repr)


@settings(max_examples=60, deadline=None)
@given(taken_files())
def test_every_step_says_what_the_list_said_after_it(
    new_record: NewRecord, files: list[Taken]
) -> None:
    naive = Naive(files)

    for entry_id in IDS:
        for step in taken(new_record, files, entry_id):
            assert step.bounds.by is not None
            if step.after is not None:
                assert step.after == naive._composed(entry_id, step.bounds.by)
            else:
                assert step.before == naive._composed(entry_id, step.bounds.by - MICROSECOND)


def edition(
    number: int, contents: Mapping[Part, Content | None], *, whole: bool = True, shows: bool = True
) -> Taken:
    """A file of one entry: None for a part that it carries and that the entry has not."""
    parts: dict[Part, dict[EntryId, bytes]] = {
        part: {} if content is None else {ONE: codec.encode(content)}
        for part, content in contents.items()
    }
    parts[Part.PRESENCE] = {ONE: codec.PRESENT} if shows else {}
    moment = day(number)
    return Taken(
        ParsedFile(
            format="csv",
            parts=parts,
            complete=frozenset(parts) if whole else frozenset(),
            elements=1,
            taken=1,
        ),
        Provenance(
            list_id=TINY,
            sha256=f"{number} {sorted(contents)}",
            address="a.csv",
            format="csv",
            parser="tiny-1",
            moment=moment,
            basis="path",
            precision="moment",
            observed_at=moment,
            rank=0,
            retrieved_at=moment,
        ),
    )


def named(name: str, title: str | None = None) -> Profile:
    return Profile(name=Name(name), kind=Kind.PERSON, title=title)


def also(*names: str) -> Aliases:
    return Aliases(tuple(Name(name, NameType.AKA) for name in names))


EMPTY = edition(0, {}, shows=False)


def test_the_first_edition_designates_no_one(new_record: NewRecord) -> None:
    assert taken(new_record, [edition(0, {Part.PRIMARY: named("A")})]) == ()


def test_a_file_that_proves_presence_alone_before_the_first_whole_edition_designates_no_one(
    new_record: NewRecord,
) -> None:
    first = edition(0, {Part.ALIASES: also("B")}, whole=False)

    assert taken(new_record, [first, edition(1, {Part.PRIMARY: named("A")})]) == ()


def test_a_designation_lies_between_the_last_look_without_and_the_first_with(
    new_record: NewRecord,
) -> None:
    elsewhere = edition(1, {Part.ALIASES: None}, whole=False, shows=False)

    (step,) = taken(new_record, [EMPTY, elsewhere, edition(5, {Part.PRIMARY: named("A")})])

    assert (step.before, step.bounds) == (None, Bounds(day(0), day(5)))


def test_aliases_read_for_the_first_time_since_the_designation_are_no_step(
    new_record: NewRecord,
) -> None:
    files = [
        EMPTY,
        edition(1, {Part.PRIMARY: named("A")}),
        edition(5, {Part.ALIASES: also("B")}),
        edition(9, {Part.ALIASES: also("B", "C")}),
    ]

    designated, amended_ = taken(new_record, files)

    assert designated.before is None
    assert amended_.bounds == Bounds(day(5), day(9))
    assert amended_.before is not None
    assert [name.text for name in amended_.before.aliases] == ["B"]


def test_aliases_last_read_in_a_former_listing_are_no_step_of_this_one(
    new_record: NewRecord,
) -> None:
    files = [
        edition(0, {Part.PRIMARY: named("A"), Part.ALIASES: also("B")}),
        edition(1, {Part.PRIMARY: None}, shows=False),
        edition(2, {Part.PRIMARY: named("A")}),
        edition(3, {Part.ALIASES: also("C")}),
    ]

    assert [(step.before is None, step.after is None) for step in taken(new_record, files)] == [
        (False, True),
        (True, False),
    ]


def test_the_stated_day_is_that_of_the_first_edition_of_the_listing_that_says_so(
    new_record: NewRecord,
) -> None:
    stated = Listing(memberships=(Membership("SDN", date(2022, 12, 30)),))
    files = [
        EMPTY,
        edition(1, {Part.PRIMARY: named("A")}),
        edition(2, {Part.LISTING: stated}),
    ]

    (step,) = taken(new_record, files)

    assert step.stated == date(2022, 12, 30)
    assert step.bounds == Bounds(day(0), day(1))


def net(steps: tuple[Transition, ...]) -> Transition:
    whole = net_transition(ONE, steps)
    assert whole is not None
    return whole


def test_what_comes_and_goes_is_no_net_step(new_record: NewRecord) -> None:
    files = [
        edition(number, {Part.PRIMARY: named("A", title)})
        for number, title in enumerate((None, "Minister", None))
    ]

    steps = taken(new_record, files)

    assert len(steps) == 2
    assert net_transition(ONE, steps) is None
    assert net_transition(ONE, ()) is None


def test_what_only_completes_an_entry_is_no_part_of_the_net_step(new_record: NewRecord) -> None:
    street = Addresses((Address("Street"),))
    files = [
        edition(0, {Part.PRIMARY: named("A")}),
        edition(1, {Part.PRIMARY: named("A", "Minister")}),
        edition(2, {Part.ALIASES: also("B"), Part.ADDRESSES: street}),
        edition(3, {Part.PRIMARY: named("A", "President")}),
    ]

    whole = net(taken(new_record, files))

    assert isinstance(whole.before, Entry)
    assert isinstance(whole.after, Entry)
    assert [(f.field, f.before, f.after) for f in field_changes(whole.before, whole.after)] == [
        ("title", (), ("President",))
    ]
    assert whole.bounds == Bounds(day(0), day(3))


def test_a_name_that_was_not_held_before_is_no_part_of_the_net_step(new_record: NewRecord) -> None:
    files = [
        edition(0, {Part.ALIASES: also("B")}),
        edition(1, {Part.ALIASES: also("C")}),
        edition(2, {Part.PRIMARY: named("A")}),
        edition(3, {Part.ALIASES: also("D")}),
    ]

    whole = net(taken(new_record, files))

    assert isinstance(whole.before, Entry)
    assert isinstance(whole.after, Entry)
    assert [f.field for f in field_changes(whole.before, whole.after)] == ["aliases"]


def test_parts_that_changed_at_one_moment_after_different_looks_are_all_in_the_net_step(
    new_record: NewRecord,
) -> None:
    files = [
        edition(0, {Part.ALIASES: also("B")}),
        edition(1, {Part.PRIMARY: named("A")}),
        edition(2, {Part.PRIMARY: named("A", "Minister"), Part.ALIASES: also("C")}),
    ]

    steps = taken(new_record, files)
    whole = net(steps)

    assert [step.bounds.after for step in steps] == [day(0), day(1)]
    assert isinstance(whole.before, Entry)
    assert isinstance(whole.after, Entry)
    assert {f.field for f in field_changes(whole.before, whole.after)} == {"title", "aliases"}


def test_one_who_left_and_came_back_altered_is_amended_on_the_whole(new_record: NewRecord) -> None:
    files = [
        edition(0, {Part.PRIMARY: named("A")}),
        edition(1, {Part.PRIMARY: None}, shows=False),
        edition(2, {Part.PRIMARY: named("A", "Minister")}),
    ]

    whole = net(taken(new_record, files))

    assert isinstance(whole.before, Entry)
    assert isinstance(whole.after, Entry)
    assert [f.field for f in field_changes(whole.before, whole.after)] == ["title"]

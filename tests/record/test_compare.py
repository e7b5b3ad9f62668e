"""How an edition is compared with its neighbors, and what one held back would have done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from gazette.model import codec
from gazette.model.editions import Comparison, Judged, ProgramComparison, Provenance
from gazette.model.entries import Profile
from gazette.model.lists import EntryId, Kind, Part
from gazette.model.names import Name
from gazette.model.parsed import ParsedFile
from gazette.record import compare, ingest
from gazette.record.compare import Place, Side
from gazette.record.ingest import WorkingCopy
from gazette.record.store import Record
from strategies import FIRST_DAY, TINY

NewRecord = Callable[[], AbstractContextManager[Record]]
RECORDED = datetime(2026, 1, 1, tzinfo=UTC)
NEAR = timedelta(days=14)
REASONS = ("a reason",)

titles = st.dictionaries(st.integers(1, 30), st.sampled_from(("a", "b", "c")), max_size=20)


def day(number: int) -> datetime:
    return FIRST_DAY + timedelta(days=number)


def edition(
    told: Mapping[int, str],
    *,
    program: str = "X",
    whole: bool = True,
    unread: frozenset[int] = frozenset(),
) -> ParsedFile:
    """A primary file: the entries by number with their titles."""
    profiles = {
        EntryId(str(number)): codec.encode(
            Profile(name=Name("A"), kind=Kind.PERSON, programs=(program,), title=title)
        )
        for number, title in sorted(told.items())
    }
    shown = {*profiles, *(EntryId(str(number)) for number in unread)}
    parts = {Part.PRESENCE: dict.fromkeys(sorted(shown), codec.PRESENT), Part.PRIMARY: profiles}
    return ParsedFile(
        format="csv",
        parts=parts,
        complete=frozenset(parts) if whole else frozenset(),
        unread=frozenset(EntryId(str(number)) for number in unread),
        elements=len(shown),
        taken=len(shown),
    )


def provenance(moment: datetime) -> Provenance:
    return Provenance(
        list_id=TINY,
        sha256=moment.isoformat(),
        address="a.csv",
        format="csv",
        parser="tiny-1",
        moment=moment,
        basis="path",
        precision="moment",
        observed_at=moment,
        rank=0,
        retrieved_at=moment,
    )


@contextmanager
def holding(
    new_record: NewRecord, editions: Mapping[int, ParsedFile]
) -> Iterator[tuple[Connection, WorkingCopy]]:
    """A record of these editions by day."""
    with new_record() as record, record.writing() as connection:
        working = WorkingCopy(connection, TINY)
        for number, file in editions.items():
            ingest.take(connection, working, file, provenance(day(number)), Judged(), RECORDED)
        yield connection, working


def of(found: Comparison | None, part: Part) -> tuple[int, int, int, int]:
    assert found is not None
    (told,) = (one for one in found.parts if one.part is part)
    return told.before, told.lost, told.gained, told.changed


def counted(before: Mapping[int, str], after: Mapping[int, str]) -> tuple[int, int, int, int]:
    both = before.keys() & after.keys()
    return (
        len(before),
        len(before.keys() - after.keys()),
        len(after.keys() - before.keys()),
        sum(before[number] != after[number] for number in both),
    )


@settings(max_examples=40, deadline=None)
@given(earlier=titles, file=titles, later=titles)
def test_a_file_is_compared_with_its_neighbors_on_both_sides_in_the_order_of_time(
    new_record: NewRecord, earlier: dict[int, str], file: dict[int, str], later: dict[int, str]
) -> None:
    place = Place(day(5), NEAR)

    with holding(new_record, {0: edition(earlier), 9: edition(later)}) as (connection, working):
        before = compare.compared(connection, working, edition(file), place, Side.EARLIER)
        after = compare.compared(connection, working, edition(file), place, Side.LATER)

    assert of(before, Part.PRIMARY) == counted(earlier, file)
    assert of(after, Part.PRIMARY) == counted(file, later)


@settings(max_examples=40, deadline=None)
@given(earlier=titles, later=titles)
def test_the_step_between_two_moments_held_is_that_of_their_editions(
    new_record: NewRecord, earlier: dict[int, str], later: dict[int, str]
) -> None:
    with holding(new_record, {0: edition(earlier), 9: edition(later)}) as (_, working):
        found = compare.step(working, Part.PRIMARY, day(0), day(9))

    assert of(found, Part.PRIMARY) == counted(earlier, later)


def test_the_nearest_of_several_neighbors_is_taken(new_record: NewRecord) -> None:
    editions = {number: edition({1: "a", number + 2: "a"}) for number in (0, 2, 4, 8)}

    with holding(new_record, editions) as (connection, working):
        for side, expected in ((Side.EARLIER, 4), (Side.LATER, 8)):
            place = Place(day(6), NEAR)
            found = compare.compared(connection, working, editions[0], place, side)
            assert found is not None
            assert {part.against for part in found.parts} == {day(expected)}


def test_beyond_two_weeks_there_is_no_neighbor(new_record: NewRecord) -> None:
    file = edition({1: "a"})

    with holding(new_record, {0: file}) as (connection, working):
        near = compare.compared(connection, working, file, Place(day(14), NEAR), Side.EARLIER)
        far = compare.compared(connection, working, file, Place(day(15), NEAR), Side.EARLIER)

    assert near is not None
    assert far is None


def test_what_a_file_does_not_say_all_of_is_not_compared(new_record: NewRecord) -> None:
    cut = edition({1: "a"}, whole=False)

    with holding(new_record, {0: edition({1: "a", 2: "a"})}) as (connection, working):
        found = compare.compared(connection, working, cut, Place(day(1), NEAR), Side.EARLIER)

    assert found is None


def test_an_entry_that_could_not_be_read_is_not_lost(new_record: NewRecord) -> None:
    damaged = edition({1: "a"}, unread=frozenset({2}))

    with holding(new_record, {0: edition({1: "a", 2: "a"})}) as (connection, working):
        found = compare.compared(connection, working, damaged, Place(day(1), NEAR), Side.EARLIER)

    assert of(found, Part.PRESENCE) == (2, 0, 0, 0)
    assert of(found, Part.PRIMARY) == (2, 0, 0, 0)


def test_only_entries_after_all_that_are_left_look_like_a_cut(new_record: NewRecord) -> None:
    whole = dict.fromkeys(range(1, 31), "a")

    def tail(left: Mapping[int, str]) -> int:
        with holding(new_record, {0: edition(whole)}) as (connection, working):
            place = Place(day(1), NEAR)
            found = compare.compared(connection, working, edition(left), place, Side.EARLIER)
        assert found is not None
        return found.parts[0].tail_lost

    assert tail(dict.fromkeys(range(1, 21), "a")) == 10
    assert tail({n: "a" for n in range(1, 31) if n != 5}) == 0
    assert tail(dict.fromkeys((*range(1, 21), 40), "a")) == 0
    assert tail(whole) == 0


def test_programs_are_counted_where_many_entries_leave(new_record: NewRecord) -> None:
    first = edition(dict.fromkeys(range(1, 61), "a"), program="BURMA")

    with holding(new_record, {0: first}) as (connection, working):
        place = Place(day(1), NEAR)
        many = edition(dict.fromkeys(range(1, 21), "a"), program="BURMA")
        few = edition(dict.fromkeys(range(1, 51), "a"), program="BURMA")
        told = [
            compare.compared(connection, working, file, place, Side.EARLIER) for file in (many, few)
        ]

    assert [one.programs for one in told if one is not None] == [
        (ProgramComparison("BURMA", 60, 40),),
        (),
    ]


@settings(max_examples=40, deadline=None)
@given(earlier=titles.filter(bool), file=titles, whole=st.booleans())
def test_a_suspicion_says_what_the_edition_would_have_done(
    new_record: NewRecord, earlier: dict[int, str], file: dict[int, str], *, whole: bool
) -> None:
    with holding(new_record, {0: edition(earlier)}) as (_, working):
        told = compare.suspicion(working, edition(file, whole=whole), day(30), REASONS)

    _, lost, gained, changed = counted(earlier, file)
    assert told.reasons == REASONS
    assert (told.designations, told.amendments) == (gained, changed)
    assert told.delistings == (lost if whole else 0)
    assert {int(one.entry_id) for one in told.designated} == file.keys() - earlier.keys()
    assert {int(one) for one in told.delisted} == (earlier.keys() - file.keys() if whole else set())
    assert all(one.name == "A" and one.programs == ("X",) for one in told.designated)


def test_the_first_edition_designates_no_one(new_record: NewRecord) -> None:
    with holding(new_record, {}) as (_, working):
        told = compare.suspicion(working, edition({1: "a"}), day(0), REASONS)

    assert (told.designations, told.designated) == (0, ())


def test_an_edition_is_compared_with_the_list_before_it_not_after(new_record: NewRecord) -> None:
    with holding(new_record, {0: edition({1: "a"}), 9: edition({2: "a"})}) as (_, working):
        told = compare.suspicion(working, edition({2: "a"}), day(5), REASONS)

    assert [one.entry_id for one in told.designated] == ["2"]
    assert told.delisted == ("1",)

"""Editions held back: which, whatever the order they came in; what reads say meanwhile; accepting."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakes import Clock
from gazette.app import lists
from gazette.app.acts import Overrule
from gazette.app.update import Updated, accept, update_from
from gazette.app.workspace import Workspace, open_workspace
from gazette.errors import UnknownEntry
from gazette.ledger import chain
from gazette.model.editions import Verdict
from gazette.model.standing import Standing
from gazette.sample.facts import SDN
from small_editions import add_csv, put, sdn_csv

FIRST = datetime(2023, 1, 1, tzinfo=UTC)
WHOLE = range(1, 201)
HALF = range(1, 101)
OTHER = range(1001, 1201)
REASON = Overrule("checked with the publisher")


def day(number: int) -> datetime:
    return FIRST + timedelta(days=number)


def daily(folder: Path, *editions: Iterable[int]) -> list[Path]:
    """One `sdn.csv` a day, with these entries; each has bytes of its own."""
    return [
        put(folder, day(number), "sdn.csv", sdn_csv(sorted({*ids, 5000 + number})))
        for number, ids in enumerate(editions)
    ]


def update(workspace: Workspace, *inputs: Path, overrule: Overrule | None = None) -> Updated:
    return update_from(workspace, SDN, inputs, overrule=overrule)


def accepted(workspace: Workspace) -> list[int]:
    """The days of the editions that were taken."""
    return [
        (edition.provenance.moment - FIRST).days
        for edition in lists.editions(workspace, SDN)
        if edition.verdict.is_taken
    ]


def accepted_in(folder: Path, order: Sequence[Path]) -> list[int]:
    with open_workspace(folder, create=True, now=Clock()) as workspace:
        for path in order:
            update(workspace, path)
        assert workspace_is_consistent(workspace)
        return accepted(workspace)


def workspace_is_consistent(workspace: Workspace) -> bool:
    """Whether the versions are those that the accepted editions alone make."""
    sizes = dict(lists.sizes(workspace, SDN))
    return all(
        sizes[edition.provenance.moment] == edition.entries
        for edition in lists.editions(workspace, SDN)
        if edition.verdict.is_taken
    )


def orders(paths: Sequence[Path], most: int) -> list[tuple[Path, ...]]:
    every = list(permutations(paths))
    return every if len(every) <= most else random.Random(0).sample(every, most)


@pytest.mark.parametrize(
    ("editions", "expected"),
    [
        ((WHOLE, WHOLE, HALF, WHOLE, WHOLE), [0, 1, 3, 4]),
        ((WHOLE, HALF, WHOLE, WHOLE), [0, 2, 3]),
        ((WHOLE, WHOLE, HALF), [0, 1]),
        ((WHOLE, OTHER, WHOLE), [0, 2]),
        ((WHOLE, WHOLE, WHOLE, WHOLE), [0, 1, 2, 3]),
    ],
    ids=["cut in the middle", "cut early", "cut last", "other", "sound"],
)
def test_what_is_accepted_does_not_depend_on_the_order_of_arrival(
    tmp_path: Path, editions: Sequence[Iterable[int]], expected: list[int]
) -> None:
    paths = daily(tmp_path / "in", *editions)

    found = {
        tuple(accepted_in(tmp_path / str(number), order))
        for number, order in enumerate(orders(paths, 12))
    }

    assert found == {tuple(expected)}


BAD = (HALF, OTHER, range(1, 150))


@settings(max_examples=12, deadline=None)
@given(
    bad=st.lists(st.sampled_from(BAD), min_size=1, max_size=2),
    good=st.lists(st.integers(1, 2), min_size=3, max_size=3),
    order=st.randoms(use_true_random=False),
)
def test_single_bad_editions_among_sound_ones_are_held_back_in_any_order(
    tmp_path_factory: pytest.TempPathFactory,
    bad: list[range],
    good: list[int],
    order: random.Random,
) -> None:
    editions: list[Iterable[int]] = [WHOLE] * good[0]
    for number, one in enumerate(bad):
        editions += [one, *([WHOLE] * good[number + 1])]
    folder = tmp_path_factory.mktemp("order")
    paths = daily(folder / "in", *editions)
    order.shuffle(paths)

    found = accepted_in(folder / "record", paths)

    assert found == [number for number, one in enumerate(editions) if one is WHOLE]


def test_editions_that_only_bear_each_other_out_are_judged_alike_in_any_order(
    tmp_path: Path,
) -> None:
    paths = daily(tmp_path / "in", WHOLE, OTHER, OTHER)

    found = {
        tuple(accepted_in(tmp_path / str(number), order))
        for number, order in enumerate(permutations(paths))
    }

    assert len(found) == 1


def test_an_older_edition_that_arrives_late_can_hold_back_one_that_was_accepted(
    workspace: Workspace, tmp_path: Path
) -> None:
    first, second = daily(tmp_path, WHOLE, HALF)

    update(workspace, second)
    before = accepted(workspace)
    update(workspace, first)

    assert (before, accepted(workspace)) == ([1], [0])


def test_a_later_edition_like_the_one_held_back_does_not_let_it_in(
    workspace: Workspace, tmp_path: Path
) -> None:
    paths = daily(tmp_path, WHOLE, range(1, 176), range(1, 190))
    update(workspace, *paths[:2])
    held = accepted(workspace)

    update(workspace, paths[2])

    assert held == [0]
    assert accepted(workspace) == [0, 2]


def test_editions_more_than_two_weeks_apart_are_not_compared(
    workspace: Workspace, tmp_path: Path
) -> None:
    put(tmp_path, day(0), "sdn.csv", sdn_csv(WHOLE))
    put(tmp_path, day(15), "sdn.csv", sdn_csv(HALF))

    update(workspace, tmp_path)

    assert accepted(workspace) == [0, 15]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the file is empty: 0 bytes"),
        (sdn_csv(WHOLE)[:3000], "the file ends before its end mark"),
        (sdn_csv(WHOLE)[:-1], "the file ends before its end mark"),
    ],
    ids=["empty", "cut in a row", "end mark missing"],
)
def test_a_file_that_is_not_whole_is_held_back_and_says_why(
    workspace: Workspace, tmp_path: Path, data: bytes, reason: str
) -> None:
    put(tmp_path, day(0), "sdn.csv", sdn_csv(WHOLE))
    put(tmp_path, day(1), "sdn.csv", data)

    done = update(workspace, tmp_path)

    assert [outcome.verdict for outcome in done.outcomes] == [Verdict.ACCEPTED, Verdict.HELD]
    assert done.has_fault
    (held,) = lists.held_back(workspace, [SDN])
    assert held.moment == day(1)
    assert held.reasons[0].startswith(reason)


@pytest.fixture
def held(workspace: Workspace, tmp_path: Path) -> Workspace:
    """A record of which the second edition, with entries 1 to 10 and 1001 to 1200, is held back."""
    put(tmp_path, day(0), "sdn.csv", sdn_csv(WHOLE))
    put(tmp_path, day(1), "sdn.csv", sdn_csv([*range(1, 11), *OTHER], {1: "Minister"}))
    update(workspace, tmp_path)
    return workspace


def test_reads_say_that_an_edition_is_held_back_and_what_it_would_do(held: Workspace) -> None:
    (status,) = held.lists(SDN)
    answer = held.entry(SDN, "1", as_of=day(2))

    for (told,) in (status.held, answer.held, held.history(SDN, "1").held):
        assert (told.moment, told.designations, told.delistings) == (day(1), 200, 190)
        assert told.amendments == 1
    assert status.editions == 1
    assert answer.found.entry.profile is not None
    assert answer.found.entry.profile.title is None


def test_what_only_an_edition_held_back_shows_is_provisional(held: Workspace) -> None:
    found = list(held.entries(SDN, as_of=day(2)))
    alone = held.entry(SDN, "1001", as_of=day(2)).found

    assert {one.entry_id for one in found if one.provisional} == {str(n) for n in OTHER}
    assert {one.entry_id for one in found if not one.provisional} == {str(n) for n in WHOLE}
    assert alone == next(one for one in found if one.entry_id == "1001")
    assert alone.standing.standing is Standing.UNCERTAIN
    assert alone.entry.name == "NAME 1001"
    assert alone.measures != ()


def test_before_the_edition_held_back_nothing_of_it_is_said(held: Workspace) -> None:
    assert not any(one.provisional for one in held.entries(SDN, as_of=day(0)))
    with pytest.raises(UnknownEntry):
        held.entry(SDN, "1001", as_of=day(0))


def test_after_an_edition_that_shows_the_list_without_them_nothing_is_provisional(
    held: Workspace, tmp_path: Path
) -> None:
    update(held, put(tmp_path / "more", day(2), "sdn.csv", sdn_csv(WHOLE)))

    assert any(one.provisional for one in held.entries(SDN, as_of=day(1)))
    assert not any(one.provisional for one in held.entries(SDN, as_of=day(3)))
    with pytest.raises(UnknownEntry):
        held.entry(SDN, "1001", as_of=day(3))


def test_one_that_had_left_and_is_on_an_edition_held_back_is_provisional(
    workspace: Workspace, tmp_path: Path
) -> None:
    put(tmp_path, day(0), "sdn.csv", sdn_csv(range(1, 202)))
    put(tmp_path, day(1), "sdn.csv", sdn_csv(WHOLE))
    put(tmp_path, day(2), "sdn.csv", sdn_csv([201, *OTHER]))
    update(workspace, tmp_path)

    alone = workspace.entry(SDN, "201", as_of=day(3)).found
    among = next(one for one in workspace.entries(SDN, as_of=day(3)) if one.entry_id == "201")

    assert alone.provisional
    assert alone == among


def test_a_cut_file_shows_whom_it_would_designate(workspace: Workspace, tmp_path: Path) -> None:
    put(tmp_path, day(0), "sdn.csv", sdn_csv(WHOLE))
    put(tmp_path, day(1), "sdn.csv", sdn_csv([301, *WHOLE])[:3000])

    update(workspace, tmp_path)

    provisional = [one for one in workspace.entries(SDN, as_of=day(2)) if one.provisional]
    assert [one.entry_id for one in provisional] == ["301"]


def test_changes_say_what_is_held_back_in_the_time_asked_about(held: Workspace) -> None:
    inside = held.changes(SDN, since=day(0), until=day(1))
    outside = held.changes(SDN, since=day(1), until=day(2))

    assert [told.moment for told in inside.held] == [day(1)]
    assert inside.changes == ()
    assert outside.held == ()


def test_accepting_takes_the_edition_and_the_ledger_says_who_and_why(held: Workspace) -> None:
    (outcome,) = accept(held, SDN, REASON).outcomes

    assert outcome.verdict is Verdict.OVERRULED
    assert accepted(held) == [0, 1]
    assert lists.held_back(held, [SDN]) == ()
    assert held.entry(SDN, "1001", as_of=day(2)).found.standing.standing is Standing.LISTED
    with held.reading() as connection:
        (act,) = (act for act in chain.acts(connection) if act.action == "accept")
        assert chain.first_broken(connection) is None
    assert (act.action, act.facts["reason"]) == ("accept", REASON.reason)
    assert act.facts["sha256"] == outcome.provenance.sha256
    assert act.actor


def test_what_was_known_before_an_edition_was_accepted_stays_as_it_was(
    held: Workspace, clock: Clock
) -> None:
    before = clock.now
    accept(held, SDN, REASON)

    known = held.entry(SDN, "1001", as_of=day(2), known=before).found
    assert known.provisional
    assert held.lists(SDN, known=before)[0].held != ()
    assert not held.entry(SDN, "1001", as_of=day(2)).found.provisional


def test_an_edition_that_was_overruled_is_not_judged_again(held: Workspace, tmp_path: Path) -> None:
    accept(held, SDN, REASON)
    suspicion = [one.suspicion for one in lists.editions(held, SDN)][1]

    update(held, put(tmp_path / "more", day(-1), "sdn.csv", sdn_csv(WHOLE)))
    again = update(held, tmp_path)

    (edition,) = (e for e in lists.editions(held, SDN) if e.provenance.moment == day(1))
    assert edition.verdict is Verdict.OVERRULED
    assert edition.suspicion == suspicion
    assert {outcome.verdict for outcome in again.outcomes} == {None}


def test_an_overruled_copy_dated_by_the_day_stays_overruled_when_its_moment_is_known(
    workspace: Workspace, tmp_path: Path
) -> None:
    put(tmp_path / "in", day(0), "sdn.csv", sdn_csv(WHOLE))
    put(tmp_path / "in", "2023-01-02", "sdn.csv", sdn_csv(HALF))
    update(workspace, tmp_path / "in", overrule=REASON)

    update(workspace, put(tmp_path / "exact", "2023-01-02T120000Z", "sdn.csv", sdn_csv(HALF)))

    (edition,) = (e for e in lists.editions(workspace, SDN) if e.provenance.moment > day(0))
    assert edition.verdict is Verdict.OVERRULED
    assert edition.provenance.moment == datetime(2023, 1, 2, 12, tzinfo=UTC)


def test_an_update_with_a_reason_takes_what_earlier_ones_held_back(
    held: Workspace, tmp_path: Path
) -> None:
    path = put(tmp_path / "more", day(2), "sdn.csv", sdn_csv(WHOLE))

    done = update(held, path, overrule=REASON)

    assert [outcome.verdict for outcome in done.outcomes] == [
        Verdict.OVERRULED,
        Verdict.OVERRULED,
    ]
    assert accepted(held) == [0, 1, 2]


def test_each_part_is_compared_with_the_edition_that_last_showed_all_of_it(
    workspace: Workspace, tmp_path: Path
) -> None:
    put(tmp_path, day(0), "sdn.csv", sdn_csv(WHOLE))
    put(tmp_path, day(1), "add.csv", add_csv(WHOLE))
    put(tmp_path, day(2), "add.csv", add_csv(HALF))

    done = update(workspace, tmp_path)

    assert done.outcomes[-1].verdict is Verdict.HELD
    assert accepted(workspace) == [0, 1]

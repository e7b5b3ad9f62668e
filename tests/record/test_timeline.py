from __future__ import annotations

import random
from collections.abc import Mapping
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from gazette.model.time import OPEN_END
from gazette.record.timeline import Observation, Run, Timeline

IDS = ("1", "2", "3", "4")
MOMENTS = range(1, 7)

Seen = tuple[Observation, Mapping[str, int]]


@st.composite
def observations(draw: st.DrawFn) -> list[Seen]:
    """Files of one part: some deny, some only show, some with unread rows, several a moment."""
    seen: list[Seen] = []
    for tie in range(draw(st.integers(1, 8))):
        denies = draw(st.booleans())
        contents = draw(st.dictionaries(st.sampled_from(IDS), st.integers(1, 3)))
        unread = frozenset(draw(st.sets(st.sampled_from(IDS), max_size=2))) - contents.keys()
        seen.append(
            (
                Observation(
                    moment=draw(st.sampled_from(MOMENTS)),
                    denies=denies,
                    rank=draw(st.integers(0, 2)),
                    observed_at=draw(st.integers(-1, 1)),
                    tie=str(tie),
                    only=None if denies else frozenset(contents),
                    unread=unread if denies else frozenset(),
                ),
                contents,
            )
        )
    return seen


def naive(seen: list[Seen], moment: int) -> dict[str, int]:
    """The law itself: the greatest observation up to the moment that observes the entry decides."""
    state: dict[str, int] = {}
    for observation, contents in sorted(seen, key=lambda s: s[0].order):
        if observation.moment <= moment:
            for entry_id in filter(observation.observes, IDS):
                state.pop(entry_id, None)
            state.update(contents)
    return state


def taken(seen: list[Seen]) -> Timeline:
    timeline = Timeline()
    for observation, contents in seen:
        timeline.observe(observation, contents)
    return timeline


@given(observations(), st.randoms(use_true_random=False))
def test_any_order_gives_the_state_of_the_naive_model(
    seen: list[Seen], order: random.Random
) -> None:
    order.shuffle(seen)

    timeline = taken(seen)

    for moment in range(8):
        assert timeline.at(moment) == naive(seen, moment)


@given(observations(), st.randoms(use_true_random=False))
def test_any_order_gives_the_same_runs(seen: list[Seen], order: random.Random) -> None:
    first = taken(seen)
    order.shuffle(seen)

    second = taken(seen)

    assert [first.runs(i) for i in IDS] == [second.runs(i) for i in IDS]


@given(observations())
def test_edits_turn_the_old_runs_into_the_new_ones(seen: list[Seen]) -> None:
    timeline = Timeline()
    stored: set[tuple[str, Run]] = set()

    for observation, contents in seen:
        edits = timeline.observe(observation, contents)
        assert stored.issuperset(edits.closed)
        assert stored.isdisjoint(edits.added)
        stored = (stored - set(edits.closed)) | set(edits.added)

    assert stored == {(i, run) for i in IDS for run in timeline.runs(i)}


@given(observations())
def test_runs_are_ordered_disjoint_and_joined(seen: list[Seen]) -> None:
    timeline = taken(seen)

    for entry_id in IDS:
        runs = timeline.runs(entry_id)
        assert all(run.start < run.end <= OPEN_END for run in runs)
        for one, next_one in pairwise(runs):
            assert one.end <= next_one.start
            assert one.end < next_one.start or one.content != next_one.content


@given(observations(), st.data())
def test_retracting_all_of_a_moment_leaves_what_the_others_say(
    seen: list[Seen], data: st.DataObject
) -> None:
    timeline = taken(seen)
    moment = data.draw(st.sampled_from(sorted({one[0].moment for one in seen})))
    gone = [one[0] for one in seen if one[0].moment == moment]

    assert timeline.can_retract(gone)
    timeline.retract(gone)

    rest = [one for one in seen if one[0].moment != moment]
    for asked in range(8):
        assert timeline.at(asked) == naive(rest, asked)


@given(observations())
def test_one_of_several_of_a_moment_cannot_be_retracted_alone(seen: list[Seen]) -> None:
    timeline = taken(seen)

    for one, _ in seen:
        alone = sum(other.moment == one.moment for other, _ in seen) == 1
        assert timeline.can_retract([one]) is alone


@given(observations())
def test_a_timeline_read_back_from_its_runs_goes_on_alike(seen: list[Seen]) -> None:
    whole = taken(seen)
    half = taken(seen[: len(seen) // 2])
    reopened = Timeline(
        ((i, run) for i in IDS for run in half.runs(i)),
        half.observations,
    )

    for observation, contents in seen[len(seen) // 2 :]:
        reopened.observe(observation, contents)

    assert [reopened.runs(i) for i in IDS] == [whole.runs(i) for i in IDS]

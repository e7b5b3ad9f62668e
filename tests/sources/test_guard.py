from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.model.editions import Comparison, PartComparison, ProgramComparison
from gazette.model.lists import EntryId, Part
from gazette.model.parsed import ParsedFile
from gazette.sources.guard import Limits, share_reasons, structural_reasons

LIMITS = Limits()
DAY = datetime(2023, 7, 24, tzinfo=UTC)


def parsed(
    rows: int = 1000,
    *,
    lost: int = 0,
    structural: int = 1,
    is_truncated: bool = False,
    stated_count: int | None = None,
) -> ParsedFile:
    ids = [EntryId(str(number)) for number in range(rows - lost)]
    return ParsedFile(
        format="csv",
        parts={Part.PRESENCE: dict.fromkeys(ids, b"")},
        complete=frozenset({Part.PRESENCE}),
        elements=rows + structural,
        taken=rows - lost,
        structural=structural,
        is_truncated=is_truncated,
        stated_count=stated_count,
    )


def step(before: int = 1000, **counts: int) -> Comparison:
    return step_of(Part.PRESENCE, before, **counts)


def step_of(of_part: Part, entries: int, /, **counts: int) -> Comparison:
    told = {"lost": 0, "gained": 0, "changed": 0, **counts}
    return Comparison((PartComparison(of_part, DAY, entries, **told),))


def of_program(before: int, lost: int) -> Comparison:
    return Comparison((), (ProgramComparison("BURMA", before, lost),))


def holds_back(earlier: Comparison | None) -> bool:
    return bool(share_reasons(earlier, LIMITS))


def test_a_whole_file_passes() -> None:
    assert structural_reasons(parsed(stated_count=1000), 100, LIMITS) == ()


@pytest.mark.parametrize(
    ("file", "size", "reason"),
    [
        (parsed(0, structural=0), 0, "the file is empty: 0 bytes"),
        (parsed(0, structural=2), 3, "the file has no entries: 3 bytes"),
        (parsed(is_truncated=True), 9, "the file ends before its end mark, after 1000 rows"),
        (parsed(1000, lost=11), 9, "rows that cannot be read: 11 of 1000"),
        (parsed(stated_count=1001), 9, "the file states 1001 entries and shows 1000"),
    ],
)
def test_a_file_that_cannot_be_whole_is_held_back(file: ParsedFile, size: int, reason: str) -> None:
    assert structural_reasons(file, size, LIMITS) == (reason,)


def test_one_row_in_a_hundred_may_be_unreadable() -> None:
    assert structural_reasons(parsed(1000, lost=10), 9, LIMITS) == ()
    assert structural_reasons(parsed(1, lost=1), 9, LIMITS) != ()


@pytest.mark.parametrize(("what", "most"), [("lost", 100), ("gained", 300), ("changed", 500)])
def test_a_share_passes_up_to_its_limit_and_not_beyond(what: str, most: int) -> None:
    assert not holds_back(step(**{what: most}))
    assert holds_back(step(**{what: most + 1}))


@pytest.mark.parametrize("what", ["lost", "gained", "changed"])
@given(before=st.integers(0, 60))
def test_a_few_entries_may_always_change(what: str, before: int) -> None:
    assert not holds_back(step(before, **{what: LIMITS.few}))


def test_missing_entries_at_the_end_of_a_file_look_like_a_cut() -> None:
    assert not holds_back(step(lost=4, tail_lost=4))
    assert holds_back(step(lost=5, tail_lost=5))


@pytest.mark.parametrize(
    ("before", "lost", "is_held"),
    [(98, 86, False), (260, 250, False), (260, 251, True), (1000, 600, False), (1000, 601, True)],
)
def test_a_program_may_end_but_not_a_large_one_in_a_day(
    before: int, lost: int, *, is_held: bool
) -> None:
    assert holds_back(of_program(before, lost)) == is_held


@pytest.mark.parametrize(
    ("before", "counts"),
    [
        (9_500, {"changed": 499}),
        (9_100, {"lost": 150}),
        (14_200, {"gained": 553}),
        (13_000, {"lost": 86}),
    ],
    ids=["2022-04-29", "2021-12-30", "2024-02-23", "2024-03-04"],
)
def test_the_largest_real_steps_pass(before: int, counts: dict[str, int]) -> None:
    assert not holds_back(step(before, **counts))


def test_an_edition_without_neighbors_passes() -> None:
    assert share_reasons(None, LIMITS) == ()


def test_a_reason_names_the_part_the_share_and_the_edition_compared_with() -> None:
    entries = share_reasons(step(lost=101), LIMITS)
    aliases = share_reasons(step_of(Part.ALIASES, 1000, changed=501), LIMITS)

    assert entries == ("101 of 1000 entries would leave since 2023-07-24",)
    assert aliases == ("501 of 1000 entries' aliases would change since 2023-07-24",)


@given(
    st.integers(0, 2000),
    st.integers(0, 2000),
    st.integers(0, 2000),
    st.sampled_from(["lost", "gained", "changed"]),
)
def test_what_changes_more_is_never_held_back_less(
    before: int, one: int, other: int, what: str
) -> None:
    less, more = sorted((one, other))

    assert holds_back(step(before, **{what: less})) <= holds_back(step(before, **{what: more}))

"""A readable difference: nothing that stayed, nothing lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gazette.cli.printing.diff import ADDED, REMOVED, Line, differences
from gazette.model.changes import FieldChange

values = st.lists(st.text(max_size=3), unique=True).map(tuple)


@given(before=values, after=values)
def test_removing_and_adding_the_lines_gives_what_was_after(
    before: tuple[str, ...], after: tuple[str, ...]
) -> None:
    _, lines = differences(FieldChange("programs", before, after))

    removed = {one.value for one in lines if one.sign == REMOVED}
    added = {one.value for one in lines if one.sign == ADDED}
    assert (set(before) - removed) | added == set(after)
    assert removed <= set(before) - set(after)


def test_what_was_taken_out_comes_before_what_was_put_in() -> None:
    label, lines = differences(FieldChange("citizenships", ("Mali", "France"), ("Chad", "Mali")))

    assert label == "citizenship"
    assert lines == (Line("\N{MINUS SIGN}", "France"), Line("+", "Chad"))

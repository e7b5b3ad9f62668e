from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

import strategies as own
from gazette.model import codec
from gazette.model.entries import Content
from gazette.model.lists import Part


@given(own.parts_and_contents)
def test_a_content_comes_back_from_its_bytes(told: tuple[Part, Content]) -> None:
    part, content = told

    assert codec.decode(part, codec.encode(content)) == content


@given(own.parts_and_contents)
def test_equal_contents_have_equal_bytes_and_digests(told: tuple[Part, Content]) -> None:
    part, content = told
    copy: Content = codec.decode(part, codec.encode(content))

    assert codec.encode(copy) == codec.encode(content)
    assert codec.digest(codec.encode(copy)) == codec.digest(codec.encode(content))


@given(own.parts_and_contents, own.parts_and_contents)
def test_different_contents_of_a_part_have_different_bytes(
    one: tuple[Part, Content], other: tuple[Part, Content]
) -> None:
    if one[0] is other[0]:
        assert (one[1] == other[1]) == (codec.encode(one[1]) == codec.encode(other[1]))


@given(
    st.sampled_from(list(own.FACTS)).flatmap(lambda fact: st.lists(own.FACTS[fact])),
    st.randoms(use_true_random=False),
)
def test_the_order_of_publication_does_not_show(facts: list[object], order: random.Random) -> None:
    first = codec.sorted_unique(facts)
    order.shuffle(facts)

    assert codec.sorted_unique(facts) == first
    assert len(set(first)) == len(first)


def test_a_digest_has_sixteen_bytes_and_never_changes() -> None:
    assert codec.digest(b"").hex() == "cae66941d9efbd404e4d88758ea67670"


def test_every_part_but_presence_has_a_content_type() -> None:
    assert set(codec.CONTENT_TYPES) == set(Part) - {Part.PRESENCE} == set(own.CONTENTS)

"""A publication is read in bounded memory, as far as it goes, and never beyond what it is."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.errors import ParseError
from gazette.sources.us_ofac.xml_stream import (
    LARGEST,
    Break,
    Item,
    Layout,
    Stray,
    Unit,
    first_tag,
    units,
)

LAYOUT = Layout("list", frozenset({"entries"}), frozenset({"head", "entry"}))
ENTRIES = "".join(
    f"<entry id='{number}'>\n<name>N{number}</name>\n</entry>\n" for number in range(9)
)
WHOLE = f"<list><head>x</head>\n<entries>\n{ENTRIES}</entries></list>".encode()


def read(data: bytes) -> list[Item]:
    return list(units(data, LAYOUT))


def names(items: list[Item]) -> Iterator[str]:
    return (item.node.excerpt() for item in items if isinstance(item, Unit))


def test_a_whole_document_gives_its_units_in_order_and_no_break() -> None:
    items = read(WHOLE)

    assert list(names(items)) == ["x", *(f"{number} N{number}" for number in range(9))]
    assert [item.section for item in items if isinstance(item, Unit)] == ["", *["entries"] * 9]
    assert not any(isinstance(item, Break) for item in items)


@given(st.integers(min_value=6, max_value=len(WHOLE) - 1))
def test_a_cut_document_gives_the_units_before_the_cut_and_then_one_break(cut: int) -> None:
    items = read(WHOLE[:cut])

    ended = WHOLE[:cut].count(b"</entry>") + WHOLE[:cut].count(b"</head>")
    *before, last = items
    assert isinstance(last, Break)
    assert not last.is_after_end
    assert len(list(names(before))) == ended


def test_what_follows_the_end_of_the_document_is_a_break_after_the_end() -> None:
    *before, last = read(WHOLE + WHOLE)

    assert len(before) == 10
    assert isinstance(last, Break)
    assert last.is_after_end


def test_a_document_that_breaks_in_the_middle_tells_the_line() -> None:
    *before, last = read(WHOLE.replace(b"<name>N4", b"<name>&nowhere;"))

    assert len(before) == 5
    assert isinstance(last, Break)
    assert last.line == 16
    assert "nowhere" in last.reason
    assert last.open_unit is not None
    assert last.open_unit.attribute("id") == "4"


def test_text_and_attributes_where_only_elements_belong_are_told() -> None:
    data = b"<list day='1'><entries of='2'>three<entry/>four</entries>five</list>"

    strays = [item.text for item in read(data) if isinstance(item, Stray)]

    assert strays == ["1", "2", "three", "four", "five"]


def test_an_element_of_another_name_or_namespace_is_a_unit_of_its_own_name() -> None:
    items = read(b"<list xmlns='urn:a'><entries><entri/><entry xmlns='urn:b'/></entries></list>")

    found = [item.node.name for item in items if isinstance(item, Unit)]
    assert found == ["entri", "{urn:b}entry"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"   ",
        b"ent_num,name",
        b"<html><body>403</body></html>",
        b"\x00\x01\x02",
        b"<?xml version='1.0'?>",
    ],
)
def test_bytes_that_are_no_such_document_are_refused(data: bytes) -> None:
    with pytest.raises(ParseError):
        read(data)


BOMB = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))


@pytest.mark.parametrize(
    "document",
    [
        f'<!DOCTYPE list [<!ENTITY e0 "ha">{BOMB}]><list><entries><entry>&e9;</entry></entries></list>',
        f'<!DOCTYPE list [<!ENTITY e0 "ha">{BOMB}]><list a="&e9;"/>',
        '<!DOCTYPE list [<!ENTITY x SYSTEM "file:///etc/passwd">]><list><head>&x;</head></list>',
        '<!DOCTYPE list SYSTEM "http://127.0.0.1:9/list.dtd"><list/>',
        '<!DOCTYPE list [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]><list/>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_with_a_doctype_is_refused_and_nothing_of_it_expanded(
    document: str, encoding: str
) -> None:
    with pytest.raises(ParseError, match=r"DOCTYPE|amplification"):
        read(document.encode(encoding))


def test_a_doctype_behind_a_long_comment_is_refused_too() -> None:
    comment = f"<!--{'x' * 200_000}-->"
    document = f'{comment}<!DOCTYPE list [<!ENTITY e0 "ha">]><list><head>&e0;</head></list>'

    with pytest.raises(ParseError, match="DOCTYPE"):
        read(document.encode())


def test_a_unit_without_end_stops_the_reading() -> None:
    filler = b"<a>" + b"x" * 997 + b"</a>"
    data = b"<list><entries><entry id='1'/><entry id='2'>" + filler * (2 * LARGEST // 1000)

    *before, last = read(data)

    assert list(names(before)) == ["1"]
    assert isinstance(last, Break)
    assert "4 MB" in last.reason


def test_memory_does_not_grow_with_the_document() -> None:
    def peak(count: int) -> int:
        data = b"<list><entries>" + b"<entry><name>N</name></entry>" * count + b"</entries></list>"
        tracemalloc.start()
        assert sum(1 for _ in units(data, LAYOUT)) == count
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    assert peak(60_000) < 2 * peak(6_000)


@pytest.mark.parametrize(
    ("head", "tag"),
    [
        (b"<list/>", "list"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- a --><u:list x='1'>", "list"),
        (b'12,"NAME <b>",x', None),
        (b"", None),
    ],
)
def test_the_first_tag_tells_what_a_document_is(head: bytes, tag: str | None) -> None:
    assert first_tag(head) == tag

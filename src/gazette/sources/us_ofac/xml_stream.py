"""An XML publication as a stream of its elements, in memory bounded by the largest of them.

In: the bytes of a file, and its layout: the root, and which children of the root hold the entries.
Out: one `Unit` for each child of the root or of such a container, and one `Break` where the file ends
before its end mark or stops being XML. Entities, a DTD and the network are never used: a file with
a DOCTYPE is refused. Not here: what the elements mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from lxml import etree

from gazette.errors import ParseError
from gazette.sources.us_ofac.xml_node import Node, line_of

CHUNK = 1 << 16
"""Bytes read between two looks at the tree."""

LARGEST = 1 << 22
"""Bytes that may pass without one finished unit: 4 MB, where the largest held, the reference values of
the enhanced format, has 0.2 MB."""

_SCHEMA_LOCATION = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"


_TAG = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?(?P<name>[A-Za-z_][\w.-]*)")


class Layout(NamedTuple):
    """How a format nests: its root, the containers below it, and the units known in all of these."""

    root: str
    containers: frozenset[str]
    units: frozenset[str]
    root_attributes: frozenset[str] = frozenset()
    """Those of the root's attributes that say nothing about its content."""


class Unit(NamedTuple):
    """A finished child of the root, or of a container."""

    section: str
    """The container it stands in; empty for a child of the root."""
    node: Node


class Break(NamedTuple):
    """Where reading stopped before the end of the file."""

    line: int
    reason: str
    is_after_end: bool
    """The root had ended: what follows it is no part of the document."""
    section: str = ""
    open_unit: Node | None = None
    """What was read of the unit that was being read."""


class Stray(NamedTuple):
    """Text or an attribute where the format has only elements."""

    line: int
    path: str
    text: str


Item = Unit | Break | Stray


def units(data: bytes, layout: Layout) -> Iterator[Item]:
    """Every unit of the document in order, then a `Break` if it does not end as it should.

    Raises:
        ParseError: the bytes are no XML, have another root, or a DOCTYPE.
    """
    if b"<!DOCTYPE" in data[:CHUNK]:
        raise _refused_doctype()
    source = _Source(layout)
    for start in range(0, len(data), CHUNK):
        if not source.feed(data[start : start + CHUNK]):
            break
        yield from source.finished()
    source.close()
    yield from source.rest()


def first_tag(head: bytes) -> str | None:
    """The local name of the first element that a file opens, from its first bytes."""
    found = _TAG.search(head) if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") else None
    return None if found is None else found["name"].decode()


def _refused_doctype() -> ParseError:
    return ParseError(
        "the file declares a DOCTYPE, which no OFAC publication does",
        hint="a DOCTYPE can define entities that expand without end; fetch the file again",
    )


class _Source:
    """The growing tree, swept of its finished units after each chunk."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._parser = etree.XMLPullParser(
            events=("start", "end"),
            tag=[f"{{*}}{name}" for name in (layout.root, *layout.containers, *layout.units)],
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        self._root: etree._Element | None = None
        self._namespace = ""
        self._ended: etree._Element | None = None
        self._told: dict[str, etree._Element] = {}
        """The root, and the last container of each name, whose own text and attributes were told."""
        self._unswept = 0
        self._damage: tuple[int, str] | None = None

    def feed(self, chunk: bytes) -> bool:
        """Reads on; False where reading has to stop."""
        try:
            self._parser.feed(chunk)
        except etree.XMLSyntaxError as err:
            self._damage = (err.lineno or 0, err.msg or "not well-formed")
        self._note_events()
        self._unswept += len(chunk)
        if self._damage is None and self._unswept > LARGEST and self._root is not None:
            self._damage = (self._line(), f"an element has more than {LARGEST >> 20} MB")
        return self._damage is None

    def close(self) -> None:
        """Notes whether the document ends as it should."""
        if self._damage is not None:
            return
        try:
            self._parser.close()
        except etree.XMLSyntaxError as err:
            logged = next(iter(self._parser.feed_error_log), None)
            self._damage = (
                (err.lineno or 0, err.msg or "not well-formed")
                if logged is None
                else (logged.line, logged.message)
            )
        self._note_events()

    def finished(self) -> Iterator[Unit | Stray]:
        """The units that cannot change any more; all but the last child at each level."""
        if self._root is not None:
            yield from self._swept_root(keep=1)

    def rest(self) -> Iterator[Item]:
        """All that is left, and where the document broke."""
        if self._root is None:
            line, reason = self._damage or (0, "the root element is missing")
            raise ParseError(
                f"not a `{self._layout.root}` document, line {line}: {reason}",
                hint="check that the file is the one its name says",
            )
        if self._damage is None or self._ended is self._root:
            yield from self._swept_root(keep=0)
            if self._damage is not None:
                yield Break(*self._damage, is_after_end=True)
            return
        yield from self._swept_root(keep=1)
        yield from self._broken(*self._damage)

    def _line(self) -> int:
        parent, _ = self._open_parent()
        return line_of(parent[-1]) if len(parent) else 0

    def _note_events(self) -> None:
        events: Any = self._parser.read_events()  # the stubs add kinds that are not asked for
        for event, element in events:
            if event == "end":
                self._ended = element
            elif self._root is None:
                self._note_root(element)

    def _note_root(self, element: etree._Element) -> None:
        root = element.getroottree().getroot()
        qualified = etree.QName(root)
        if root.getroottree().docinfo.internalDTD is not None:
            raise _refused_doctype()
        if qualified.localname != self._layout.root:
            raise ParseError(
                f"not a `{self._layout.root}` document: `{qualified.localname}`",
                hint="check that the file is the one its name says",
            )
        self._root = root
        self._namespace = f"{{{qualified.namespace}}}" if qualified.namespace else ""

    def _swept_root(self, keep: int) -> Iterator[Unit | Stray]:
        root = self._root
        assert root is not None  # noqa: S101  callers ask only after the root was seen
        yield from self._strays(root)
        while len(root) > keep:
            child = root[0]
            if self._is_container(child):
                yield from self._swept(child, keep=0)
            else:
                yield Unit("", Node(child, self._namespace))
            yield from self._removed(root, child)
        if len(root) and self._is_container(root[0]):
            yield from self._swept(root[0], keep=keep)

    def _swept(self, container: etree._Element, keep: int) -> Iterator[Unit | Stray]:
        yield from self._strays(container)
        while len(container) > keep:
            child = container[0]
            yield Unit(self._name(container), Node(child, self._namespace))
            yield from self._removed(container, child)

    def _removed(self, parent: etree._Element, child: etree._Element) -> Iterator[Stray]:
        self._unswept = 0
        if child.tail and child.tail.strip():
            yield Stray(line_of(child), self._name(parent), child.tail.strip())
        parent.remove(child)

    def _strays(self, parent: etree._Element) -> Iterator[Stray]:
        """What the root or a container has besides children, told once."""
        name, line = self._name(parent), line_of(parent)
        if parent is self._told.get(name):
            return
        self._told[name] = parent
        for key, value in parent.attrib.items():
            if str(key) not in {_SCHEMA_LOCATION, *self._layout.root_attributes}:
                yield Stray(line, f"{name}/@{key!s}", str(value))
        if parent.text and parent.text.strip():
            yield Stray(line, name, parent.text.strip())

    def _open_parent(self) -> tuple[etree._Element, str]:
        """The element whose children are being read, and the section that is."""
        root = self._root
        assert root is not None  # noqa: S101  callers ask only after the root was seen
        if len(root) and self._is_container(root[-1]):
            return root[-1], self._name(root[-1])
        return root, ""

    def _broken(self, line: int, reason: str) -> Iterator[Item]:
        parent, section = self._open_parent()
        if not len(parent):
            yield Break(line, reason, is_after_end=False, section=section)
            return
        node = Node(parent[0], self._namespace)
        if self._ended is parent[0] or self._ended is parent:
            yield Unit(section, node)
            yield Break(line, reason, is_after_end=False, section=section)
        else:
            yield Break(line, reason, is_after_end=False, section=section, open_unit=node)

    def _is_container(self, element: etree._Element) -> bool:
        return self._name(element) in self._layout.containers

    def _name(self, element: etree._Element) -> str:
        return str(element.tag).removeprefix(self._namespace)

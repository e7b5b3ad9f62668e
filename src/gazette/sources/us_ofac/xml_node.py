"""One element of a publication, read by taking out of it what is understood.

In: an element. Out: its texts and attributes, and afterwards everything that nobody took, so that a
field the publisher adds is seen the first day. Not here: reading a file (`xml_stream`), and what the
names of the elements mean (one module per format).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from lxml import etree


class Leftover(NamedTuple):
    """Something of an element that no reader took."""

    line: int
    path: str
    text: str


class Spot(NamedTuple):
    """Where an element stood, and what a person recognizes it by, after it was let go."""

    name: str
    line: int
    text: str

    def excerpt(self) -> str:
        """As of the element."""
        return self.text


class Node:
    """An element with its children, each of which is taken at most once.

    Attributes:
        name: the local name; with its namespace in braces where that is not the document's.
        line: where the element starts.
    """

    __slots__ = (
        "_attributes",
        "_element",
        "_left",
        "_namespace",
        "_taken",
        "_text",
        "line",
        "name",
    )

    def __init__(self, element: etree._Element, namespace: str) -> None:
        """Holds the element, which may be removed from its tree meanwhile."""
        self.name = str(element.tag).removeprefix(namespace)
        self.line = line_of(element)
        self._element = element
        self._namespace = namespace
        self._attributes = {str(key): str(value) for key, value in element.attrib.items()}
        self._text = (element.text or "").strip()
        self._left: list[Node] | None = None
        self._taken: list[Node] = []

    def _children(self) -> list[Node]:
        """Those not taken yet, wrapped when they are first asked for."""
        if self._left is None:
            self._left = [Node(child, self._namespace) for child in self._element]
        return self._left

    def _strays(self) -> Iterator[str]:
        """The texts between the children."""
        for child in self._element:
            if child.tail and child.tail.strip():
                yield child.tail.strip()

    def take(self, name: str) -> Node | None:
        """The first child of the name that was not taken yet."""
        left = self._children()
        for index, child in enumerate(left):
            if child.name == name:
                self._taken.append(left.pop(index))
                return child
        return None

    def take_all(self, name: str) -> tuple[Node, ...]:
        """All children of the name that were not taken yet."""
        return tuple(iter(lambda: self.take(name), None))

    def take_within(self, name: str, inner: str) -> tuple[Node, ...]:
        """All grandchildren `name/inner`: the members of a list element."""
        return tuple(item for each in self.take_all(name) for item in each.take_all(inner))

    def text(self) -> str | None:
        """The element's own text; None where it has none."""
        text, self._text = self._text, ""
        return text or None

    def value(self, name: str) -> str | None:
        """The text of the first such child; None where there is none or it is empty."""
        child = self.take(name)
        return None if child is None else child.text()

    def attribute(self, name: str) -> str | None:
        """The value of an attribute; None where there is none or it is empty."""
        return self._attributes.pop(name, "").strip() or None

    def peek_attribute(self, name: str) -> str | None:
        """The value of an attribute, left in place."""
        return self._attributes.get(name, "").strip() or None

    def peek_text(self) -> str | None:
        """The element's own text, left in place."""
        return self._text or None

    def find(self, *path: str) -> Iterator[Node]:
        """All descendants at the path that were not taken yet, left in place."""
        for child in self._children():
            if child.name == path[0]:
                if len(path) == 1:
                    yield child
                else:
                    yield from child.find(*path[1:])

    def has_more(self) -> bool:
        """Whether a child is left that was not taken."""
        return bool(self._children())

    def peek(self, name: str) -> str | None:
        """The text of the first such child, left in place."""
        return next((c.excerpt() for c in self._children() if c.name == name), None) or None

    def ignore(self, *names: str) -> None:
        """Takes attributes and text children that are the publisher's own keys, and drops them."""
        for name in names:
            self._attributes.pop(name, None)
            self.value(name)

    def leftovers(self, path: str = "") -> Iterator[Leftover]:
        """Everything below this element that was not taken."""
        path = f"{path}/{self.name}" if path else self.name
        for key, value in self._attributes.items():
            yield Leftover(self.line, f"{path}/@{key}", value)
        for text in (self._text, *self._strays()):
            if text:
                yield Leftover(self.line, path, text)
        for child in self._taken:
            yield from child.leftovers(path)
        for child in self._children():
            yield Leftover(child.line, f"{path}/{child.name}", child.excerpt())

    def spot(self, most: int) -> Spot:
        """Where the element stands, with the beginning of its excerpt."""
        return Spot(self.name, self.line, self.excerpt()[:most])

    def excerpt(self) -> str:
        """The texts of the element and all below it, for a person to recognize it by."""
        own = (*self._attributes.values(), self._text, *self._strays())
        return " ".join(
            filter(None, (*own, *(c.excerpt() for c in (*self._taken, *self._children()))))
        )


def line_of(element: etree._Element) -> int:
    """The line the element starts on; 0 where the parser does not know."""
    line: Any = element.sourceline  # the stubs leave its type open
    return int(line or 0)

"""XML as lines, indented and ended the way the publisher's files are.

In: tags, texts and children. Out: lines that the two XML renderers join. Not here: what to write.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

Lines = tuple[str, ...]

INDENT = "  "


def leaf(tag: str, text: str | None, **attributes: str) -> Lines:
    """An element with text; nothing at all where there is no text."""
    if text is None:
        return ()
    return (f"<{_opening(tag, attributes)}>{escape(text, quote=False)}</{tag}>",)


def branch(tag: str, children: Iterable[Lines], **attributes: str) -> Lines:
    """An element around others; nothing at all where there are none."""
    inner = tuple(INDENT + line for child in children for line in child)
    if not inner:
        return ()
    return (f"<{_opening(tag, attributes)}>", *inner, f"</{tag}>")


def document(declaration: str, root: Lines) -> bytes:
    """The file: declaration and root element, in UTF-8."""
    return "".join(f"{line}\r\n" for line in (declaration, *root)).encode("utf-8")


def _opening(tag: str, attributes: dict[str, str]) -> str:
    return " ".join([tag, *(f'{name}="{escape(value)}"' for name, value in attributes.items())])

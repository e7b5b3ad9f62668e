"""What a format is: how it is recognized, and the parser that reads it.

In: the bytes of one published file. Out: `ParsedFile`. A parser is a pure function of its arguments,
never raises on damaged content inside a file of its format, and accounts for every row or element.
Not here: any format (one folder per publisher), and whether the file may enter the record (`guard`).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Protocol

import msgspec

from gazette.model.parsed import ParsedFile, ParseIssue

__all__ = ["Format", "Memo", "ParseIssue", "ParsedFile", "Parser"]


Memo = dict[bytes, object]
"""Rows already read, by their published bytes, kept between files of one format by the caller.

A parser may look a row up here and put it in; the result is the same with an empty memo, only
slower. Keys and values are the parser's own; the caller only keeps the dict and drops it.
"""


class Parser(Protocol):
    """Reads the bytes of one file of one format."""

    def __call__(self, data: bytes, *, memo: Memo) -> ParsedFile:
        """Everything the file says.

        Raises:
            ParseError: the bytes are not of this format at all (nothing of it could be read).
        """


def _states_nothing(_head: bytes) -> None:
    return None


class Format(msgspec.Struct, frozen=True, kw_only=True):
    """One way a list is published.

    Attributes:
        name: `csv-primary`, `xml-legacy` … unique within a publisher.
        describes: one phrase for people.
        recognizes: whether bytes look like this format, from their first 64 KiB and the lower-case
            file name without packing suffixes.
        parse: reads them.
        states: the day of publication that a file states, read from its first 64 KiB alone; None
            where it states none.
        rank: which file prevails where several speak of one part at one moment; higher prevails.
    """

    name: str
    describes: str
    recognizes: Callable[[bytes, str], bool]
    parse: Parser
    states: Callable[[bytes], date | None] = _states_nothing
    rank: int = 0

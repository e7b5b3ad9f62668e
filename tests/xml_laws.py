"""What must hold for every XML file, whole or damaged: the laws that the formats' tests share."""

from __future__ import annotations

import random
import re

from hypothesis import strategies as st

from gazette.errors import ParseError
from gazette.model.lists import Part
from gazette.sources.parsing import ParsedFile, Parser

seeds = st.integers(min_value=0, max_value=2**32)


def damaged(data: bytes, seed: int) -> bytes:
    """The bytes with a few of them flipped, cut off, doubled, dropped or moved."""
    chance = random.Random(seed)
    for _ in range(chance.randint(1, 4)):
        here, there = sorted(chance.randrange(len(data) + 1) for _ in range(2))
        short = min(there, here + chance.randint(1, 200))
        data = chance.choice(
            (
                lambda d: d[:here] + bytes([chance.randrange(256)]) + d[here + 1 :],  # noqa: B023  called at once
                lambda d: d[:there],  # noqa: B023
                lambda d: d[:here] + d[here:short] * 2 + d[short:],  # noqa: B023
                lambda d: d[:here] + d[short:],  # noqa: B023
                lambda d: d[:here] + d[short:there] + d[here:short] + d[there:],  # noqa: B023
            )
        )(data)
    return data


def shuffled_within_lines(data: bytes, seed: int) -> bytes:
    """The document with whole elements of one line each in another order, run by run."""
    chance = random.Random(seed)
    lines = data.splitlines(keepends=True)
    start = 0
    while start < len(lines):
        end = start
        while end < len(lines) and re.fullmatch(rb"\s*<(\w+)[^>]*>[^<]*</\1>\s*", lines[end]):
            end += 1
        run = lines[start:end]
        chance.shuffle(run)
        lines[start:end] = run
        start = end + 1
    return b"".join(lines)


def assert_accounted(parsed: ParsedFile) -> None:
    """Every element is an entry, part of one, structure, or an issue with its position."""
    lost = sum(issue.loses_row for issue in parsed.issues)
    assert parsed.elements == parsed.taken + parsed.structural + lost
    assert all(issue.position and issue.reason for issue in parsed.issues)
    present = parsed.parts[Part.PRESENCE].keys()
    for part, contents in parsed.parts.items():
        assert contents.keys() <= present, part
    assert parsed.unread <= present
    assert not (parsed.is_truncated and parsed.complete)


def assert_survives(parse: Parser, data: bytes) -> ParsedFile | None:
    """The file as read, or None where it is refused; nothing else may happen."""
    try:
        parsed = parse(data, memo={})
    except ParseError:
        return None
    assert_accounted(parsed)
    return parsed

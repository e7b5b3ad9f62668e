"""Decide whether an edition may enter the record.

In: what a parser read, and how it compares with the nearest accepted editions on either side. Out:
nothing, or the reasons to hold it back until a person accepts it. Structural checks always apply;
share checks only against editions at most `NEIGHBOR_DAYS` away, so that a decision follows from
which editions there are, not from the order in which they came.
Not here: comparing (`record.compare`), and remembering what a person accepted (`record.ingest`).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import msgspec

from gazette.model.editions import Comparison, PartComparison
from gazette.model.lists import Part
from gazette.model.parsed import ParsedFile

NEIGHBOR_DAYS = timedelta(days=14)


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """How much of a list may change between neighboring editions, as shares of the earlier one.

    Tuned to no list: the largest real steps seen in 308 SDN editions of 2021-2024 are 5 % amended
    (2022-04-29), 4 % designated (2024-02-23) and 1.7 % delisted (2021-12-30); the UN list took
    14 % in a day in 2025 (the Iran snap-back).

    Attributes:
        lost: share of entries that may leave; `few` of them may always.
        gained: share that may join.
        changed: share that may be amended.
        program_lost: share of one program's entries that may leave.
        program_few: so many entries of a program may always leave: programs do end in a day
            (Zimbabwe in March 2024: 86 of 98; Burma in 2016: 111; Sudan in 2017: about 160).
        unread: share of rows that may be unreadable.
        few: so many entries may always change, whatever their share.
        tail: so many missing entries at the end of a file look like a cut.
    """

    lost: float = 0.10
    gained: float = 0.30
    changed: float = 0.50
    program_lost: float = 0.60
    program_few: int = 250
    unread: float = 0.01
    few: int = 25
    tail: int = 5


def structural_reasons(file: ParsedFile, size: int, limits: Limits) -> tuple[str, ...]:
    """Why the file itself cannot be trusted to be whole; empty if it can."""
    return tuple(_structural(file, size, limits))


def share_reasons(step: Comparison | None, limits: Limits) -> tuple[str, ...]:
    """Why a step between two neighboring editions is implausible; empty if it is not."""
    return () if step is None else tuple(_shares(step, limits))


def _structural(file: ParsedFile, size: int, limits: Limits) -> Iterator[str]:
    rows = file.elements - file.structural
    if size == 0:
        yield "the file is empty: 0 bytes"
    elif rows == 0:
        yield f"the file has no entries: {size} bytes"
    if file.is_truncated:
        yield f"the file ends before its end mark, after {rows} rows"
    lost = rows - file.taken
    if lost > limits.unread * rows and rows:
        yield f"rows that cannot be read: {lost} of {rows}"
    shown = len(file.parts.get(Part.PRESENCE, ()))
    if file.stated_count is not None and file.stated_count != shown:
        yield f"the file states {file.stated_count} entries and shows {shown}"


def _shares(comparison: Comparison, limits: Limits) -> Iterator[str]:
    for part in comparison.parts:
        against = part.against.date().isoformat()
        for what, count, share in (
            ("leave", part.lost, limits.lost),
            ("join", part.gained, limits.gained),
            ("change", part.changed, limits.changed),
        ):
            if count > limits.few and count > share * part.before:
                yield _told(part, what, count, against)
        if part.tail_lost >= limits.tail:
            yield f"the last {part.tail_lost} entries of the edition of {against} are missing"
    for program in comparison.programs:
        most = max(limits.program_few, limits.program_lost * program.before)
        if program.lost > most:
            yield (
                f"{program.lost} of {program.before} entries of program {program.program} "
                "would leave"
            )


def _told(part: PartComparison, what: str, count: int, against: str) -> str:
    subject = "entries" if part.part is Part.PRESENCE else f"entries' {part.part}"
    return f"{count} of {part.before} {subject} would {what} since {against}"

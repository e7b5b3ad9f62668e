"""Account for every line of one of OFAC's flat files.

In: its bytes, and the `Layout` that takes a line apart. Out: a `ParsedFile` in which each line is
part of an entry, structural, or an issue. One physical line is one row, so that a stray quote cannot
swallow the rows after it. Not here: what a row means (`flat_tables`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import msgspec

from gazette.errors import ParseError
from gazette.model import codec
from gazette.model.lists import EntryId, Part
from gazette.sources.parsing import Memo, ParsedFile, ParseIssue
from gazette.sources.us_ofac.flat_tables import Fields, Table

LINE_LIMIT = 65_536
"""Longer lines are not read: the longest row ever seen, of an overflow file, has 7,812 characters."""

EXCERPT = 200
_END_MARK = b"\x1a"
_ENDS = (b"\n", b"\r", _END_MARK)
_BOM = b"\xef\xbb\xbf"
_ENTRY_ID = re.compile(rb"[1-9]\d{0,9}")


class Damage(msgspec.Struct, frozen=True):
    """Why a line is no row, and whether it may hide the start of another one."""

    reason: str
    may_hide: bool = False


_NO_ID = Damage("no entry id", may_hide=True)
_SECOND = Damage("a second, different row of an entry", may_hide=True)
"""One of the two may be another entry's, its id damaged: so neither id tells what the row was."""


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    """How the lines of a format are taken apart.

    Attributes:
        format: the format's name.
        table: which of the four files it is.
        start: the first field of a line as bytes, cheaply.
        fields: the fields of a line.
        recover: the entry id a damaged line surely begins with.
        hides: whether a damaged line may hold the start of another row.
        salt: what memo keys need before the line.
    """

    format: str
    table: Table
    start: Callable[[bytes], bytes]
    fields: Callable[[str], Fields | Damage]
    recover: Callable[[bytes], bytes | None]
    hides: Callable[[bytes], bool]
    salt: bytes = b""


class _Known(NamedTuple):
    """What the rows of one entry say: the value of a memo."""

    entry_id: EntryId
    payload: bytes | None
    rows: int
    is_clean: bool


@dataclass(slots=True)
class _Account:
    taken: int = 0
    structural: int = 0
    contents: dict[EntryId, bytes | None] = field(default_factory=dict)
    unread: set[EntryId] = field(default_factory=set)
    issues: list[tuple[int, ParseIssue]] = field(default_factory=list)


def parse(data: bytes, memo: Memo, layout: Layout) -> ParsedFile:
    """Everything the file says, each line accounted for.

    Raises:
        ParseError: it has lines, and not one of them is a row of this format.
    """
    lines = data.removeprefix(_BOM).splitlines()
    account = _Account()
    if not _read_lines(lines, memo, layout, account):
        account = _Account()
        _read_lines(lines, {}, layout, account)
    if account.issues and not account.taken:
        raise ParseError(f"no line is a row of `{layout.format}`: {account.issues[0][1].excerpt}")
    is_cut = _lacks_mark(data, layout) or (
        not data.endswith(_ENDS) and _ends_in_loss(account, len(lines))
    )
    return _parsed(len(lines), layout, account, is_truncated=is_cut)


def _lacks_mark(data: bytes, layout: Layout) -> bool:
    """Whether a file with OFAC's own line ends lacks OFAC's end mark, so that rows may be missing.

    Every file of a set ends with Ctrl-Z but some of those with comments. A copy whose line ends were
    rewritten (2019-01-04) may have lost the mark with them: of such a file nothing can be told.
    """
    is_original = b"\r\n" in data[:LINE_LIMIT]
    is_marked = data.rstrip(b" \t\r\n").endswith(b"\x1a")
    return layout.table.must_end_with_mark and is_original and not is_marked


def _ends_in_loss(account: _Account, elements: int) -> bool:
    return any(issue.loses_row and index == elements - 1 for index, issue in account.issues)


def decoded(line: bytes) -> str:
    """The text of a line: UTF-8, else windows-1252, else Latin-1, which reads any bytes.

    Every edition seen so far is ASCII, as the data specification says.
    """
    for encoding in ("utf-8", "windows-1252"):
        try:
            return line.decode(encoding)
        except UnicodeDecodeError:
            continue
    return line.decode("latin-1")


def is_structural(line: bytes) -> bool:
    """Whether a line is blank, the end mark, or a header row that a copy put first."""
    bare = line.strip(b" \t\r\x1a")
    return not bare or bare.lower().startswith(b"ent_num")


def sample_lines(data: bytes, most: int = 40) -> list[str]:
    """The first lines of a file's beginning that are not structural, decoded."""
    lines = data.removeprefix(_BOM).splitlines()[:most]
    return [decoded(line.removesuffix(_END_MARK)) for line in lines if not is_structural(line)]


def _read_lines(lines: Sequence[bytes], memo: Memo, layout: Layout, account: _Account) -> bool:
    """Account for all lines; False where they have to be read without the memo.

    Known rows of single-row tables are taken before the order of lines is looked at, which decides
    between two rows of one entry. Where a known row is one of two, nothing may be taken so.
    """
    unknown: Iterable[int] = range(len(lines))
    if layout.table.is_single and not layout.salt and memo:
        unknown = _recall(lines, memo, account)
    recalled = account.taken
    if recalled != len(account.contents):
        return False
    for numbers in _grouped(lines, unknown, layout, account):
        known = _known(numbers, lines, memo, layout, account)
        if known is None:
            continue
        if recalled and known.entry_id in account.contents:
            return False
        account.contents[known.entry_id] = known.payload
        account.taken += known.rows
    return True


def _recall(lines: Sequence[bytes], memo: Memo, account: _Account) -> list[int]:
    """Take the lines that the memo knows; return the places of the others."""
    unknown: list[int] = []
    contents = account.contents
    for index, known in enumerate(map(memo.get, lines)):
        if isinstance(known, _Known):
            contents[known.entry_id] = known.payload
            account.taken += 1
        else:
            unknown.append(index)
    return unknown


def _grouped(
    lines: Sequence[bytes], unknown: Iterable[int], layout: Layout, account: _Account
) -> Iterable[list[int]]:
    """The places of the rows of each entry; what begins with no entry id is accounted for."""
    rows: defaultdict[bytes, list[int]] = defaultdict(list)
    start_of, is_id = layout.start, _ENTRY_ID.fullmatch
    for index in unknown:
        start = start_of(lines[index])
        if is_id(start):
            rows[start].append(index)
        elif is_structural(lines[index]):
            account.structural += 1
        else:
            _lose(index, lines[index], _NO_ID, layout, account)
    return rows.values()


def _known(
    numbers: list[int], lines: Sequence[bytes], memo: Memo, layout: Layout, account: _Account
) -> _Known | None:
    key = lines[numbers[0]] if len(numbers) == 1 else b"\n".join([lines[n] for n in numbers])
    if layout.salt:
        key = layout.salt + key
    known = memo.get(key)
    if isinstance(known, _Known):
        return known
    read = _read(numbers, lines, layout, account)
    if read is not None and read.is_clean:
        memo[key] = read
    return read


def _read(
    numbers: list[int], lines: Sequence[bytes], layout: Layout, account: _Account
) -> _Known | None:
    """What an entry's rows say; None where no line of them is a row."""
    rows: list[Fields] = []
    before = len(account.issues)
    for index in numbers:
        fields = _fields(lines[index], layout)
        if isinstance(fields, Damage):
            _lose(index, lines[index], fields, layout, account)
        elif rows and layout.table.is_single and fields != rows[0]:
            _lose(index, lines[index], _SECOND, layout, account)
        else:
            rows.append(fields)
            _audit(index, fields, layout, account)
    if not rows:
        return None
    issues = account.issues[before:]
    is_whole = layout.table.is_single or not any(issue.loses_row for _, issue in issues)
    content = layout.table.content(rows) if is_whole else None
    payload = None if content is None else codec.encode(content)
    return _Known(EntryId(rows[0][0].strip()), payload, len(rows), not issues)


def _fields(line: bytes, layout: Layout) -> Fields | Damage:
    if len(line) > LINE_LIMIT:
        return Damage(f"line longer than {LINE_LIMIT} bytes", may_hide=True)
    if b"\0" in line:
        return Damage("zero bytes")
    fields = layout.fields(decoded(line.removesuffix(_END_MARK)))
    if isinstance(fields, Damage):
        return fields
    reason = layout.table.damage(fields)
    return fields if reason is None else Damage(reason)


def _audit(index: int, fields: Fields, layout: Layout, account: _Account) -> None:
    left = layout.table.leftover(fields)
    if left is not None:
        issue = _issue(index, "a column that is always null is not", left, fields[0].strip())
        account.issues.append((index, issue))


def _lose(index: int, line: bytes, damage: Damage, layout: Layout, account: _Account) -> None:
    """Note a line that is no row; an id it surely begins with is listed, but unread."""
    found = layout.recover(line[:64])
    entry_id = found.decode() if found else None
    if entry_id is not None:
        account.unread.add(EntryId(entry_id))
    if damage.may_hide or layout.hides(line[:LINE_LIMIT]):
        entry_id = None
    excerpt = decoded(line[:EXCERPT])
    issue = _issue(index, damage.reason, excerpt, entry_id, loses_row=True)
    account.issues.append((index, issue))


def _issue(
    index: int, reason: str, excerpt: str, entry_id: str | None, *, loses_row: bool = False
) -> ParseIssue:
    return ParseIssue(
        position=f"line {index + 1}",
        reason=reason,
        excerpt=excerpt[:EXCERPT],
        entry_id=None if entry_id is None else EntryId(entry_id),
        loses_row=loses_row,
    )


def _parsed(elements: int, layout: Layout, account: _Account, *, is_truncated: bool) -> ParsedFile:
    lost = [(index, issue) for index, issue in account.issues if issue.loses_row]
    knows_ids = account.taken > 0 and all(issue.entry_id is not None for _, issue in lost)
    contents = account.contents.items()
    return ParsedFile(
        format=layout.format,
        parts={
            Part.PRESENCE: dict.fromkeys([*account.contents, *account.unread], codec.PRESENT),
            layout.table.part: {key: payload for key, payload in contents if payload is not None},
        },
        complete=layout.table.complete if knows_ids and not is_truncated else frozenset(),
        elements=elements,
        taken=account.taken,
        structural=account.structural,
        is_truncated=is_truncated,
        unread=frozenset(account.unread),
        issues=tuple(issue for _, issue in sorted(account.issues, key=lambda found: found[0])),
    )

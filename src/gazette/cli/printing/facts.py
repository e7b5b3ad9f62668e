"""Everything held of an entry as labelled lines, for its card.

Pure. In: an entry as of a moment. Out: labels with their lines, in the order they are read in. What is
not held is said, and what may have been true already is told apart from what is certain.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from gazette.app.answers import EntryAnswer, LinkedEntry
from gazette.cli.printing import words
from gazette.cli.printing.labels import label
from gazette.model.entries import Entry
from gazette.model.facts import Aircraft, Vessel
from gazette.model.lists import ListId, Part
from gazette.model.names import NameType
from gazette.model.standing import EntryAsOf, PartRead, Possible
from gazette.model.wording import craft_fields, worded


class Row(NamedTuple):
    """A label and its lines; `is_aside` for what is said about the facts rather than by them."""

    label: str
    lines: tuple[str, ...]
    is_aside: bool = False


BEFORE_NAMES = ("title",)
OF_PROFILE = (
    "births",
    "birthplaces",
    "nationalities",
    "citizenships",
    "genders",
    "identifiers",
    "wallets",
    "contacts",
    "vessel",
    "aircraft",
    "roles",
    "milestones",
    "attributes",
)
AFTER_LINKS = ("notices", "remarks", "cut")


def rows(answer: EntryAnswer) -> tuple[Row, ...]:
    """The rows of an entry's card; those without a line are left out."""
    found = answer.found
    entry = found.entry
    told = (
        Row(label("measures"), tuple(words.measure(one) for one in found.measures)),
        *_missing(found, Part.PRIMARY, "neither primary name nor programs are held"),
        Row(label("programs"), ("; ".join(entry.programs),) if entry.programs else ()),
        *_of(entry.listing, ("memberships", "authorities")),
        *_of(entry.profile, BEFORE_NAMES),
        Row(label("aliases"), _names(entry)),
        *_missing(found, Part.ALIASES, "no aliases are held"),
        *_of(entry.profile, OF_PROFILE),
        *_of(entry, ("addresses",)),
        *_missing(found, Part.ADDRESSES, "no addresses are held"),
        Row(label("links"), tuple(_link(found.list_id, one) for one in answer.links)),
        *_of(entry.profile, AFTER_LINKS),
        *_details(entry),
        *_possible(found),
        *_last_read(found),
    )
    return tuple(row for row in told if row.lines)


def _of(holder: object, fields: tuple[str, ...]) -> Iterator[Row]:
    if holder is not None:
        for field in fields:
            yield Row(label(field), _lines(getattr(holder, field)))


def _lines(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    if isinstance(value, Vessel | Aircraft):
        return tuple(f"{field}: {told}" for field, told in craft_fields(value))
    return tuple(worded(one) for one in value) if isinstance(value, tuple) else (worded(value),)


def _names(entry: Entry) -> tuple[str, ...]:
    """All names but the primary one in its own script, which is the title of the card."""
    return tuple(
        worded(name)
        for name in entry.names
        if name.type is not NameType.PRIMARY or name.script is not None
    )


def _link(list_id: ListId, link: LinkedEntry) -> str:
    role = f" ({link.role})" if link.role else ""
    return f"{link.name}{role}" + (f" {list_id}/{link.entry_id}" if link.entry_id else "")


def _details(entry: Entry) -> Iterator[Row]:
    """Typed parts of names and addresses; a name of one part and other scripts are shown above."""
    details = entry.details
    if details is not None:
        parted = tuple(form for form in details.names if len(form.parts) > 1)
        yield Row(label("details.names"), _lines(parted))
        yield Row(label("details.places"), _lines(details.places))
        yield Row(label("details.attributes"), _lines(details.attributes))


def _missing(found: EntryAsOf, part: Part, told: str) -> Iterator[Row]:
    """That a part was not read by the moment, so that its absence says nothing."""
    read = found.reads.get(part)
    if read is None or _is_unread(found, read):
        later = "" if read is None or read.next is None else f"; first read {words.when(read.next)}"
        yield Row(
            "", (f"{told}: no file that carries them was read by then{later}",), is_aside=True
        )


def _is_unread(found: EntryAsOf, read: PartRead) -> bool:
    """Whether no look tells of the part as this listing has it: none, or only before it began."""
    began = None if found.standing.listed is None else found.standing.listed.by
    return read.last is None or (began is not None and read.last < began)


def _possible(found: EntryAsOf) -> Iterator[Row]:
    """Facts first seen later, by the moment from which they are certain."""
    by_moment: dict[datetime, list[Possible]] = {}
    for one in found.possible:
        by_moment.setdefault(one.certain_from, []).append(one)
    for moment, facts in sorted(by_moment.items()):
        head = f"may have been true already; certain from {words.when(moment)}:"
        yield Row("possible", (head, *(_possible_line(one) for one in facts)))


def _possible_line(one: Possible) -> str:
    field = "aliases" if one.part is Part.ALIASES else one.field
    value = "; ".join(_lines(one.value))
    return value if field == "aliases" else f"{label(field)}: {value}"


def _last_read(found: EntryAsOf) -> Iterator[Row]:
    """When each part was last read, parts read together in one line."""
    together: dict[str, list[str]] = {}
    for part in Part:
        together.setdefault(_read(found, found.reads.get(part)), []).append(part.value)
    lines = tuple(f"{words.joined(parts)}: {read}" for read, parts in together.items())
    yield Row("last read", lines, is_aside=True)


def _read(found: EntryAsOf, read: PartRead | None) -> str:
    if read is None or (read.last is None and read.next is None):
        return "never"
    is_unread = _is_unread(found, read)
    if read.next is None:
        return "not since it was first seen" if is_unread else f"{_last(read)}; not since"
    return f"{'not yet' if is_unread else _last(read)}; next {words.when(read.next)}"


def _last(read: PartRead) -> str:
    return "not yet" if read.last is None else words.when(read.last)

"""Compose an entry as of a moment from the runs of its parts.

In: runs, contents and looks. Out: `EntryAsOf`, with what is certain apart from what is possible. Pure.
The rule of the possible: a fact first seen at one look, and not shown by the look before it, is
possible from that earlier look, or from the designation, on and certain from the later one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from msgspec import structs

from gazette.model.entries import Addresses, Aliases, Details, Entry, Listing, Overflow, Profile
from gazette.model.lists import EntryId, ListId, Part
from gazette.model.standing import EntryAsOf, Possible, StandingAsOf
from gazette.model.time import AsOf, to_micros
from gazette.record.looks import AllLooks, Looks, LooksAt, run_at, standing
from gazette.record.timeline import Run

PartRuns = Mapping[Part, tuple[Run, ...]]
"""The runs of one entry, by part, in order of time."""

Contents = Mapping[int, Any]
"""Decoded contents by their numbers."""

JoinOverflow = Callable[[Profile, str], Profile]
"""How a publisher's cut text is joined with what was cut off."""


class Rules(NamedTuple):
    """What composing takes from the list's source.

    Attributes:
        list_id: the list.
        hold_days: how long an edition stands without a later one.
        join: how cut text is joined with what was cut off.
    """

    list_id: ListId
    hold_days: int
    join: JoinOverflow


CONTENT_PARTS: tuple[Part, ...] = tuple(part for part in Part if part is not Part.PRESENCE)


LooksAround = Mapping[Part, LooksAt]
"""The looks at every part around one moment; parts that no file ever spoke of are left out."""


def looks_around(looks: AllLooks, as_of: AsOf) -> LooksAround:
    """The looks around the moment that is asked about."""
    at = to_micros(as_of.valid)
    around = {part: LooksAt(seen, at) for part, seen in looks.items() if seen}
    around.setdefault(Part.PRESENCE, LooksAt(Looks(), at))
    return around


def entry_as_of(
    entry_id: EntryId,
    runs: PartRuns,
    looks: LooksAround,
    contents: Contents,
    rules: Rules,
    as_of: AsOf,
) -> EntryAsOf:
    """What the list said of the entry as of a moment; for one not listed, what it last said."""
    presence = looks[Part.PRESENCE]
    where = standing(runs.get(Part.PRESENCE, ()), presence, entry_id, rules.hold_days)
    listed = run_at(runs.get(Part.PRESENCE, ()), presence.moment)
    designated = None if where.listed is None else where.listed.by
    return EntryAsOf(
        as_of=as_of,
        standing=where,
        entry=_shown(
            entry_id, runs, looks, contents, rules, _shown_at(runs, where, presence.moment)
        ),
        reads={part: seen.read_since(entry_id, designated) for part, seen in looks.items()},
        possible=()
        if listed is None
        else tuple(_possible(entry_id, runs, looks, contents, listed.end)),
    )


def _shown(
    entry_id: EntryId,
    runs: PartRuns,
    looks: LooksAround,
    contents: Contents,
    rules: Rules,
    at: int,
) -> Entry:
    def last(part: Part) -> int | None:
        around = looks[part]
        if around.moment == at:
            return around.last(entry_id)
        return around.looks.last(entry_id, at)

    return assemble(rules, entry_id, contents_at(runs, contents, at, last))


LastLook = Callable[[Part], int | None]
"""When a part of an entry was last looked at, up to some moment."""


def contents_at(runs: PartRuns, contents: Contents, at: int, last: LastLook) -> dict[Part, Any]:
    """What the parts of the entry said at the moment, without what no look bears out any more.

    A part that was not looked at since the designation may be of an earlier listing: it is left out,
    but for the primary one, since an id stays with its subject. What belongs to a version of the
    primary part (the overflow of its cut text, what its listing does) does not outlive it.
    """
    presence = run_at(runs.get(Part.PRESENCE, ()), at)
    designated = -1 if presence is None else presence.start
    found: dict[Part, Any] = {}
    primary = run_at(runs.get(Part.PRIMARY, ()), at)
    if primary is not None:
        found[Part.PRIMARY] = contents[primary.content]
    version = -1 if primary is None else primary.start
    for part, of_part in runs.items():
        run = run_at(of_part, at) if part not in _OWN_RULES else None
        if run is None:
            continue
        look = last(part)
        if look is not None and look >= designated:
            kept = contents[run.content]
            found[part] = kept if look >= version else _outlived(kept)
    return {part: kept for part, kept in found.items() if kept is not None}


_OWN_RULES = frozenset({Part.PRESENCE, Part.PRIMARY})


def _outlived(content: Any) -> Any:
    """What of a part still stands when it was last looked at before the primary part changed."""
    match content:
        case Overflow():
            return None
        case Listing():
            return structs.replace(content, measures=(), authorities=())
        case Details():
            return structs.replace(content, links=(), attributes=())
        case _:
            return content


def assemble(rules: Rules, entry_id: EntryId, held: Mapping[Part, Any]) -> Entry:
    """The entry made of these contents, text that was cut joined with its overflow."""
    profile: Profile | None = held.get(Part.PRIMARY)
    overflow: Overflow | None = held.get(Part.COMMENTS)
    aliases: Aliases | None = held.get(Part.ALIASES)
    addresses: Addresses | None = held.get(Part.ADDRESSES)
    listing: Listing | None = held.get(Part.LISTING)
    details: Details | None = held.get(Part.DETAILS)
    if profile is not None and profile.cut is not None and overflow is not None:
        profile = rules.join(profile, overflow.text)
    return Entry(
        list_id=rules.list_id,
        entry_id=entry_id,
        profile=profile,
        aliases=() if aliases is None else aliases.names,
        addresses=() if addresses is None else addresses.addresses,
        listing=listing,
        details=details,
    )


def added_facts(before: Any, after: Any) -> Iterator[tuple[str, Any]]:
    """The facts that one content has and an earlier one of the same part lacks, by field."""
    for field in after.__struct_fields__:
        new = getattr(after, field)
        old = () if before is None else getattr(before, field)
        if isinstance(new, tuple):
            yield from ((field, value) for value in new if value not in old)
        elif new is not None and new != old and field != "cut":
            yield field, new


def _shown_at(runs: PartRuns, where: StandingAsOf, at: int) -> int:
    """The moment whose contents are shown: the one asked for, or the last of the listing before."""
    if where.was_listed:
        return at
    presence = runs.get(Part.PRESENCE, ())
    over = [run.end for run in presence if run.end <= at]
    coming = [run.start for run in presence if run.start > at]
    return over[-1] - 1 if over else min(coming, default=at)


def _possible(
    entry_id: EntryId, runs: PartRuns, looks: LooksAround, contents: Contents, ends: int
) -> Iterator[Possible]:
    """The facts that the next looks show for the first time, if they are of this same listing."""
    for part, of_part in runs.items():
        coming = looks[part].read(entry_id).next
        if coming is None or to_micros(coming) >= ends or part is Part.PRESENCE:
            continue
        run, now = run_at(of_part, to_micros(coming)), run_at(of_part, looks[part].moment)
        if run is None or run is now:
            continue
        before = None if now is None else contents[now.content]
        for field, value in added_facts(before, contents[run.content]):
            yield Possible(part, field, value, coming)


def all_numbers(runs: PartRuns) -> Iterator[tuple[int, Part]]:
    """The numbers of all contents that an entry's runs name, with the part each belongs to."""
    for part in CONTENT_PARTS:
        for run in runs.get(part, ()):
            yield run.content, part

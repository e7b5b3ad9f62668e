"""The record's laws as plainly as they can be said: a list of files, replayed for every question.

In: files as they were taken, and a moment. Out: what the record must answer. Slow on purpose; shares
no logic with `gazette.record`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from msgspec import structs

from gazette.model import codec
from gazette.model.entries import Details, Entry, Listing, Overflow, Profile
from gazette.model.lists import EntryId, Part
from gazette.model.standing import Bounds, EntryAsOf, PartRead, Possible, Standing, StandingAsOf
from gazette.model.time import MICROSECOND, AsOf
from gazette.record.compose import Rules
from strategies import IDS, TINY, Taken

HOLD_DAYS = 10
Held = dict[EntryId, dict[Part, bytes]]


def joined(profile: Profile, overflow: str) -> Profile:
    """How the tiny list joins cut text."""
    text = (profile.cut or "") + overflow
    return Profile(
        name=profile.name, kind=profile.kind, remarks=codec.sorted_unique((*profile.remarks, text))
    )


RULES = Rules(TINY, HOLD_DAYS, joined)


def observes(taken: Taken, part: Part, entry_id: EntryId) -> bool:
    """Whether the file says anything of an entry's part, be it that there is none."""
    shown = taken.file.parts.get(part)
    if shown is None:
        return False
    return entry_id in shown or (part in taken.file.complete and entry_id not in taken.file.unread)


class Naive:
    """What follows from some files."""

    def __init__(self, files: Sequence[Taken]) -> None:
        self.files = files
        self.moments = sorted({taken.moment for taken in files})
        self._at: dict[datetime, Held] = {}

    def at(self, moment: datetime) -> Held:
        """The payload of every part of every entry at a moment."""
        if moment not in self._at:
            self._at[moment] = self._replayed(moment)
        return self._at[moment]

    def _replayed(self, moment: datetime) -> Held:
        held: Held = {entry_id: {} for entry_id in IDS}
        for part in Part:
            for taken in sorted(self.files, key=lambda one: _order(one, part)):
                for entry_id in IDS:
                    if taken.moment <= moment and observes(taken, part, entry_id):
                        held[entry_id].pop(part, None)
                        if entry_id in taken.file.parts[part]:
                            held[entry_id][part] = taken.file.parts[part][entry_id]
        return held

    def is_listed(self, entry_id: EntryId, moment: datetime) -> bool:
        return Part.PRESENCE in self.at(moment)[entry_id]

    def looks(self, part: Part, entry_id: EntryId) -> list[datetime]:
        """The moments of all files that tell of an entry's part."""
        return sorted({one.moment for one in self.files if observes(one, part, entry_id)})

    def was_ever_seen(self, entry_id: EntryId) -> bool:
        return any(self.at(moment)[entry_id] for moment in self.moments)

    def runs(self, part: Part, entry_id: EntryId) -> list[tuple[datetime, bytes | None]]:
        """When the part's payload became another, and which; None for no such part."""
        found: list[tuple[datetime, bytes | None]] = []
        for moment in self.moments:
            payload = self.at(moment)[entry_id].get(part)
            if payload != (found[-1][1] if found else None):
                found.append((moment, payload))
        return found

    def read(self, part: Part, entry_id: EntryId, moment: datetime) -> PartRead:
        looks = self.looks(part, entry_id)
        return PartRead(
            max((look for look in looks if look <= moment), default=None),
            min((look for look in looks if look > moment), default=None),
        )

    def entry_as_of(self, entry_id: EntryId, as_of: AsOf) -> EntryAsOf | None:
        """What `queries.read_entry` must answer."""
        if not self.was_ever_seen(entry_id):
            return None
        where = self.standing(entry_id, as_of.valid)
        spoken = {part for taken in self.files for part in taken.file.parts}
        return EntryAsOf(
            as_of=as_of,
            standing=where,
            entry=self._composed(entry_id, self._shown_at(entry_id, as_of.valid)),
            reads={
                part: _since(where.listed, self.read(part, entry_id, as_of.valid))
                for part in spoken | {Part.PRESENCE}
            },
            possible=tuple(self._possible(entry_id, as_of.valid)) if where.was_listed else (),
        )

    def standing(self, entry_id: EntryId, moment: datetime) -> StandingAsOf:
        read = self.read(Part.PRESENCE, entry_id, moment)
        listed = self.is_listed(entry_id, moment)
        joined_at = [m for m, shown in self.runs(Part.PRESENCE, entry_id) if shown is not None]
        left_at = [m for m, shown in self.runs(Part.PRESENCE, entry_id) if shown is None]
        began = max((m for m in joined_at if m <= moment), default=None)
        ended = max((m for m in left_at if m <= moment), default=None)
        return StandingAsOf(
            standing=self._standing(entry_id, moment, read, is_listed=listed),
            last_read=read.last,
            was_listed=listed,
            next_read=read.next,
            listed=self._bounds(entry_id, began) if listed else None,
            delisted=self._bounds(entry_id, ended),
        )

    def _standing(
        self, entry_id: EntryId, moment: datetime, read: PartRead, *, is_listed: bool
    ) -> Standing:
        if read.last is None:
            return Standing.OUTSIDE
        stands_from = max(
            max(one.moment, one.provenance.observed_at or one.moment)
            for one in self.files
            if one.moment == read.last and observes(one, Part.PRESENCE, entry_id)
        )
        is_over = moment > stands_from + timedelta(days=HOLD_DAYS)
        if is_over and (read.next is None or self.is_listed(entry_id, read.next) != is_listed):
            return Standing.UNCERTAIN
        return Standing.LISTED if is_listed else Standing.NOT_LISTED

    def _bounds(self, entry_id: EntryId, moment: datetime | None) -> Bounds | None:
        if moment is None:
            return None
        looks = self.looks(Part.PRESENCE, entry_id)
        return Bounds(max((look for look in looks if look < moment), default=None), moment)

    def _shown_at(self, entry_id: EntryId, moment: datetime) -> datetime:
        if self.is_listed(entry_id, moment):
            return moment
        runs = self.runs(Part.PRESENCE, entry_id)
        left = [m for m, shown in runs if shown is None and m <= moment]
        coming = [m for m, shown in runs if shown is not None and m > moment]
        return left[-1] - MICROSECOND if left else min(coming, default=moment)

    def _composed(self, entry_id: EntryId, moment: datetime) -> Entry:
        held = self._borne_out(entry_id, moment)
        profile: Profile | None = held.get(Part.PRIMARY)
        overflow: Overflow | None = held.get(Part.COMMENTS)
        if profile is not None and profile.cut is not None and overflow is not None:
            profile = joined(profile, overflow.text)
        return Entry(
            list_id=TINY,
            entry_id=entry_id,
            profile=profile,
            aliases=held[Part.ALIASES].names if Part.ALIASES in held else (),
            addresses=held[Part.ADDRESSES].addresses if Part.ADDRESSES in held else (),
            listing=held.get(Part.LISTING),
            details=held.get(Part.DETAILS),
        )

    def _borne_out(self, entry_id: EntryId, moment: datetime) -> dict[Part, Any]:
        """The contents at a moment, but for what was last read before the listing began.

        The primary one stands; overflow, measures and authorities go with the primary they were
        last read beside.
        """
        held: dict[Part, Any] = {
            part: codec.decode(part, payload)
            for part, payload in self.at(moment)[entry_id].items()
            if part is not Part.PRESENCE
        }
        listed_from = self._began(Part.PRESENCE, entry_id, moment)
        primary_from = self._began(Part.PRIMARY, entry_id, moment)
        for part in set(held) - {Part.PRIMARY}:
            read = self.read(part, entry_id, moment).last
            assert read is not None
            if listed_from is not None and read < listed_from:
                del held[part]
            elif primary_from is not None and read < primary_from:
                if part is Part.COMMENTS:
                    del held[part]
                elif part is Part.LISTING:
                    held[part] = Listing(memberships=held[part].memberships)
        return held

    def _began(self, part: Part, entry_id: EntryId, moment: datetime) -> datetime | None:
        """From when the part has been as it is; None if there is none at the moment."""
        if part not in self.at(moment)[entry_id]:
            return None
        return max(m for m, told in self.runs(part, entry_id) if told is not None and m <= moment)

    def _possible(self, entry_id: EntryId, moment: datetime) -> Iterator[Possible]:
        """Facts first seen at the next look at their part, if that is of the same listing."""
        for part in Part:
            coming = self.read(part, entry_id, moment).next
            if coming is None or part is Part.PRESENCE:
                continue
            between = [m for m in self.moments if moment < m <= coming]
            if not all(self.is_listed(entry_id, m) for m in between):
                continue
            old, new = (self.at(m)[entry_id].get(part) for m in (moment, coming))
            if new is not None and new != old:
                for field, value in _facts(part, new) - _facts(part, old):
                    yield Possible(part, field, value, coming)


def _order(taken: Taken, part: Part) -> tuple[object, ...]:
    source = taken.provenance
    observed = source.observed_at or source.moment - timedelta(days=365)
    return (taken.moment, part in taken.file.complete, source.rank, observed, source.sha256)


def _facts(part: Part, payload: bytes | None) -> set[tuple[str, Any]]:
    if payload is None:
        return set()
    content = codec.decode(part, payload)
    found: set[tuple[str, Any]] = set()
    for field in content.__struct_fields__:
        value = getattr(content, field)
        values = value if isinstance(value, tuple) else (value,)
        found |= {(field, one) for one in values if one is not None and field != "cut"}
    return found


def _since(listed: Bounds | None, read: PartRead) -> PartRead:
    """A look from before the designation tells nothing of the listing."""
    if listed is None or listed.by is None or read.last is None or read.last >= listed.by:
        return read
    return PartRead(None, read.next)


def _outlived(content: Any) -> Any:
    """What stands of a part that was last looked at before the primary one changed."""
    match content:
        case Overflow():
            return None
        case Listing():
            return structs.replace(content, measures=(), authorities=())
        case Details():
            return structs.replace(content, links=(), attributes=())
        case _:
            return content

"""When each part of a list was looked at, and what that lets one say of a moment between two looks.

In: the observations of a list as known at some moment. Out: the last and next look that tell of an
entry, bounds of what changed, and standings. Pure; moments are whole microseconds.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from gazette.model.lists import Part
from gazette.model.standing import Bounds, PartRead, Standing, StandingAsOf
from gazette.model.time import DAY_MICROS, OPEN_END, to_micros, to_moment
from gazette.record.timeline import Observation, Run


class _Look(NamedTuple):
    """All files that speak of a part at one moment.

    Attributes:
        tells_all: one of them tells of every entry.
    """

    moment: int
    seen: tuple[Observation, ...]
    denies: bool
    tells_all: bool

    def tells_of(self, entry_id: str) -> bool:
        return self.tells_all or any(one.observes(entry_id) for one in self.seen)


class Looks:
    """All looks at one part of a list, in order of time."""

    def __init__(self, seen: Iterable[Observation] = ()) -> None:
        ordered = sorted(seen, key=attrgetter("moment"))
        self._looks = [
            _look(moment, tuple(files)) for moment, files in groupby(ordered, attrgetter("moment"))
        ]
        self._moments = [look.moment for look in self._looks]

    def __bool__(self) -> bool:
        """Whether any file ever spoke of the part."""
        return bool(self._looks)

    def last(self, entry_id: str, moment: int) -> int | None:
        """The last look at or before the moment that tells of the entry."""
        for index in range(bisect_right(self._moments, moment) - 1, -1, -1):
            if self._looks[index].tells_of(entry_id):
                return self._moments[index]
        return None

    def next(self, entry_id: str, moment: int) -> int | None:
        """The first look after the moment that tells of the entry."""
        for index in range(bisect_right(self._moments, moment), len(self._moments)):
            if self._looks[index].tells_of(entry_id):
                return self._moments[index]
        return None

    def before(self, entry_id: str, moment: int) -> int | None:
        """The last look before the moment that tells of the entry."""
        return self.last(entry_id, moment - 1)

    def is_same_for_all(self, moment: int) -> bool:
        """Whether the looks next to the moment, on both sides, tell of every entry."""
        at = bisect_right(self._moments, moment)
        return all(look.tells_all for look in self._looks[max(at - 1, 0) : at + 1])

    def following(self, moment: int) -> list[int]:
        """The looks after the moment, up to the first that tells of every entry."""
        found = []
        for look in self._looks[bisect_right(self._moments, moment) :]:
            found.append(look.moment)
            if look.tells_all:
                break
        return found

    def holds_for_all(self, moment: int, hold_days: int) -> bool:
        """Whether the last look up to the moment tells of every entry and holds still."""
        before = bisect_right(self._moments, moment)
        if not before:
            return False
        last = self._looks[before - 1]
        return last.tells_all and moment <= last.moment + hold_days * DAY_MICROS

    def confirmed(self, entry_id: str, look: int) -> int:
        """When the files of a look that tell of the entry were last seen to stand."""
        seen = self._looks[bisect_right(self._moments, look) - 1].seen
        return max(look, *(one.confirmed for one in seen if one.observes(entry_id)))

    def moments(self) -> list[int]:
        """The moments of all looks at the whole list."""
        return [look.moment for look in self._looks if look.denies]

    def last_confirmed(self) -> int:
        """When the last look at the whole list was last seen to stand; there must be one."""
        last = next(look for look in reversed(self._looks) if look.denies)
        return max(last.moment, *(one.confirmed for one in last.seen if one.denies))


def _look(moment: int, seen: tuple[Observation, ...]) -> _Look:
    return _Look(
        moment=moment,
        seen=seen,
        denies=any(one.denies for one in seen),
        tells_all=any(one.denies and not one.unread for one in seen),
    )


class LooksAt:
    """The looks at one part around one moment; what is the same for all entries is found once."""

    def __init__(self, looks: Looks, moment: int) -> None:
        self.looks = looks
        self.moment = moment
        self._started: dict[int, Bounds] = {}
        self._reads: dict[tuple[int | None, int | None], PartRead] = {}
        self._unread: dict[datetime | None, PartRead] = {}
        self._common = self._read("") if looks.is_same_for_all(moment) else None
        self._common_last = looks.last("", moment) if self._common is not None else None

    def read(self, entry_id: str) -> PartRead:
        """The last look at or before the moment that tells of the entry, and the next after it."""
        return self._common or self._read(entry_id)

    def last(self, entry_id: str) -> int | None:
        """The last look at or before the moment that tells of the entry."""
        if self._common is not None:
            return self._common_last
        return self.looks.last(entry_id, self.moment)

    def read_since(self, entry_id: str, designated: datetime | None) -> PartRead:
        """The same, but for a last look before the designation: it tells nothing of the listing."""
        read = self.read(entry_id)
        if designated is None or read.last is None or read.last >= designated:
            return read
        return self._unread.setdefault(read.next, PartRead(None, read.next))

    def started(self, run: Run, entry_id: str) -> Bounds:
        """Between which looks the run began."""
        if not self.looks.is_same_for_all(run.start - 1):
            return started(run, self.looks, entry_id)
        found = self._started.get(run.start)
        if found is None:
            found = self._started[run.start] = started(run, self.looks, entry_id)
        return found

    def _read(self, entry_id: str) -> PartRead:
        last = self.looks.last(entry_id, self.moment)
        following = self.looks.next(entry_id, self.moment)
        found = self._reads.get((last, following))
        if found is None:
            found = PartRead(moment_or_none(last), moment_or_none(following))
            self._reads[last, following] = found
        return found


AllLooks = Mapping[Part, Looks]


def standing(
    presence: tuple[Run, ...], looks: LooksAt, entry_id: str, hold_days: int
) -> StandingAsOf:
    """Where the entry stands at the moment, by the rules of the record.

    An edition holds until the next look, at most `hold_days` from when it was last confirmed.
    Beyond that the standing is uncertain where the next look shows something else, or where there
    is none.
    """
    read, now = looks.read(entry_id), run_at(presence, looks.moment)
    return StandingAsOf(
        standing=_standing(now, presence, read, is_held=_is_held(looks, entry_id, read, hold_days)),
        last_read=read.last,
        was_listed=now is not None,
        next_read=read.next,
        listed=None if now is None else looks.started(now, entry_id),
        delisted=_last_delisting(presence, looks, entry_id),
    )


def _standing(
    now: Run | None, presence: tuple[Run, ...], read: PartRead, *, is_held: bool
) -> Standing:
    if read.last is None:
        return Standing.OUTSIDE
    listed = now is not None
    if not is_held and (
        read.next is None or (run_at(presence, to_micros(read.next)) is not None) != listed
    ):
        return Standing.UNCERTAIN
    return Standing.LISTED if listed else Standing.NOT_LISTED


def _is_held(looks: LooksAt, entry_id: str, read: PartRead, hold_days: int) -> bool:
    """Whether the last look that tells of the entry still holds at the moment."""
    last = OPEN_END if read.last is None else to_micros(read.last)
    since = looks.moment - hold_days * DAY_MICROS
    return since <= last or since <= looks.looks.confirmed(entry_id, last)


def started(run: Run, looks: Looks, entry_id: str) -> Bounds:
    """Between which looks the run began."""
    return Bounds(moment_or_none(looks.before(entry_id, run.start)), to_moment(run.start))


def ended(run: Run, looks: Looks, entry_id: str) -> Bounds:
    """Between which looks the run ended."""
    return Bounds(moment_or_none(looks.before(entry_id, run.end)), to_moment(run.end))


def run_at(runs: tuple[Run, ...], at: int) -> Run | None:
    """The run that covers the moment."""
    for run in runs:
        if run.start <= at < run.end:
            return run
    return None


def moment_or_none(micros: int | None) -> datetime | None:
    """The moment, or None for none."""
    return None if micros is None else to_moment(micros)


def _last_delisting(presence: tuple[Run, ...], looks: LooksAt, entry_id: str) -> Bounds | None:
    for run in reversed(presence):
        if run.end <= looks.moment:
            return ended(run, looks.looks, entry_id)
    return None

"""When each part of a list was looked at, and what that lets one say of a moment between two looks.

In: the observations of a list as known at some moment. Out: the last and next look that tell of an
entry, bounds of what changed, and standings. Pure; moments are whole microseconds.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from datetime import datetime

from gazette.model.lists import Part
from gazette.model.standing import Bounds, PartRead, Standing, StandingAsOf
from gazette.model.time import DAY_MICROS, to_moment
from gazette.record.timeline import Observation, Run


class Looks:
    """All looks at one part of a list, in order of time."""

    def __init__(self, seen: Iterable[Observation] = ()) -> None:
        self._seen = sorted(seen, key=lambda o: o.order)
        self._moments = [o.moment for o in self._seen]

    def __bool__(self) -> bool:
        """Whether any file ever spoke of the part."""
        return bool(self._seen)

    def last(self, entry_id: str, moment: int) -> int | None:
        """The last look at or before the moment that tells of the entry."""
        for index in range(bisect_right(self._moments, moment) - 1, -1, -1):
            if self._seen[index].observes(entry_id):
                return self._moments[index]
        return None

    def stands_from(self, moment: int) -> int:
        """From when the hold of the look at the moment counts: its last confirmation."""
        index = bisect_right(self._moments, moment) - 1
        return max(self._moments[index], self._seen[index].confirmed)

    def last_confirmed(self) -> int:
        """When the last look at the whole list was last seen to stand; there must be one."""
        return self.stands_from(self.moments()[-1])

    def before(self, entry_id: str, moment: int) -> int | None:
        """The last look before the moment that tells of the entry."""
        return self.last(entry_id, moment - 1)

    def next(self, entry_id: str, moment: int) -> int | None:
        """The first look after the moment that tells of the entry."""
        for index in range(bisect_right(self._moments, moment), len(self._moments)):
            if self._seen[index].observes(entry_id):
                return self._moments[index]
        return None

    def moments(self, *, whole: bool = True) -> list[int]:
        """The moments of all looks, or of those at the whole list only."""
        return sorted({o.moment for o in self._seen if o.denies or not whole})

    def following(self, moment: int) -> list[int]:
        """The looks after the moment, up to the first that tells of every entry."""
        found = []
        for index in range(bisect_right(self._moments, moment), len(self._moments)):
            found.append(self._moments[index])
            if self._seen[index].denies and not self._seen[index].unread:
                break
        return found

    def first(self) -> int | None:
        """The first look at the whole list."""
        return next((o.moment for o in self._seen if o.denies), None)


AllLooks = Mapping[Part, Looks]


def standing(
    presence: Iterable[Run], looks: Looks, entry_id: str, at: int, hold_days: int
) -> StandingAsOf:
    """Where the entry stands at the moment, by the rules of the record.

    An edition holds until the next look, at most `hold_days` from when it was last confirmed. Beyond that the standing is uncertain
    where the next look shows something else, or where there is none.
    """
    runs = tuple(presence)
    last, following = looks.last(entry_id, at), looks.next(entry_id, at)
    now = run_at(runs, at)
    return StandingAsOf(
        standing=_standing(
            runs, at, None if last is None else looks.stands_from(last), following, hold_days
        ),
        last_read=moment_or_none(last),
        was_listed=now is not None,
        next_read=moment_or_none(following),
        listed=None if now is None else started(now, looks, entry_id),
        delisted=_last_delisting(runs, looks, entry_id, at),
    )


def _standing(
    runs: tuple[Run, ...], at: int, stands_from: int | None, following: int | None, hold_days: int
) -> Standing:
    if stands_from is None:
        return Standing.OUTSIDE
    listed = run_at(runs, at) is not None
    if at > stands_from + hold_days * DAY_MICROS and (
        following is None or (run_at(runs, following) is not None) != listed
    ):
        return Standing.UNCERTAIN
    return Standing.LISTED if listed else Standing.NOT_LISTED


def started(run: Run, looks: Looks, entry_id: str) -> Bounds:
    """Between which looks the run began."""
    return Bounds(moment_or_none(looks.before(entry_id, run.start)), to_moment(run.start))


def ended(run: Run, looks: Looks, entry_id: str) -> Bounds:
    """Between which looks the run ended."""
    return Bounds(moment_or_none(looks.before(entry_id, run.end)), to_moment(run.end))


def part_read(looks: Looks, entry_id: str, at: int) -> PartRead:
    """The looks at a part around a moment."""
    return PartRead(
        moment_or_none(looks.last(entry_id, at)), moment_or_none(looks.next(entry_id, at))
    )


def run_at(runs: Iterable[Run], at: int) -> Run | None:
    """The run that covers the moment."""
    return next((run for run in runs if run.start <= at < run.end), None)


def moment_or_none(micros: int | None) -> datetime | None:
    """The moment, or None for none."""
    return None if micros is None else to_moment(micros)


def _last_delisting(runs: tuple[Run, ...], looks: Looks, entry_id: str, at: int) -> Bounds | None:
    over = [run for run in runs if run.end <= at]
    return ended(over[-1], looks, entry_id) if over else None

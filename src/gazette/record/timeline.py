"""What one part of one list said over valid time, kept right while files arrive in any order.

In: observations (one file's view of one part at one moment). Out: the intervals that change. The law,
tested against a naive model: at any moment an entry has the content that the greatest observation
up to then gives it, among those that observe it, whatever order they arrived in. An observation *denies* when an
entry it does not show is thereby said not to be there; otherwise it proves only what it shows.
Not here: storing the intervals (`ingest`), system time, and what the contents mean.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

import msgspec

from gazette.model.time import OPEN_END


class Observation(NamedTuple):
    """One file's view of one part; the order of the fields is the order of precedence in time.

    Attributes:
        moment: valid time in microseconds.
        denies: an entry not shown is not there. Where several files speak of one moment, one that
            denies prevails over one that does not.
        rank: then the higher rank of format prevails.
        observed_at: then the later retrieval, in microseconds; -1 where it is not known.
        tie: then the greater text (the file's hash), so that the order never depends on arrival.
        only: the ids shown, if the observation does not deny; else None.
        unread: ids whose rows could not be read, of which nothing is said; only if it denies.
        confirmed: the last moment at which the publisher still showed this very file; -1 if no
            retrieval after the moment says so. It moves no content, only how long it stands.
    """

    moment: int
    denies: bool
    rank: int
    observed_at: int
    tie: str
    only: frozenset[str] | None = None
    unread: frozenset[str] = frozenset()
    confirmed: int = -1

    def observes(self, entry_id: str) -> bool:
        """Whether this file says anything of the entry's part, be it that there is none."""
        return entry_id not in self.unread if self.only is None else entry_id in self.only

    @property
    def order(self) -> tuple[int, bool, int, int, str]:
        """The position of this observation among all others."""
        return self[:5]


class Run(msgspec.Struct, frozen=True, gc=False, order=True):
    """A content that held over `[start, end)`.

    A list has tens of thousands; as tuples they would be walked by the garbage collector each time.
    """

    start: int
    end: int
    content: int


class Edits(NamedTuple):
    """The runs that are no longer believed, and those believed instead."""

    closed: list[tuple[str, Run]]
    added: list[tuple[str, Run]]


class Timeline:
    """The working copy of one part of one list while files are being taken in."""

    def __init__(
        self,
        runs: Iterable[tuple[str, Run]] = (),
        observations: Iterable[Observation] = (),
    ) -> None:
        self._runs: dict[str, list[Run]] = {}
        for entry_id, run in sorted(runs):
            self._runs.setdefault(entry_id, []).append(run)
        self._observations = sorted(observations, key=_order)

    @property
    def observations(self) -> tuple[Observation, ...]:
        """Everything observed, in order of time."""
        return tuple(self._observations)

    def runs(self, entry_id: str) -> tuple[Run, ...]:
        """The runs of one entry, in order of time."""
        return tuple(self._runs.get(entry_id, ()))

    def all_runs(self) -> Iterator[tuple[str, Run]]:
        """Every run with its entry's id."""
        return ((entry_id, run) for entry_id, runs in self._runs.items() for run in runs)

    def at(self, moment: int) -> dict[str, int]:
        """The content of every entry that has this part at the moment."""
        found = ((entry_id, _at(runs, moment)) for entry_id, runs in self._runs.items())
        return {entry_id: content for entry_id, content in found if content is not None}

    def observe(self, seen: Observation, contents: Mapping[str, int]) -> Edits:
        """Take in what one file shows; `contents` holds the content of every entry it shows."""
        stronger = [o for o in self._at_moment(seen.moment) if o.order > seen.order]
        insort(self._observations, seen, key=_order)
        edits = Edits([], [])
        limits = _Limits(self._observations, seen.moment)
        for entry_id, content in self._news(seen, contents):
            if not any(o.observes(entry_id) for o in stronger):
                self._assign(entry_id, seen.moment, limits.after(entry_id), content, edits)
        return edits

    def can_retract(self, gone: Collection[Observation]) -> bool:
        """Whether `retract` can undo these without reading other files of their moment."""
        orders = {seen.order for seen in gone}
        return all({o.order for o in self._at_moment(seen.moment)} <= orders for seen in gone)

    def retract(self, gone: Collection[Observation]) -> Edits:
        """Undo observations that are all there are of their moments: what held before holds on."""
        edits = Edits([], [])
        for moment in sorted({seen.moment for seen in gone}):
            self._retract_moment(moment, edits)
        return edits

    def _retract_moment(self, moment: int, edits: Edits) -> None:
        seen = self._at_moment(moment)
        self._observations = [o for o in self._observations if o.moment != moment]
        limits = _Limits(self._observations, moment)
        for entry_id, runs in list(self._runs.items()):
            before = _at(runs, moment - 1)
            if any(o.observes(entry_id) for o in seen) and _at(runs, moment) != before:
                self._assign(entry_id, moment, limits.after(entry_id), before, edits)

    def _at_moment(self, moment: int) -> list[Observation]:
        last = bisect_right(self._observations, moment, key=_moment)
        first = last
        while first and self._observations[first - 1].moment == moment:
            first -= 1
        return self._observations[first:last]

    def _news(
        self, seen: Observation, contents: Mapping[str, int]
    ) -> Iterator[tuple[str, int | None]]:
        """The entries of which the observation says something else than the runs do."""
        for entry_id, content in contents.items():
            if _at(self._runs.get(entry_id, ()), seen.moment) != content:
                yield entry_id, content
        if seen.denies:
            for entry_id in self._runs.keys() - contents.keys() - seen.unread:
                if _at(self._runs[entry_id], seen.moment) is not None:
                    yield entry_id, None

    def _assign(
        self, entry_id: str, start: int, end: int, content: int | None, edits: Edits
    ) -> None:
        old = self._runs.get(entry_id, [])
        new = _assigned(old, start, end, content)
        edits.closed.extend((entry_id, run) for run in old if run not in new)
        edits.added.extend((entry_id, run) for run in new if run not in old)
        if new:
            self._runs[entry_id] = new
        else:
            self._runs.pop(entry_id, None)


class _Limits:
    """Up to which moment something observed at a moment holds: the next time it was looked at."""

    def __init__(self, observations: list[Observation], moment: int) -> None:
        later = observations[bisect_right(observations, moment, key=_moment) :]
        self._selective: list[Observation] = []
        self._common = OPEN_END
        for seen in later:
            if seen.denies and not seen.unread:
                self._common = seen.moment
                break
            self._selective.append(seen)

    def after(self, entry_id: str) -> int:
        """The next moment at which the entry's part was observed."""
        for seen in self._selective:
            if seen.observes(entry_id):
                return seen.moment
        return self._common


def _assigned(runs: list[Run], start: int, end: int, content: int | None) -> list[Run]:
    """The runs once `[start, end)` has the content (None for no part), with equal neighbors joined."""
    pieces = [
        piece
        for run in runs
        for piece in (
            Run(run.start, min(run.end, start), run.content),
            Run(max(run.start, end), run.end, run.content),
        )
        if piece.start < piece.end
    ]
    if content is not None:
        insort(pieces, Run(start, end, content))
    joined: list[Run] = []
    for piece in pieces:
        if joined and joined[-1].end == piece.start and joined[-1].content == piece.content:
            joined[-1] = Run(joined[-1].start, piece.end, piece.content)
        else:
            joined.append(piece)
    return joined


def _at(runs: Iterable[Run], moment: int) -> int | None:
    for run in runs:
        if run.start <= moment < run.end:
            return run.content
    return None


def _order(seen: Observation) -> tuple[int, bool, int, int, str]:
    return seen.order


def _moment(seen: Observation) -> int:
    return seen.moment

"""Take the reading of one file into the record.

In: a `ParsedFile`, its provenance, and the guard's suspicion if it has one. Out: rows, inside the
caller's transaction. `WorkingCopy` holds one list's timelines in memory while many files are taken
in; it is right only while its holder is the record's only writer.
Not here: parsing, judging (`sources.guard`), the archive of bytes, and reading (`queries`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, insert, select, update

from gazette.model import codec
from gazette.model.editions import Edition, Judged, Provenance
from gazette.model.lists import EntryId, ListId, Part
from gazette.model.parsed import ParsedFile
from gazette.model.time import MICROSECOND, OPEN_END, to_micros, to_moment
from gazette.record import bearers
from gazette.record import tables as t
from gazette.record.coverage import observation, observations
from gazette.record.readings import add_reading, close_reading
from gazette.record.timeline import Edits, Observation, Run, Timeline

PRESENT_NUMBER = 0
"""The number of the content of the part `presence`, which is empty and has no row."""
UNKNOWN_NUMBER = -1
"""The number of every content that the record does not hold."""


class WorkingCopy:
    """One list's timelines while files are taken in, and the numbers of the contents they name."""

    def __init__(self, connection: Connection, list_id: ListId, *, empty: bool = False) -> None:
        """Loads what is believed now; with `empty`, only the numbers of contents (for `rebuild`)."""
        self.list_id = list_id
        self._timelines = {} if empty else _stored_timelines(connection, list_id)
        rows = connection.execute(select(t.content.c.digest, t.content.c.content_id))
        self._digests: dict[bytes, int] = {row.digest: row.content_id for row in rows}
        self._numbers: dict[bytes, int] = {codec.PRESENT: PRESENT_NUMBER}
        self._next_number = max(self._digests.values(), default=PRESENT_NUMBER) + 1
        self._unsaved: list[dict[str, object]] = []

    def timeline(self, part: Part) -> Timeline:
        """The timeline of one part, made where there is none yet."""
        return self._timelines.setdefault(part, Timeline())

    def observe(self, file: ParsedFile, part: Part, provenance: Provenance) -> Edits:
        """Takes in what the file says of one part."""
        seen = observation(file, part, provenance)
        return self.timeline(part).observe(seen, self.numbered(file.parts[part]))

    def numbered(self, contents: Mapping[EntryId, bytes]) -> dict[str, int]:
        """The contents by their numbers; those the record does not hold get new ones."""
        numbers = self._numbers
        return {
            entry_id: numbers[payload] if payload in numbers else self._number(payload)
            for entry_id, payload in contents.items()
        }

    def save_contents(self, connection: Connection) -> None:
        """Writes the contents that were numbered since the last time."""
        if self._unsaved:
            connection.execute(insert(t.content), self._unsaved)
            self._unsaved = []

    def looked_up(self, contents: Mapping[EntryId, bytes]) -> dict[str, int]:
        """The contents by their numbers, `UNKNOWN_NUMBER` for those the record does not hold."""
        return {entry_id: self._known(payload) for entry_id, payload in contents.items()}

    def _known(self, payload: bytes) -> int:
        number = self._numbers.get(payload)
        if number is None:
            number = self._digests.get(codec.digest(payload), UNKNOWN_NUMBER)
        return number

    def neighbors(
        self, part: Part, moment: datetime, within: timedelta
    ) -> tuple[datetime | None, datetime | None]:
        """The nearest looks at all of a part before and after a moment, at most `within` away."""
        at, reach = to_micros(moment), within // MICROSECOND
        looks = [o.moment for o in self.timeline(part).observations if o.denies]
        before = max((m for m in looks if at - reach <= m < at), default=None)
        after = min((m for m in looks if at < m <= at + reach), default=None)
        return (
            None if before is None else to_moment(before),
            None if after is None else to_moment(after),
        )

    def _number(self, payload: bytes) -> int:
        digest = codec.digest(payload)
        number = self._digests.get(digest)
        if number is None:
            number = self._next_number
            self._next_number += 1
            self._digests[digest] = number
            self._unsaved.append({"content_id": number, "digest": digest, "payload": payload})
        self._numbers[payload] = number
        return number


def take(
    connection: Connection,
    working: WorkingCopy,
    file: ParsedFile,
    provenance: Provenance,
    judged: Judged,
    recorded_at: datetime,
) -> int:
    """Takes one file into the record and gives the number of its reading.

    Of an edition that is not taken, the reading, its issues and its consequences are kept, and no
    version of any entry changes.
    """
    at = to_micros(recorded_at)
    if judged.verdict.is_taken:
        for part in file.parts:
            edits = working.observe(file, part, provenance)
            working.save_contents(connection)
            _write(connection, working.list_id, part, edits, at)
    return add_reading(connection, file, provenance, judged, at)


def withdraw(
    connection: Connection,
    working: WorkingCopy,
    editions: Collection[Edition],
    recorded_at: datetime,
) -> bool:
    """Stops believing readings; False, with the versions as they were, if only `rebuild` can do it.

    Their readings are closed in any case.
    """
    at = to_micros(recorded_at)
    for edition in editions:
        close_reading(connection, edition.reading_id, at)
    gone: dict[Part, list[Observation]] = {}
    for edition in editions:
        for part in edition.parts if edition.verdict.is_taken else ():
            gone.setdefault(part, []).append(_observation_of(working.timeline(part), edition))
    if not all(working.timeline(part).can_retract(seen) for part, seen in gone.items()):
        return False
    for part, seen in gone.items():
        _write(connection, working.list_id, part, working.timeline(part).retract(seen), at)
    return True


def rebuild(
    connection: Connection,
    list_id: ListId,
    accepted: Iterable[tuple[ParsedFile, Provenance]],
    recorded_at: datetime,
) -> int:
    """Makes the versions of a list follow from these files alone, and gives how many rows changed.

    What is believed already is left as it stands; the rest is closed or added at `recorded_at`.
    """
    fresh = WorkingCopy(connection, list_id, empty=True)
    for file, provenance in accepted:
        for part in file.parts:
            fresh.observe(file, part, provenance)
        fresh.save_contents(connection)
    stored = _stored_timelines(connection, list_id)
    changed = 0
    for part in Part:
        old, new = set(stored[part].all_runs()), set(fresh.timeline(part).all_runs())
        edits = Edits(sorted(old - new), sorted(new - old))
        _write(connection, list_id, part, edits, to_micros(recorded_at))
        changed += len(edits.closed) + len(edits.added)
    return changed


def _observation_of(timeline: Timeline, edition: Edition) -> Observation:
    moment, sha256 = to_micros(edition.provenance.moment), edition.provenance.sha256
    return next(o for o in timeline.observations if (o.moment, o.tie) == (moment, sha256))


def _write(connection: Connection, list_id: ListId, part: Part, edits: Edits, at: int) -> None:
    """Closes the rows of runs no longer believed, and adds those believed instead."""
    if edits.closed:
        connection.execute(
            _CLOSE,
            [
                {"list": list_id, "of_part": part.value, "entry": i, "start": run.start, "at": at}
                for i, run in edits.closed
            ],
        )
    if edits.added:
        connection.execute(insert(t.version), list(_version_rows(list_id, part, edits, at)))
        bearers.note(connection, list_id, part, edits.added)


def _version_rows(
    list_id: ListId, part: Part, edits: Edits, at: int
) -> Iterator[dict[str, object]]:
    for entry_id, run in edits.added:
        yield {
            "list_id": list_id,
            "part": part.value,
            "entry_id": entry_id,
            "content_id": run.content,
            "valid_from": run.start,
            "valid_to": run.end,
            "recorded_from": at,
            "recorded_to": OPEN_END,
        }


_CLOSE = (
    update(t.version)
    .where(
        t.version.c.list_id == bindparam("list"),
        t.version.c.entry_id == bindparam("entry"),
        t.version.c.part == bindparam("of_part"),
        t.version.c.valid_from == bindparam("start"),
        t.version.c.recorded_to == OPEN_END,
    )
    .values(recorded_to=bindparam("at"))
)


def _stored_timelines(connection: Connection, list_id: ListId) -> dict[Part, Timeline]:
    v = t.version.c
    runs: dict[Part, list[tuple[str, Run]]] = {}
    for part, entry_id, start, end, number in connection.execute(
        select(v.part, v.entry_id, v.valid_from, v.valid_to, v.content_id).where(
            v.list_id == list_id, v.recorded_to == OPEN_END
        )
    ):
        runs.setdefault(Part(part), []).append((entry_id, Run(start, end, number)))
    seen: dict[Part, list[Observation]] = {}
    for part, one in observations(connection, list_id):
        seen.setdefault(part, []).append(one)
    return {part: Timeline(runs.get(part, ()), seen.get(part, ())) for part in Part}

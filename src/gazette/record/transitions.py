"""The steps an entry took: on to a list, off it, and from one version to the next.

In: runs, contents, looks. Out: `Transition`s with their bounds, in order of time. Pure.
A part that is read for the first time since the entry was designated tells what may have been so all
along: it completes the entry and is no step.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from msgspec import structs

from gazette.model.changes import Transition
from gazette.model.entries import Entry, Listing
from gazette.model.lists import EntryId, Part
from gazette.model.standing import Bounds
from gazette.model.time import OPEN_END, to_micros, to_moment
from gazette.record.compose import CONTENT_PARTS, Contents, PartRuns, Rules, assemble, contents_at
from gazette.record.looks import AllLooks, ended, moment_or_none, run_at, started
from gazette.record.timeline import Run


def transitions(
    entry_id: EntryId, runs: PartRuns, looks: AllLooks, contents: Contents, rules: Rules
) -> Iterator[Transition]:
    """Every step of the entry.

    One that no earlier look tells of, as those of the list's first edition, is first seen, which is
    no step.
    """
    presence = looks[Part.PRESENCE]
    for run in runs.get(Part.PRESENCE, ()):
        bounds = started(run, presence, entry_id)
        if bounds.after is not None:
            yield Transition(
                entry_id=entry_id,
                bounds=bounds,
                before=None,
                after=_entry_at(entry_id, runs, looks, contents, rules, run.start),
                stated=_stated(entry_id, runs, looks, contents, run),
            )
        yield from _amendments(entry_id, runs, looks, contents, rules, run)
        if run.end != OPEN_END:
            yield Transition(
                entry_id=entry_id,
                bounds=ended(run, presence, entry_id),
                before=_entry_at(entry_id, runs, looks, contents, rules, run.end - 1),
                after=None,
            )


def net_transition(
    entry_id: EntryId,
    steps: tuple[Transition, ...],
) -> Transition | None:
    """All steps as one, from before the first to after the last; None if they undo each other."""
    if not steps:
        return None
    before, after = _before_all(steps), steps[-1].after
    if before == after:
        return None
    return Transition(
        entry_id=entry_id,
        bounds=_net_bounds(steps, before, after),
        before=before,
        after=after,
        stated=next((step.stated for step in steps if step.before is None), None),
    )


def _net_bounds(steps: tuple[Transition, ...], before: Entry | None, after: Entry | None) -> Bounds:
    """When the two ends came to differ: of who joined or left, the step on to the list or off it."""
    if before is None and after is not None:
        return next(step.bounds for step in reversed(steps) if step.before is None)
    if after is None and before is not None:
        return next(step.bounds for step in reversed(steps) if step.after is None)
    return Bounds(steps[0].bounds.after, steps[-1].bounds.by)


def _before_all(steps: tuple[Transition, ...]) -> Entry | None:
    """The entry before the first step, with what differs between two steps and is thus none.

    That is what a look only completed, and the other parts of a moment that has several steps.
    """
    before = steps[0].before
    altered: set[str] = set()
    for step, coming in pairwise(steps):
        altered |= _differing(step.before, step.after)
        told = _differing(step.after, coming.before) - altered
        if before is not None and told:
            before = structs.replace(before, **{f: getattr(coming.before, f) for f in told})
    return before


def _differing(one: Entry | None, other: Entry | None) -> set[str]:
    """The fields in which two versions differ; none where one of them is missing."""
    if one is None or other is None:
        return set()
    return {f for f in one.__struct_fields__ if getattr(one, f) != getattr(other, f)}


def _amendments(
    entry_id: EntryId,
    runs: PartRuns,
    looks: AllLooks,
    contents: Contents,
    rules: Rules,
    listed: Run,
) -> Iterator[Transition]:
    for moment, after, parts in _boundaries(entry_id, runs, looks, listed):
        held = _contents_at(entry_id, runs, looks, contents, moment)
        earlier = _contents_at(entry_id, runs, looks, contents, moment - 1)
        before = {**held, **{part: earlier.get(part) for part in parts}}
        yield Transition(
            entry_id=entry_id,
            bounds=Bounds(moment_or_none(after), to_moment(moment)),
            before=assemble(rules, entry_id, before),
            after=assemble(rules, entry_id, held),
        )


def _boundaries(
    entry_id: EntryId, runs: PartRuns, looks: AllLooks, listed: Run
) -> list[tuple[int, int, tuple[Part, ...]]]:
    """Moments within a listing at which parts changed: (moment, look before it, parts), in order.

    Parts that changed at one moment but were last read at different ones are steps of their own.
    """
    found: dict[tuple[int, int], list[Part]] = {}
    for part in CONTENT_PARTS:
        edges = {edge for run in runs.get(part, ()) for edge in (run.start, run.end)}
        for edge in edges:
            if listed.start < edge < listed.end:
                after = looks[part].before(entry_id, edge)
                if after is not None and after >= listed.start:
                    found.setdefault((edge, after), []).append(part)
    return [(moment, after, tuple(found[moment, after])) for moment, after in sorted(found)]


def _entry_at(
    entry_id: EntryId,
    runs: PartRuns,
    looks: AllLooks,
    contents: Contents,
    rules: Rules,
    moment: int,
) -> Entry:
    return assemble(rules, entry_id, _contents_at(entry_id, runs, looks, contents, moment))


def _contents_at(
    entry_id: EntryId, runs: PartRuns, looks: AllLooks, contents: Contents, moment: int
) -> dict[Part, object]:
    return contents_at(runs, contents, moment, lambda part: looks[part].last(entry_id, moment))


def _stated(
    entry_id: EntryId, runs: PartRuns, looks: AllLooks, contents: Contents, listed: Run
) -> date | None:
    """The day a publisher states for the listing, from the first look within it that says so."""
    look = looks[Part.LISTING].next(entry_id, listed.start - 1)
    run = None if look is None else run_at(runs.get(Part.LISTING, ()), look)
    if run is None or look is None or look >= listed.end:
        return None
    listing: Listing = contents[run.content]
    return listing.stated


def within(step: Transition, since: int, until: int) -> bool:
    """Whether the step was first seen in `(since, until]`."""
    return step.bounds.by is not None and since < to_micros(step.bounds.by) <= until

"""What an update did, list by list: what was taken in, what was not and why, and what is held now.

In: what became of the files, and the list's status after it. Out: printed cards.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.text import Text

from gazette.app.answers import Held, ListStatus
from gazette.app.take_in import Outcome
from gazette.app.update import Updated
from gazette.cli.printing import words
from gazette.cli.printing.terminal import Screen, labelled, text
from gazette.model.editions import Verdict
from gazette.model.lists import Part

MOST_NAMED = 5
"""Files of one fate that are named; the others are counted."""


def print_updated(screen: Screen, done: Updated, status: ListStatus) -> None:
    """Prints what became of one list's files."""
    screen.show(text(done.list_id, "bold cyan"))
    told = [*_files(done)]
    if not told and done.count(Verdict.HELD) == 0:
        told = [("nothing new", text("all of it is held already"))]
    screen.show(labelled([*(told if done.error is None else ()), *_now(status)], indent=2))
    screen.print()


def _files(done: Updated) -> Iterator[tuple[str, Text]]:
    accepted = [one for one in done.outcomes if one.verdict is Verdict.ACCEPTED]
    overruled = [one for one in done.outcomes if one.verdict is Verdict.OVERRULED]
    dismissed = [one for one in done.outcomes if one.verdict is Verdict.DISMISSED]
    known = done.count(None)
    if accepted:
        yield "accepted", text(_span(accepted) + _steps(accepted))
    if overruled:
        yield "overruled", text(_span(overruled) + "\n" + _lines([_reasons(o) for o in overruled]))
    if dismissed:
        yield "dismissed", text(_span(dismissed) + ": nothing in them can be read")
    if known:
        yield "known before", text(f"{words.count(known, 'file')}: nothing new in them")
    if done.unchanged:
        names = ", ".join(address.rpartition("/")[2] for address in done.unchanged)
        yield "unchanged", text(f"the publisher still shows what is held: {names}")
    faults = [f"{one.path}: {one.reason}" for one in done.refused if one.is_fault]
    if faults:
        yield "refused", text(_lines(faults), "bold yellow")
    others = [f"{one.path}: {one.reason}" for one in done.refused if not one.is_fault]
    if others:
        yield "passed over", text(_lines(others), "dim")


def _now(status: ListStatus) -> Iterator[tuple[str, Text]]:
    for held in status.held:
        yield "held back", text(_held(held), "bold yellow")
    if status.held:
        how = f"gazette update {status.info.list_id} --accept-suspicious --reason TEXT"
        yield "", text(f"look at them; to take them in all the same: `{how}`")
    if status.last is None or status.age_days is None:
        yield "held now", text("no edition that shows the whole list")
        return
    age = words.count(status.age_days, "day")
    entries = words.count(status.entries, "entry", "entries")
    editions = words.count(status.editions, "edition")
    newest = f"the newest of {words.when(status.last)}"
    yield "held now", text(f"{editions}, {newest}: {entries}, last seen {age} ago")


def _span(outcomes: Sequence[Outcome]) -> str:
    moments = [one.provenance.moment for one in outcomes]
    files, editions = len(outcomes), len(set(moments))
    told = f"{words.count(editions, 'edition')} in {words.count(files, 'file')}"
    if editions == 1:
        return f"{told}, of {words.when(moments[0])}"
    return f"{told}, {words.when(min(moments))} to {words.when(max(moments))}"


def _steps(outcomes: Sequence[Outcome]) -> str:
    """How each of a few editions differs from the one before it."""
    lines = [line for one in outcomes for line in _step(one)]
    issues = sum(one.issues for one in outcomes)
    if len(lines) > MOST_NAMED:
        lines = []
    if issues:
        lines.append(f"not read: {words.count(issues, 'place')}; see `gazette doctor --verbose`")
    return "".join(f"\n{line}" for line in lines)


def _step(one: Outcome) -> Iterator[str]:
    presence = [step for step in one.steps if step.part is Part.PRESENCE]
    changed = sum(step.changed for step in one.steps if step.part is Part.PRIMARY)
    for step in presence:
        yield (
            f"{words.when(one.provenance.moment)}: {words.count(one.entries, 'entry', 'entries')},"
            f" {step.gained:,} joined, {step.lost:,} left, {changed:,} changed"
        )


def _held(held: Held) -> str:
    return f"{words.when(held.moment)}: {'; '.join(held.reasons)}\n{words.would_have(held)}"


def _reasons(one: Outcome) -> str:
    reasons = () if one.suspicion is None else one.suspicion.reasons
    return f"{words.when(one.provenance.moment)}: {'; '.join(reasons)}"


def _lines(told: Sequence[str]) -> str:
    more = len(told) - MOST_NAMED
    return "\n".join([*told[:MOST_NAMED], *([f"… and {more:,} more"] if more > 0 else [])])

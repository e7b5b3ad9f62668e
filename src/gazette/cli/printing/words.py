"""What is said of standing, time and coverage, in plain sentences.

Pure. Nothing here says more than the editions show: no day is made up between two looks, and a name
that is not on a list is never called clear. "Not found" names what was searched and up to when.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, time

from gazette.app.answers import Held, ListStatus
from gazette.model.programs import Measure, MeasureBasis
from gazette.model.standing import Bounds, EntryAsOf, Standing, StandingAsOf
from gazette.model.time import end_of, iso

LEGEND = "What was published; not legal advice. The publisher's text prevails."
NOT_COVERED = (
    "this covers names and identifiers on those lists only: not ownership (OFAC's 50 Percent Rule, the"
    " EU and UK tests of ownership and control), not country-wide or sectoral measures, not licences"
)


def when(moment: datetime) -> str:
    """A moment as ISO 8601, a day where no more than the day is known, or the end of a day."""
    if moment.time() == time.min:
        return moment.date().isoformat()
    if moment == end_of(moment.date()):
        return f"the end of {moment.date().isoformat()}"
    return iso(moment.replace(microsecond=0))


def count(number: int, one: str, many: str | None = None) -> str:
    """`1 edition`, `308 editions`, `14,892 entries`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def standing(found: EntryAsOf, hold_days: int) -> tuple[str, ...]:
    """Where the entry stood, and on which editions that rests: sentences, the first the answer."""
    where = found.standing
    if found.provisional:
        return _provisional(where)
    match where.standing:
        case Standing.LISTED:
            return ("Listed.", *_designated(where), *_stated(found), *_reads(where))
        case Standing.UNCERTAIN:
            told = _uncertain(where, hold_days)
            return ("Uncertain.", *told, *_designated(where), *_stated(found))
        case Standing.NOT_LISTED:
            return ("Not listed.", *_gone(where), *_reads(where))
        case Standing.OUTSIDE:
            return ("Outside coverage.", *_outside(where))


def _provisional(where: StandingAsOf) -> tuple[str, ...]:
    edition = "an edition" if where.last_read is None else f"the edition of {when(where.last_read)}"
    return (
        "Provisional.",
        f"Only {edition} shows it, and that one is held back until a person accepts it.",
    )


def _designated(where: StandingAsOf) -> tuple[str, ...]:
    if where.listed is None or where.listed.by is None:
        return ()
    first = f"First seen {when(where.listed.by)}"
    told = (
        f"{first}; no earlier edition is held."
        if where.listed.after is None
        else f"{first}; not yet in the edition of {when(where.listed.after)}."
    )
    return (told, *_before(where))


def _stated(found: EntryAsOf) -> tuple[str, ...]:
    listing = found.entry.listing
    if listing is None or listing.stated is None:
        return ()
    return (f"The publisher states {listing.stated.isoformat()} as the day of the listing.",)


def _reads(where: StandingAsOf) -> tuple[str, ...]:
    if where.last_read is None:
        return ()
    shows = "shows it" if where.was_listed else "does not show it"
    last = f"The last edition read up to then, of {when(where.last_read)}, {shows}"
    if where.next_read is None:
        return (f"{last}; no later one is held.",)
    return (f"{last}; the next one held is of {when(where.next_read)}.",)


def _uncertain(where: StandingAsOf, hold_days: int) -> tuple[str, ...]:
    if where.last_read is None:
        return ()
    shows = "shows it" if where.was_listed else "does not show it"
    last = f"The edition of {when(where.last_read)} {shows}"
    told: tuple[str, ...]
    if where.next_read is None:
        held_for = f"an edition is taken to stand for at most {hold_days} days"
        told = (f"{last}, and no later one is held; {held_for}.",)
    else:
        then = "does not" if where.was_listed else "does"
        moved = "left" if where.was_listed else "joined"
        told = (
            f"{last}; the next one held, of {when(where.next_read)}, {then}.",
            f"It {moved} the list in between; no edition held says when.",
        )
    return told if where.was_listed else (*told, *_before(where))


def _gone(where: StandingAsOf) -> tuple[str, ...]:
    return ("Only later editions show it.",) if where.delisted is None else _before(where)


def _before(where: StandingAsOf) -> tuple[str, ...]:
    if where.delisted is None:
        return ()
    return (f"It was on the list before: {between(where.delisted)}.",)


def _outside(where: StandingAsOf) -> tuple[str, ...]:
    if where.next_read is None:
        return ("No edition held tells of it.",)
    first = f"The first edition held that tells of it is of {when(where.next_read)}"
    return (f"{first}; what the list said before, the record does not know.",)


def between(delisted: Bounds) -> str:
    """`last seen 2025-12-24, gone by 2026-06-02`."""
    last = "" if delisted.after is None else f"last seen {when(delisted.after)}, "
    return f"{last}gone by {'now' if delisted.by is None else when(delisted.by)}"


def measure(told: Measure) -> str:
    """What a listing does, and where that is known from."""
    known = "published as" if told.basis is MeasureBasis.PUBLISHED else "derived from"
    return f"{told.type} ({known} {told.text})"


def held(edition: Held) -> str:
    """That an edition is held back, why, and what it would have done."""
    return (
        f"the edition of `{edition.list_id}` of {when(edition.moment)} is held back and not among"
        f" these answers: {'; '.join(edition.reasons)}; {would_have(edition)}"
    )


def would_have(edition: Held) -> str:
    """`it would have made 3 designations and 28 amendments`."""
    made = (
        (edition.designations, "designation"),
        (edition.delistings, "delisting"),
        (edition.amendments, "amendment"),
    )
    told = joined(count(number, name) for number, name in made if number)
    return f"it would have made {told}" if told else "it would have changed nothing"


def searched(lists: Sequence[ListStatus]) -> str:
    """Which lists were searched, and up to which edition."""
    return "; ".join(_searched(one) for one in lists)


def _searched(one: ListStatus) -> str:
    if one.first is None or one.last is None:
        return f"`{one.info.list_id}` (no edition is held)"
    return (
        f"`{one.info.list_id}` ({count(one.editions, 'edition')} from {when(one.first)}"
        f" to {when(one.last)})"
    )


def joined(words: Iterable[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    *most, last = tuple(words) or ("",)
    return f"{', '.join(most)} and {last}" if most else last

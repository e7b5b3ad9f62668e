"""Decide which moment a file's edition has, from all that speaks of it.

In: the day the file states, what the operator says, a manifest's moment, the path, the retrieval.
Out: a `Dating`: one moment, what it rests on, and what contradicts it; None where nothing speaks.
Not here: reading any of these (parsers, `manifests`), and turning a contradiction into an issue.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from enum import StrEnum

import msgspec

from gazette.model.time import iso, start_of

EARLIEST_ZONE = timedelta(hours=14)
"""A publisher's day begins so long before the day in UTC at the most (Kiribati): a file may be seen
that early without contradicting the day it states."""


class Basis(StrEnum):
    """What an edition's moment rests on, the strongest first."""

    FILE = "file"
    PUBLISHED = "published"
    MANIFEST = "manifest"
    PATH = "path"
    RETRIEVED = "retrieved"


class Precision(StrEnum):
    """How exact a moment is: of a day, the start in UTC is taken."""

    DAY = "day"
    MOMENT = "moment"


class PathDate(msgspec.Struct, frozen=True):
    """The date a path names."""

    moment: datetime
    precision: Precision


class Dating(msgspec.Struct, frozen=True, kw_only=True):
    """The moment of an edition.

    Attributes:
        moment: from when the edition holds.
        basis: what says so.
        precision: whether that names a day or a moment.
        contradictions: what else is said of it and cannot be true as well, one sentence each.
        observed_at: when the file was seen, as exactly as is known; it orders two files of one day.
    """

    moment: datetime
    basis: Basis
    precision: Precision
    contradictions: tuple[str, ...] = ()
    observed_at: datetime | None = None


class _Evidence(msgspec.Struct, frozen=True):
    """One thing that speaks of the date: it names the edition's day, or saw the file at a moment."""

    basis: Basis
    moment: datetime
    precision: Precision
    is_observation: bool


def date_edition(
    *,
    stated_on: date | None = None,
    published: date | None = None,
    manifest: datetime | None = None,
    path: str = "",
    retrieved_at: datetime | None = None,
) -> Dating | None:
    """The moment of the edition a file carries; None where nothing names one.

    Args:
        stated_on: the day of publication that the file states of itself.
        published: the day, or the moment, the operator says it was published.
        manifest: the moment a manifest says it was observed.
        path: where it stands, container and member.
        retrieved_at: the moment it was fetched from its publisher.
    """
    evidence = _evidence(stated_on, published, manifest, path_date(path), retrieved_at)
    if not evidence:
        return None
    winner = evidence[0]
    return Dating(
        moment=winner.moment,
        basis=winner.basis,
        precision=winner.precision,
        contradictions=tuple(
            f"{_SAYS[other.basis]} {_text(other)}, but {_SAYS[winner.basis]} {_text(winner)}"
            for other in evidence[1:]
            if _contradicts(other, winner)
        ),
        observed_at=_observed_at(evidence),
    )


_SAYS = {
    Basis.FILE: "the file says",
    Basis.PUBLISHED: "`--published` says",
    Basis.MANIFEST: "the manifest says",
    Basis.PATH: "the path says",
    Basis.RETRIEVED: "it was retrieved on",
}


def _evidence(
    stated_on: date | None,
    published: date | None,
    manifest: datetime | None,
    path: PathDate | None,
    retrieved_at: datetime | None,
) -> list[_Evidence]:
    """What there is, the strongest first."""
    found: list[_Evidence] = []
    if stated_on is not None:
        found.append(_Evidence(Basis.FILE, start_of(stated_on), Precision.DAY, False))
    if isinstance(published, datetime):
        found.append(_Evidence(Basis.PUBLISHED, published, Precision.MOMENT, False))
    elif published is not None:
        found.append(_Evidence(Basis.PUBLISHED, start_of(published), Precision.DAY, False))
    if manifest is not None:
        found.append(_Evidence(Basis.MANIFEST, manifest, Precision.MOMENT, True))
    if path is not None:
        is_exact = path.precision is Precision.MOMENT
        found.append(_Evidence(Basis.PATH, path.moment, path.precision, is_exact))
    if retrieved_at is not None:
        found.append(_Evidence(Basis.RETRIEVED, retrieved_at, Precision.MOMENT, True))
    return found


def _contradicts(other: _Evidence, winner: _Evidence) -> bool:
    """A file may be seen on any day after its publication, never before it; else days must agree."""
    if other.basis is Basis.RETRIEVED or (other.is_observation and not winner.is_observation):
        return other.moment < start_of(winner.moment.date()) - EARLIEST_ZONE
    return other.moment.date() != winner.moment.date()


def _observed_at(evidence: list[_Evidence]) -> datetime | None:
    seen = [e.moment for e in evidence if e.is_observation]
    named = [e.moment for e in evidence if e.basis is Basis.PATH]
    return next(iter(seen + named), None)


def _text(evidence: _Evidence) -> str:
    if evidence.precision is Precision.DAY:
        return evidence.moment.date().isoformat()
    return iso(evidence.moment)


_DATE = re.compile(
    r"""(?<!\d)
    (?P<year>(?:19|20)\d\d) (?P<mark>[-_.]?) (?P<month>\d\d) (?P=mark) (?P<day>\d\d)
    (?: [T_\ ]? (?P<hour>\d\d) (?P<colon>[:-]?) (?P<minute>\d\d) (?:(?P=colon) (?P<second>\d\d))?
        (?P<zone>Z|[+-]\d\d:?\d\d)? )?
    (?!\d)""",
    re.VERBOSE,
)


def path_date(path: str) -> PathDate | None:
    """The date in the deepest component of a path that names exactly one; UTC where no zone stands.

    A component that names two different days is a range, and dates no edition.
    """
    for component in reversed(re.split(r"[/\\!]", path)):
        dates = {found for match in _DATE.finditer(component) if (found := _path_date(match))}
        if len({d.moment.date() for d in dates}) == 1:
            return max(dates, key=lambda d: (d.precision is Precision.MOMENT, d.moment))
    return None


def _path_date(match: re.Match[str]) -> PathDate | None:
    try:
        day = date(*(int(match[name]) for name in ("year", "month", "day")))
    except ValueError:
        return None  # digits that happen to look like a date
    if match["hour"] is None:
        return PathDate(start_of(day), Precision.DAY)
    hour, minute, second = (int(match[name] or 0) for name in ("hour", "minute", "second"))
    try:
        clock = time(hour, minute, second, tzinfo=_zone(match["zone"]))
    except ValueError:
        return PathDate(start_of(day), Precision.DAY)  # a running number after the day
    return PathDate(datetime.combine(day, clock).astimezone(UTC), Precision.MOMENT)


def _zone(text: str | None) -> timezone:
    if text is None or text == "Z":
        return UTC
    sign = -1 if text[0] == "-" else 1
    return timezone(sign * timedelta(hours=int(text[1:3]), minutes=int(text[-2:])))

"""An edition as the record took it: where it came from, what it would change, how it was judged."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import msgspec

from gazette.model.lists import EntryId, Kind, ListId, Part


class Verdict(StrEnum):
    """What became of an edition."""

    ACCEPTED = "accepted"
    HELD = "held"
    """Held back by the guard until a person accepts it."""
    OVERRULED = "overruled"
    """Accepted by a person over the guard's reasons, which are kept."""
    DISMISSED = "dismissed"
    """Put aside by a person: nothing of the file could be read, so there is nothing to accept."""

    @property
    def is_taken(self) -> bool:
        """Whether what the edition says is part of the answers."""
        return self in {Verdict.ACCEPTED, Verdict.OVERRULED}


class Provenance(msgspec.Struct, frozen=True, kw_only=True):
    """One file and the moment it is an edition of.

    Attributes:
        list_id: the list.
        sha256: of the published bytes.
        address: where it was taken from: an address without its query, or a path.
        format: the name of the format it is in.
        parser: the version of the parsers that read it.
        moment: valid time.
        basis: what the moment rests on: `file`, `published`, `manifest`, `path`, `retrieved`.
        precision: `day` or `moment`.
        observed_at: the most precise moment at which it was seen; None if no evidence says.
        rank: of the format; the higher prevails at one moment.
        retrieved_at: when we took it.
    """

    list_id: ListId
    sha256: str
    address: str
    format: str
    parser: str
    moment: datetime
    basis: str
    precision: str
    observed_at: datetime | None
    rank: int
    retrieved_at: datetime


class PartComparison(msgspec.Struct, frozen=True):
    """How many entries have a part in one edition and in a later one.

    Attributes:
        part: the part compared.
        against: the moment of the other edition: the nearest that shows all of this part.
        before: entries in the earlier edition.
        lost: entries only in the earlier one.
        gained: entries only in the later one.
        changed: entries in both, with another content.
        tail_lost: all of the lost, if each of them stood after every entry that is left and none
            was gained (so a file looks that was cut at the end of a row); else 0.
    """

    part: Part
    against: datetime
    before: int
    lost: int
    gained: int
    changed: int
    tail_lost: int = 0


class ProgramComparison(msgspec.Struct, frozen=True):
    """How many entries of one program would leave."""

    program: str
    before: int
    lost: int


class Comparison(msgspec.Struct, frozen=True):
    """One edition against the nearest ones on one side of it, part by part."""

    parts: tuple[PartComparison, ...]
    programs: tuple[ProgramComparison, ...] = ()


class Designated(msgspec.Struct, frozen=True):
    """An entry that only an edition held back shows."""

    entry_id: EntryId
    name: str | None
    kind: Kind | None
    programs: tuple[str, ...]


class Suspicion(msgspec.Struct, frozen=True, kw_only=True):
    """Why an edition is held back, and what it would have done.

    Attributes:
        reasons: lower case, one a check that failed.
        designations: how many entries would join.
        delistings: how many would leave.
        amendments: how many would change.
        designated: those that would join; reads return them as provisional.
        delisted: the ids that would leave.
    """

    reasons: tuple[str, ...]
    designations: int = 0
    delistings: int = 0
    amendments: int = 0
    designated: tuple[Designated, ...] = ()
    delisted: tuple[EntryId, ...] = ()


class Judged(msgspec.Struct, frozen=True):
    """What became of an edition, and why the guard held it back if it did."""

    verdict: Verdict = Verdict.ACCEPTED
    suspicion: Suspicion | None = None


class Edition(msgspec.Struct, frozen=True, kw_only=True):
    """A reading of one file as the record keeps it.

    Attributes:
        reading_id: its number in the record.
        provenance: the file and its moment.
        verdict: accepted, or held back.
        suspicion: why the guard held it back; None for one it accepted.
        entries: how many entries it shows.
        elements: rows or elements in the file.
        taken: how many of them were read.
        structural: how many are headers, end marks and blank lines.
        parts: the parts it speaks of; `denies` tells those of which it says all.
        denies: see `parts`.
        recorded_at: when the record took it.
    """

    reading_id: int
    provenance: Provenance
    verdict: Verdict
    suspicion: Suspicion | None
    entries: int
    elements: int
    taken: int
    structural: int
    parts: tuple[Part, ...]
    denies: tuple[Part, ...]
    recorded_at: datetime

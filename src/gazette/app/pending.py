"""What was found among the files given: editions to be read, and files that are none."""

from __future__ import annotations

import msgspec

from gazette.model.editions import Provenance
from gazette.record.snapshots import Snapshot


class Pending(msgspec.Struct, frozen=True, kw_only=True):
    """A file in the archive that is to be read as an edition.

    Attributes:
        provenance: which file, and the moment it is an edition of.
        snapshot: its retrieval; None for one that is read again from the archive.
        size: in bytes.
        contradictions: what else is said of its date.
    """

    provenance: Provenance
    snapshot: Snapshot | None
    size: int
    contradictions: tuple[str, ...] = ()


class Refused(msgspec.Struct, frozen=True):
    """A file that was given and not taken, and why; `is_fault` where a person should look."""

    path: str
    reason: str
    is_fault: bool


class Plan(msgspec.Struct, frozen=True):
    """What was found among the files given."""

    pending: tuple[Pending, ...]
    refused: tuple[Refused, ...]

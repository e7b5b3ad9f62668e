"""Every error Gazette raises on purpose, in one tree.

    GazetteError
    ├── InputError            what the caller gave cannot be used       (exit code 2 or 3)
    │   ├── UnknownList       no such list
    │   ├── UnknownEntry      the record never saw such an entry
    │   └── RefusedInput      a file that is not what it claims to be
    ├── FetchError            a publisher could not be reached          (exit code 4)
    ├── ParseError            a file that cannot be read at all
    ├── SuspiciousEdition     the guard holds an edition back
    └── RecordError           the record cannot be used                 (exit code 5)
        ├── ArchiveError      published bytes are missing or damaged
        └── RecordBusy        another process is writing

Each carries a message in lower case without a full stop, and a `hint`: the next thing to do.
"""

from __future__ import annotations


class GazetteError(Exception):
    """The root: catching it catches everything Gazette raises on purpose."""

    exit_code: int = 70

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class InputError(GazetteError):
    """What the caller gave cannot be used."""

    exit_code = 2


class UnknownList(InputError):
    """No list of that id is known."""


class UnknownEntry(InputError):
    """The record never saw an entry of that id."""


class RefusedInput(InputError):
    """A file that is not what it claims to be, or breaks a stated limit."""

    exit_code = 3


class FetchError(GazetteError):
    """A publisher could not be reached, or answered with something that is no list."""

    exit_code = 4


class ParseError(GazetteError):
    """A file that cannot be read at all; a bad row inside one is a `ParseIssue`, not this."""

    exit_code = 3


class SuspiciousEdition(GazetteError):
    """The guard holds an edition back until a person accepts it."""

    exit_code = 3


class RecordError(GazetteError):
    """The record cannot be used."""

    exit_code = 5


class ArchiveError(RecordError):
    """Published bytes are missing from the archive, or no longer match their hash."""


class RecordBusy(RecordError):
    """Another process is writing to the record."""

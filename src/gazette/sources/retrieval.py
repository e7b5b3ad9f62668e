"""What to fetch, what it may cost, and what comes of it.

In and out: frozen values shared by `fetch` and its callers. Not here: fetching.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import msgspec


class Validators(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a publisher said of a file so that it can be asked whether it changed.

    OFAC's storage gives entity tags that need not stay with the content: a file fetched anew is
    compared by its hash, whatever these say.
    """

    etag: str | None = None
    last_modified: str | None = None


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """One remote file.

    Attributes:
        address: where it is published.
        hosts: the hosts it may come from, the address's own among them: a name, or `*.name` for
            every host below that name.
        into: the file to write. What arrived of a broken download stands beside it, in `.part`.
        previous: what was said of it when it was fetched last.
        expected_sha256: the hash it must have, in hexadecimal, where one is published elsewhere.
    """

    address: str
    hosts: frozenset[str]
    into: Path
    previous: Validators = Validators()
    expected_sha256: str | None = None


class FetchLimits(msgspec.Struct, frozen=True, kw_only=True):
    """What one download may cost.

    Attributes:
        file_bytes: the file, packed for transfer and unpacked; OFAC's largest are about 120 MB.
        total_seconds: from the first request to the last byte, waits between attempts included.
        connect_seconds: for a connection to stand.
        silence_seconds: for the next bytes to come.
        redirects: from one address to the next.
        attempts: at requests that fail in ways that pass.
        wait_seconds: after the first failed attempt; each further wait is twice as long.
        longest_wait_seconds: between two attempts. A publisher that asks for more is left alone.
    """

    file_bytes: int = 512 * 2**20
    total_seconds: float = 900
    connect_seconds: float = 20
    silence_seconds: float = 60
    redirects: int = 5
    attempts: int = 5
    wait_seconds: float = 1
    longest_wait_seconds: float = 60


class Fetched(msgspec.Struct, frozen=True, kw_only=True):
    """A file that arrived whole.

    Attributes:
        path: where it is, `Target.into`.
        size: in bytes, unpacked from its transfer encoding.
        sha256: of that, in hexadecimal.
        validators: what the publisher said of it, for the next time.
        host: the host it came from in the end. Redirects are signed: no more of them is kept.
        retrieved_at: the moment the download began.
    """

    path: Path
    size: int
    sha256: str
    validators: Validators
    host: str
    retrieved_at: datetime


class Unchanged(msgspec.Struct, frozen=True, kw_only=True):
    """The publisher says that the file is the one fetched before."""

    host: str
    retrieved_at: datetime

"""Keep what arrived of a download until all of it has, so that a later one can go on from there.

In: the head of an answer, then its bytes as sent. Out: the finished file, checked against every hash
that was published with it and unpacked from its transfer encoding. The bytes stand in `NAME.part`,
what they are the beginning of in `NAME.part.json`. Not here: requests (`fetch`).
"""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path
from typing import BinaryIO

import msgspec

from gazette.errors import FetchError
from gazette.sources.answers import check_is_a_file, too_large
from gazette.sources.integrity import CHUNK, check_published, check_same, hash_of
from gazette.sources.retrieval import Validators


class Head(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What an answer said of the file before its bytes came.

    Attributes:
        address: where it was asked for, without a query.
        validators: what names this very content.
        length: of the bytes as sent; None where it was not said.
        is_gzipped: whether they are packed for transfer.
        digests: published hashes of the bytes as sent, in hexadecimal, by their name in `hashlib`.
    """

    address: str
    validators: Validators
    length: int | None = None
    is_gzipped: bool = False
    digests: dict[str, str] = {}

    @property
    def if_range(self) -> str | None:
        """What to name the content by when asking for the rest of it; None where nothing can."""
        etag = self.validators.etag
        strong = etag if etag is not None and not etag.startswith("W/") else None
        return strong or self.validators.last_modified


class Whole(msgspec.Struct, frozen=True, kw_only=True):
    """A file in place: its size in bytes and its hash in hexadecimal."""

    size: int
    sha256: str


class PartialFile:
    """The beginning of a file that is being downloaded."""

    def __init__(self, into: Path) -> None:
        self.into = into
        self._body = into.with_name(into.name + ".part")
        self._note = into.with_name(into.name + ".part.json")
        self._unpacked = into.with_name(into.name + ".part.unpacked")

    @property
    def size(self) -> int:
        """How many bytes have arrived."""
        return self._body.stat().st_size if self._body.exists() else 0

    def head(self) -> Head | None:
        """What the bytes are the beginning of; None where there are none."""
        try:
            return msgspec.json.decode(self._note.read_bytes(), type=Head)
        except (FileNotFoundError, msgspec.DecodeError):
            return None

    def begin(self, head: Head) -> None:
        """Start over with the bytes of this answer."""
        self.into.parent.mkdir(parents=True, exist_ok=True)
        self._body.write_bytes(b"")
        self._note.write_bytes(msgspec.json.encode(head))

    def more(self) -> BinaryIO:
        """A file to write the next bytes to."""
        return self._body.open("ab")

    def discard(self) -> None:
        """Forget what arrived."""
        self._body.unlink(missing_ok=True)
        self._note.unlink(missing_ok=True)
        self._unpacked.unlink(missing_ok=True)

    def finish(self, head: Head, *, most_bytes: int, expected_sha256: str | None) -> Whole:
        """Put the file in place, now that all of it has arrived.

        What cannot become the file is forgotten, so that nothing is ever added to it.

        Raises:
            FetchError: it is empty, a page for people, damaged, too large, or has not the hashes
                that were published with it.
        """
        try:
            check_published(self._body, head.digests, head.address)
            body = self._unpack(head, most_bytes) if head.is_gzipped else self._body
            with body.open("rb") as file:
                check_is_a_file(file.read(CHUNK), head.address)
            found = hash_of(body, "sha256")
            if expected_sha256 is not None:
                check_same("sha256", found, expected_sha256, head.address)
            size = body.stat().st_size
            body.replace(self.into)
        finally:
            self.discard()
        return Whole(size=size, sha256=found)

    def _unpack(self, head: Head, most_bytes: int) -> Path:
        left = most_bytes
        try:
            with gzip.open(self._body) as packed, self._unpacked.open("wb") as file:
                while chunk := packed.read(CHUNK):
                    left -= len(chunk)
                    if left < 0:
                        raise too_large(head.address, most_bytes)
                    file.write(chunk)
        except (EOFError, zlib.error, gzip.BadGzipFile) as err:
            raise FetchError(
                f"what came from {head.address} is damaged: {err}", hint="try again later"
            ) from err
        return self._unpacked

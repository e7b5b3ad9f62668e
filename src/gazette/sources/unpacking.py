"""Unpack `.xz`, `.gz` and `.zst` streams within limits, and say what a file's name promises.

In: packed bytes as a stream. Out: a stream of what they hold, that stops at the first broken limit.
Damage and broken limits are `RefusedInput` that names the file and the limit. Not here: files made
of files (`containers`).
"""

from __future__ import annotations

import gzip
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import IO, Protocol, cast

import msgspec
import zstandard

from gazette.errors import RefusedInput

MIB = 2**20
ZSTD_WINDOW = 128 * MIB
"""The archives of many editions are packed with `zstd --long=27`."""


class UnpackLimits(msgspec.Struct, frozen=True, kw_only=True):
    """What a packed file may unpack to.

    Attributes:
        file_bytes: one file inside; OFAC's largest are about 120 MB.
        total_bytes: all of them together.
        ratio: output per byte of input; the archive of 308 SDN editions has 1,278.
        free_bytes: so much is unpacked whatever the ratio.
        files: how many there may be.
    """

    file_bytes: int = 256 * MIB
    total_bytes: int = 16 * 1024 * MIB
    ratio: int = 4096
    free_bytes: int = 64 * MIB
    files: int = 20_000


class Readable(Protocol):
    """What bytes are read from."""

    def read(self, size: int = -1, /) -> bytes:
        """At most so many bytes; empty at the end."""


class Bundle(StrEnum):
    """How one file holds many."""

    TAR = "tar"
    ZIP = "zip"


class Packing(msgspec.Struct, frozen=True):
    """What a file's name says of its content.

    Attributes:
        name: without the suffixes of packing.
        stream: the suffix of the compression around it; None without one.
        bundle: how it holds many files; None where it is one file.
    """

    name: str
    stream: str | None
    bundle: Bundle | None


_SHORT_FORMS = {".tgz": ".tar.gz", ".txz": ".tar.xz", ".tzst": ".tar.zst"}


def packing(file_name: str) -> Packing:
    """What the name of a file says of how it is packed; upper and lower case mean the same."""
    name = file_name
    for short, long in _SHORT_FORMS.items():
        if name.lower().endswith(short):
            name = name[: -len(short)] + long
    stream = next((suffix for suffix in _STREAMS if name.lower().endswith(suffix)), None)
    if stream is not None:
        name = name[: -len(stream)]
    for bundle in Bundle:
        if name.lower().endswith(f".{bundle}") and (stream is None or bundle is Bundle.TAR):
            return Packing(name[: -len(bundle) - 1], stream, bundle)
    return Packing(name, stream, None)


class Meter:
    """Counts what one packed file, with all that is packed inside it, unpacks to."""

    def __init__(self, where: str, packed_size: int, limits: UnpackLimits) -> None:
        self.limits = limits
        self.files = 0
        self._where = where
        self._packed_size = packed_size
        self._bytes = 0
        self._allowed = max(limits.free_bytes, limits.ratio * packed_size)

    def renewed(self) -> Meter:
        """A meter of the same file that has counted nothing yet."""
        return Meter(self._where, self._packed_size, self.limits)

    def spend(self, size: int) -> None:
        """Count so many bytes more.

        Raises:
            RefusedInput: they are too many.
        """
        self._bytes += size
        if self._bytes > self.limits.total_bytes:
            raise _over(self._where, f"unpacks to more than {self.limits.total_bytes:,} bytes")
        if self._bytes > self._allowed:
            raise _over(self._where, f"unpacks to more than {self.limits.ratio:,} times its size")

    def count_file(self) -> None:
        """Count one file more.

        Raises:
            RefusedInput: there are too many.
        """
        self.files += 1
        if self.files > self.limits.files:
            raise _over(self._where, f"holds more than {self.limits.files:,} files")

    def read_all(self, source: Readable, where: str) -> bytes:
        """All bytes of one file.

        Raises:
            RefusedInput: they are too many for one file.
        """
        chunks: list[bytes] = []
        size = 0
        while chunk := source.read(MIB):
            chunks.append(chunk)
            size += len(chunk)
            if size > self.limits.file_bytes:
                raise _over(where, f"is larger than {self.limits.file_bytes:,} bytes")
        return b"".join(chunks)


class Metered:
    """A stream that counts what is read from it."""

    def __init__(self, source: Readable, meter: Meter) -> None:
        self._source = source
        self._meter = meter

    def read(self, size: int = -1, /) -> bytes:
        """At most so many bytes; empty at the end."""
        chunk = self._source.read(size)
        self._meter.spend(len(chunk))
        return chunk


class _Zstd:
    """The content of zstd frames; zstandard's own stream reader is silent about a cut last frame."""

    _FEED = 1024
    """So little is fed at once because it can grow thirty-thousandfold before anyone can look."""

    def __init__(self, source: Readable) -> None:
        self._source = source
        self._frame: zstandard.ZstdDecompressionObj | None = None
        self._ready = b""
        self._at = 0

    def read(self, size: int = -1, /) -> bytes:
        while self._at == len(self._ready) and (feed := self._source.read(self._FEED)):
            self._ready = self._unpacked(feed)
            self._at = 0
        if self._at == len(self._ready) and self._frame is not None:
            raise EOFError("the last zstd frame is cut")
        chunk = self._ready[self._at :] if size < 0 else self._ready[self._at : self._at + size]
        self._at += len(chunk)
        return chunk

    def _unpacked(self, feed: bytes) -> bytes:
        unpacked = b""
        while feed:
            if self._frame is None:
                self._frame = zstandard.ZstdDecompressor(
                    max_window_size=ZSTD_WINDOW
                ).decompressobj()
            unpacked += self._frame.decompress(feed)
            feed = self._frame.unused_data if self._frame.eof else b""
            if self._frame.eof:
                self._frame = None
        return unpacked


def _xz(source: Readable) -> Readable:
    return lzma.LZMAFile(cast("IO[bytes]", source))


def _gzip(source: Readable) -> Readable:
    return gzip.GzipFile(fileobj=cast("IO[bytes]", source))


_STREAMS: dict[str, Callable[[Readable], Readable]] = {".xz": _xz, ".gz": _gzip, ".zst": _Zstd}


def unpacked(source: Readable, stream: str | None, meter: Meter) -> Readable:
    """What a stream holds, counted by the meter; a stream that is not packed is not counted."""
    return source if stream is None else Metered(_STREAMS[stream](source), meter)


_DAMAGE = (
    tarfile.ReadError,
    zipfile.BadZipFile,
    lzma.LZMAError,
    zlib.error,
    zstandard.ZstdError,
    struct.error,
    EOFError,
    OSError,
    NotImplementedError,
    ValueError,
    IndexError,
    OverflowError,
)
"""What `tarfile`, `zipfile` and the decompressors raise over 60,000 mutated containers."""


@contextmanager
def named_damage(where: str) -> Iterator[None]:
    """Turn what the libraries raise over damaged bytes into `RefusedInput` that names the file."""
    try:
        yield
    except _DAMAGE as err:
        raise RefusedInput(
            f"`{where}` cannot be read to its end: {err}",
            hint="copy or download it again; the files that stand before the damage are whole",
        ) from err


def _over(where: str, what: str) -> RefusedInput:
    return RefusedInput(
        f"`{where}` {what}",
        hint="lists do not unpack to that; if this one does, unpack it first and give the files",
    )

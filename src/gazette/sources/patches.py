"""Pack bytes as a zstd frame, alone or as a patch against other bytes, and unpack them again.

In: contents. Out: a stored file: a header in a skippable frame, then one zstd frame. So `zstd -d`
unpacks a full copy, and `zstd -d --patch-from=BASE --long=27` a patch, should Gazette be gone.
Not here: files, hashes and chains (`archive`).
"""

from __future__ import annotations

import struct
import zlib

import msgspec
import zstandard

FULL_LEVEL = 12
"""10 full copies of the SDN list: 4.08 MB in 0.5 s; level 19 gives 3.81 MB in 6.5 s."""
PATCH_LEVEL = 9
"""307 patches of the SDN list: 0.41 MB in 3.2 s; level 3 gives 0.45 MB in 6.9 s, level 19 0.39 MB in
78 s. On two files of 90 MB level 1 gives 4.6 MB and this 0.04 MB, both in under a second."""

_WINDOW_LOG = 23
_MAX_WINDOW_LOG = 27
_TABLE_LOG = 22
"""zstd indexes only as much of a base as its tables suggest: with default tables the 308 SDN editions
take 111 MB instead of 4.5 MB. Larger windows want larger tables, an eighth of the window."""

_MAGIC = 0x184D2A5E
_FRAME = struct.Struct("<II")
_FACTS = struct.Struct("<BQ32s")
_CHECK = struct.Struct("<I")
_NO_BASE = bytes(32)
HEADER_SIZE = _FRAME.size + _FACTS.size + _CHECK.size


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """What a stored file says of itself.

    Attributes:
        size: of the content, in bytes.
        base: the SHA-256, in hexadecimal, of the content it is a patch against; None if full.
        depth: how many patches stand between it and a full copy.
    """

    size: int
    base: str | None
    depth: int


def full_copy(data: bytes) -> bytes:
    """The content as one frame that needs nothing else."""
    parameters = zstandard.ZstdCompressionParameters.from_level(
        FULL_LEVEL, source_size=len(data), window_log=_window_log(len(data))
    )
    return zstandard.ZstdCompressor(compression_params=parameters).compress(data)


def patch(data: bytes, base: bytes) -> bytes:
    """The content as one frame that can be unpacked with the base only."""
    window_log = _window_log(max(len(data), len(base)))
    table_log = max(_TABLE_LOG, window_log - 3)
    parameters = zstandard.ZstdCompressionParameters.from_level(
        PATCH_LEVEL, window_log=window_log, hash_log=table_log, chain_log=table_log
    )
    return zstandard.ZstdCompressor(
        compression_params=parameters, dict_data=_dictionary(base)
    ).compress(data)


def with_header(facts: Header, frame: bytes) -> bytes:
    """A stored file."""
    base = _NO_BASE if facts.base is None else bytes.fromhex(facts.base)
    packed = _FACTS.pack(facts.depth, facts.size, base)
    frame_start = _FRAME.pack(_MAGIC, len(packed) + _CHECK.size)
    return frame_start + packed + _CHECK.pack(zlib.crc32(packed)) + frame


def header(stored: bytes) -> Header:
    """What a stored file, or its first `HEADER_SIZE` bytes, says of itself.

    Raises:
        ValueError: it is no stored file, or its header is damaged.
    """
    packed = stored[_FRAME.size : _FRAME.size + _FACTS.size]
    check = stored[_FRAME.size + _FACTS.size : HEADER_SIZE]
    if len(check) != _CHECK.size or _FRAME.unpack_from(stored)[0] != _MAGIC:
        raise ValueError("its header is cut or not ours")
    if _CHECK.unpack(check)[0] != zlib.crc32(packed):
        raise ValueError("its header does not match its checksum")
    depth, size, base = _FACTS.unpack(packed)
    return Header(size=size, base=None if base == _NO_BASE else base.hex(), depth=depth)


def unpack(stored: bytes, base: bytes | None) -> bytes:
    """The content of a stored file; `base` is what it is a patch against, None for a full copy.

    Raises:
        ValueError: it is damaged.
    """
    size = header(stored).size
    frame = stored[HEADER_SIZE:]
    try:
        if zstandard.frame_content_size(frame) != size:
            raise ValueError("its size differs from its header")
        return zstandard.ZstdDecompressor(
            dict_data=None if base is None else _dictionary(base),
            max_window_size=2**_MAX_WINDOW_LOG,
        ).decompress(frame)
    except zstandard.ZstdError as err:
        raise ValueError(f"zstd says: {err}") from err


def _dictionary(base: bytes) -> zstandard.ZstdCompressionDict:
    return zstandard.ZstdCompressionDict(base, dict_type=zstandard.DICT_TYPE_RAWCONTENT)


def _window_log(size: int) -> int:
    return min(max(_WINDOW_LOG, size.bit_length()), _MAX_WINDOW_LOG)

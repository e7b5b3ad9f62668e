"""The one place where values become bytes: deterministic, so that equal content has equal bytes."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from typing import Any, TypeVar

import msgspec

from gazette.model.entries import Addresses, Aliases, Content, Details, Listing, Overflow, Profile
from gazette.model.lists import Part

CONTENT_TYPES: dict[Part, type[Any]] = {
    Part.PRIMARY: Profile,
    Part.ALIASES: Aliases,
    Part.ADDRESSES: Addresses,
    Part.COMMENTS: Overflow,
    Part.LISTING: Listing,
    Part.DETAILS: Details,
}
PRESENT = b""
"""The content of the part `presence`: being there is all it says."""

T = TypeVar("T")

_pack = msgspec.msgpack.Encoder(order="deterministic")
_DECODERS = {part: msgspec.msgpack.Decoder(kind) for part, kind in CONTENT_TYPES.items()}


def encode(content: Content) -> bytes:
    """The content as bytes; equal values give equal bytes."""
    return _pack.encode(content)


def decode(part: Part, payload: bytes) -> Any:
    """The content of a part, of the type that `CONTENT_TYPES` names for it."""
    return _DECODERS[part].decode(payload)


def digest(payload: bytes) -> bytes:
    """A 16-byte BLAKE2b digest that names a payload inside the record."""
    return blake2b(payload, digest_size=16).digest()


def sorted_unique(values: Iterable[T]) -> tuple[T, ...]:
    """The distinct values in their own order, as contents keep them; None sorts before any text."""
    return tuple(sorted(set(values), key=_pack.encode))

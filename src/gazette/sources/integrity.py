"""Compare a file with the hashes its publisher sent or printed.

In: the headers of an answer, a file. Out: nothing, or a `FetchError` that shows both hashes. Not
here: which of a list's files has a hash published elsewhere (each `source.py`).
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from hashlib import new
from pathlib import Path

from gazette.errors import FetchError

CHUNK = 2**20

_SIZES = {"md5": 16, "sha256": 32, "sha512": 64}
_ALGORITHMS = {"md5": "md5", "sha-256": "sha256", "sha-512": "sha512"}
_HASH_HEADERS = {"content-md5": "md5", "x-amz-checksum-sha256": "sha256"}
_DIGEST_HEADERS = ("repr-digest", "digest")
_DIGEST = re.compile(r"\s*([\w-]+)=:?([A-Za-z0-9+/]+=*):?\s*(?:,|$)")


def published_digests(headers: Mapping[str, str]) -> dict[str, str]:
    """The hashes that an answer's headers give of the bytes sent, by their name in `hashlib`.

    Read are `Repr-Digest` (RFC 9530), `Digest` (RFC 3230), `Content-MD5` and Amazon's
    `x-amz-checksum-sha256`. What is no whole hash is left out: of files stored in pieces, Amazon
    gives a hash of hashes.
    """
    encoded = [(name, headers.get(header, "")) for header, name in _HASH_HEADERS.items()]
    for header in _DIGEST_HEADERS:
        for algorithm, text in _DIGEST.findall(headers.get(header, "")):
            encoded.append((_ALGORITHMS.get(algorithm.lower(), ""), text))
    decoded = ((name, _decoded(text)) for name, text in encoded)
    return {name: value.hex() for name, value in decoded if len(value) == _SIZES.get(name)}


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text.strip(), validate=True)
    except binascii.Error:
        return b""


def hash_of(path: Path, algorithm: str) -> str:
    """The hash of a file in hexadecimal."""
    digest = new(algorithm, usedforsecurity=False)
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def check_published(path: Path, digests: Mapping[str, str], address: str) -> None:
    """Nothing, where a file has every hash given.

    Raises:
        FetchError: it has not.
    """
    for algorithm, published in digests.items():
        check_same(algorithm, hash_of(path, algorithm), published, address)


def check_same(algorithm: str, found: str, published: str, address: str) -> None:
    """Nothing, where two hashes in hexadecimal are the same.

    Raises:
        FetchError: they differ.
    """
    if found != published.lower():
        raise FetchError(
            f"what came from {address} has {algorithm} {found}, published is: {published}",
            hint="try again later; if it stays, the publisher's file or its hash is wrong",
        )

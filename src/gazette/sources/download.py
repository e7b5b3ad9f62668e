"""Turn the answer to one request into the bytes of a file, or of the rest of one.

In: a `Download` under way, an answer. Out: the head of the file; its bytes go to the `PartialFile`.
Not here: sending requests and trying again (`fetch`), what an answer is instead of a file
(`answers`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from http import HTTPStatus

import httpx2
import msgspec

from gazette.errors import FetchError
from gazette.sources.addresses import shown
from gazette.sources.answers import Passing, check_status, check_type, too_large
from gazette.sources.integrity import published_digests
from gazette.sources.partial import Head, PartialFile
from gazette.sources.retrieval import FetchLimits, Target, Validators

Progress = Callable[[int, int | None], None]
"""Told after every few bytes: how many have arrived, and of how many, where that is known."""


class Download(msgspec.Struct, frozen=True, kw_only=True):
    """What every step of one download needs."""

    url: httpx2.URL
    target: Target
    part: PartialFile
    limits: FetchLimits
    progress: Progress
    seconds_left: Callable[[], float]


def conditions(download: Download) -> dict[str, str]:
    """Headers that ask for the file only if it changed, and only for what has not arrived."""
    previous = download.target.previous
    headers = {"If-None-Match": previous.etag, "If-Modified-Since": previous.last_modified}
    begun = _begun(download)
    if begun is not None:
        headers |= {"Range": f"bytes={download.part.size}-", "If-Range": begun.if_range}
    return {name: value for name, value in headers.items() if value is not None}


def _begun(download: Download) -> Head | None:
    """The head of what arrived earlier, where the rest of the same content can be asked for."""
    head = download.part.head()
    if head is None or head.address != shown(download.url) or head.if_range is None:
        return None
    is_whole = head.length is not None and download.part.size >= head.length
    return head if download.part.size and not is_whole else None


def head_of(answer: httpx2.Response, download: Download) -> Head | None:
    """What the body belongs to; None where the publisher says that nothing changed.

    Raises:
        Passing: the answer is no file, but may be one later.
        FetchError: it is no file.
    """
    part = download.part
    if answer.status_code == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
        part.discard()
    check_status(answer, download.limits.longest_wait_seconds)
    match answer.status_code:
        case HTTPStatus.NOT_MODIFIED if download.target.previous == Validators():
            raise Passing("it answered that nothing changed, though it was not asked")
        case HTTPStatus.NOT_MODIFIED:
            part.discard()
            return None
        case HTTPStatus.PARTIAL_CONTENT:
            return _continued(answer, download)
        case _:
            check_type(answer)
            head = _new_head(answer, download)
            part.begin(head)
            return head


def _new_head(answer: httpx2.Response, download: Download) -> Head:
    headers = answer.headers
    encoding = headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("", "identity", "gzip", "x-gzip"):
        raise FetchError(
            f"`{answer.url.host}` packed the file in a way nobody asked for: {encoding}",
            hint="give the file with `gazette update LIST --from FILE`",
        )
    return Head(
        address=shown(download.url),
        validators=Validators(headers.get("etag"), headers.get("last-modified")),
        length=_length(headers),
        is_gzipped=encoding.endswith("gzip"),
        digests=published_digests(headers),
    )


_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+|\*)\Z")


def _continued(answer: httpx2.Response, download: Download) -> Head:
    """The head of what arrived earlier, where the answer goes on exactly there."""
    head, size = _begun(download), download.part.size
    found = _RANGE.match(answer.headers.get("content-range", ""))
    if head is None or found is None or int(found[1]) != size or not _is_of(answer, head):
        download.part.discard()
        raise Passing("it went on at another place than asked")
    return head


def _is_of(answer: httpx2.Response, head: Head) -> bool:
    return answer.headers.get("etag", head.validators.etag) == head.validators.etag


def _length(headers: httpx2.Headers) -> int | None:
    text = headers.get("content-length", "")
    return int(text) if text.isascii() and text.isdigit() else None


def receive(answer: httpx2.Response, head: Head, download: Download) -> None:
    """Keep the bytes of an answer after those that arrived earlier.

    Raises:
        Passing: they end too early.
        FetchError: there are too many of them, or they take too long.
    """
    received, most = download.part.size, download.limits.file_bytes
    if max(received, head.length or 0) > most:
        download.part.discard()
        raise too_large(head.address, most)
    with download.part.more() as file:
        for chunk in answer.iter_raw():
            received += len(chunk)
            if received > most:
                break
            file.write(chunk)
            download.progress(received, head.length)
            seconds_left(download)
    if received > most:
        download.part.discard()
        raise too_large(head.address, most)
    if head.length is not None and received != head.length:
        raise Passing(f"it sent {received:,} of {head.length:,} bytes")


def seconds_left(download: Download) -> float:
    """How long the download may still take.

    Raises:
        FetchError: no longer.
    """
    left = download.seconds_left()
    if left <= 0:
        raise FetchError(
            f"not done in {download.limits.total_seconds:,.0f} seconds: {shown(download.url)}",
            hint="run it again: it goes on where the publisher lets it",
        )
    return left

"""Download one published file, or say why not.

In: a `Target` and limits. Out: `Fetched`, the file in its place and its hash; or `Unchanged`. Passing
failures are tried again, going on where the last attempt broke off. Not here: which addresses
(each `source.py`), and whether the bytes are the list they should be (`guard`).
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from importlib.metadata import version

import httpx2
import msgspec
import stamina

from gazette.errors import FetchError
from gazette.sources.addresses import allowed_address, is_loopback, redirected, shown
from gazette.sources.answers import Passing
from gazette.sources.download import (
    Download,
    Progress,
    conditions,
    head_of,
    receive,
    seconds_left,
)
from gazette.sources.partial import Head, PartialFile
from gazette.sources.retrieval import Fetched, FetchLimits, Target, Unchanged

PROJECT = "https://github.com/sanctions-gazette/gazette"


class _Arrival(msgspec.Struct, frozen=True):
    """All of a file is there; or, without a head, it is the one fetched before."""

    host: str
    head: Head | None


def fetch(
    target: Target,
    *,
    now: datetime,
    limits: FetchLimits | None = None,
    progress: Progress | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Fetched | Unchanged:
    """The file at an address, in its place on the disk; or that it is the one fetched before.

    No error, log line, result or file shows the query of an address. A download that breaks off for
    good leaves what arrived beside `target.into`; the next one goes on from there.

    Raises:
        FetchError: the publisher could not be reached, or answered with something that is no list.
    """
    limits = limits or FetchLimits()
    _keep_queries_out_of_logs()
    ends = clock() + limits.total_seconds
    download = Download(
        url=allowed_address(target.address, target.hosts),
        target=target,
        part=PartialFile(target.into),
        limits=limits,
        progress=progress or (lambda _received, _total: None),
        seconds_left=lambda: ends - clock(),
    )
    arrival = _with_retries(download)
    if arrival.head is None:
        return Unchanged(host=arrival.host, retrieved_at=now)
    whole = download.part.finish(
        arrival.head, most_bytes=limits.file_bytes, expected_sha256=target.expected_sha256
    )
    return Fetched(
        path=target.into,
        size=whole.size,
        sha256=whole.sha256,
        validators=arrival.head.validators,
        host=arrival.host,
        retrieved_at=now,
    )


def user_agent() -> str:
    """How Gazette names itself; firewalls refuse what does not begin like a browser."""
    major_minor = ".".join(version("sanctions-gazette").split(".")[:2])
    return f"Mozilla/5.0 (compatible; Gazette/{major_minor}; +{PROJECT})"


def _keep_queries_out_of_logs() -> None:
    """Hold the libraries' loggers at warnings: below, they print addresses with their query."""
    for name in (httpx2.__name__, "httpcore2"):
        logger = logging.getLogger(name)
        if logger.getEffectiveLevel() < logging.WARNING:
            logger.setLevel(logging.WARNING)


def _with_retries(download: Download) -> _Arrival:
    limits = download.limits
    attempts = stamina.retry_context(
        on=_wait_before_next,
        attempts=limits.attempts,
        timeout=limits.total_seconds,
        wait_initial=limits.wait_seconds,
        wait_jitter=limits.wait_seconds,
        wait_max=limits.longest_wait_seconds,
    )
    try:
        with _client(download) as client:
            for attempt in attempts:
                with attempt:
                    return _attempt(client, download)
    except Passing as last:
        # not chained: below it stands the library's error, which holds the whole address
        raise FetchError(
            f"unreachable, {last.reason}: {shown(download.url)}",
            hint="try again later; `gazette lists` shows how old the last edition is",
        ) from None
    raise AssertionError  # the last attempt returns or raises


def _wait_before_next(err: Exception) -> bool | float:
    """Whether to try again; or in how many seconds, where the publisher says so."""
    if not isinstance(err, Passing):
        return False
    return True if err.wait_seconds is None else err.wait_seconds


def _client(download: Download) -> httpx2.Client:
    return httpx2.Client(
        # unpacked bytes can be resumed and compared with published hashes; some servers pack anyway
        headers={"User-Agent": user_agent(), "Accept": "*/*", "Accept-Encoding": "identity"},
        follow_redirects=False,
        trust_env=not is_loopback(download.url),
    )


def _attempt(client: httpx2.Client, download: Download) -> _Arrival:
    try:
        with _answer(client, download, conditions(download)) as answer:
            head = head_of(answer, download)
            if head is not None:
                receive(answer, head, download)
            return _Arrival(answer.url.host, head)
    except httpx2.TransportError as err:
        raise Passing(_reason(err)) from None


@contextmanager
def _answer(
    client: httpx2.Client, download: Download, headers: dict[str, str]
) -> Iterator[httpx2.Response]:
    """The answer at the end of the redirects, its body not read yet."""
    url = download.url
    for _ in range(download.limits.redirects + 1):
        request = client.build_request("GET", url, headers=headers, timeout=_timeout(download))
        answer = client.send(request, stream=True)
        try:
            if not answer.has_redirect_location:
                yield answer
                return
        finally:
            answer.close()
        url = redirected(url, answer.headers["location"], download.target.hosts)
    raise FetchError(
        f"redirects more than {download.limits.redirects} times: {shown(download.url)}",
        hint="look at the address in a browser",
    )


def _timeout(download: Download) -> httpx2.Timeout:
    left = seconds_left(download)
    limits = download.limits
    return httpx2.Timeout(
        min(left, limits.silence_seconds), connect=min(left, limits.connect_seconds)
    )


_REASONS: dict[type[httpx2.TransportError], str] = {
    httpx2.ConnectTimeout: "it does not let anyone connect",
    httpx2.TimeoutException: "it went silent",
    httpx2.ProxyError: "the proxy refuses to connect",
    httpx2.RemoteProtocolError: "it broke off",
    httpx2.NetworkError: "the connection broke",
}


def _reason(err: httpx2.TransportError) -> str:
    """What went wrong; the library's own words only where they cannot hold an address."""
    if isinstance(err, httpx2.ConnectError):
        return f"no connection: {err}"
    return next((text for kind, text in _REASONS.items() if isinstance(err, kind)), "it failed")

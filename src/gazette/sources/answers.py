"""Tell a published file from everything else a web server may answer with.

In: the head of an answer, the first bytes of a body. Out: nothing, or the error that says what it is
instead. A firewall's page is never taken for a list, least of all for an empty one. Not here:
requests and retries (`fetch`).
"""

from __future__ import annotations

import re
from datetime import timedelta
from email.utils import parsedate_to_datetime

import httpx2

from gazette.errors import FetchError
from gazette.sources.addresses import shown


class Passing(Exception):
    """A failure that may not repeat itself; `wait_seconds` where the publisher says how long."""

    def __init__(self, reason: str, *, wait_seconds: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.wait_seconds = wait_seconds


_FILE = frozenset({200, 206, 304})
_GONE = frozenset({404, 410})
_BARRED = frozenset({202, 401, 403, 407, 451})
"""202 is how one firewall serves its challenge."""
_PASSING = frozenset({408, 416, 425, 429})

_BY_HAND = "open the address in a browser, and give the file with `gazette update LIST --from FILE`"
_PAGE = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)


def check_status(answer: httpx2.Response, longest_wait_seconds: float) -> None:
    """Nothing, where an answer carries a file, a part of one, or says it is unchanged.

    Raises:
        Passing: it may do so later.
        FetchError: it will not.
    """
    status, address = answer.status_code, shown(answer.url)
    if status in _FILE:
        return
    if status in _PASSING or answer.is_server_error:
        raise Passing(
            f"it answered {status}", wait_seconds=_asked_wait(answer, longest_wait_seconds)
        )
    if status in _GONE:
        raise FetchError(
            f"`{answer.url.host}` has no such file, it answered {status}: {address}",
            hint="the publisher may have moved it: look for a newer Gazette, or give the file with `--from`",
        )
    if status in _BARRED:
        raise _unreachable(address, f"it answered {status}")
    raise FetchError(f"`{answer.url.host}` answered {status}: {address}", hint=_BY_HAND)


def check_type(answer: httpx2.Response) -> None:
    """Nothing, unless a file is called a page for people.

    Raises:
        FetchError: it is.
    """
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind in ("text/html", "application/xhtml+xml"):
        raise _unreachable(shown(answer.url), "it answered with a page for people")


def check_is_a_file(start: bytes, address: str) -> None:
    """Nothing, unless a file is empty or begins as a page for people does.

    Raises:
        FetchError: it is, or does.
    """
    if not start.strip():
        raise _unreachable(address, "it answered with an empty file")
    if _PAGE.match(start):
        raise _unreachable(address, "it answered with a page for people")


def too_large(address: str, most_bytes: int) -> FetchError:
    """The error for a file over its limit."""
    return FetchError(
        f"larger than {most_bytes:,} bytes: {address}",
        hint="no list is that large; look at the address in a browser",
    )


def _unreachable(address: str, why: str) -> FetchError:
    return FetchError(f"unreachable, {why}: {address}", hint=_BY_HAND)


def _asked_wait(answer: httpx2.Response, longest: float) -> float | None:
    """How long the publisher asks to be left alone, in seconds; None where it does not say."""
    asked = _retry_after(answer.headers)
    if asked is not None and asked > longest:
        raise FetchError(
            f"`{answer.url.host}` is unreachable, it asks to come back in {asked:,.0f} seconds",
            hint="try again then",
        )
    return asked


def _retry_after(headers: httpx2.Headers) -> float | None:
    text = headers.get("retry-after", "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:12])
    try:
        wait = parsedate_to_datetime(text) - parsedate_to_datetime(headers.get("date", ""))
    except (ValueError, TypeError):
        return None
    return max(wait, timedelta()).total_seconds()

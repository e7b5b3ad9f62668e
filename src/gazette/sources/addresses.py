"""Decide which addresses may be asked, and how an address is shown.

In: an address and the hosts a list may come from. Out: the parsed address, or a `FetchError`.
Publishers redirect to signed addresses whose query is a secret: no error or file shows a query.
Not here: asking (`fetch`).
"""

from __future__ import annotations

import httpx2

from gazette.errors import FetchError

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def allowed_address(address: str, hosts: frozenset[str]) -> httpx2.URL:
    """The address, parsed.

    Raises:
        FetchError: it is no address, not encrypted, or not of one of the hosts.
    """
    try:
        url = httpx2.URL(address)
    except httpx2.InvalidURL:
        raise FetchError("not an address", hint=_HINT) from None
    _check(url, hosts, "the address")
    return url


def redirected(url: httpx2.URL, location: str, hosts: frozenset[str]) -> httpx2.URL:
    """The address that an answer redirects to.

    Raises:
        FetchError: as for `allowed_address`.
    """
    try:
        target = url.join(location)
    except httpx2.InvalidURL:
        raise FetchError(f"`{url.host}` redirects to what is no address", hint=_HINT) from None
    _check(target, hosts, f"`{url.host}` redirects, the new address")
    return target


def shown(url: httpx2.URL) -> str:
    """The address for people: without user, password, query and fragment."""
    port = "" if url.port is None else f":{url.port}"
    return f"{url.scheme}://{url.host}{port}{url.path}"


def is_loopback(url: httpx2.URL) -> bool:
    """Whether the address is of this machine, where tests serve without encryption."""
    return url.host in _LOOPBACK


_HINT = "the hosts a list may come from stand in its `source.py`"


def _check(url: httpx2.URL, hosts: frozenset[str], what: str) -> None:
    if not _is_among(url.host, hosts):
        raise FetchError(f"{what} is of a host not on the list's own: {url.host}", hint=_HINT)
    if is_loopback(url) and url.scheme in ("http", "https"):
        return
    if url.scheme != "https":
        raise FetchError(f"{what} is not encrypted: {url.scheme}://{url.host}", hint=_HINT)
    if url.port is not None or url.userinfo:
        raise FetchError(f"{what} has a port or a user of its own: {url.host}", hint=_HINT)


def _is_among(host: str, hosts: frozenset[str]) -> bool:
    return any(
        host.endswith(allowed[1:]) if allowed.startswith("*.") else host == allowed
        for allowed in hosts
    )

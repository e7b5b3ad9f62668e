"""Fetch a file of a list from an address that a person gives, if it is on one of the list's hosts.

In: an address and hosts. Out: the file in a folder of the caller's. Not here: the addresses that lists
are fetched from by themselves (`update`), and taking the file in (`update_from`).
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path, PurePosixPath

from gazette.app.intake import Report
from gazette.app.update import silent
from gazette.errors import FetchError, InputError
from gazette.sources.addresses import allowed_address
from gazette.sources.fetch import fetch
from gazette.sources.retrieval import FetchLimits, Target

SCHEMES = ("https://", "http://")


def is_address(text: str) -> bool:
    """Whether a place that a person names is an address and not a path."""
    return text.lower().startswith(SCHEMES)


def downloaded(
    address: str,
    hosts: frozenset[str],
    folder: Path,
    *,
    now: datetime,
    report: Report = silent,
    limits: FetchLimits | None = None,
) -> Path:
    """The file at the address, in the folder, under the name it has there.

    Raises:
        InputError: the address is not on a host of the publisher's own (storage that it redirects to
            is anyone's).
        FetchError: it could not be reached.
    """
    asked = frozenset(host for host in hosts if not host.startswith("*."))
    try:
        url = allowed_address(address, asked)
    except FetchError as err:
        told = ", ".join(f"`{host}`" for host in sorted(asked))
        raise InputError(
            err.message,
            hint=f"download the file and give its path; the list's own hosts are {told}",
        ) from None
    name = PurePosixPath(url.path).name or "download"
    fetch(
        Target(address=address, hosts=hosts, into=folder / name),
        now=now,
        limits=limits,
        progress=lambda done, total: report(f"fetching {name}", done, total),
    )
    return folder / name

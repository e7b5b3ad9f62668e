"""A file from an address that a person gives: only from the list's own hosts."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from gazette.app.download import downloaded, is_address
from gazette.errors import FetchError, InputError
from gazette.sources.retrieval import FetchLimits
from misbehaving_server import answer, file, misbehaving_server

NOW = datetime(2026, 6, 2, 12, tzinfo=UTC)
HERE = frozenset({"127.0.0.1"})
QUICK = FetchLimits(wait_seconds=0, longest_wait_seconds=0, attempts=2)


def test_a_file_of_a_host_of_the_list_arrives_under_its_own_name(tmp_path: Path) -> None:
    told: list[str] = []
    with misbehaving_server() as server:
        address = server.serve("/exports/SDN.CSV", file(b"1,2\r\n" * 100))

        path = downloaded(
            address, HERE, tmp_path, now=NOW, report=lambda what, *_: told.append(what)
        )

    assert path == tmp_path / "SDN.CSV"
    assert path.read_bytes() == b"1,2\r\n" * 100
    assert set(told) == {"fetching SDN.CSV"}


@pytest.mark.parametrize(
    "address", ["https://example.org/sdn.csv", "http://www.treasury.gov/sdn.csv", "https://["]
)
def test_an_address_of_another_host_is_refused_with_what_to_do(
    address: str, tmp_path: Path
) -> None:
    with pytest.raises(InputError) as refused:
        downloaded(address, frozenset({"www.treasury.gov"}), tmp_path, now=NOW)

    assert refused.value.hint is not None
    assert "`www.treasury.gov`" in refused.value.hint


def test_an_address_that_does_not_answer_is_unreachable(tmp_path: Path) -> None:
    with misbehaving_server() as server:
        address = server.serve("/sdn.csv", answer(403))

        with pytest.raises(FetchError):
            downloaded(address, HERE, tmp_path, now=NOW, limits=QUICK)


@pytest.mark.parametrize(
    ("place", "told"),
    [("https://x.gov/a", True), ("HTTP://x.gov/a", True), ("sdn.csv", False), ("/a/https:", False)],
)
def test_an_address_is_told_from_a_path(place: str, *, told: bool) -> None:
    assert is_address(place) is told

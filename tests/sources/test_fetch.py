"""How a download ends, against a server that misbehaves in every way seen."""

from __future__ import annotations

import base64
import gzip
import logging
import socket
import threading
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import md5, sha256
from itertools import count
from pathlib import Path
from typing import Any

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.errors import FetchError
from gazette.sources.addresses import allowed_address, redirected, shown
from gazette.sources.answers import check_is_a_file
from gazette.sources.fetch import fetch, user_agent
from gazette.sources.integrity import published_digests
from gazette.sources.retrieval import Fetched, FetchLimits, Target, Unchanged, Validators
from misbehaving_server import (
    MisbehavingServer,
    answer,
    cut,
    endless,
    file,
    hang_up,
    misbehaving_server,
    redirect,
    silent,
)

NOW = datetime(2026, 6, 2, 12, tzinfo=UTC)
LOOPBACK = frozenset({"127.0.0.1", "localhost"})
LIST = b"".join(b'%d,"NAME, %d","individual"\r\n' % (n, n) for n in range(5000))
QUICK = FetchLimits(
    wait_seconds=0, longest_wait_seconds=5, attempts=3, connect_seconds=5, silence_seconds=5
)


@pytest.fixture
def server() -> Iterator[MisbehavingServer]:
    with misbehaving_server() as running:
        yield running


@pytest.fixture
def into(tmp_path: Path) -> Path:
    return tmp_path / "downloads" / "sdn.csv"


def fetched(address: str, into: Path, limits: FetchLimits = QUICK, **target: Any) -> Fetched:
    result = fetch(
        Target(address=address, hosts=LOOPBACK, into=into, **target), now=NOW, limits=limits
    )
    assert isinstance(result, Fetched)
    return result


def refusal(address: str, into: Path, limits: FetchLimits = QUICK, **target: Any) -> FetchError:
    with pytest.raises(FetchError) as raised:
        fetched(address, into, limits, **target)
    assert raised.value.hint
    assert not into.exists()
    return raised.value


def beside(into: Path) -> list[str]:
    return sorted(path.name for path in into.parent.iterdir()) if into.parent.exists() else []


def b64(digest: bytes) -> str:
    return base64.b64encode(digest).decode()


def test_a_file_arrives_whole_with_all_that_is_known_of_it(
    server: MisbehavingServer, into: Path
) -> None:
    address = server.serve("/sdn.csv", file(LIST, last_modified="Tue, 02 Jun 2026 10:00:00 GMT"))

    result = fetched(address, into)

    assert into.read_bytes() == LIST
    assert result == Fetched(
        path=into,
        size=len(LIST),
        sha256=sha256(LIST).hexdigest(),
        validators=Validators('"v1"', "Tue, 02 Jun 2026 10:00:00 GMT"),
        host="127.0.0.1",
        retrieved_at=NOW,
    )
    assert beside(into) == ["sdn.csv"]


def test_gazette_names_itself_honestly_and_asks_for_unpacked_bytes(
    server: MisbehavingServer, into: Path
) -> None:
    fetched(server.serve("/sdn.csv", file(LIST)), into)

    headers = server.asked[0].headers
    assert headers["user-agent"] == user_agent()
    assert user_agent().startswith("Mozilla/5.0 (compatible; Gazette/")
    assert user_agent().endswith("; +https://github.com/sanctions-gazette/gazette)")
    assert headers["accept-encoding"] == "identity"
    assert "range" not in headers


def test_progress_is_told_up_to_the_whole(server: MisbehavingServer, into: Path) -> None:
    address = server.serve("/sdn.csv", file(LIST))
    told: list[tuple[int, int | None]] = []

    fetch(
        Target(address=address, hosts=LOOPBACK, into=into),
        now=NOW,
        progress=lambda received, total: told.append((received, total)),
    )

    assert told == sorted(told)
    assert told[-1] == (len(LIST), len(LIST))


PAGE = b"<!DOCTYPE html>\n<html><title>Just a moment...</title></html>"


@pytest.mark.parametrize(
    "behavior",
    [
        answer(403),
        answer(403, PAGE, content_type="text/html"),
        answer(401),
        answer(202, PAGE, content_type="text/html"),
        answer(200, PAGE, content_type="text/html; charset=utf-8"),
        answer(200, PAGE, content_type="text/csv"),
        answer(200, b"\xef\xbb\xbf\r\n<HTML lang=en>" + LIST),
        answer(200, b'<?xml version="1.0"?><!-- x --><html xmlns="x"/>'),
        answer(200, gzip.compress(PAGE), content_encoding="gzip"),
        answer(200, b""),
        answer(200, b"\r\n"),
    ],
)
def test_what_is_no_list_is_unreachable_and_never_an_empty_list(
    server: MisbehavingServer, into: Path, behavior: Any
) -> None:
    address = server.serve("/sdn.csv", behavior)

    error = refusal(address, into)

    assert error.message.startswith("unreachable, it answered ")
    assert "--from" in str(error.hint)
    assert len(server.asked) == 1
    assert beside(into) == []


@given(st.binary(max_size=40))
def test_no_row_of_a_list_is_taken_for_a_page(start: bytes) -> None:
    check_is_a_file(b'36,"AEROCARIBBEAN <html>"' + start, "https://example.org/sdn.csv")
    check_is_a_file(b"<htmlish/>" + start, "https://example.org/sdn.xml")


@pytest.mark.parametrize("status", [404, 410])
def test_a_file_that_is_gone_is_told_as_that(
    server: MisbehavingServer, into: Path, status: int
) -> None:
    error = refusal(server.serve("/sdn.pip", answer(status)), into)

    assert "has no such file" in error.message
    assert len(server.asked) == 1


def test_another_status_is_named(server: MisbehavingServer, into: Path) -> None:
    assert "answered 418" in refusal(server.serve("/sdn.csv", answer(418)), into).message


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_a_passing_failure_is_tried_again(
    server: MisbehavingServer, into: Path, status: int
) -> None:
    address = server.serve("/sdn.csv", answer(status), answer(status, retry_after="0"), file(LIST))

    assert fetched(address, into).size == len(LIST)
    assert len(server.asked) == 3


def test_attempts_end(server: MisbehavingServer, into: Path) -> None:
    error = refusal(server.serve("/sdn.csv", answer(503)), into)

    assert "it answered 503" in error.message
    assert len(server.asked) == QUICK.attempts


@pytest.mark.parametrize("retry_after", ["6", "Tue, 02 Jun 2099 13:00:00 GMT"])
def test_a_publisher_that_asks_for_a_long_rest_is_left_alone(
    server: MisbehavingServer, into: Path, retry_after: str
) -> None:
    error = refusal(server.serve("/sdn.csv", answer(429, retry_after=retry_after)), into)

    assert "it asks to come back in" in error.message
    assert len(server.asked) == 1


def test_a_wait_that_cannot_be_read_is_our_own(server: MisbehavingServer, into: Path) -> None:
    address = server.serve("/sdn.csv", answer(503, retry_after="soon"), file(LIST))

    assert fetched(address, into).size == len(LIST)


def test_a_connection_that_ends_without_an_answer_is_tried_again(
    server: MisbehavingServer, into: Path
) -> None:
    address = server.serve("/sdn.csv", hang_up, file(LIST))

    assert fetched(address, into).size == len(LIST)


def test_a_silent_server_is_unreachable(server: MisbehavingServer, into: Path) -> None:
    let_go = threading.Event()
    limits = FetchLimits(wait_seconds=0, attempts=2, silence_seconds=0.05)

    error = refusal(server.serve("/sdn.csv", silent(let_go)), into, limits)
    let_go.set()

    assert "it went silent" in error.message
    assert len(server.asked) == 2


def test_a_port_where_nobody_listens_is_unreachable(into: Path) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]

    error = refusal(f"http://127.0.0.1:{port}/sdn.csv", into)

    assert error.message.startswith("unreachable, no connection: ")


def test_a_cut_file_is_resumed_where_it_broke_off(server: MisbehavingServer, into: Path) -> None:
    address = server.serve("/sdn.csv", cut(LIST, 50_000), file(LIST))

    result = fetched(address, into)

    assert result.sha256 == sha256(LIST).hexdigest()
    again = server.asked[1].headers
    assert (again["range"], again["if-range"]) == ("bytes=50000-", '"v1"')


def test_a_cut_file_is_resumed_by_a_later_process(server: MisbehavingServer, into: Path) -> None:
    address = server.serve("/sdn.csv", cut(LIST, 50_000), answer(503))
    error = refusal(address, into)
    kept = beside(into)
    server.serve("/sdn.csv", file(LIST))

    result = fetched(address, into)

    assert "it answered 503" in error.message
    assert kept == ["sdn.csv.part", "sdn.csv.part.json"]
    assert server.asked[-1].headers["range"] == "bytes=50000-"
    assert result.sha256 == sha256(LIST).hexdigest()
    assert beside(into) == ["sdn.csv"]


def test_a_file_that_changed_meanwhile_is_begun_anew(server: MisbehavingServer, into: Path) -> None:
    newer = LIST.replace(b"individual", b"entity")
    address = server.serve("/sdn.csv", cut(LIST, 50_000), file(newer, etag='"v2"'))

    result = fetched(address, into)

    assert into.read_bytes() == newer
    assert result.validators.etag == '"v2"'


@pytest.mark.parametrize(
    "wrong",
    [
        answer(206, LIST[40_000:], content_range=f"bytes 40000-{len(LIST) - 1}/{len(LIST)}"),
        answer(206, LIST[50_000:]),
        answer(206, LIST[50_000:], content_range="bytes 50000-9/*", etag='"v2"'),
        answer(416),
    ],
)
def test_an_answer_that_goes_on_elsewhere_is_not_added(
    server: MisbehavingServer, into: Path, wrong: Any
) -> None:
    address = server.serve("/sdn.csv", cut(LIST, 50_000), wrong, file(LIST))

    fetched(address, into)

    assert into.read_bytes() == LIST
    assert "range" not in server.asked[2].headers


@pytest.mark.parametrize("etag", ["", 'W/"v1"'])
def test_without_a_strong_name_for_the_content_nothing_is_resumed(
    server: MisbehavingServer, into: Path, etag: str
) -> None:
    address = server.serve("/sdn.csv", cut(LIST, 50_000, etag=etag), file(LIST))

    fetched(address, into)

    assert into.read_bytes() == LIST
    assert "range" not in server.asked[1].headers


def test_a_part_of_another_address_is_not_resumed(server: MisbehavingServer, into: Path) -> None:
    refusal(server.serve("/sdn.csv", cut(LIST, 50_000), answer(503)), into)

    fetched(server.serve("/add.csv", file(LIST)), into)

    assert "range" not in server.asked[-1].headers


def test_a_file_cut_every_time_is_never_taken_for_whole(
    server: MisbehavingServer, into: Path
) -> None:
    error = refusal(server.serve("/sdn.csv", cut(LIST, 50_000, etag="")), into)

    assert "it broke off" in error.message


def test_an_endless_file_is_stopped_at_its_limit(server: MisbehavingServer, into: Path) -> None:
    limits = FetchLimits(wait_seconds=0, file_bytes=1_000_000)

    error = refusal(server.serve("/sdn.csv", endless), into, limits)

    assert error.message.startswith("larger than 1,000,000 bytes")
    assert beside(into) == []


def test_a_file_said_to_be_too_large_is_not_downloaded(
    server: MisbehavingServer, into: Path
) -> None:
    limits = FetchLimits(wait_seconds=0, file_bytes=1000)

    error = refusal(server.serve("/sdn.csv", file(LIST)), into, limits)

    assert error.message.startswith("larger than 1,000 bytes")


def test_a_slow_file_is_stopped_at_the_deadline_and_resumed_later(
    server: MisbehavingServer, into: Path
) -> None:
    address = server.serve("/sdn.csv", file(LIST))
    seconds = count(0, 100)
    target = Target(address=address, hosts=LOOPBACK, into=into)

    with pytest.raises(FetchError, match="not done in 250 seconds") as raised:
        fetch(
            target,
            now=NOW,
            limits=FetchLimits(total_seconds=250),
            clock=lambda: float(next(seconds)),
        )

    assert "goes on" in str(raised.value.hint)
    assert beside(into) == ["sdn.csv.part", "sdn.csv.part.json"]
    assert fetched(address, into).sha256 == sha256(LIST).hexdigest()


SECRET = "SECRETSIGNATURE"


def everything_said(caplog: pytest.LogCaptureFixture) -> str:
    return "\n".join(f"{record.getMessage()} {vars(record)}" for record in caplog.records)


def test_a_signed_redirect_is_followed_and_its_query_shown_nowhere(
    server: MisbehavingServer, into: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    storage = server.serve("/bucket/sdn.csv", answer(503), cut(LIST, 9000), file(LIST))
    signed = storage.replace("127.0.0.1", "localhost") + f"?sig={SECRET}"
    address = server.serve("/api/download/SDN.CSV", redirect(signed))

    result = fetched(f"{address}?key={SECRET}", into)

    assert result.host == "localhost"
    assert result.size == len(LIST)
    assert server.asked[-1].path.endswith(f"?sig={SECRET}")
    assert SECRET not in str(result) + everything_said(caplog)


@pytest.mark.parametrize(
    "end", [answer(403), answer(503), answer(404), answer(200), cut(LIST, 9000), hang_up, endless]
)
def test_an_error_after_a_signed_redirect_shows_no_query(
    server: MisbehavingServer, into: Path, caplog: pytest.LogCaptureFixture, end: Any
) -> None:
    caplog.set_level(logging.DEBUG)
    signed = server.serve("/bucket/sdn.csv", end) + f"?sig={SECRET}"
    address = server.serve("/sdn.csv", redirect(signed))
    limits = FetchLimits(wait_seconds=0, attempts=2, file_bytes=100_000)

    error = refusal(f"{address}?key={SECRET}", into, limits)

    said = "".join(traceback.format_exception(error)) + error.message + str(error.hint)
    kept = b"".join(path.read_bytes() for path in into.parent.glob("*"))
    assert SECRET not in said + everything_said(caplog)
    assert SECRET.encode() not in kept


@pytest.mark.parametrize(
    ("location", "message"),
    [
        (f"https://evil.example/sdn.csv?sig={SECRET}", "a host not on the list's own: evil"),
        (f"//evil.example/sdn.csv?sig={SECRET}", "a host not on the list's own: evil"),
        (f"ftp://127.0.0.1/sdn.csv?sig={SECRET}", "is not encrypted: ftp://127.0.0.1"),
        (f"http://127.0.0.1:port/?sig={SECRET}", "redirects to what is no address"),
        ("file:///etc/passwd", "a host not on the list's own"),
    ],
)
def test_a_redirect_elsewhere_is_not_followed(
    server: MisbehavingServer, into: Path, location: str, message: str
) -> None:
    error = refusal(server.serve("/sdn.csv", redirect(location)), into)

    assert message in error.message
    assert SECRET not in "".join(traceback.format_exception(error))


def test_a_redirect_loop_ends(server: MisbehavingServer, into: Path) -> None:
    error = refusal(server.serve("/sdn.csv", redirect("/sdn.csv", 307)), into)

    assert "redirects more than 5 times" in error.message
    assert len(server.asked) == 6


OFAC = "sanctionslistservice.ofac.treas.gov"
HOSTS = frozenset({OFAC, "*.s3.us-gov-west-1.amazonaws.com"})


@pytest.mark.parametrize(
    "address",
    [
        f"https://{OFAC}/api/download/SDN.CSV",
        f"https://{OFAC.upper()}:443/api/download/SDN.CSV",
        "https://bucket.s3.us-gov-west-1.amazonaws.com/SDN.CSV?X-Amz-Signature=1",
    ],
)
def test_a_hosts_own_addresses_are_allowed(address: str) -> None:
    url = allowed_address(address, HOSTS)

    assert shown(url) == "https://" + url.host + url.path


@pytest.mark.parametrize(
    "address",
    [
        f"http://{OFAC}/api/download/SDN.CSV",
        f"https://{OFAC}.evil.example/SDN.CSV",
        f"https://evil{OFAC}/SDN.CSV",
        f"https://{OFAC}@evil.example/SDN.CSV",
        f"https://user:word@{OFAC}/SDN.CSV",
        f"https://{OFAC}:8443/SDN.CSV",
        "https://s3.us-gov-west-1.amazonaws.com/SDN.CSV",
        "https://evils3.us-gov-west-1.amazonaws.com/SDN.CSV",
        "http://127.0.0.1/SDN.CSV",
        "SDN.CSV",
        "",
        "https://[",
    ],
)
def test_all_other_addresses_are_refused(address: str) -> None:
    with pytest.raises(FetchError):
        allowed_address(address, HOSTS)
    with pytest.raises(FetchError):
        redirected(httpx2.URL("https://elsewhere.example/"), address, HOSTS)


GOOD = {
    "content_md5": b64(md5(LIST).digest()),
    "digest": f"crc32=AAAA,SHA-256={b64(sha256(LIST).digest())}",
    "repr_digest": f"sha-256=:{b64(sha256(LIST).digest())}:",
    "x_amz_checksum_sha256": b64(sha256(LIST).digest()),
}
WRONG = {
    "content_md5": b64(md5(b"other").digest()),
    "digest": f"sha-256={b64(sha256(b'other').digest())}",
    "repr_digest": f"sha-256=:{b64(sha256(b'other').digest())}:",
    "x_amz_checksum_sha256": b64(sha256(b"other").digest()),
}


@pytest.mark.parametrize("header", GOOD)
def test_a_file_with_the_hash_it_was_sent_with_is_taken(
    server: MisbehavingServer, into: Path, header: str
) -> None:
    address = server.serve("/sdn.csv", file(LIST, **{header: GOOD[header]}))

    assert len(published_digests({header.replace("_", "-"): GOOD[header]})) == 1
    assert fetched(address, into).size == len(LIST)


@pytest.mark.parametrize("header", WRONG)
def test_a_file_with_another_hash_than_it_was_sent_with_is_refused(
    server: MisbehavingServer, into: Path, header: str
) -> None:
    error = refusal(server.serve("/sdn.csv", file(LIST, **{header: WRONG[header]})), into)

    assert "published is: " in error.message
    assert beside(into) == []


def test_a_hash_sent_with_the_first_part_holds_for_the_whole(
    server: MisbehavingServer, into: Path
) -> None:
    broken = answer(
        200,
        LIST[:9000],
        content_length=str(len(LIST)),
        etag='"v1"',
        content_md5=WRONG["content_md5"],
    )

    def broken_off(handler: Any) -> None:
        broken(handler)
        handler.close_connection = True

    error = refusal(server.serve("/sdn.csv", broken_off, file(LIST)), into)

    assert "has md5" in error.message


def test_a_hash_of_hashes_is_no_hash_of_the_file() -> None:
    of_pieces = b64(sha256(LIST).digest()) + "-3"

    assert published_digests({"x-amz-checksum-sha256": of_pieces}) == {}


def test_a_file_without_the_expected_hash_is_refused(server: MisbehavingServer, into: Path) -> None:
    address = server.serve("/sdn.csv", file(LIST))
    right = sha256(LIST).hexdigest()

    error = refusal(address, into, expected_sha256="ab" * 32)

    assert f"has sha256 {right}, published is: {'ab' * 32}" in error.message
    assert fetched(address, into, expected_sha256=right.upper()).sha256 == right


@pytest.mark.parametrize("name", ["gzip", "x-gzip", "GZIP"])
def test_a_file_packed_for_transfer_is_unpacked(
    server: MisbehavingServer, into: Path, name: str
) -> None:
    packed = gzip.compress(LIST)
    address = server.serve(
        "/sdn.csv", cut(packed, 0), file(packed, content_encoding=name, content_md5="")
    )

    result = fetched(address, into)

    assert into.read_bytes() == LIST
    assert (result.size, result.sha256) == (len(LIST), sha256(LIST).hexdigest())
    assert beside(into) == ["sdn.csv"]


def test_a_file_that_unpacks_to_too_much_is_refused(server: MisbehavingServer, into: Path) -> None:
    bomb = gzip.compress(bytes(5_000_000))
    address = server.serve("/sdn.csv", file(bomb, content_encoding="gzip"))

    error = refusal(address, into, FetchLimits(file_bytes=1_000_000))

    assert error.message.startswith("larger than 1,000,000 bytes")
    assert beside(into) == []


def test_a_damaged_packing_is_refused(server: MisbehavingServer, into: Path) -> None:
    address = server.serve("/sdn.csv", file(gzip.compress(LIST)[:-9], content_encoding="gzip"))

    assert "is damaged" in refusal(address, into).message
    assert beside(into) == []


def test_a_packing_nobody_asked_for_is_refused(server: MisbehavingServer, into: Path) -> None:
    error = refusal(server.serve("/sdn.csv", file(LIST, content_encoding="br")), into)

    assert "packed the file in a way nobody asked for: br" in error.message


def test_an_unchanged_file_is_told_as_that(server: MisbehavingServer, into: Path) -> None:
    address = server.serve("/sdn.csv", file(LIST))
    first = fetched(address, into)

    result = fetch(
        Target(address=address, hosts=LOOPBACK, into=into, previous=first.validators), now=NOW
    )

    assert result == Unchanged(host="127.0.0.1", retrieved_at=NOW)
    assert into.read_bytes() == LIST


def test_a_changed_file_is_fetched_though_the_old_one_is_known(
    server: MisbehavingServer, into: Path
) -> None:
    address = server.serve("/sdn.csv", file(LIST))
    known = Validators('"v0"', "Mon, 01 Jun 2026 10:00:00 GMT")

    fetched(address, into, previous=known)

    headers = server.asked[0].headers
    assert (headers["if-none-match"], headers["if-modified-since"]) == (
        known.etag,
        known.last_modified,
    )


def test_unchanged_without_having_been_asked_is_no_file(
    server: MisbehavingServer, into: Path
) -> None:
    error = refusal(server.serve("/sdn.csv", answer(304)), into)

    assert "it was not asked" in error.message

"""Lists fetched from a server on the loopback: what is new, unchanged, refused or unreachable."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from msgspec import structs

from fakes import Clock
from gazette.app import lists
from gazette.app.update import Updated, update_offers
from gazette.app.workspace import Workspace
from gazette.errors import InputError
from gazette.model.editions import Verdict
from gazette.model.standing import Standing
from gazette.record import snapshots
from gazette.sample import files
from gazette.sample.facts import CONSOLIDATED, SDN
from gazette.sources.catalog import source_of
from gazette.sources.listing import ListSource, Offer, RemoteFile
from gazette.sources.retrieval import FetchLimits
from misbehaving_server import MisbehavingServer, answer, file, misbehaving_server
from small_editions import alt_csv, sdn_csv

QUICK = FetchLimits(wait_seconds=0, longest_wait_seconds=0, attempts=2)
(XML,) = (f for f in files() if f.path.endswith("consolidated.xml"))
"""The sample's only legacy XML file, which states its day."""
PAGE = b"<!DOCTYPE html><html><body>Access denied</body></html>"


@pytest.fixture
def server() -> Iterator[MisbehavingServer]:
    with misbehaving_server() as running:
        yield running


def offered(server: MisbehavingServer, list_id: str, *names: str) -> tuple[ListSource, Offer]:
    """The list as if its publisher were the server."""
    remote = tuple(RemoteFile(name, f"http://127.0.0.1:{server.port}/{name}") for name in names)
    source = structs.replace(source_of(list_id), hosts=frozenset({"127.0.0.1"}))
    return source, Offer(name="test", describes="a test", files=remote)


def fetched(workspace: Workspace, *offers: tuple[ListSource, Offer]) -> list[Updated]:
    return list(update_offers(workspace, offers, limits=QUICK))


def verdicts(done: Updated) -> list[Verdict | None]:
    return [outcome.verdict for outcome in done.outcomes]


def standing(workspace: Workspace, entry_id: str, as_of: datetime) -> Standing:
    return workspace.entry(SDN, entry_id, as_of=as_of).found.standing.standing


def test_a_file_that_is_fetched_is_an_edition_of_the_moment_it_was_fetched(
    workspace: Workspace, server: MisbehavingServer, clock: Clock
) -> None:
    server.serve("/SDN.CSV", file(sdn_csv([1])))
    before = clock.now

    (done,) = fetched(workspace, offered(server, SDN, "SDN.CSV"))

    (edition,) = lists.editions(workspace, SDN)
    assert verdicts(done) == [Verdict.ACCEPTED]
    assert edition.provenance.basis == "retrieved"
    assert before < edition.provenance.moment < clock.now
    assert edition.provenance.address == f"http://127.0.0.1:{server.port}/SDN.CSV"
    assert not list((workspace.folder / "downloads").iterdir())


def test_a_file_that_states_its_day_is_an_edition_of_that_day(
    workspace: Workspace, server: MisbehavingServer
) -> None:
    server.serve("/CONSOLIDATED.XML", file(XML.data))

    fetched(workspace, offered(server, CONSOLIDATED, "CONSOLIDATED.XML"))

    (edition,) = lists.editions(workspace, CONSOLIDATED)
    assert edition.provenance.moment == datetime(2025, 12, 18, tzinfo=UTC)
    assert edition.provenance.basis == "file"


def test_what_the_publisher_calls_unchanged_is_seen_again_and_holds_longer(
    workspace: Workspace, server: MisbehavingServer, clock: Clock
) -> None:
    offer = offered(server, SDN, "SDN.CSV")
    address = server.serve("/SDN.CSV", file(sdn_csv([1])))
    fetched(workspace, offer)
    first = clock.now
    clock.advance(days=10)

    (done,) = fetched(workspace, offer)

    clock.advance(days=10)
    (status,) = workspace.lists(SDN)
    assert done.unchanged == (address,)
    assert done.outcomes == ()
    assert not done.has_fault
    assert status.age_days == 10
    assert status.editions == 1
    assert standing(workspace, "1", clock.now) is Standing.LISTED
    assert standing(workspace, "1", first + timedelta(days=27)) is Standing.UNCERTAIN
    with workspace.reading() as connection:
        (last,) = snapshots.last_live(connection, source_of(SDN).list_id, address)
    assert last.retrieved_at > first + timedelta(days=9)
    assert last.etag == '"v1"'


def test_as_known_before_it_was_seen_again_it_did_not_hold_longer(
    workspace: Workspace, server: MisbehavingServer, clock: Clock
) -> None:
    offer = offered(server, SDN, "SDN.CSV")
    server.serve("/SDN.CSV", file(sdn_csv([1])))
    fetched(workspace, offer)
    known = clock.now
    clock.advance(days=10)
    fetched(workspace, offer)

    found = workspace.entry(SDN, "1", as_of=known + timedelta(days=20), known=known).found

    assert found.standing.standing is Standing.UNCERTAIN


def test_the_same_bytes_fetched_anew_are_seen_again(
    workspace: Workspace, server: MisbehavingServer, clock: Clock
) -> None:
    offer = offered(server, CONSOLIDATED, "CONSOLIDATED.XML")
    server.serve("/CONSOLIDATED.XML", file(XML.data), file(XML.data, etag='"v2"'))
    fetched(workspace, offer)
    clock.advance(days=5)

    (done,) = fetched(workspace, offer)

    clock.advance(hours=1)
    (status,) = workspace.lists(CONSOLIDATED)
    assert verdicts(done) == [None]
    assert (status.editions, status.files, status.age_days) == (1, 1, 0)


def test_a_file_that_goes_back_to_what_it_was_on_the_same_day_is_as_it_was(
    workspace: Workspace, server: MisbehavingServer
) -> None:
    offer = offered(server, SDN, "SDN.CSV")
    first, second = sdn_csv([1]), sdn_csv([1, 2])
    server.serve(
        "/SDN.CSV",
        file(first, etag='"a"'),
        file(second, etag='"b"'),
        file(first, etag='"c"'),
    )

    for _ in range(3):
        fetched(workspace, offer)

    assert [size for _, size in lists.sizes(workspace, SDN)] == [1, 2, 1]


def test_a_file_that_states_its_day_and_goes_back_is_as_it_was(
    workspace: Workspace, server: MisbehavingServer
) -> None:
    offer = offered(server, CONSOLIDATED, "CONSOLIDATED.XML")
    altered = XML.data.replace(b"BOM FINANCE LTD", b"BOM FINANCE GONE LTD")
    assert altered != XML.data
    server.serve(
        "/CONSOLIDATED.XML",
        file(XML.data, etag='"a"'),
        file(altered, etag='"b"'),
        file(XML.data, etag='"c"'),
    )

    for _ in range(3):
        fetched(workspace, offer)

    assert workspace.entry(CONSOLIDATED, "19996").found.entry.name == "BOM FINANCE LTD"


@pytest.mark.parametrize(
    "behavior", [answer(403), answer(404), answer(200, PAGE, content_type="text/html")]
)
def test_a_publisher_that_cannot_be_reached_keeps_no_other_list_from_being_updated(
    workspace: Workspace, server: MisbehavingServer, behavior: object
) -> None:
    assert callable(behavior)
    server.serve("/SDN.CSV", behavior)
    server.serve("/CONSOLIDATED.XML", file(XML.data))

    sdn, cons = fetched(
        workspace,
        offered(server, SDN, "SDN.CSV"),
        offered(server, CONSOLIDATED, "CONSOLIDATED.XML"),
    )

    assert sdn.error is not None
    assert sdn.error.exit_code == 4
    assert sdn.outcomes == ()
    assert verdicts(cons) == [Verdict.ACCEPTED]
    assert lists.editions(workspace, SDN) == ()


def test_a_page_that_passes_as_a_file_is_no_empty_list(
    workspace: Workspace, server: MisbehavingServer
) -> None:
    offer = offered(server, SDN, "SDN.CSV")
    server.serve("/SDN.CSV", file(sdn_csv([1])), answer(200, b"Service is unavailable today"))
    fetched(workspace, offer)

    (done,) = fetched(workspace, offer)

    assert done.error is not None
    assert [size for _, size in lists.sizes(workspace, SDN)] == [1]


def test_a_cut_file_is_held_back(workspace: Workspace, server: MisbehavingServer) -> None:
    offer = offered(server, SDN, "SDN.CSV")
    whole = sdn_csv(range(1, 100))
    server.serve("/SDN.CSV", file(whole), file(whole[:2000], etag='"cut"'))
    fetched(workspace, offer)

    (done,) = fetched(workspace, offer)

    assert verdicts(done) == [Verdict.HELD]
    assert [size for _, size in lists.sizes(workspace, SDN)] == [99]


def test_files_in_an_archive_are_fetched_and_seen_again_together(
    workspace: Workspace, server: MisbehavingServer, clock: Clock
) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as bundle:
        bundle.writestr("sdn.csv", sdn_csv([1]))
        bundle.writestr("alt.csv", alt_csv({1: ["ALIAS"]}))
    offer = offered(server, SDN, "SDN.ZIP")
    address = server.serve("/SDN.ZIP", file(packed.getvalue()))
    fetched(workspace, offer)
    clock.advance(days=1)

    (done,) = fetched(workspace, offer)

    assert done.unchanged == (address,)
    with workspace.reading() as connection:
        seen = snapshots.last_live(connection, source_of(SDN).list_id, address)
    assert {one.name for one in seen} == {"sdn.csv", "alt.csv"}


def test_what_arrived_of_a_set_is_kept_when_a_further_file_cannot_be_had(
    workspace: Workspace, server: MisbehavingServer
) -> None:
    offer = offered(server, SDN, "SDN.CSV", "ALT.CSV")
    server.serve("/SDN.CSV", file(sdn_csv([1])))
    server.serve("/ALT.CSV", answer(403), file(alt_csv({1: ["ALIAS"]})))

    (failed,) = fetched(workspace, offer)
    after = [one.provenance.format for one in lists.editions(workspace, SDN)]
    (done,) = fetched(workspace, offer)

    assert failed.error is not None
    assert after == ["csv-primary"]
    assert [one.provenance.format for one in done.outcomes] == ["csv-aliases"]


def test_a_format_that_is_not_offered_is_refused_before_anything_is_asked(
    workspace: Workspace,
) -> None:
    from gazette.app.update import update

    with pytest.raises(InputError, match="not offered as: parquet") as refused:
        list(update(workspace, [SDN], offer="parquet"))

    assert refused.value.hint is not None
    assert "`enhanced`" in refused.value.hint

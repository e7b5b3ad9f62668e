"""Answers about the sample: entries, histories, changes and lists, as of any moment."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from fakes import Clock
from gazette.app import documents, lists
from gazette.app.answers import Wanted, change_type
from gazette.app.changes import changes
from gazette.app.update import update_from
from gazette.app.workspace import Workspace, open_workspace
from gazette.errors import UnknownEntry, UnknownList
from gazette.model.changes import Amendment, Change, Delisting, Designation
from gazette.model.lists import EntryId, Kind
from gazette.model.programs import MeasureBasis, MeasureType
from gazette.model.standing import Bounds, Standing
from gazette.model.time import parse_day_or_moment
from gazette.sample import files
from gazette.sample.facts import CONSOLIDATED, SDN
from gazette.sample.story import STORY
from small_editions import put, sdn_csv

OFFICERS = {"42616", "42617", "42618"}
FIRST_SEEN = datetime(2023, 7, 24, 18, 43, 35, tzinfo=UTC)
SEEN_WITHOUT = datetime(2023, 7, 20, 18, 43, 41, tzinfo=UTC)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """The whole sample in one record; tests only read it."""
    folder = tmp_path_factory.mktemp("sample")
    for file in files():
        path = folder / file.list_id / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.data)
    with open_workspace(folder / "record", create=True, now=Clock()) as workspace:
        for list_id in (SDN, CONSOLIDATED):
            update_from(workspace, list_id, [folder / list_id])
        yield workspace


def since(workspace: Workspace, first: str, last: str) -> tuple[Change, ...]:
    return workspace.changes(SDN, since=first, until=last).changes


def moments(value: object) -> Iterator[str]:
    """Every text in a document that stands where a moment stands."""
    if isinstance(value, dict):
        for key, one in value.items():
            if key in {"after", "by", "last", "next", "last_read", "as_of", "known"} and isinstance(
                one, str
            ):
                yield one
            else:
                yield from moments(one)
    elif isinstance(value, list):
        for one in value:
            yield from moments(one)


def test_the_officers_are_designated_between_the_two_editions(sample: Workspace) -> None:
    told = since(sample, "2023-07-20", "2023-07-24")

    designated = {change.entry.entry_id for change in told if isinstance(change, Designation)}
    assert designated == OFFICERS
    assert {change.bounds for change in told} == {Bounds(SEEN_WITHOUT, FIRST_SEEN)}
    assert {change.stated for change in told} == {None}


def test_the_end_of_a_window_belongs_to_it_and_its_beginning_does_not(sample: Workspace) -> None:
    just_before = FIRST_SEEN - timedelta(microseconds=1)

    at_the_end = sample.changes(SDN, since=just_before, until=FIRST_SEEN).changes
    at_the_beginning = sample.changes(SDN, since=FIRST_SEEN, until=FIRST_SEEN).changes

    assert {change.entry.entry_id for change in at_the_end} >= OFFICERS
    assert at_the_beginning == ()


@pytest.mark.parametrize("middle", ["2023-07-24", "2023-10-14", "2024-05-02", "2025-12-24"])
def test_two_windows_beside_each_other_tell_what_one_does(sample: Workspace, middle: str) -> None:
    first, second = since(sample, "2023-07-01", middle), since(sample, middle, "2026-06-09")

    assert (*first, *second) == since(sample, "2023-07-01", "2026-06-09")


def test_an_amendment_tells_the_field_before_and_after(sample: Workspace) -> None:
    (change,) = (
        change
        for change in since(sample, "2023-10-12", "2023-10-18")
        if change.entry.entry_id == "42618"
    )

    assert isinstance(change, Amendment)
    (field,) = change.fields
    assert field.field == "citizenships"
    assert set(field.before) - set(field.after) == {"France (alternate)"}


def test_partial_editions_bound_the_delisting(sample: Workspace) -> None:
    gone = since(sample, "2025-12-24", "2026-06-09")

    delisted = {c.entry.entry_id: c for c in gone if isinstance(c, Delisting)}
    assert delisted.keys() >= OFFICERS
    assert delisted[EntryId("42618")].bounds == Bounds(
        datetime(2025, 12, 24, tzinfo=UTC), datetime(2026, 6, 2, tzinfo=UTC)
    )
    assert delisted[EntryId("42618")].entry.name == "CAMARA, Sadio"


def test_the_net_change_of_who_came_and_went_is_nothing(sample: Workspace) -> None:
    whole = sample.changes(SDN, since="2023-07-20", until="2026-06-09", is_net=True)

    assert OFFICERS.isdisjoint(change.entry.entry_id for change in whole.changes)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Wanted(types=frozenset({"delisting"})), {"delisting"}),
        (Wanted(kinds=frozenset({Kind.VESSEL}), types=frozenset({"renumbering"})), set()),
        (
            Wanted(programs=frozenset({STORY.program}), types=frozenset({"designation"})),
            {"designation"},
        ),
        (Wanted(programs=frozenset({"NO SUCH"})), set()),
    ],
    ids=str,
)
def test_only_the_changes_asked_for_are_told(
    sample: Workspace, wanted: Wanted, expected: set[str]
) -> None:
    found = changes(
        sample,
        [SDN],
        since=datetime(2023, 7, 20, 23, tzinfo=UTC),
        until=datetime(2026, 6, 9, tzinfo=UTC),
        wanted=wanted,
    ).changes

    assert {change_type(change) for change in found} == expected
    assert all(wanted.takes(change) for change in found)


def test_an_entry_alone_is_the_entry_among_all(sample: Workspace) -> None:
    for day in ("2023-07-19", "2023-07-24", "2023-12-01", "2024-03-25", "2025-06-01", "2026-06-02"):
        for one in sample.entries(SDN, as_of=day):
            assert sample.entry(SDN, one.entry_id, as_of=day).found == one


def test_the_names_first_read_later_may_have_been_there_already(
    sample: Workspace,
) -> None:
    before = sample.entry(SDN, "22543", as_of="2023-08-01").found
    after = sample.entry(SDN, "22543", as_of="2023-12-28").found

    certain = {name.text for name in after.entry.aliases}
    assert certain
    assert before.entry.aliases == ()
    assert {name.text for name in before.possible_names} == certain
    assert after.possible_names == ()


def test_a_link_names_the_entry_it_means_where_there_is_one(sample: Workspace) -> None:
    (link,) = sample.entry(SDN, "42618", as_of="2023-12-28").links

    assert (link.name, link.entry_id) == (STORY.linked_to.name, STORY.linked_to.entry_id)


def test_before_the_first_edition_nothing_is_said(sample: Workspace) -> None:
    found = sample.entry(SDN, "22543", as_of="2023-07-19").found

    assert found.standing.standing is Standing.OUTSIDE
    assert found.standing.next_read == SEEN_WITHOUT
    assert list(sample.entries(SDN, as_of="2023-07-19")) == []


def test_long_after_the_last_edition_no_one_is_sure(sample: Workspace) -> None:
    standings = {
        day: sample.entry(SDN, "22543", as_of=day).found.standing.standing
        for day in ("2026-06-02", "2026-06-18", "2026-06-19")
    }

    assert standings == {
        "2026-06-02": Standing.LISTED,
        "2026-06-18": Standing.UNCERTAIN,
        "2026-06-19": Standing.UNCERTAIN,
    }


def test_a_history_is_the_changes_of_the_entry(sample: Workspace) -> None:
    everything = since(sample, "2023-01-01", "2026-06-09")
    for entry_id in (*OFFICERS, "22543", "27155"):
        told = sample.history(SDN, entry_id)

        assert told.changes == tuple(c for c in everything if c.entry.entry_id == entry_id)


def test_a_history_says_who_was_there_from_the_first(sample: Workspace) -> None:
    old, new = sample.history(SDN, "22543"), sample.history(SDN, "42618")

    assert (old.is_from_first_edition, new.is_from_first_edition) == (True, False)
    assert (old.first_seen, new.first_seen) == (SEEN_WITHOUT, FIRST_SEEN)
    assert [type(change) for change in new.changes] == [Designation, Amendment, Delisting]


def test_a_renumbering_is_in_the_history_of_both_ids(workspace: Workspace, tmp_path: Path) -> None:
    first = sdn_csv([1, 2]).replace(b"NAME 2", b"TORNADO CASH")
    second = sdn_csv([1, 3]).replace(b"NAME 3", b"TORNADO CASH")
    put(tmp_path, "2022-11-08T024300Z", "sdn.csv", first)
    put(tmp_path, "2022-11-09T025200Z", "sdn.csv", second)
    update_from(workspace, SDN, [tmp_path])

    (change,) = workspace.changes(SDN, since="2022-11-01").changes

    assert change_type(change) == "renumbering"
    assert workspace.history(SDN, "2").changes == (change,)
    assert workspace.history(SDN, "3").changes == (change,)


def test_no_entry_of_the_consolidated_list_is_shown_as_blocked(sample: Workspace) -> None:
    for one in sample.entries(CONSOLIDATED, as_of="2025-12-18"):
        assert one.measures
        assert MeasureType.BLOCKING not in {measure.type for measure in one.measures}


def test_measures_that_were_published_stay_so_when_a_format_without_them_follows(
    sample: Workspace,
) -> None:
    by_format = {
        day: {
            measure.basis
            for measure in sample.entry(
                CONSOLIDATED, STORY.not_blocked.entry_id, as_of=day
            ).found.measures
        }
        for day in ("2025-01-10", "2025-12-18")
    }

    assert by_format["2025-01-10"] == {MeasureBasis.PUBLISHED}
    assert by_format["2025-12-18"] <= {MeasureBasis.PUBLISHED, MeasureBasis.DERIVED}


def test_what_the_record_never_saw_is_an_error_with_a_hint(sample: Workspace) -> None:
    with pytest.raises(UnknownEntry, match="never saw this entry on `us-ofac-sdn`: 1") as unknown:
        sample.entry(SDN, "1")
    with pytest.raises(UnknownEntry):
        sample.history(SDN, "1")
    with pytest.raises(UnknownList) as no_list:
        sample.entry("no-list", "1")

    assert unknown.value.hint is not None
    assert no_list.value.hint is not None
    assert "`us-ofac-sdn`" in no_list.value.hint


def test_before_anything_was_known_nothing_was(sample: Workspace) -> None:
    known = datetime(2026, 1, 1, tzinfo=UTC)

    with pytest.raises(UnknownEntry, match="had not seen by 2026-01-01T00:00:00Z"):
        sample.entry(SDN, "42618", known=known)
    assert list(sample.entries(SDN, as_of="2024-05-03", known=known)) == []
    assert sample.changes(SDN, since="2000-01-01", known=known).changes == ()
    (status,) = sample.lists(SDN, known=known)
    assert (status.editions, status.entries, status.confirmed) == (0, 0, None)


def test_a_list_says_how_much_of_it_is_held(sample: Workspace) -> None:
    sdn, cons = sample.lists()

    assert (sdn.info.list_id, cons.info.list_id) == (SDN, CONSOLIDATED)
    assert sdn.first == SEEN_WITHOUT
    assert sdn.last == datetime(2026, 6, 2, tzinfo=UTC)
    assert (sdn.editions, sdn.files) == (13, 21)
    assert sdn.age_days == 8
    assert sdn.is_stale
    assert sdn.issues == 0
    assert sdn.entries == lists.sizes(sample, SDN)[-1][1]


def test_every_answer_becomes_json_with_moments_that_read_back(sample: Workspace) -> None:
    told = [
        documents.entry_answer(sample.entry(SDN, "42618", as_of="2023-08-01")),
        documents.entry_answer(sample.entry(CONSOLIDATED, "19996", as_of="2025-01-10")),
        documents.history(sample.history(SDN, "42618")),
        *(documents.entry_as_of(one) for one in sample.entries(SDN, as_of="2024-05-03")),
        *(documents.change(change) for change in since(sample, "2023-01-01", "2026-06-09")),
        *(documents.list_status(status) for status in sample.lists()),
        *(documents.edition(edition) for edition in lists.editions(sample, SDN)),
    ]

    for document in told:
        assert json.loads(json.dumps(document)) == document
        assert all(isinstance(parse_day_or_moment(text), date) for text in moments(document))


def test_documents_of_one_kind_have_the_same_keys_in_the_same_order(sample: Workspace) -> None:
    changes_ = [documents.change(change) for change in since(sample, "2023-01-01", "2026-06-09")]
    entries = [documents.entry_as_of(one) for one in sample.entries(SDN, as_of="2025-12-24")]

    assert len({tuple(document) for document in changes_}) == 1
    assert len({tuple(document) for document in entries}) == 1
    assert {"type", "list", "entry_id", "name", "kind", "programs", "measures"} <= set(changes_[0])
    assert {"after", "by", "stated", "fields"} <= set(changes_[0])

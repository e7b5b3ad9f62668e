from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime
from itertools import pairwise

from gazette.model.lists import Kind
from gazette.model.time import start_of
from gazette.sample import STORY, SampleFile, files
from gazette.sample.editions import EDITIONS
from gazette.sample.facts import CONSOLIDATED, SDN, Facts, listings


def published(file: SampleFile) -> datetime:
    when = file.published
    return when if isinstance(when, datetime) else start_of(when)


def on(entry_id: str, day: date) -> Facts | None:
    (listing,) = [each for each in listings(SDN) if each.entry_id == entry_id]
    return listing.on(day)


def test_two_runs_render_the_same_bytes() -> None:
    assert files() == files()


def test_the_files_come_in_chronological_order() -> None:
    moments = [published(file) for file in files()]

    assert moments == sorted(moments)


def test_a_list_has_at_most_one_edition_a_day() -> None:
    days = [(edition.list_id, edition.day) for edition in EDITIONS]

    assert len(days) == len(set(days))


def test_the_folder_of_a_path_is_the_moment_of_the_edition() -> None:
    for file in files():
        folder, _ = file.path.split("/")
        when = datetime.fromisoformat(folder)

        assert (when if when.tzinfo else when.replace(tzinfo=UTC)) == published(file)


def test_paths_are_unique() -> None:
    paths = [file.path for file in files()]

    assert len(paths) == len(set(paths))


def test_the_sample_is_large_enough_to_show_the_product() -> None:
    editions = {file.path.split("/")[0] for file in files() if file.list_id == SDN}
    kinds = {facts.kind for listing in listings(SDN) for _, facts in listing.versions}

    assert len(listings(SDN)) >= 40
    assert len(editions) >= 6
    assert 4 <= len(listings(CONSOLIDATED)) <= 6
    assert kinds == set(Kind)


def test_an_entry_is_described_once() -> None:
    seen = defaultdict(list)
    for list_id in (SDN, CONSOLIDATED):
        for listing in listings(list_id):
            seen[listing.entry_id].append(list_id)

    assert {len(lists) for lists in seen.values()} == {1}


def test_every_day_in_the_data_is_the_day_of_an_edition() -> None:
    for list_id in (SDN, CONSOLIDATED):
        days = {edition.day for edition in EDITIONS if edition.list_id == list_id}
        for listing in listings(list_id):
            turns = {listing.since, listing.until, *(day for day, _ in listing.versions)}

            assert turns - days <= {None, date.min}, listing.entry_id


def test_every_amendment_changes_something() -> None:
    for list_id in (SDN, CONSOLIDATED):
        for listing in listings(list_id):
            facts = [facts for _, facts in listing.versions]

            assert all(a != b for a, b in pairwise(facts)), listing.entry_id


def test_the_officers_appear_and_disappear_with_the_editions_the_story_names() -> None:
    for officer in STORY.officers:
        first = on(officer.entry_id, STORY.designated)

        assert on(officer.entry_id, STORY.last_without) is None
        assert first is not None
        assert first.name == officer.name
        assert first.programs == (STORY.program,)
        assert first.linked_to == (STORY.linked_to.name,)
        assert on(officer.entry_id, STORY.last_listed) is not None
        assert on(officer.entry_id, STORY.gone_by) is None


def test_the_story_amendment_takes_out_one_citizenship() -> None:
    before = on(STORY.amended.entry_id, STORY.last_unamended)
    after = on(STORY.amended.entry_id, STORY.amended_by)

    assert before is not None
    assert after is not None
    assert set(before.citizenships) - set(after.citizenships) == {STORY.lost_citizenship}


def test_the_other_malian_of_the_story_leaves_between_the_same_editions() -> None:
    listed = on(STORY.also_gone.entry_id, STORY.last_listed)

    assert listed is not None
    assert listed.name == STORY.also_gone.name
    assert on(STORY.also_gone.entry_id, STORY.gone_by) is None


def test_the_sample_pretends_no_edition_around_the_reported_removal() -> None:
    between = [e for e in EDITIONS if STORY.last_listed < e.day < STORY.gone_by]

    assert STORY.last_listed < STORY.reported_removal < STORY.gone_by
    assert between == []


def test_three_designations_and_four_amendments_come_with_the_edition_of_2023_07_24() -> None:
    before = {e.entry_id: e.on(STORY.last_without) for e in listings(SDN)}
    after = {e.entry_id: e.on(STORY.designated) for e in listings(SDN)}

    changed = [i for i in before if before[i] != after[i]]

    assert [i for i in changed if before[i] is None] == ["42616", "42617", "42618"]
    assert [i for i in changed if before[i] is not None] == ["18657", "18658", "22406", "23544"]


def test_no_listing_of_the_consolidated_list_blocks() -> None:
    measures = {
        m for e in listings(CONSOLIDATED) for _, facts in e.versions for m in facts.measures
    }

    assert measures
    assert "Block" not in measures
    assert STORY.not_blocked.entry_id in {e.entry_id for e in listings(CONSOLIDATED)}

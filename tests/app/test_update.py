"""What is taken in from files, folders and archives, and what is refused."""

from __future__ import annotations

import io
import lzma
import tarfile
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import zstandard

from fakes import Clock
from gazette.app import lists
from gazette.app.acts import Overrule
from gazette.app.update import Updated, update_from
from gazette.app.workspace import Workspace, open_workspace
from gazette.errors import InputError, RecordBusy, UnknownList
from gazette.ledger import chain
from gazette.model.editions import Verdict
from gazette.model.standing import Standing
from gazette.sample import files
from gazette.sample.facts import CONSOLIDATED, SDN
from small_editions import alt_csv, put, sdn_csv

OFFICERS = ("42616", "42617", "42618")
SAMPLE = [file for file in files() if file.list_id == SDN]


def write_sample(folder: Path, list_id: str = SDN) -> Path:
    for file in files():
        if file.list_id == list_id:
            path = folder / file.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.data)
    return folder


def tell(workspace: Workspace) -> object:
    """Answers that tell one record from another: every size, every standing, every change."""
    changes = workspace.changes(SDN, since="2000-01-01", until="2026-06-09").changes
    standings = [
        workspace.entry(SDN, officer, as_of=day).found.standing.standing
        for officer in OFFICERS
        for day in ("2023-07-20", "2023-07-24", "2024-05-03", "2025-12-24", "2026-06-02")
    ]
    return changes, standings, lists.sizes(workspace, SDN)


def verdicts(done: Updated) -> list[Verdict | None]:
    return [outcome.verdict for outcome in done.outcomes]


def update(workspace: Workspace, *inputs: Path, published: date | None = None) -> Updated:
    return update_from(workspace, SDN, inputs, published=published)


@pytest.fixture
def from_folder(tmp_path: Path) -> object:
    with open_workspace(tmp_path / "other", create=True, now=Clock()) as other:
        update(other, write_sample(tmp_path / "sample of the folder"))
        return tell(other)


def packed_zip(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as bundle:
        for file in SAMPLE:
            bundle.writestr(file.path, file.data)
    return path


def packed_tar(path: Path) -> Path:
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w") as bundle:
        for file in SAMPLE:
            member = tarfile.TarInfo(file.path)
            member.size = len(file.data)
            bundle.addfile(member, io.BytesIO(file.data))
    path.write_bytes(zstandard.compress(content.getvalue()))
    return path


def packed_xz(folder: Path) -> Path:
    for file in SAMPLE:
        path = folder / f"{file.path}.xz"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(lzma.compress(file.data))
    return folder


@pytest.mark.parametrize(
    ("pack", "name"),
    [(packed_zip, "all.zip"), (packed_tar, "all.tar.zst"), (packed_xz, "packed")],
)
def test_packed_editions_give_the_answers_of_a_folder_of_them(
    workspace: Workspace,
    tmp_path: Path,
    from_folder: object,
    pack: object,
    name: str,
) -> None:
    assert callable(pack)

    done = update(workspace, pack(tmp_path / name))

    assert set(verdicts(done)) == {Verdict.ACCEPTED}
    assert done.refused == ()
    assert tell(workspace) == from_folder


def test_the_sample_tells_the_mali_case(workspace: Workspace, tmp_path: Path) -> None:
    update(workspace, write_sample(tmp_path / "sample"))

    found = {
        day: workspace.entry(SDN, "42618", as_of=day).found.standing.standing
        for day in ("2023-07-20", "2023-07-24", "2025-12-24", "2026-06-02")
    }

    assert found == {
        "2023-07-20": Standing.NOT_LISTED,
        "2023-07-24": Standing.LISTED,
        "2025-12-24": Standing.LISTED,
        "2026-06-02": Standing.NOT_LISTED,
    }


def test_files_given_twice_change_nothing(workspace: Workspace, tmp_path: Path) -> None:
    folder = write_sample(tmp_path / "sample")
    first = update(workspace, folder)
    told = tell(workspace)

    again = update(workspace, folder)

    assert set(verdicts(again)) == {None}
    assert len(again.outcomes) == len(first.outcomes)
    assert tell(workspace) == told
    assert not again.has_fault


def test_each_input_is_taken_once_however_often_it_is_given(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = put(tmp_path, "2023-07-24", "sdn.csv", sdn_csv([1, 2]))

    assert verdicts(update(workspace, path, path)) == [Verdict.ACCEPTED, None]


def test_two_editions_of_one_day_both_stand(workspace: Workspace, tmp_path: Path) -> None:
    put(tmp_path, "2023-07-24T090000Z", "sdn.csv", sdn_csv([1]))
    put(tmp_path, "2023-07-24T180000Z", "sdn.csv", sdn_csv([1, 2]))

    update(workspace, tmp_path)

    assert [size for _, size in lists.sizes(workspace, SDN)] == [1, 2]
    (change,) = workspace.changes(SDN, since="2023-07-23").changes
    assert change.bounds.after == datetime(2023, 7, 24, 9, tzinfo=UTC)
    assert change.bounds.by == datetime(2023, 7, 24, 18, tzinfo=UTC)


def test_an_edition_undone_on_the_same_day_is_undone(workspace: Workspace, tmp_path: Path) -> None:
    put(tmp_path, "2023-07-24T090000Z", "sdn.csv", sdn_csv([1]))
    put(tmp_path, "2023-07-24T120000Z", "sdn.csv", sdn_csv([1, 2]))
    put(tmp_path, "2023-07-24T180000Z", "sdn.csv", sdn_csv([1]))

    update(workspace, tmp_path)

    assert [size for _, size in lists.sizes(workspace, SDN)] == [1, 2, 1]


DAILY = "2023-07-24T184335Z"


@pytest.mark.parametrize("is_exact_first", [True, False])
@pytest.mark.parametrize("is_together", [True, False])
def test_a_copy_dated_by_the_day_is_the_edition_with_the_same_bytes_and_so_is_its_set(
    workspace: Workspace, tmp_path: Path, *, is_exact_first: bool, is_together: bool
) -> None:
    exact = put(tmp_path / "daily", DAILY, "sdn.csv", sdn_csv([1, 2]))
    put(tmp_path / "sets", "2023-07-24", "sdn.csv", sdn_csv([1, 2]))
    put(tmp_path / "sets", "2023-07-24", "alt.csv", alt_csv({2: ["ALIAS"]}))
    inputs = [exact, tmp_path / "sets"] if is_exact_first else [tmp_path / "sets", exact]

    for some in [inputs] if is_together else [[one] for one in inputs]:
        update(workspace, *some)

    moments = {one.provenance.moment for one in lists.editions(workspace, SDN)}
    assert moments == {datetime(2023, 7, 24, 18, 43, 35, tzinfo=UTC)}
    assert [size for _, size in lists.sizes(workspace, SDN)] == [2]
    assert len(lists.editions(workspace, SDN)) == 2
    named = workspace.entry(SDN, "2", as_of="2023-07-24").found.entry
    assert [name.text for name in named.names] == ["NAME 2", "ALIAS"]


def test_every_file_given_has_an_outcome_or_a_reason(workspace: Workspace, tmp_path: Path) -> None:
    put(tmp_path, DAILY, "sdn.csv", sdn_csv([1]))
    put(tmp_path, "2023-07-24", "sdn.csv", sdn_csv([1]))
    put(tmp_path, "2023-07-24", "cons_prim.csv", sdn_csv([1]))
    put(tmp_path, "2023-07-24", "readme.txt", b"not a list")

    done = update(workspace, tmp_path)

    assert len(done.outcomes) + len(done.refused) == 4


def test_a_date_that_is_contradicted_is_an_issue(workspace: Workspace, tmp_path: Path) -> None:
    put(tmp_path, "2023-07-24", "sdn.csv", sdn_csv([1]))

    (outcome,) = update(workspace, tmp_path, published=date(2023, 7, 25)).outcomes

    (edition,) = lists.editions(workspace, SDN)
    (issue,) = lists.issues(workspace, edition.reading_id)
    assert outcome.issues == 1
    assert edition.provenance.moment == datetime(2023, 7, 25, tzinfo=UTC)
    assert issue.position == "date"
    assert issue.reason == "the path says 2023-07-24, but `--published` says 2023-07-25"


def test_a_file_of_another_list_is_left_alone(workspace: Workspace, tmp_path: Path) -> None:
    put(tmp_path, "2023-07-24", "cons_prim.csv", sdn_csv([1]))
    put(tmp_path, "2023-07-24", "sdn.csv", sdn_csv([1]))

    done = update(workspace, tmp_path)

    assert [refused.reason for refused in done.refused] == ["not a file of `us-ofac-sdn`"]
    assert verdicts(done) == [Verdict.ACCEPTED]
    assert not done.has_fault


def test_a_web_page_is_refused_as_one(workspace: Workspace, tmp_path: Path) -> None:
    put(tmp_path, "2023-07-24", "sdn.csv", b"\n<!DOCTYPE HTML><html>Access denied</html>")

    done = update(workspace, tmp_path)

    assert [refused.reason for refused in done.refused] == ["a web page, not a list"]
    assert done.has_fault


def test_a_file_in_no_known_format_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    put(tmp_path, "2023-07-24", "notes.txt", b"nothing of interest")
    put(tmp_path, "2023-07-24", "sdn.csv", sdn_csv([1]))

    done = update(workspace, tmp_path)

    assert [refused.reason for refused in done.refused] == ["in none of the formats that are read"]
    assert not done.has_fault


def test_what_goes_by_a_name_of_the_list_and_cannot_be_read_is_a_fault(
    workspace: Workspace, tmp_path: Path
) -> None:
    put(tmp_path, "2023-07-24", "sdn.csv", sdn_csv([1])[:5])

    done = update(workspace, tmp_path)

    assert [refused.reason for refused in done.refused] == ["in none of the formats that are read"]
    assert done.refused[0].is_fault


def test_a_file_of_no_known_day_is_refused_with_what_to_do(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = put(tmp_path, "undated", "sdn.csv", sdn_csv([1]))

    (refused,) = update(workspace, path).refused

    assert "give --published" in refused.reason
    assert lists.editions(workspace, SDN) == ()
    assert verdicts(update(workspace, path, published=date(2023, 7, 24))) == [Verdict.ACCEPTED]


def test_what_comes_before_the_damage_of_a_container_is_taken(
    workspace: Workspace, tmp_path: Path
) -> None:
    whole = packed_tar(tmp_path / "all.tar.zst").read_bytes()
    cut = tmp_path / "cut.tar.zst"
    cut.write_bytes(whole[: len(whole) // 2])

    done = update(workspace, cut)

    assert done.has_fault
    assert any(refused.is_fault for refused in done.refused)
    assert all(verdict is Verdict.ACCEPTED for verdict in verdicts(done))


def test_nothing_at_a_place_and_no_such_list_are_errors(
    workspace: Workspace, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match="no such file"):
        update(workspace, tmp_path / "nowhere")
    with pytest.raises(UnknownList, match="us-ofac-sdm"):
        update_from(workspace, "us-ofac-sdm", [tmp_path])
    with pytest.raises(InputError, match="exactly one list"):
        workspace.update(SDN, CONSOLIDATED, inputs=[tmp_path])


def test_an_update_beside_another_is_told_to_wait(workspace: Workspace, tmp_path: Path) -> None:
    with open_workspace(workspace.folder) as other, other.record.only_writer():
        with pytest.raises(RecordBusy):
            update(workspace, tmp_path)

        assert lists.editions(workspace, SDN) == ()


def test_a_record_is_read_while_it_is_written(workspace: Workspace, tmp_path: Path) -> None:
    put(tmp_path, "2023-07-24", "sdn.csv", sdn_csv([1]))
    update(workspace, tmp_path)

    with open_workspace(workspace.folder) as other, other.record.writing():
        assert workspace.entry(SDN, "1").found.entry.name == "NAME 1"


def test_what_was_done_is_in_the_ledger_and_what_changed_nothing_is_not(
    workspace: Workspace, tmp_path: Path
) -> None:
    put(tmp_path, "2023-07-24", "sdn.csv", sdn_csv([1]))

    update(workspace, tmp_path)
    update(workspace, tmp_path)

    with workspace.reading() as connection:
        (act,) = chain.acts(connection)
    assert (act.action, act.facts["list"], act.facts["accepted"]) == ("update", SDN, 1)
    assert act.actor


def test_a_damaged_file_of_the_archive_does_not_keep_the_next_edition_out(
    workspace: Workspace, tmp_path: Path
) -> None:
    update(workspace, put(tmp_path, "2023-07-24", "sdn.csv", sdn_csv([1])))
    (kept,) = (workspace.folder / "archive").glob("??/*.zst")
    kept.write_bytes(b"damaged")
    path = put(tmp_path, "2023-07-25", "sdn.csv", sdn_csv([1, 2]))

    with open_workspace(workspace.folder) as anew:
        done = update(anew, path)

    assert done.refused == ()
    assert verdicts(done) == [Verdict.ACCEPTED]


def test_overruling_needs_no_reason_and_keeps_none(workspace: Workspace, tmp_path: Path) -> None:
    put(tmp_path, "2023-07-24", "sdn.csv", sdn_csv([1])[:-1])

    (outcome,) = update_from(workspace, SDN, [tmp_path], overrule=Overrule()).outcomes

    assert outcome.verdict is Verdict.OVERRULED

"""What an examination of a record finds."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import update as sql_update

from fakes import Clock
from gazette.app import doctor
from gazette.app.doctor import Finding, Grade
from gazette.app.update import update_from
from gazette.app.workspace import Workspace, open_workspace
from gazette.ledger import chain
from gazette.sample.facts import SDN
from small_editions import put, sdn_csv


@pytest.fixture
def filled(workspace: Workspace, tmp_path: Path) -> Workspace:
    put(tmp_path, "2026-06-09", "sdn.csv", sdn_csv(range(1, 60)))
    put(tmp_path, "2026-06-10", "sdn.csv", sdn_csv(range(1, 61)))
    update_from(workspace, SDN, [tmp_path])
    return workspace


def found(workspace: Workspace, topic: str) -> list[Finding]:
    """What a new process would find of a topic."""
    with open_workspace(workspace.folder, now=workspace.now) as anew:
        return [finding for finding in doctor.examine(anew) if finding.topic == topic]


def faults(workspace: Workspace) -> list[Finding]:
    with open_workspace(workspace.folder, now=workspace.now) as anew:
        return [finding for finding in doctor.examine(anew) if finding.grade is Grade.FAULT]


def blobs(workspace: Workspace) -> list[Path]:
    return sorted((workspace.folder / "archive").glob("??/*.zst"))


def test_a_sound_record_has_no_fault_and_every_topic_is_told(filled: Workspace) -> None:
    assert faults(filled) == []
    topics = {finding.topic for finding in doctor.examine(filled)}
    assert {
        "database",
        "ledger",
        "archive",
        "freshness",
        "issues",
        "remarks",
        "disk",
    } <= topics


def test_an_empty_record_has_no_fault(workspace: Workspace) -> None:
    assert faults(workspace) == []
    assert found(workspace, "freshness")[0].summary == "`us-ofac-sdn`: no edition is held"


def test_a_damaged_file_of_the_archive_is_a_fault_and_taking_it_again_mends_it(
    filled: Workspace, tmp_path: Path
) -> None:
    whole = blobs(filled)[0].read_bytes()
    blobs(filled)[0].write_bytes(whole[:-3] + b"xxx")

    (archive,) = found(filled, "archive")
    assert archive.grade is Grade.FAULT
    assert archive.hint is not None
    assert any("damaged" in detail for detail in archive.details)

    with open_workspace(filled.folder, now=filled.now) as anew:
        update_from(anew, SDN, [tmp_path])
    assert faults(filled) == []


def test_a_missing_file_of_the_archive_is_a_fault(filled: Workspace) -> None:
    name = blobs(filled)[0].parent.name + blobs(filled)[0].stem
    blobs(filled)[0].unlink()

    (archive,) = found(filled, "archive")

    assert archive.grade is Grade.FAULT
    assert any(name in detail for detail in archive.details)


@pytest.mark.parametrize(
    "altered",
    [{"actor": "someone else"}, {"facts": b'{"list":"other"}'}, {"facts": b"nonsense"}],
    ids=["who", "what", "nonsense"],
)
def test_an_altered_ledger_is_a_fault(filled: Workspace, altered: dict[str, object]) -> None:
    with filled.record.writing() as connection:
        connection.execute(sql_update(chain.ledger).where(chain.ledger.c.number == 1), altered)

    (ledger,) = found(filled, "ledger")

    assert ledger.grade is Grade.FAULT
    assert ledger.summary == "the ledger was altered at act 1"


def test_an_edition_held_back_is_worth_a_look(filled: Workspace, tmp_path: Path) -> None:
    cut = put(tmp_path, "2026-06-11", "sdn.csv", sdn_csv(range(1, 62))[:1000])
    update_from(filled, SDN, [cut])

    (held,) = found(filled, "held")

    assert held.grade is Grade.LOOK
    assert held.details[0].startswith("2026-06-11T00:00:00Z: the file ends before its end mark")
    assert held.hint is not None
    assert "--accept-suspicious" in held.hint
    assert faults(filled) == []


def test_a_list_that_was_not_seen_for_days_is_worth_a_look(filled: Workspace, clock: Clock) -> None:
    fresh = found(filled, "freshness")[0].grade
    clock.advance(days=4)

    stale = found(filled, "freshness")[0]

    assert (fresh, stale.grade) == (Grade.FINE, Grade.LOOK)
    assert stale.hint == "`gazette update us-ofac-sdn` fetches it"


def test_what_could_not_be_read_is_listed_with_its_place(filled: Workspace, tmp_path: Path) -> None:
    damaged = sdn_csv(range(1, 300)).replace(b'7,"NAME 7","individual"', b'7,"NAME 7"', 1)
    update_from(filled, SDN, [put(tmp_path, "2026-07-10", "sdn.csv", damaged)])

    issues = found(filled, "issues")[0]

    assert issues.grade is Grade.LOOK
    assert issues.summary == "`us-ofac-sdn`: places that could not be read: 1"
    assert "sdn.csv, line 7: " in issues.details[0]


def test_remarks_that_no_rule_understands_are_counted(filled: Workspace, tmp_path: Path) -> None:
    first, _, rest = sdn_csv(range(1, 60)).partition(b"\r\n")
    odd = first.removesuffix(b"-0- ") + b'"Likes chess."\r\n' + rest
    update_from(filled, SDN, [put(tmp_path, "2026-06-11", "sdn.csv", odd)])

    remarks = found(filled, "remarks")[0]

    assert remarks.details == ("1 x Likes chess",)


def test_a_damaged_database_is_told_and_does_not_end_the_examination(filled: Workspace) -> None:
    filled.close()
    file = filled.folder / "record.sqlite"
    data = bytearray(file.read_bytes())
    page = int.from_bytes(data[16:18])
    for place in range(8 * page, len(data) - page, 3 * page):
        data[place + 100 : place + 200] = bytes(100)
    file.write_bytes(bytes(data))

    assert [finding.topic for finding in faults(filled)] == ["database"]
    assert found(filled, "disk") != []

"""Reading the archive again: what was known stays known as of then, what is read now is known now."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs
from sqlalchemy import select

from fakes import Clock
from gazette.app import lists
from gazette.app.acts import Overrule
from gazette.app.reparse import _reparse, reparse
from gazette.app.update import silent, update_from
from gazette.app.workspace import Workspace
from gazette.errors import RecordBusy
from gazette.ledger import chain
from gazette.model import codec
from gazette.model.editions import Verdict
from gazette.model.lists import Part
from gazette.model.parsed import ParsedFile
from gazette.record import tables as t
from gazette.sample.facts import SDN
from gazette.sources.catalog import source_of
from gazette.sources.listing import ListSource
from gazette.sources.parsing import Format, Memo
from small_editions import alt_csv, put, sdn_csv

TITLE = "Minister"


def loud(parse: Any) -> Any:
    """A parser that reads names in capitals as they are, and titles in capitals too."""

    def parsed(data: bytes, *, memo: Memo) -> ParsedFile:
        file: ParsedFile = parse(data, memo=memo)
        told = dict(file.parts)
        if Part.PRIMARY in told:
            told[Part.PRIMARY] = {i: _raised(payload) for i, payload in told[Part.PRIMARY].items()}
        return structs.replace(file, parts=told)

    return parsed


def _raised(payload: bytes) -> bytes:
    profile = codec.decode(Part.PRIMARY, payload)
    if profile.title is None:
        return payload
    return codec.encode(structs.replace(profile, title=profile.title.upper()))


def improved() -> ListSource:
    """The list with parsers of a later version."""
    source = source_of(SDN)
    formats: tuple[Format, ...] = tuple(
        structs.replace(format_, parse=loud(format_.parse)) for format_ in source.formats
    )
    return structs.replace(source, formats=formats, parser="us-ofac-2")


def reparse_improved(workspace: Workspace) -> int:
    return _reparse(workspace, improved(), silent, force=False).changed


@pytest.fixture
def filled(workspace: Workspace, tmp_path: Path) -> Workspace:
    """Three editions, the last held back and then accepted, and aliases of the second."""
    put(tmp_path, "2023-07-24", "sdn.csv", sdn_csv(range(1, 60), {1: TITLE}))
    put(tmp_path, "2023-07-25", "sdn.csv", sdn_csv(range(1, 61), {1: TITLE}))
    put(tmp_path, "2023-07-25", "alt.csv", alt_csv({1: ["ALIAS"]}))
    update_from(workspace, SDN, [tmp_path])
    cut = put(tmp_path / "cut", "2023-07-26", "sdn.csv", sdn_csv(range(1, 20), {1: TITLE}))
    update_from(workspace, SDN, [cut], overrule=Overrule("checked"))
    return workspace


def title(workspace: Workspace, known: datetime | None = None) -> str | None:
    profile = workspace.entry(SDN, "1", as_of="2023-07-24", known=known).found.entry.profile
    assert profile is not None
    return profile.title


def rows(workspace: Workspace) -> list[tuple[Any, ...]]:
    with workspace.reading() as connection:
        return [tuple(row) for row in connection.execute(select(t.version))]


def test_reading_again_with_the_same_parsers_does_nothing(filled: Workspace) -> None:
    before = rows(filled)

    (done,) = reparse(filled, [SDN])

    assert (done.files, done.changed) == (0, 0)
    assert rows(filled) == before


def test_reading_again_by_force_changes_no_answer(filled: Workspace) -> None:
    before = rows(filled)

    (done,) = reparse(filled, [SDN], force=True)

    assert (done.files, done.changed) == (4, 0)
    assert rows(filled) == before
    assert len(lists.editions(filled, SDN)) == 4


def test_what_parsers_read_differently_is_known_from_now_on(
    filled: Workspace, clock: Clock
) -> None:
    before = clock.now

    assert reparse_improved(filled) > 0

    assert title(filled) == TITLE.upper()
    assert title(filled, known=before) == TITLE
    assert {one.provenance.parser for one in lists.editions(filled, SDN)} == {"us-ofac-2"}
    assert {one.provenance.parser for one in lists.editions(filled, SDN, before)} == {"us-ofac-1"}


def test_what_parsers_read_alike_is_not_written_again(filled: Workspace) -> None:
    before = {row[0] for row in rows(filled)}

    changed = reparse_improved(filled)

    new = [row for row in rows(filled) if row[0] not in before]
    assert {row[3] for row in new} == {"1"}
    assert {row[2] for row in new} == {Part.PRIMARY.value}
    assert changed == 2 * len(new)


def test_a_parser_that_was_mended_makes_no_changes_on_the_list(filled: Workspace) -> None:
    before = filled.changes(SDN, since="2023-01-01").changes

    reparse_improved(filled)

    after = filled.changes(SDN, since="2023-01-01").changes
    assert [type(change) for change in after] == [type(change) for change in before]


def test_verdicts_stand(filled: Workspace, tmp_path: Path) -> None:
    held = put(
        tmp_path / "held", "2023-07-27", "sdn.csv", sdn_csv([*range(1, 20), *range(900, 990)])
    )
    update_from(filled, SDN, [held])
    before = [(one.verdict, one.suspicion) for one in lists.editions(filled, SDN)]

    reparse_improved(filled)

    after = [(one.verdict, one.suspicion) for one in lists.editions(filled, SDN)]
    assert after == before
    assert {Verdict.HELD, Verdict.OVERRULED} <= {verdict for verdict, _ in after}


def test_what_contradicts_the_date_of_an_edition_is_still_told(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = put(tmp_path, "2023-07-24", "sdn.csv", sdn_csv([1]))
    update_from(workspace, SDN, [path], published=date(2023, 7, 25))

    reparse_improved(workspace)

    (edition,) = lists.editions(workspace, SDN)
    assert [issue.position for issue in lists.issues(workspace, edition.reading_id)] == ["date"]


def test_it_is_in_the_ledger(filled: Workspace) -> None:
    reparse_improved(filled)

    with filled.reading() as connection:
        act = chain.acts(connection)[-1]
    assert (act.action, act.facts["list"], act.facts["files"]) == ("reparse", SDN, 4)


def test_a_moment_between_two_is_never_seen_half_read(filled: Workspace, clock: Clock) -> None:
    begun = clock.now

    reparse_improved(filled)

    for second in range((clock.now - begun).seconds + 1):
        known = begun + timedelta(seconds=second)
        readings = {one.provenance.parser for one in lists.editions(filled, SDN, known)}
        is_new = title(filled, known) == TITLE.upper()
        assert readings == {"us-ofac-2" if is_new else "us-ofac-1"}


def test_it_waits_for_no_one(filled: Workspace) -> None:
    with filled.record.only_writer(), pytest.raises(RecordBusy):
        list(reparse(filled, [SDN]))


def test_editions_of_another_list_are_left_alone(filled: Workspace) -> None:
    found = list(reparse(filled, force=True))

    assert [(one.list_id, one.files) for one in found] == [("us-ofac-sdn", 4), ("us-ofac-cons", 0)]
    assert found[0].issues == 0
    assert datetime(2023, 7, 24, tzinfo=UTC) in {
        one.provenance.moment for one in lists.editions(filled, SDN)
    }

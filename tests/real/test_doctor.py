"""The doctor finds nothing wrong with a record of real editions, and lists what was not understood."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from gazette import Workspace
from gazette.app.doctor import Finding, Grade, examine
from gazette.sources.us_ofac import overflow, remarks
from gazette.sources.us_ofac.remarks import Understood
from real.agreement import SDN
from real.published import remarks as published
from real.published import unpacked

pytestmark = [pytest.mark.real, pytest.mark.xdist_group("real record")]


@pytest.fixture(scope="module")
def findings(archive_alone: Workspace) -> tuple[Finding, ...]:
    """Everything the doctor says of the archived editions."""
    return tuple(examine(archive_alone))


@pytest.mark.slow
def test_a_record_of_real_editions_has_no_fault(findings: tuple[Finding, ...]) -> None:
    by_topic = {found.topic: found for found in findings}

    assert {found.topic for found in findings if found.grade is Grade.FAULT} == set()
    assert by_topic["archive"].summary.startswith("all 308 files")
    assert "held" not in by_topic
    assert all(f.grade is Grade.FINE for f in findings if f.topic == "issues")


def test_the_doctor_lists_every_remark_of_may_2024_that_is_not_understood(
    findings: tuple[Finding, ...], real_data: Path
) -> None:
    told = next(f for f in findings if f.topic == "remarks" and f"`{SDN}`" in f.summary)
    listed: Counter[str] = Counter()
    for line in told.details:
        count, _, clause = line.partition(" x ")
        listed[clause] += int(count)

    tally: Counter[Understood] = Counter()
    data = unpacked(real_data / "us-ofac-sdn" / "2024-05-03" / "sdn.csv.xz")
    for _, title, text in published(data):
        whole = text.rpartition(";")[0] if overflow.is_cut(text) else text
        tally.update(remarks.counts(whole, title))

    assert listed.total() == tally[Understood.TEXT]
    assert sum(count for clause, count in listed.items() if any(map(str.isdigit, clause))) <= 30
    assert tally[Understood.TYPED] >= 0.96 * tally.total()
    assert tally[Understood.TEXT] <= 0.005 * tally.total()

"""One list published in several formats: a change of format is no change of the list."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import permutations
from pathlib import Path

import pytest

from gazette.app.update import update_from
from gazette.app.workspace import Workspace
from gazette.model.changes import Amendment
from gazette.model.lists import ListId
from gazette.sample import delimited
from gazette.sample.enhanced_xml import enhanced_xml
from gazette.sample.facts import CONSOLIDATED, SDN, listings
from gazette.sample.legacy_xml import legacy_xml
from gazette.sample.listed import Listed, entries
from small_editions import put

DAYS = {SDN: date(2023, 12, 28), CONSOLIDATED: date(2025, 12, 18)}
"""Editions of the sample whose entries have all that any format can say."""
NAMES = {
    SDN: ("sdn.csv", "add.csv", "alt.csv", "sdn_comments.csv"),
    CONSOLIDATED: ("cons_prim.csv", "cons_add.csv", "cons_alt.csv", "cons_comments.csv"),
}
LEFT_OUT = frozenset({"add.csv", "cons_add.csv"})
"""The sample knows the addresses of each list in the grain of one format alone."""
TONNAGE_WITHOUT_COMMA = "37095"
"""The delimited files print the tonnage of newer ships so (7260), that of older ones with a comma;
what is read from XML has one always."""
ORDERS = [
    *((SDN, order) for order in permutations(("csv", "xml"))),
    *((CONSOLIDATED, order) for order in permutations(("csv", "xml", "enhanced"))),
]
"""The sample's enhanced XML knows the reference numbers of the consolidated list alone."""


def published(
    folder: Path, list_id: ListId, format_name: str, listed: tuple[Listed, ...], day: date
) -> None:
    """The same entries as an edition of the day in that format."""
    if format_name == "xml":
        put(folder, day.isoformat(), "list.xml", legacy_xml(listed, day))
    elif format_name == "enhanced":
        put(folder, day.isoformat(), "list_enhanced.xml", enhanced_xml(listed, day))
    else:
        parts = (delimited.primary, delimited.addresses, delimited.aliases, delimited.comments)
        for name, part in zip(NAMES[list_id], parts, strict=True):
            if len(part(listed)) > 1 and name not in LEFT_OUT:
                put(folder, day.isoformat(), name, part(listed))


@pytest.mark.parametrize(("list_id", "order"), ORDERS, ids=str)
def test_a_change_of_format_is_no_change_of_the_list(
    workspace: Workspace, tmp_path: Path, list_id: ListId, order: tuple[str, ...]
) -> None:
    every = entries(listings(list_id), DAYS[list_id])
    listed = tuple(one for one in every if one.entry_id != TONNAGE_WITHOUT_COMMA)
    for number, format_name in enumerate((*order, *order)):
        day = date(2023, 1, 1) + timedelta(days=number)
        published(tmp_path, list_id, format_name, listed, day)

    done = update_from(workspace, list_id, [tmp_path])

    changes = workspace.changes(list_id, since="2022-12-31").changes
    told = [
        (change.entry.entry_id, field)
        for change in changes
        if isinstance(change, Amendment)
        for field in change.fields
    ]
    assert done.refused == ()
    assert told == []
    assert changes == ()

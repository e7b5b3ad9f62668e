"""The Mali case as facts written in this repository, for the demo, the tutorial and the tests.

An excerpt: some sixty real listings of the thousands on OFAC's lists, as they stood in real editions
from 2023 to 2026, rendered into the publisher's formats. What is not in the sample may well be on the
lists. In: nothing. Out: files that the real parsers read, and the story they tell.
"""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from gazette.model.lists import ListId
from gazette.sample.editions import EDITIONS, render
from gazette.sample.facts import LISTINGS, listings
from gazette.sample.story import STORY, Character, Story

__all__ = ["EXCERPT", "STORY", "Character", "SampleFile", "Story", "files"]

EXCERPT = (
    "An excerpt of OFAC's lists: some sixty real listings around the Mali case, in the editions of"
    " a few days from 2023 to 2026. Names that are not in it may well be on the lists."
)
"""What to say wherever the sample is shown."""


class SampleFile(msgspec.Struct, frozen=True, kw_only=True):
    """One published file of the sample.

    Attributes:
        path: `2023-07-24T184335Z/sdn.csv`; the folder dates the edition.
        published: the moment at which the edition was seen, or the day where no more is known.
    """

    list_id: ListId
    path: str
    published: date | datetime
    data: bytes


def files() -> tuple[SampleFile, ...]:
    """Every file of the sample in chronological order; the same bytes in every run."""
    held = {list_id: listings(list_id) for list_id in LISTINGS}
    return tuple(
        SampleFile(
            list_id=edition.list_id,
            path=f"{edition.folder}/{file_name}",
            published=edition.published,
            data=render(edition, file_name, held[edition.list_id]),
        )
        for edition in EDITIONS
        for file_name in edition.files
    )

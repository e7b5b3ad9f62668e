"""Which editions the sample has, and which files of each.

The moments are those at which the real editions were seen; of the three latest only the day is known
by which they were published, and their primary file is not: they carry addresses and aliases alone.
There is no edition of the day on which, by the reports, the three officers were taken off the list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime

import msgspec

from gazette.model.lists import ListId
from gazette.sample import delimited
from gazette.sample.enhanced_xml import enhanced_xml
from gazette.sample.facts import CONSOLIDATED, SDN, Listing
from gazette.sample.legacy_xml import legacy_xml
from gazette.sample.listed import Listed, entries

Renderer = Callable[[Sequence[Listed], date], bytes]

RENDERERS: Mapping[str, Renderer] = {
    "sdn.csv": lambda entries, _: delimited.primary(entries),
    "add.csv": lambda entries, _: delimited.addresses(entries),
    "alt.csv": lambda entries, _: delimited.aliases(entries),
    "sdn_comments.csv": lambda entries, _: delimited.comments(entries),
    "consolidated.xml": legacy_xml,
    "cons_enhanced.xml": enhanced_xml,
}


class Edition(msgspec.Struct, frozen=True):
    """An edition of a list, and the files of it that the sample has.

    Attributes:
        published: the moment at which it was seen, or the day where no more is known.
    """

    list_id: ListId
    published: date | datetime
    files: tuple[str, ...]

    @property
    def day(self) -> date:
        """The day of publication in UTC; a list has one edition of the sample a day."""
        return self.published.date() if isinstance(self.published, datetime) else self.published

    @property
    def folder(self) -> str:
        """A name that dates the edition: `2023-07-24T184335Z`, `2025-12-24`."""
        if isinstance(self.published, datetime):
            return self.published.strftime("%Y-%m-%dT%H%M%SZ")
        return self.published.isoformat()


def _seen(list_id: ListId, moment: str, *files: str) -> Edition:
    return Edition(list_id, datetime.fromisoformat(moment).astimezone(UTC), files)


EDITIONS: tuple[Edition, ...] = (
    _seen(SDN, "2023-07-20T18:43:41Z", "sdn.csv"),
    _seen(SDN, "2023-07-24T18:43:35Z", "sdn.csv"),
    _seen(SDN, "2023-08-03T18:43:40Z", "sdn.csv"),
    _seen(SDN, "2023-10-12T18:43:25Z", "sdn.csv"),
    _seen(SDN, "2023-10-18T18:43:30Z", "sdn.csv"),
    _seen(SDN, "2023-12-28T18:43:24Z", "sdn.csv", "add.csv", "alt.csv", "sdn_comments.csv"),
    _seen(SDN, "2024-02-23T18:43:23Z", "sdn.csv"),
    _seen(SDN, "2024-04-26T18:43:32Z", "sdn.csv"),
    _seen(SDN, "2024-05-02T18:43:33Z", "sdn.csv"),
    _seen(SDN, "2024-05-03T18:43:23Z", "sdn.csv"),
    Edition(SDN, date(2025, 1, 3), ("add.csv", "alt.csv", "sdn_comments.csv")),
    Edition(CONSOLIDATED, date(2025, 1, 10), ("cons_enhanced.xml",)),
    Edition(CONSOLIDATED, date(2025, 12, 18), ("consolidated.xml",)),
    Edition(SDN, date(2025, 12, 24), ("add.csv", "alt.csv", "sdn_comments.csv")),
    Edition(SDN, date(2026, 6, 2), ("add.csv", "alt.csv")),
)
"""Every edition of the sample, in chronological order."""


def render(edition: Edition, file_name: str, listings: Iterable[Listing]) -> bytes:
    """One file of an edition, out of all listings of its list: the same bytes in every run."""
    return RENDERERS[file_name](entries(listings, edition.day), edition.day)

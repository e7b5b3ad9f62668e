"""Every list Gazette knows, by id. A new publisher adds its folder and one line here."""

from __future__ import annotations

from gazette.errors import UnknownList
from gazette.model.lists import ListId
from gazette.sources.listing import ListSource
from gazette.sources.us_ofac.source import LISTS as US_OFAC

SOURCES: dict[ListId, ListSource] = {source.list_id: source for source in (*US_OFAC,)}


def source_of(list_id: str) -> ListSource:
    """The source of a list.

    Raises:
        UnknownList: no list goes by that id.
    """
    try:
        return SOURCES[ListId(list_id)]
    except KeyError as err:
        known = ", ".join(f"`{name}`" for name in SOURCES)
        raise UnknownList(f"no such list: {list_id}", hint=f"the lists are {known}") from err

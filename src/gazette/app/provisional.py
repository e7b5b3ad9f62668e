"""What only editions held back show: entries that may have been designated, until a person has looked.

In: the editions held back, and a moment. Out: entries marked `provisional`. An edition held back speaks
from its moment until the next accepted look at the whole list, which settles who was on it.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection

from gazette.app.answers import Held
from gazette.model.editions import Designated
from gazette.model.entries import Entry, Profile
from gazette.model.lists import Kind, ListId, Part
from gazette.model.names import Name
from gazette.model.standing import EntryAsOf, Standing, StandingAsOf
from gazette.model.time import AsOf, to_micros
from gazette.record import queries


def provisional(
    connection: Connection, list_id: ListId, held: tuple[Held, ...], as_of: AsOf
) -> Iterator[EntryAsOf]:
    """What the editions held back would have designated by a moment, the latest edition first."""
    coming = [edition for edition in held if edition.moment <= as_of.valid and edition.provisional]
    if not coming:
        return
    looks = queries.all_looks(connection, list_id, as_of.known)[Part.PRESENCE].moments()
    settled = max((look for look in looks if look <= to_micros(as_of.valid)), default=-1)
    for edition in reversed(coming):
        if to_micros(edition.moment) > settled:
            yield from (_entry(list_id, one, edition, as_of) for one in edition.provisional)


def _entry(list_id: ListId, one: Designated, edition: Held, as_of: AsOf) -> EntryAsOf:
    profile = None
    if one.name is not None:
        kind = one.kind or Kind.ORGANIZATION
        profile = Profile(name=Name(one.name), kind=kind, programs=one.programs)
    return EntryAsOf(
        as_of=as_of,
        standing=StandingAsOf(
            standing=Standing.UNCERTAIN,
            last_read=edition.moment,
            was_listed=False,
            next_read=None,
            listed=None,
            delisted=None,
        ),
        entry=Entry(list_id=list_id, entry_id=one.entry_id, profile=profile),
        reads={},
        provisional=True,
    )

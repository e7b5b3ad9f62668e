"""One party of OFAC's advanced XML while its file is read, and the contents it makes.

In: facts from all over the file, which keeps locations and documents before the parties, and ties and sanctions
entries after them. Out: contents by part, in the words of the other formats. Not here: reading any element.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from gazette.model.codec import sorted_unique
from gazette.model.entries import (
    Content,
    Details,
    LinkForm,
    Listing,
    Membership,
    NameForm,
    PlaceForm,
)
from gazette.model.facts import Address, Attribute
from gazette.model.lists import EntryId, Kind, Part
from gazette.model.names import Name
from gazette.sources.us_ofac.advanced_references import Location, References
from gazette.sources.us_ofac.draft import Draft
from gazette.sources.us_ofac.labels import Labelled
from gazette.sources.us_ofac.xml_grain import addresses, aliases
from gazette.sources.us_ofac.xml_node import Leftover, Node, Spot
from gazette.sources.us_ofac.xml_reading import Reading


@dataclass(slots=True)
class File:
    """What stands before the parties of a file."""

    reading: Reading
    references: References = field(default_factory=References)
    locations: dict[str, Location] = field(default_factory=dict)
    documents: dict[str, list[Node]] = field(default_factory=dict)
    """The documents by the id of the identity they belong to."""


@dataclass(slots=True)
class Party:
    """A party while it is read."""

    entry_id: EntryId
    file: File
    spot: Spot
    """Where its element stands; the element itself is let go, since a file holds 20,000 of them."""
    leftovers: tuple[Leftover, ...] = ()
    kind: Kind | None = None
    primary: str | None = None
    draft: Draft = field(default_factory=Draft)
    strong: list[Name] = field(default_factory=list)
    forms: list[NameForm] = field(default_factory=list)
    named: dict[str, str] = field(default_factory=dict)
    """The text of each documented name, by its id."""
    addresses: list[Address] = field(default_factory=list)
    places: list[PlaceForm] = field(default_factory=list)
    links: list[LinkForm] = field(default_factory=list)
    attributes: list[Attribute] = field(default_factory=list)
    programs: list[str] = field(default_factory=list)
    memberships: list[Membership] = field(default_factory=list)
    measures: list[str] = field(default_factory=list)
    authorities: list[str] = field(default_factory=list)
    lists: set[str] = field(default_factory=set)
    """The lists it has a sanctions entry of."""
    elements: int = 0
    """How many elements besides its own are part of it."""

    def labelled(self, item: Node, found: Labelled) -> None:
        """Files a labelled value."""
        self.file.reading.labelled(item, found, self.draft, self.entry_id)

    def unread(self, item: Node, reason: str) -> None:
        """Notes a fact that could not be read."""
        self.file.reading.unread(item, reason, self.entry_id)

    def contents(self) -> dict[Part, Content] | None:
        """The party by part; None where it has no name or an unknown type."""
        if self.kind is None or self.primary is None:
            return None
        found: dict[Part, Content | None] = {
            Part.PRIMARY: self.draft.profile(self.primary, self.kind, self.programs),
            Part.ALIASES: aliases(self.strong),
            Part.ADDRESSES: addresses(self.addresses),
            Part.LISTING: Listing(
                memberships=sorted_unique(self.memberships),
                measures=sorted_unique(self.measures),
                authorities=sorted_unique(self.authorities),
            ),
            Part.DETAILS: Details(
                names=sorted_unique(self.forms),
                places=sorted_unique(self.places),
                links=sorted_unique(self.links),
                attributes=sorted_unique(self.attributes),
            ),
        }
        return {part: content for part, content in found.items() if content is not None}

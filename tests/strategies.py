"""One Hypothesis strategy for each type of the model, and tiny editions of a tiny list.

Contents are as parsers make them: tuples sorted, no value twice, text as published.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple, TypeVar

from hypothesis import strategies as st

from gazette.model import codec
from gazette.model.editions import Provenance
from gazette.model.entries import (
    Addresses,
    Aliases,
    Content,
    Details,
    Entry,
    LinkForm,
    Listing,
    Membership,
    NameForm,
    NamePart,
    Overflow,
    PlaceForm,
    Profile,
)
from gazette.model.facts import (
    Address,
    Aircraft,
    Attribute,
    BirthDate,
    Contact,
    ContactType,
    Identifier,
    Link,
    Milestone,
    Notice,
    PartialDate,
    Place,
    Vessel,
    Wallet,
)
from gazette.model.lists import EntryId, Kind, ListId, Part
from gazette.model.names import Name, NameType
from gazette.model.parsed import ParsedFile

T = TypeVar("T")

TINY = ListId("tiny")
IDS = tuple(EntryId(text) for text in ("1", "2", "3"))
FIRST_DAY = datetime(2023, 1, 1, tzinfo=UTC)


def some(one: st.SearchStrategy[T], most: int = 2) -> st.SearchStrategy[tuple[T, ...]]:
    """Several values as contents keep them."""
    return st.lists(one, max_size=most).map(codec.sorted_unique)


def maybe(one: st.SearchStrategy[T]) -> st.SearchStrategy[T | None]:
    return st.none() | one


texts = st.text(st.characters(codec="utf-8"), min_size=1, max_size=8)
days = st.dates(date(1900, 1, 1), date(2100, 1, 1))
moments = st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  made aware by `timezones`

names = st.builds(Name, texts, st.sampled_from(NameType), st.booleans(), maybe(texts))
partial_dates = st.builds(PartialDate, texts, maybe(days), maybe(days), st.booleans())
births = st.builds(BirthDate, partial_dates, st.booleans())
places = st.builds(Place, texts, st.booleans())
identifiers = st.builds(
    Identifier,
    texts,
    texts,
    texts,
    maybe(texts),
    maybe(partial_dates),
    maybe(partial_dates),
    maybe(texts),
)
wallets = st.builds(Wallet, texts, texts)
contacts = st.builds(Contact, st.sampled_from(ContactType), texts, maybe(texts))
addresses = st.builds(Address, maybe(texts), maybe(texts), maybe(texts), maybe(texts))
links = st.builds(Link, texts)
notices = st.builds(Notice, texts, texts, maybe(texts))
milestones = st.builds(Milestone, texts, partial_dates)
attributes = st.builds(Attribute, texts, texts)
vessels = st.builds(
    Vessel,
    call_sign=maybe(texts),
    type=maybe(texts),
    flag=maybe(texts),
    former_flags=some(texts),
).filter(lambda told: told != Vessel())
aircraft = st.builds(Aircraft, some(texts), some(texts), some(partial_dates)).filter(
    lambda told: told != Aircraft()
)
memberships = st.builds(Membership, texts, maybe(days))
name_forms = st.builds(
    NameForm, texts, texts, maybe(texts), some(st.builds(NamePart, texts, texts))
)
place_forms = st.builds(PlaceForm, addresses, maybe(texts), maybe(texts), maybe(texts))
link_forms = st.builds(LinkForm, texts, maybe(texts), maybe(texts), maybe(texts))

FACTS: dict[type[Any], st.SearchStrategy[Any]] = {
    str: texts,
    Name: names,
    PartialDate: partial_dates,
    BirthDate: births,
    Place: places,
    Identifier: identifiers,
    Wallet: wallets,
    Contact: contacts,
    Address: addresses,
    Link: links,
    Notice: notices,
    Milestone: milestones,
    Attribute: attributes,
    Vessel: vessels,
    Aircraft: aircraft,
    Membership: memberships,
    NameForm: name_forms,
    PlaceForm: place_forms,
    LinkForm: link_forms,
}

profiles = st.builds(
    Profile,
    name=names,
    kind=st.sampled_from(Kind),
    programs=some(texts),
    title=maybe(texts),
    weak_aliases=some(names),
    births=some(births),
    birthplaces=some(places),
    nationalities=some(places),
    citizenships=some(places),
    genders=some(texts),
    identifiers=some(identifiers),
    wallets=some(wallets),
    contacts=some(contacts),
    links=some(links),
    notices=some(notices),
    milestones=some(milestones),
    attributes=some(attributes),
    vessel=maybe(vessels),
    aircraft=maybe(aircraft),
    roles=some(texts),
    remarks=some(texts),
    cut=maybe(texts),
)
listings = st.builds(
    Listing, memberships=some(memberships), measures=some(texts), authorities=some(texts)
)
details = st.builds(
    Details,
    names=some(name_forms),
    places=some(place_forms),
    links=some(link_forms),
    attributes=some(attributes),
)
CONTENTS: dict[Part, st.SearchStrategy[Content]] = {
    Part.PRIMARY: profiles,
    Part.ALIASES: st.builds(Aliases, some(names)),
    Part.ADDRESSES: st.builds(Addresses, some(addresses)),
    Part.COMMENTS: st.builds(Overflow, texts),
    Part.LISTING: listings,
    Part.DETAILS: details,
}
parts_and_contents = st.sampled_from(tuple(CONTENTS)).flatmap(
    lambda part: st.tuples(st.just(part), CONTENTS[part])
)
entries = st.builds(
    Entry,
    list_id=st.just(TINY),
    entry_id=st.sampled_from(IDS),
    profile=maybe(profiles),
    aliases=some(names),
    addresses=some(addresses),
    listing=maybe(listings),
    details=maybe(details),
)


class Taken(NamedTuple):
    """A file of a tiny list as the record takes it."""

    file: ParsedFile
    provenance: Provenance

    @property
    def moment(self) -> datetime:
        return self.provenance.moment


_TINY_CONTENTS: dict[Part, tuple[Content, ...]] = {
    Part.PRIMARY: tuple(
        Profile(name=Name(name), kind=Kind.PERSON, remarks=remarks, cut=cut)
        for name, remarks, cut in (("A", (), None), ("A", ("x",), None), ("B", ("x",), "y"))
    ),
    Part.ALIASES: tuple(
        Aliases(tuple(Name(text, NameType.AKA) for text in texts_))
        for texts_ in (("P",), ("P", "Q"))
    ),
    Part.ADDRESSES: (Addresses((Address("Street"),)),),
    Part.COMMENTS: (Overflow(" and more"), Overflow(" and less")),
    Part.LISTING: (
        Listing(memberships=(Membership("Tiny", date(2023, 1, 2)),)),
        Listing(measures=("Block",)),
    ),
}
TINY_PAYLOADS = {
    Part.PRESENCE: (codec.PRESENT,),
    **{part: tuple(map(codec.encode, told)) for part, told in _TINY_CONTENTS.items()},
}


@st.composite
def taken_files(draw: st.DrawFn, most: int = 7, last_day: int = 40) -> list[Taken]:
    """Files of a tiny list: random parts, whole or not, several a moment, several formats."""
    return [draw(_taken(str(tie), last_day)) for tie in range(draw(st.integers(1, most)))]


@st.composite
def _taken(draw: st.DrawFn, tie: str, last_day: int) -> Taken:
    carried = draw(st.sets(st.sampled_from(list(_TINY_CONTENTS)), max_size=3))
    contents = {
        part: draw(st.dictionaries(st.sampled_from(IDS), st.sampled_from(TINY_PAYLOADS[part])))
        for part in sorted(carried)
    }
    unread = frozenset(draw(st.sets(st.sampled_from(IDS), max_size=1)))
    shown = {i for of_part in contents.values() for i in of_part} | unread
    shown |= draw(st.sets(st.sampled_from(IDS)))
    parts = {Part.PRESENCE: dict.fromkeys(sorted(shown), codec.PRESENT), **contents}
    day = draw(st.sampled_from((0, 1, 2, 3, 20, last_day)))
    observed = draw(st.sampled_from((None, 0, 1, 5)))
    moment = FIRST_DAY + timedelta(days=day)
    return Taken(
        ParsedFile(
            format=draw(st.sampled_from(("csv", "xml"))),
            parts=parts,
            complete=frozenset(draw(st.sets(st.sampled_from(sorted(parts))))),
            unread=unread,
            elements=len(shown),
            taken=len(shown),
        ),
        Provenance(
            list_id=TINY,
            sha256=tie,
            address=f"{tie}.csv",
            format="csv",
            parser="tiny-1",
            moment=moment,
            basis="path",
            precision="moment",
            observed_at=None if observed is None else moment + timedelta(days=observed),
            rank=draw(st.integers(0, 1)),
            retrieved_at=moment,
        ),
    )

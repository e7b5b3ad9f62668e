"""OFAC's two lists: where they are published, on which terms, in which formats.

Addresses: OFAC's Sanctions List Service, which redirects to signed storage addresses. The `.del` and
`.pip` files were retired in September 2023: they are read, and never fetched.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from msgspec import structs

from gazette.model.lists import ListId, ListInfo
from gazette.sources.guard import Limits
from gazette.sources.listing import ListSource, Offer, RemoteFile
from gazette.sources.us_ofac import (
    advanced_xml,
    delimited,
    enhanced_xml,
    fixed_width,
    legacy_xml,
    overflow,
)
from gazette.sources.us_ofac.measures import CONSOLIDATED, SDN, measures

PARSER = "us-ofac-1"
"""Raised whenever a parser or table of this folder reads a published file differently."""

SDN_WORDS = frozenset({"sdn"})
SDN_FILES = SDN_WORDS | {"add", "alt"}
CONSOLIDATED_WORDS = frozenset({"cons", "consolidated"})
"""Words in the names of the lists' files; `cons_add.csv` bears one of each and is told by `cons`."""

SERVICE = "https://sanctionslistservice.ofac.treas.gov/api/download/"
HOSTS = frozenset(
    {
        "sanctionslistservice.ofac.treas.gov",
        "*.s3.us-gov-west-1.amazonaws.com",
        "*.s3.amazonaws.com",
        "www.treasury.gov",
        "ofac.treasury.gov",
    }
)
LICENCE = "public domain (U.S. Government work, 17 U.S.C. § 105)"
ATTRIBUTION = "U.S. Department of the Treasury, Office of Foreign Assets Control"
OWNERSHIP = (
    "owners and owned companies that are not named (OFAC's 50 Percent Rule), country-wide embargoes,"
    " and licences"
)


def _offers(
    *, xml: str, enhanced: str, advanced: str, delimited_set: tuple[str, ...]
) -> tuple[Offer, ...]:
    return (
        _offer("xml", "everything but other scripts, stated days and published measures", xml),
        _offer("enhanced", "everything, with stated days, measures and other scripts", enhanced),
        _offer("advanced", "everything, in the format of the United Nations' ASM", advanced),
        _offer("csv", "the delimited set; it carries no date of its own", *delimited_set),
    )


def _offer(name: str, describes: str, *files: str) -> Offer:
    return Offer(
        name=name,
        describes=describes,
        files=tuple(RemoteFile(file, SERVICE + file) for file in files),
    )


_STATED = (
    (re.compile(rb"<Publish_Date>\s*(\d\d/\d\d/\d{4})"), "%m/%d/%Y"),
    (re.compile(rb"<dataAsOf>\s*(\d{4}-\d\d-\d\d)"), "%Y-%m-%d"),
)
"""Where legacy and enhanced XML state their day, near the beginning."""

_ISSUED = re.compile(
    rb"DateOfIssue[^>]*>\s*<(?:\w+:)?Year>(\d{4})<[^<]*<(?:\w+:)?Month>(\d\d?)<[^<]*<(?:\w+:)?Day>(\d\d?)<"
)
"""Where advanced XML states its day."""


def _stated_on(head: bytes) -> date | None:
    """The day an XML file states, from its beginning alone; the parser reads it again in full."""
    try:
        for pattern, form in _STATED:
            if found := pattern.search(head):
                return datetime.strptime(found[1].decode(), form).replace(tzinfo=UTC).date()
        issued = _ISSUED.search(head)
        return None if issued is None else date(*(int(number) for number in issued.groups()))
    except ValueError:
        return None


def _source(
    info: ListInfo,
    list_name: str,
    offers: tuple[Offer, ...],
    own_words: frozenset[str],
    foreign_words: frozenset[str],
) -> ListSource:
    xml = (
        *legacy_xml.FORMATS,
        *enhanced_xml.formats_for(list_name),
        *advanced_xml.formats_for(list_name),
    )
    return ListSource(
        info=info,
        hosts=HOSTS,
        offers=offers,
        formats=(
            *(structs.replace(format_, states=_stated_on) for format_ in xml),
            *delimited.FORMATS,
            *fixed_width.FORMATS,
        ),
        parser=PARSER,
        own_words=own_words,
        foreign_words=foreign_words,
        limits=Limits(),
        join=overflow.joined,
        measures=measures,
    )


LISTS = (
    _source(
        ListInfo(
            list_id=ListId(SDN),
            title="Specially Designated Nationals and Blocked Persons List",
            publisher=ATTRIBUTION,
            homepage="https://ofac.treasury.gov/specially-designated-nationals-and-blocked-persons-list-sdn-human-readable-lists",
            licence=LICENCE,
            attribution=ATTRIBUTION,
            covers="Persons, organizations, vessels and aircraft whose property is blocked.",
            omits=f"It does not name {OWNERSHIP}.",
            hold_days=16,
            fresh_days=3,
        ),
        "SDN List",
        _offers(
            xml="SDN.XML",
            enhanced="SDN_ENHANCED.ZIP",
            advanced="SDN_ADVANCED.XML",
            delimited_set=("SDN.CSV", "ADD.CSV", "ALT.CSV", "SDN_COMMENTS.CSV"),
        ),
        SDN_WORDS,
        CONSOLIDATED_WORDS,
    ),
    _source(
        ListInfo(
            list_id=ListId(CONSOLIDATED),
            title="Consolidated Sanctions List (non-SDN)",
            publisher=ATTRIBUTION,
            homepage="https://ofac.treasury.gov/consolidated-sanctions-list-non-sdn-lists",
            licence=LICENCE,
            attribution=ATTRIBUTION,
            covers=(
                "Subjects of lesser measures: sectoral, correspondent-account, menu-based,"
                " investment; being on it blocks nothing by itself."
            ),
            omits=f"It does not name blocked persons (they are on the SDN list), {OWNERSHIP}.",
            hold_days=60,
            fresh_days=3,
        ),
        "Consolidated List",
        _offers(
            xml="CONSOLIDATED.XML",
            enhanced="CONS_ENHANCED.ZIP",
            advanced="CONS_ADVANCED.XML",
            delimited_set=("CONS_PRIM.CSV", "CONS_ADD.CSV", "CONS_ALT.CSV", "CONS_COMMENTS.CSV"),
        ),
        CONSOLIDATED_WORDS,
        SDN_FILES,
    ),
)

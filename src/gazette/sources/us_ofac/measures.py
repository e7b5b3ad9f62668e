"""What a listing by OFAC does: read where it is published, else derived from the table below.

In: an entry. Out: its measures, each marked `published` or `derived`. The enhanced XML publishes
sanctions types; the other formats leave it to the program, or to notices among the remarks.
The consolidated list's entries that are also blocked are so by their SDN entry, which says it itself:
here they show only what the consolidated list does.
"""

from __future__ import annotations

from collections.abc import Iterator

from gazette.model.entries import Entry
from gazette.model.facts import Notice
from gazette.model.lists import ListId
from gazette.model.programs import Measure, MeasureBasis, MeasureType

SDN = ListId("us-ofac-sdn")
CONSOLIDATED = ListId("us-ofac-cons")
SDN_LIST = "SDN List"

PUBLISHED: tuple[tuple[str, MeasureType], ...] = (
    ("Block", MeasureType.BLOCKING),
    ("Reject", MeasureType.REJECT),
    ("561 Full Restrictions", MeasureType.CORRESPONDENT_ACCOUNT),
    ("NDAA Special Conditions", MeasureType.CORRESPONDENT_ACCOUNT),
    ("13662 Sectoral Directive", MeasureType.SECTORAL),
    ("CAATSA Section 231/235 Sanctions", MeasureType.MENU_BASED),
    ("Executive Order 13959 Sanctions", MeasureType.INVESTMENT),
    ("CMIC Executive Order", MeasureType.INVESTMENT),
    ("Executive Order 14024 Directive 1a", MeasureType.DEBT),
    ("Executive Order 14024 Directive 2", MeasureType.CORRESPONDENT_ACCOUNT),
    ("Executive Order 14024 Directive 3", MeasureType.DEBT),
    ("Executive Order 14024 Directive 4", MeasureType.TRANSACTION),
    ("Executive Order 14014 Directive 1", MeasureType.TRANSACTION),
    ("Executive Order 14059 Non-blocking", MeasureType.MENU_BASED),
)
"""Sanctions types of the enhanced XML by how they begin."""

BY_PROGRAM: dict[str, MeasureType] = {
    "UKRAINE-EO13662": MeasureType.SECTORAL,
    "561-Related": MeasureType.CORRESPONDENT_ACCOUNT,
    "561List": MeasureType.CORRESPONDENT_ACCOUNT,
    "NS-PLC": MeasureType.REJECT,
    "FSE-IR": MeasureType.REJECT,
    "FSE-SY": MeasureType.REJECT,
    "CMIC-EO13959": MeasureType.INVESTMENT,
    "CAATSA - RUSSIA": MeasureType.MENU_BASED,
    "CAATSA - IRAN": MeasureType.MENU_BASED,
    "BURMA-EO14014": MeasureType.MENU_BASED,
    "ILLICIT-DRUGS-EO14059": MeasureType.MENU_BASED,
    "ISA": MeasureType.MENU_BASED,
    "PEESA": MeasureType.MENU_BASED,
    "PEESA-EO14039": MeasureType.MENU_BASED,
    "IRAN": MeasureType.BLOCKING,
}
"""The consolidated list by program. `IRAN` are the persons blocked by Executive Order 13599 alone,
on this list from 2016 to 2018. Programs not named here put their subjects on the SDN list; on this
list they add nothing."""

BY_DIRECTIVE: tuple[tuple[str, str, MeasureType], ...] = (
    ("13662", "Directive", MeasureType.SECTORAL),
    ("14024", "Directive 1a", MeasureType.DEBT),
    ("14024", "Directive 2", MeasureType.CORRESPONDENT_ACCOUNT),
    ("14024", "Directive 3", MeasureType.DEBT),
    ("14024", "Directive 4", MeasureType.TRANSACTION),
    ("14014", "Directive", MeasureType.TRANSACTION),
)
"""What directives named among the remarks do: (order in the label, words in the text, measure)."""

MENU_BASED_ORDER = "RUSSIA-EO14024"
"""On the consolidated list alone, with no directive named: the menu-based list."""


def measures(entry: Entry) -> tuple[Measure, ...]:
    """What the entry's listing does; empty only where nothing of it is held but its id."""
    published = tuple(_published(entry))
    if published:
        return tuple(sorted(set(published)))
    if entry.profile is None:
        return (_derived(MeasureType.BLOCKING, SDN),) if entry.list_id == SDN else ()
    return tuple(sorted(set(_from_table(entry))))


def _published(entry: Entry) -> Iterator[Measure]:
    if entry.listing is None:
        return
    is_also_sdn = any(m.list_name == SDN_LIST for m in entry.listing.memberships)
    for text in entry.listing.measures:
        measure = _type_of(text)
        blocks_elsewhere = entry.list_id == CONSOLIDATED and is_also_sdn
        if not (measure is MeasureType.BLOCKING and blocks_elsewhere):
            yield Measure(measure, MeasureBasis.PUBLISHED, text)


def _type_of(text: str) -> MeasureType:
    return next((kind for begin, kind in PUBLISHED if text.startswith(begin)), MeasureType.OTHER)


def _from_table(entry: Entry) -> Iterator[Measure]:
    named = tuple(_from_notices(entry))
    yield from named
    if entry.list_id == SDN:
        yield _derived(MeasureType.BLOCKING, SDN)
        return
    by_program = [_derived(BY_PROGRAM[code], code) for code in entry.programs if code in BY_PROGRAM]
    yield from by_program
    if not by_program and not named:
        only_menu = MENU_BASED_ORDER in entry.programs
        kind = MeasureType.MENU_BASED if only_menu else MeasureType.OTHER
        yield _derived(kind, ", ".join(entry.programs) or CONSOLIDATED)


def _from_notices(entry: Entry) -> Iterator[Measure]:
    notices: tuple[Notice, ...] = () if entry.profile is None else entry.profile.notices
    for notice in notices:
        told = f"{notice.label or ''} {notice.text}".strip()
        if notice.topic == "menu-based":
            yield _derived(MeasureType.MENU_BASED, told)
        elif notice.topic == "directive":
            for order, words, kind in BY_DIRECTIVE:
                if order in told and words in notice.text:
                    yield _derived(kind, told)


def _derived(kind: MeasureType, text: str) -> Measure:
    return Measure(kind, MeasureBasis.DERIVED, text)

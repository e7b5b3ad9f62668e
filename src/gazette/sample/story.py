"""The Mali case in a handful of facts: what the demo and the tutorial narrate.

Everything here but `reported_removal` can be read from the sample's editions.
"""

from __future__ import annotations

from datetime import date

import msgspec

from gazette.model.lists import EntryId, ListId
from gazette.sample.facts import SDN


class Character(msgspec.Struct, frozen=True):
    """An entry the story is about."""

    entry_id: EntryId
    name: str


class Story(msgspec.Struct, frozen=True, kw_only=True):
    """Who was listed when, what was amended, who is gone: days of editions, not of acts.

    Attributes:
        officers: the three Malian officers.
        linked_to: the entry they are listed for being linked to.
        program: the program they are listed under.
        last_without, designated: the last edition without them and the first with them.
        amended: the officer whose entry was amended once.
        last_unamended, amended_by: the last edition before and the first after that.
        lost_citizenship: what the amendment took out.
        last_listed, gone_by: the last edition with them and the first without.
        reported_removal: the day of the removal by the news reports; no edition of it is at hand.
        also_gone: another Malian who left the list between the same two editions.
        not_blocked: an entry of the other list whose measures do not block.
    """

    list_id: ListId
    officers: tuple[Character, ...]
    linked_to: Character
    program: str
    last_without: date
    designated: date
    amended: Character
    last_unamended: date
    amended_by: date
    lost_citizenship: str
    last_listed: date
    gone_by: date
    reported_removal: date
    also_gone: Character
    not_blocked: Character


CAMARA = Character(EntryId("42618"), "CAMARA, Sadio")

STORY = Story(
    list_id=SDN,
    officers=(
        Character(EntryId("42616"), "BAGAYOKO, Adama"),
        Character(EntryId("42617"), "DIARRA, Alou Boi"),
        CAMARA,
    ),
    linked_to=Character(EntryId("22543"), "PRIVATE MILITARY COMPANY 'WAGNER'"),
    program="RUSSIA-EO14024",
    last_without=date(2023, 7, 20),
    designated=date(2023, 7, 24),
    amended=CAMARA,
    last_unamended=date(2023, 10, 12),
    amended_by=date(2023, 10, 18),
    lost_citizenship="France",
    last_listed=date(2025, 12, 24),
    gone_by=date(2026, 6, 2),
    reported_removal=date(2026, 2, 27),
    also_gone=Character(EntryId("27155"), "BEN DAHA, Mahri Sidi Amar"),
    not_blocked=Character(EntryId("19996"), "BOM FINANCE LTD"),
)

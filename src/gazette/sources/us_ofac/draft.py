"""Collect what one entry's row or element says, then build its `Profile`.

In: facts in any order, from columns, remarks or XML. Out: a `Profile` whose tuples are sorted and
hold nothing twice, so that an entry read from any format is equal. This is the one place where
OFAC's profiles are built. Not here: what a label means (`labels`), and the grammar of `remarks`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import msgspec

from gazette.model import codec
from gazette.model.entries import Profile
from gazette.model.facts import (
    Aircraft,
    Attribute,
    BirthDate,
    Contact,
    Identifier,
    Link,
    Milestone,
    Notice,
    PartialDate,
    Place,
    Vessel,
    Wallet,
)
from gazette.model.lists import Kind
from gazette.model.names import Name

_FACTS = (
    "weak_aliases",
    "births",
    "birthplaces",
    "nationalities",
    "citizenships",
    "genders",
    "identifiers",
    "wallets",
    "contacts",
    "links",
    "notices",
    "milestones",
    "attributes",
    "roles",
    "remarks",
)
"""The fields of `Profile` that `Draft` collects under the same names."""

_FURTHER = {"flag": "other_flags", "type": "other_types", "call_sign": "other_call_signs"}
"""Where a second value of a vessel's single field goes; any other is kept as an attribute."""


_OWN_STOP = re.compile(r"(?:(?<![A-Za-z0-9])[A-Za-z]\.[A-Za-z]|\b[A-Z]\.\s(?:\S+\s)*[A-Z])\.\Z")
"""A final full stop that belongs to an abbreviation: `S.A.`, `S. EN C.`, `Washington, D.C.`"""


_LONGEST_ABBREVIATION = 100
"""Characters at the end of a text in which an abbreviation is looked for."""


def unstopped(text: str) -> str:
    """The text without the full stop that only ends it.

    The delimited files end the last clause of the remarks with a full stop and never print two, the
    structured formats do not add one; so a stop after `LTD` or a sentence says nothing, and is left
    out in all formats. One that closes an abbreviation with stops inside stays.
    """
    text = text.strip()
    if text.endswith(".") and not _OWN_STOP.search(text[-_LONGEST_ABBREVIATION:]):
        return text[:-1].rstrip()
    return text


@dataclass(slots=True)
class Draft:
    """What has been read of one entry so far; the lists are named as the fields of `Profile`."""

    weak_aliases: list[Name] = field(default_factory=list)
    births: list[BirthDate] = field(default_factory=list)
    birthplaces: list[Place] = field(default_factory=list)
    nationalities: list[Place] = field(default_factory=list)
    citizenships: list[Place] = field(default_factory=list)
    genders: list[str] = field(default_factory=list)
    identifiers: list[Identifier] = field(default_factory=list)
    wallets: list[Wallet] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    milestones: list[Milestone] = field(default_factory=list)
    attributes: list[Attribute] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    vessel: dict[str, str] = field(default_factory=dict)
    vessel_lists: dict[str, list[str]] = field(default_factory=dict)
    models: list[str] = field(default_factory=list)
    operators: list[str] = field(default_factory=list)
    manufactured: list[PartialDate] = field(default_factory=list)

    @classmethod
    def of(cls, profile: Profile) -> Draft:
        """A draft that holds all a profile says, to read further facts into."""
        draft = cls()
        for name in _FACTS:
            setattr(draft, name, list(getattr(profile, name)))
        if profile.vessel is not None:
            for key, value in msgspec.structs.asdict(profile.vessel).items():
                if isinstance(value, str):
                    draft.vessel[key] = value
                elif value:
                    draft.vessel_lists[key] = list(value)
        if profile.aircraft is not None:
            draft.models = list(profile.aircraft.models)
            draft.operators = list(profile.aircraft.operators)
            draft.manufactured = list(profile.aircraft.manufactured)
        return draft

    def set_vessel(self, name: str, value: str, label: str) -> None:
        """Keep a single-valued field of `Vessel`; a further, different value stays visible."""
        held = self.vessel.setdefault(name, value)
        if held == value:
            return
        if name in _FURTHER:
            self.vessel_lists.setdefault(_FURTHER[name], []).append(value)
        else:
            self.attributes.append(Attribute(label, value))

    def add_vessel(self, name: str, value: str) -> None:
        """Keep one of many values of a field of `Vessel`, such as a former flag."""
        self.vessel_lists.setdefault(name, []).append(value)

    def profile(
        self,
        name: str,
        kind: Kind,
        programs: Iterable[str] = (),
        title: str | None = None,
        *,
        cut: str | None = None,
    ) -> Profile:
        """The profile of everything collected; the draft is not changed.

        The title is printed once more among the remarks of the delimited files, but not in XML: what
        only repeats it is left out, so that both say the same.
        """
        title = title or "; ".join(dict.fromkeys(self.titles)) or None
        repeats = frozenset(unstopped(part) for part in (title or "").split(";"))
        facts: dict[str, Any] = {name: codec.sorted_unique(getattr(self, name)) for name in _FACTS}
        for repeated in ("roles", "remarks"):
            facts[repeated] = tuple(text for text in facts[repeated] if text not in repeats)
        return Profile(
            name=Name(name),
            kind=kind,
            programs=codec.sorted_unique(programs),
            title=title,
            vessel=self._vessel(),
            aircraft=self._aircraft(),
            cut=cut,
            **facts,
        )

    def _vessel(self) -> Vessel | None:
        if not self.vessel and not self.vessel_lists:
            return None
        fields: dict[str, Any] = dict(self.vessel)
        fields |= {key: codec.sorted_unique(values) for key, values in self.vessel_lists.items()}
        return Vessel(**fields)

    def _aircraft(self) -> Aircraft | None:
        if not (self.models or self.operators or self.manufactured):
            return None
        return Aircraft(
            models=codec.sorted_unique(self.models),
            operators=codec.sorted_unique(self.operators),
            manufactured=codec.sorted_unique(self.manufactured),
        )

"""Read remarks that a column cut, and join them with the rest, which a file of its own prints.

In: the text of the column, later the overflow. Out: facts in a `Draft`, and the last, unfinished
clause as it stands; or the profile of both together. The data specification's section "spillover
files" says why. Not here: the grammar of a clause (`remarks`).
"""

from __future__ import annotations

from gazette.model.entries import Profile
from gazette.sources.us_ofac import remarks
from gazette.sources.us_ofac.draft import Draft, unstopped

LIMIT = 1000
"""Characters in the column `Remarks` (data specification, main table, column 12)."""


def is_cut(text: str) -> bool:
    """Whether the column ended before the text did.

    A whole text ends with a full stop. One that fills the column and ends with a stop is taken for
    whole only if the stop closes a clause that is understood, not an abbreviation (`No.`, `alt.`).
    """
    if len(text) < LIMIT - 1:
        return False
    if len(text) < LIMIT or not text.endswith("."):
        return not text.endswith(".")
    last = text.rpartition(";")[2].strip()
    became = remarks.understand(unstopped(last), Draft())
    return unstopped(last) == last or became is remarks.Understood.TEXT


def read_cut(text: str, draft: Draft) -> str:
    """File what a cut text says up to its last clause, and return that clause as it stands."""
    start = remarks.unfinished(text)
    remarks.read(text[:start], draft)
    return text[start:]


def joined(profile: Profile, overflow: str) -> Profile:
    """The profile with the rest of its cut remarks read: `cut` and `overflow` are one text."""
    draft = Draft.of(profile)
    remarks.read((profile.cut or "") + overflow, draft)
    return draft.profile(profile.name.text, profile.kind, profile.programs, profile.title)

"""The Mali case, from the sample's files to what the record says of it.

In: a folder, or none for a temporary one. Out: a record made of the sample in the way every file goes
(`update_from`), and its answers to the questions of the case. Not here: how the story is told.
"""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

import msgspec

from gazette.app.answers import EntryAnswer, ListStatus, Wanted
from gazette.app.changes import changes
from gazette.app.entries import entry
from gazette.app.lists import editions, status
from gazette.app.update import update_from
from gazette.app.workspace import Workspace, open_workspace
from gazette.errors import InputError
from gazette.model.changes import Change
from gazette.model.lists import ListId
from gazette.model.time import AsOf, end_of
from gazette.record import store
from gazette.sample import STORY, SampleFile, files
from gazette.sample.facts import CONSOLIDATED, SDN

LISTS = (SDN, CONSOLIDATED)


class Demonstration(msgspec.Struct, frozen=True, kw_only=True):
    """What the record made of the sample says of the case.

    Attributes:
        folder: where that record is.
        lists: what it holds of each list.
        designated: the three officers join the list.
        officers: their entries on that day.
        amended: the entry of one of them is altered.
        gone: the same three and another Malian leave it.
        on_days: the entry that was amended, as of the days on which the story turns.
        not_blocked: an entry of the other list whose measures do not block.
    """

    folder: Path
    lists: tuple[ListStatus, ...]
    designated: tuple[Change, ...]
    officers: tuple[EntryAnswer, ...]
    amended: tuple[Change, ...]
    gone: tuple[Change, ...]
    on_days: tuple[EntryAnswer, ...]
    not_blocked: EntryAnswer


def demonstrate(folder: Path | None = None) -> Demonstration:
    """Makes the record, unless it is there already, and asks it.

    Raises:
        InputError: the folder holds a record of other editions than the sample's.
    """
    place = Path(mkdtemp(prefix="gazette-demo-")) if folder is None else folder
    taken = files()
    if store.exists(place):
        _check_is_of_sample(place, taken)
    with open_workspace(place, create=True) as workspace:
        take_sample(workspace, taken)
        return _told(workspace)


def take_sample(workspace: Workspace, taken: tuple[SampleFile, ...]) -> None:
    """Takes the files in, each list's from a folder whose paths date them."""
    with TemporaryDirectory(prefix="gazette-sample-") as folder:
        for file in taken:
            path = Path(folder) / file.list_id / file.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.data)
        for list_id in LISTS:
            update_from(workspace, list_id, [Path(folder) / list_id])


def _check_is_of_sample(place: Path, taken: tuple[SampleFile, ...]) -> None:
    own = {sha256(file.data).hexdigest() for file in taken}
    with open_workspace(place) as workspace:
        held = {one.provenance.sha256 for name in LISTS for one in editions(workspace, name)}
    if not held <= own:
        raise InputError(
            f"a record of real editions is here, and the sample is an excerpt: {place}",
            hint="leave `--record` away, or name a folder that is not there yet",
        )


def _told(workspace: Workspace) -> Demonstration:
    officers = frozenset(one.entry_id for one in STORY.officers)
    days = (STORY.last_without, STORY.designated, STORY.reported_removal, STORY.gone_by)
    return Demonstration(
        folder=workspace.folder,
        lists=status(workspace, LISTS),
        designated=_changes(workspace, STORY.last_without, STORY.designated, officers),
        officers=tuple(
            _on(workspace, STORY.list_id, one.entry_id, STORY.designated) for one in STORY.officers
        ),
        amended=_changes(workspace, STORY.last_unamended, STORY.amended_by, officers),
        gone=_changes(
            workspace, STORY.last_listed, STORY.gone_by, officers | {STORY.also_gone.entry_id}
        ),
        on_days=tuple(_on(workspace, STORY.list_id, STORY.amended.entry_id, day) for day in days),
        not_blocked=_on(workspace, CONSOLIDATED, STORY.not_blocked.entry_id, STORY.last_listed),
    )


def _on(workspace: Workspace, list_id: ListId, entry_id: str, day: date) -> EntryAnswer:
    return entry(workspace, list_id, entry_id, AsOf(end_of(day)))


def _changes(
    workspace: Workspace, since: date, until: date, entry_ids: frozenset[str]
) -> tuple[Change, ...]:
    """The changes of these entries in `(since, until]`."""
    found = changes(
        workspace, [STORY.list_id], since=end_of(since), until=end_of(until), wanted=Wanted()
    )
    return tuple(one for one in found.changes if one.entry.entry_id in entry_ids)

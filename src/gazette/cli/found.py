"""What is said where an id is not found: what was searched, up to which edition, and what that covers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from gazette.app.lists import status
from gazette.app.workspace import Workspace
from gazette.cli.printing.words import NOT_COVERED, searched
from gazette.errors import UnknownEntry


@contextmanager
def explained(
    workspace: Workspace, list_id: str, entry_id: str, known: datetime | None = None
) -> Iterator[None]:
    """Tells an unknown entry with the editions that were searched for it.

    Raises:
        UnknownEntry: the record never saw it.
    """
    try:
        yield
    except UnknownEntry as err:
        told = searched(status(workspace, [list_id], known))
        raise UnknownEntry(f"not found in {told}: {entry_id}", hint=NOT_COVERED) from err

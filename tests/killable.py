"""An ingest in a process of its own, which tells what it does before it does it, to be killed."""

from __future__ import annotations

from multiprocessing.connection import Connection
from pathlib import Path

from fakes import Clock
from gazette.app.update import update_from
from gazette.app.workspace import open_workspace
from gazette.sample.facts import SDN


def ingest(told: Connection, folder: Path, inputs: Path) -> None:
    """Takes the inputs into the record in the folder, made where there is none."""
    with open_workspace(folder, create=True, now=Clock()) as workspace:
        update_from(workspace, SDN, [inputs], report=lambda what, *_: told.send(what))
    told.close()

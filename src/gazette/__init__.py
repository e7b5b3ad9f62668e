"""The official sanctions record with its whole history.

`gazette.open(folder)` gives a `Workspace`, whose methods are the Python API; what they give back are
the types named here. Names are resolved on first use, so that importing Gazette costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gazette.app.answers import ChangesAnswer, EntryAnswer, History, ListStatus
    from gazette.app.workspace import Workspace
    from gazette.app.workspace import open_workspace as open  # noqa: A004  `gazette.open` reads well
    from gazette.errors import GazetteError
    from gazette.model.changes import Amendment, Delisting, Designation, Renumbering
    from gazette.model.entries import Entry
    from gazette.model.lists import Kind
    from gazette.model.names import Name, NameType
    from gazette.model.programs import Measure, MeasureType
    from gazette.model.standing import Bounds, EntryAsOf, Standing
    from gazette.model.time import AsOf

__all__ = [
    "Amendment",
    "AsOf",
    "Bounds",
    "ChangesAnswer",
    "Delisting",
    "Designation",
    "Entry",
    "EntryAnswer",
    "EntryAsOf",
    "GazetteError",
    "History",
    "Kind",
    "ListStatus",
    "Measure",
    "MeasureType",
    "Name",
    "NameType",
    "Renumbering",
    "Standing",
    "Workspace",
    "open",
]

_HOMES = {
    "Amendment": "gazette.model.changes",
    "AsOf": "gazette.model.time",
    "Bounds": "gazette.model.standing",
    "ChangesAnswer": "gazette.app.answers",
    "Delisting": "gazette.model.changes",
    "Designation": "gazette.model.changes",
    "Entry": "gazette.model.entries",
    "EntryAnswer": "gazette.app.answers",
    "EntryAsOf": "gazette.model.standing",
    "GazetteError": "gazette.errors",
    "History": "gazette.app.answers",
    "Kind": "gazette.model.lists",
    "ListStatus": "gazette.app.answers",
    "Measure": "gazette.model.programs",
    "MeasureType": "gazette.model.programs",
    "Name": "gazette.model.names",
    "NameType": "gazette.model.names",
    "Renumbering": "gazette.model.changes",
    "Standing": "gazette.model.standing",
    "Workspace": "gazette.app.workspace",
}


def __getattr__(name: str) -> Any:
    if name == "__version__":
        return version("sanctions-gazette")
    if name == "open":
        return import_module("gazette.app.workspace").open_workspace
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)


def __dir__() -> list[str]:
    return sorted(__all__)

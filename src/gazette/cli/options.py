"""Options that several commands share, and the record they are about."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from gazette.app.workspace import Workspace, open_workspace
from gazette.errors import InputError, RecordError
from gazette.model.time import parse_as_of_moment

C = TypeVar("C", bound=Callable[..., Any])


def _moment(_ctx: click.Context, _param: click.Parameter, value: str | None) -> datetime | None:
    return None if value is None else parse_as_of_moment(value)


def _entry_path(_ctx: click.Context, _param: click.Parameter, value: str) -> tuple[str, str]:
    list_id, slash, entry_id = value.strip().partition("/")
    if not (list_id and slash and entry_id):
        raise InputError(
            f"not a list and an entry on it: {value}",
            hint="write the list, a slash and the id: `us-ofac-sdn/42618`",
        )
    return list_id, entry_id


record_option = click.option(
    "--record", type=click.Path(path_type=Path), metavar="PATH", help="The record's folder."
)


def moment_option(name: str, help_: str) -> Callable[[C], C]:
    """An option that takes a day or a moment."""
    return click.option(name, callback=_moment, metavar="DAY", help=help_)


as_of_option = moment_option(
    "--as-of", "What the list said then: a day (its end, UTC) or a moment. Default: now."
)
known_option = moment_option(
    "--known", "As the record knew it then. Default: everything known now."
)
lists_argument = click.argument("lists", nargs=-1, metavar="[LIST]...")
entry_argument = click.argument("entry", callback=_entry_path, metavar="LIST/ID")


def example(*lines: str) -> str:
    """The end of a command's help: commands that run as they stand."""
    return "\b\n" + "\n".join(["Example:", *(f"  {line}" for line in lines)])


def chosen_record(record: Path | None) -> Path | None:
    """The folder named after the command, or before it; None where neither is."""
    named: Path | None = click.get_current_context().find_root().params.get("record")
    return record or named


@contextmanager
def opened(record: Path | None, *, create: bool = False) -> Iterator[Workspace]:
    """The record the command line is about.

    Raises:
        RecordError: there is none, or it cannot be used.
    """
    place = chosen_record(record)
    try:
        workspace = open_workspace(place, create=create)
    except OSError as err:
        raise RecordError(
            f"the record cannot be opened ({(err.strerror or str(err)).lower()}): {err.filename}",
            hint="choose another folder with `--record` or GAZETTE_RECORD",
        ) from err
    with workspace:
        yield workspace

"""A group of commands whose help imports none of them.

In: a table of command names with their short help. A command `x` is the object `command` of the module
`gazette.cli.x`, imported when it is called; a command module imports what it needs at its top.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click


class ReaderGone(Exception):
    """Whoever read the output has closed it, as `head` does."""


class LazyGroup(click.Group):
    """Commands by name, in the order of the table."""

    def __init__(self, *args: Any, summaries: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.summaries = summaries

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  Click's signature
        """The names, in order."""
        return list(self.summaries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of that name, imported now."""
        if cmd_name not in self.summaries:
            return None
        found: click.Command = import_module(f"gazette.cli.{cmd_name}").command
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The part of the help that lists the commands."""
        with formatter.section("Commands"):
            formatter.write_dl(list(self.summaries.items()))

    def invoke(self, ctx: click.Context) -> Any:
        """The exit code of the command called.

        Click would end the process itself, with exit code 1, where a reader closed the output.
        """
        try:
            return super().invoke(ctx)
        except BrokenPipeError as err:
            raise ReaderGone from err

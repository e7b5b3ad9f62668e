"""A group of commands whose help imports none of them.

In: a table of command names with their short help. A command `x` is the object `command` of the module
`gazette.cli.x`, imported when it is called; a command module imports what it needs at its top.
"""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from importlib import import_module
from typing import Any

import click

from gazette.errors import InputError


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

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments call, and what is left for it.

        Raises:
            InputError: there is none of that name.
        """
        if args[0] not in self.summaries:
            meant = get_close_matches(args[0], self.summaries, n=1)
            hint = f"did you mean `{meant[0]}`?" if meant else f"see `{ctx.command_path} --help`"
            raise InputError(f"no such command: {args[0]}", hint=hint)
        return super().resolve_command(ctx, args)

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

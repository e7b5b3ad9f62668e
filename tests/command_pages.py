"""The reference of the commands, made from the commands themselves.

In: the table of commands. Out: a page in Markdown: for each its usage, what its help says, its options
and examples. `make golden` writes the page anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module

import click

from gazette.cli.main import SUMMARIES

SENTENCE_END = re.compile(r"(?<=[.?!]) (?=[A-Z])")
OPTION_NAME = re.compile(r"(?<!\S)(--[a-z-]+)")

INTRODUCTION = """\
# Commands

This page is made from the commands themselves: each also tells this under `--help`.

`LIST` is the id of a list, such as `us-ofac-sdn`; `LIST/ID` is an entry on it, such as `us-ofac-sdn/42618`.
`DAY` is a day, `2023-07-24`, or a moment, `2023-07-24T18:43:00Z`; a moment without a zone is in UTC.
In a question a day means its end in UTC.

Every command takes `--record` after its name or before it; else the record is the one that `GAZETTE_RECORD` names, else it is in the user's data folder.
Every command takes `-h` or `--help`, and `gazette --version` tells the version.

Data goes to stdout, and talk, such as notes, errors and progress, to stderr.
On a terminal an answer is a table, in a pipe JSON Lines; [every key](output.md) and [every exit code](exit-codes.md) has its place.
`NO_COLOR`, `FORCE_COLOR` and `COLUMNS` are honored.
`GAZETTE_DEBUG=1` adds the traceback to an error that nobody foresaw.
"""


def command_named(name: str) -> click.Command:
    """The command of that name."""
    command: click.Command = import_module(f"gazette.cli.{name}").command
    return command


def page() -> str:
    """The whole page."""
    return "\n".join([INTRODUCTION, *(_section(name) for name in SUMMARIES)])


def _section(name: str) -> str:
    command = command_named(name)
    context = click.Context(command, info_name=name)
    usage = " ".join(["gazette", name, *command.collect_usage_pieces(context)])
    options = (one for one in command.params if isinstance(one, click.Option))
    parts = [
        f"## `gazette {name}`\n",
        f"```text\n{usage}\n```\n",
        *(f"{_sentences(' '.join(one.split()))}\n" for one in (command.help or "").split("\n\n")),
        *(_option(one, context) for one in options),
        _examples(command),
    ]
    return "\n".join(parts)


def _option(option: click.Option, context: click.Context) -> str:
    name, value = option.opts[0], "" if option.is_flag else f" {option.make_metavar(context)}"
    told = _sentences(option.help or "").replace("\n", "\n  ")
    return f"`{name}{value}`\n: {told}\n"


def _sentences(text: str) -> str:
    """One sentence a line, options in code."""
    return OPTION_NAME.sub(r"`\1`", SENTENCE_END.sub("\n", text))


def _examples(command: click.Command) -> str:
    return "```sh\n" + "\n".join(examples(command)) + "\n```\n"


def examples(command: click.Command) -> Iterator[str]:
    """The runnable lines at the end of a command's help."""
    for line in (command.epilog or "").splitlines():
        if line.strip().startswith("gazette "):
            yield line.strip()

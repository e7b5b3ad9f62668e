"""Errors as people read them: what is wrong, what to do next, and an exit code.

In: an exception. Out: one or two lines on stderr, never a bare traceback, and the exit code.
"""

from __future__ import annotations

import re
import sys
import traceback

import click

from gazette.errors import GazetteError

USAGE = 2
QUOTED = re.compile(r"'([^']*)'")
OUR_BUG = 70
INTERRUPTED = 130
SYSTEM = 5


def expected(err: GazetteError) -> int:
    """Tells an error that Gazette raised on purpose."""
    tell(err.message, err.hint)
    return err.exit_code


def usage(err: click.ClickException) -> int:
    """Tells that the command line cannot be understood; shows help where nothing was asked."""
    if isinstance(err, click.exceptions.NoArgsIsHelpError):
        err.show()
        return err.exit_code
    context = err.ctx if isinstance(err, click.UsageError) else None
    hint = f"see `{'gazette' if context is None else context.command_path} --help`"
    meant: list[str] | None = getattr(err, "possibilities", None)
    if meant:
        hint = f"did you mean {' or '.join(f'`{one}`' for one in meant)}?"
    tell(_in_our_style(err.message if meant else err.format_message()), hint)
    return USAGE


def _in_our_style(message: str) -> str:
    """Click's message in lower case, its names in backticks, without a full stop."""
    message = QUOTED.sub(r"`\1`", message.strip().rstrip("."))
    return message[:1].lower() + message[1:]


def interrupted() -> int:
    """Tells that the person stopped it."""
    tell("interrupted; what was taken in before is kept", None)
    return INTERRUPTED


def system(err: OSError) -> int:
    """Tells what the system refused: a full disk, a folder that may not be written."""
    where = f": {err.filename}" if err.filename else ""
    tell(
        f"the system refused: {(err.strerror or str(err)).lower()}{where}",
        "see that there is space and permission; what was taken in before is kept",
    )
    return SYSTEM


def unexpected(err: Exception) -> int:
    """Tells an error that no one foresaw, with its traceback only where that is asked for."""
    if isinstance(err, OSError):
        return system(err)
    from gazette.app import environment  # noqa: PLC0415  needed only when something broke

    if environment.is_debugging():
        sys.stderr.write("".join(traceback.format_exception(err)))
    told = " ".join(str(err).split())
    tell(
        f"unexpected, and a mistake in Gazette: {type(err).__name__}: {told}",
        "set GAZETTE_DEBUG=1 to see where; please report it with the command you ran",
    )
    return OUR_BUG


def tell(message: str, hint: str | None) -> None:
    """Writes an error and its hint to stderr."""
    from gazette.cli.printing.terminal import talk  # noqa: PLC0415  rich only when there is a need

    talk(message, label="error", style="bold red")
    if hint is not None:
        talk(hint, label="hint", style="bold cyan")

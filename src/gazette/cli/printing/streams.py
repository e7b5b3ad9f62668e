r"""The standard streams, made to hold in any locale and when their reader goes away.

Names are published in every script; a terminal whose encoding lacks a letter shows its code
(`\u0421`), and a plain sign instead of a typographical one. Nothing else is changed.
"""

from __future__ import annotations

import codecs
import io
import os
import sys

PLAIN_SIGNS = str.maketrans(
    {
        "\N{MINUS SIGN}": "-",
        "\N{RIGHTWARDS ARROW}": ">",
        "\N{MIDDLE DOT}": "-",
        "\N{HORIZONTAL ELLIPSIS}": ".",
        "\N{CHECK MARK}": "+",
    }
)
"""Signs of ours, each with one of ASCII that is as wide."""

TOLERANT = "gazette-plain"


def make_tolerant() -> None:
    """Lets stdout and stderr take any text, whatever the locale."""
    codecs.register_error(TOLERANT, plain_or_code)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=TOLERANT)


def plain_or_code(err: UnicodeError) -> tuple[str, int]:
    """What to write for letters that the encoding lacks."""
    if not isinstance(err, UnicodeEncodeError):
        raise err
    lacking = err.object[err.start : err.end].translate(PLAIN_SIGNS)
    return lacking.encode("ascii", "backslashreplace").decode("ascii"), err.end


def discard_output() -> None:
    """Sends what is still buffered nowhere, so that the interpreter does not fail on it at exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())

"""Progress of long work, on a terminal's stderr and nowhere else.

In: what is done, how far, of how much. Out: one line that goes away again. It appears only after a
second, so that quick work leaves the screen alone.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from rich.progress import BarColumn, Progress, TextColumn

from gazette.app.intake import Report
from gazette.cli.printing.terminal import talks, visible

PATIENCE_SECONDS = 1.0
MOST_LETTERS = 36
"""Letters of a file's path that are shown."""

IN_BYTES = "fetching"
"""The work that is counted in bytes; all other is counted in files or entries."""

WAITING = "waiting"
"""No work: how often an attempt failed is counted."""

MB = 1e6

STEADY_SECONDS = 0.5
"""Before which a rate says nothing."""


class Line:
    """The line while it stands; it begins anew whenever the work is of another kind."""

    def __init__(self, shown: Progress, clock: Callable[[], float] = monotonic) -> None:
        self._shown = shown
        self._clock = clock
        self._began = self._kind_began = clock()
        self._kind = ""
        self._task = shown.add_task("", total=None, told="")

    def report(self, what: str, done: int, total: int | None) -> None:
        """Shows how far the work is: `reading 2023-07-24/sdn.csv`, 12 of 308."""
        now = self._clock()
        kind, _, thing = what.partition(" ")
        if kind != self._kind:
            self._kind, self._kind_began = kind, now
        self._shown.update(
            self._task,
            description=f"{kind} {shortened(visible(thing))}",
            completed=done,
            total=total,
            told=amount(kind, done, total, now - self._kind_began),
        )
        if now - self._began > PATIENCE_SECONDS and not self._shown.live.is_started:
            self._shown.start()


@contextmanager
def progress() -> Iterator[Report]:
    """Something to report progress to while the block runs."""
    console = talks()
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=16),
        TextColumn("{task.fields[told]}", markup=False),
    )
    shown = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
    try:
        yield Line(shown).report
    finally:
        shown.stop()


@contextmanager
def retries_shown(report: Report) -> Iterator[None]:
    """Shows attempts that will be made again as progress, and not as the warnings they are logged as."""
    logger, handler = logging.getLogger("stamina"), _Retries(report)
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)


class _Retries(logging.Handler):
    """Reports what is logged of a retry that is to come."""

    def __init__(self, report: Report) -> None:
        super().__init__()
        self._report = report

    def emit(self, record: logging.LogRecord) -> None:
        """Tells how long it waits, and how often it has failed."""
        seconds = record.__dict__.get("stamina.wait_for", 0.0)
        failed = record.__dict__.get("stamina.retry_num", 1)
        self._report(f"{WAITING} {seconds:.0f} s to try again", failed, None)


def amount(kind: str, done: int, total: int | None, seconds: float) -> str:
    """How far, how fast, how long yet: `12 of 308, 25/s, 12 s left`."""
    if kind == WAITING:
        return f"attempt {done} failed"
    unit = MB if kind == IN_BYTES else 1
    digits, of_what = (1, " MB") if kind == IN_BYTES else (0, "")
    far = f"{done / unit:,.{digits}f}"
    told = [f"{far}{of_what}" if total is None else f"{far} of {total / unit:,.{digits}f}{of_what}"]
    if seconds < STEADY_SECONDS:
        return told[0]
    rate = done / seconds
    told.append(f"{rate / unit:,.{digits}f}{of_what}/s")
    if total is not None and rate > 0:
        told.append(f"{max(0.0, total - done) / rate:,.0f} s left")
    return ", ".join(told)


def shortened(thing: str) -> str:
    """The end of a long path, which tells files apart."""
    return thing if len(thing) <= MOST_LETTERS else f"…{thing[-MOST_LETTERS + 1 :]}"

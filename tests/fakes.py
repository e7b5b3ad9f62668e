"""Stand-ins for what the core takes as arguments."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class Clock:
    """A clock that goes on by a second whenever it is read."""

    def __init__(self, now: datetime = datetime(2026, 6, 10, tzinfo=UTC)) -> None:
        self.now = now

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now

    def advance(self, **by: float) -> None:
        self.now += timedelta(**by)

"""What tests of the command line share: a result, and the callable that gives it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Result:
    """What a command line printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def documents(self) -> list[dict[str, Any]]:
        """What was printed as JSON Lines."""
        return [json.loads(line) for line in self.out.splitlines()]


Gazette = Callable[..., Result]

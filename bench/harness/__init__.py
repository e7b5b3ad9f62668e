"""What the benches share: where the real editions are, clocks, processes, and how figures are told.

In: calls and command lines to measure. Out: seconds, megabytes, a table on standard output, and
`results/NAME.json`. Not here: what is measured. What the real files say is read by `real.published`
under `tests`, which the tests use too, so that both measure against one truth.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import IO, Any

from gazette.app.environment import now

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "bench" / "results"
GAZETTE = Path(sys.executable).with_name("gazette")
DATA = ROOT.parent / "shared" / "data"
SDN = "us-ofac-sdn"
CONSOLIDATED = "us-ofac-cons"

sys.path.append(str(ROOT / "tests"))


@dataclass(frozen=True)
class Ran:
    """A process that has ended: its time, the most memory it held, what it printed, how it ended."""

    seconds: float
    peak_mb: float
    output: str
    code: int


def run(arguments: Sequence[str | Path]) -> Ran:
    """Runs a process to its end; what it says of itself is shown only where it fails."""
    begun = perf_counter()
    with _text_file() as output, _text_file() as talk:
        process = subprocess.Popen([str(one) for one in arguments], stdout=output, stderr=talk)
        _, status, used = os.wait4(process.pid, 0)
        seconds = perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            talk.seek(0)
            print(talk.read(), file=sys.stderr)
        output.seek(0)
        return Ran(seconds, used.ru_maxrss / 1024, output.read(), process.returncode)


def _text_file() -> IO[str]:
    return tempfile.TemporaryFile("w+", encoding="utf-8")


def timed(call: Callable[[], Any], times: int = 5) -> list[float]:
    """The seconds that each of several calls took."""
    found = []
    for _ in range(times):
        begun = perf_counter()
        call()
        found.append(perf_counter() - begun)
    return found


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="gazette-bench-") as folder:
        yield Path(folder)


def size_mb(folder: Path) -> float:
    """What a folder takes on the disk, as `du` counts it: whole blocks."""
    blocks = sum(path.lstat().st_blocks for path in (folder, *folder.rglob("*")))
    return blocks * 512 / 1e6


@dataclass
class Bench:
    """The figures of one bench, and which bars they meet."""

    name: str
    facts: dict[str, Any] = field(default_factory=dict)
    bars: list[dict[str, Any]] = field(default_factory=list)
    load: float = field(default_factory=lambda: round(os.getloadavg()[0], 1))

    def fact(self, name: str, value: Any) -> None:
        """Notes a figure that no bar is about."""
        self.facts[name] = rounded(value)
        print(f"  {name}: {self.facts[name]}", flush=True)

    def bar(self, name: str, measured: Any, limit: Any, *, holds: bool) -> None:
        """Notes a figure with its bar."""
        told = {"bar": name, "measured": rounded(measured), "limit": limit, "holds": holds}
        self.bars.append(told)
        mark = "ok    " if holds else "MISSED"
        print(f"  {mark} {name}: {told['measured']} (bar: {limit})", flush=True)

    def at_most(self, name: str, measured: float, limit: float) -> None:
        """Notes a figure that may not exceed its bar."""
        self.bar(name, measured, f"<= {limit}", holds=measured <= limit)

    def exactly(self, name: str, measured: Any, wanted: Any) -> None:
        """Notes a figure that must equal its bar."""
        self.bar(name, measured, wanted, holds=measured == wanted)

    def close(self) -> None:
        """Writes the results; ends the process with 1 where a bar is missed."""
        RESULTS.mkdir(exist_ok=True)
        told = {
            "bench": self.name,
            "date": now().date().isoformat(),
            "machine": f"{os.cpu_count()} cores, Python {sys.version.split()[0]}",
            "load_before": self.load,
            "bars": self.bars,
            "facts": self.facts,
        }
        path = RESULTS / f"{self.name}.json"
        path.write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        missed = [one["bar"] for one in self.bars if not one["holds"]]
        sys.exit(1 if missed else 0)


def begin(name: str) -> Bench:
    """A bench on the real editions; without them the process ends, saying so."""
    if not DATA.is_dir():
        print(f"{name}: skipped, the real editions are not beside this checkout")
        sys.exit(0)
    print(f"{name}:", flush=True)
    return Bench(name)


def rounded(value: Any) -> Any:
    """Numbers as they are worth reading."""
    if isinstance(value, float):
        return round(value, 4 if abs(value) < 1 else 2)
    if isinstance(value, dict):
        return {key: rounded(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [rounded(one) for one in value]
    return value


def middle(values: Sequence[float]) -> float:
    """The median."""
    return median(values)

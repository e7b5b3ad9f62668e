"""Damaged copies of real files, given to a record between two real editions of their list.

In: the folder of real editions. Out: `Setting`s: real editions, the file that is damaged, and when it
is said to have been published. What must hold: whatever becomes of a damaged copy, the real editions
beside it say what they said.
"""

from __future__ import annotations

import random
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import gazette
from gazette import Entry, Workspace
from gazette.app.update import Updated
from real.published import members, unpacked

SDN, CONSOLIDATED = "us-ofac-sdn", "us-ofac-cons"


class Setting(NamedTuple):
    """Real editions, and a file to be damaged.

    Attributes:
        list_id: the list.
        real: the real files by path.
        moments: of the real editions.
        name: of the file that is damaged.
        data: its bytes, whole.
        day: the day its copies are of, between the real editions; each copy has its own second.
    """

    list_id: str
    real: dict[str, bytes]
    moments: tuple[str, ...]
    name: str
    data: bytes
    day: str


def primary_sdn(real_data: Path) -> Setting:
    """The archived edition of 2023-12-28, between it and that of 2024-01-11."""
    wanted = ("2023-12-20T184325Z", "2023-12-28T184324Z", "2024-01-11T184322Z")
    real = {path: data for path, data in members(real_data) if path.partition("/")[0] in wanted}
    moments = ("2023-12-20T18:43:25Z", "2023-12-28T18:43:24Z", "2024-01-11T18:43:22Z")
    return Setting(SDN, real, moments, "sdn.csv", real[f"{wanted[1]}/sdn.csv"], "2024-01-03")


def other_sdn(real_data: Path, name: str) -> Setting:
    """A file beside the primary one, between the sets of 2025-01-03 and 2025-01-06.

    Of the comments only the first is at hand; it stands for both.
    """
    folder = real_data / "us-ofac-sdn"
    real = {
        f"{day}/{file}": unpacked(folder / day / f"{file}.xz")
        for day in ("2025-01-03", "2025-01-06")
        for file in ("add.csv", "alt.csv")
    }
    comments = unpacked(folder / "2025-01-03" / "sdn_comments.csv.xz")
    real |= {f"{day}/sdn_comments.csv": comments for day in ("2025-01-03", "2025-01-06")}
    moments = ("2025-01-03", "2025-01-06")
    return Setting(SDN, real, moments, name, real[f"2025-01-03/{name}"], "2025-01-05")


def consolidated(real_data: Path, name: str = "consolidated.xml") -> Setting:
    """The XML files of 2025-12-18 and of 2026-01-08, and between them one said to be of 2025-12-28."""
    folder = real_data / "us-ofac-cons"
    real = {
        f"{day}/consolidated.xml": unpacked(folder / day / "CONSOLIDATED.XML.xz")
        for day in ("2025-12-19", "2026-01-09")
    }
    if name == "consolidated.xml":
        data = real["2025-12-19/consolidated.xml"].replace(b">12/18/2025<", b">12/28/2025<")
    else:
        with zipfile.ZipFile(folder / "2025-01-10" / "CONS_ENHANCED.ZIP") as bundle:
            data = bundle.read(bundle.namelist()[0])
        data = data.replace(b"<dataAsOf>2025-01-10", b"<dataAsOf>2025-12-28")
    return Setting(CONSOLIDATED, real, ("2025-12-18", "2026-01-08"), name, data, "2025-12-28")


def primary_consolidated(real_data: Path, suffix: str) -> Setting:
    """The primary file of 2018-04-06 in another form, between two copies of that edition."""
    folder = real_data / "us-ofac-cons" / "2018-04-06"
    comma = unpacked(folder / "cons_prim.csv.xz")
    real = {f"{day}/cons_prim.csv": comma for day in ("2018-04-06", "2018-04-16")}
    name = f"cons_prim.{suffix}"
    data = unpacked(folder / f"{name}.xz")
    return Setting(CONSOLIDATED, real, ("2018-04-06", "2018-04-16"), name, data, "2018-04-11")


SETTINGS: dict[str, Callable[[Path], Setting]] = {
    "sdn.csv": primary_sdn,
    "add.csv": lambda real_data: other_sdn(real_data, "add.csv"),
    "alt.csv": lambda real_data: other_sdn(real_data, "alt.csv"),
    "sdn_comments.csv": lambda real_data: other_sdn(real_data, "sdn_comments.csv"),
    "consolidated.xml": consolidated,
    "cons_enhanced.xml": lambda real_data: consolidated(real_data, "cons_enhanced.xml"),
    "cons_prim.pip": lambda real_data: primary_consolidated(real_data, "pip"),
    "cons_prim.del": lambda real_data: primary_consolidated(real_data, "del"),
    "cons_prim.ff": lambda real_data: primary_consolidated(real_data, "ff"),
}


def record_of(setting: Setting, folder: Path) -> Path:
    """Makes a record of the real files in a folder; gives the record's."""
    for path, data in setting.real.items():
        _write(folder / "real" / path, data)
    with gazette.open(folder / "record", create=True) as workspace:
        workspace.update(setting.list_id, inputs=[folder / "real"])
    return folder / "record"


def give(
    workspace: Workspace, setting: Setting, copies: Sequence[bytes], folder: Path, first: int = 0
) -> Updated:
    """Gives the record copies of the setting's file, each dated a second after the one before."""
    for number, data in enumerate(copies, start=first):
        clock = f"{10 + number // 3600:02}{number // 60 % 60:02}{number % 60:02}"
        _write(folder / "copies" / f"{setting.day}T{clock}Z" / setting.name, data)
    (done,) = workspace.update(setting.list_id, inputs=[folder / "copies"])
    return done


Said = dict[str, tuple[str, Entry]]
"""Standing and content of entries by id."""


def said(workspace: Workspace, list_id: str, moment: str) -> Said:
    """What the list says at a moment, entries of editions held back left out."""
    found = workspace.entries(list_id, as_of=moment)
    return {e.entry_id: (e.standing.standing, e.entry) for e in found if not e.provisional}


def said_at_all(workspace: Workspace, setting: Setting) -> list[Said]:
    """What the list says at each of the real editions."""
    return [said(workspace, setting.list_id, moment) for moment in setting.moments]


def _write(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)


def cuts(setting: Setting, chance: random.Random, count: int) -> list[bytes]:
    """The setting's file cut at so many places before what ends it: Ctrl-Z, or the last tag."""
    whole = max(setting.data.rfind(b"\x1a"), setting.data.rfind(b"</"))
    return [setting.data[: chance.randrange(1, whole)] for _ in range(count)]

"""The clock, the user and the place of the record: what the rest of Gazette takes as arguments."""

from __future__ import annotations

import getpass
import os
from datetime import UTC, datetime
from pathlib import Path

from platformdirs import user_data_path

RECORD_VARIABLE = "GAZETTE_RECORD"
DEBUG_VARIABLE = "GAZETTE_DEBUG"


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)  # noqa: TID251  the one place that reads the clock


def record_folder(given: Path | None = None) -> Path:
    """Where the record is: as given, else as `GAZETTE_RECORD` says, else the user's data folder."""
    named = os.environ.get(RECORD_VARIABLE)  # noqa: TID251  the one place that reads it
    if given is not None:
        return given
    return Path(named).expanduser() if named else user_data_path("gazette") / "record"


def is_debugging() -> bool:
    """Whether `GAZETTE_DEBUG` asks for the traceback of a mistake of ours."""
    return os.environ.get(DEBUG_VARIABLE, "") not in {"", "0"}  # noqa: TID251  as above


def actor() -> str:
    """The system user, for the ledger: of the process itself, whatever its environment says."""
    try:
        import pwd  # noqa: PLC0415  not on every system
    except ImportError:
        return getpass.getuser()
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return str(os.getuid())

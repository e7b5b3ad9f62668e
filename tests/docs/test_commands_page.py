"""The reference of the commands is what the commands say of themselves."""

from __future__ import annotations

from pathlib import Path

import command_pages
from golden import Golden

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "commands.md"


def test_the_commands_page_is_made_from_the_commands_as_golden(golden: Golden) -> None:
    golden(PAGE, command_pages.page())

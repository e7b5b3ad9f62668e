"""The golden-file fixture itself."""

from __future__ import annotations

from pathlib import Path

import pytest

import golden


def test_a_text_written_anew_compares_equal_byte_for_byte(tmp_path: Path) -> None:
    path = tmp_path / "new" / "page.txt"

    golden._rewrite(path, "a\r\nb\n")

    golden._compare(path, "a\r\nb\n")


def test_a_missing_golden_file_says_how_to_write_it(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="make golden"):
        golden._compare(tmp_path / "none.txt", "a")

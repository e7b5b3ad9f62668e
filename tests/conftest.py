"""Shared fixtures: where the real editions are, when they are there."""

from __future__ import annotations

from pathlib import Path

import pytest

REAL = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real editions; the test is skipped, visibly, where it is absent."""
    if not REAL.is_dir():
        pytest.skip("the real editions are not beside this checkout")
    return REAL

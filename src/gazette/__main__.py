"""`python -m gazette` is the command `gazette`."""

from __future__ import annotations

from gazette.cli.main import main

if __name__ == "__main__":
    main()

"""Text on a terminal and in narrow encodings: nothing published can harm it, nothing is lost."""

from __future__ import annotations

import codecs
import io
import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.text import Text

from gazette.cli.printing import streams, terminal
from gazette.cli.printing.progress import amount, retries_shown, shortened


@given(st.text())
def test_no_published_text_sends_control_characters(published: str) -> None:
    shown = terminal.visible(published)

    assert not any(letter != "\n" and ord(letter) < 0x20 for letter in shown)
    assert "\x7f" not in shown
    assert "\x9b" not in shown


@given(st.text(st.characters(categories=["L", "N", "P", "Zs"])))
def test_letters_of_every_script_are_shown_as_they_are(published: str) -> None:
    assert terminal.visible(published) == published


@given(st.text(st.characters(codec="utf-8")))
def test_an_ascii_stream_takes_any_text(published: str) -> None:
    codecs.register_error(streams.TOLERANT, streams.plain_or_code)

    written = published.encode("ascii", streams.TOLERANT)

    assert written.decode("ascii").isascii()


def test_signs_of_ours_stay_as_wide_in_ascii() -> None:
    codecs.register_error(streams.TOLERANT, streams.plain_or_code)

    assert "\N{MINUS SIGN} a · b …".encode("ascii", streams.TOLERANT) == b"- a - b ."
    assert "Сергей".encode("ascii", streams.TOLERANT).startswith(b"\\u0421")


@pytest.mark.parametrize("width", [20, 60])
def test_lines_are_not_filled_up_with_spaces(width: int) -> None:
    written = io.StringIO()
    screen = terminal._screen(written, width)

    rows = [("label", Text("a value")), ("", Text("another " * 5))]
    screen.show(terminal.labelled(rows, indent=2))

    lines = written.getvalue().splitlines()
    assert all(line == line.rstrip() for line in lines)
    assert max(map(len, lines)) <= width


def test_what_looks_like_markup_is_text() -> None:
    written = io.StringIO()

    terminal._screen(written, 80).show(terminal.text("SDGT] [IFSR [bold]x[/bold] :smile:"))

    assert written.getvalue() == "SDGT] [IFSR [bold]x[/bold] :smile:\n"


@pytest.mark.parametrize(
    ("kind", "done", "total", "seconds", "told"),
    [
        ("reading", 12, 308, 0.1, "12 of 308"),
        ("reading", 12, 308, 2.0, "12 of 308, 6/s, 49 s left"),
        ("keeping", 1200, None, 4.0, "1,200, 300/s"),
        ("fetching", 5_500_000, 11_000_000, 2.0, "5.5 of 11.0 MB, 2.8 MB/s, 2 s left"),
        ("fetching", 5_500_000, None, 2.0, "5.5 MB, 2.8 MB/s"),
        ("reading", 0, 308, 2.0, "0 of 308, 0/s"),
        ("waiting", 2, None, 9.0, "attempt 2 failed"),
    ],
)
def test_progress_tells_how_far_how_fast_and_how_long_yet(
    kind: str, done: int, total: int | None, seconds: float, told: str
) -> None:
    assert amount(kind, done, total, seconds) == told


@given(st.text())
def test_a_long_path_keeps_its_end(path: str) -> None:
    shown = shortened(path)

    assert len(shown) <= 36
    assert path.endswith(shown.removeprefix("…"))


def test_attempts_to_be_made_again_are_progress_and_no_warnings() -> None:
    told: list[tuple[str, int, int | None]] = []

    with retries_shown(lambda *one: told.append(one)):
        extra = {"stamina.wait_for": 3.97, "stamina.retry_num": 2}
        logging.getLogger("stamina").warning("stamina.retry_scheduled", extra=extra)

    assert told == [("waiting 4 s to try again", 2, None)]
    assert logging.getLogger("stamina").handlers == []

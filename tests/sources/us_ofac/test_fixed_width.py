from __future__ import annotations

import lzma
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest

from gazette.errors import ParseError
from gazette.model import codec
from gazette.model.entries import Overflow
from gazette.model.lists import EntryId, Part
from gazette.sources.parsing import ParsedFile
from gazette.sources.us_ofac import delimited, fixed_width

FORMATS = {form.name: form for form in (*delimited.FORMATS, *fixed_width.FORMATS)}
MUTATIONS = 200
NULL = "-0-"
ROWS: dict[str, tuple[tuple[str, ...], ...]] = {
    "primary": (
        ("36", "AEROCARIBBEAN AIRLINES", NULL, "CUBA", *[NULL] * 8),
        ("9642", "NU'MAN, A", "individual", "NS-PLC", "Doctor", *[NULL] * 6, "DOB 1959; Doctor."),
        ("12", "M/V A", "vessel", "IRAN", NULL, "EQKF", "Tug", "9", "8", "Iran", "NITC", "IMO 1."),
    ),
    "addresses": (
        ("36", "25", NULL, "Havana", "Cuba", NULL),
        ("173", "129", "Ibex House", "London EC3N 1DY", "United Kingdom", NULL),
    ),
    "aliases": (("36", "12", "aka", "AERO-CARIBBEAN", NULL), ("36", "13", "fka", "AC", NULL)),
}


def parsed(name: str, data: bytes) -> ParsedFile:
    return FORMATS[name].parse(data, memo={})


def in_columns(rows: Sequence[Sequence[str]], widths: Sequence[int]) -> bytes:
    lines = (
        row[0].rjust(widths[0])
        + "".join(field.ljust(width) for field, width in zip(row[1:], widths[1:], strict=True))
        for row in rows
    )
    return "".join(line + "\r\n" for line in lines).encode() + b"\x1a"


def comma_separated(rows: Sequence[Sequence[str]]) -> bytes:
    lines = (
        ",".join(f"{NULL} " if f == NULL else f if f.isdigit() else f'"{f}"' for f in row)
        for row in rows
    )
    return "".join(line + "\r\n" for line in lines).encode() + b"\x1a"


CASES = [(name, widths) for name in ROWS for widths in fixed_width.WIDTHS[name]]


@pytest.mark.parametrize(("name", "widths"), CASES)
def test_columns_of_either_specification_say_what_commas_say(
    name: str, widths: tuple[int, ...]
) -> None:
    columns = parsed(f"ff-{name}", in_columns(ROWS[name], widths))

    commas = parsed(f"csv-{name}", comma_separated(ROWS[name]))

    assert columns.parts == commas.parts
    assert (columns.complete, columns.issues) == (commas.complete, ())
    assert columns.elements == commas.elements


def test_a_copy_without_trailing_blanks_is_read_the_same() -> None:
    data = in_columns(ROWS["primary"], fixed_width.WIDTHS["primary"][1])
    trimmed = b"\r\n".join(line.rstrip() for line in data.split(b"\r\n"))

    assert parsed("ff-primary", trimmed).parts == parsed("ff-primary", data).parts


@pytest.mark.parametrize("change", [-1, 1])
def test_a_line_of_another_length_is_an_issue_and_not_a_shifted_row(change: int) -> None:
    data = in_columns(ROWS["primary"], fixed_width.WIDTHS["primary"][0])
    line = data.split(b"\r\n")[1]
    damaged = data.replace(line, line[:200] + line[200 + max(0, -change) :] + b" " * max(0, change))

    found = parsed("ff-primary", damaged)

    assert [issue.position for issue in found.issues] == ["line 2"]
    assert found.unread == {"9642"}
    assert (Part.PRIMARY in found.complete) == (change < 0)


def test_an_overflow_row_is_an_id_and_the_text_as_it_stands() -> None:
    data = b"     28263 hn'; Linked To: LAZARUS GROUP.\r\n\x1a"

    found = parsed("ff-comments", data)

    text = codec.decode(Part.COMMENTS, found.parts[Part.COMMENTS][EntryId("28263")])
    assert text == Overflow(" hn'; Linked To: LAZARUS GROUP.")
    assert FORMATS["ff-comments"].recognizes(data, "sdn_comments.ff")


@pytest.mark.parametrize(("name", "widths"), CASES)
def test_each_format_recognizes_its_own_rows_only(name: str, widths: tuple[int, ...]) -> None:
    data = in_columns(ROWS[name], widths)

    found = [form.name for form in FORMATS.values() if form.recognizes(data, f"x_{name}.ff")]

    assert found == [f"ff-{name}"]


def test_mutated_files_never_raise_and_add_up() -> None:
    random = Random(20_180_406)
    for _ in range(MUTATIONS):
        name, widths = random.choice(CASES)
        data = bytearray(in_columns(ROWS[name], widths))
        place, length = random.randrange(len(data)), random.randint(1, 900)
        match random.randrange(3):
            case 0:
                data[place] ^= 1 << random.randrange(8)
            case 1:
                del data[place : place + length]
            case _:
                data[place:place] = data[:length]
        try:
            found = parsed(f"ff-{name}", bytes(data))
        except ParseError:
            continue
        lost = sum(issue.loses_row for issue in found.issues)
        assert found.elements == found.taken + found.structural + lost


@pytest.mark.real
@pytest.mark.parametrize("suffix", ["pip", "del", "ff"])
def test_other_formats_of_april_2018_say_exactly_what_its_csv_says(
    real_data: Path, suffix: str
) -> None:
    csv, other = (
        parsed(
            f"{name}-primary",
            lzma.decompress(
                (real_data / "us-ofac-cons" / "2018-04-06" / f"cons_prim.{name}.xz").read_bytes()
            ),
        )
        for name in ("csv", suffix)
    )

    assert len(csv.parts[Part.PRIMARY]) == 639
    assert (other.parts, other.complete) == (csv.parts, csv.complete)
    assert (other.issues, other.elements) == ((), csv.elements)

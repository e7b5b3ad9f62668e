from __future__ import annotations

import lzma
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.model import codec
from gazette.model.lists import Kind, Part
from gazette.sources.us_ofac import delimited, overflow, remarks
from gazette.sources.us_ofac.draft import Draft

FORMATS = {form.name: form for form in delimited.FORMATS}
WHOLE = (
    "DOB 17 Jan 1941; alt. DOB 1942; POB Sana'a, Yemen; Organization Type: Accounting activities; "
    "tax consultancy; Passport A 12 (Iran) issued 01 Jan 2000 expires 2005; Registration Number "
    "HRA 1 (Stuttgart) (Germany); a.k.a. 'O'NEIL; Jr'; f.k.a. ''ABD AL-MUHSI'; Minister of Defense; "
    "Executive Order 13662 Directive Determination - Subject to Directive 1; all offices worldwide; "
    "something else; Linked To: FOO S.A. DE C.V."
)


@given(st.integers(0, len(WHOLE)))
def test_a_text_cut_anywhere_and_joined_again_says_the_same(place: int) -> None:
    draft = Draft()
    cut = overflow.read_cut(WHOLE[:place], draft)
    profile = draft.profile("N", Kind.PERSON, ("SDGT",), "Minister of Defense", cut=cut)

    uncut = Draft()
    remarks.read(WHOLE, uncut)
    whole = uncut.profile("N", Kind.PERSON, ("SDGT",), "Minister of Defense")

    assert WHOLE[:place].endswith(cut)
    assert overflow.joined(profile, WHOLE[place:]) == whole


@pytest.mark.parametrize(
    ("end", "is_cut"),
    [
        ("; DOB 1962.", False),
        ("; Linked To: F", True),
        ("; Cedula No.", True),
        ("; alt.", True),
        ("; Linked To: FOO S.A.", True),
        (";", True),
    ],
)
def test_a_text_that_fills_its_column_is_cut_unless_it_surely_ends(
    end: str, *, is_cut: bool
) -> None:
    text = "x" * (overflow.LIMIT - len(end)) + end

    assert overflow.is_cut(text) == is_cut


@pytest.mark.real
def test_cut_remarks_and_their_overflow_join_without_a_seam(real_data: Path) -> None:
    folder = real_data / "us-ofac-sdn" / "2023-12-28"
    sdn, comments = (
        FORMATS[name].parse(lzma.decompress((folder / file).read_bytes()), memo={})
        for name, file in (("csv-primary", "sdn.csv.xz"), ("csv-comments", "sdn_comments.csv.xz"))
    )
    for entry_id, payload in comments.parts[Part.COMMENTS].items():
        if entry_id not in sdn.parts[Part.PRIMARY]:
            continue  # the overflow file was copied six days before
        cut = codec.decode(Part.PRIMARY, sdn.parts[Part.PRIMARY][entry_id])
        joined = overflow.joined(cut, codec.decode(Part.COMMENTS, payload).text)

        assert cut.cut is not None
        assert (joined.cut, joined.remarks) == (None, ())

"""How much of OFAC's remarks is understood, edition by edition.

The remarks of a person repeat the title column; such a clause counts as the typed field it is. Beside
it stands what is typed when it counts as a role instead.
"""

from __future__ import annotations

from collections import Counter

from gazette.sources.us_ofac import overflow, remarks
from gazette.sources.us_ofac.draft import Draft
from gazette.sources.us_ofac.remarks import Understood
from harness import DATA, SDN, begin
from real.published import remarks as published
from real.published import unpacked

BARRED = "2024-05-03"
EDITIONS = ("2015-01-17", "2018-01-26", "2021-01-14", BARRED, "2024-06-27")


def main() -> None:
    bench = begin("remarks")
    for edition in EDITIONS:
        tally, digits = _tally(edition)
        bare, _ = _tally(edition, is_bare=True)
        total = tally.total()
        typed = 100 * tally[Understood.TYPED] / total
        known = 100 * (total - tally[Understood.TEXT]) / total
        if edition == BARRED:
            bench.bar(f"{edition}: typed, %", typed, ">= 96", holds=typed >= 96)
            bench.bar(f"{edition}: typed or a role, %", known, ">= 99.5", holds=known >= 99.5)
            bench.at_most(f"{edition}: clauses with a digit left as text", digits, 30)
        told = {
            "clauses": total,
            "typed_percent": typed,
            "with_roles_percent": known,
            "typed_percent_if_titles_count_as_roles": 100 * bare[Understood.TYPED] / total,
            "text": tally[Understood.TEXT],
            "text_with_a_digit": digits,
        }
        bench.fact(edition, told)
    bench.close()


def _tally(edition: str, *, is_bare: bool = False) -> tuple[Counter[Understood], int]:
    tally: Counter[Understood] = Counter()
    digits = 0
    data = unpacked(DATA / SDN / edition / "sdn.csv.xz")
    for _, title, text in published(data):
        whole = text.rpartition(";")[0] if overflow.is_cut(text) else text
        tally.update(remarks.counts(whole, None if is_bare else title))
        draft = Draft()
        remarks.read(whole, draft)
        digits += sum(any(map(str.isdigit, left)) for left in draft.remarks)
    return tally, digits


if __name__ == "__main__":
    main()

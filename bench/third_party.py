"""Compare the record with what others made of the same list: figures only, no bars.

The files under `derived-ofac` are conversions by third parties. They are never ingested. Names are
compared as sets of words, since the one says `DIARRA, Alou Boi` and the other `Alou Boi DIARRA`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import gazette
from gazette import Entry, Workspace
from harness import DATA, SDN, Bench, begin, scratch
from real.published import unpacked

DERIVED = DATA / "derived-ofac"
Words = tuple[str, ...]


def main() -> None:
    bench = begin("third_party")
    with scratch() as folder, gazette.open(folder, create=True) as workspace:
        workspace.update(SDN, inputs=[DATA / SDN])
        _json_of_xml(bench, workspace)
        _names_by_id(bench, workspace)
        _names_alone(bench, workspace)
    bench.close()


def _words(name: str) -> Words:
    return tuple(sorted(re.findall(r"\w+", unescape(name).casefold())))


def _listed(workspace: Workspace, moment: str) -> dict[str, Entry]:
    return {one.entry_id: one.entry for one in workspace.entries(SDN, as_of=moment)}


def _share(found: int, of: int) -> str:
    return f"{found:,} of {of:,} ({100 * found / of:.2f} %)"


def _json_of_xml(bench: Bench, workspace: Workspace) -> None:
    """sdn.xml of 2021-08-19 as JSON, organizations only: ids, names, programs, weak aliases."""
    told = json.loads(unpacked(DERIVED / "2021-08-19" / "sdn_list_xmltojson.json.xz"))
    theirs = {str(one["uid"]): one for one in told["sdnList"]["sdnEntry"]}
    ours = _listed(workspace, "2021-08-20T01:38:11Z")
    both = theirs.keys() & ours.keys()
    names = sum(_words(_their_name(theirs[i])) == _words(ours[i].name or "") for i in both)
    programs = sum(
        {str(p) for p in _each(theirs[i], "programList", "program")} == set(ours[i].programs)
        for i in both
    )
    weak = sum(
        {_words(_their_name(a)) for a in _each(theirs[i], "akaList", "aka") if _is_weak(a)}
        == {_words(n.text) for n in ours[i].names if n.is_weak}
        for i in both
    )
    bench.fact("2021-08-19, sdn.xml as JSON: their ids listed", _share(len(both), len(theirs)))
    bench.fact("2021-08-19: same primary name", _share(names, len(both)))
    bench.fact("2021-08-19: same programs", _share(programs, len(both)))
    bench.fact("2021-08-19: same weak aliases", _share(weak, len(both)))


def _each(entry: dict[str, Any], outer: str, inner: str) -> list[Any]:
    found = (entry.get(outer) or {}).get(inner, [])
    return found if isinstance(found, list) else [found]


def _their_name(entry: dict[str, Any]) -> str:
    return f"{entry.get('firstName', '')} {entry.get('lastName', '')}"


def _is_weak(alias: dict[str, Any]) -> bool:
    return alias.get("category") == "weak"


def _names_by_id(bench: Bench, workspace: Workspace) -> None:
    """Names of 2025-11-26 by id, against aliases of 2025-12-24 and primary names of 2024-06-27."""
    lines = unpacked(DERIVED / "2025-11-26" / "sdn_entities.jsonl.xz").splitlines()
    theirs = {
        str(one["entity_id"]): {_words(n["full_name"]): n["is_primary"] for n in one["names"]}
        for one in map(json.loads, lines)
    }
    ours = _listed(workspace, "2025-12-24")
    both = theirs.keys() & ours.keys()
    primary = [i for i in both if ours[i].name is not None]
    same = sum(theirs[i].get(_words(ours[i].name or ""), False) for i in primary)
    told = [(i, _words(n.text)) for i in both for n in ours[i].aliases]
    known = sum(words in theirs[i] for i, words in told)
    bench.fact("2025-11-26, names: their ids listed on 2025-12-24", _share(len(both), len(theirs)))
    bench.fact(
        "2025-11-26: our primary names (last read 2024-06-27) are theirs",
        _share(same, len(primary)),
    )
    bench.fact(
        "2025-11-26: our strong aliases of 2025-12-24 are among theirs", _share(known, len(told))
    )


def _names_alone(bench: Bench, workspace: Workspace) -> None:
    """Upper-case names without ids of March 2026, between the files of 2025-12-24 and 2026-06-02."""
    for day in ("2026-03-16", "2026-03-18", "2026-03-21"):
        told = json.loads(unpacked(DERIVED / day / "ofac_names.json.xz"))
        theirs = {_words(name) for name in told}
        for moment in ("2025-12-24", "2026-06-02"):
            names = set(_strong_names(_listed(workspace, moment).values()))
            share = _share(len(theirs & names), len(theirs))
            bench.fact(f"{day}, names without ids: held as of {moment}", share)


def _strong_names(entries: Any) -> Iterator[Words]:
    for entry in entries:
        for name in entry.names:
            yield _words(name.text)


if __name__ == "__main__":
    main()

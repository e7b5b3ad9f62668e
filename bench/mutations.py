"""Damage files of every real format, and see that nothing breaks: parsers, the guard, the record, memory.

Flipped, cut, doubled, dropped and moved bytes: 10,000 small specimens of every format for the parsers,
whole files given to a record between two real editions, and files made to exhaust a reader.
"""

from __future__ import annotations

import random
import resource
import shutil
import sys
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import gazette
from gazette.app.update import Updated
from gazette.model.editions import Verdict
from harness import DATA, SDN, Bench, begin, run, scratch
from real.between import SETTINGS, Setting, cuts, give, record_of, said, said_at_all
from real.damage import specimens, survives
from xml_laws import damaged

SPECIMENS = 10_000
CUTS = 200
COPIES = {
    "sdn.csv": 100,
    "add.csv": 40,
    "alt.csv": 40,
    "sdn_comments.csv": 20,
    "consolidated.xml": 40,
    "cons_enhanced.xml": 20,
    "cons_prim.pip": 20,
    "cons_prim.del": 20,
    "cons_prim.ff": 20,
}
"""Damaged copies of whole files, each given alone to a copy of a record of real editions."""

MOST_MB = 600
"""What ingest may take in memory: no bad file may take more."""


def main() -> None:
    bench = begin("mutations")
    _parsers(bench)
    for name, make in SETTINGS.items():
        setting = make(DATA)
        with scratch() as folder:
            base = record_of(setting, folder)
            _alone(bench, name, setting, base, folder)
            _together(bench, name, setting, base, folder)
            _cut(bench, name, setting, base, folder)
    _bombs(bench)
    bench.close()


def _parsers(bench: Bench) -> None:
    """Every law of `xml_laws.assert_accounted` holds for each, or an error ends this bench."""
    found = specimens(DATA)
    fates: Counter[str] = Counter()
    slowest = 0.0
    for number in range(SPECIMENS):
        specimen = found[number % len(found)]
        data = damaged(specimen.data, number)
        begun = perf_counter()
        parsed = survives(specimen, data)
        slowest = max(slowest, perf_counter() - begun)
        fates["refused" if parsed is None else "with issues" if parsed.issues else "clean"] += 1
    bench.exactly("damaged specimens whose counts add up", fates.total(), SPECIMENS)
    bench.fact("formats", sorted({specimen.format.name for specimen in found}))
    bench.fact("of them read clean, with issues, refused", dict(fates))
    bench.fact("slowest specimen, with all checks, seconds", slowest)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    bench.at_most("most memory resident meanwhile, MB", peak, MOST_MB)


def _alone(bench: Bench, name: str, setting: Setting, base: Path, folder: Path) -> None:
    """Each copy is given to a record of its own, so that it meets only real editions."""
    fates: Counter[str] = Counter()
    altered: list[int] = []
    harmed = 0
    with gazette.open(base) as workspace:
        before = said_at_all(workspace, setting)
        was = said(workspace, setting.list_id, f"{setting.day}T00:00:00Z")
    for seed in range(COPIES[name]):
        place = folder / "alone"
        shutil.copytree(base, place / "record")
        with gazette.open(place / "record") as workspace:
            done = give(workspace, setting, [damaged(setting.data, seed)], place)
            fate = _fate(done)
            fates[fate] += 1
            harmed += said_at_all(workspace, setting) != before
            if fate == Verdict.ACCEPTED:
                moment = done.outcomes[0].provenance.moment.isoformat()
                now = said(workspace, setting.list_id, moment)
                altered.append(sum(was.get(i) != now.get(i) for i in was.keys() | now.keys()))
        shutil.rmtree(place)
    title = f"{name}, {COPIES[name]} damaged copies, each alone"
    bench.exactly(f"{title}: real neighbors harmed", harmed, 0)
    bench.fact(f"{title}: fates", dict(fates))
    bench.fact(
        f"{title}: entries that accepted ones altered, by copies", dict(Counter(sorted(altered)))
    )


def _together(bench: Bench, name: str, setting: Setting, base: Path, folder: Path) -> None:
    place = folder / "together"
    shutil.copytree(base, place / "record")
    with gazette.open(place / "record") as workspace:
        before = said_at_all(workspace, setting)
        copies = [damaged(setting.data, seed) for seed in range(COPIES[name])]
        done = give(workspace, setting, copies, place)
        is_same = said_at_all(workspace, setting) == before
    told = len(done.outcomes) + len(done.refused)
    title = f"{name}, {len(copies)} damaged copies together"
    bench.exactly(f"{title}: fates told", told, len(copies))
    bench.bar(f"{title}: real neighbors unharmed", is_same, True, holds=is_same)


def _cut(bench: Bench, name: str, setting: Setting, base: Path, folder: Path) -> None:
    place = folder / "cut"
    shutil.copytree(base, place / "record")
    with gazette.open(place / "record") as workspace:
        copies = [b"", *cuts(setting, random.Random(7), CUTS)]
        done = give(workspace, setting, copies, place)
    held = done.count(Verdict.HELD)
    bench.exactly(
        f"{name}, empty or cut at {CUTS} places: held back or refused",
        held + len(done.refused),
        CUTS + 1,
    )
    bench.fact(f"{name}, cut: held back, refused", [held, len(done.refused)])


def _fate(done: Updated) -> str:
    if done.refused:
        return "refused"
    return str(done.outcomes[0].verdict or "had already")


CHILD = """
import sys, gazette
with gazette.open(sys.argv[1], create=True) as workspace:
    (done,) = workspace.update(sys.argv[2], inputs=[sys.argv[3]])
    print(*[one.reason for one in done.refused], *[one.verdict for one in done.outcomes], sep="; ")
"""

HEAD = b'<?xml version="1.0"?>\n'
LIST = b'<sdnList xmlns="http://tempuri.org/sdnList.xsd">'
ENTRY = b"<sdnEntry><uid>1</uid><lastName>%s</lastName><sdnType>Entity</sdnType></sdnEntry>"


def _entities() -> bytes:
    """Ten entities, each ten times the one before: ten billion characters."""
    told = [b'<!ENTITY e0 "AAAAAAAAAA">']
    told += [b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10) for n in range(1, 10)]
    return HEAD + b"<!DOCTYPE x [" + b"".join(told) + b"]>" + LIST + ENTRY % b"&e9;" + b"</sdnList>"


def _external() -> bytes:
    doctype = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    return HEAD + doctype + LIST + ENTRY % b"&e;" + b"</sdnList>"


def _row(length: int) -> bytes:
    rest = b',-0- ,"MALI",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n'
    return b'306,"SHORT"' + rest + b'307,"' + b"A" * length + b'"' + rest + b"\x1a"


def _zipped(data: Callable[[zipfile.ZipFile], None], file: Path) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bundle:
        data(bundle)


def _zeros(bundle: zipfile.ZipFile) -> None:
    with bundle.open("2024-05-03/sdn.csv", "w") as member:
        for _ in range(2_000):
            member.write(bytes(1_000_000))


BOMBS: dict[str, tuple[str, Callable[[], bytes] | None]] = {
    "entities that expand to ten billion characters": ("sdn.xml", _entities),
    "an external entity": ("sdn.xml", _external),
    "a row of 100 MB": ("sdn.csv", lambda: _row(100_000_000)),
    "100 MB without a line break": ("sdn.csv", lambda: b'1,"' + b"A" * 100_000_000),
    "an XML text of 100 MB": (
        "sdn.xml",
        lambda: HEAD + LIST + ENTRY % (b"A" * 100_000_000) + b"</sdnList>",
    ),
    "an XML attribute of 100 MB": (
        "sdn.xml",
        lambda: HEAD + LIST.replace(b">", b' a="' + b"A" * 100_000_000 + b'">') + b"</sdnList>",
    ),
    "XML nested a million deep": (
        "sdn.xml",
        lambda: HEAD + LIST + b"<a>" * 1_000_000 + b"</a>" * 1_000_000 + b"</sdnList>",
    ),
    "2 GB of zeros in a ZIP of 2 MB": ("sdn.zip", None),
}


def _bombs(bench: Bench) -> None:
    for title, (name, make) in BOMBS.items():
        with scratch() as folder:
            file = folder / "2024-05-03" / name
            file.parent.mkdir()
            if make is None:
                _zipped(_zeros, file)
            else:
                file.write_bytes(make())
            ran = run([sys.executable, "-c", CHILD, folder / "record", SDN, file])
            bench.exactly(f"{title}: exit code", ran.code, 0)
            is_kept_out = "accepted" not in ran.output
            bench.bar(f"{title}: kept out", is_kept_out, True, holds=is_kept_out)
            bench.at_most(f"{title}: memory, MB", ran.peak_mb, MOST_MB)
            bench.fact(f"{title}: told, in {ran.seconds:.1f} s", ran.output.strip()[:160])


if __name__ == "__main__":
    main()

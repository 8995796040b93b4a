"""`python -m tests.attack.timing [ROUNDS] [SHEET …]`: whether time tells of a person in a preview.

A leader has one row about a person checked, in each sheet that refers to people: about somebody
unknown, stored elsewhere, withdrawn, and – for comparison – one of the leader's own. The kinds take
turns in random order, each time under a code never asked before, and what is taken is the CPU time
of the check, which is what a listener on the line hears at best. Told apart is the share of pairs
in which one kind took longer (a half where time tells nothing; Mann–Whitney's U / n²), with the
half-width of its 95 % interval.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import time
from collections.abc import Sequence
from itertools import combinations
from math import sqrt
from pathlib import Path
from tempfile import TemporaryDirectory

from scipy.stats import mannwhitneyu
from sqlalchemy import Engine, update

from data_access.database import engine_for
from data_access.imports.loading import check_files, import_files
from data_access.tables import Person
from tests.data_access.imports.books import filled, person
from tests.data_access.imports.programme_result_rows import listing
from tests.data_access.imports.test_presence import ABOUT, DAY, ELSEWHERE, SAID, WHO, furnished
from tests.data_access.releases.programmes import EVA, LEADER
from tests.databases import sqlite_copy
from tests.writing import writing

ROUNDS = 200
ALIKE = ("unknown", "elsewhere", "withdrawn")
KINDS = (*ALIKE, "own")
SHEETS = {"personas": SAID, **ABOUT}
SALES = "mercado_ventas"
OFFER = ABOUT[SALES]["codigo_oferta"]


def main(rounds: int = ROUNDS, sheets: Sequence[str] = tuple(SHEETS)) -> int:
    """Print how well time tells kinds apart, by sheet; 1 if it tells more than chance would."""
    os.environ["PREVIEWS_PER_DAY"] = str(10**9)
    told = 0
    with TemporaryDirectory() as name:
        folder = Path(name)
        engine = engine_for(sqlite_copy("empty", folder / "house.db"))
        stored(furnished(engine, folder / "house.xlsx"), rounds, folder)
        for sheet in sheets:
            told += tell(sheet, taken(engine, sheet, rounds, folder))
        engine.dispose()
    # Of all pairs of kinds and sheets, so many would differ by chance at 99.9 %: none.
    return int(told > 0)


def code(kind: str, at: int) -> str:
    """Return the code of the person that is asked after in a round; all codes are as long."""
    return f"P-{KINDS.index(kind)}{at:05d}"


def offer(kind: str, at: int) -> str:
    """Return the code of that person's offer, by which the sheet of sales refers to them."""
    return f"O-{KINDS.index(kind)}{at:05d}"


def stored(engine: Engine, rounds: int, folder: Path) -> None:
    """Have a person of each kind but the unknown for each round, with an offer on a market."""
    kept = [
        person(code(kind, at), **({"canton_residencia": ELSEWHERE} if kind == "elsewhere" else {}))
        for kind in KINDS[1:]
        for at in range(rounds)
    ]
    offers = [
        listing(offer(kind, at), code(kind, at), DAY) for kind in KINDS[1:] for at in range(rounds)
    ]
    file = filled(folder / "kept.xlsx", personas=kept, mercado=offers)
    report = import_files(engine, [file], EVA, accept_warnings=True)
    assert report.errors == []
    gone = [code("withdrawn", at) for at in range(rounds)]
    with writing(engine, "people") as connection:
        statement = update(Person).where(Person.code.in_(gone))
        connection.execute(statement.values(withdrawn_on=SAID["fecha_registro"]))


def taken(engine: Engine, sheet: str, rounds: int, folder: Path) -> dict[str, list[float]]:
    """Return the CPU milliseconds of each preview, by kind of person."""
    times: dict[str, list[float]] = {kind: [] for kind in KINDS}
    chance = random.Random(sheet)
    for at in range(rounds):
        for kind in chance.sample(KINDS, len(KINDS)):
            theirs = {WHO: code(kind, at), **({OFFER: offer(kind, at)} if sheet == SALES else {})}
            row = {column: theirs.get(value, value) for column, value in SHEETS[sheet].items()}
            file = filled(folder / "asked.xlsx", **{sheet: [row]})
            began = time.process_time()
            check_files(engine, [file], LEADER)
            times[kind].append((time.process_time() - began) * 1000)
    return times


def tell(sheet: str, times: dict[str, list[float]]) -> int:
    """Print a sheet's figures; return how many pairs of kinds that must read alike differ."""
    middle = {kind: statistics.median(each) for kind, each in times.items()}
    print(f"{sheet}: " + ", ".join(f"{kind} {ms:.1f} ms" for kind, ms in middle.items()))
    differ = 0
    for one, other in combinations(KINDS, 2):
        found = mannwhitneyu(times[one], times[other])
        n = len(times[one])
        share, half = found.statistic / n**2, 1.96 * sqrt((2 * n + 1) / (12 * n**2))
        known = {one, other} <= set(ALIKE)
        marked = known and found.pvalue < 0.001
        differ += marked
        print(f"  {one} / {other}: {share:.3f} ± {half:.3f}{' told apart' if marked else ''}")
    sys.stdout.flush()
    return differ


if __name__ == "__main__":
    named = sys.argv[1:]
    rounds = int(named.pop(0)) if named and named[0].isdigit() else ROUNDS
    sys.exit(main(rounds, named or tuple(SHEETS)))

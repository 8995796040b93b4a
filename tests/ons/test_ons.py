"""The ONS package shows the same numbers of the same people as our answers do.

Theirs and ours agree by design on the way from people to a number: keys of all who are counted are
added up, the sum is taken modulo the number of keys, and a table says the noise for this sum and
this many people; what is below the threshold after that has no number. Two things are ours alone.
Between sum and table stands a hash: the table that the package gets has it in it. And a key has 64
bits where theirs has 10 here: ours are multiples of 2^54, so that our sum modulo 2^64 turns over
where theirs does. Rule 7 of METHODS §6, which the package does not know, is applied to its numbers.

`make test-all` alone runs this, where a Python has the package (`ONS_PYTHON` names it, if it is
another one); `tests/data_access/test_disclosure.py` holds the same table in every run.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterator
from itertools import combinations, product
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from sqlalchemy import Connection, bindparam, select, update

from data_access.answers import ask
from data_access.database import engine_for
from data_access.disclosure import LARGEST_TABLED, LEAST, PERTURBATION
from data_access.salts import salts
from data_access.scope import Scope
from data_access.tables import Person
from data_access.viewer import VISITOR
from tests import databases
from tests.attack.interface import CODES, LIVE, PERSONAL, QUARTERS, age_group, people
from tests.data_access.answers.example import store_people
from tests.ons import asking
from tests.writing import writing

BITS = 10
KEYS = 2**BITS
STEP = 2 ** (64 - BITS)  # between two of our keys
LARGEST_OF_THEIRS = 750  # rows of their table; larger counts use the last 250 again
PROGRAMMES = {7: 700, 9: 6000}  # people by seed; some sets of the second are larger than 750
PERIODS: dict[str, dict[str, str]] = {"": {}, **QUARTERS}
PLACES: dict[str, dict[str, str]] = {
    "EC": {},
    "13": {"province": "13"},
    "23": {"province": "23"},
    "13R": {"rest": "13R"},
    **{canton: {"canton": canton} for canton in LIVE},
}
OUTSIDE_THE_REST = ("1308", "2301", "2302")  # Manta, which the rest of its province stands beside
Cell = tuple[int, str, str, tuple[tuple[str, str], ...]]  # seed, place, period, codes by attribute


def ptable() -> pd.DataFrame:
    """Our table of noise and our hash in the package's form: noise by people and by sum of keys."""
    digests = [hmac.digest(salts().cell, (k * STEP).to_bytes(8), "sha256") for k in range(KEYS)]
    u = np.array([int.from_bytes(digest[:8]) / 2**64 for digest in digests])
    rows = []
    for persons in range(1, LARGEST_OF_THEIRS + 1):
        if persons < LEAST:
            noise = np.full(KEYS, -persons)
        else:
            table = PERTURBATION[min(persons, LARGEST_TABLED)]
            limits = np.cumsum(list(table.values())) / sum(table.values())
            noise = np.array(list(table))[np.searchsorted(limits, u, side="right")]
        rows.append(pd.DataFrame({"pcv": persons, "ckey": np.arange(KEYS), "pvalue": noise}))
    return pd.concat(rows, ignore_index=True)


def give_keys(connection: Connection, seed: int) -> None:
    """Give each person a key of few bits instead of the own."""
    codes = connection.execute(select(Person.code).order_by(Person.code)).scalars().all()
    drawn = np.random.default_rng(seed).integers(0, KEYS, len(codes))
    table = Person.__table__
    connection.execute(
        update(table)  # type: ignore[arg-type]
        .where(table.c.code == bindparam("b_code"))
        .values(record_key_high=bindparam("b_high"), record_key_low=0),
        [
            {"b_code": code, "b_high": int(key) * STEP >> 32}
            for code, key in zip(codes, drawn, strict=True)
        ],
    )


def stored(connection: Connection) -> pd.DataFrame:
    """The people as the package gets them."""
    rows = connection.execute(select(Person)).all()
    return pd.DataFrame(
        {
            "canton": [row.canton_code for row in rows],
            "province": [row.canton_code[:2] for row in rows],
            "rest": ["" if row.canton_code in OUTSIDE_THE_REST else "13R" for row in rows],
            "period": ["q1" if row.registered_on.month <= 3 else "q2" for row in rows],
            "sexo": [row.sex for row in rows],
            "situacion": [row.mobility_status for row in rows],
            "grupo_edad": [age_group(row.registered_on.year - row.birth_year) for row in rows],
            "everybody": "x",
            "record_key": [row.record_key_high // (STEP >> 32) for row in rows],
        }
    )


def queries() -> Iterator[tuple[tuple[str, ...], dict[str, str]]]:
    """What is asked for: up to two attributes, and the third as a filter."""
    for size in (0, 1, 2):
        for by in combinations(PERSONAL, size):
            yield by, {}
    for by in combinations(PERSONAL, 2):
        (third,) = set(PERSONAL) - set(by)
        yield from ((by, {third: code}) for code in CODES[third])


def ours(connection: Connection, seed: int) -> dict[Cell, int | None]:
    """Every number that a visitor gets."""
    found: dict[Cell, int | None] = {}
    for (place, (period, dates)), (by, filters) in product(
        product(PLACES, PERIODS.items()), queries()
    ):
        scope = Scope.from_query({"territory": place, "by": ",".join(by), **filters, **dates})
        frame = ask(connection, "people.count", VISITOR, scope).frame
        for row in frame.to_dict("records"):
            codes = {name: str(row[name]) for name in by} | filters
            shown = None if pd.isna(row["persons"]) else int(row["persons"])
            cell = (seed, place, period, tuple(sorted(codes.items())))
            assert found.setdefault(cell, shown) == shown, cell
    return found


def theirs(folder: Path, people: pd.DataFrame, table: pd.DataFrame, seed: int) -> dict[Cell, Any]:
    """What the package says of the same cells: the true count, and the shown one or none."""
    tables, names = [], []
    for (place, inside), period in product(PLACES.items(), PERIODS):
        during = {"period": period} if period else {}
        for size in range(len(PERSONAL) + 1):
            for by in combinations(PERSONAL, size):
                tables.append({"where": inside | during, "by": list(by) or ["everybody"]})
                names.append((place, period, by))
    found: dict[Cell, Any] = {}
    for row in asking.told(folder, people, table, tables, LEAST).to_dict("records"):
        place, period, by = names[row["table"]]
        codes = dict(zip(by, json.loads(row["codes"]), strict=False)) if by else {}
        shown = None if pd.isna(row["shown"]) else int(row["shown"])
        found[seed, place, period, tuple(sorted(codes.items()))] = (int(row["true"]), shown)
    return found


def by_rule_7(cell: Cell, told: dict[Cell, Any]) -> int | None:
    """What the package shows of a cell, unless the cell without one attribute shows the same."""
    seed, place, period, codes = cell
    _, shown = told.get(cell, (0, None))
    wider = [(seed, place, period, codes[:at] + codes[at + 1 :]) for at in range(len(codes))]
    return None if any(told.get(parent, (0, None))[1] == shown for parent in wider) else shown


def test_the_package_of_the_ons_shows_the_same_numbers(tmp_path: Path) -> None:
    if not asking.is_there():
        pytest.skip(f"no Python has {asking.PACKAGE}: ONS_PYTHON may name one")
    table = ptable()
    compared: list[tuple[Cell, int, int | None, int | None]] = []
    hidden_by_rule_7 = 0
    for seed, count in PROGRAMMES.items():
        engine = engine_for(databases.sqlite_copy("empty", tmp_path / f"{seed}.db"))
        with writing(engine) as connection:
            for rows in people(seed, count):
                store_people(connection, *rows)
            give_keys(connection, seed)
        with engine.connect() as connection:
            own = ours(connection, seed)
            told = theirs(tmp_path, stored(connection), table, seed)
        engine.dispose()
        for cell, shown in own.items():
            true, without_rule_7 = told.get(cell, (0, None))
            expected = by_rule_7(cell, told)
            hidden_by_rule_7 += expected != without_rule_7
            compared.append((cell, true, expected, shown))

    numbered = [one for one in compared if one[3] is not None]
    print(
        f"{len(compared)} cells compared, {len(numbered)} of them with a number, "
        f"{sum(true > LARGEST_OF_THEIRS for _, true, *_ in compared)} larger than their table, "
        f"{sum(0 < true < LEAST for _, true, *_ in compared)} of 1 to {LEAST - 1} people, "
        f"{hidden_by_rule_7} without a number by rule 7"
    )
    assert [one for one in compared if one[2] != one[3]] == []
    assert len(numbered) > 1000
    assert any(true > LARGEST_OF_THEIRS for _, true, *_ in compared)

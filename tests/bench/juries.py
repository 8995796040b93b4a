"""A jury of 300 nominations and 30 jurors: seconds of each answer that the desk asks for."""

from __future__ import annotations

import datetime as dt
import tempfile
from decimal import Decimal
from pathlib import Path

import numpy as np
from sqlalchemy import Engine, insert, update

from data_access.answers import ask
from data_access.database import engine_for, migrate
from data_access.scope import Scope
from data_access.tables import Assignment, Criterion, Edition, Juror, Nomination, Score, ScoreSheet
from data_access.transaction import UNLOGGED, transaction
from data_access.viewer import ADMINISTRATOR
from tests.bench.measuring import Record, watched

NOMINATIONS, JURORS = 300, 30
WEIGHTS = (25, 20, 20, 15, 10, 10)
QUESTIONS = ("ranking", "agreement", "sensitivity", "jurors")
CODE = "GRANDE"
OPENED = dt.datetime(2025, 1, 6, tzinfo=dt.UTC)


def main(record: Record, share: float = 1.0) -> None:
    """Every juror reads every nomination, or a share of them."""
    record.begin(f"A jury of {NOMINATIONS} nominations and {JURORS} jurors")
    with tempfile.TemporaryDirectory() as folder:
        engine = engine_for(f"sqlite:///{Path(folder)}/juries.db")
        migrate(engine)
        fill(engine, share)
        for name in ("warm", *QUESTIONS):
            with watched() as watch, engine.connect() as connection:
                scope = Scope().having(edicion=CODE)
                asked = QUESTIONS[0] if name == "warm" else name
                ask(connection, f"awards.{asked}", ADMINISTRATOR, scope)
            if name != "warm":  # the first loads what all of them need
                record.add(f"awards.{name}", watch.wall, "s", watch)
                record.add(f"awards.{name}, CPU", watch.cpu, "s", watch)
        engine.dispose()


def fill(engine: Engine, share: float = 1.0, seed: int = 5) -> None:
    """Lay an edition with its sheets straight into the tables."""
    chance = np.random.default_rng(seed)
    names = [f"P{at:03}" for at in range(NOMINATIONS)]
    readers = [f"J{at:02}" for at in range(JURORS)]
    criteria = [f"c{at}" for at in range(len(WEIGHTS))]
    merit, lenience = chance.normal(5.5, 1.2, NOMINATIONS), chance.normal(0, 0.8, JURORS)
    pairs = [(n, j) for n in range(NOMINATIONS) for j in range(JURORS) if chance.random() < share]
    given = np.array([merit[n] + lenience[j] for n, j in pairs])[:, None]
    values = np.clip(np.rint(given + chance.normal(0, 1, (len(pairs), len(WEIGHTS)))), 1, 10)
    keys = [
        {"edition_code": CODE, "nomination_code": names[n], "juror_code": readers[j]}
        for n, j in pairs
    ]
    sheets = [{**key, "version": 1} for key in keys]
    scores = [
        {
            **key,
            "version": 1,
            "criterion_code": criterion,
            "value": None if gap else Decimal(int(value)),
            "not_assessable": "SI" if gap else "NO",
        }
        for key, row in zip(keys, values, strict=True)
        for criterion, value, gap in zip(criteria, row, chance.random(6) < 0.01, strict=True)
    ]
    with transaction(engine, UNLOGGED, touches=("awards",)) as connection:
        for table, rows in (
            (Edition, [_edition()]),
            (
                Criterion,
                [_criterion(*row) for row in enumerate(zip(criteria, WEIGHTS, strict=True))],
            ),
            (Nomination, [_nomination(name) for name in names]),
            (Juror, [{"edition_code": CODE, "code": reader} for reader in readers]),
            (Assignment, [{**key, "conflict": "NO"} for key in keys]),
            (ScoreSheet, sheets),
            (Score, scores),
        ):
            connection.execute(insert(table), rows)
        connection.execute(update(ScoreSheet).values(submitted_at=OPENED))


def _edition() -> dict[str, object]:
    return {
        "code": CODE,
        "award": "EMPRESAS",
        "name": "Una edición grande",
        "opens_at": OPENED,
        "nominations_close_at": OPENED + dt.timedelta(days=50),
        "scores_close_at": OPENED + dt.timedelta(days=100),
        "score_min": Decimal(1),
        "score_max": Decimal(10),
        "score_step": Decimal(1),
        "jurors_min": 3,
    }


def _criterion(at: int, of: tuple[str, int]) -> dict[str, object]:
    code, weight = of
    return {
        "edition_code": CODE,
        "code": code,
        "name": code,
        "weight": Decimal(weight),
        "position": at,
    }


def _nomination(code: str) -> dict[str, object]:
    return {
        "edition_code": CODE,
        "code": code,
        "title": f"Práctica {code}",
        "organisation": f"Organización {code}",
        "canton_code": "1308",
        "summary": "Contrata, capacita y acompaña.",
        "eligible": "SI",
    }

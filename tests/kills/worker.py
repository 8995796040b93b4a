"""A process that writes until it is killed, and tells before and after each act what it does.

What it says is done was committed; what it says it begins may be done or not, and never half.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import Engine, select

from data_access.awards import scoring
from data_access.awards.preconditions import Stale
from data_access.awards.scoring import ScoreEntry
from data_access.database import engine_for, migrate
from data_access.imports.loading import import_files
from data_access.imports.undo import undo
from data_access.programme import withdrawing
from data_access.releases import attempts, making
from data_access.tables import ImportBatch, Person
from data_access.viewer import Grant, Viewer
from tests.stress.jury import CRITERIA, EDITION

EVA = Viewer(frozenset({Grant("monitor")}), "eva@example.org")
JUROR = Viewer(frozenset({Grant("juror", EDITION)}), "juror0@example.org")
NOMINATION = "P-000"
PEOPLE = 60  # of a file, each with a stage
HEAD = "codigo_persona,anio_nacimiento,sexo,nacionalidad,situacion_movilidad,canton_residencia,"
HEAD += "ciuo2,fecha_registro,fecha_consentimiento,version_consentimiento"
STAGES = "codigo_persona,codigo_vacante,etapa,fecha,canal,codigo_evento"


def work(url: str, kind: str, seed: int, folder: Path, told: Connection) -> None:
    """Do acts of one kind, or (`all`) of any, until the process is killed."""
    # Whoever was killed at work on a release is followed at once, and not after minutes.
    attempts.SILENCE = dt.timedelta(0)
    engine, chance = engine_for(url), Random(seed)
    if kind == "migrate":
        told.send(("begin", "migrate", {}))
        migrate(engine)
        told.send(("done", "migrate", {}))
        return
    at = 0
    while True:
        name = chance.choice(sorted(ACTS)) if kind == "all" else kind
        at += 1
        ACTS[name](engine, chance, f"{seed}-{at}", folder, told)


def _save(engine: Engine, chance: Random, tag: str, _folder: Path, told: Connection) -> None:
    criterion = chance.choice(CRITERIA)
    level = chance.randint(1, 5)
    entry = {"level": level, "comment": tag, "criterion": criterion}
    told.send(("begin", "save", entry))
    revision = 0
    while True:
        own = ScoreEntry(Decimal(level), comment=tag)
        change = scoring.ScoreChange(criterion, own, revision)
        try:
            saved = scoring.save(engine, JUROR, EDITION, NOMINATION, change)
        except Stale as stale:
            revision = stale.revision
            continue
        told.send(("done", "save", {**entry, "revision": saved.revision}))
        return


def _import(engine: Engine, _chance: Random, tag: str, folder: Path, told: Connection) -> None:
    own = folder / tag
    own.mkdir()
    codes = [f"K{tag}-{at}" for at in range(PEOPLE)]
    people = [f"{c},1990,M,VEN,MIG,1308,51,2025-03-03,2025-03-03,1" for c in codes]
    stages = [f"{c},,REG,2025-03-03,BOLSA," for c in codes]
    (own / "personas.csv").write_text("\n".join([HEAD, *people]) + "\n", encoding="utf-8")
    (own / "intermediacion.csv").write_text("\n".join([STAGES, *stages]) + "\n", encoding="utf-8")
    told.send(("begin", "import", {"tag": tag}))
    report = import_files(engine, sorted(own.iterdir()), EVA, accept_warnings=True)
    assert report.batch is not None, report.errors[:3]
    told.send(("done", "import", {"tag": tag, "batch": report.batch}))


def _undo(engine: Engine, chance: Random, _tag: str, _folder: Path, told: Connection) -> None:
    with engine.connect() as connection:
        standing = select(ImportBatch.id).where(ImportBatch.undone_at.is_(None))
        batches = list(connection.scalars(standing.where(ImportBatch.author == EVA.name)))
    if not batches:
        return
    batch = chance.choice(batches)
    told.send(("begin", "undo", {"batch": batch}))
    undo(engine, batch, EVA)
    told.send(("done", "undo", {"batch": batch}))


def _release(engine: Engine, _chance: Random, _tag: str, _folder: Path, told: Connection) -> None:
    told.send(("begin", "release", {}))
    made = making.make(engine, EVA)
    told.send(("done", "release", {"number": made.number}))


def _withdraw(engine: Engine, chance: Random, _tag: str, _folder: Path, told: Connection) -> None:
    with engine.connect() as connection:
        standing = select(Person.code).where(Person.withdrawn_on.is_(None)).limit(PEOPLE)
        codes = list(connection.scalars(standing))
    if not codes:
        return
    code = chance.choice(codes)
    told.send(("begin", "withdraw", {"code": code}))
    withdrawing.withdraw(engine, EVA, [code])
    told.send(("done", "withdraw", {"code": code}))


ACTS: dict[str, Any] = {
    "save": _save,
    "import": _import,
    "undo": _undo,
    "release": _release,
    "withdraw": _withdraw,
}

"""A process of its own, as a server's: it runs the page when it is told to, and writes."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable
from decimal import Decimal
from multiprocessing.connection import Connection as Pipe
from multiprocessing.synchronize import Event
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from components import ask
from data_access.awards import scoring, submitting
from data_access.awards.scoring import ScoreChange, ScoreEntry
from data_access.database import engine_for
from data_access.imports.loading import import_files
from data_access.releases import making
from data_access.viewer import Viewer
from tests.data_access.imports.books import person
from tests.freshness.readers import MONITOR
from tests.stress.jury import CRITERIA, EDITION

PAGE = str(Path(__file__).parent / "page.py")
Act = Callable[[Engine, Random, Path, list[Viewer]], None]


def score(engine: Engine, chance: Random, _folder: Path, jurors: list[Viewer]) -> None:
    """A juror opens a sheet again, changes a score and hands it in."""
    juror, nomination = chance.choice(jurors), f"P-{chance.randrange(3):03}"
    submitting.reopen(engine, juror, EDITION, nomination)
    entry = ScoreEntry(Decimal(chance.randint(1, 5)), comment=str(chance.random()))
    change = ScoreChange(chance.choice(CRITERIA), entry, 1)
    scoring.save(engine, juror, EDITION, nomination, change)
    submitting.submit(engine, juror, EDITION, nomination)


def bring(engine: Engine, chance: Random, folder: Path, _jurors: list[Viewer]) -> None:
    """A monitor imports a person."""
    row = person(f"F-{chance.getrandbits(48):012x}")
    own = folder / f"{os.getpid()}"
    own.mkdir(exist_ok=True)
    path = own / "personas.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(row))
        writer.writeheader()
        writer.writerow(row)
    report = import_files(engine, [path], MONITOR, accept_warnings=True)
    assert report.status == "stored", report.errors


def release(engine: Engine, _chance: Random, _folder: Path, _jurors: list[Viewer]) -> None:
    """A monitor publishes what stands."""
    making.make(engine, MONITOR)


ACTS: dict[str, Act] = {"score": score, "import": bring, "release": release}


def work(url: str, pipe: Pipe, busy: Event, folder: Path, jurors: list[Viewer]) -> None:
    """Do what the pipe says until it says "end": an act, one rerun, or reruns while others act."""
    os.environ["DATABASE_URL"] = url
    engine = engine_for(url)
    ask.ask_who_looks(lambda _engine: False)  # no browser is here, so nobody looks as another
    page = AppTest.from_file(PAGE, default_timeout=120)

    def rerun() -> list[str]:
        page.run()
        assert not page.exception, page.exception
        return [str(text.value) for text in page.text]

    while (told := pipe.recv()) != "end":
        what, argument = told
        found: Any = None
        if what == "act":
            kind, seed = argument
            ACTS[kind](engine, Random(seed), folder, jurors)
        elif what == "spin":
            found = 0
            while busy.is_set():
                rerun()
                found += 1
        else:
            found = rerun()
        pipe.send(found)

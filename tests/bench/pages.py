"""The labour page on the demo: seconds of a run, and what each map sends."""

from __future__ import annotations

import os
import statistics
import tempfile
import time

from components import ask, atlas, maps
from components.labour import atlas as labour_atlas
from components.labour.labour_questions import LabourQuestions
from components.theme import LIGHT
from data_access import demo
from data_access.database import engine_for, migrate
from data_access.scope import Scope
from data_access.viewer import VISITOR
from tests.bench.running import run


def main() -> None:
    """First, new and repeated runs of the page; sizes of its maps."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/demo.db"
        engine = engine_for()
        migrate(engine)
        start = time.perf_counter()
        demo.fill(engine)
        print(f"demo filled in {time.perf_counter() - start:.1f} s")
        for name, place in (("first run", "1308"), ("another place", "2301"), ("province", "13")):
            print(f"{name:>14}: {run('labour', place):.2f} s")
        again = [run("labour", "1308") for _ in range(10)]
        print(f"{'seen before':>14}: {statistics.median(again):.2f} s (median of 10)")
        for place in ("EC", "13"):
            print(f"{'map of ' + place:>14}: {map_size(place):,} bytes")
        engine.dispose()


def map_size(place: str) -> int:
    """Bytes of the map's JSON, before the websocket compresses it."""
    asked = LabourQuestions(Scope(place), VISITOR)
    vacancies = asked.by_place("labour.vacancies")
    measure = labour_atlas.MEASURES["vacantes"]
    found = labour_atlas.figures(measure, vacancies, vacancies)
    marks, _ = atlas.marks(measure, found, labour_atlas.sizes(vacancies), LIGHT, "es")
    return len(maps.deck(ask.shapes(place), marks, LIGHT, place).to_json())

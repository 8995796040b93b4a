"""The demo programme: synthetic, deterministic, and imported as real files are.

It is written as CSVs of the templates and imported through `import_files`, so that it passes
the same checks as real data; the juries' work that no file holds goes through the records, as a
juror's does. The database is marked as a demo beforehand.
"""

from __future__ import annotations

import csv
import random
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine, delete, insert, select

from data_access import clock
from data_access.database import setting
from data_access.demo import (
    demo_awards,
    demo_community,
    demo_hiring,
    demo_juries,
    demo_people,
    demo_survey,
    demo_targets,
    demo_training,
    demo_vacancies,
    demo_ventures,
)
from data_access.imports.calls import Progress
from data_access.imports.loading import import_files
from data_access.tables import ImportBatch, Setting
from data_access.transaction import NOTHING, UNLOGGED, transaction
from data_access.viewer import ADMINISTRATOR, Viewer

SEED = 20220715  # the day the third phase was launched
MAKER = Viewer(ADMINISTRATOR.grants, "demo")
Sheets = dict[str, list[dict[str, object]]]


def is_empty(engine: Engine) -> bool:
    """Return whether nothing was ever imported, so that a demo would not mix with other data."""
    with engine.connect() as connection:
        return connection.execute(select(ImportBatch.id).limit(1)).first() is None


def sheets() -> Sheets:
    """Return all rows of the demo, by template."""
    companies, surveyed = demo_survey.sheets(random.Random(SEED))
    lived = demo_people.sheets(random.Random(SEED + 1))
    persons = lived["personas"]
    offered = demo_vacancies.sheets(random.Random(SEED + 2), companies)
    taught = demo_training.sheets(random.Random(SEED + 5), persons, companies)
    trained = demo_training.first_came(taught)
    found = {**surveyed, **lived, **offered, **taught, "metas": demo_targets.rows()}
    for more in (
        demo_hiring.sheets(
            random.Random(SEED + 6), persons, offered["vacantes"], companies, trained
        ),
        demo_ventures.sheets(random.Random(SEED + 7), persons),
        demo_community.sheets(random.Random(SEED + 8), companies),
        demo_awards.sheets(random.Random(SEED + 3), clock.today()),
    ):
        for name, rows in more.items():
            found[name] = [*found.get(name, ()), *rows]
    return found


def fill(engine: Engine, progress: Progress | None = None) -> None:
    """Mark an empty database as a demo and import the programme into it."""
    with transaction(engine, UNLOGGED, touches=NOTHING) as connection:
        if setting(connection, "demo") is None:
            connection.execute(insert(Setting), {"key": "demo", "value": "1"})
    with TemporaryDirectory() as folder:
        paths = [_write(Path(folder) / f"{name}.csv", rows) for name, rows in sheets().items()]
        report = import_files(engine, paths, MAKER, accept_warnings=True, progress=progress)
    if report.batch is None:
        with transaction(engine, UNLOGGED, touches=NOTHING) as connection:
            connection.execute(delete(Setting).where(Setting.key == "demo"))
        raise DemoError([finding.to_json("en") for finding in report.errors])
    demo_juries.finish(engine, random.Random(SEED + 4))


class DemoError(RuntimeError):
    """The demo did not pass the checks of its own import."""


def _write(path: Path, rows: list[dict[str, object]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path

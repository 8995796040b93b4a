"""The demo programme: synthetic, the same every time, and brought in as real files are.

It is written as CSVs of the templates and imported through `import_files`, so that whatever the
app shows of it has gone the way of real data; the juries' work that no file carries goes through
the records, as a juror's does. The database is marked as a demo beforehand.
"""

from __future__ import annotations

import csv
import random
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine, delete, insert, select

from data_access import periods
from data_access.database import setting, writing
from data_access.demo import (
    awards,
    community,
    hiring,
    juries,
    people,
    posts,
    survey,
    targets,
    training,
    ventures,
)
from data_access.imports.loading import Progress, import_files
from data_access.tables import ImportBatch, Setting
from data_access.viewer import ADMINISTRATOR, Viewer

SEED = 20220715  # the day the third phase was launched
MAKER = Viewer(ADMINISTRATOR.grants, "demo")
Sheets = dict[str, list[dict[str, object]]]


def is_empty(engine: Engine) -> bool:
    """Whether nothing was ever imported, so that a demo would mix with nothing."""
    with engine.connect() as connection:
        return connection.execute(select(ImportBatch.id).limit(1)).first() is None


def sheets() -> Sheets:
    """All rows of the demo, by template."""
    companies, surveyed = survey.sheets(random.Random(SEED))
    lived = people.sheets(random.Random(SEED + 1))
    persons = lived["personas"]
    offered = posts.sheets(random.Random(SEED + 2), companies)
    taught = training.sheets(random.Random(SEED + 5), persons, companies)
    trained = training.first_came(taught)
    found = {**surveyed, **lived, **offered, **taught, "metas": targets.rows()}
    for more in (
        hiring.sheets(random.Random(SEED + 6), persons, offered["vacantes"], companies, trained),
        ventures.sheets(random.Random(SEED + 7), persons),
        community.sheets(random.Random(SEED + 8), companies),
        awards.sheets(random.Random(SEED + 3), periods.today()),
    ):
        for name, rows in more.items():
            found[name] = [*found.get(name, ()), *rows]
    return found


def fill(engine: Engine, progress: Progress | None = None) -> None:
    """Mark an empty database as a demo and import the programme into it."""
    with writing(engine) as connection:
        if setting(connection, "demo") is None:
            connection.execute(insert(Setting), {"key": "demo", "value": "1"})
    with TemporaryDirectory() as folder:
        paths = [_write(Path(folder) / f"{name}.csv", rows) for name, rows in sheets().items()]
        report = import_files(engine, paths, MAKER, accept_warnings=True, progress=progress)
    if report.batch is None:
        with writing(engine) as connection:
            connection.execute(delete(Setting).where(Setting.key == "demo"))
        raise DemoError([finding.to_json("en") for finding in report.errors])
    juries.finish(engine, random.Random(SEED + 4))


class DemoError(RuntimeError):
    """The demo did not pass the checks of its own import."""


def _write(path: Path, rows: list[dict[str, object]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path

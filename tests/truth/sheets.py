"""Random programmes as a person would fill them in: rows of tables under the headers of sheets."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from data_access.imports.loading import import_files
from data_access.imports.templates import templates
from data_access.tables import Enterprise, Vacancy
from data_access.viewer import ADMINISTRATOR, Viewer
from tests.data_access.imports.books import filled
from tests.data_access.random_programmes import Programme, Row

OPERATOR = Viewer(ADMINISTRATOR.grants, "truth")


def complete(programme: Programme) -> Programme:
    """Return a programme with the post that its applications are for: a file needs it."""
    company = programme[Enterprise][0]
    post: Row = {
        "code": "V-1",
        "enterprise_code": company["code"],
        "isco2": "51",
        "canton_code": company["canton_code"],
        "channel": "BOLSA",
        "posts": 100_000,
        "opened_on": dt.date(2024, 1, 1),
    }
    return {**programme, Vacancy: [post]}


def sheets_of(programme: Programme) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of each sheet; what is unknown or nothing stays an empty cell."""
    return {
        template.name: [
            {
                column.name: row[column.attribute]
                for column in template.columns
                if row.get(column.attribute) not in (None, "")
            }
            for row in programme[template.model]
        ]
        for template in templates().values()
        if template.model in programme
    }


def brought_in(engine: Engine, programme: Programme, path: Path) -> None:
    """Fill the template in with a programme, and import it as an operator does."""
    report = import_files(
        engine, [filled(path, **sheets_of(programme))], OPERATOR, accept_warnings=True
    )
    assert not report.refused, report.errors[:3]

"""The batches behind figures, and whether they are synthetic."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Connection, select

from data_access.answers.answer import Source
from data_access.database import is_demo
from data_access.language import Text
from data_access.tables import Imported
from data_access.viewer import Viewer, sees_exact_people

synthetic = is_demo


def batches_of(connection: Connection, model: type[Imported], **having: Any) -> tuple[int, ...]:
    """Return the batches that last wrote the rows of a table with the given column values."""
    rows = connection.execute(
        select(model.import_batch_id).filter_by(**having).distinct().order_by(model.import_batch_id)
    )
    return tuple(rows.scalars())


def source_about_people(
    connection: Connection,
    viewer: Viewer,
    name: Text,
    as_of: dt.date | None,
    *models: type[Imported],
) -> Source:
    """Return a source of figures about people.

    Below monitor it names no batches: when small batches come and go discloses who came and went.
    """
    batches = {batch for model in models for batch in batches_of(connection, model)}
    return Source(name, as_of, tuple(sorted(batches)) if sees_exact_people(viewer) else ())

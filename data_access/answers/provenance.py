"""The batches behind figures, and whether they are synthetic."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Connection, exists, select

from data_access.answers.answer import Source
from data_access.answers.lookups import once_a_question, once_a_snapshot
from data_access.database import is_demo
from data_access.language import Text
from data_access.tables import ImportBatch, Imported
from data_access.viewer import Viewer, sees_exact_people

synthetic = once_a_question(is_demo)


@once_a_snapshot
def batches_of(connection: Connection, model: type[Imported], **having: Any) -> tuple[int, ...]:
    """Return the batches that last wrote the rows of a table with the given column values.

    Each batch is looked for in the table's index: there are few of them, and many rows.
    """
    written = exists().where(model.import_batch_id == ImportBatch.id)
    for name, value in having.items():
        written = written.where(getattr(model, name) == value)
    return tuple(connection.scalars(select(ImportBatch.id).where(written).order_by(ImportBatch.id)))


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
    told = models if sees_exact_people(viewer) else ()
    batches = {batch for model in told for batch in batches_of(connection, model)}
    return Source(name, as_of, tuple(sorted(batches)))

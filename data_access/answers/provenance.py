"""Which batches stand behind figures, and whether they are synthetic."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, select

from data_access.database import is_demo
from data_access.tables import Imported

synthetic = is_demo


def batches_of(connection: Connection, model: type[Imported], **having: Any) -> tuple[int, ...]:
    """Numbers of the batches that last wrote the rows of a table with the given column values."""
    rows = connection.execute(
        select(model.import_batch_id).filter_by(**having).distinct().order_by(model.import_batch_id)
    )
    return tuple(rows.scalars())

"""The editions that a call touches: as they are stored, and as they would be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd
from sqlalchemy import Connection, select

from data_access import effective_scores
from data_access.imports.checked_rows import Table
from data_access.imports.sheet_description import Template
from data_access.imports.stored import chunks, table_of
from data_access.tables import Edition, Score

SHEETS = (
    "ediciones",
    "criterios",
    "postulaciones",
    "jurados",
    "asignaciones",
    "puntajes",
)


@dataclass(frozen=True)
class Parts:
    """The rows of some editions: `stored` and `after` hold a frame a sheet, by its attributes.

    `stored` has the edition's own moments of freezing and publishing beside; scores are those in
    force. Cells that could not be taken are None in `after`.
    """

    editions: frozenset[str]
    stored: dict[str, pd.DataFrame]
    after: dict[str, pd.DataFrame]

    @cached_property
    def known(self) -> dict[Any, dict[Any, Any]]:
        """The stored row of each edition; those that the call brings are not among them."""
        rows = self.stored["ediciones"].to_dict(orient="records")
        return {row["code"]: row for row in rows}


def edition_column(sheet: str) -> str:
    """Return the attribute of a sheet that names the edition."""
    return "code" if sheet == "ediciones" else "edition_code"


def award_parts(
    connection: Connection, tables: dict[str, Table], templates: dict[str, Template]
) -> Parts:
    """Return the parts of every edition that the call names."""
    editions = {
        str(code)
        for name in SHEETS
        if name in tables
        for code in tables[name].frame[edition_column(name)].dropna().unique()
    }
    # Jurors who save meanwhile wait, so that what is checked here still holds when it is stored.
    known = select(Edition.code).where(Edition.code.in_(editions)).order_by(Edition.code)
    connection.execute(known.with_for_update(key_share=True))
    stored, after = {}, {}
    for name in SHEETS:
        template = templates[name]
        names = [column.attribute for column in template.columns]
        more = ["frozen_at", "import_batch_id"] if name == "ediciones" else []
        stored[name] = _stored(connection, template, [*names, *more], editions)
        frames = [stored[name][names]]
        if name in tables:
            frames.append(tables[name].frame[names])
        key = [column.attribute for column in template.key]
        after[name] = pd.concat(frames, ignore_index=True).drop_duplicates(key, keep="last")
    return Parts(frozenset(editions), stored, after)


def _stored(
    connection: Connection, template: Template, names: list[str], editions: Iterable[str]
) -> pd.DataFrame:
    table = table_of(template)
    rows: list[tuple[Any, ...]] = []
    for piece in chunks(sorted(editions)):
        if template.versioned:
            query = effective_scores.scores(piece, *(getattr(Score, name) for name in names))
        else:
            own = table.c[edition_column(template.name)]
            query = select(*(table.c[name] for name in names)).where(own.in_(piece))
        rows += [tuple(row) for row in connection.execute(query)]
    return pd.DataFrame(rows, columns=names, dtype=object)

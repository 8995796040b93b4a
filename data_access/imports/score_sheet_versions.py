"""Score sheets from files: what changes is a new version of the whole sheet, never an edit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, Row, and_, delete, func, insert, select, tuple_, update
from sqlalchemy.orm import aliased

from data_access import clock, effective_scores
from data_access.imports.changes import Change, Values
from data_access.imports.sheet_description import Template
from data_access.imports.stored import Key, chunks
from data_access.language import Text
from data_access.tables import Assignment, Edition, Score, ScoreSheet

Pair = tuple[str, str, str]  # edition, nomination, juror
COPIED = ("criterion_code", "value", "not_assessable", "comment")


def in_force(connection: Connection, template: Template, keys: Iterable[Key]) -> Iterator[Row[Any]]:
    """Yield the scores in force among the given keys (edition, nomination, juror, criterion)."""
    wanted = set(keys)
    rows = effective_scores.scores(sorted({str(key[0]) for key in wanted}), Score.__table__)
    for row in connection.execute(rows):
        key = tuple(row._mapping[column.attribute] for column in template.key)
        if key in wanted:
            yield row


def write(connection: Connection, change: Change, batch: int, author: str) -> None:
    """Store new and changed scores: each sheet they belong to as a new, submitted version."""
    rows = [*change.new, *(values for values, _ in change.changed)]
    sheets: dict[Pair, dict[str, Values]] = {}
    for row in rows:
        sheets.setdefault(_pair(row), {})[row["criterion_code"]] = row
    if not sheets:
        return
    _assign(connection, sheets, batch)
    last = _last_versions(connection, sheets)
    before = _scores_before(connection, sheets)
    own = {"import_batch_id": batch}
    keys = {
        pair: dict(zip(effective_scores.PAIR, pair, strict=True))
        | {"version": last.get(pair, 0) + 1}
        for pair in sheets
    }
    for piece in chunks(keys.values()):
        connection.execute(insert(ScoreSheet), [key | own for key in piece])
    scores = [
        keys[pair] | {name: score.get(name) for name in COPIED} | own
        for pair, given in sheets.items()
        for score in (before.get(pair, {}) | given).values()
    ]
    for piece in chunks(scores):
        connection.execute(insert(Score), piece)
    # Only now: a submitted sheet takes no more scores.
    connection.execute(
        update(ScoreSheet)
        .where(ScoreSheet.import_batch_id == batch)
        .values(submitted_at=clock.now(), submitted_by=author)
    )


def _pair(row: Values) -> Pair:
    edition, nomination, juror = (row[name] for name in effective_scores.PAIR)
    return edition, nomination, juror


def _assign(connection: Connection, sheets: Iterable[Pair], batch: int) -> None:
    """Assign to each juror what the juror scored, where the sheet of assignments is missing."""
    wanted = set(sheets)
    columns = [getattr(Assignment, name) for name in effective_scores.PAIR]
    known: set[Pair] = set()
    for piece in chunks(sorted(wanted)):
        found = connection.execute(select(*columns).where(tuple_(*columns).in_(piece)))
        known |= {(row[0], row[1], row[2]) for row in found}
    missing = [
        dict(zip(effective_scores.PAIR, pair, strict=True))
        | {"conflict": "NR", "origin": "scores", "import_batch_id": batch}
        for pair in sorted(wanted - known)
    ]
    for rows in chunks(missing):
        connection.execute(insert(Assignment), rows)


def _last_versions(connection: Connection, sheets: Iterable[Pair]) -> dict[Pair, int]:
    columns = [getattr(ScoreSheet, name) for name in effective_scores.PAIR]
    rows = connection.execute(
        select(*columns, func.max(ScoreSheet.version))
        .where(ScoreSheet.edition_code.in_({pair[0] for pair in sheets}))
        .group_by(*columns)
    )
    return {(row[0], row[1], row[2]): row[3] for row in rows}


def _scores_before(connection: Connection, sheets: Iterable[Pair]) -> dict[Pair, dict[str, Values]]:
    found: dict[Pair, dict[str, Values]] = {}
    wanted = set(sheets)
    for row in connection.execute(
        effective_scores.scores({pair[0] for pair in wanted}, Score.__table__)
    ).mappings():
        pair = _pair(dict(row))
        if pair in wanted:
            found.setdefault(pair, {})[row["criterion_code"]] = dict(row)
    return found


def against_undo(connection: Connection, batch: int) -> Iterator[Text]:
    """Report why the sheets of a batch may not be undone: later versions, or scoring has closed."""
    later = aliased(ScoreSheet)
    same = [getattr(later, name) == getattr(ScoreSheet, name) for name in effective_scores.PAIR]
    own = ScoreSheet.import_batch_id == batch
    count = connection.scalar(
        select(func.count())
        .select_from(ScoreSheet)
        .join(later, and_(*same, later.version > ScoreSheet.version))
        .where(own)
    )
    if count:
        yield Text(
            "{count} hoja de este lote tiene una versión posterior: deshágala primero.",
            "{count} hojas de este lote tienen versiones posteriores: deshágalas primero.",
            count,
        )
    closed = connection.execute(
        select(Edition.code)
        .join(ScoreSheet, ScoreSheet.edition_code == Edition.code)
        .where(own, Edition.scores_close_at <= clock.now())
        .where(Edition.import_batch_id.is_distinct_from(batch))
        .distinct()
        .order_by(Edition.code)
    )
    for code in closed.scalars():
        yield Text("La calificación de {edition} ya cerró: sus puntajes quedan.", edition=code)


def take_out(connection: Connection, batch: int) -> None:
    """Delete the sheets of a batch whose scores are gone, and the assignments made for them."""
    connection.execute(delete(ScoreSheet).where(ScoreSheet.import_batch_id == batch))
    connection.execute(
        delete(Assignment).where(Assignment.import_batch_id == batch, Assignment.origin == "scores")
    )

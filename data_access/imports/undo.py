"""Undo of a batch, whole, or a refusal that says what depends on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, and_, delete, exists, func, not_, select, update
from sqlalchemy.exc import IntegrityError

from data_access import snapshot
from data_access.imports import holding, score_sheet_versions, waiting
from data_access.imports.batch_history import visible_to
from data_access.imports.bulk_writing import update_columns
from data_access.imports.people_sheets import of_people
from data_access.imports.portable import restored
from data_access.imports.row_permissions import keys_of_batch, of_other_places, require_bringer
from data_access.imports.row_storing import PIECE
from data_access.imports.sheet_description import Template
from data_access.imports.stored import Key, attributes_of, table_of
from data_access.imports.survey_rules import SHEETS, problems, survey_column, survey_parts
from data_access.imports.templates import templates
from data_access.language import Text
from data_access.refusal import Refusal
from data_access.tables import BatchChange, ImportBatch, ImportFile
from data_access.transaction import Transaction, rehearsal, transaction
from data_access.viewer import Viewer, brings_any_data, sees_exact_people


@dataclass(frozen=True)
class Consequences:
    """The effect of undoing a batch: rows deleted and restored by sheet, or reasons against it.

    `whole` says that no sheet is left out; one about people is left out for a reader to whom it is
    not disclosed which of its rows were stored before. `waiting`: nothing is done until a monitor
    approves it.
    """

    deleted: dict[str, int]
    restored: dict[str, int]
    reasons: tuple[Text, ...] = ()
    whole: bool = True
    waiting: bool = False


# What a leader is told of undoing a batch about people.
UNSAID = Consequences({}, {}, whole=False, waiting=True)


def consequences(engine: Engine, batch: int, viewer: Viewer) -> Consequences:
    """Return what `undo` would do: it is done, read and rolled back."""
    require_bringer(viewer)
    with engine.connect() as connection:
        if _must_ask(connection, batch, viewer):
            return UNSAID
    with rehearsal(engine, touches=("batches",)) as connection:
        found = _take_out(connection, batch, viewer)
    return _told(found, viewer)


def undo(engine: Engine, batch: int, viewer: Viewer) -> Consequences:
    """Undo a batch whole: delete its new rows, restore its changed rows.

    A leader's batch about people is undone once a monitor approved that, but for a few whose rows
    are kept aside (`undo_limit`); what stands against it is told to the monitor alone, as it would
    tell which of its rows were stored. Raise Refusal if a later batch changed its rows or refers to
    them, and if the batch is not the reader's to undo; nothing is written then. Raise Forbidden if
    the reader brings in no data.
    """
    require_bringer(viewer)
    waiting.require_published(engine, viewer)
    asked = _ask(engine, batch, viewer)
    if asked is not None:
        return asked
    with transaction(engine, viewer.name, touches=("batches",), exclusive=True) as connection:
        # Somebody may have approved the batch since it was looked at: now its rows count.
        if _must_ask(connection, batch, viewer):
            return _asked(connection, batch)
        found = _take_out(connection, batch, viewer)
        if found.reasons:
            raise Refusal(*found.reasons)
        rows = sum(found.deleted.values()) + sum(found.restored.values())
        connection.log("undone", batch=batch, rows=rows)
        known = templates()
        touched = {known[name].subject for name in (*found.deleted, *found.restored)}
        connection.touch(*touched)
    snapshot.refresh(engine)
    return _told(found, viewer)


def _ask(engine: Engine, batch: int, viewer: Viewer) -> Consequences | None:
    """Ask a monitor for an undo that may not be made at once; return None for any other."""
    if brings_any_data(viewer):
        return None
    with transaction(engine, viewer.name, touches=("batches",)) as connection:
        return _asked(connection, batch) if _must_ask(connection, batch, viewer) else None


def _must_ask(connection: Connection, batch: int, viewer: Viewer) -> bool:
    """Return whether a batch is a leader's own, stands, and is undone only by a monitor's word."""
    own = select(ImportBatch.id).filter_by(id=batch).where(ImportBatch.undone_at.is_(None))
    if brings_any_data(viewer) or not _fits(batch):
        return False
    stands = connection.scalar(own.where(visible_to(viewer))) is not None
    return stands and waiting.undo_must_wait(connection, batch, viewer)


def _asked(connection: Transaction, batch: int) -> Consequences:
    waiting.ask_for_undo(connection, batch)
    connection.log("undo_waiting", batch=batch)
    return UNSAID


def _fits(batch: int) -> bool:
    """Return whether a batch may have this number: larger ones do not fit the column."""
    return 0 < batch < 2**31


def _told(found: Consequences, viewer: Viewer) -> Consequences:
    """Return the consequences as far as they are disclosed to a reader."""
    if sees_exact_people(viewer):
        return found
    told = {name for name, template in templates().items() if not of_people(template)}
    return Consequences(
        {name: rows for name, rows in found.deleted.items() if name in told},
        {name: rows for name, rows in found.restored.items() if name in told},
        found.reasons,
        whole=False,
    )


def _take_out(connection: Connection, batch: int, viewer: Viewer) -> Consequences:
    """Restore, then delete; stop at the first reasons against it and return those."""
    found = select(ImportBatch).filter_by(id=batch).where(visible_to(viewer))
    state = connection.execute(found).first() if _fits(batch) else None
    if state is None:
        return Consequences({}, {}, (Text("No existe el lote {batch}.", batch=str(batch)),))
    if state.undone_at is not None:
        return Consequences({}, {}, (Text("El lote {batch} ya se deshizo.", batch=str(batch)),))
    known = templates()
    reasons = [r for name, t in known.items() for r in _changed_later(connection, name, t, batch)]
    reasons += [r for name, t in known.items() for r in _edited(connection, name, t, batch)]
    reasons += score_sheet_versions.against_undo(connection, batch)
    if reasons:
        return Consequences({}, {}, tuple(reasons))
    own = _own(connection, batch, viewer)
    foreign = _foreign(connection, own, viewer)
    # How many rows of each sheet, and for surveys, whose soundness is judged anew, their values.
    back = {name: _restore(connection, template, batch) for name, template in known.items()}
    if foreign or _foreign(connection, own, viewer):
        text = Text(
            "El lote tiene filas de otro lugar: pida al equipo de seguimiento que lo deshaga."
        )
        return Consequences({}, {}, (text,))
    # What still carries this batch's number is what it brought.
    reasons = [reason for t in known.values() for reason in _dependents(connection, t, batch)]
    if reasons:
        return Consequences({}, {}, tuple(reasons))
    try:
        deleted = _delete(connection, known, batch)
    except IntegrityError:
        return Consequences({}, {}, (WORKED_ON,))
    reasons = list(_unsound(connection, batch, back))
    if reasons:
        return Consequences({}, {}, tuple(reasons))
    connection.execute(delete(BatchChange).where(BatchChange.batch_id == batch))
    waiting.done(connection, batch)
    holding.drop(connection, batch)
    connection.execute(
        update(ImportFile).where(ImportFile.batch_id == batch).values(in_force=False)
    )
    connection.execute(
        update(ImportBatch)
        .where(ImportBatch.id == batch)
        .values(undone_at=func.current_timestamp())
    )
    return Consequences(
        {name: rows for name, rows in deleted.items() if rows},
        {name: rows for name, (rows, _surveys) in back.items() if rows},
    )


def _own(connection: Connection, batch: int, viewer: Viewer) -> dict[str, list[Key]]:
    """Return the keys of a batch's rows, for a reader whose places have to be checked."""
    if brings_any_data(viewer):
        return {}
    return {name: keys_of_batch(connection, t, batch) for name, t in templates().items()}


def _foreign(connection: Connection, own: dict[str, list[Key]], viewer: Viewer) -> bool:
    """Return whether a batch's rows, as they stand, are about a place that is not the reader's."""
    known = templates()
    return any(of_other_places(connection, known[n], keys, viewer) for n, keys in own.items())


WORKED_ON = Text(
    "En la aplicación ya se trabajó sobre datos de este lote: no se puede deshacer sin perderlo."
)


def _delete(connection: Connection, known: dict[str, Template], batch: int) -> dict[str, int]:
    """Delete what the batch brought, children first; return how many rows of each sheet."""
    deleted = {}
    for name in reversed(known):
        table = table_of(known[name])
        own = delete(table).where(table.c.import_batch_id == batch)
        if "withdrawn_on" in table.c:
            own = own.where(table.c.withdrawn_on.is_(None))  # the code stays as withdrawn
        deleted[name] = connection.execute(own).rowcount
        if known[name].versioned:
            score_sheet_versions.take_out(connection, batch)
    return deleted


def _edited(connection: Connection, name: str, template: Template, batch: int) -> Iterator[Text]:
    """Report the rows of this batch that somebody changed in the app since."""
    table = table_of(template)
    if "edited_at" not in table.c:
        return
    rows = connection.scalar(
        select(func.count())
        .select_from(table)
        .where(table.c.import_batch_id == batch, table.c.edited_at.is_not(None))
    )
    if rows:
        yield Text(
            "{count} fila de {sheet} se cambió después en la aplicación: el lote queda.",
            "{count} filas de {sheet} se cambiaron después en la aplicación: el lote queda.",
            rows,
            sheet=name,
        )


def _changed_later(
    connection: Connection, name: str, template: Template, batch: int
) -> Iterator[Text]:
    """Report the later batches that changed rows as this batch left them."""
    later = connection.execute(
        select(BatchChange.batch_id, func.count())
        .where(BatchChange.previous_batch_id == batch)
        .where(BatchChange.table_name == table_of(template).name)
        .group_by(BatchChange.batch_id)
        .order_by(BatchChange.batch_id)
    )
    for other, rows in later:
        yield Text(
            "El lote {other} cambió después {count} fila de {sheet}: deshágalo primero.",
            "El lote {other} cambió después {count} filas de {sheet}: deshágalo primero.",
            rows,
            other=str(other),
            sheet=name,
        )


def _dependents(connection: Connection, parent: Template, batch: int) -> Iterator[Text]:
    """Report the rows of other batches that refer to rows which this batch brought in."""
    upper = table_of(parent)
    for name, child in templates().items():
        lower = table_of(child)
        for reference in child.references:
            if reference.template != parent.name:
                continue
            own = [child.column(column).attribute for column in reference.columns]
            theirs = reference.attributes(parent)
            same = and_(*(lower.c[m] == upper.c[t] for m, t in zip(own, theirs, strict=True)))
            ours = exists().where(same, upper.c.import_batch_id == batch)
            elsewhere = exists().where(same, upper.c.import_batch_id.is_distinct_from(batch))
            others = connection.execute(
                select(lower.c.import_batch_id, func.count())
                .where(lower.c.import_batch_id.is_distinct_from(batch), ours, not_(elsewhere))
                .group_by(lower.c.import_batch_id)
                .order_by(lower.c.import_batch_id)
            )
            for other, rows in others:
                if other is None:
                    yield Text(
                        "{count} fila de {sheet}, hecha en la aplicación, usa datos de este lote.",
                        "{count} filas de {sheet}, hechas en la aplicación, usan datos de este "
                        "lote.",
                        rows,
                        sheet=name,
                    )
                    continue
                yield Text(
                    "{count} fila de {sheet} del lote {other} usa datos de este lote: deshaga "
                    "primero el lote {other}.",
                    "{count} filas de {sheet} del lote {other} usan datos de este lote: deshaga "
                    "primero el lote {other}.",
                    rows,
                    sheet=name,
                    other=str(other),
                )


def _restore(connection: Connection, template: Template, batch: int) -> tuple[int, set[str]]:
    """Restore the earlier values of the rows that the batch changed.

    Return how many, and which surveys they are of. A piece at a time is read and written: a batch
    may have changed a million rows.
    """
    table = table_of(template)
    own = select(BatchChange.id, BatchChange.before).where(
        BatchChange.batch_id == batch, BatchChange.table_name == table.name
    )
    count, last, surveys = 0, 0, set[str]()
    while True:
        following = own.where(BatchChange.id > last).order_by(BatchChange.id).limit(PIECE)
        changes = connection.execute(following).all()
        if not changes:
            return count, surveys
        columns = {
            name: restored(table.c[name], (before[name] for _id, before in changes))
            for name in changes[0][1]
        }
        update_columns(connection, table, attributes_of(template), columns)
        if template.name in SHEETS:
            surveys.update(columns[survey_column(template.name)])
        count, last = count + len(changes), changes[-1][0]


def _unsound(
    connection: Connection, batch: int, back: Mapping[str, tuple[int, set[str]]]
) -> Iterator[Text]:
    """Report the surveys that could not be estimated any more with the earlier values."""
    surveys = set().union(*(back[name][1] for name in SHEETS))
    seen = set()
    for problem in problems(survey_parts(connection, surveys, templates(), {})):
        if (problem.survey, problem.rule) not in seen:
            seen.add((problem.survey, problem.rule))
            yield Text(
                "Sin el lote {batch} la encuesta {survey} quedaría mal: {problem}",
                batch=str(batch),
                survey=problem.survey,
                problem=problem.text,
            )

"""Import: read, check and store files, all or nothing per call."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, and_, bindparam, insert, select, update

from data_access import periods, summaries
from data_access.database import bump, writing
from data_access.imports.checking import Table, check_sheets
from data_access.imports.findings import Finding
from data_access.imports.reading import Sheet, Unreadable, read
from data_access.imports.relations import check_keys, check_references
from data_access.imports.rules import check_rows
from data_access.imports.samples import check_samples
from data_access.imports.stored import Key, attributes_of, chunks, rows_with_keys, table_of
from data_access.imports.templates import VERSION, Template, templates
from data_access.language import Text
from data_access.tables import BatchChange, ImportBatch, ImportFile

Progress = Callable[[float, Text], None]


@dataclass
class Report:
    """What came of an import: `batch` is its number, None where nothing was written."""

    batch: int | None = None
    accepted: int = 0
    errors: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)
    notices: list[Text] = field(default_factory=list)

    @property
    def refused(self) -> bool:
        """Whether the files were turned away."""
        return self.batch is None and bool(self.errors or self.warnings)

    def to_json(self, language: str) -> dict[str, Any]:
        """The report as INTERFACE promises it."""
        return {
            "batch": self.batch,
            "accepted": self.accepted,
            "errors": [finding.to_json(language) for finding in self.errors],
            "warnings": [finding.to_json(language) for finding in self.warnings],
            "notices": [notice.to(language) for notice in self.notices],
        }


@dataclass(frozen=True)
class Change:
    """What a sheet would do: rows to insert, rows to update with what they were, rows the same."""

    new: list[dict[str, Any]]
    changed: list[tuple[dict[str, Any], dict[str, Any]]]
    same: int


def import_files(
    engine: Engine,
    paths: Iterable[Path],
    *,
    accept_warnings: bool = False,
    author: str = "",
    progress: Progress | None = None,
) -> Report:
    """Read workbooks and CSVs and store their rows as one batch, or nothing at all.

    Every mistake is reported at once. Rows that only give cause for doubt are stored with
    `accept_warnings`. Files already in force, or rows already stored as they are, are a notice.
    """
    say = progress or (lambda _share, _text: None)
    report = Report()
    sheets: list[Sheet] = []
    hashes: dict[str, str] = {}
    with writing(engine) as connection:
        for path in paths:
            say(0.0, Text("Leyendo {file}", file=path.name))
            try:
                digest = _sha256(path)
                if digest in hashes or _in_force(connection, digest):
                    report.notices.append(
                        Text("{file} ya está importado: no se cambió nada.", file=path.name)
                    )
                    continue
                sheets += read(path)
                hashes[digest] = path.name
            except Unreadable as problem:
                report.errors.append(
                    Finding(path.name, None, None, None, None, problem.rule, problem.text)
                )
        known = templates()
        say(0.3, Text("Revisando"))
        tables, findings = check_sheets(sheets, known, periods.today())
        findings += check_keys(tables)
        findings += check_references(connection, tables, known)
        findings += check_rows(tables)
        findings += check_samples(connection, tables, known)
        findings.sort(key=_reading_order)
        report.errors += [finding for finding in findings if finding.error]
        report.warnings += [finding for finding in findings if not finding.error]
        if report.errors or (report.warnings and not accept_warnings):
            return report
        if not tables:
            report.notices += [
                Text("{file} no tiene filas llenas: no se cambió nada.", file=name)
                for name in hashes.values()
            ]
            return report
        say(0.6, Text("Guardando"))
        changes = {name: _changes(connection, table) for name, table in tables.items()}
        if not any(change.new or change.changed for change in changes.values()):
            if hashes:
                report.notices.append(Text("Todas las filas ya estaban guardadas así."))
            return report
        report.batch = _store(connection, changes, known, hashes, author)
        report.accepted = sum(len(c.new) + len(c.changed) for c in changes.values())
        touched = {known[name].subject for name, c in changes.items() if c.new or c.changed}
        say(0.9, Text("Actualizando resúmenes"))
        summaries.refresh(connection, touched)
        bump(connection, "batches", *touched)
    say(1.0, Text("Listo"))
    return report


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while piece := file.read(2**20):
                digest.update(piece)
    except OSError:
        raise Unreadable("archivo_falta", Text("No existe el archivo.")) from None
    return digest.hexdigest()


def _in_force(connection: Connection, digest: str) -> bool:
    found = select(ImportFile.batch_id).where(ImportFile.sha256 == digest, ImportFile.in_force)
    return connection.execute(found).first() is not None


def _reading_order(finding: Finding) -> tuple[str, str, int, str]:
    return (finding.file, finding.sheet or "", finding.row or 0, finding.column or "")


def _changes(connection: Connection, table: Table) -> Change:
    """Compare a checked sheet with what is stored under its keys."""
    template = table.template
    names = [column.attribute for column in template.columns]
    keys = attributes_of(template)
    rows: list[dict[str, Any]] = table.frame[names].to_dict("records")  # type: ignore[assignment]
    incoming: dict[Key, dict[str, Any]] = {
        tuple(values[name] for name in keys): values for values in rows
    }
    new = dict(incoming)
    changed = []
    for row in rows_with_keys(connection, template, incoming):
        before = dict(row._mapping)
        values = new.pop(tuple(before[name] for name in keys))
        if any(before[name] != values[name] for name in names):
            changed.append((values, before))
    return Change(list(new.values()), changed, len(incoming) - len(new) - len(changed))


def _store(
    connection: Connection,
    changes: dict[str, Change],
    known: dict[str, Template],
    hashes: dict[str, str],
    author: str,
) -> int:
    stored = connection.execute(
        insert(ImportBatch).returning(ImportBatch.id),
        {
            "template_version": VERSION,
            "author": author,
            "rows_new": sum(len(change.new) for change in changes.values()),
            "rows_changed": sum(len(change.changed) for change in changes.values()),
            "rows_same": sum(change.same for change in changes.values()),
        },
    )
    batch = int(stored.scalar_one())
    files = [
        {"batch_id": batch, "sha256": digest, "name": name, "in_force": True}
        for digest, name in hashes.items()
    ]
    connection.execute(insert(ImportFile), files)
    for name, change in changes.items():
        table = table_of(known[name])
        for piece in chunks(change.new):
            connection.execute(
                insert(table), [{**values, "import_batch_id": batch} for values in piece]
            )
        if change.changed:
            _update(connection, known[name], change.changed, batch)
    return batch


def _update(
    connection: Connection,
    template: Template,
    changed: Sequence[tuple[dict[str, Any], dict[str, Any]]],
    batch: int,
) -> None:
    """Write new values over rows, keeping what they were for undo."""
    table = table_of(template)
    keys = attributes_of(template)
    records = [
        {
            "batch_id": batch,
            "previous_batch_id": before["import_batch_id"],
            "table_name": table.name,
            "row_key": {name: portable(before[name]) for name in keys},
            "before": {name: portable(value) for name, value in before.items()},
        }
        for _, before in changed
    ]
    for piece in chunks(records):
        connection.execute(insert(BatchChange), piece)
    rest = [column.attribute for column in template.columns if not column.key]
    statement = (
        update(table)
        .where(and_(*(table.c[name] == bindparam(f"key_{name}") for name in keys)))
        .values({name: bindparam(f"new_{name}") for name in [*rest, "import_batch_id"]})
    )
    for piece in chunks(changed):
        connection.execute(
            statement,
            [
                {f"key_{name}": values[name] for name in keys}
                | {f"new_{name}": values[name] for name in rest}
                | {"new_import_batch_id": batch}
                for values, _ in piece
            ],
        )


def portable(value: Any) -> Any:
    """A stored value as JSON keeps it; `undo.restored` reads it back by its column."""
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value

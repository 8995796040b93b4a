"""Import: read, check and store files, all or nothing per call."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, select

from data_access import periods, summaries
from data_access.database import bump, writing
from data_access.imports.awards import check_awards
from data_access.imports.checking import Table, check_sheets
from data_access.imports.findings import Finding
from data_access.imports.reading import Sheet, Unreadable, read
from data_access.imports.relations import check_keys, check_references
from data_access.imports.rules import check_rows
from data_access.imports.samples import check_samples
from data_access.imports.stored import alone
from data_access.imports.storing import compare, store
from data_access.imports.templates import templates
from data_access.language import Text
from data_access.tables import ImportFile

Progress = Callable[[float, Text], None]


@dataclass
class Report:
    """What came of an import: `batch` is its number, None where nothing was written.

    `refused` says that the files were turned away, for errors or for warnings not yet accepted.
    """

    batch: int | None = None
    accepted: int = 0
    refused: bool = False
    errors: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)
    notices: list[Text] = field(default_factory=list)

    def to_json(self, language: str) -> dict[str, Any]:
        """The report as INTERFACE promises it."""
        return {
            "batch": self.batch,
            "accepted": self.accepted,
            "errors": [finding.to_json(language) for finding in self.errors],
            "warnings": [finding.to_json(language) for finding in self.warnings],
            "notices": [notice.to(language) for notice in self.notices],
        }


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
    paths = list(paths)
    report = Report()
    sheets, hashes = _read(engine, paths, report, say)
    say(0.4, Text("Revisando"))
    tables, findings = check_sheets(sheets, templates(), periods.today())
    findings += check_keys(tables)
    findings += check_rows(tables)
    # Reading took its time without keeping anybody from writing; from here on nobody else does.
    with writing(engine) as connection:
        alone(connection)
        overtaken = not hashes.keys().isdisjoint(_in_force(connection))
        if not overtaken:
            findings += check_references(connection, tables, templates())
            findings += check_samples(connection, tables, templates())
            findings += check_awards(connection, tables, templates())
            findings.sort(key=_reading_order)
            report.errors += [finding for finding in findings if finding.error]
            report.warnings += [finding for finding in findings if not finding.error]
            _settle(connection, report, tables, hashes, accept_warnings, author, say)
    if overtaken:
        # Somebody brought one of these files in meanwhile: look again.
        return import_files(
            engine, paths, accept_warnings=accept_warnings, author=author, progress=progress
        )
    say(1.0, Text("Listo"))
    return report


def _read(
    engine: Engine, paths: list[Path], report: Report, say: Progress
) -> tuple[list[Sheet], dict[str, str]]:
    """The sheets of all files not yet in force, and those files' names by their hashes."""
    with engine.connect() as connection:
        in_force = _in_force(connection)
    sheets: list[Sheet] = []
    hashes: dict[str, str] = {}
    for at, path in enumerate(paths):
        say(0.4 * at / len(paths), Text("Leyendo {file}", file=path.name))
        try:
            digest = _sha256(path)
            if digest in in_force:
                report.notices.append(
                    Text("{file} ya está importado: no se cambió nada.", file=path.name)
                )
            elif digest in hashes:
                report.notices.append(
                    Text(
                        "{file} es igual a {other}: se lee una sola vez.",
                        file=path.name,
                        other=hashes[digest],
                    )
                )
            else:
                sheets += read(path)
                hashes[digest] = path.name
        except Unreadable as problem:
            report.errors.append(
                Finding(path.name, problem.sheet, None, None, None, problem.rule, problem.text)
            )
    return sheets, hashes


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        raise Unreadable(
            "archivo_falta", Text("El archivo no existe o no se puede abrir.")
        ) from None


def _in_force(connection: Connection) -> set[str]:
    """Hashes of the files of all batches that were not undone."""
    return set(connection.execute(select(ImportFile.sha256).where(ImportFile.in_force)).scalars())


def _reading_order(finding: Finding) -> tuple[str, str, int, str]:
    return (finding.file, finding.sheet or "", finding.row or 0, finding.column or "")


def _settle(
    connection: Connection,
    report: Report,
    tables: dict[str, Table],
    hashes: dict[str, str],
    accept_warnings: bool,
    author: str,
    say: Progress,
) -> None:
    """Store what was found right, and say in the report what became of it."""
    if report.errors:
        report.refused = True
        return
    if not tables:
        report.notices += [
            Text("{file} no tiene filas llenas: no se cambió nada.", file=name)
            for name in hashes.values()
        ]
        return
    changes = [compare(connection, table) for table in tables.values()]
    touched = {change.template.subject for change in changes if change.rows}
    if not touched:
        # What is stored already was doubted, and accepted, when it came in.
        report.warnings.clear()
        report.notices.append(Text("Todas las filas ya estaban guardadas así."))
        return
    if report.warnings and not accept_warnings:
        report.refused = True
        return

    def advance(share: float) -> None:
        say(0.6 + 0.3 * share, Text("Guardando"))

    report.batch = store(connection, changes, hashes, author, advance)
    report.accepted = sum(change.rows for change in changes)
    say(0.9, Text("Actualizando resúmenes"))
    summaries.refresh(connection, touched)
    bump(connection, "batches", *touched)

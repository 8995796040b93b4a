"""The files of one import as they were read: what no other file or row can change any more."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection, Engine, select

from data_access import clock
from data_access.imports import pieces, waiting
from data_access.imports.cell_columns import Texts
from data_access.imports.checked_rows import Table
from data_access.imports.file_reading import RawSheet, read, require_room
from data_access.imports.finding_list import Findings
from data_access.imports.holding import Held
from data_access.imports.import_findings import ImportFinding
from data_access.imports.mapping.arranging import arrange, open_question
from data_access.imports.mapping.memory import Memory, recall
from data_access.imports.mapping.questions import Asking
from data_access.imports.pieces import PieceFolder
from data_access.imports.reading_problems import Unreadable
from data_access.imports.relations import check_keys
from data_access.imports.reports import Report
from data_access.imports.row_doubts import check_rows
from data_access.imports.row_permissions import require_bringer, sheets_for
from data_access.imports.sheet_checking import check_sheets
from data_access.imports.target_rules import target_asks_for_better
from data_access.imports.templates import templates
from data_access.language import Text
from data_access.refusal import Forbidden
from data_access.tables import ImportBatch, ImportFile
from data_access.viewer import Viewer, brings_any_data

Progress = Callable[[float, Text], None]
_REGISTERED = (target_asks_for_better,)  # rules that are checked with those of `row_rules`


def say_nothing(_share: float, _text: Text) -> None:
    """Take the progress of what nobody waits for."""


@dataclass
class Call:
    """Some files as they were read: the part that no other file or row can change any more."""

    viewer: Viewer
    evidence: str | None = None
    report: Report = field(default_factory=Report)
    hashes: dict[str, str] = field(default_factory=dict)
    tables: dict[str, Table] = field(default_factory=dict)
    # Of a leader's call, which may have to wait; and of one that waited, its number, author and
    # office, and the rows that were put aside.
    sheets: list[RawSheet] = field(default_factory=list)
    number: int | None = None
    author: str | None = None
    office: str | None = None
    held: list[Held] = field(default_factory=list)
    further: bool = False  # its rows belong to a batch of which others are stored already
    findings: Findings = field(default_factory=Findings)
    folder: PieceFolder | None = None
    memory: Memory | None = None


def read_files(
    engine: Engine,
    paths: list[Path],
    viewer: Viewer,
    say: Progress,
    folder: PieceFolder | None = None,
) -> Call:
    """Return the files, read and checked as far as that goes without what is stored.

    Large CSVs come in pieces where there is a folder for them. A leader's files are read whole:
    they are kept as they are until a monitor approves them.
    """
    require_bringer(viewer)
    waiting.require_published(engine, viewer)
    call = Call(viewer, folder=folder if brings_any_data(viewer) else None)
    sheets = _read(engine, paths, call, say)
    say(0.4, Text("Revisando"))
    check(call, sheets)
    return call


def read_mapped(
    engine: Engine, paths: list[Path], viewer: Viewer, asking: Asking, say: Progress
) -> Call:
    """Return the files, read, brought into the templates' shape and checked."""
    require_bringer(viewer)
    waiting.require_published(engine, viewer)
    call = Call(viewer)
    sheets = _read(engine, paths, call, say)
    with engine.connect() as connection:
        call.memory = Memory() if asking.anew else recall(connection, viewer)
    known = {template.name: template for template in sheets_for(viewer)}
    done = arrange(sheets, known, asking.ask, call.memory)
    call.report.notices += done.notices
    call.report.questions, call.report.previews = done.questions, done.previews
    call.report.errors += [open_question(question) for question in done.questions]
    say(0.4, Text("Revisando"))
    check(call, done.sheets)
    return call


def read_waiting(engine: Engine, batch: int, author: str, viewer: Viewer) -> Call:
    require_bringer(viewer)
    if not brings_any_data(viewer):
        raise Forbidden(
            Text("Solo el seguimiento del programa o la administración aprueban lotes.")
        )
    with engine.connect() as connection:
        sheets = waiting.sheets_of(connection, batch)
        query = select(ImportFile.sha256, ImportFile.name).filter_by(batch_id=batch)
        hashes = {row.sha256: row.name for row in connection.execute(query)}
        office = connection.scalar(select(ImportBatch.office).where(ImportBatch.id == batch)) or ""
    call = Call(viewer, hashes=hashes, number=batch, author=author, office=office)
    check(call, sheets)
    return call


def check(call: Call, sheets: list[RawSheet]) -> None:
    """Check the sheets as far as that goes without what is stored."""
    if not brings_any_data(call.viewer):
        call.sheets = list(sheets)
    today = clock.today()
    call.tables, call.findings, notices = check_sheets(sheets, templates(), today, call.folder)
    call.report.notices += notices
    call.findings += check_keys(call.tables)
    call.findings += check_rows(call.tables)


def _read(engine: Engine, paths: list[Path], call: Call, say: Progress) -> list[RawSheet]:
    """Return the sheets of all files not yet in force; `call.hashes` names those files."""
    with engine.connect() as connection:
        known = in_force(connection)
    report, hashes = call.report, call.hashes
    sheets: list[RawSheet] = []
    codes: Texts = {}
    for at, path in enumerate(paths):
        say(0.4 * at / len(paths), Text("Leyendo {file}", file=path.name))
        try:
            digest = _sha256(path)
            if digest in known:
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
                sheets += read(path, codes, call.folder)
                hashes[digest] = path.name
                require_room(sheets)
                if call.folder is not None:
                    _put_away(sheets, call.folder)
        except Unreadable as problem:
            report.errors.append(
                ImportFinding(
                    path.name, problem.sheet, None, None, None, problem.rule, problem.text
                )
            )
    return sheets


def _put_away(sheets: list[RawSheet], folder: PieceFolder) -> None:
    """Hold no more rows of all files together than of one: further ones wait on the disk."""
    if sum(sheet.length for sheet in sheets if not sheet.stored) > pieces.PIECE:
        for sheet in sheets:
            sheet.put_away(folder)


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        raise Unreadable(
            "archivo_falta", Text("El archivo no existe o no se puede abrir.")
        ) from None


def in_force(connection: Connection) -> set[str]:
    """Return the hashes of the files of all batches that were not undone, or that wait."""
    waits = ImportBatch.waiting == waiting.IMPORT
    query = select(ImportFile.sha256).join(ImportBatch, ImportBatch.id == ImportFile.batch_id)
    return set(connection.scalars(query.where(ImportFile.in_force | waits)))


Source = Callable[[Engine, Viewer], Call]


def of_files(paths: Iterable[Path], asking: Asking | None = None) -> Source:
    """Return the source of some files; with `asking`, of any shape."""

    def reading(engine: Engine, viewer: Viewer) -> Call:
        if asking is None:
            return read_files(engine, list(paths), viewer, say_nothing)
        return read_mapped(engine, list(paths), viewer, asking, say_nothing)

    return reading


def of_waiting(batch: int, author: str) -> Source:
    """Return the source of a batch that waits."""
    return lambda engine, viewer: read_waiting(engine, batch, author, viewer)

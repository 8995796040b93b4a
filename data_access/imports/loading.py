"""Import: read, check and store files, all or nothing per call, or only report the outcome."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, insert, select

from data_access import clock, record_keys, snapshot
from data_access.imports import looks, waiting
from data_access.imports.awards import check_awards
from data_access.imports.changes import Change
from data_access.imports.file_reading import RawSheet, read, require_room
from data_access.imports.import_findings import ImportFinding
from data_access.imports.lookalikes import similar
from data_access.imports.mapping.arranging import arrange, open_question
from data_access.imports.mapping.memory import Memory, keep, office_of, recall
from data_access.imports.mapping.questions import Asking
from data_access.imports.partial_rows import complete, emptied
from data_access.imports.programme_results import check_together
from data_access.imports.reading_problems import Unreadable
from data_access.imports.relations import check_keys, check_references
from data_access.imports.reports import Report, agreement, of_sheet, told
from data_access.imports.row_doubts import check_rows
from data_access.imports.row_permissions import (
    cantons_of_rows,
    check_places,
    require_bringer,
    sheets_for,
)
from data_access.imports.row_storing import Origin, compare, store
from data_access.imports.sheet_checking import Table, check_sheets
from data_access.imports.sheet_description import VERSION
from data_access.imports.survey_rules import check_samples
from data_access.imports.target_rules import target_asks_for_better
from data_access.imports.templates import templates
from data_access.language import Text
from data_access.refusal import Forbidden, Refusal
from data_access.tables import ImportBatch, ImportFile
from data_access.transaction import NOTHING, Transaction, rehearsal, transaction
from data_access.viewer import Viewer, brings_any_data

Progress = Callable[[float, Text], None]


def say_nothing(_share: float, _text: Text) -> None:
    """Take the progress of what nobody waits for."""


_REGISTERED = (target_asks_for_better,)  # rules that are checked with those of `row_rules`
WAITS = Text(
    "El lote espera la aprobación del equipo de seguimiento: sus filas hablan de personas y "
    "cuentan desde entonces."
)


@dataclass
class _Call:
    """Some files as they were read: the part that no other file or row can change any more."""

    viewer: Viewer
    evidence: str | None = None
    report: Report = field(default_factory=Report)
    hashes: dict[str, str] = field(default_factory=dict)
    tables: dict[str, Table] = field(default_factory=dict)
    # Of a leader's call, which may have to wait; and of one that waited, its number and author.
    sheets: list[RawSheet] = field(default_factory=list)
    number: int | None = None
    author: str | None = None
    findings: list[ImportFinding] = field(default_factory=list)
    memory: Memory | None = None


@dataclass(frozen=True)
class Foreseen:
    """What a trial touches: subjects and cantons, and what was seen before it."""

    subjects: set[str]
    cantons: set[str]
    before: Any


Look = TypeVar("Look")
Source = Callable[[Engine, Viewer], _Call]
MOST_TRIED = 20_000  # rows; nobody else writes while they are tried
TRIED = -1


def check_files(
    engine: Engine, paths: Iterable[Path], viewer: Viewer, *, progress: Progress | None = None
) -> Report:
    """Return what `import_files` would find and do at this moment; write nothing.

    Raise Forbidden if the reader brings in no data.
    """
    say = progress or say_nothing
    call = _read_all(engine, list(paths), viewer, say)
    return _preview(engine, call, say)


def import_files(
    engine: Engine,
    paths: Iterable[Path],
    viewer: Viewer,
    *,
    accept_warnings: bool = False,
    agreed: str | None = None,
    progress: Progress | None = None,
) -> Report:
    """Read workbooks and CSVs and store their rows as one batch, or nothing at all.

    Every mistake is reported at once. Rows that only give cause for doubt are stored with
    `accept_warnings`. Files already in force, or rows already stored as they are, are a notice.
    With `agreed`, the agreement of a report that somebody read, nothing is stored unless this
    import does just what that report said. Raise Forbidden if the reader brings in no data.
    """
    say = progress or say_nothing
    paths = list(paths)
    call = _read_all(engine, paths, viewer, say)
    if _store(engine, call, say, Agreement(accept_warnings, agreed)):
        # Somebody imported one of these files meanwhile: read again.
        return import_files(
            engine,
            paths,
            viewer,
            accept_warnings=accept_warnings,
            agreed=agreed,
            progress=progress,
        )
    return call.report


@dataclass(frozen=True)
class Agreement:
    """What somebody has agreed to: warnings, and, of a report that was read, just what it said."""

    accept_warnings: bool = False
    to: str | None = None


NOTHING_AGREED = Agreement()


def check_mapped(
    engine: Engine,
    paths: Iterable[Path],
    viewer: Viewer,
    asking: Asking,
    *,
    progress: Progress | None = None,
) -> Report:
    """Return what `import_mapped` would find and do at this moment; write nothing."""
    say = progress or say_nothing
    call = _read_mapped(engine, list(paths), viewer, asking, say)
    return _preview(engine, call, say)


def import_mapped(
    engine: Engine,
    paths: Iterable[Path],
    viewer: Viewer,
    asking: Asking,
    *,
    agreed: Agreement = NOTHING_AGREED,
    progress: Progress | None = None,
) -> Report:
    """Store files that are no templates, once `asking` has told what cannot be known of them.

    A question without an answer is an error of the report, which says it; the answers are kept
    for the office's next file of that shape. Raise Forbidden if the reader brings in no data.
    """
    say = progress or say_nothing
    paths = list(paths)
    call = _read_mapped(engine, paths, viewer, asking, say)
    if _store(engine, call, say, agreed):
        return import_mapped(engine, paths, viewer, asking, agreed=agreed, progress=progress)
    return call.report


def _read_mapped(
    engine: Engine, paths: list[Path], viewer: Viewer, asking: Asking, say: Progress
) -> _Call:
    """Return the files, read, brought into the templates' shape and checked."""
    require_bringer(viewer)
    waiting.require_published(engine, viewer)
    call = _Call(viewer)
    sheets = _read(engine, paths, call, say)
    with engine.connect() as connection:
        call.memory = Memory() if asking.anew else recall(connection, viewer)
    known = {template.name: template for template in sheets_for(viewer)}
    done = arrange(sheets, known, asking.ask, call.memory)
    call.report.notices += done.notices
    call.report.questions, call.report.previews = done.questions, done.previews
    call.report.errors += [open_question(question) for question in done.questions]
    say(0.4, Text("Revisando"))
    _check(call, done.sheets)
    return call


def _preview(engine: Engine, call: _Call, say: Progress) -> Report:
    """Return what storing would find and do, or, if a leader has had enough of them, only that."""
    if _has_room(engine, call):
        with engine.connect() as connection:
            say(0.7, Text("Comparando con lo guardado"))
            _examine(connection, call, accept_warnings=False)
    say(1.0, Text("Listo"))
    return call.report


def _has_room(engine: Engine, call: _Call) -> bool:
    """Count a leader's look at people; if none is left today, let the report say only that.

    An import that stores nothing is one too: its report tells as much as a preview. What is stored
    is none. It is counted apart from the import, whose versions must not move for it.
    """
    stored = call.report.batch is not None
    if stored or not looks.are_counted(call.viewer, call.tables.values()):
        return True
    files = call.hashes.values()
    with transaction(engine, call.viewer.name, touches=NOTHING) as connection:
        room = looks.note(connection, call.viewer, files)
    if not room:
        looks.withhold(call.report, files)
    return room


def _store(engine: Engine, call: _Call, say: Progress, agreed: Agreement) -> bool:
    """Store what was read, unless something forbids it; return whether somebody else just did."""
    # Reading took its time without keeping anybody from writing; from here on nobody else does.
    with transaction(engine, call.viewer.name, touches=("batches",), exclusive=True) as connection:
        if not call.hashes.keys().isdisjoint(_in_force(connection)):
            return True
        changes = _examine(connection, call, agreed.accept_warnings)
        if agreed.to is not None and agreed.to != call.report.agreement:
            call.report.refused = call.report.overtaken = True
        elif changes and not call.report.refused:
            _write_or_keep(connection, call, changes, say)
    _has_room(engine, call)
    if call.report.batch is not None and not call.report.waiting:
        snapshot.refresh(engine)
    say(1.0, Text("Listo"))
    return False


def import_sheet(
    engine: Engine, sheet: RawSheet, viewer: Viewer, evidence: str, accept_warnings: bool = False
) -> Report:
    """Store the rows of a sheet that was never a file, by the same rules and as a batch.

    `evidence` is kept with the batch. Raise Forbidden if the reader brings in no data.
    """
    require_bringer(viewer)
    waiting.require_published(engine, viewer)
    # The same row may come in again after another: each sheet is a file of its own.
    digest = hashlib.sha256(f"{sheet}{clock.now().isoformat()}".encode()).hexdigest()
    call = _Call(viewer, evidence, hashes={digest: sheet.file})
    _check(call, [sheet])
    with transaction(engine, viewer.name, touches=("batches",), exclusive=True) as connection:
        changes = _examine(connection, call, accept_warnings)
        if changes and not call.report.refused:
            _write_or_keep(connection, call, changes, say_nothing)
    _has_room(engine, call)
    return call.report


def import_waiting(
    engine: Engine, batch: int, author: str, viewer: Viewer, agreed: str | None = None
) -> Report:
    """Store the rows of a batch that waited, by the same rules as if it came in now.

    The viewer answers for it and is the one whose rights count; `author` brought it in. With
    `agreed`, the agreement of `check_waiting`, nothing is stored unless this does just what that
    said. Raise Forbidden if the viewer may not bring in any data.
    """
    call = _read_waiting(engine, batch, author, viewer)
    with transaction(engine, viewer.name, touches=("batches",), exclusive=True) as connection:
        if not waiting.still_waits(connection, batch):
            # Taken back, or approved by somebody else, since it was read.
            raise Refusal(waiting.waits_for_nothing(batch))
        changes = _examine(connection, call, accept_warnings=True)
        if agreed is not None and agreed != call.report.agreement:
            call.report.refused = call.report.overtaken = True
        elif not call.report.refused:
            connection.log("batch_approved", batch=batch, author=author)
            _write(connection, call, changes, say_nothing)
            waiting.done(connection, batch)
    return call.report


def check_waiting(engine: Engine, batch: int, author: str, viewer: Viewer) -> Report:
    """Return what storing a batch that waits would find and do at this moment; write nothing."""
    call = _read_waiting(engine, batch, author, viewer)
    with engine.connect() as connection:
        _examine(connection, call, accept_warnings=False)
    return call.report


def foresee(
    engine: Engine, source: Source, viewer: Viewer, look: Callable[[Connection, Foreseen], Look]
) -> Look | None:
    """Return what `look` sees in the database as it would be with the files, or a batch that waits.

    Nothing of it stays. Return None where nothing could be stored, where that is more than can be
    tried, and where it would tell the viewer what is stored of people.
    """
    call = source(engine, viewer)
    seen: list[Look] = []
    with rehearsal(engine, touches=("batches",)) as connection:
        changes = _examine(connection, call, accept_warnings=True)
        rows = sum(change.rows for change in changes)
        open_to = all(told(viewer, change.template) for change in changes)
        if not call.report.refused and open_to and 0 < rows <= MOST_TRIED:
            places = cantons_of_rows(connection, call.tables)
            seen.append(_tried(connection, call, changes, places, look))
    return seen[0] if seen else None


def of_files(paths: Iterable[Path], asking: Asking | None = None) -> Source:
    """Return the source of some files; with `asking`, of any shape."""

    def reading(engine: Engine, viewer: Viewer) -> _Call:
        if asking is None:
            return _read_all(engine, list(paths), viewer, say_nothing)
        return _read_mapped(engine, list(paths), viewer, asking, say_nothing)

    return reading


def of_waiting(batch: int, author: str) -> Source:
    """Return the source of a batch that waits."""
    return lambda engine, viewer: _read_waiting(engine, batch, author, viewer)


def _tried(
    connection: Transaction,
    call: _Call,
    changes: list[Change],
    places: set[str],
    look: Callable[[Connection, Foreseen], Look],
) -> Look:
    touched = {change.template.subject for change in changes if change.rows}
    before = look(connection, Foreseen(touched, places, None))
    # Under a number that no batch has, and that uses none up.
    row = {"id": TRIED, "template_version": VERSION, "author": call.viewer.name}
    counts = dict.fromkeys(("rows_new", "rows_changed", "rows_same"), 0)
    connection.execute(insert(ImportBatch), {**row, **counts})
    origin = Origin(call.viewer.name, office_of(call.viewer), number=TRIED)
    store(connection, changes, {}, origin, lambda _share: None)
    if "people" in touched:
        record_keys.fill(connection)
    return look(connection, Foreseen(touched, places, before))


def _read_waiting(engine: Engine, batch: int, author: str, viewer: Viewer) -> _Call:
    require_bringer(viewer)
    if not brings_any_data(viewer):
        raise Forbidden(
            Text("Solo el seguimiento del programa o la administración aprueban lotes.")
        )
    with engine.connect() as connection:
        sheets = waiting.sheets_of(connection, batch)
        query = select(ImportFile.sha256, ImportFile.name).filter_by(batch_id=batch)
        hashes = {row.sha256: row.name for row in connection.execute(query)}
    call = _Call(viewer, hashes=hashes, number=batch, author=author)
    _check(call, sheets)
    return call


def _read_all(engine: Engine, paths: list[Path], viewer: Viewer, say: Progress) -> _Call:
    """Return the files, read and checked as far as that goes without what is stored."""
    require_bringer(viewer)
    waiting.require_published(engine, viewer)
    call = _Call(viewer)
    sheets = _read(engine, paths, call, say)
    say(0.4, Text("Revisando"))
    _check(call, sheets)
    return call


def _check(call: _Call, sheets: list[RawSheet]) -> None:
    """Check the sheets as far as that goes without what is stored."""
    call.tables, call.findings, notices = check_sheets(sheets, templates(), clock.today())
    call.report.notices += notices
    if not brings_any_data(call.viewer):
        call.sheets = list(sheets)
    sheets.clear()  # the cells stand in the tables now
    call.findings += check_keys(call.tables)
    call.findings += check_rows(call.tables)


def _read(engine: Engine, paths: list[Path], call: _Call, say: Progress) -> list[RawSheet]:
    """Return the sheets of all files not yet in force; `call.hashes` names those files."""
    with engine.connect() as connection:
        in_force = _in_force(connection)
    report, hashes = call.report, call.hashes
    sheets: list[RawSheet] = []
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
                require_room(sheets)
        except Unreadable as problem:
            report.errors.append(
                ImportFinding(
                    path.name, problem.sheet, None, None, None, problem.rule, problem.text
                )
            )
    return sheets


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        raise Unreadable(
            "archivo_falta", Text("El archivo no existe o no se puede abrir.")
        ) from None


def _in_force(connection: Connection) -> set[str]:
    """Return the hashes of the files of all batches that were not undone, or that wait."""
    waits = ImportBatch.waiting == waiting.IMPORT
    query = select(ImportFile.sha256).join(ImportBatch, ImportBatch.id == ImportFile.batch_id)
    return set(connection.scalars(query.where(ImportFile.in_force | waits)))


def _reading_order(finding: ImportFinding) -> tuple[str, str, int, str]:
    return (finding.file, finding.sheet or "", finding.row or 0, finding.column or "")


def _examine(connection: Connection, call: _Call, accept_warnings: bool) -> list[Change]:
    """Fill the report with all that is found; return the changes to store, if any."""
    report, tables = call.report, call.tables
    report.notices += complete(connection, tables, call.viewer, waited=call.author is not None)
    findings = [*call.findings, *check_references(connection, tables, templates(), call.viewer)]
    findings += check_places(connection, tables, call.viewer, findings)
    findings += check_samples(connection, tables, templates())
    findings += check_together(connection, tables, templates())
    findings += check_awards(connection, tables, templates())
    findings.sort(key=_reading_order)
    report.errors += [finding for finding in findings if finding.error]
    report.warnings += [finding for finding in findings if not finding.error]
    changes: list[Change] = []
    if report.errors:
        report.refused = True
    elif not tables:
        report.notices += [
            Text("{file} no tiene filas llenas: no se cambió nada.", file=name)
            for name in call.hashes.values()
        ]
    else:
        changes = [compare(connection, table) for table in tables.values()]
        report.warnings += similar(connection, tables, changes, call.viewer)
        report.warnings += emptied(tables, changes)
        report.warnings.sort(key=_reading_order)
        if any(change.rows or not told(call.viewer, change.template) for change in changes):
            report.changes = [of_sheet(call.viewer, change) for change in changes]
            report.refused = bool(report.warnings) and not accept_warnings
            if waiting.must_wait(call.viewer, changes):
                report.waiting = True
                report.notices.append(WAITS)
        else:
            # What is stored already was doubted, and accepted, when it came in.
            report.warnings.clear()
            report.notices.append(Text("Todas las filas ya estaban guardadas así."))
            changes = []
    if not report.errors:
        report.agreement = agreement(report, changes, call.hashes)
    return changes


def _write_or_keep(
    connection: Transaction, call: _Call, changes: list[Change], say: Progress
) -> None:
    """Store what was found right, or keep it aside until a monitor approves it."""
    if not call.report.waiting:
        _write(connection, call, changes, say)
        return
    report = call.report
    report.batch = waiting.keep(connection, changes, call.sheets, call.hashes, call.viewer)
    if call.memory is not None:
        keep(connection, call.viewer, call.memory)
    report.accepted = sum(change.rows + change.same for change in changes)
    connection.log("batch_waiting", batch=report.batch, files=sorted(call.hashes.values()))


def _write(connection: Transaction, call: _Call, changes: list[Change], say: Progress) -> None:
    """Store what was found right, log it, and update what is derived from it."""
    report, author = call.report, call.author or call.viewer.name

    def advance(share: float) -> None:
        say(0.6 + 0.3 * share, Text("Guardando"))

    origin = Origin(author, office_of(call.viewer), call.evidence, call.number)
    report.batch = store(connection, changes, call.hashes, origin, advance)
    report.accepted = sum(
        change.rows if told(call.viewer, change.template) else change.rows + change.same
        for change in changes
    )
    files, rows = sorted(call.hashes.values()), sum(change.rows for change in changes)
    if call.memory is not None:
        keep(connection, call.viewer, call.memory)
    connection.log("imported", actor=author, batch=report.batch, files=files, rows=rows)
    touched = {change.template.subject for change in changes if change.rows}
    if "people" in touched:
        record_keys.fill(connection)
    connection.touch(*touched)

"""`import`, `template`, `batches` and `undo`: imports of files, and their undo."""

from __future__ import annotations

import argparse
import datetime as dt
import getpass
import sys
from typing import Any

from data_access.clock import TIMEZONE
from data_access.commands import finding_lines
from data_access.commands.asking import asker
from data_access.commands.terminal import print_json, progress, said
from data_access.database import engine_for, migrate
from data_access.imports.batch_history import batches
from data_access.imports.blank_templates import write_template
from data_access.imports.file_reading import without_limits
from data_access.imports.loading import Agreement, import_files, import_mapped
from data_access.imports.mapping.questions import Asking
from data_access.imports.templates import templates
from data_access.imports.undo import undo
from data_access.language import Text
from data_access.releases import making
from data_access.viewer import ADMINISTRATOR, Viewer

PUBLISHED = Text("Publicación {number}, con los datos del {day}: es lo que todos ven desde ahora.")


def run_import(options: argparse.Namespace) -> int:
    """Import files; print what is wrong to stdout, rows with the same mistake together."""
    engine = engine_for()
    migrate(engine)
    with without_limits(), progress(options.language) as say:
        if options.map:
            report = import_mapped(
                engine,
                options.files,
                operator(),
                Asking(asker(options.language)),
                agreed=Agreement(options.accept_warnings),
                progress=say,
            )
        else:
            report = import_files(
                engine,
                options.files,
                operator(),
                accept_warnings=options.accept_warnings,
                progress=say,
            )
    made = making.make(engine, operator()) if options.release and not report.refused else None
    if options.json:
        sys.stdout.writelines(report.json_text(options.language))
        print()
        return int(report.refused)
    for line in finding_lines.lines(report.errors, said(options, "ERROR"), options.language):
        print(line)
    for line in finding_lines.lines(report.warnings, said(options, "AVISO"), options.language):
        print(line)
    for notice in report.notices:
        print(notice.to(options.language))
    if report.errors:
        print(
            said(
                options,
                "No se guardó nada: corrija los errores ({count}) y vuelva a importar.",
                count=len(report.errors),
            )
        )
    elif report.refused:
        print(
            said(
                options,
                "No se guardó nada: revise los avisos ({count}) y, si están bien, repita con "
                "--accept-warnings.",
                count=len(report.warnings),
            )
        )
    elif report.batch is not None:
        print(
            said(
                options,
                "Lote {batch}. Filas guardadas: {rows}.",
                batch=str(report.batch),
                rows=report.accepted,
            )
        )
    if made is not None:
        print(
            said(
                options,
                PUBLISHED.msgid,
                number=str(made.number),
                day=made.day,
            )
        )
    return int(report.refused)


def operator() -> Viewer:
    """Return an administrator named as the user of the shell, which has the database anyway.

    A container may know no name for its user.
    """
    try:
        name = getpass.getuser()
    except (KeyError, OSError):
        name = ""
    return Viewer(ADMINISTRATOR.grants, name)


def run_template(options: argparse.Namespace) -> int:
    """Write blank templates; an unknown sheet is wrong usage."""
    unknown = sorted(set(options.names) - set(templates()))
    if unknown:
        print(
            said(
                options,
                "No hay plantilla {names}: hay {known}.",
                names=", ".join(unknown),
                known=", ".join(templates()),
            ),
            file=sys.stderr,
        )
        return 2
    write_template(options.names, options.output, options.language)
    print(said(options, "Plantilla escrita en {file}.", file=options.output.name))
    return 0


def run_batches(options: argparse.Namespace) -> int:
    """List batches, oldest first."""
    engine = engine_for()
    migrate(engine)
    with engine.connect() as connection:
        stored = batches(connection, ADMINISTRATOR)
    found: list[dict[str, Any]] = [
        {
            "batch": batch.number,
            "at": _local(batch.at),
            "author": batch.author,
            "files": list(batch.files),
            "new": batch.new,
            "changed": batch.changed,
            "same": batch.same,
            "undone_at": batch.undone_at and _local(batch.undone_at),
            "waiting": batch.waiting,
        }
        for batch in reversed(stored)
    ]
    if options.json:
        print_json(found)
        return 0
    for batch in found:
        print(
            said(
                options,
                "{batch}  {at}  {files}: nuevas {new}, cambiadas {changed}, iguales {same}{undone}",
                **batch | {"files": ", ".join(batch["files"]), "batch": str(batch["batch"])},
                undone=said(options, " (deshecho)") if batch["undone_at"] else "",
            )
        )
    if not found:
        print(said(options, "Todavía no se ha importado nada."))
    return 0


def _local(at: dt.datetime) -> str:
    """Return a moment in Ecuador's time."""
    return at.astimezone(TIMEZONE).isoformat(timespec="seconds")


def run_undo(options: argparse.Namespace) -> int:
    """Undo a batch, or say what depends on it."""
    engine = engine_for()
    migrate(engine)
    done = undo(engine, options.batch, operator())
    print(
        said(
            options,
            "Lote {batch} deshecho. Filas borradas: {deleted}; restauradas: {restored}.",
            batch=str(options.batch),
            deleted=sum(done.deleted.values()),
            restored=sum(done.restored.values()),
        )
    )
    return 0

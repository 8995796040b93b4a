"""`release`: publish what stands to every reader below monitor, or see what that would move."""

from __future__ import annotations

import argparse

from sqlalchemy import Engine

from data_access.answers import QUESTIONS
from data_access.commands import finding_lines
from data_access.commands.data_verbs import PUBLISHED, operator
from data_access.commands.terminal import print_json, progress, said
from data_access.database import engine_for, migrate
from data_access.imports.approval import approve, moves_of, review
from data_access.imports.foresight import Moves
from data_access.language import Text
from data_access.releases import ahead, making
from data_access.releases.preview import Moved, Preview, preview
from data_access.territory import name
from data_access.viewer import Viewer


def run_release(options: argparse.Namespace) -> int:
    """Say what moves, publish, and compute the fixed scopes ahead.

    With --dry-run only say it; with --now publish at once and leave the rest to the server. With
    --approve a leader's batch counts first, unless it gives warnings that nobody accepted.
    """
    engine = engine_for()
    migrate(engine)
    viewer = operator()
    if options.approve is not None and not _approved(options, engine, viewer):
        return 1
    seen = None
    if not options.now:
        with progress(options.language) as say:
            seen = preview(engine, viewer, say)
    made = None if options.dry_run else making.make(engine, viewer)
    if options.json:
        moved = None if seen is None else [one.to_json() for one in seen.moved]
        number = None if made is None else made.number
        print_json({"number": number, "dry_run": bool(options.dry_run), "moved": moved})
    else:
        if seen is not None:
            for line in lines(seen):
                print(line.to(options.language))
        if made is not None:
            print(said(options, PUBLISHED.msgid, number=str(made.number), day=made.day))
    if made is not None and not options.now:
        with progress(options.language) as say:
            count = ahead.fill(engine, viewer.name, say)
        if not options.json:
            print(said(options, "Cifras calculadas de antemano: {count}.", count=count))
    return 0


def _approved(options: argparse.Namespace, engine: Engine, viewer: Viewer) -> bool:
    """Let a batch count, or only say what it would bring; return whether nothing stands against it.

    Its warnings are new to whoever approves it: its leader was not told of other places' codes.
    """
    batch = options.approve
    report = review(engine, batch, viewer)
    if not options.json:
        for line in finding_lines.lines(report.warnings, said(options, "AVISO"), options.language):
            print(line)
    if options.dry_run:
        if not options.json:
            for line in moved_lines(moves_of(engine, batch, viewer), options.language):
                print(line)
        return True
    if report.warnings and not options.accept_warnings:
        if options.json:
            found = [finding.to_json(options.language) for finding in report.warnings]
            print_json({"number": None, "dry_run": False, "moved": None, "warnings": found})
        else:
            print(
                said(
                    options,
                    "El lote {batch} no se aprobó: revise los avisos ({count}) y, si están bien, "
                    "repita con --accept-warnings.",
                    batch=str(batch),
                    count=len(report.warnings),
                )
            )
        return False
    approve(engine, batch, viewer, report.agreement or None)
    if not options.json:
        print(said(options, "El lote {batch} está aprobado.", batch=str(batch)))
    return True


def moved_lines(found: Moves, language: str) -> list[str]:
    """Return the public figures that a batch would move, a line for each answer and place."""
    return [
        Text(
            "{title}, {place}: se movería.",
            title=QUESTIONS[after.name].title,
            place=name(after.scope.territory),
        ).to(language)
        for _before, after in found or ()
    ]


def lines(seen: Preview) -> list[Text]:
    """Return what a release would move, a sentence for each answer."""
    if seen.since is None:
        return [Text("Todavía no se ha publicado nada: es la primera publicación.")]
    if not seen.moved:
        return [
            Text(
                "Nada de lo que muestran las páginas al abrirse cambia desde la publicación "
                "{number}.",
                number=str(seen.since.number),
            )
        ]
    return [_line(one) for one in seen.moved]


def _line(one: Moved) -> Text:
    place = name(one.scope.territory)
    year = "" if one.scope.start is None else f" {one.scope.start.year}"
    return Text(
        "{title}, {place}{year}: cambia {count} fila.",
        "{title}, {place}{year}: cambian {count} filas.",
        one.rows,
        title=QUESTIONS[one.answer].title,
        place=place,
        year=year,
    )

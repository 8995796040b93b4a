"""`release`: publish what stands to every reader below monitor, or see what that would move."""

from __future__ import annotations

import argparse

from data_access.answers import QUESTIONS
from data_access.commands.data_verbs import PUBLISHED, operator
from data_access.commands.terminal import print_json, progress, said
from data_access.database import engine_for, migrate
from data_access.imports.approval import approve
from data_access.language import Text
from data_access.releases import ahead, making
from data_access.releases.preview import Moved, Preview, preview
from data_access.territory import name


def run_release(options: argparse.Namespace) -> int:
    """Say what moves, publish, and compute the fixed scopes ahead.

    With --dry-run only say it; with --now publish at once and leave the rest to the server. With
    --approve a leader's batch counts first.
    """
    engine = engine_for()
    migrate(engine)
    viewer = operator()
    if options.approve is not None and not options.dry_run:
        approve(engine, options.approve, viewer)
        if not options.json:
            print(said(options, "El lote {batch} está aprobado.", batch=str(options.approve)))
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

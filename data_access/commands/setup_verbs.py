"""`init` and `boundaries`: a database and its map."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from data_access.commands.terminal import progress_bar, said
from data_access.database import engine_for, migrate


def add_verbs(verbs: Any) -> None:
    """Add this module's verbs to the parser."""
    init = verbs.add_parser("init", help="create or migrate the database")
    init.add_argument("--demo", action="store_true", help="fill an empty one with the demo")
    init.set_defaults(run=run_init)
    limits = verbs.add_parser("boundaries", help="use official limits from now on")
    limits.add_argument("file", type=Path, metavar="FILE")
    limits.add_argument("--source", help="who published the limits, and when")
    limits.add_argument("--licence", help="under which terms")
    limits.set_defaults(run=run_boundaries)


def run_init(options: argparse.Namespace) -> int:
    """Create or migrate; with --demo fill an empty database, leave one that has data."""
    engine = engine_for()
    migrate(engine)
    if options.demo:
        from data_access import demo

        if demo.is_empty(engine):
            demo.fill(engine, progress=progress_bar(options.language))
            print(said(options, "Listo: la base de datos tiene el programa de demostración."))
        else:
            print(said(options, "La base de datos ya tiene datos: no se cambió nada."))
        return 0
    print(said(options, "La base de datos está al día."))
    return 0


def run_boundaries(options: argparse.Namespace) -> int:
    """Check, simplify and store official limits."""
    from data_access import boundaries

    engine = engine_for()
    migrate(engine)
    report = boundaries.import_boundaries(
        engine, options.file, source=options.source, licence=options.licence
    )
    for text in (report.text, *report.notes):
        print(text.to(options.language))
    return 0

"""`init` and `boundaries`: a database and its map."""

from __future__ import annotations

import argparse

from data_access.commands.terminal import progress, said
from data_access.database import engine_for, migrate


def run_init(options: argparse.Namespace) -> int:
    """Create or migrate; with --demo fill an empty database, leave one that has data."""
    engine = engine_for()
    migrate(engine)
    from data_access.releases import making  # takes longer than most verbs

    if options.demo:
        from data_access import demo

        if demo.is_empty(engine):
            with progress(options.language) as say:
                demo.fill(engine, progress=say)
            making.make_first(engine)
            print(said(options, "Listo: la base de datos tiene el programa de demostración."))
        else:
            print(said(options, "La base de datos ya tiene datos: no se cambió nada."))
        return 0
    with engine.connect() as connection:
        due = making.is_due_at_once(connection)
    if due:
        making.make_first(engine)
    print(said(options, "La base de datos está al día."))
    return 0


def run_boundaries(options: argparse.Namespace) -> int:
    """Check, simplify and store official limits."""
    from data_access.boundaries.limit_storing import import_boundaries

    engine = engine_for()
    migrate(engine)
    report = import_boundaries(engine, options.file, source=options.source, licence=options.licence)
    for text in (report.text, *report.notes):
        print(text.to(options.language))
    return 0

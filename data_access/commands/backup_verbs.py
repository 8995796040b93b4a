"""`backup` and `restore`: the whole database in one file, and back."""

from __future__ import annotations

import argparse
import getpass

from data_access import backup, restore
from data_access.commands.terminal import said
from data_access.database import engine_for


def run_backup(options: argparse.Namespace) -> int:
    """Copy the database and its evidence into a new file, while others go on working."""
    rows = backup.make(engine_for(), options.file, getpass.getuser())
    print(
        said(
            options,
            "Copia hecha: {count} filas en {file}. No contiene las sales: guárdelas aparte.",
            count=rows,
            file=str(options.file),
        )
    )
    return 0


def run_restore(options: argparse.Namespace) -> int:
    """Lay a backup into an empty database, whole or not at all."""
    rows = restore.restore(engine_for(), options.file, getpass.getuser())
    print(said(options, "Copia restaurada: {count} filas.", count=rows))
    return 0

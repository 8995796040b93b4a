"""`check-data`: what is stored, held against what it was made from."""

from __future__ import annotations

import argparse

from data_access import record_keys
from data_access.audit import chain
from data_access.commands.running import REFUSED
from data_access.commands.terminal import said
from data_access.database import engine_for, migrate


def run_check(options: argparse.Namespace) -> int:
    """Verify the chain of the log and each person's key; say what is whole and what is not."""
    engine = engine_for()
    migrate(engine)
    with engine.connect() as connection:
        log = chain.verify(connection)
        strangers = record_keys.wrong(connection)
    if log.whole:
        print(
            said(
                options,
                "El registro de actividad está íntegro: {count} entradas selladas.",
                count=log.sealed,
            )
        )
    elif log.broken_at is not None:
        print(
            said(
                options,
                "La entrada {entry} del registro de actividad no es la que se escribió, o falta "
                "la anterior. Las {count} entradas selladas anteriores están íntegras.",
                entry=str(log.broken_at),
                count=log.sealed,
            )
        )
    else:
        print(
            said(
                options,
                "Faltan entradas al final del registro de actividad, después de {count} "
                "entradas selladas.",
                count=log.sealed,
            )
        )
    if strangers:
        print(
            said(
                options,
                "{count} personas tienen una clave que no es la de su código: restaure "
                "una copia anterior.",
                count=strangers,
            )
        )
    else:
        print(said(options, "Las claves de las personas son las de sus códigos."))
    return REFUSED if strangers or not log.whole else 0

"""`check-data`: what is stored, held against what it was made from."""

from __future__ import annotations

import argparse

from data_access import record_keys
from data_access.audit import chain
from data_access.commands.running import REFUSED
from data_access.commands.terminal import said
from data_access.database import engine_for, migrate
from data_access.releases import verifying
from data_access.releases.verifying import CopyVerdict, ReleaseVerdict


def run_check(options: argparse.Namespace) -> int:
    """Verify the log, people's keys, the newest release and the copy of the rows in columns.

    Say what is whole and what is not.
    """
    engine = engine_for()
    migrate(engine)
    with engine.connect() as connection:
        log = chain.verify(connection)
        strangers = record_keys.wrong(connection)
    release, copy = verifying.verify(engine), verifying.verify_copy(engine)
    print(_of_log(options, log))
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
    if release is not None:
        print(_of_release(options, release))
    if copy is not None:
        print(_of_copy(options, copy))
    sound = (release is None or release.whole) and (copy is None or not copy.differing)
    return 0 if log.whole and not strangers and sound else REFUSED


def _of_log(options: argparse.Namespace, log: chain.Verdict) -> str:
    if log.whole:
        return said(
            options,
            "El registro de actividad está íntegro: {count} entradas selladas.",
            count=log.sealed,
        )
    if log.forged:
        return said(
            options,
            "El principio del registro de actividad no es el que dejó el plazo de conservación.",
        )
    if log.broken_at is not None:
        return said(
            options,
            "La entrada {entry} del registro de actividad no es la que se escribió, o falta "
            "la anterior. Las {count} entradas selladas anteriores están íntegras.",
            entry=str(log.broken_at),
            count=log.sealed,
        )
    return said(
        options,
        "Faltan entradas al final del registro de actividad, después de {count} entradas selladas.",
        count=log.sealed,
    )


def _of_release(options: argparse.Namespace, found: ReleaseVerdict) -> str:
    if not found.kept:
        return said(
            options,
            "Los datos guardados con la publicación {number} no son los que se guardaron: "
            "publique otra vez.",
            number=str(found.number),
        )
    if found.differing:
        return said(
            options,
            "Sin que nadie escribiera en la aplicación, estas tablas ya no tienen las filas de la "
            "publicación {number}: {tables}.",
            number=str(found.number),
            tables=", ".join(found.differing),
        )
    return said(
        options,
        "La publicación {number} está íntegra, y de {count} tablas que nadie cambió desde entonces "
        "las filas son las suyas.",
        number=str(found.number),
        count=found.compared,
    )


def _of_copy(options: argparse.Namespace, found: CopyVerdict) -> str:
    if found.differing:
        return said(
            options,
            "Sin que nadie escribiera en la aplicación, estas tablas ya no tienen las filas de la "
            "copia en columnas: {tables}.",
            tables=", ".join(found.differing),
        )
    return said(
        options,
        "De {count} tablas que nadie cambió desde la copia en columnas las filas son las suyas.",
        count=found.compared,
    )

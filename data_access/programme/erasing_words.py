"""What taking people out removes, in sentences: on the command line as on the page."""

from __future__ import annotations

from data_access.clock import local_day
from data_access.language import Text
from data_access.programme.erasing import Removal
from data_access.programme.retaining import LOG_KEPT, PEOPLE_KEPT, Due

AFTER_WITHDRAWAL = Text(
    "Las cifras del equipo de seguimiento cambian en seguida; las demás, con la próxima "
    "publicación, a más tardar en un día. Lo ya publicado en cifras congeladas, totales y "
    "publicaciones anteriores queda: son cuentas de grupos. Queda el código, para que ningún "
    "archivo vuelva a traer a la persona sin un consentimiento posterior."
)


def lines(found: Removal) -> list[Text]:
    """Return what goes, and what else holds it."""
    told = [
        Text("lo guardado de {count} persona", "lo guardado de {count} personas", found.people),
        *(
            Text("{count} fila de {sheet}", "{count} filas de {sheet}", count, sheet=sheet)
            for sheet, count in sorted(found.rows.items())
        ),
    ]
    if found.sessions:
        told.append(
            Text(
                "el código de quien dio {count} sesión, que queda",
                "el código de quien dio {count} sesiones, que quedan",
                found.sessions,
            )
        )
    if found.changes:
        told.append(
            Text(
                "{count} valor anterior, guardado para deshacer",
                "{count} valores anteriores, guardados para deshacer",
                found.changes,
            )
        )
    if not found.backups:
        told.append(Text("No hay copias hechas con «backup» que lo tengan."))
    for one in found.backups:
        told.append(
            Text(
                "La copia que hizo {by} el {day} lo tiene todavía: bórrela, y si la restaura, "
                "quítelo otra vez.",
                by=one.by,
                day=local_day(one.at),
            )
        )
    return told


def limits(found: Due) -> list[Text]:
    """Return how long what is kept, and until when that reaches."""
    if found.people_before is None:
        people = Text(
            "Ningún período lleva {years} años cerrado: de las personas no se quita nada.",
            years=PEOPLE_KEPT,
        )
    else:
        people = Text(
            "Personas de quienes nada se guarda desde el {day}, el fin de los períodos cerrados "
            "hace {years} años: {people}.",
            day=found.people_before,
            years=PEOPLE_KEPT,
            people=found.people.people,
        )
    log = Text(
        "Entradas del registro de actividad de antes del {day}, de hace {years} años: {entries}.",
        day=found.log_before,
        years=LOG_KEPT,
        entries=found.entries,
    )
    return [people, log]

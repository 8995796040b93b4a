"""The events that the log can hold: each kind, its details, and its sentence.

A sentence names every detail, so that nothing is kept that a reader of the log does not see, and
`{actor}` unless anybody may have done it. The form of a detail decides how it is put into words
(`components/events`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from data_access.audit.award_event_kinds import AWARDS
from data_access.audit.event_kind import EventKind, Holds
from data_access.language import Text

HOUSE: Mapping[str, EventKind] = {
    "invited": EventKind(
        Text("Invitación hecha"),
        Text("{actor} invitó a {email} con el rol: {role}."),
        {"email": Holds.TEXT, "role": Holds.ROLE},
    ),
    "invitation_revoked": EventKind(
        Text("Invitación anulada"),
        Text("{actor} anuló la invitación de {email} con el rol: {role}."),
        {"email": Holds.TEXT, "role": Holds.ROLE},
    ),
    "link_requested": EventKind(
        Text("Enlace pedido"),
        Text("Alguien pidió un enlace nuevo para {email}."),
        {"email": Holds.TEXT},
    ),
    "link_sent": EventKind(
        Text("Enlace enviado"),
        Text("Alguien pidió un enlace nuevo para {email}, y se le envió."),
        {"email": Holds.TEXT},
    ),
    "link_failed": EventKind(
        Text("Enlace que no abrió"),
        Text("Alguien probó un enlace que no abre (origen {source})."),
        {"source": Holds.TEXT},
    ),
    "institution_refused": EventKind(
        Text("Entrada institucional sin acceso"),
        Text("{issuer} dejó entrar a alguien que aquí no tiene acceso (marca {source})."),
        {"issuer": Holds.TEXT, "source": Holds.TEXT},
    ),
    "page_refused": EventKind(
        Text("Página negada"),
        Text("{actor} pidió «{page}», que no es de sus roles."),
        {"page": Holds.PAGE},
    ),
    "act_refused": EventKind(
        Text("Acto negado"),
        Text("{actor} quiso hacer en «{page}» algo que sus roles no permiten."),
        {"page": Holds.PAGE},
    ),
    "signed_in": EventKind(Text("Entrada"), Text("{actor} entró."), {}),
    "signed_out": EventKind(Text("Salida"), Text("{actor} salió."), {}),
    "session_ended": EventKind(
        Text("Sesión cerrada"),
        Text(
            "{actor} cerró {count} sesión de {email}.",
            "{actor} cerró {count} sesiones de {email}.",
        ),
        {"email": Holds.TEXT, "sessions": Holds.COUNT},
        counted="sessions",
    ),
    "identity_linked": EventKind(
        Text("Cuenta institucional enlazada"),
        Text("La cuenta {email} entra desde ahora también con {issuer}."),
        {"email": Holds.TEXT, "issuer": Holds.TEXT},
    ),
    "token_issued": EventKind(
        Text("Token creado"),
        Text("{actor} creó el token «{name}», que vale hasta el {until}."),
        {"name": Holds.TEXT, "until": Holds.TEXT},
    ),
    "token_failed": EventKind(
        Text("Token que no vale"),
        Text("Alguien usó un token que no vale (origen {source})."),
        {"source": Holds.TEXT},
    ),
    "token_revoked": EventKind(
        Text("Token anulado"),
        Text("{actor} anuló el token «{name}» de {email}."),
        {"email": Holds.TEXT, "name": Holds.TEXT},
    ),
    "role_granted": EventKind(
        Text("Rol dado"),
        Text("{actor} dio a {email} el rol: {role}."),
        {"email": Holds.TEXT, "role": Holds.ROLE},
    ),
    "role_taken": EventKind(
        Text("Rol quitado"),
        Text("{actor} quitó a {email} el rol: {role}."),
        {"email": Holds.TEXT, "role": Holds.ROLE},
    ),
    "setting_changed": EventKind(
        Text("Ajuste cambiado"),
        Text("{actor} cambió {setting}: antes {before}, ahora {after}."),
        {"setting": Holds.SETTING, "before": Holds.VALUE, "after": Holds.VALUE},
    ),
    "imported": EventKind(
        Text("Carga de datos"),
        Text(
            "{actor} cargó el lote {batch} con {count} fila, de {files}.",
            "{actor} cargó el lote {batch} con {count} filas, de {files}.",
        ),
        {"batch": Holds.NUMBER, "files": Holds.NAMES, "rows": Holds.COUNT},
        counted="rows",
    ),
    "undone": EventKind(
        Text("Carga deshecha"),
        Text(
            "{actor} deshizo el lote {batch}, que tenía {count} fila.",
            "{actor} deshizo el lote {batch}, que tenía {count} filas.",
        ),
        {"batch": Holds.NUMBER, "rows": Holds.COUNT},
        counted="rows",
    ),
    "backed_up": EventKind(
        Text("Copia hecha"),
        Text(
            "{actor} hizo una copia de la base de datos, con {count} fila.",
            "{actor} hizo una copia de la base de datos, con {count} filas.",
        ),
        {"rows": Holds.COUNT},
        counted="rows",
    ),
    "restored": EventKind(
        Text("Copia restaurada"),
        Text(
            "{actor} restauró la copia del {made_at}, con {count} fila.",
            "{actor} restauró la copia del {made_at}, con {count} filas.",
        ),
        {"rows": Holds.COUNT, "made_at": Holds.TEXT},
        counted="rows",
    ),
    "exact_view": EventKind(
        Text("Vista de cifras exactas"),
        Text("{actor} vio cifras exactas sobre personas en «{page}» ({query})."),
        {"page": Holds.PAGE, "query": Holds.QUERY},
    ),
    "exact_export": EventKind(
        Text("Descarga de cifras exactas"),
        Text("{actor} descargó cifras exactas sobre personas: «{answer}», en {format} ({query})."),
        {"answer": Holds.ANSWER, "format": Holds.FORMAT, "query": Holds.QUERY},
    ),
    "totals_released": EventKind(
        Text("Totales oficiales publicados"),
        Text(
            "{actor} publicó {count} total oficial de {year}.",
            "{actor} publicó {count} totales oficiales de {year}.",
        ),
        {"year": Holds.NUMBER, "totals": Holds.COUNT},
        counted="totals",
    ),
    "released": EventKind(
        Text("Publicación hecha"),
        Text("{actor} hizo la publicación {release}, con los datos del {day}."),
        {"release": Holds.NUMBER, "day": Holds.TEXT},
    ),
    "consent_withdrawn": EventKind(
        Text("Consentimiento retirado"),
        Text(
            "{actor} quitó lo guardado de {count} persona que retiró su consentimiento: {rows} "
            "filas.",
            "{actor} quitó lo guardado de {count} personas que retiraron su consentimiento: {rows} "
            "filas.",
        ),
        {"people": Holds.COUNT, "rows": Holds.COUNT},
        counted="people",
    ),
    "retention_applied": EventKind(
        Text("Plazo de conservación aplicado"),
        Text(
            "{actor} quitó lo guardado de {count} persona sin nada desde el {before}: {rows} "
            "filas; y {entries} entradas de este registro.",
            "{actor} quitó lo guardado de {count} personas sin nada desde el {before}: {rows} "
            "filas; y {entries} entradas de este registro.",
        ),
        {
            "people": Holds.COUNT,
            "before": Holds.TEXT,
            "rows": Holds.COUNT,
            "entries": Holds.COUNT,
        },
        counted="people",
    ),
    "release_taken_back": EventKind(
        Text("Publicación retirada"),
        Text("{actor} retiró la publicación {release}: {reason}."),
        {"release": Holds.NUMBER, "reason": Holds.TEXT},
    ),
    "people_previewed": EventKind(
        Text("Revisión de datos sobre personas"),
        Text("{actor} hizo revisar, sin guardar, datos sobre personas, de {files}."),
        {"files": Holds.NAMES},
    ),
    "batch_waiting": EventKind(
        Text("Lote que espera aprobación"),
        Text("{actor} trajo el lote {batch}, de {files}, que espera aprobación."),
        {"batch": Holds.NUMBER, "files": Holds.NAMES},
    ),
    "undo_waiting": EventKind(
        Text("Pedido de deshacer"),
        Text("{actor} pidió deshacer el lote {batch}."),
        {"batch": Holds.NUMBER},
    ),
    "batch_approved": EventKind(
        Text("Lote aprobado"),
        Text("{actor} aprobó el lote {batch}, de {author}."),
        {"batch": Holds.NUMBER, "author": Holds.TEXT},
    ),
    "held_taken": EventKind(
        Text("Filas apartadas que se guardan"),
        Text(
            "{actor} guardó {count} fila apartada del lote {batch}, de {author}.",
            "{actor} guardó {count} filas apartadas del lote {batch}, de {author}.",
        ),
        {"batch": Holds.NUMBER, "author": Holds.TEXT, "rows": Holds.COUNT},
        counted="rows",
    ),
    "held_declined": EventKind(
        Text("Filas apartadas que no se guardan"),
        Text(
            "{actor} decidió no guardar {count} fila apartada del lote {batch}, de {author}.",
            "{actor} decidió no guardar {count} filas apartadas del lote {batch}, de {author}.",
        ),
        {"batch": Holds.NUMBER, "author": Holds.TEXT, "rows": Holds.COUNT},
        counted="rows",
    ),
    "batch_refused": EventKind(
        Text("Lote no aprobado"),
        Text("{actor} no aprobó el lote {batch}, de {author}: {reason}."),
        {"batch": Holds.NUMBER, "author": Holds.TEXT, "reason": Holds.TEXT},
    ),
    "period_closed": EventKind(
        Text("Período cerrado"),
        Text(
            "{actor} cerró {period} (versión {version}): {count} cifra congelada.",
            "{actor} cerró {period} (versión {version}): {count} cifras congeladas.",
        ),
        {"period": Holds.TEXT, "version": Holds.NUMBER, "figures": Holds.COUNT},
        counted="figures",
    ),
}

EVENTS: Mapping[str, EventKind] = {**HOUSE, **AWARDS}


def require_fit(kind: str, details: Mapping[str, Any]) -> None:
    """Raise ValueError for an unknown kind, and for missing, unknown or malformed details."""
    event = EVENTS.get(kind)
    if event is None:
        raise ValueError(f"unknown kind of event {kind!r}: one of {', '.join(EVENTS)}")
    if set(details) != set(event.details):
        expected, given = sorted(event.details), sorted(details)
        raise ValueError(f"an event {kind!r} carries the details {expected}, not {given}")
    for name, holds in event.details.items():
        if not holds.fits(details[name]):
            raise ValueError(f"{name} of an event {kind!r} must be {holds.value}")


def fits(kind: str, details: Mapping[str, Any]) -> bool:
    """Return whether an event in the log is one that its sentence can describe."""
    try:
        require_fit(kind, details)
    except ValueError:
        return False
    return True

"""The events of the awards in the log: each kind, its details, and its sentence."""

from __future__ import annotations

from collections.abc import Mapping

from data_access.audit.event_kind import EventKind, Holds
from data_access.language import Text


def _of(title: Text, sentence: Text, *details: str) -> EventKind:
    """Return an event whose details are as the tables of the juries hold them."""
    return EventKind(title, sentence, dict.fromkeys(details, Holds.KEPT))


AWARDS: Mapping[str, EventKind] = {
    "edition_made": _of(
        Text("Edición creada"),
        Text("{actor} creó la edición {edition}: {award}."),
        "edition",
        "award",
    ),
    "edition_edited": _of(
        Text("Edición cambiada"),
        Text("{actor} cambió la edición {edition}: {changes}."),
        "edition",
        "changes",
    ),
    "edition_opened": _of(
        Text("Convocatoria abierta"),
        Text("{actor} abrió la convocatoria de {edition}."),
        "edition",
    ),
    "edition_amended": _of(
        Text("Edición enmendada"),
        Text("{actor} enmendó la edición {edition}: {changes}. Motivo: {reason}."),
        "edition",
        "changes",
        "reason",
    ),
    "ranking_opened": _of(
        Text("Clasificación vista"),
        Text("{actor} abrió la clasificación de {edition}."),
        "edition",
    ),
    "weights_requested": _of(
        Text("Cambio de pesos pedido"),
        Text("{actor} pidió cambiar los pesos de {edition}: {changes}. Motivo: {reason}."),
        "edition",
        "changes",
        "reason",
    ),
    "weights_confirmed": _of(
        Text("Cambio de pesos confirmado"),
        Text(
            "{actor} confirmó el cambio de pesos de {edition} que pidió {requested_by}: {changes}. "
            "Motivo: {reason}."
        ),
        "edition",
        "changes",
        "reason",
        "requested_by",
    ),
    "weights_withdrawn": _of(
        Text("Cambio de pesos retirado"),
        Text("{actor} retiró el cambio de pesos pedido para {edition}. Su motivo era: {reason}."),
        "edition",
        "reason",
    ),
    "nomination_started": _of(
        Text("Postulación empezada"),
        Text("{actor} empezó la postulación {nomination} en {edition}."),
        "edition",
        "nomination",
    ),
    "nomination_submitted": _of(
        Text("Postulación enviada"),
        Text("{actor} envió la postulación {nomination} en {edition} (con prórroga: {late})."),
        "edition",
        "nomination",
        "late",
    ),
    "nomination_reopened": _of(
        Text("Postulación reabierta"),
        Text("{actor} reabrió la postulación {nomination} en {edition}."),
        "edition",
        "nomination",
    ),
    "nomination_withdrawn": _of(
        Text("Postulación retirada"),
        Text("{actor} retiró la postulación {nomination} de {edition}."),
        "edition",
        "nomination",
    ),
    "nomination_grace": _of(
        Text("Prórroga dada"),
        Text("{actor} dio prórroga a {nomination} en {edition} hasta {until}. Motivo: {reason}."),
        "edition",
        "nomination",
        "until",
        "reason",
    ),
    "evidence_added": _of(
        Text("Evidencia adjuntada"),
        Text(
            "{actor} adjuntó la evidencia {evidence} a {nomination} en {edition} (huella {sha256})."
        ),
        "edition",
        "nomination",
        "evidence",
        "sha256",
    ),
    "evidence_removed": _of(
        Text("Evidencia quitada"),
        Text("{actor} quitó la evidencia {evidence} de {nomination} en {edition}."),
        "edition",
        "nomination",
        "evidence",
    ),
    "evidence_read": _of(
        Text("Evidencia leída"),
        Text("{actor} abrió la evidencia {evidence} de {nomination} en {edition}."),
        "edition",
        "nomination",
        "evidence",
    ),
    "eligibility_checked": _of(
        Text("Elegibilidad revisada"),
        Text(
            "{actor} revisó el requisito {item} de {nomination} en {edition}: {outcome}; "
            "elegible: {eligible}. Motivo: {reason}."
        ),
        "edition",
        "nomination",
        "item",
        "outcome",
        "eligible",
        "reason",
    ),
    "shortlisted": _of(
        Text("Preselección hecha"),
        Text("{actor} preseleccionó en {edition}: {nominations}."),
        "edition",
        "nominations",
    ),
    "juror_invited": _of(
        Text("Jurado invitado"),
        Text("{actor} invitó a {email} al jurado de {edition} como {juror}."),
        "edition",
        "juror",
        "email",
    ),
    "juror_left": _of(
        Text("Salida del jurado"),
        Text("{actor} registró la salida de {juror} del jurado de {edition}. Motivo: {reason}."),
        "edition",
        "juror",
        "reason",
    ),
    "jury_assigned": _of(
        Text("Asignación hecha"),
        Text(
            "{actor} repartió las postulaciones de {edition}: agregadas {added}, quitadas "
            "{removed}."
        ),
        "edition",
        "added",
        "removed",
    ),
    "reading_profile_set": _of(
        Text("Temas e idiomas anotados"),
        Text("{actor} anotó de {whose} en {edition}, temas: {topics}; idiomas: {languages}."),
        "edition",
        "whose",
        "topics",
        "languages",
    ),
    "assigned_by_hand": _of(
        Text("Asignación a mano"),
        Text("{actor} asignó {nomination} a {juror} en {edition}."),
        "edition",
        "nomination",
        "juror",
    ),
    "unassigned_by_hand": _of(
        Text("Asignación quitada"),
        Text("{actor} quitó {nomination} a {juror} en {edition}."),
        "edition",
        "nomination",
        "juror",
    ),
    "conflict_declared": _of(
        Text("Conflicto declarado"),
        Text(
            "{actor}: {juror} declaró sobre {nomination} en {edition}, conflicto: {conflict} "
            "({conflict_kind}). Motivo: {reason}."
        ),
        "edition",
        "nomination",
        "juror",
        "conflict",
        "conflict_kind",
        "reason",
    ),
    "recusal_lifted": _of(
        Text("Recusación levantada"),
        Text(
            "{actor} levantó la recusación de {juror} sobre {nomination} en {edition}. Motivo: "
            "{reason}."
        ),
        "edition",
        "nomination",
        "juror",
        "reason",
    ),
    "score_saved": _of(
        Text("Puntaje guardado"),
        Text(
            "{actor} guardó como {juror} el criterio {criterion} de {nomination} en {edition} "
            "(versión {version}, revisión {revision})."
        ),
        "edition",
        "nomination",
        "juror",
        "criterion",
        "version",
        "revision",
    ),
    "sheet_submitted": _of(
        Text("Hoja enviada"),
        Text(
            "{actor} envió como {juror} la hoja de {nomination} en {edition} (versión {version})."
        ),
        "edition",
        "nomination",
        "juror",
        "version",
    ),
    "sheet_reopened": _of(
        Text("Hoja reabierta"),
        Text(
            "{actor} reabrió como {juror} la hoja de {nomination} en {edition} (versión {version})."
        ),
        "edition",
        "nomination",
        "juror",
        "version",
    ),
    "deliberation_noted": _of(
        Text("Nota de deliberación"),
        Text("{actor} anotó la deliberación de {edition} sobre {nomination}."),
        "edition",
        "nomination",
    ),
    "vote_opened": _of(
        Text("Votación abierta"),
        Text("{actor} abrió la votación {vote} de {edition} entre {nominations}."),
        "edition",
        "vote",
        "nominations",
    ),
    "vote_cast": _of(
        Text("Voto emitido"),
        Text("{actor} votó como {juror} en la votación {vote} de {edition}."),
        "edition",
        "vote",
        "juror",
    ),
    "vote_closed": _of(
        Text("Votación cerrada"),
        Text("{actor} cerró la votación {vote} de {edition}: {tally}."),
        "edition",
        "vote",
        "tally",
    ),
    "decided": _of(
        Text("Decisión registrada"),
        Text(
            "{actor} registró la decisión de {edition}: {honours}. Desempate: {tie_break}; se "
            "aparta de la clasificación: {departs}. Motivos: {reasons}."
        ),
        "edition",
        "honours",
        "tie_break",
        "departs",
        "reasons",
    ),
    "decided_below_minimum": _of(
        Text("Decisión con menos hojas que el mínimo"),
        Text(
            "{actor} registró la decisión de {edition} aunque faltaban {missing}. Motivo: {reason}."
        ),
        "edition",
        "missing",
        "reason",
    ),
    "published": _of(
        Text("Resultado publicado"),
        Text("{actor} publicó el resultado de {edition}."),
        "edition",
    ),
    "feedback_agreed": _of(
        Text("Comentarios autorizados"),
        Text(
            "{actor} dijo como {juror} si sus comentarios sobre {nomination} en {edition} se "
            "comparten: {agreed}."
        ),
        "edition",
        "nomination",
        "juror",
        "agreed",
    ),
    "feedback_released": _of(
        Text("Comentario compartido"),
        Text(
            "{actor} decidió sobre un comentario del criterio {criterion} para {nomination} en "
            "{edition}, compartirlo: {released}."
        ),
        "edition",
        "nomination",
        "criterion",
        "released",
    ),
    "appeal_lodged": _of(
        Text("Impugnación presentada"),
        Text("{actor} impugnó el resultado de {edition} por {nomination}."),
        "edition",
        "nomination",
    ),
    "appeal_answered": _of(
        Text("Impugnación respondida"),
        Text(
            "{actor} respondió la impugnación de {nomination} en {edition}: {ruling}. Motivos: "
            "{reason}."
        ),
        "edition",
        "nomination",
        "ruling",
        "reason",
    ),
    "jury_exported": _of(
        Text("Expediente exportado"),
        Text("{actor} exportó el expediente del jurado de {edition}."),
        "edition",
    ),
}

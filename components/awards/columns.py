"""What the columns of the awards' answers are called, and what they hold."""

from __future__ import annotations

from collections.abc import Mapping

from data_access import lists
from data_access.language import Text

COLUMNS: Mapping[str, Text] = {
    "edicion": Text("Edición"),
    "edition": Text("Edición"),
    "nomination": Text("Postulación"),
    "title": Text("Práctica"),
    "organisation": Text("Organización"),
    "summary": Text("De qué se trata"),
    "nominations": Text("Postulaciones"),
    "eligible": Text("Elegibles"),
    "jurors": Text("Jurados"),
    "sheets_due": Text("Hojas por entregar"),
    "sheets_done": Text("Hojas entregadas"),
    "adopted_elsewhere": Text("Adoptadas por otras instituciones"),
    "n_jurors": Text("Hojas válidas"),
    "raw_mean": Text("Promedio sin ajustar"),
    "adjusted": Text("Puntaje ajustado"),
    "rank": Text("Puesto"),
    "rank_low": Text("Puesto (90 %), desde"),
    "rank_high": Text("Puesto (90 %), hasta"),
    "p_first": Text("Probabilidad de ser primera"),
    "p_top3": Text("Probabilidad de estar entre las tres primeras"),
    "tied_with": Text("No se distingue de"),
    "provisional": Text("Es provisional"),
    "juror": Text("Jurado"),
    "mean": Text("Promedio"),
    "severity": Text("Benignidad (+) o severidad (−)"),
    "alpha_interval": Text("Alfa (hojas)"),
    "alpha_nominal": Text("Alfa nominal (puntajes)"),
    "alpha_ordinal": Text("Alfa ordinal (puntajes)"),
    "kendall_w": Text("W de Kendall"),
    "method": Text("Prueba"),
    "criterion": Text("Criterio"),
    "moved": Text("Cambio del peso"),
    "winners": Text("Primer lugar"),
    "same_winner": Text("El mismo primer lugar"),
    "lead": Text("Ventaja en puntos"),
    "distinction": Text("Distinción"),
    "place": Text("Lugar en la decisión"),
    "tie_break": Text("Desempate"),
    "adoptions": Text("Adopciones"),
    "field_mean": Text("Promedio de todas"),
    **{
        f"icc_{one}_{many}": Text("{name}", name=f"ICC({one},{many})")
        for one in "123"
        for many in "1k"
    },
}
METHODS: Mapping[str, Text] = {
    "least_squares": Text("Mínimos cuadrados, la clasificación"),
    "huber": Text("Regresión robusta (Huber)"),
    "z_scores": Text("Puntajes z de cada jurado"),
    "raw_mean": Text("Promedio sin ajustar"),
    "without_juror": Text("Sin un miembro del jurado"),
    "weights": Text("Un peso movido"),
}
YES_OR_NO = {"True": Text("Sí"), "False": Text("No")}
CODES: Mapping[str, Mapping[str, Text]] = {
    "provisional": YES_OR_NO,
    "same_winner": YES_OR_NO,
    "method": METHODS,
    "distinction": lists.DISTINCTION,
    "tie_break": lists.TIE_BREAK,
}
COUNTS = frozenset(
    {"nominations", "eligible", "jurors", "sheets_due", "sheets_done", "adopted_elsewhere"}
    | {"n_jurors", "rank", "rank_low", "rank_high", "place", "adoptions", "moved"}
)
RATIOS = frozenset(
    {"raw_mean", "adjusted", "mean", "severity", "alpha_interval", "alpha_nominal"}
    | {"alpha_ordinal", "kendall_w", "lead", "field_mean"}
    | {f"icc_{one}_{many}" for one in "123" for many in "1k"}
)
SHARES = frozenset({"p_first", "p_top3"})
ANSWERS: Mapping[str, Text] = {
    "awards.overview": Text("Ediciones de los premios"),
    "awards.ranking": Text("Clasificación"),
    "awards.jurors": Text("Severidad de cada jurado"),
    "awards.agreement": Text("Acuerdo entre jurados"),
    "awards.sensitivity": Text("¿Cambia el primer lugar?"),
    "awards.results": Text("Premios y finalistas"),
    "awards.profile": Text("Perfil por criterio"),
    "awards.adoptions": Text("Instituciones que adoptaron una práctica"),
}

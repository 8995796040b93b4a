"""The lists of the page of quality: codes that are alike, and what each office brought in."""

from __future__ import annotations

from components import place_list
from components.programme_results.programme_questions import ProgrammeQuestions
from components.programme_results.result_figures import where
from data_access.language import Text
from data_access.viewer import sees_working_detail


def alike(asked: ProgrammeQuestions) -> None:
    """Render the pairs of codes that are most likely one thing."""
    if not sees_working_detail(asked.viewer, asked.scope.territory):
        return
    answer = asked.answer("quality.lookalikes")
    pairs = len(answer.frame)
    title = Text(
        "{count} par de códigos parece lo mismo dos veces",
        "{count} pares de códigos parecen lo mismo dos veces",
        pairs,
    )
    said = Text(
        "Difieren solo en mayúsculas, signos, espacios o ceros, o llevan el mismo nombre en el "
        "mismo lugar. Si son lo mismo, deje uno: cada uno se cuenta aparte."
    )
    columns = ("coded", "code", "other", "alike")
    place_list.render(answer, title if pairs else NONE_ALIKE, said, columns, "quality-alike")


NONE_ALIKE = Text("Ningún código se parece a otro")


def by_office(asked: ProgrammeQuestions) -> None:
    """Render what each office brought in, for the office itself and for who follows all."""
    if not sees_working_detail(asked.viewer, asked.scope.territory):
        return
    answer = asked.answer("quality.offices")
    many = len(answer.frame)
    title = Text("{count} oficina ha cargado datos", "{count} oficinas han cargado datos", many)
    said = Text(
        "Lotes y filas de la oficina de cada lugar, y del equipo del programa («Ecuador»), con su "
        "último lote y los que hubo que deshacer."
    )
    columns = ("office", "batches", "rows", "undone", "waiting", "last_on")
    nobody = Text(
        "En {place}, la oficina todavía no ha cargado datos", place=where(asked.scope.territory)
    )
    place_list.render(answer, title if many else nobody, said, columns, "quality-offices")

"""The results page: one published edition, and the list of all of them."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from components import ask, parts
from components.awards import rulebook
from components.awards.results import honours, reasons
from components.awards.results.edition import RECEIVED, Published, chosen
from components.figure import figure, rows
from components.parts import Part
from components.reader_language import _, current
from data_access.language import Text
from data_access.scope import Scope
from data_access.viewer import VISITOR, Viewer


def render(viewer: Viewer) -> None:
    """Render the edition that the URL asks for, and the list."""
    edition = chosen(viewer)
    if edition is None:
        st.header(_("Todavía no hay resultados publicados"), anchor=False)
        st.markdown(_("Aquí aparecerán quienes ganen, apenas la secretaría publique el resultado."))
        return
    results = edition.answer("results")
    honours.opening(edition, results.rows())
    parts.render(
        edition,
        Part("practicas", Text("¿Qué ganó?"), (lambda one: honours.cards(one.answer("results")),)),
        Part(
            "motivo",
            Text("¿Por qué?"),
            (
                lambda one: reasons.profile(one, one.answer("results")),
                lambda one: reasons.jury(one, one.answer("results")),
                reasons.reweighed,
            ),
        ),
        Part("lugar", Text("¿De dónde?"), (lambda one: honours.mapped(one.answer("results")),)),
        Part("despues", Text("¿Qué pasó después?"), (reasons.adopted,)),
        Part("bases", Text("¿Con qué reglas?"), (rules,)),
        Part("ediciones", Text("¿Quién ganó antes?"), (lambda _edition: past(),)),
    )


def rules(edition: Published) -> None:
    """Render the rules of the edition."""
    rulebook.render(VISITOR, edition.code)


def past() -> None:
    """Render the list of every published edition."""
    answer = ask.answer(RECEIVED, Scope(), VISITOR)
    with figure(
        answer,
        title=Text(
            "{count} edición con resultado", "{count} ediciones con resultado", len(answer.frame)
        ),
        counted=Text("Postulaciones elegibles, premiadas y adoptadas por otra institución."),
        key="past",
    ):
        shown = replace(answer, frame=answer.frame[["nombre", "eligible", "adopted"]])
        rows(shown, _("Las ediciones, la más reciente arriba"), current())

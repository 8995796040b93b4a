"""The map of the labour page: the reader chooses its measure, which is kept in the URL."""

from __future__ import annotations

import streamlit as st

from components import places, scope_bar
from components.labour import atlas
from components.labour.atlas import MEASURES, USUAL
from components.labour.labour_questions import LabourQuestions
from components.reader_language import _, current
from data_access.language import Text

URL_KEY = "medida"
CIRCLES = Text("Cada círculo es un cantón; su área sigue el número de empresas que respondieron.")


def mapped(asked: LabourQuestions) -> None:
    """Render the choice of a measure and its map; a click on a place goes there."""
    measure = MEASURES[choose()]
    answer = asked.by_place(measure.question, measure.by_occupation)
    vacancies = asked.by_place("labour.vacancies")
    places.render(
        places.PlaceMap(
            measure,
            answer,
            atlas.figures(measure, answer, vacancies),
            atlas.sizes(vacancies),
            CIRCLES,
            asked.mapped,
            asked.scope.territory,
        )
    )


def choose() -> str:
    """Return the measure that the map shows, chosen in a select box and kept in the URL."""
    key = "map-measure"
    wanted = st.query_params.get(URL_KEY, USUAL)
    st.session_state[key] = wanted if wanted in MEASURES else USUAL

    def remember() -> None:
        scope_bar.go(**{URL_KEY: st.session_state[key]})

    language = current()
    return st.selectbox(
        _("Qué se muestra"),
        list(MEASURES),
        format_func=lambda code: MEASURES[code].title.to(language),
        key=key,
        on_change=remember,
        width=320,
    )

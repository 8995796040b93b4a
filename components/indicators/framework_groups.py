"""The framework's rows under headings: by activity, development goal or objective."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from components import scope_bar
from components.indicators.framework_rows import LATE, FrameworkRow
from components.reader_language import _, current
from data_access import lists
from data_access.answers.indicators.catalogue import BY_CODE
from data_access.language import Text

GROUP, STATE, GENDER = "grupo", "estado", "genero"
GENDER_GOAL = "5"  # of the sustainable development goals
# What stands under one heading; an indicator can serve several objectives.
Keys = Callable[[FrameworkRow], Sequence[str]]
GROUPS: Mapping[str, tuple[Text, Mapping[str, Text], Keys]] = {
    "actividad": (Text("Actividad"), lists.ACTIVITIES, lambda row: (row.activity,)),
    "ods": (
        Text("Objetivo de Desarrollo Sostenible"),
        lists.SDG,
        lambda row: sorted({target.partition(".")[0] for target in BY_CODE[row.code].sdg}),
    ),
    GENDER: (
        Text("Género"),
        {GENDER_GOAL: lists.SDG[GENDER_GOAL]},
        lambda row: sorted({target.partition(".")[0] for target in BY_CODE[row.code].sdg}),
    ),
    "pacto": (
        Text("Objetivo del Pacto Mundial"),
        lists.GCM,
        lambda row: [str(objective) for objective in BY_CODE[row.code].gcm],
    ),
}
STATES: Mapping[str, tuple[Text, Callable[[FrameworkRow], bool]]] = {
    "todos": (Text("Todos"), lambda row: True),
    "atras": (Text("Atrás o en retroceso"), lambda row: row.status in LATE),
    "pendiente": (
        Text("Atrás o sin datos"),
        lambda row: row.status in LATE or row.status == "no_data",
    ),
    "cerca": (Text("Cerca de la meta"), lambda row: row.status == "near"),
    "cumplida": (Text("Meta cumplida"), lambda row: row.status == "met"),
    "margen": (Text("Cumplida dentro de su margen"), lambda row: row.status == "within"),
    "veredicto": (Text("Sin veredicto"), lambda row: row.status == "no_verdict"),
    "sin": (Text("Sin datos"), lambda row: row.status in ("no_data", "few", "not_reached")),
}


def chosen() -> tuple[str, str]:
    """Render the choices of headings and of states, kept in the URL, and return both."""
    with st.container(horizontal=True):
        group = _pick(GROUP, _("Agrupar por"), {key: one[0] for key, one in GROUPS.items()})
        state = _pick(STATE, _("Mostrar"), {key: one[0] for key, one in STATES.items()})
    return group, state


def shows_lateness(group: str, state: str) -> bool:
    """Return whether what is chosen asks which targets are behind: a year is then said of each."""
    return group == GENDER or state in ("atras", "pendiente")


def _pick(key: str, label: str, options: Mapping[str, Text]) -> str:
    widget = f"indicators-{key}"
    wanted = st.query_params.get(key)
    st.session_state[widget] = wanted if wanted in options else next(iter(options))

    def remember() -> None:
        scope_bar.go(**{key: st.session_state[widget]})

    return st.selectbox(
        label,
        list(options),
        format_func=lambda code: options[code].to(current()),
        key=widget,
        on_change=remember,
        width=300,
    )


def grouped(
    rows: Sequence[FrameworkRow], group: str, state: str
) -> list[tuple[Text, list[FrameworkRow]]]:
    """Return the headings that have rows in a state, each with its rows."""
    _title, names, keys = GROUPS[group]
    kept = [row for row in rows if STATES[state][1](row)]
    found = [(name, [row for row in kept if code in keys(row)]) for code, name in names.items()]
    return [(name, own) for name, own in found if own]

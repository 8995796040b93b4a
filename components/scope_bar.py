"""Place, survey and occupation: chosen here, held in the URL, so that a link reopens the view.

The URL is the truth. Each run writes it into the widgets; a change in a widget is written to
the URL first, and the run that follows reads it from there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from components import ask, labels
from components.language import _, current
from components.occupations import short
from data_access import territory
from data_access.answers import Answer
from data_access.classifications import OCCUPATIONS
from data_access.language import Text
from data_access.scope import Scope, ScopeError
from data_access.viewer import Viewer

KEYS = ("territory", "encuesta", "ciuo2")
ALL = ""
NARROWEST = 145  # pixels of a field: four beside each other on a desk, two on a telephone


def draw(viewer: Viewer) -> Scope:
    """Draw the bar; returns what is asked about."""
    surveys = ask.answer("labour.surveys", Scope(), viewer)
    scope, problem = read({k: v for k, v in st.query_params.items() if k in KEYS}, surveys)
    grid = st.grid(4, min_column_width=NARROWEST)
    _place(scope, grid)
    with grid.cell():
        _choice("encuesta", _("Encuesta"), _surveys(surveys), scope)
    with grid.cell():
        _choice("ciuo2", _("Ocupación"), _occupations(), scope)
    if problem is not None:
        st.warning(problem.to(current()))
    return scope


def read(query: Mapping[str, str], surveys: Answer) -> tuple[Scope, Text | None]:
    """The scope of a URL, and what is wrong with it; what is wrong is left out of the scope."""
    scope, problem = Scope(), None
    for key, value in query.items():
        try:
            Scope.from_query({key: value})
        except ScopeError as error:
            problem = error.text
            continue
        if key == "encuesta" and value not in set(surveys.frame["encuesta"]):
            problem = Text("No existe una encuesta con el código «{code}».", code=value)
            continue
        scope = scope.having(**{key: value})
    return scope, problem


def go(**changes: str | None) -> None:
    """Write a change of the scope into the URL; None or ALL takes a key out."""
    for key, value in changes.items():
        if value in (None, ALL, territory.COUNTRY):
            st.query_params.pop(key, None)
        else:
            st.query_params[key] = value


def _place(scope: Scope, grid: Any) -> None:
    inside = (scope.territory, *territory.ancestors(scope.territory))
    province = next((c for c in inside if territory.level(c) == "province"), territory.COUNTRY)
    provinces = {
        territory.COUNTRY: Text("Todo el Ecuador"),
        **_by_name(territory.PROVINCES),
    }
    with grid.cell():
        _select("province", _("Provincia"), provinces, province, "territory")
    if province == territory.COUNTRY:
        return
    rests = [rest for rest in territory.RESTS if territory.parent(rest) == province]
    cantons = {
        province: Text("Toda la provincia"),
        **_by_name([*rests, *territory.cantons_of(province)]),
    }
    with grid.cell():
        _select("canton", _("Cantón"), cantons, scope.territory, "territory")


def _choice(key: str, label: str, options: Mapping[str, Text], scope: Scope) -> None:
    _select(key, label, options, scope.get(key) or ALL, key)


def _select(
    widget: str, label: str, options: Mapping[str, Text], chosen: str, url_key: str
) -> None:
    key = f"scope-{widget}"
    st.session_state[key] = chosen if chosen in options else next(iter(options))

    def changed() -> None:
        go(**{url_key: st.session_state[key]})

    language = current()
    st.selectbox(
        label,
        list(options),
        format_func=lambda code: options[code].to(language),
        key=key,
        on_change=changed,
    )


def _by_name(codes: list[str] | tuple[str, ...]) -> dict[str, Text]:
    language = current()
    named = {code: labels.place(code) for code in codes}
    return dict(sorted(named.items(), key=lambda item: item[1].to(language)))


def _surveys(surveys: Answer) -> dict[str, Text]:
    rows = surveys.frame.to_dict("records")
    return {
        ALL: Text("La más reciente"),
        **{row["encuesta"]: Text("{name}", name=row["nombre"]) for row in rows},
    }


def _occupations() -> dict[str, Text]:
    return {
        ALL: Text("Todas las ocupaciones"),
        **{code: Text("{code} {name}", code=code, name=short(code)) for code in OCCUPATIONS},
    }

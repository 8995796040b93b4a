"""Two places side by side: the second is chosen here and kept in the URL as `vs`."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from components import ask, charts, intervals, labels
from components.estimate_values import estimate_of, only
from components.figure import figure, swatch
from components.intervals import Row, Series
from components.labour import comparison
from components.labour.labour_questions import LabourQuestions
from components.reader_language import _, current
from components.theme import paint
from data_access import territory
from data_access.answers import Answer
from data_access.language import Text
from data_access.scope import Scope
from data_access.viewer import Viewer

URL_KEY = "vs"


@st.fragment
def compared(scope: Scope, viewer: Viewer) -> None:
    """Render the place of `scope` beside another; choosing the other reruns this part alone."""
    language, colors = current(), paint()
    one, usual = comparison.default_place(scope.territory)
    options = [code for code in surveyed(scope, viewer) if comparison.comparable(one, code)]
    if not options:
        return
    other = pick(options, usual, one)
    sides = {code: LabourQuestions(scope.having(territory=code), viewer) for code in (one, other)}
    names = {code: labels.place(code) for code in sides}
    series = (
        Series(one, names[one], colors.first),
        Series(other, names[other], colors.second),
    )
    legend = (
        swatch(colors.first, names[one]),
        swatch(colors.second, names[other]),
    )
    rows = shares(sides)
    finding = comparison.finding(rows, one, other)
    with figure(
        *[getattr(asked, part) for part in ("rate", "hard", "willing") for asked in sides.values()],
        title=finding,
        counted=Text(
            "Porcentajes con su intervalo de 95 % sin corregir; el título dice si la diferencia se "
            "distingue."
        ),
        key="rates",
        legend=legend,
    ):
        charts.render(finding, intervals.chart, tuple(rows), series, language, colors, True)
    rows = comparison.by_occupation({code: asked.occupations for code, asked in sides.items()})
    if not rows:
        return
    title = comparison.finding_by_occupation(rows, one, other)
    with figure(
        *[asked.vacancies for asked in sides.values()],
        title=title,
        counted=Text("Vacantes estimadas con su intervalo de 95 %."),
        key="places",
        legend=legend,
    ):
        charts.render(title, intervals.chart, tuple(rows), series, language, colors)


def shares(sides: Mapping[str, LabourQuestions]) -> list[Row]:
    """Return the shares by which places of any size are compared."""
    return [
        Row(Text("Tasa de vacantes"), {code: only(asked.rate) for code, asked in sides.items()}),
        Row(
            Text("Vacantes difíciles de cubrir"),
            {code: only(asked.hard) for code, asked in sides.items()},
        ),
        Row(
            Text("Empresas dispuestas a contratar a personas en movilidad"),
            {code: only(asked.willing) for code, asked in sides.items()},
        ),
    ]


def pick(options: list[str], usual: str, one: str) -> str:
    """Return the second place, chosen in a select box and kept in the URL."""
    wanted = st.query_params.get(URL_KEY)
    start = next((code for code in (wanted, usual) if code in options), options[0])
    key = f"{URL_KEY}-{one}"

    def remember() -> None:
        st.query_params[URL_KEY] = st.session_state[key]

    return st.selectbox(
        _("Comparar {place} con", place=labels.place(one)),
        options,
        index=options.index(start),
        format_func=lambda code: labels.place_with_level(code).to(current()),
        key=key,
        on_change=remember,
    )


def surveyed(scope: Scope, viewer: Viewer) -> list[str]:
    """Return the places that the survey reached: provinces, the rest of each, and cantons."""
    whole = Scope(territory.COUNTRY, by=("territory",)).having(encuesta=scope.get("encuesta"))
    provinces = reached(ask.answer("labour.vacancies", whole, viewer))
    found = []
    for province in provinces:
        inside = ask.answer("labour.vacancies", whole.having(territory=province), viewer)
        rests = [rest for rest in territory.RESTS if territory.parent(rest) == province]
        found += [province, *rests, *reached(inside)]
    return found


def reached(answer: Answer) -> list[str]:
    """Return the places of an answer by territory that have respondents."""
    rows = answer.rows()
    return [row["territory"] for row in rows if estimate_of(row).flag != "unknown"]

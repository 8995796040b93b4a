"""The map of the labour page: a measure for each part of a place, and the highest beside it."""

from __future__ import annotations

import streamlit as st

from components import ask, charts, intervals, labels, maps, scope_bar
from components.classes import Class
from components.estimates import Estimate
from components.figure import figure, swatch
from components.labour import atlas
from components.labour.asking import Asked
from components.labour.atlas import MEASURES, USUAL, Measure
from components.language import _, current
from components.theme import Paint, paint
from components.words import Joined
from data_access.language import Text

URL_KEY = "medida"
LISTED = 8
SERIES = "place"


def mapped(asked: Asked) -> None:
    """Let the reader choose a measure and draw it; a click on a place goes there."""
    language, colors = current(), paint()
    measure = MEASURES[choose()]
    answer = asked.by_place(measure.question, measure.by_occupation)
    vacancies = asked.by_place("labour.vacancies")
    found = atlas.figures(measure, answer, vacancies)
    shapes = ask.shapes(asked.mapped)
    marks, classes = atlas.marks(
        measure, found, atlas.sizes(vacancies), colors, language, answer.adjusted
    )
    title = atlas.finding(measure, found, labels.place_in_sentence(asked.mapped))
    circles = shapes.kind == "points"
    with figure(
        answer,
        title=title,
        counted=Joined(measure.counted, *([CIRCLES] if circles else [])),
        key="map",
        legend=legend(measure, found, classes, colors),
    ):
        drawn, listed = st.columns([3, 2], gap="medium")
        with drawn:
            maps.draw(
                shapes,
                marks,
                colors,
                Text(
                    "Mapa de {place}. {finding}. Los valores de cada lugar están en la tabla.",
                    place=labels.place(asked.mapped),
                    finding=title,
                ),
                key=f"map-{asked.mapped}-{asked.scope.territory}-{colors.surface}-{language}",
                chosen=asked.scope.territory,
                go=lambda code: scope_bar.go(territory=code),
            )
            st.caption(" ".join(t.to(language) for t in (*shapes.notes, shapes.attribution)))
        with listed:
            rows = atlas.rows(found, SERIES, LISTED)
            if rows:
                series = (intervals.Series(SERIES, measure.title, mark_color(measure, colors)),)
                charts.draw(
                    title, intervals.chart, tuple(rows), series, language, colors, measure.share
                )
            unasked = sum(estimate.flag == "unknown" for estimate in found.values())
            if unasked:
                st.caption(
                    _("Sin dato en {count} de {all} lugares.", count=unasked, all=len(found))
                )
            st.caption(_("Pulse un lugar del mapa, o elíjalo arriba, para ir a él."))


CIRCLES = Text(
    "Cada círculo es un cantón; su área sigue el número de empresas que respondieron. "
    "Los límites cantonales oficiales no están cargados."
)


def choose() -> str:
    """The measure that the map shows, held in the URL."""
    key = "map-measure"
    wanted = st.query_params.get(URL_KEY, USUAL)
    st.session_state[key] = wanted if wanted in MEASURES else USUAL

    def remember() -> None:
        scope_bar.go(**{URL_KEY: st.session_state[key]})

    language = current()
    return st.selectbox(
        _("Qué muestra el mapa"),
        list(MEASURES),
        format_func=lambda code: MEASURES[code].title.to(language),
        key=key,
        on_change=remember,
        width=320,
    )


def legend(
    measure: Measure, found: dict[str, Estimate], classes: list[Class], colors: Paint
) -> list[str]:
    """The classes that occur, from low to high, and the forms without a figure that occur."""
    edge = colors.edge
    entries = [
        swatch(one.color, atlas.range_text(one, measure.share), "area", edge) for one in classes
    ]
    if any(atlas.balanced(measure, estimate) for estimate in found.values()):
        at = sum(one.high < 0 for one in classes)
        entries.insert(
            at, swatch(colors.gap_ramp[2], Text("No se distingue de cero"), "area", edge)
        )
    states = {atlas.state(estimate) for estimate in found.values()}
    if "zero" in states:
        entries.insert(0, swatch(colors.zero, Text("Cero"), "empty", edge))
    if "withheld" in states:
        few = any(estimate.flag == "few" for estimate in found.values())
        name = Text("No publicado, o pocas personas") if few else labels.FLAGS["not_published"]
        entries.append(swatch(colors.muted, name, "hatched", edge))
    if "unknown" in states:
        entries.append(swatch(colors.surface, labels.FLAGS["unknown"], "faint", edge))
    return entries


def mark_color(measure: Measure, colors: Paint) -> str:
    """The colour of the dots beside the map: that of what is measured."""
    return {"demand_ramp": colors.demand, "supply_ramp": colors.supply}.get(
        measure.ramp, colors.neutral
    )

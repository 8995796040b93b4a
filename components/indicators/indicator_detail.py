"""One indicator opened: its figure, over time, by place, its meaning and its sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import altair as alt
import streamlit as st

from components import ask, charts, figure, labels, parts, places
from components.atlas import Look
from components.estimate_values import Estimate
from components.indicators import bullets, indicator_parts, observation_forms
from components.indicators.framework_rows import BY_PLACE, OVER_TIME, FrameworkRow, rows_of
from components.moved import is_moved
from components.parts import Part
from components.programme_results.group_choice import URL_KEY as GROUPS
from components.reader_language import _, current
from components.templating import render_template
from components.theme import Paint, paint
from components.words import Listed
from data_access import lists, territory
from data_access.answers import Answer
from data_access.answers.indicators.catalogue import BY_CODE
from data_access.language import Text
from data_access.scope import Scope
from data_access.viewer import Viewer

URL_KEY = "indicador"
MAPPED = ("percent", "persons", "n")
ROOM = 220  # pixels of the chart over time
HEADROOM = 1.18  # of the highest value, so that its number fits above it


def render(row: FrameworkRow, framework: Answer, scope: Scope, viewer: Viewer) -> None:
    """Render the indicator `row` of the framework, with a link back to all of them."""
    language = current()
    query = {key: value for key, value in st.query_params.to_dict().items() if key != URL_KEY}
    back = f"/indicators?{urlencode(query)}" if query else "/indicators"
    every = f"← {_('Todos los indicadores')}"
    st.html(render_template("link.html", url=back, text=every, quiet=True))
    indicator = BY_CODE[row.code]
    st.header(
        Text("{name}: {value}", name=row.name, value=row.said).to(language),
        anchor=False,
    )
    st.markdown(indicator.meaning.to(language))
    bullets.alone(row)
    st.caption(served(row.code).to(language))
    parts.render(
        Opened(row, framework, scope, viewer),
        Part("anios", Text("¿Cómo cambió?"), (years,)),
        Part("lugar", Text("¿Dónde?"), (places_of,)),
        Part("quien", Text("¿Quién?"), (groups,), keys=(GROUPS,)),
        Part("datos", Text("¿De qué datos sale?"), (data_behind, definition)),
    )


@dataclass(frozen=True)
class Opened:
    """One indicator, the framework it is a row of, and for whom it is shown."""

    row: FrameworkRow
    framework: Answer
    scope: Scope
    viewer: Viewer


def years(one: Opened) -> None:
    """Render the indicator year by year."""
    asked = one.scope.having(start=None, end=None, by=(), **{URL_KEY: one.row.code})
    over_time(ask.answer(OVER_TIME, asked, one.viewer), one.row)


def places_of(one: Opened) -> None:
    """Render the indicator place by place."""
    asked = placed(one.scope).having(indicador=one.row.code)
    by_place(ask.answer(BY_PLACE, asked, one.viewer), one.row, one.scope)


def groups(one: Opened) -> None:
    """Render the indicator group by group."""
    indicator_parts.by_group(one.row, one.scope, one.viewer)


def data_behind(one: Opened) -> None:
    """Render the form for what is observed by hand, and the batches behind the figure."""
    observation_forms.render(one.row.code, one.scope, one.viewer)
    indicator_parts.behind(one.row, one.scope, one.viewer)


def definition(one: Opened) -> None:
    """Render what the indicator means, its formula and its sheets."""
    language, indicator = current(), BY_CODE[one.row.code]
    with st.expander(_("Definición y fuente"), expanded=True):
        figure.explain(one.framework, language)
        st.markdown(_("Fórmula: {formula}", formula=said_formula(indicator.formula)))
        sheets = ", ".join(f"`{sheet}`" for sheet in indicator.sheets)
        st.markdown(_("Hojas de las que sale: {sheets}.", sheets=sheets))
        url = figure.methods_url(indicator.question)
        name = labels.title(indicator.question).to(language)
        st.html(render_template("link.html", url=url, text=name, quiet=True))


def said_formula(formula: str | Text) -> str:
    return formula if isinstance(formula, str) else formula.to(current())


def served(code: str) -> Text:
    """Return which targets and objectives an indicator serves."""
    indicator = BY_CODE[code]
    sdg = Listed(Text("{target}", target=target) for target in indicator.sdg)
    gcm = Listed(lists.GCM[str(objective)] for objective in indicator.gcm)
    return Text(
        "Meta de los ODS {sdg}. {gcm}.",
        "Metas de los ODS {sdg}. {gcm}.",
        len(indicator.sdg),
        sdg=sdg,
        gcm=gcm,
    )


def placed(scope: Scope) -> Scope:
    """Return the scope whose parts are shown: a canton is among those of its province."""
    whole = territory.province(scope.territory) or territory.COUNTRY
    return scope.having(territory=whole, by=())


def over_time(answer: Answer, row: FrameworkRow) -> None:
    """Render the figure of each closed year beside its target."""
    rows = [one for one in rows_of(answer) if one.value is not None]
    if not rows:
        return
    language, colors = current(), paint()
    last = rows[-1]
    title = Text(
        "{name}, año a año: {value} en {year}", name=row.name, value=last.said, year=last.period
    )
    points = tuple((one.period, one.value, one.said.to(language), one.aim) for one in rows)
    with figure.figure(
        answer,
        title=title,
        counted=Text(
            "Cada año cerrado se calcula por su lado; los años no se suman. La raya es la meta "
            "del año, donde la hay."
        ),
        key="over-time",
    ):
        charts.render(title, chart, points, language, colors)


def chart(
    points: tuple[tuple[str, float, str, float | None], ...], language: str, colors: Paint
) -> alt.LayerChart:
    """Return a column for each year with its figure above it, and a line at the year's target."""
    lines = [
        # The number stands above the line of the target, where that is the higher one.
        {"year": year, "value": value, "said": said, "aim": aim, "above": max(value, aim or value)}
        for year, value, said, aim in points
    ]
    aimed = [line for line in lines if line["aim"] is not None]
    reach = [value for _year, value, _said, aim in points for value in (value, aim or value)]
    top = max(map(abs, reach), default=1.0) or 1.0
    low = min(reach, default=0.0)
    scale = alt.Scale(domain=[min(low * HEADROOM, 0.0), top * HEADROOM], nice=False)
    x = alt.X("year:N", axis=alt.Axis(title=None, labelAngle=0, domain=False, ticks=False))
    y = alt.Y("value:Q", axis=None, scale=scale)
    base = charts.chart_of(lines)
    columns = base.mark_bar(color=colors.neutral, size=28).encode(x=x, y=y)
    said = base.mark_text(color=colors.ink, baseline="bottom", dy=-4, fontSize=charts.PLAIN).encode(
        x=x, y=alt.Y("above:Q", axis=None, scale=scale), text="said:N"
    )
    layers = [columns, said]
    if aimed:
        tick = charts.chart_of(aimed).mark_tick(color=colors.ink, thickness=3, size=44)
        layers.append(tick.encode(x=x, y=alt.Y("aim:Q", axis=None, scale=scale)))
    return charts.finished(alt.layer(*layers), language, colors, ROOM)


def by_place(answer: Answer, row: FrameworkRow, scope: Scope) -> None:
    """Render the indicator in each part of the place: on a map if the unit allows, or as rows."""
    rows = rows_of(answer)
    whole = answer.scope.territory
    unit = BY_CODE[row.code].unit
    if unit in MAPPED:
        look = Look(
            title=row.name,
            counted=BY_CODE[row.code].meaning,
            ramp="neutral_ramp",
            share=unit == "percent",
        )
        scale = 0.01 if look.share else 1.0
        found = {one["territory"]: estimate(answer, one, scale) for one in answer.rows()}
        sizes = {code: 1 if one.shown and one.value else None for code, one in found.items()}
        circles = Text("Cada círculo es un cantón.")
        places.render(
            places.PlaceMap(
                look, answer, found, sizes, circles, whole, scope.territory, key="by-place"
            )
        )
        return
    shown = [one for one in rows if one.value is not None]
    title = Text(
        "{name}: {count} lugar con cifra",
        "{name}: {count} lugares con cifra",
        len(shown),
        name=row.name,
    )
    with figure.figure(
        answer,
        title=title,
        counted=BY_CODE[row.code].meaning,
        key="by-place",
        table=figure.TableShown(opened=True),
    ):
        pass


def estimate(answer: Answer, row: Mapping[Any, Any], scale: float) -> Estimate:
    """Return a row's figure for the map."""
    import pandas as pd

    numbers = [
        None if pd.isna(row[name]) else float(row[name]) * scale
        for name in ("actual", "low", "high")
    ]
    value, low, high = numbers
    flag = row["flag"] if isinstance(row["flag"], str) else "adjusted"
    if flag == "adjusted":
        flag = "unknown" if value is None else "reliable"
    return Estimate(value, low, high, flag, moved=is_moved(answer, row, "actual"))

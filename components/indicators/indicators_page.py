"""The page of the results framework: all indicators, or one of them opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from components import ask, drawings, figure, html_table, parts, table_pictures, tables
from components.indicators import (
    bullets,
    framework_groups,
    indicator_detail,
    lateness,
    period_closing,
    sentences,
)
from components.indicators.framework_rows import FRAMEWORK, FrameworkRow, rows_of
from components.parts import Part
from components.reader_language import _, current
from components.table_pictures import TableDrawing
from data_access import lists
from data_access.answers import Answer
from data_access.language import Text
from data_access.scope import Scope
from data_access.viewer import Viewer, closes_periods


def render(scope: Scope, viewer: Viewer) -> None:
    """Render all indicators, or the one that the URL names."""
    answer = ask.answer(FRAMEWORK, scope, viewer)
    rows = rows_of(answer)
    code = st.query_params.get(indicator_detail.URL_KEY)
    for row in rows:
        if row.code == code:
            indicator_detail.render(row, answer, scope, viewer)
            return
    st.header(sentences.headline(rows, scope.territory).to(current()), anchor=False)
    st.markdown(sentences.rest(rows).to(current()))
    parts.render(Framework(answer, rows, scope, viewer), *parts_for(viewer))


@dataclass(frozen=True)
class Framework:
    """All indicators of a place and period, as one reader sees them."""

    answer: Answer
    rows: Sequence[FrameworkRow]
    scope: Scope
    viewer: Viewer


def parts_for(viewer: Viewer) -> list[Part]:
    """Return the parts of the page; whoever closes periods has one more."""
    found = [
        Part(
            "avance",
            Text("¿Cómo va cada uno?"),
            (progress,),
            keys=(framework_groups.GROUP, framework_groups.STATE),
        ),
        Part("tabla", Text("¿Qué dice la tabla?"), (table,)),
    ]
    if closes_periods(viewer):
        found.append(Part("cierre", Text("¿Qué quedó cerrado?"), (closing,)))
    return found


def progress(seen: Framework) -> None:
    """Render the indicators under headings that the reader chooses."""
    group, state = framework_groups.chosen()
    found = framework_groups.grouped(seen.rows, group, state)
    if not found:
        st.info(_("Ningún indicador está así: cambie lo que se muestra."))
        return
    if framework_groups.shows_lateness(group, state):
        bullets.grouped(found, lambda row: lateness.since(row, seen.scope, seen.viewer))
        st.caption(SINCE.to(current()))
    else:
        bullets.grouped(found)
    st.html(bullets.states(OPENS.to(current())))
    st.caption(
        _(
            "La barra es el camino de la línea de base a la meta, que es la raya vertical; la "
            "banda fina, su intervalo de 95 %."
        )
    )


OPENS = Text("Pulse un título para abrirlo.")


SINCE = Text(
    "«Así desde» es el primer año seguido en que quedó atrás de la meta de ese año; donde no hay "
    "metas de cada año no se puede decir."
)


TITLE = Text("Los {count} indicadores en una tabla", count=len(lists.INDICATORS))


def table(seen: Framework) -> None:
    """Render each figure beside its target; the whole framework is in the table behind."""
    with figure.figure(
        seen.answer,
        title=TITLE,
        counted=Text("Cada cifra en su unidad; la línea de base y lo demás están en la tabla."),
        key="framework",
    ):
        language = current()
        columns = (Text("Indicador"), Text("Cifra"), Text("Meta"))
        html_table.render(
            [html_table.Heading(one.to(language), at > 0) for at, one in enumerate(columns)],
            [told(row, language) for row in seen.rows],
            TITLE.to(language),
            sorts=False,  # their units differ
        )
        headings, lines = tables.sortable(seen.answer, language)
        drawings.keep(TableDrawing(TITLE, *table_pictures.telling(headings, lines)))


def told(row: FrameworkRow, language: str) -> list[html_table.Cell]:
    """Return an indicator, which leads to itself opened, its figure and its target."""
    target = "—" if row.target is None else row.target.to(language)
    return [
        html_table.Cell(row.name.to(language), url=bullets.address(row.code)),
        html_table.Cell(row.said.to(language)),
        html_table.Cell(target),
    ]


def closing(seen: Framework) -> None:
    period_closing.render(seen.scope, seen.viewer)

"""The page of the results framework: all indicators, or one of them opened."""

from __future__ import annotations

import streamlit as st

from components import ask, figure
from components.indicators import (
    bullets,
    framework_groups,
    indicator_detail,
    period_closing,
    sentences,
)
from components.indicators.framework_rows import FRAMEWORK, rows_of
from components.reader_language import _, current
from data_access import lists
from data_access.language import Text
from data_access.scope import Scope
from data_access.viewer import Viewer


def render(scope: Scope, viewer: Viewer) -> None:
    """Render all indicators, or the one that the URL names."""
    answer = ask.answer(FRAMEWORK, scope, viewer)
    rows = rows_of(answer)
    code = st.query_params.get(indicator_detail.URL_KEY)
    for row in rows:
        if row.code == code:
            indicator_detail.render(row, answer, scope, viewer)
            return
    language = current()
    st.header(sentences.headline(rows, scope.territory).to(language), anchor=False)
    st.markdown(sentences.rest(rows).to(language))
    group, state = framework_groups.chosen()
    found = framework_groups.grouped(rows, group, state)
    st.caption(
        _(
            "La barra es el camino de la línea de base a la meta, que es la raya vertical; la "
            "banda fina, su intervalo de 95 %."
        )
    )
    if not found:
        st.info(_("Ningún indicador está así: cambie lo que se muestra."))
    for name, own in found:
        st.subheader(name.to(language), anchor=False)
        bullets.render(own)
    with figure.figure(
        answer,
        title=Text("Los {count} indicadores en una tabla", count=len(lists.INDICATORS)),
        counted=Text("Cada cifra en su unidad, con su línea de base y su meta."),
        key="framework",
    ):
        pass
    period_closing.render(scope, viewer)

"""The page of the results framework: all indicators, or one of them opened."""

from __future__ import annotations

import streamlit as st

from components import ask, figure
from components.indicators import bullets, closing, groups, one, sentences
from components.indicators.columns import FRAMEWORK
from components.indicators.reading import rows_of
from components.language import _, current
from data_access.language import Text
from data_access.scope import Scope
from data_access.viewer import Viewer


def drawn(scope: Scope, viewer: Viewer) -> None:
    """What the URL asks for."""
    answer = ask.answer(FRAMEWORK, scope, viewer)
    rows = rows_of(answer)
    code = st.query_params.get(one.URL_KEY)
    for row in rows:
        if row.code == code:
            one.draw(row, answer, scope, viewer)
            return
    language = current()
    st.header(sentences.headline(rows, scope.territory).to(language), anchor=False)
    st.markdown(sentences.rest(rows).to(language))
    group, state = groups.chosen()
    found = groups.grouped(rows, group, state)
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
        bullets.draw(own)
    with figure.figure(
        answer,
        title=Text("Los 39 indicadores en una tabla"),
        counted=Text("Cada cifra en su unidad, con su línea de base y su meta."),
        key="framework",
    ):
        pass
    closing.draw(scope, viewer)

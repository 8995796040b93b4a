"""Official totals, for those who release them: what would be told of a year, and why not the rest.

A section of a page: `draw(viewer)` puts nothing there for anybody else.
"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components import ask, labels
from components.language import _, current
from components.words import Count
from data_access import periods
from data_access.language import Text
from data_access.official_totals import Verdict
from data_access.records import official_totals
from data_access.viewer import Viewer, releases_totals

YEARS_BACK = 6
DONE = "official-totals-done"


def draw(viewer: Viewer) -> None:
    """Choose a year, see what can be told of it, and tell it."""
    if not releases_totals(viewer):
        return
    last = periods.today().year - 1
    with st.container(key="official-totals"):
        st.subheader(_("Totales oficiales"), anchor=False)
        st.markdown(
            _(
                "El número exacto de personas inscritas de cada lugar en un año ya terminado, para "
                "informes y boletines. Solo se publica si no permite deducir grupos de menos de "
                "{least} personas, ni por resta con otros totales. Una vez publicado, lo ve "
                "cualquier lector y no se retira.",
                least=10,
            )
        )
        year = st.selectbox(
            _("Año"),
            range(last, last - YEARS_BACK, -1),
            format_func=str,
            key="official-totals-year",
        )
        said = st.session_state.pop(DONE, None)
        if said is not None:
            st.success(said.to(current()))
        found = official_totals.preview(ask.engine(), viewer, year)
        if not found:
            st.info(_("No hay personas inscritas en {year}.", year=str(year)))
            return
        ready = sum(verdict.releasable for verdict in found)
        st.table(table(found), border="horizontal", hide_index=True, alt=_("Totales oficiales"))
        if ready:
            st.button(
                Text("Publicar {count} total", "Publicar {count} totales", ready).to(current()),
                on_click=publish,
                args=(viewer, year),
                type="primary",
                key="official-totals-publish",
            )
        else:
            st.caption(_("No hay totales nuevos que publicar de {year}.", year=str(year)))


def publish(viewer: Viewer, year: int) -> None:
    """Release the year's totals, and say how it went on the run that follows."""
    try:
        found = official_totals.release(ask.engine(), viewer, year)
    except official_totals.CannotRelease as refused:
        st.session_state[DONE] = refused.text
        return
    st.session_state[DONE] = Text(
        "Totales de {year} publicados: {number}.",
        year=str(year),
        number=sum(verdict.releasable for verdict in found),
    )


def table(found: list[Verdict]) -> pd.DataFrame:
    """Each place with its number and what becomes of it; those to be told come first."""
    language = current()
    ordered = sorted(found, key=lambda verdict: not verdict.releasable)
    return pd.DataFrame(
        {
            _("Lugar"): [labels.place_with_level(v.place).to(language) for v in ordered],
            _("Personas"): [Count(v.persons).to(language) for v in ordered],
            _("Qué pasa"): [(v.reason or Text("Se publica.")).to(language) for v in ordered],
        }
    )

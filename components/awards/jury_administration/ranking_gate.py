"""Whether the secretariat has asked to see the ranking, which is logged once for each of them."""

from __future__ import annotations

from functools import partial

import streamlit as st

from components import ask, flash, guard
from components.awards import wording
from components.awards.jury_administration.choosing import JuryDesk
from components.reader_language import _
from data_access import clock
from data_access.awards import reweighing


def is_open(desk: JuryDesk) -> bool:
    """Return whether this reader may be shown the ranking: after publication everybody may."""
    if desk.published:
        return True
    with ask.reading() as connection:
        return reweighing.has_opened(connection, desk.viewer, desk.code)


def offer(desk: JuryDesk, key: str) -> None:
    """Render why the ranking is not shown yet, and the button that opens and logs it."""
    if desk.edition.scores_close_at > clock.now():
        st.markdown(
            _(
                "La calificación sigue abierta hasta el {moment}. Mientras tanto conviene mirar el "
                "avance y el acuerdo: quien ve la clasificación ya no puede pedir ni confirmar un "
                "cambio de pesos.",
                moment=wording.EcuadorMoment(desk.edition.scores_close_at),
            )
        )
    st.caption(_("Quien la abre queda en el registro, con la hora."))
    flash.show("ranking-gate")
    if st.button(_("Ver la clasificación"), key=f"open-ranking-{key}"):
        deed = partial(reweighing.open_ranking, ask.engine(), guard.viewer(), desk.code)
        flash.attempt("ranking-gate", deed)
        st.rerun()

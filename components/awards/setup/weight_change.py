"""Other weights after the first score: an extraordinary amendment that takes two people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import Any

import streamlit as st

from components import ask, flash, guard
from components.awards import rulebook
from components.awards.field import live_text
from components.awards.field.live_text import LiveText
from components.awards.setup import edition_fields
from components.markup import plain
from components.reader_language import _, current
from data_access.awards import reweighing
from data_access.awards.reweighing import Pending
from data_access.awards.rubrics import CriterionText
from data_access.language import Text
from data_access.viewer import Viewer


def render(viewer: Viewer, edition: Any, known: Sequence[CriterionText]) -> None:
    """Render the request that waits for a second person, or the form of a new one."""
    with ask.reading() as connection:
        waiting = reweighing.pending(connection, viewer, edition.code)
    st.subheader(_("Cambio de pesos, enmienda extraordinaria"), anchor=False)
    st.markdown(
        _(
            "Ya hay puntajes: los pesos están fijos. Un cambio lo pide una secretaria o un "
            "secretario del premio y lo confirma otra persona; ninguna de las dos calificó ni vio "
            "una clasificación. Al confirmarse se publica, con su motivo, y la clasificación con "
            "los pesos de antes queda en el acta y en los resultados."
        )
    )
    flash.show("weights")
    if waiting is None:
        _request(edition, known)
    else:
        _waiting(viewer, edition, known, waiting)


def _request(edition: Any, known: Sequence[CriterionText]) -> None:
    typed = {
        one.code: st.text_input(
            one.title.to(current()),
            rulebook.plainly(one.weight),
            key=f"new-weight-{edition.code}-{one.code}",
        )
        for one in known
    }
    field = LiveText(f"{edition.code}/weights-reason", _("Motivo del cambio de pesos"))
    reason = live_text.render(field)
    if st.button(_("Pedir el cambio de pesos"), key="weights-request"):

        def deed() -> None:
            live_text.require_settled(field)
            wanted = {code: edition_fields.number(text) for code, text in typed.items()}
            reweighing.request(ask.engine(), guard.viewer(), edition.code, wanted, reason)
            live_text.sent(field)

        flash.attempt("weights", deed, Text("Pedido: falta que otra persona lo confirme."))
        st.rerun()


def _waiting(
    viewer: Viewer, edition: Any, known: Sequence[CriterionText], waiting: Pending
) -> None:
    names = {one.code: one.title for one in known}
    st.markdown(_("Lo pidió {who}. Motivo: {reason}", who=waiting.by, reason=plain(waiting.reason)))
    for code, weight in changes(waiting).items():
        said = rulebook.changed(names, f"{rulebook.WEIGHT}{code}", *map(str, weight))
        st.markdown(f"- {plain(said.to(current()))}")
    deed = (ask.engine(), guard.viewer(), edition.code, waiting.number)
    with st.container(horizontal=True):
        if waiting.by != viewer.name and st.button(
            _("Confirmar el cambio de pesos"), key="weights-confirm", type="primary"
        ):
            done = Text("Confirmado: rigen los pesos nuevos y el cambio es público.")
            flash.attempt("weights", partial(reweighing.confirm, *deed), done)
            st.rerun()
        if st.button(_("Retirar el pedido"), key="weights-withdraw"):
            flash.attempt("weights", partial(reweighing.withdraw, *deed), Text("Pedido retirado."))
            st.rerun()


def changes(waiting: Pending) -> Mapping[str, tuple[Decimal, Decimal]]:
    """Return the weights that would differ, with what each is and would be."""
    return {
        code: (weight, waiting.after[code])
        for code, weight in waiting.before.items()
        if weight != waiting.after[code]
    }

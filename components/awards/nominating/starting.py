"""The calls: which are open, until when, and how to begin."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components import ask, flash
from components.awards import rulebook
from components.awards.wording import EcuadorMoment, left
from components.markup import plain
from components.reader_language import _, current
from components.sharing import SECRET
from data_access import clock, lists
from data_access.auth.rate_limits import source_of
from data_access.awards import calls, nominator_mail
from data_access.awards.calls import COMING, OPEN, OVER, Call
from data_access.language import Text
from data_access.refusal import Refusal
from data_access.viewer import VISITOR

BEGUN = "nomination-begun"
FOR = {
    "EMPRESAS": Text(
        "Para empresas privadas que contratan de manera inclusiva a personas en movilidad."
    ),
    "ENTIDADES": Text(
        "Para entidades públicas con una práctica de migración y desarrollo que otras pueden "
        "adoptar."
    ),
}


def render() -> None:
    """Render the calls, and the form that begins a nomination."""
    with ask.reading() as connection:
        known = calls.calls(connection)
    now_open = [call for call in known if call.state == OPEN]
    language = current()
    st.header(headline(now_open, known).to(language), anchor=False)
    for call in now_open:
        st.markdown(f"**{lists.AWARD[call.award].to(language)}.** {FOR[call.award].to(language)}")
        st.caption(until(call).to(language))
    if now_open:
        _form(now_open)
    for call in now_open:
        with st.expander(_("Bases de «{name}»: criterios, pesos y plazos", name=plain(call.name))):
            rulebook.render(VISITOR, call.code)
    st.caption(
        _(
            "¿Ya empezó una postulación? Ábrala con el enlace privado que recibió: aquí no se "
            "puede buscar."
        )
    )


def headline(now_open: Sequence[Call], known: Sequence[Call]) -> Text:
    """Return which calls are open; otherwise when the next one opens or the last one closed."""
    if len(now_open) == 1:
        return Text(
            "Puede postular a «{name}» hasta el {moment}",
            name=now_open[0].name,
            moment=EcuadorMoment(now_open[0].closes_at),
        )
    if now_open:
        return Text("Hay {count} convocatorias abiertas", count=len(now_open))
    coming = [call for call in known if call.state == COMING]
    if coming:
        soonest = min(coming, key=lambda call: call.opens_at)
        return Text(
            "«{name}» recibe postulaciones desde el {moment}",
            name=soonest.name,
            moment=EcuadorMoment(soonest.opens_at, begins=True),
        )
    over = [call for call in known if call.state == OVER]
    if over:
        return Text(
            "No hay convocatorias abiertas: la última cerró el {moment}",
            moment=EcuadorMoment(over[0].closes_at),
        )
    return Text("Todavía no hay convocatorias")


def until(call: Call) -> Text:
    """Return the deadline, and how long is left."""
    return Text(
        "Cierra el {moment}, hora de Ecuador (tiempo restante: {left}).",
        moment=EcuadorMoment(call.closes_at),
        left=left(call.closes_at - clock.now()),
    )


def _form(now_open: Sequence[Call]) -> None:
    names = {call.code: call.name for call in now_open}
    with st.form("begin"):
        code = st.selectbox(
            _("Convocatoria"), list(names), format_func=lambda one: names[one], key="call"
        )
        contact = st.text_input(
            _("Correo para recibir el enlace y el resultado"), key="contact", max_chars=200
        )
        st.caption(_("Se guarda solo para avisarle; no se publica."))
        pressed = st.form_submit_button(_("Empezar la postulación"), type="primary")
    if not pressed:
        return
    try:
        source = source_of(st.context.ip_address)
        begun = nominator_mail.begin(ask.engine(), str(code), contact, source)
    except Refusal as problem:
        flash.refused(problem)
        return
    st.session_state[BEGUN] = begun
    st.query_params[SECRET] = begun.started.token
    st.rerun()

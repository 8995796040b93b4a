"""The button "Informe" of a page: a briefing of its place and period, and the results framework.

A report is made in a thread of its own, so that the page can say how far it is; at most two are
made at once by a process, one of each reader, and whoever asks for a third waits for its turn.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from functools import partial
from typing import Any

import streamlit as st

from components import ask, flash, guard, scope_bar
from components.reader_language import _, current
from components.reports import making
from components.reports.making import BRIEFING, FORMS, FRAMEWORK, Order
from components.reports.turns import Turn, Turns
from components.streamlit_compat import session_id
from data_access.language import LANGUAGES, Text
from data_access.refusal import Refusal
from data_access.scope import Scope
from data_access.viewer import Viewer, clearance

KEPT = "report"  # the session's last report, until another one or another scope
PULSE = 0.3  # seconds between two looks at how far it is
KINDS: Mapping[str, Text] = {
    BRIEFING: Text("Informe breve de este lugar y período"),
    FRAMEWORK: Text("Marco de resultados completo"),
}
_turns = Turns(at_once=2)


@st.fragment
def render() -> None:
    """Render the button; what is behind it once it is open."""
    with st.container(key="screen-report"):
        opened = st.popover(_("Informe"), key="report-open", on_change="rerun")
        if not opened.open:
            return
        if not guard.as_drawn():
            st.rerun()
        with opened:
            _choice(guard.viewer(), _scope(guard.viewer()))


def _scope(viewer: Viewer) -> Scope:
    keys = ("territory", *scope_bar.PERIOD_KEYS)
    query = {key: value for key, value in st.query_params.items() if key in keys}
    scope, _problem = scope_bar.read(query, viewer, day=ask.day(viewer))
    return scope


def _choice(viewer: Viewer, scope: Scope) -> None:
    """Render which report, in which form and language, and the report once it is made."""
    told = (scope_bar.place_in_words(scope), scope_bar.period_in_words(scope))
    st.caption(" · ".join(text.to(current()) for text in told))
    kind = st.radio(
        _("Qué"), list(KINDS), format_func=lambda key: KINDS[key].to(current()), key="report-kind"
    )
    forms = FORMS[kind]
    form = st.segmented_control(
        _("Formato"),
        list(forms),
        format_func=lambda key: forms[key][0].to(current()),
        default=next(iter(forms)),
        required=True,
        key=f"report-form-{kind}",
    )
    language = st.segmented_control(
        _("Idioma del informe"),
        list(LANGUAGES),
        format_func=lambda code: LANGUAGES[code].name,
        default=current(),
        required=True,
        key="report-language",
    )
    order = Order(str(kind), str(form), scope, viewer, str(language))
    if _offer(order):
        return
    if st.button(_("Preparar"), type="primary", key="report-make", width="stretch"):
        try:
            _make(order)
        except Refusal as refusal:
            flash.refused(refusal)
            return
        st.rerun(scope="fragment")


def _make(order: Order) -> None:
    """Make a report and show how far it is; raise Refusal while one of this reader is made."""
    st.session_state.pop(KEPT, None)
    who = order.viewer.name or session_id() or ""
    turn = _turns.ask(who, lambda tell: making.made(order, tell))
    shown = st.progress(0.0, turn.state.said.to(current()))
    try:
        while not turn.future.done():
            shown.progress(min(turn.state.share, 1.0), _said(turn).to(current()))
            time.sleep(PULSE)
    finally:
        turn.leave()
    shown.empty()
    st.session_state[KEPT] = (_key(order), turn.future.result())


def _said(turn: Turn) -> Text:
    place = _turns.place(turn)
    return (
        Text("En espera de turno: es el {place} de la cola", place=place)
        if place
        else (turn.state.said)
    )


def _offer(order: Order) -> bool:
    """Render the button that gives the report, if the one that is chosen is made; return that."""
    key, file = st.session_state.get(KEPT, (None, b""))
    if key != _key(order):
        return False
    name, media_type, _writer = FORMS[order.kind][order.form]
    st.download_button(
        _("Descargar {form}", form=name.to(current())),
        data=partial(making.logged, order, file),
        file_name=order.file_name,
        mime=media_type,
        on_click="ignore",
        key="report-file",
        width="stretch",
        type="primary",
    )
    return True


def _key(order: Order) -> tuple[Any, ...]:
    who = (clearance(order.viewer), order.viewer.name)
    return order.kind, order.form, order.scope, order.language, who

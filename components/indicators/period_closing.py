"""Closing a period, for whoever may: what is frozen, what changed since, and why."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from components import ask, figure, flash, labels
from components.awards.field import live_text
from components.awards.field.live_text import LiveText
from components.indicators import indicator_writes
from components.indicators.framework_rows import FROZEN
from components.markup import plain
from components.reader_language import _, current
from components.words import Moment
from data_access import clock, period_codes, periods
from data_access.answers import Answer
from data_access.language import Text
from data_access.scope import Scope
from data_access.viewer import Viewer, closes_periods

WHERE = "closing"


def render(scope: Scope, viewer: Viewer) -> None:
    """Render the closings of the period that the page shows, and a form for another one."""
    if not closes_periods(viewer):
        return
    period = period_codes.code_of(scope.start, scope.end)
    over = (
        scope.start is not None
        and scope.end is not None
        and periods.is_closed(scope.start, scope.end, clock.today())
    )
    if not over or period is None:
        st.subheader(_("Cierre de períodos"), anchor=False)
        st.markdown(_("Para congelar un año o trimestre terminado, elíjalo arriba, en Período."))
        return
    name = labels.period(scope.start, scope.end).to(current())
    st.subheader(_("Cierre de {period}", period=name), anchor=False)
    flash.show(WHERE)
    found = indicator_writes.closed(viewer, str(period))
    for one in found:
        said = Text(
            "Versión {version}, del {at}, por {who}: {reason}",
            version=one.vintage,
            at=Moment(one.at),
            who=one.by,
            reason=one.reason,
        )
        st.markdown(plain(said.to(current())))
    if found:
        what_moved(ask.answer(FROZEN, scope, viewer))
    else:
        st.markdown(
            _(
                "Al cerrarlo, sus cifras quedan como están para el público y los informes. Lo que "
                "llegue después se ve aquí, con su razón, y puede cerrarse en otra versión."
            )
        )
    form(viewer, str(period), name, again=bool(found))


def what_moved(answer: Answer) -> None:
    """Render the figures that differ today from when the period was closed."""
    frame = answer.frame[answer.frame["changed"].eq(True)]
    moved = replace(answer, frame=frame[["code", "unit", "actual", "today", "reason", "batches"]])
    title = Text(
        "{count} cifra cambió desde el cierre",
        "{count} cifras cambiaron desde el cierre",
        len(frame),
    )
    if frame.empty:
        title = Text("Ninguna cifra cambió desde el cierre")
    with figure.figure(
        answer,
        title=title,
        counted=Text("La cifra congelada, la de hoy, y los lotes que llegaron después."),
        key="closing",
    ):
        if not frame.empty:
            figure.rows(moved, title.to(current()), current())


def form(viewer: Viewer, period: str, name: str, again: bool) -> None:
    """Render the reason for closing, which saves itself, and the button that closes."""
    field = reason_of(period)
    reason = live_text.render(field)
    label = (
        _("Cerrar {period} otra vez", period=name) if again else _("Cerrar {period}", period=name)
    )
    if not st.button(label, key="close-period"):
        return

    def act() -> Text:
        live_text.require_settled(field)
        vintage = indicator_writes.close(viewer, period, reason)
        live_text.sent(field)
        return Text("Cifras congeladas: versión {version}.", version=vintage)

    flash.attempt(WHERE, act)
    st.rerun()


def reason_of(period: str) -> LiveText:
    """Return the field of the reason for closing a period."""
    return LiveText(f"closing/{period}/reason", _("Por qué se cierra"))

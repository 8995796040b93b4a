"""What nominees are told after the result: the comments that are released, and their appeals."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from components import ask, guard
from components import flash as messages
from components.awards.field import live_text
from components.awards.field.live_text import LiveText
from components.awards.jury_administration.acting import act
from components.awards.jury_administration.choosing import JuryDesk
from components.awards.scoring.dossier import paragraphs
from components.awards.wording import EcuadorMoment
from components.markup import plain
from components.reader_language import _, current
from data_access import lists
from data_access.awards import appeals, feedback
from data_access.awards.feedback import Copy, Releasable
from data_access.language import Text


def render(desk: JuryDesk) -> None:
    """Render the appeals that wait for an answer, then the comments of a nomination."""
    with ask.reading() as connection:
        lodged = appeals.of_edition(connection, desk.viewer, desk.code)
    st.header(headline(desk, lodged).to(current()), anchor=False)
    messages.show("appeals")
    for one in lodged:
        _appeal(desk, one)
    _comments(desk)


def headline(desk: JuryDesk, lodged: list[Any]) -> Text:
    """Return how many appeals wait, or until when they may come."""
    waiting = sum(one.answered_at is None for one in lodged)
    if waiting:
        return Text(
            "{count} impugnación espera respuesta",
            "{count} impugnaciones esperan respuesta",
            waiting,
        )
    until = appeals.window(desk.edition)
    if until is None:
        return Text("Lo que leerá quien postuló, cuando se publique el resultado")
    return Text("Se puede impugnar hasta el {at}", at=EcuadorMoment(until))


def _appeal(desk: JuryDesk, one: Any) -> None:
    with st.container(border=True, key=f"appeal-{one.id}"):
        name = plain(desk.name(one.nomination_code))
        st.markdown(f"**{name}** · {EcuadorMoment(one.received_at).to(current())}")
        paragraphs(one.text)
        if one.answered_at is not None:
            outcome = lists.APPEAL[one.outcome].to(current())
            answered = EcuadorMoment(one.answered_at)
            st.markdown(_("**{outcome}**, respondida el {at}:", outcome=outcome, at=answered))
            paragraphs(one.answer)
            return
        ruling = st.radio(
            _("Resultado"),
            list(lists.APPEAL),
            index=None,
            format_func=lambda code: lists.APPEAL[code].to(current()),
            horizontal=True,
            key=f"appeal-outcome-{one.id}",
        )
        field = LiveText(f"{desk.code}/appeal/{one.id}", _("Respuesta, con sus motivos"))
        text = live_text.render(field)
        if st.button(_("Responder"), key=f"appeal-answer-{one.id}", disabled=ruling is None):

            def reply() -> None:
                live_text.require_settled(field)
                given = (desk.code, one.id, str(ruling), text)
                appeals.answer(ask.engine(), guard.viewer(), *given)
                live_text.sent(field)

            act("appeals", reply, Text("Respuesta registrada: quien impugnó la lee en su enlace."))


def _comments(desk: JuryDesk) -> None:
    st.subheader(_("Comentarios para quien postuló"), anchor=False)
    st.caption(
        _(
            "Solo los que su autor autorizó. Edite la copia: quite lo que permita reconocer a "
            "quien lo escribió. Se leen sin nombres, desde que se publica el resultado."
        )
    )
    names = [one.code for one in desk.judged]
    if not names:
        return
    code = st.selectbox(_("Postulación"), names, format_func=desk.name, key="feedback-nomination")
    with ask.reading() as connection:
        found = feedback.releasable(connection, desk.viewer, desk.code, str(code))
    if not found:
        st.caption(_("Ningún comentario autorizado todavía."))
    messages.show("feedback")
    titles = {one.code: one.title.to(current()) for one in desk.criteria}
    for at, one in enumerate(found):
        _comment(desk, str(code), one, f"{at}", titles[one.criterion])


def _comment(desk: JuryDesk, nomination: str, one: Releasable, at: str, name: str) -> None:
    with st.container(border=True, key=f"feedback-{nomination}-{at}"):
        st.markdown(f"**{plain(name)}**")
        st.caption(_("Lo que escribió el jurado:"))
        paragraphs(one.comment)
        start = one.comment if one.released is None else one.released
        field = LiveText(
            f"{desk.code}/{nomination}/{one.juror}/{one.criterion}/feedback",
            _("La copia que lee quien postuló"),
            start,
        )
        text = live_text.render(field)
        deed = partial(_release, desk, nomination, one, field)
        with st.container(horizontal=True):
            said = _("Compartir") if one.released is None else _("Compartir esta copia")
            if st.button(said, key=f"release-{nomination}-{at}"):
                act("feedback", partial(deed, text), Text("La copia se comparte."))
            if one.released is not None and st.button(
                _("No compartirlo"), key=f"retract-{nomination}-{at}"
            ):
                act("feedback", partial(deed, None), Text("Ya no se comparte."))


def _release(
    desk: JuryDesk, nomination: str, one: Releasable, field: LiveText, text: str | None
) -> None:
    live_text.require_settled(field)
    copy = Copy(one.juror, one.criterion, text)
    feedback.release(ask.engine(), guard.viewer(), desk.code, nomination, copy)
    live_text.sent(field)

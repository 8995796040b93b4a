"""What a nominee reads once the result is published: feedback, and the way to appeal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from components import ask, flash
from components.awards.field import live_text
from components.awards.field.live_text import LiveText
from components.awards.scoring.dossier import paragraphs
from components.awards.wording import EcuadorMoment
from components.markup import plain
from components.reader_language import _, current
from components.words import Decimal
from data_access import clock, lists
from data_access.auth.text_drafts import Draft
from data_access.awards import appeals, feedback
from data_access.awards.feedback import Feedback
from data_access.awards.rubrics import CriterionText
from data_access.language import Text
from data_access.refusal import Refusal

TOO_LITTLE = Text("sin dato suficiente")


def render(token: str, criteria: Sequence[CriterionText]) -> None:
    """Render the feedback and the appeals; nothing before the result is published."""
    try:
        with ask.reading() as connection:
            found = feedback.of_link(connection, token)
            past = appeals.of_link(connection, token)
            until = appeals.closes(connection, token)
    except Refusal:
        return
    if found.criteria:
        _means(found, criteria)
        _comments(found, criteria)
    _appeals(token, past, until)


def _means(found: Feedback, criteria: Sequence[CriterionText]) -> None:
    language = current()
    names = {one.code: one.title.to(language) for one in criteria}
    st.subheader(_("Su puntaje por criterio"), anchor=False)
    st.caption(
        _(
            "De 0 a 100, sin ajustar. «Las demás» es el promedio de las otras postulaciones. Un "
            "promedio necesita tres hojas que evaluaron el criterio, y el de las demás, tres "
            "postulaciones así."
        )
    )
    table = pd.DataFrame(
        [
            {
                _("Criterio"): plain(names[one.criterion]),
                _("La suya"): said(one.own).to(language),
                _("Las demás"): said(one.field).to(language),
            }
            for one in found.criteria
        ]
    )
    st.table(table, border="horizontal", hide_index=True, alt=_("Su promedio por criterio"))
    if found.raising:
        st.markdown(_("Donde más puntos quedan por ganar:"))
        lines = (
            f"- {plain(to_gain(names[one.criterion], one).to(language))}" for one in found.raising
        )
        st.markdown("\n".join(lines))
        st.caption(_("Es aritmética de esta edición, no una promesa sobre otra."))


def said(value: float | None) -> Text:
    """Return a mean, or that it rests on too little."""
    return TOO_LITTLE if value is None else Decimal(value, 1)


def to_gain(name: str, one: Any) -> Text:
    """Return what the highest score on a criterion would add, with how it is computed."""
    return Text(
        "{name}: peso {weight} × (100 − {own}) / 100 = {points} puntos",
        name=name,
        weight=Decimal(one.weight, 0),
        own=Decimal(one.own or 0.0, 1),
        points=Decimal(one.to_gain or 0.0, 1),
    )


def _comments(found: Feedback, criteria: Sequence[CriterionText]) -> None:
    if not found.comments:
        return
    st.subheader(_("Comentarios del jurado"), anchor=False)
    st.caption(_("Los que sus autores autorizaron, sin nombres ni orden."))
    for criterion in criteria:
        own = [text for code, text in found.comments if code == criterion.code]
        if own:
            st.markdown(f"**{plain(criterion.title.to(current()))}**")
        for text in own:
            paragraphs(text)


class LinkDrafts:
    """The draft of whoever holds a private link."""

    def __init__(self, token: str) -> None:
        self.token = token

    def who(self) -> str:
        return self.token

    def read(self, key: str) -> Draft:
        with ask.reading() as connection:
            return appeals.draft(connection, self.token)

    def save(self, key: str, revision: int, text: str) -> Draft:
        return appeals.save_draft(ask.engine(), self.token, revision, text)


def _appeals(token: str, past: Sequence[Any], until: Any) -> None:
    open_now = until is not None and clock.now() < until
    if not past and until is None:
        return
    st.subheader(_("Impugnación"), anchor=False)
    for one in past:
        st.markdown(_("Presentada el {at}:", at=EcuadorMoment(one.received_at)))
        paragraphs(one.text)
        if one.answered_at is None:
            st.caption(_("Todavía sin respuesta."))
        else:
            outcome = lists.APPEAL[one.outcome].to(current())
            answered = EcuadorMoment(one.answered_at)
            st.markdown(_("**{outcome}**, respondida el {at}:", outcome=outcome, at=answered))
            paragraphs(one.answer)
    flash.show("appeal")
    if not open_now:
        if until is not None:
            st.caption(_("El plazo para impugnar cerró el {at}.", at=EcuadorMoment(until)))
        return
    if any(one.answered_at is None for one in past):
        return
    st.markdown(_("Puede impugnar el resultado hasta el {at}.", at=EcuadorMoment(until)))
    field = LiveText(appeals.KEY, _("En qué se basa"), drafts=LinkDrafts(token))
    text = live_text.render(field)
    if st.button(_("Presentar la impugnación"), key="appeal"):

        def lodge() -> None:
            live_text.require_settled(field)
            appeals.lodge(ask.engine(), token, text)

        flash.attempt("appeal", lodge, Text("Impugnación recibida: la respuesta aparecerá aquí."))
        st.rerun()

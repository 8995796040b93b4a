"""The published edition that is shown, held in the URL, and its answers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

import streamlit as st

from components import ask
from components.awards.jury_administration.agreement_section import row_of, sentences
from components.reader_language import _
from data_access.answers import Answer
from data_access.awards.edition_rules import criteria_of
from data_access.awards.rubrics import CriterionText
from data_access.language import Text
from data_access.scope import Scope
from data_access.viewer import VISITOR, Viewer

EDITION = "edicion"
RECEIVED = "awards.received"


@dataclass(frozen=True)
class Published:
    """A published edition and its public answers."""

    viewer: Viewer
    code: str
    award: str
    name: str
    day: dt.date

    def answer(self, name: str) -> Answer:
        return ask.answer(f"awards.{name}", Scope().having(edicion=self.code), self.viewer)

    @cached_property
    def criteria(self) -> tuple[CriterionText, ...]:
        """Its criteria, in the rubric's order."""
        with ask.reading() as connection:
            return criteria_of(connection, self.code)

    def criterion(self, code: str, language: str) -> str:
        """Return a criterion's name in the reader's language."""
        for one in self.criteria:
            if one.code == code:
                return one.title.to(language)
        return code

    @cached_property
    def agreement(self) -> list[Text]:
        """How far the jury agreed, in sentences."""
        return sentences(row_of(self.answer("agreement")))


def chosen(viewer: Viewer) -> Published | None:
    """Return the edition asked for, or the newest; None if none is published.

    What is published is the same for everybody, so that it is asked for as a visitor.
    """
    rows = ask.answer(RECEIVED, Scope(), VISITOR).rows()
    known = {
        row["edition"]: Published(
            viewer, row["edition"], row["premio"], row["nombre"], row["fecha"]
        )
        for row in rows
    }
    asked = st.query_params.get(EDITION)
    if asked is not None and asked not in known:
        st.warning(_("La edición «{code}» no tiene un resultado publicado.", code=asked))
    if not known:
        return None
    code = asked if asked in known else next(iter(known))
    key = "results-edition"
    st.session_state[key] = code

    def remember() -> None:
        st.query_params[EDITION] = st.session_state[key]

    if len(known) > 1:
        st.selectbox(
            _("Edición"),
            list(known),
            format_func=lambda one: known[one].name,
            key=key,
            on_change=remember,
        )
    return known[code]

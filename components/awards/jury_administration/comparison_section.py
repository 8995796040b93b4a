"""Two nominations side by side for whoever prepares the decision: texts, and means by criterion."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from components import ask
from components.awards.jury_administration.choosing import JuryDesk
from components.awards.scoring import dossier
from components.markup import plain
from components.reader_language import _, current
from data_access.awards import secretariat_view
from data_access.awards.secretariat_view import CriterionMean
from data_access.language import Text

Means = Mapping[tuple[str, str], CriterionMean]


def render(desk: JuryDesk) -> None:
    """Render the choice of two judged nominations, then both, criterion by criterion.

    It shows scores, so it stands only where the ranking was opened.
    """
    names = [one.code for one in desk.judged]
    if len(names) < 2:
        return
    st.subheader(_("Dos postulaciones, lado a lado"), anchor=False)
    chosen = []
    for column, key, label in zip(
        st.columns(2), ("one", "other"), (_("Postulación"), _("Junto a")), strict=True
    ):
        found = column.selectbox(
            label,
            names,
            index=None,
            placeholder=_("Elija"),
            key=f"side-{key}",
            format_func=desk.name,
        )
        chosen.append(found)
    if None in chosen or chosen[0] == chosen[1]:
        return
    with ask.reading() as connection:
        means = secretariat_view.criterion_means(connection, desk.viewer, desk.code)
        texts = {
            code: secretariat_view.answers(connection, desk.viewer, desk.code, code)[0]
            for code in chosen
            if code is not None
        }
    for at, criterion in enumerate(desk.criteria):
        name = plain(criterion.title.to(current()))
        st.markdown(f"**{at + 1}\\. {name}**")
        for column, code in zip(st.columns(2, gap="medium"), texts, strict=True):
            with column:
                head = f"{desk.name(code)} · {mean(means, code, criterion.code).to(current())}"
                st.markdown(f"**{plain(head)}**")
                dossier.paragraphs(texts[code].get(criterion.code) or "—")


def mean(means: Means, nomination: str, criterion: str) -> Text:
    """Return the mean of the valid sheets on a criterion, unadjusted, with how many they are."""
    found = means.get((nomination, criterion))
    if found is None:
        return Text("sin puntajes")
    return Text(
        "promedio {mean}, de {count} hoja",
        "promedio {mean}, de {count} hojas",
        found.count,
        mean=round(found.mean, 2),
    )

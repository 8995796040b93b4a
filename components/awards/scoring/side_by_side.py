"""Two nominations of a juror side by side: what each says on a criterion, and the own score."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from components import ask
from components.awards import wording
from components.awards.scoring import dossier, score_address, score_sheet, sheet_review
from components.awards.scoring.score_sheet import OpenDossier
from components.cards import nothing
from components.markup import plain
from components.reader_language import _, current
from data_access.awards import juror_tasks
from data_access.awards.juror_tasks import Task
from data_access.awards.rubrics import CriterionText
from data_access.awards.scoring import EMPTY
from data_access.language import Text
from data_access.viewer import Viewer


def comparable(found: Sequence[Task]) -> dict[str, str]:
    """Return the nominations whose dossier is open to the juror, with their names."""
    return {
        task.nomination: wording.named(task.nomination, task.title)
        for task in found
        if task.declared
    }


def render(viewer: Viewer, edition: Any) -> None:
    """Render both, criterion by criterion, for whoever may read both; nothing is written here."""
    with ask.reading() as connection:
        names = comparable(juror_tasks.mine(connection, viewer, edition.code))
    first = score_address.nomination()
    st.button(
        _("← Volver a la hoja") if first in names else _("← Mis postulaciones"),
        key="list",
        on_click=score_address.go,
        args=(edition.code, first if first in names else None),
    )
    st.header(_("Dos postulaciones, lado a lado"), anchor=False)
    if first not in names or len(names) < 2:
        nothing(Text("Aquí se comparan dos postulaciones cuyo expediente usted tiene abierto."))
        return
    others = [code for code in names if code != first]
    against = st.selectbox(
        _("Junto a {name}", name=names[first]), others, key="against", format_func=names.__getitem__
    )
    pair = [score_sheet.opened(viewer, edition, code) for code in (first, against)]
    for at, criterion in enumerate(pair[0].criteria):
        with st.container(key=f"criterion-{criterion.code}"):
            name = plain(criterion.title.to(current()))
            st.subheader(f"{at + 1}\\. {name}", anchor=False)
            for column, one in zip(st.columns(2, gap="medium"), pair, strict=True):
                with column:
                    _one(one, criterion, names[one.read.nomination])


def _one(here: OpenDossier, criterion: CriterionText, name: str) -> None:
    """Render what one nomination says on a criterion, and what its juror gave."""
    entry = here.sheet.entries.get(criterion.code, EMPTY)
    st.markdown(f"**{plain(name)}** · {_('su puntaje')}: **{plain(sheet_review.score(entry))}**")
    said = here.read.answers.get(criterion.code, "").strip()
    if said:
        dossier.paragraphs(said)
    else:
        st.caption(_("No dice nada sobre este criterio."))
    if entry.comment:
        st.caption(plain(f"{_('Su comentario')}: {entry.comment}"))

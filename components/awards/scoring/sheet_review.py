"""The review of all drafts before they are submitted, one sheet or all."""

from __future__ import annotations

from typing import Any

import streamlit as st

from components import ask, flash, guard
from components.awards import wording
from components.awards.scoring import score_address, score_sheet, task_list
from components.markup import plain
from components.reader_language import _, current
from components.words import Listed
from data_access.awards import juror_tasks, submitting
from data_access.awards.rubrics import CriterionText
from data_access.awards.scoring import EMPTY, ScoreEntry
from data_access.awards.submitting import IncompleteSheet
from data_access.language import Text, say
from data_access.refusal import Refusal
from data_access.viewer import Viewer


def render(viewer: Viewer, edition: Any) -> None:
    """Render the sheets in draft, complete or not, and the buttons that submit them."""
    st.button(_("← Mis postulaciones"), key="list", on_click=score_address.go, args=(edition.code,))
    with ask.reading() as connection:
        found = juror_tasks.mine(connection, viewer, edition.code)
        closed = not juror_tasks.time_left(connection, edition.code)
    drafts = [task for task in found if task.drafted]
    st.header(headline(drafts).to(current()), anchor=False)
    st.markdown(task_list.until(edition).to(current()))
    flash.show("review")
    for task in drafts:
        _one(viewer, edition, task, closed)
    whole = [task for task in drafts if task.answered == task.criteria]
    if (
        len(whole) > 1
        and not closed
        and st.button(
            _("Enviar las {count} completas", count=len(whole)), key="submit-all", type="primary"
        )
    ):
        _submit_all(edition.code)


def headline(drafts: list[juror_tasks.Task]) -> Text:
    """Return how many drafts are complete."""
    whole = sum(task.answered == task.criteria for task in drafts)
    if not drafts:
        return Text("No hay hojas en borrador")
    return Text("{whole} de {all} hojas en borrador están completas", whole=whole, all=len(drafts))


def score(entry: ScoreEntry) -> str:
    """Return a score as it will be submitted, in words."""
    if entry.not_assessable:
        return _("no evaluable")
    return _("falta") if entry.value is None else say(entry.value, current())


def line(here: score_sheet.OpenDossier, criterion: CriterionText) -> str:
    """Return one criterion of a sheet, as a line of a list."""
    entry = here.sheet.entries.get(criterion.code, EMPTY)
    said = f"- {plain(criterion.title.to(current()))}: **{score(entry)}**"
    return said + (f" · {plain(entry.comment)}" if entry.comment else "")


def _one(viewer: Viewer, edition: Any, task: juror_tasks.Task, closed: bool) -> None:
    here = score_sheet.opened(viewer, edition, task.nomination)
    with st.container(border=True, key=f"review-{task.nomination}"):
        name = wording.named(task.nomination, task.title)
        st.subheader(plain(name), anchor=False)
        st.markdown(score_sheet.status(here).to(current()))
        st.markdown("\n".join(line(here, criterion) for criterion in here.criteria))
        with st.container(horizontal=True):
            whole = task.answered == task.criteria
            if whole and not closed:
                pressed = st.button(_("Enviar"), key=f"submit-{task.nomination}", type="primary")
                if pressed:
                    _submit(edition.code, task.nomination, name)
            st.button(
                _("Volver a esta hoja"),
                key=f"edit-{task.nomination}",
                on_click=score_address.go,
                args=(edition.code, task.nomination),
            )


def _submit(edition: str, nomination: str, name: str) -> None:
    """Submit one sheet; the message of a refusal names what is missing."""

    def act() -> Text:
        try:
            submitting.submit(ask.engine(), guard.viewer(), edition, nomination)
        except IncompleteSheet as refusal:
            raise Refusal(missing(refusal)) from refusal
        return Text("Enviada: {name}.", name=name)

    flash.attempt("review", act)
    st.rerun()


def missing(problem: IncompleteSheet) -> Text:
    """Return what a sheet lacks, by name."""
    if not problem.criteria:
        return problem.text
    return Text("{what} {which}.", what=problem.text, which=Listed(problem.criteria))


def _submit_all(edition: str) -> None:
    outcomes = submitting.submit_all(ask.engine(), guard.viewer(), edition)
    done = sum(one.refused is None for one in outcomes)
    rest = [one for one in outcomes if one.refused is not None]
    said = Text("Se envió {count} hoja.", "Se enviaron {count} hojas.", done)
    if rest:
        why = Listed(Text("{code}: {why}", code=one.nomination, why=one.refused) for one in rest)
        said = Text("{said} Quedan en borrador: {why}", said=said, why=why)
    flash.keep("review", said, kind=flash.MessageKind.SUCCESS if done else flash.MessageKind.ERROR)
    st.rerun()

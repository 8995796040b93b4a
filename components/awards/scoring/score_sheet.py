"""One nomination: its texts beside the juror's sheet on it, saved field by field."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from components import ask, beside_fields, flash, guard
from components.awards import wording
from components.awards.field import mount
from components.awards.scoring import (
    declaring,
    dossier,
    scale,
    score_address,
    score_saving,
    task_list,
)
from components.markup import plain
from components.reader_language import _, current
from components.words import Joined
from data_access.awards import feedback, juror_tasks, submitting
from data_access.awards.edition_rules import criteria_of
from data_access.awards.juror_tasks import OwnSheet, Read, Task
from data_access.awards.rubrics import CriterionText
from data_access.awards.scoring import EMPTY
from data_access.language import Text, say
from data_access.refusal import Refusal
from data_access.viewer import Viewer

ACK = "score-ack"


@dataclass(frozen=True)
class OpenDossier:
    """A nomination being scored: the edition, its criteria, the dossier and the juror's sheet."""

    edition: Any
    criteria: Sequence[CriterionText]
    read: Read
    sheet: OwnSheet
    closed: bool

    @property
    def locked(self) -> bool:
        """Whether nothing can be written: the sheet is submitted, or scoring has closed."""
        return self.closed or self.sheet.submitted_at is not None


def opened(viewer: Viewer, edition: Any, nomination: str) -> OpenDossier:
    """Return the current state in the database; raise Refusal if it is not the juror's."""
    with ask.reading() as connection:
        return OpenDossier(
            edition,
            criteria_of(connection, edition.code),
            juror_tasks.dossier(connection, viewer, edition.code, nomination),
            juror_tasks.own_sheet(connection, viewer, edition.code, nomination),
            not juror_tasks.time_left(connection, edition.code),
        )


def render(viewer: Viewer, edition: Any, nomination: str) -> None:
    """Render the page of one nomination, or why it is not available."""
    with ask.reading() as connection:
        found = {
            task.nomination: task for task in juror_tasks.mine(connection, viewer, edition.code)
        }
    beside_fields.button(
        _("← Mis postulaciones"), key="list", on_click=score_address.go, args=(edition.code,)
    )
    task = found.get(nomination)
    if task is None:
        st.error(_("Esto no está disponible para usted."))
        return
    if not task.declared:
        declaring.render(edition, task)
        return
    here = opened(viewer, edition, nomination)
    dossier.heading(viewer, here.read)
    form(edition, nomination)
    others = [one for one in found.values() if one.nomination != nomination]
    with st.container(horizontal=True):
        _next(edition, others)
        if any(one.declared for one in others):
            beside_fields.button(
                _("Comparar con otra"),
                key="compare",
                on_click=score_address.go,
                args=(edition.code, nomination, score_address.COMPARE),
            )


@st.fragment
def form(edition: Any, nomination: str) -> None:
    """Render the sheet; a save reruns only this fragment of the page."""
    beside_fields.hear()
    viewer = guard.viewer()
    try:
        here = opened(viewer, edition, nomination)
    except Refusal as problem:
        flash.refused(problem)
        return
    with st.container(key="sheet-state"):  # stays in view
        st.markdown(f"**{status(here).to(current())}**")
    st.caption(task_list.until(here.edition).to(current()))
    for at, criterion in enumerate(here.criteria):
        with st.container(key=f"criterion-{criterion.code}"):
            _criterion(viewer, here, criterion, at)
    with st.container(key="own-note"):
        _note(here)
    _agreement(viewer, here)
    flash.show("sheet")
    _actions(viewer, here)


def status(here: OpenDossier) -> Text:
    """Return the state of the sheet."""
    sheet = here.sheet
    if sheet.submitted_at is not None:
        return Text(
            "Enviada el {moment}: cuenta así.", moment=wording.EcuadorMoment(sheet.submitted_at)
        )
    if here.closed:
        return Text("La calificación cerró: lo que no se envió no cuenta.")
    done = sum(e.value is not None or e.not_assessable for e in sheet.entries.values())
    counted = Text("{done} de {all} criterios calificados.", done=done, all=len(here.criteria))
    if sheet.version > 1:
        return Joined(Text("Corrección en curso: cuenta la versión enviada antes."), counted)
    return counted


def _criterion(viewer: Viewer, here: OpenDossier, criterion: CriterionText, at: int) -> None:
    """Render what the nomination says on a criterion beside its score and comment."""
    name = plain(criterion.title.to(current()))
    weight = _("{weight} de 100", weight=criterion.weight.normalize())
    st.subheader(f"{at + 1}\\. {name} :small[({weight})]", anchor=False)
    said, scored = st.columns([5, 6], gap="medium")
    with said:
        dossier.answer(viewer, here.read, criterion)
    with scored:
        _score(viewer, here, criterion, at)


def _score(viewer: Viewer, here: OpenDossier, criterion: CriterionText, at: int) -> None:
    language = current()
    about = _about(here, criterion.code) | {
        "legend": f"{at + 1}. {criterion.title.to(language)}",
        "earlier": _earlier(viewer, here, criterion.code),
        "top": at == 0,
    }
    _field(here, criterion.code, about, scale.of(here.edition, criterion))


def _note(here: OpenDossier) -> None:
    st.caption(_("Solo usted la lee: ni la secretaría ni otros jurados."))
    about = _about(here, score_saving.NOTE)
    about["words"] = mount.words() | {"comment": _("Nota privada")}
    _field(here, score_saving.NOTE, about, None)


def _agreement(viewer: Viewer, here: OpenDossier) -> None:
    """Render whether the juror lets the comments be passed on; changed at any time."""
    code, nomination = here.edition.code, here.read.nomination
    with ask.reading() as connection:
        agreed = feedback.has_agreed(connection, viewer, code, nomination)
    key = f"agree-{code}-{nomination}"

    def changed() -> None:
        given = bool(st.session_state[key])
        deed = (ask.engine(), guard.viewer(), code, nomination, given)
        flash.attempt("sheet", lambda: feedback.agree(*deed))

    st.checkbox(
        _("La secretaría puede compartir mis comentarios con quien postuló, sin mi nombre"),
        agreed,
        key=key,
        on_change=changed,
    )


def _about(here: OpenDossier, field: str) -> dict[str, Any]:
    """Return what every field receives: its identity, stored content and last save's result."""
    stored, revision = score_saving.stored(here.sheet, field)
    code = f"{here.edition.code}/{here.read.nomination}/{field}"
    moment = here.sheet.times.get(field)
    told = st.session_state.get(f"{ACK}-{code}")
    if moment is None and told is not None:
        moment = told.get("at")
    said = wording.saved(moment).to(current()) if moment and revision else ""
    if not said and revision:
        said = _("Guardado")
    return {
        "id": code,
        "who": hashlib.sha256(guard.viewer().name.encode()).hexdigest()[:16],
        "stored": stored,
        "base": score_saving.base(here.sheet.version, revision),
        "saved": said,
        "locked": here.locked,
        "ack": _ack(told),
    }


def _ack(told: dict[str, Any] | None) -> dict[str, Any] | None:
    """Return the result of the last save, as the field reads it."""
    if told is None:
        return None
    plain = {name: value for name, value in told.items() if name != "at"}
    return plain | {"said": told["said"].to(current())}


def _field(
    here: OpenDossier, field: str, about: dict[str, Any], values: mount.Scale | None
) -> None:
    code, nomination = here.edition.code, here.read.nomination
    key = f"field-{code}-{nomination}-{field}"

    def typed() -> None:
        given = st.session_state[key].get("typed")
        viewer = guard.viewer()
        try:
            with ask.reading() as connection:
                version = juror_tasks.own_sheet(connection, viewer, code, nomination).version
        except Refusal:
            version = 0
        spot = score_saving.SheetField(code, nomination, field, version)
        told = score_saving.save(ask.engine(), viewer, spot, given)
        st.session_state[f"{ACK}-{about['id']}"] = told

    mount.render(key, about, typed, values)


def _earlier(viewer: Viewer, here: OpenDossier, criterion: str) -> list[str]:
    """Return the juror's scores on this criterion elsewhere, for consistency."""
    with ask.reading() as connection:
        found = juror_tasks.earlier_scores(connection, viewer, here.edition.code, criterion)
        names = {
            task.nomination: wording.named(task.nomination, task.title)
            for task in juror_tasks.mine(connection, viewer, here.edition.code)
        }
    found.pop(here.read.nomination, None)
    language = current()
    return [
        f"{_('no evaluable') if entry.not_assessable else say(entry.value, language)}"
        f" · {names[nomination]}"
        for nomination, entry in found.items()
        if entry != EMPTY and (entry.value is not None or entry.not_assessable)
    ]


def _actions(viewer: Viewer, here: OpenDossier) -> None:
    code, nomination = here.edition.code, here.read.nomination
    if here.closed:
        return
    if here.sheet.submitted_at is None:
        review = st.button(_("Revisar y enviar"), key="to-review", type="primary")
        if review:  # after every field of this run was saved
            score_address.go(code, None, score_address.REVIEW)
            st.rerun()
        return
    st.caption(_("Para corregirla, ábrala de nuevo: la enviada cuenta hasta que envíe la nueva."))
    if st.button(_("Abrir de nuevo para corregir"), key="reopen"):
        flash.attempt("sheet", lambda: submitting.reopen(ask.engine(), viewer, code, nomination))
        st.rerun()


def _next(edition: Any, others: Sequence[Task]) -> None:
    """Render a button to the next nomination that is still owed."""
    rest = task_list.owed(others)
    if rest:
        name = wording.named(rest[0].nomination, rest[0].title)
        beside_fields.button(
            _("Siguiente: {name}", name=name),
            key="next",
            on_click=score_address.go,
            args=(edition.code, rest[0].nomination),
        )

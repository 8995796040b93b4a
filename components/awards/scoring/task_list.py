"""The nominations a juror still owes, the deadline, and the link to each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import streamlit as st

from components import ask, flash
from components.awards import wording
from components.awards.scoring import score_address
from components.cards import card, nothing
from components.markup import plain
from components.reader_language import _, current
from components.words import Joined
from data_access.awards import juror_tasks
from data_access.awards.juror_tasks import Task
from data_access.language import Text
from data_access.viewer import Viewer


def chosen(viewer: Viewer) -> Any | None:
    """Return the edition in the URL, else the next to close; None without a seat."""
    with ask.reading() as connection:
        editions = juror_tasks.editions_of(connection, viewer)
    if not editions:
        st.header(_("No tiene postulaciones por calificar"), anchor=False)
        nothing(Text("Cuando la secretaría lo sume al jurado de una edición, la verá aquí."))
        return None
    known = {edition.code: edition for edition in editions}
    now = dt.datetime.now(dt.UTC)
    running = [one for one in editions if one.scores_close_at > now] or editions[::-1]
    code = score_address.edition() if score_address.edition() in known else running[0].code
    if len(editions) > 1 and score_address.nomination() is None:
        code = st.selectbox(
            _("Edición"), list(known), list(known).index(code), format_func=lambda c: known[c].name
        )
        score_address.go(code, None, score_address.REVIEW if score_address.reviewing() else None)
    return known[code]


def owed(found: Sequence[Task]) -> list[Task]:
    """Return what is not submitted: begun first, then what is open, then what is undeclared."""
    order = sorted(found, key=lambda task: (not task.drafted, not task.declared))
    return [task for task in order if task.drafted or task.submitted_at is None]


def headline(found: Sequence[Task], closed: bool) -> Text:
    """Return how much the juror still owes, in a sentence."""
    rest = len(owed(found))
    if not found:
        return Text("Todavía no tiene postulaciones asignadas")
    if not rest:
        return Text("Todo enviado: no le queda nada pendiente")
    if closed:
        return Text("La calificación cerró con {count} sin enviar", count=rest)
    return Text("Le queda {count} por enviar", "Le quedan {count} por enviar", rest)


def until(edition: Any, desk: bool = False) -> Text:
    """Return the deadline and the time left, by the server's clock, for a juror or the desk."""
    with ask.reading() as connection:
        span = juror_tasks.time_left(connection, edition.code)
    moment = wording.EcuadorMoment(edition.scores_close_at)
    if not span:
        return Text("La calificación cerró el {moment}.", moment=moment)
    if desk:
        return Text(
            "La calificación cierra el {moment} (tiempo restante: {left}).",
            moment=moment,
            left=wording.left(span),
        )
    return Text(
        "Puede calificar hasta el {moment} (tiempo restante: {left}).",
        moment=moment,
        left=wording.left(span),
    )


def render(viewer: Viewer, edition: Any) -> None:
    with ask.reading() as connection:
        found = juror_tasks.mine(connection, viewer, edition.code)
        closed = not juror_tasks.time_left(connection, edition.code)
    st.header(headline(found, closed).to(current()), anchor=False)
    done = len(found) - len(owed(found))
    said = Text("{name}. Enviadas {done} de {all}.", name=edition.name, done=done, all=len(found))
    st.markdown(plain(Joined(said, until(edition)).to(current())))
    if found:
        st.progress(
            done / len(found), text=_("{done} de {all} enviadas", done=done, all=len(found))
        )
    flash.show("list")
    rest = owed(found)
    for task in rest:
        _entry(edition.code, task, closed)
    if any(task.drafted for task in found):
        st.button(
            _("Ver lo que quedó sin enviar") if closed else _("Revisar todo y enviar"),
            key="review",
            type="secondary" if closed else "primary",
            on_click=score_address.go,
            args=(edition.code, None, score_address.REVIEW),
        )
    handed_in = [task for task in found if task not in rest]
    if handed_in:
        st.subheader(_("Enviadas"), anchor=False)
        for task in handed_in:
            _entry(edition.code, task, closed)


def state(task: Task) -> Text:
    """Return how far a nomination has come."""
    if not task.declared:
        return Text("declare primero si tiene un conflicto de interés")
    counted: dict[str, Any] = {"answered": task.answered, "all": task.criteria}
    if task.drafted and task.version > 1:
        return Text("corrección en curso; cuenta la versión enviada antes")
    if task.drafted:
        return Text("en borrador: {answered} de {all} criterios", **counted)
    if task.submitted_at:
        return Text("enviada el {moment}", moment=wording.EcuadorMoment(task.submitted_at))
    return Text("por empezar")


def _entry(edition: str, task: Task, closed: bool) -> None:
    about = [Text("{name}", name=task.organisation)] if task.organisation else []
    about.append(Text("{code}: {state}.", code=task.nomination, state=state(task)))
    said = _("Abrir") if task.declared else _("Declarar y abrir")
    if task.submitted_at or closed:
        said = _("Ver")
    elif task.drafted:
        said = _("Continuar")
    with card(f"task-{task.nomination}", wording.named(task.nomination, task.title), *about):
        st.button(
            said,
            key=f"open-{task.nomination}",
            on_click=score_address.go,
            args=(edition, task.nomination),
        )

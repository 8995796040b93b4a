"""A leader's batch that waits for a monitor: what it would bring, and the press that lets it count.

It is approved only once somebody saw its review: warnings that its leader could not be told of,
such as a code that looks like somebody else's, are seen here first.
"""

from __future__ import annotations

import streamlit as st

from components import flash, guard
from components.awards.field import live_text
from components.awards.field.live_text import LiveText
from components.desk import door, figures_moved, groups, review, steps
from components.desk.door import Batch, Report, Undos
from components.markup import plain
from components.reader_language import _, current
from components.words import Opening
from data_access import lists
from data_access.language import Text
from data_access.viewer import Viewer, publishes

WHERE = "batches"
UNDO = "undo"


def render(batch: Batch, viewer: Viewer) -> None:
    """Render what a batch waits for; for those who publish its review, and the buttons below it."""
    waits_for = Opening(lists.WAITING[str(batch.waiting)]).to(current())
    st.markdown(f"**{plain(waits_for)}**")
    if not publishes(viewer):
        return
    number, seen = batch.number, None
    for line in asked_for(door.undos(number, viewer), batch.author):
        st.markdown(plain(line.to(current())))
    if batch.waiting != UNDO:
        seen = st.session_state.get(_held(number))
        if seen is None:
            st.button(
                _("Revisar el lote {batch}", batch=str(number)),
                type="primary",
                on_click=look,
                args=(number,),
                key=f"desk-review-{number}",
            )
            return
        _reviewed(number, seen, viewer)
    unread = seen is not None and bool(seen.warnings) and not _read(number)
    field = LiveText(f"batch/{number}/reason", _("Motivo, si no se aprueba"))
    reason = live_text.render(field)
    with st.container(horizontal=True):
        st.button(
            _("Aprobar el lote {batch}", batch=str(number)),
            type="primary",
            disabled=unread or (seen is not None and bool(seen.errors)),
            on_click=decide,
            args=(number,),
            key=f"desk-approve-{number}",
        )
        if st.button(_("No aprobarlo"), key=f"desk-decline-{number}"):
            decline(number, field, reason)
            st.rerun()


def asked_for(undos: Undos | None, author: str) -> list[Text]:
    """Return what a batch's author wants taken out, and whether that happens often."""
    if undos is None:
        return []
    said = []
    if undos.asked:
        said.append(Text("{author} pidió quitarlo.", author=author))
    if undos.many:
        said.append(
            Text(
                "{author} deshizo o pidió deshacer {count} lote sobre personas en 30 días: quien "
                "prueba filas y las quita puede estar buscando cifras protegidas.",
                "{author} deshizo o pidió deshacer {count} lotes sobre personas en 30 días: quien "
                "prueba filas y las quita puede estar buscando cifras protegidas.",
                undos.number,
                author=author,
            )
        )
    return said


def look(batch: int) -> None:
    """Review a batch, with the viewer's current roles."""

    def act() -> None:
        st.session_state[_held(batch)] = door.review(batch, guard.viewer())

    flash.attempt(WHERE, act)


def _held(batch: int) -> str:
    return f"desk-seen-{batch}"


def _read(batch: int) -> bool:
    return bool(st.session_state.get(f"desk-read-{batch}"))


def _reviewed(number: int, seen: Report, viewer: Viewer) -> None:
    """Render what a batch would bring: errors, warnings to confirm, changes, and figures."""
    for name, findings in (("error", seen.errors), ("warning", seen.warnings)):
        for at, group in enumerate(groups.grouped(findings)):
            with st.container(border=True):
                review.said(group)
                review.rows(group, f"{name}-{number}-{at}", seen.agreement or str(number))
    for notice in seen.notices:
        st.markdown(plain(notice.to(current())))
    if seen.warnings:
        st.checkbox(_("Leí los avisos y están bien así"), key=f"desk-read-{number}")
    if seen.changes:
        steps.change_list(seen)
    held = f"desk-moves-{number}"
    if not seen.errors:
        figures_moved.on_request(held, f"{held}-look", lambda: door.moves_of(number, viewer))


def decide(batch: int) -> None:
    """Approve a batch as it was reviewed, with the current roles."""
    seen: Report | None = st.session_state.pop(_held(batch), None)
    done = Text(
        "El lote {batch} está aprobado; cuenta desde la próxima publicación.", batch=str(batch)
    )
    agreed = None if seen is None else seen.agreement
    flash.attempt(WHERE, lambda: door.approve(batch, guard.viewer(), agreed), done)


def decline(batch: int, field: LiveText, reason: str) -> None:
    """Decline a batch for a reason, with the current roles."""

    def act() -> Text:
        live_text.require_settled(field)
        door.decline(batch, guard.viewer(), reason)
        live_text.sent(field)
        st.session_state.pop(_held(batch), None)
        return Text("El lote {batch} no se aprobó.", batch=str(batch))

    flash.attempt(WHERE, act)

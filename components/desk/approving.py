"""A leader's batch that waits for a monitor: what for, and the press that lets it count."""

from __future__ import annotations

import streamlit as st

from components import flash, guard
from components.desk import door
from components.desk.door import Batch
from components.markup import plain
from components.reader_language import _, current
from data_access import lists
from data_access.language import Text
from data_access.viewer import Viewer, publishes

WHERE = "batches"


def render(batch: Batch, viewer: Viewer) -> None:
    """Render what a batch waits for; for those who publish the button that approves it."""
    said = lists.WAITING[str(batch.waiting)].to(current())
    st.markdown(f"**{plain(said[:1].upper() + said[1:])}**")
    if not publishes(viewer):
        return
    number = batch.number
    reason = st.text_input(_("Motivo, si no se aprueba"), key=f"desk-reason-{number}")
    with st.container(horizontal=True):
        st.button(
            _("Aprobar el lote {batch}", batch=str(number)),
            type="primary",
            on_click=decide,
            args=(number, None),
            key=f"desk-approve-{number}",
        )
        st.button(
            _("No aprobarlo"), on_click=decide, args=(number, reason), key=f"desk-decline-{number}"
        )


def decide(batch: int, reason: str | None) -> None:
    """Approve a batch, or decline it for a reason, with the viewer's current roles."""
    number = str(batch)
    if reason is None:
        done = Text(
            "El lote {batch} está aprobado; cuenta desde la próxima publicación.", batch=number
        )
        flash.attempt(WHERE, lambda: door.approve(batch, guard.viewer()), done)
    else:
        done = Text("El lote {batch} no se aprobó.", batch=number)
        flash.attempt(WHERE, lambda: door.decline(batch, guard.viewer(), reason), done)

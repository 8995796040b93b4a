"""The declaration that comes before a dossier opens; a recusal closes it for good."""

from __future__ import annotations

from typing import Any

import streamlit as st

from components import ask, flash, guard
from components.awards import wording
from components.awards.field import live_text
from components.awards.field.live_text import LiveText
from components.awards.scoring import score_address
from components.markup import plain
from components.reader_language import _, current
from data_access.awards import conflicts
from data_access.awards.juror_tasks import Task
from data_access.language import Text
from data_access.lists import CONFLICT

NONE = ""


def render(edition: Any, task: Task) -> None:
    """Render the declaration; the dossier stays closed until it is made."""
    code = task.nomination
    st.header(_("¿Tiene un conflicto de interés?"), anchor=False)
    name = wording.named(code, task.title)
    by = f"{name} · {task.organisation}" if task.organisation else name
    st.markdown(f"**{plain(by)}**")
    st.markdown(
        _(
            "Antes de abrir el expediente, diga si algo de esto vale para usted. Si se recusa, "
            "esta postulación se cierra para usted en todas partes, y eso no cuenta como un cero."
        )
    )
    options = [NONE, *CONFLICT]
    kind = st.radio(
        _("Su declaración"),
        options,
        index=None,
        key=f"conflict-{code}",
        format_func=lambda c: (
            CONFLICT[c].to(current()) if c else _("No tengo ningún conflicto de interés")
        ),
    )
    reason = ""
    if kind:
        reason = live_text.render(_detail(edition.code, code))
    flash.show("declare")
    said = _("Recusarme") if kind else _("Declarar y abrir el expediente")
    with st.container(horizontal=True):
        if st.button(said, key="declare", type="primary", disabled=kind is None):
            _declare(edition.code, code, kind or NONE, reason)
        st.button(
            _("Volver a la lista"), key="back", on_click=score_address.go, args=(edition.code,)
        )


def _detail(edition: str, nomination: str) -> LiveText:
    return LiveText(f"{edition}/{nomination}/conflict", _("Detalle (si quiere)"))


def _declare(edition: str, nomination: str, kind: str, reason: str) -> None:
    viewer, engine = guard.viewer(), ask.engine()
    if kind == NONE:
        done = flash.attempt(
            "declare", lambda: conflicts.declare_none(engine, viewer, edition, nomination)
        )
    else:
        done = flash.attempt(
            "list",
            lambda: conflicts.declare(
                engine, viewer, edition, nomination, conflicts.Conflict(kind, reason)
            ),
            Text("Quedó recusado: esa postulación ya no está en su lista."),
        )
        if done:
            live_text.sent(_detail(edition, nomination))
        score_address.go(edition)
    if done or kind:
        st.rerun()
    flash.show("declare")

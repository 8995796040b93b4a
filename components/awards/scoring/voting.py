"""The jury's vote on a tie, open to jurors recused from none of the tied nominations."""

from __future__ import annotations

from typing import Any

import streamlit as st

from components import ask, flash, guard
from components.awards import wording
from components.reader_language import _
from data_access.awards import deliberating, juror_tasks
from data_access.language import Text
from data_access.viewer import Viewer


def render(viewer: Viewer, edition: Any) -> None:
    """Render the open votes of an edition; nothing if there is none."""
    with ask.reading() as connection:
        votes = deliberating.votes_for(connection, viewer, edition.code)
        names = {
            task.nomination: wording.named(task.nomination, task.title)
            for task in juror_tasks.mine(connection, viewer, edition.code)
        }
    for vote in votes:
        with st.container(border=True, key=f"vote-{vote.id}"):
            st.subheader(_("Votación de desempate"), anchor=False)
            st.markdown(
                _("Nada anterior las distingue. Vote por una; puede cambiar hasta que se cierre.")
            )
            choice = st.radio(
                _("Su voto"),
                list(vote.nominations),
                index=None,
                key=f"ballot-{vote.id}",
                format_func=lambda code: f"{names[code]} ({code})" if code in names else code,
            )
            flash.show(f"vote-{vote.id}")
            if st.button(_("Votar"), key=f"cast-{vote.id}", disabled=choice is None):
                _cast(edition.code, vote.id, str(choice))


def _cast(edition: str, vote: int, choice: str) -> None:
    flash.attempt(
        f"vote-{vote}",
        lambda: deliberating.cast(ask.engine(), guard.viewer(), edition, vote, choice),
        Text("Su voto quedó registrado."),
    )
    st.rerun()

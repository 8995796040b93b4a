"""A nomination as its jurors read it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

import streamlit as st

from components import ask, labels
from components.awards import wording
from components.awards.viewing import viewer as viewer_of_files
from components.markup import plain
from components.reader_language import _, current
from data_access.awards import evidence
from data_access.awards.juror_tasks import Read
from data_access.awards.rubrics import CriterionText
from data_access.viewer import Viewer


def heading(viewer: Viewer, read: Read) -> None:
    """Render who nominates, where, and the summary, with the general files."""
    st.header(plain(wording.named(read.nomination, read.title)), anchor=False)
    parts = [read.organisation, labels.place(read.canton).to(current()) if read.canton else None]
    st.markdown(plain(" · ".join([read.nomination, *(part for part in parts if part)])))
    if read.summary:
        paragraphs(read.summary)
    _files(viewer, (row for row in read.evidence if row.criterion_code is None))


def answer(viewer: Viewer, read: Read, criterion: CriterionText) -> None:
    """Render the answer on one criterion, with the files that support it."""
    said = read.answers.get(criterion.code, "").strip()
    with st.container(key=f"says-{criterion.code}"):
        st.markdown(f"**{_('Lo que dice la postulación')}**")
    if said:
        with st.container(key=f"answer-{criterion.code}"):  # its beginning, where one folds
            paragraphs(said)
    else:
        st.caption(_("No dice nada sobre este criterio."))
    _files(viewer, (row for row in read.evidence if row.criterion_code == criterion.code))


def paragraphs(text: str) -> None:
    """Render somebody's text verbatim, with its paragraphs."""
    st.markdown("\n\n".join(plain(part) for part in text.split("\n") if part.strip()))


def _files(viewer: Viewer, rows: Iterable[Any]) -> None:
    for row in rows:
        read = partial(evidence.hand_out, ask.engine(), viewer, row.id)
        viewer_of_files.offer(row, read, f"evidence-{row.id}")


def handed_out(viewer: Viewer, number: int) -> bytes:
    """Return the file if the viewer may read it now, otherwise the reason as bytes."""
    return viewer_of_files.bytes_of(partial(evidence.hand_out, ask.engine(), viewer, number))

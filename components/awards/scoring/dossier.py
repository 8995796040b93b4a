"""A nomination as its jurors read it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

import streamlit as st

from components import ask, labels
from components.awards import wording
from components.markup import plain
from components.reader_language import _, current
from data_access.awards import evidence
from data_access.awards.juror_tasks import Read
from data_access.awards.rubrics import CriterionText
from data_access.refusal import Refusal
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
        st.download_button(
            f"{plain(row.name)} ({size_of(row.size)})",
            data=partial(handed_out, viewer, row.id),
            file_name=row.name,
            mime=row.media_type,
            on_click="ignore",
            key=f"evidence-{row.id}",
        )


def handed_out(viewer: Viewer, number: int) -> bytes:
    """Return the file if the viewer may read it now, otherwise the reason as bytes."""
    try:
        return evidence.hand_out(ask.engine(), viewer, number).content
    except Refusal as problem:
        return problem.text.to(current()).encode()


def size_of(size: int) -> str:
    """Return a file's size in KB or MB."""
    return f"{size / 2**20:.1f} MB" if size >= 2**20 else f"{max(1, size // 2**10)} KB"

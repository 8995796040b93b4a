"""The mapping assistant: questions about files of another shape, and what becomes of them."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.desk import state
from components.desk.door import Preview, Question, Report
from components.desk.state import Desk
from components.markup import plain
from components.reader_language import _, current

# Findings that say that a file has another shape than the templates.
SHAPE = {"hoja_desconocida", "sin_cabeceras", "cabecera_falta", "cabecera_sobra", "tabla_ancha"}
SHAPE |= {"celdas_combinadas", "cabecera_vacia", "cabecera_otra_vez", "tabla_volteada"}
SHAPE |= {"varias_tablas"}


def offer(desk: Desk, report: Report) -> None:
    """Render the way to the assistant, where a file has a shape of its own."""
    if desk.mapped or not any(finding.rule in SHAPE for finding in report.errors):
        return
    with st.container(border=True):
        st.markdown(
            _(
                "**¿Su archivo tiene otra forma?** El asistente busca qué columna es cuál, pone en "
                "filas los meses, trimestres o jurados, y pregunta lo que no puede saber. Nada se "
                "guarda sin que lo confirme."
            )
        )
        st.button(
            _("Usar el asistente"), type="primary", on_click=state.use_assistant, key="desk-map"
        )


def render(desk: Desk, report: Report) -> None:
    """Render the open questions and the first rows as they come in."""
    if not desk.mapped:
        return
    if report.questions:
        questions(report.questions)
    for at, preview in enumerate(report.previews):
        beside(preview, at)
    if report.previews and not desk.anew:
        st.button(_("Responder de nuevo"), on_click=state.answer_anew, key="desk-map-anew")


def questions(found: list[Question]) -> None:
    """Render each question with its options, or a field for a free answer, and one button."""
    st.subheader(_("Lo que el archivo no dice"), anchor=False)
    with st.form("desk-questions", border=True):
        for at, question in enumerate(found):
            said = question.text.to(current())
            where = f"{question.file} · {question.sheet}"
            key = state.answer_key(question)
            if question.options:
                names = {code: text.to(current()) for code, text in question.options.items()}
                st.radio(
                    said,
                    list(names),
                    index=None,
                    format_func=names.__getitem__,
                    key=key,
                    help=where,
                )
            else:
                st.text_input(said, key=key, help=where)
            if at < len(found) - 1:
                st.divider()
        st.form_submit_button(
            _("Responder"), type="primary", on_click=state.answered, args=(found,)
        )


def beside(preview: Preview, at: int) -> None:
    """Render the first rows of a table as they were, beside how they come in."""
    title = _(
        "Antes y después: {sheet} como {template}",
        sheet=plain(preview.sheet),
        template=preview.template,
    )
    with st.expander(title, key=f"desk-preview-{at}"):
        before, after = st.columns(2)
        for column, name, (headers, rows) in (
            (before, _("En su archivo"), preview.before),
            (after, _("Como entra"), preview.after),
        ):
            with column:
                st.caption(name)
                st.table(_frame(headers, rows), border="horizontal", hide_index=True, alt=name)


def _frame(headers: list[str], rows: list[list[object]]) -> pd.DataFrame:
    """Return cells as text, under headers that may be empty or stand twice."""
    names = [plain(h) if h else f"({i + 1})" for i, h in enumerate(headers)]
    unique = [n if names.index(n) == i else f"{n} ({i + 1})" for i, n in enumerate(names)]
    width = len(unique)
    cells = [
        ["" if cell is None else plain(str(cell)) for cell in [*row, *[None] * width][:width]]
        for row in rows
    ]
    return pd.DataFrame(cells, columns=unique)

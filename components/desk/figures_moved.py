"""The public figures that rows not yet stored would move: as they are, and as they would be."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from components import labels, tables, word_table
from components.desk.door import Moves
from components.reader_language import _, current
from data_access.answers import Answer
from data_access.answers.columns import AnswerColumn
from data_access.language import Text

MOST = 60  # figures that are listed
UNKNOWN = Text(
    "No se puede decir antes de guardar: son demasiadas filas para probarlas, o no hay nada que "
    "guardar. Después de guardar lo dice «Ver qué cambiaría», en Publicación."
)
NONE = Text("Ninguna de las cifras principales que ve el público cambiaría.")


def on_request(held: str, key: str, asking: Callable[[], Moves]) -> None:
    """Render the button that asks which figures would move, and what was told, once it was.

    What was told is kept in the session under `held`.
    """
    if st.button(_("Ver qué cifras se moverían"), key=key):
        with st.spinner(_("Calculando las cifras con estos datos…")):
            st.session_state[held] = asking()
    if held in st.session_state:
        render(st.session_state[held])


def render(found: Moves) -> None:
    """Render the figures that would move, each with what the public sees before and after."""
    if found is None:
        st.info(UNKNOWN.to(current()))
        return
    rows = [row for before, after in found for row in _moved(before, after)]
    if not rows:
        st.info(NONE.to(current()))
        return
    names = [_("Cifra"), _("Lugar"), _("Hoy"), _("Quedará")]
    word_table.render(
        pd.DataFrame(rows[:MOST], columns=names),
        _("Las cifras que se moverían en la próxima publicación"),
        sorts=len(rows) <= MOST,
    )
    if len(rows) > MOST:
        more = Text("Y {count} cifra más.", "Y {count} cifras más.", len(rows) - MOST)
        st.caption(more.to(current()))
    st.caption(
        _(
            "Así las verá el público desde la próxima publicación, ya ajustadas para proteger a "
            "las personas."
        )
    )


def _moved(before: Answer, after: Answer) -> list[list[str]]:
    """Return the cells of two answers that differ, with what they are of."""
    language = current()
    if len(before.frame) != len(after.frame):
        rows = Text("{count} fila", "{count} filas", len(before.frame))
        then = Text("{count} fila", "{count} filas", len(after.frame))
        return [[_name(after, None, {}), _place(after), rows.to(language), then.to(language)]]
    found = []
    pairs = zip(before.rows(), after.rows(), strict=True)
    for old, new in pairs:
        for column in tables.columns_of(after):
            if not column.kind.numeric or column.files_only:
                continue
            was = tables.cell(before, old, column, language)
            now = tables.cell(after, new, column, language)
            if was != now:
                found.append([_name(after, column, new), _place(after), was, now])
    return found


def _name(answer: Answer, column: AnswerColumn | None, row: Any) -> str:
    """Return what a figure is called: its answer, its row's codes and its column."""
    language = current()
    said = [labels.title(answer.name)]
    if column is not None:
        coded = [c for c in tables.columns_of(answer) if c.kind.coded and c.name != "flag"]
        said += [labels.code(c, row[c.name]) for c in coded if c.name != "territory"]
        said.append(column.label)
    return " · ".join(one.to(language) for one in said)


def _place(answer: Answer) -> str:
    return labels.place_among_all(answer.scope.territory).to(current())

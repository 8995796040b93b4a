"""What was found in files, so that three thousand findings can be read: by rule, then by row."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import pandas as pd
import streamlit as st

from components import downloads
from components.figure import EXCEL
from components.language import _, current
from components.words import plain
from data_access.language import Text
from data_access.uploads import Finding

SHOWN = 15  # rows of a rule on the page; the file holds them all
COLUMNS = (
    Text("Archivo"),
    Text("Hoja"),
    Text("Fila"),
    Text("Columna"),
    Text("Valor"),
    Text("Regla"),
    Text("Qué pasa y cómo se corrige"),
)


def by_rule(findings: Sequence[Finding]) -> list[list[Finding]]:
    """The findings of each rule, the most frequent rule first; within one in reading order."""
    ordered = sorted(findings, key=lambda one: one.rule)
    groups = [list(group) for _rule, group in groupby(ordered, key=lambda one: one.rule)]
    return sorted(groups, key=lambda group: (-len(group), group[0].rule))


def draw(findings: Sequence[Finding], kind: str) -> list[bool]:
    """Draw them; `kind` is `errors` or `warnings`. Of warnings, which rules were acknowledged."""
    agreed = []
    for group in by_rule(findings):
        with st.container(border=True, key=f"desk-{kind}-{group[0].rule}"):
            agreed.append(_rule(group, kind))
    _files(findings, kind)
    return agreed


def _rule(group: Sequence[Finding], kind: str) -> bool:
    language = current()
    messages = list(dict.fromkeys(finding.message.to(language) for finding in group))
    places = Text("{count} caso", "{count} casos", len(group)).to(language)
    st.markdown(f"**{plain(messages[0])}** · {places}")
    with st.expander(_("Ver dónde"), key=f"desk-where-{kind}-{group[0].rule}", type="compact"):
        columns = [text.to(language) for text in COLUMNS]
        rows = [row(finding, language) for finding in group[:SHOWN]]
        # The message is said once above, unless the rows differ in it.
        hidden = {5} if len(messages) > 1 else {5, 6}
        kept = [at for at in range(len(columns)) if at not in hidden]
        table = pd.DataFrame([[plain(line[at]) for at in kept] for line in rows])
        table.columns = pd.Index([columns[at] for at in kept])
        st.table(table, border="horizontal", hide_index=True, alt=messages[0])
        if len(group) > SHOWN:
            rest = len(group) - SHOWN
            said = Text(
                "Hay {count} caso más en la lista que se descarga abajo.",
                "Hay {count} casos más en la lista que se descarga abajo.",
                rest,
            )
            st.caption(said.to(language))
    if kind == "errors":
        return True
    return st.checkbox(_("Lo revisé: los datos están bien así"), key=f"desk-agree-{group[0].rule}")


def row(finding: Finding, language: str) -> list[str]:
    """A finding as cells of text."""
    cells = (finding.file, finding.sheet, finding.row, finding.column, finding.value, finding.rule)
    return [
        *("—" if cell is None else str(cell) for cell in cells),
        finding.message.to(language),
    ]


def _files(findings: Sequence[Finding], kind: str) -> None:
    """The whole list to hand to whoever filled the files in."""
    language = current()
    title = Text("Errores") if kind == "errors" else Text("Avisos")
    about = [(Text("Contenido").to(language), title.to(language))]
    headings = [(text.to(language), "text") for text in COLUMNS]

    def rows() -> list[list[str]]:
        return [row(finding, language) for finding in findings]

    name = downloads.slug(title.to(language))
    with st.container(horizontal=True):
        st.download_button(
            _("Descargar la lista (CSV)"),
            data=lambda: downloads.csv_file(about, headings, rows()),
            file_name=f"{name}_{language}.csv",
            mime="text/csv",
            on_click="ignore",
            key=f"desk-csv-{kind}",
        )
        st.download_button(
            _("Descargar la lista (Excel)"),
            data=lambda: downloads.excel_file(about, headings, rows(), language),
            file_name=f"{name}_{language}.xlsx",
            mime=EXCEL,
            on_click="ignore",
            key=f"desk-xlsx-{kind}",
        )

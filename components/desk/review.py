"""The findings of the check: errors to correct, warnings to confirm, and the list as a file."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from components import word_table
from components.desk import listing, state
from components.desk.door import ImportFinding, Report
from components.desk.groups import Group, extent, grouped, place
from components.downloads import EXCEL
from components.markup import plain
from components.reader_language import _, current
from data_access.language import Text

AT_FIRST = 20  # rows of a group; the rest on request, and all of them in the list


def errors(report: Report, found: int) -> None:
    """Render the errors by rule, and the list for whoever filled in the sheets."""
    kept = len(report.errors)
    st.subheader(_("Qué corregir"), anchor=False)
    st.markdown(
        _("Corrija el archivo y súbalo otra vez: entra entero o no entra, y nada se ha guardado.")
    )
    if kept < found:
        st.markdown(_("Aquí están los primeros {kept} de {found} errores.", kept=kept, found=found))
    downloads(report)
    for at, group in enumerate(grouped(report.errors)):
        with st.container(border=True):
            said(group)
            rows(group, f"error-{at}", report.agreement)


def warnings(report: Report) -> None:
    """Render the warnings by rule, each to be confirmed, with a button that confirms all."""
    if not report.warnings:
        return
    language, names = current(), state.rules(report)
    st.subheader(_("Avisos por confirmar"), anchor=False)
    st.markdown(
        _("No son errores, pero conviene mirarlos dos veces. Confirme cada uno si está bien así.")
    )
    downloads(report)
    groups = grouped(report.warnings)
    for name in names:
        with st.container(border=True):
            of_rule = [group for group in groups if group.first.rule == name]
            for at, group in enumerate(of_rule):
                said(group)
                rows(group, f"warning-{name}-{at}", report.agreement)
            where = ", ".join(place(group).to(language) for group in of_rule)
            st.checkbox(
                _("Lo revisé y está bien así: {where}", where=plain(where)),
                key=state.confirmation(report, name),
            )
    if len(names) > 1:
        st.button(
            _("Leí todos los avisos: confirmarlos todos"),
            on_click=confirm_all,
            args=(report,),
            key="desk-confirm-all",
        )


def confirm_all(report: Report) -> None:
    """Tick the box of every warning."""
    for rule in state.rules(report):
        st.session_state[state.confirmation(report, rule)] = True


def said(group: Group) -> None:
    """Render where a group was found, how often, and what to do."""
    language = current()
    where, many = place(group).to(language), extent(group).to(language)
    st.markdown(f"**{plain(where)}**" + (f" · {plain(many)}" if many else ""))
    message = group.first.message.to(language)
    if not group.one_message:
        message = _("Por ejemplo: {message}", message=message)
    st.markdown(plain(message))


@st.fragment
def rows(group: Group, key: str, report: str) -> None:
    """Render the rows of a group, sent only on request."""
    if not group.has_rows:
        return
    name = f"desk-rows-{report[:16]}-{key}"
    opened = st.expander(_("Ver filas"), key=name, on_change="rerun", type="compact")
    if not opened.open:
        return
    with opened:
        shown = st.session_state.setdefault(f"{name}-shown", AT_FIRST)
        left = len(group.findings) - shown
        listed = table(group.findings[:shown], group)
        word_table.render(listed, place(group).to(current()), sorts=left <= 0)
        if left > 0:
            said = Text("Falta {count} fila.", "Faltan {count} filas.", left)
            st.caption(said.to(current()))
            st.button(_("Mostrar más"), key=f"{name}-more", on_click=more, args=(f"{name}-shown",))


def more(key: str) -> None:
    """Show five times as many rows."""
    st.session_state[key] *= 5


def table(findings: tuple[ImportFinding, ...], group: Group) -> pd.DataFrame:
    """Return the findings of a group as a table with only the columns that differ."""
    language = current()
    columns: dict[str, list[str]] = {}
    if len(group.files) > 1:
        columns[_("Archivo")] = [finding.file for finding in findings]
    columns[_("Fila")] = ["—" if f.row is None else str(f.row) for f in findings]
    columns[_("Valor")] = [_("(vacía)") if f.value is None else f.value for f in findings]
    if not group.one_message:
        columns[_("Qué hacer")] = [finding.message.to(language) for finding in findings]
    return pd.DataFrame(columns)


def downloads(report: Report) -> None:
    """Render the downloads of the whole list, built on request."""
    findings, language = [*report.errors, *report.warnings], current()
    with st.container(horizontal=True):
        files = state.uploaded(state.desk())
        if len(files) == 1 and files[0].name.lower().endswith(".xlsx"):
            st.download_button(
                _("Descargar su libro, marcado"),
                data=partial(listing.marked, files, findings, language),
                file_name=f"{files[0].name[:-5]}-{_('marcado')}.xlsx",
                mime=EXCEL,
                on_click="ignore",
                key="desk-marked",
            )
        for label, extension, build, mime in (
            (_("Descargar la lista (Excel)"), "xlsx", listing.as_excel, EXCEL),
            (_("Descargar la lista (CSV)"), "csv", listing.as_csv, "text/csv"),
        ):
            st.download_button(
                label,
                data=partial(build, findings, language),
                file_name=f"{_('correcciones')}.{extension}",
                mime=mime,
                on_click="ignore",
                key=f"desk-list-{extension}",
            )

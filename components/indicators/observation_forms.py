"""Entering a target or an observation: one row, with its evidence.

A form is a sheet with one row: the import's rules validate it, and its batch keeps the evidence.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from components import ask, flash
from components.awards.field import live_text
from components.awards.field.live_text import LiveText
from components.indicators import indicator_writes
from components.markup import plain
from components.reader_language import _, current
from data_access import period_codes
from data_access.language import Text
from data_access.scope import Scope
from data_access.viewer import Viewer

# Indicators that rest on observations: the sheet that holds them.
OBSERVED = {"LM-02": "recomendaciones", "TA-02": "asistencias", "PB-02": "adopciones"}
LONGEST = 90  # letters of an option
TITLES: Mapping[str, Text] = {
    "metas": Text("Fijar o cambiar la meta"),
    "recomendaciones": Text("Registrar en qué quedó una recomendación"),
    "asistencias": Text("Registrar en qué quedó una asistencia"),
    "adopciones": Text("Registrar que otra institución adoptó una práctica"),
}
LABELS: Mapping[str, Text] = {
    "linea_base": Text("Línea de base"),
    "meta": Text("Meta"),
    "estado": Text("En qué quedó"),
    "fecha_estado": Text("Desde cuándo"),
    "fin": Text("Cuándo terminó"),
    "producto": Text("Qué se entregó"),
    "institucion": Text("Institución que la adoptó"),
    "territorio": Text("Dónde está"),
    "fecha": Text("Cuándo la adoptó"),
}
ASKED: Mapping[str, tuple[str, ...]] = {
    "metas": ("linea_base", "meta"),
    "recomendaciones": ("estado", "fecha_estado"),
    "asistencias": ("estado", "fin", "producto"),
    "adopciones": ("institucion", "territorio", "fecha"),
}
Values = dict[str, Any]


@dataclass(frozen=True)
class Form:
    """A form of a sheet: `given` is known of the row, `before` are the present values of its
    fields."""

    sheet: str
    given: Values
    before: Values

    @property
    def key(self) -> str:
        """The prefix of its widgets' keys: another row has widgets of its own."""
        named = (str(value) for name, value in self.given.items() if name not in ("texto", "tema"))
        return f"form-{self.sheet}-{'-'.join(named)}"


def render(code: str, scope: Scope, viewer: Viewer) -> None:
    """Render the forms of an indicator that this reader may fill in."""
    if indicator_writes.may_enter(viewer, "metas"):
        with st.expander(TITLES["metas"].to(current())):
            target(code, scope, viewer)
    sheet = OBSERVED.get(code)
    if sheet is not None and indicator_writes.may_enter(viewer, sheet):
        with st.expander(TITLES[sheet].to(current())):
            observed(sheet, viewer)


def target(code: str, scope: Scope, viewer: Viewer) -> None:
    """Render the form of baseline and target of the place and period that the page shows."""
    period = period_codes.code_of(scope.start, scope.end)
    if period is None:
        st.caption(_("Elija un año, un trimestre o todo el tiempo para fijar su meta."))
        return
    given = {"indicador": code, "territorio": scope.territory, "periodo": period}
    before = next(
        (row for row in indicator_writes.rows(viewer, "metas") if given.items() <= row.items()), {}
    )
    fields(Form("metas", given, before), viewer)


def observed(sheet: str, viewer: Viewer) -> None:
    """Render the choice of a row, then the form of what is new about it."""
    found = practices(viewer) if sheet == "adopciones" else indicator_writes.rows(viewer, sheet)
    if not found:
        st.caption(
            _("No hay nada suyo que registrar: cargue antes la hoja «{sheet}».", sheet=sheet)
        )
        return
    at = st.selectbox(
        _("Cuál"),
        range(len(found)),
        format_func=lambda at: title(sheet, found[at]),
        key=f"which-{sheet}",
    )
    row = found[at]
    kept = ("edicion", "codigo_postulacion") if sheet == "adopciones" else row
    given = {name: row[name] for name in kept if name not in ASKED[sheet]}
    fields(Form(sheet, given, row), viewer)


def practices(viewer: Viewer) -> list[Values]:
    """Return the practices that were honoured by editions with a result."""
    editions = ask.answer("awards.overview", Scope(), viewer).frame["edition"]
    return [
        {"edicion": edition, "codigo_postulacion": row["nomination"], "practica": row["title"]}
        for edition in editions
        for row in ask.answer("awards.results", Scope().having(edicion=edition), viewer).rows()
    ]


def title(sheet: str, row: Values) -> str:
    """Return a row as text that identifies it, of at most LONGEST characters."""
    parts = {
        "recomendaciones": ("codigo_estudio", "numero", "texto"),
        "asistencias": ("codigo_asistencia", "institucion", "tema"),
        "adopciones": ("edicion", "practica"),
    }[sheet]
    said = " · ".join(str(row[name]) for name in parts)
    return said if len(said) <= LONGEST else f"{said[: LONGEST - 1]}…"


def fields(form: Form, viewer: Viewer) -> None:
    """Render the evidence, the fields, and the outcome of the last attempt.

    The evidence saves itself, which nothing inside of a form does.
    """
    outcome = st.session_state.get(f"{form.key}-outcome")
    if outcome is not None and outcome.batch is not None:
        del st.session_state[f"{form.key}-outcome"]
    live_text.render(evidence_of(form))
    with st.form(form.key, border=False):
        columns = {column.name: column for column in indicator_writes.form_of(form.sheet).columns}
        for name in ASKED[form.sheet]:
            field(form, name, columns[name])
        if outcome is not None and outcome.warnings and not outcome.errors:
            st.checkbox(_("Leí los avisos y está bien así"), key=f"{form.key}-accepted")
        pressed = st.form_submit_button(_("Guardar"))
    if pressed:
        flash.attempt(form.key, lambda: save(form, viewer))
        st.rerun()
    flash.show(form.key)
    if outcome is not None:
        told(outcome)


def evidence_of(form: Form) -> LiveText:
    """Return the field of what a row rests on."""
    label = _("En qué se apoya: acta, documento o enlace, sin nombres de personas")
    return LiveText(f"{form.key}/evidence", label)


def field(form: Form, name: str, column: Any) -> None:
    """Render one column of the sheet as a field."""
    language, key = current(), f"{form.key}-{name}"
    label, before = LABELS[name].to(language), form.before.get(name)
    if column.kind == "choice":
        codes = list(column.codes)
        names = {code: labelled(column, code).to(language) for code in codes}
        at = codes.index(before) if before in codes else None
        st.selectbox(label, codes, index=at, format_func=names.__getitem__, key=key)
    elif column.kind == "date":
        shown = before.isoformat() if isinstance(before, dt.date) else ""
        st.text_input(label, value=shown, key=key, placeholder=_("AAAA-MM-DD"))
    else:
        st.text_input(label, value="" if before is None else written(before), key=key)


def labelled(column: Any, code: str) -> Text:
    """Return the label of a code of a list; the code itself where it has none."""
    name = column.codes[code]
    return name if isinstance(name, Text) else Text("{code}", code=code)


def written(value: Any) -> str:
    """Return a number as one types it; whole ones without decimals."""
    text = f"{value}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def save(form: Form, viewer: Viewer) -> None:
    """Submit the row; its report is kept for the next run."""
    written_down = evidence_of(form)
    live_text.require_settled(written_down)
    state = st.session_state
    asked = {name: state.get(f"{form.key}-{name}") for name in ASKED[form.sheet]}
    values = {**form.given, **asked}
    evidence = live_text.stands(written_down).text or ""
    if form.sheet == "adopciones":
        values["evidencia"] = evidence
    accepted = bool(state.get(f"{form.key}-accepted"))
    report = indicator_writes.enter(viewer, form.sheet, values, evidence, accepted)
    state[f"{form.key}-outcome"] = report
    if report.batch is not None:
        live_text.sent(written_down)


def told(report: indicator_writes.Report) -> None:
    """Render the outcome: stored, or what to correct."""
    language = current()
    if report.batch is not None:
        st.success(_("Guardado como lote {batch}.", batch=str(report.batch)))
        return
    for finding in report.errors:
        name = LABELS.get(finding.column or "")
        where = f"**{name.to(language)}**: " if name is not None else ""
        st.error(where + plain(finding.message.to(language)))
    if not report.errors:
        for finding in report.warnings:
            st.warning(plain(finding.message.to(language)))
    for notice in report.notices:
        st.info(plain(notice.to(language)))

"""The steps from a blank sheet to a stored batch; each is drawn once it can be taken."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st

from components import labels, word_table
from components.desk import assistant, door, field, figures_moved, review, route, state
from components.desk.door import Report, SheetChange, Template
from components.desk.state import Desk
from components.downloads import EXCEL
from components.markup import plain
from components.reader_language import _, current
from components.templating import render_template
from components.words import Count, Joined, Listed
from data_access.language import Text
from data_access.viewer import LEADER, Viewer, brings_any_data

SHEET_GROUPS = {
    "labour": Text("Empresas, encuestas y vacantes"),
    "people": Text("Personas"),
    "hiring": Text("Ferias, bolsas de empleo y colocaciones"),
    "training": Text("Cursos y talleres"),
    "ventures": Text("Mercados en línea y espacios de coworking"),
    "community": Text("Asociaciones, estudios y políticas"),
    "awards": Text("Premios"),
    "indicators": Text("Metas"),
    "territory": Text("Población"),
}
QUESTION = "pregunta"  # the rule of what nobody answered yet
EVERY = 0.5  # seconds between two polls of a job
UNTOLD = Text(
    "En las hojas de personas no se dice cuáles filas ya estaban guardadas: así nadie confirma "
    "datos de una persona subiendo un archivo."
)


def render(viewer: Viewer) -> None:
    """Render the steps that the viewer has reached."""
    desk = state.desk()
    state.advance(desk, viewer)
    st.header(headline(desk).to(current()), anchor=False)
    if desk.done is not None:
        finished(desk.done, viewer)
    blanks(viewer)
    files(desk, viewer)
    if desk.job is not None:
        waiting(desk)
    elif desk.report is not None:
        reviewed(desk, desk.report, viewer)


def headline(desk: Desk) -> Text:
    """Return the state of the upload, in a sentence."""
    report = desk.report
    if desk.storing is not None:
        return Text("Guardando sus datos…")
    if desk.checking is not None:
        return Text("Revisando sus archivos…")
    if desk.done is not None:
        return _headline_of_done(desk.done)
    if report is None:
        return Text("Suba sus archivos: se revisan primero y nada se guarda sin que lo confirme")
    if desk.mapped and report.questions:
        return Text("El asistente necesita que responda antes de seguir")
    if report.errors:
        return Text(
            "Hay {count} error: corríjalo en el archivo y súbalo otra vez",
            "Hay {count} errores: corríjalos en el archivo y súbalo otra vez",
            desk.errors,
        )
    if not report.changes:
        return Text("No hay nada nuevo que guardar")
    waiting = [rule for rule in state.rules(report) if not state.confirmed(report, rule)]
    if waiting:
        return Text(
            "Sin errores; queda {count} aviso por confirmar",
            "Sin errores; quedan {count} avisos por confirmar",
            len(waiting),
        )
    return Text("Todo está listo para guardar")


def _headline_of_done(report: Report) -> Text:
    if report.batch is None:
        return Text("No había nada nuevo que guardar")
    if report.waiting:
        return Text(
            "El lote {batch} espera aprobación: {count} fila",
            "El lote {batch} espera aprobación: {count} filas",
            report.accepted,
            batch=str(report.batch),
        )
    return Text(
        "El lote {batch} está guardado: {count} fila",
        "El lote {batch} está guardado: {count} filas",
        report.accepted,
        batch=str(report.batch),
    )


def blanks(viewer: Viewer) -> None:
    """Render the choice of sheets and the download of a blank workbook, built on request."""
    st.subheader(_("1. Llene la plantilla"), anchor=False)
    subjects = by_subject(door.sheets(viewer))
    known = {template.name: template for found in subjects.values() for template in found}
    with st.expander(_("¿Qué se anota en cada hoja?")):
        for subject, found in subjects.items():
            lines = (f"- **{plain(one.name)}**: {plain(one.help.to(current()))}" for one in found)
            st.markdown("\n".join([f"{subject.to(current())}\n", *lines]))
    chosen = st.pills(
        _("Hojas que necesita (ninguna elegida: todas)"),
        list(known),
        selection_mode="multi",
        key="desk-sheets",
    )
    names = [name for name in known if name in chosen]
    for name in names:
        st.caption(f"**{plain(name)}** · {plain(known[name].help.to(current()))}")
    st.download_button(
        _("Descargar plantilla en blanco"),
        data=partial(door.blank, names or list(known), current()),
        file_name=f"{_('plantilla')}-{'-'.join(names) if 0 < len(names) < 4 else 'm4sd'}.xlsx",
        mime=EXCEL,
        on_click="ignore",
        key="desk-blank",
    )


def by_subject(sheets: Sequence[Template]) -> dict[Text, list[Template]]:
    """Return the sheets by subject, in an order that keeps those referred to before the others."""
    found: dict[Text, list[Template]] = {}
    for subject, title in SHEET_GROUPS.items():
        own = [one for one in sheets if one.subject == subject]
        if own:
            found[title] = own
    return found


def files(desk: Desk, viewer: Viewer) -> None:
    """Render the field for files, with what they must not contain."""
    st.subheader(_("2. Suba los archivos llenos"), anchor=False)
    if not brings_any_data(viewer):
        places = Listed(labels.place(code) for code in sorted(viewer.of(LEADER)))
        st.markdown(_("Usted carga datos de {places}.", places=places))
    st.markdown(
        _(
            "**Sin nombres ni documentos.** No suba nombres, cédulas, RUC, teléfonos, correos ni "
            "fechas de nacimiento: las columnas que parecen personales se rechazan. Las personas y "
            "las empresas van con su código."
        )
    )
    field.render(desk)
    if desk.refusal is not None:
        st.error(desk.refusal.to(current()))


@st.fragment(run_every=EVERY)
def waiting(desk: Desk) -> None:
    """Render the progress of the job; the page reruns by itself when it ends."""
    job = desk.job
    if job is None or job.finished():
        st.rerun()
    # By its key page.js knows that the reader waits for it, so that the session goes on.
    with st.container(key="desk-working"):
        st.progress(job.share, text=job.text.to(current()))
    if desk.storing is not None:
        st.caption(_("Puede cerrar esta página: lo que empezó a guardarse se guarda entero."))


def reviewed(desk: Desk, report: Report, viewer: Viewer) -> None:
    """Render the findings, and the actions they allow."""
    if report.overtaken:
        st.warning(
            _(
                "Mientras tanto cambió lo que está guardado, y no se guardó nada: mire otra vez "
                "qué va a cambiar."
            )
        )
    for notice in report.notices:
        st.info(plain(notice.to(current())))
    assistant.offer(desk, report)
    assistant.render(desk, report)
    if report.errors:
        if not all(finding.rule == QUESTION for finding in report.errors):
            review.errors(report, desk.errors)
        return
    review.warnings(report)
    if report.changes:
        changes(report)
        moving(report, viewer)
        save(report)


def moving(report: Report, viewer: Viewer) -> None:
    """Render, on request, the figures that the files would move at the next release."""
    if not brings_any_data(viewer):
        return
    held = f"desk-moves-{report.agreement[:16]}"
    figures_moved.on_request(held, "desk-moves", lambda: state.moves(viewer))


def changes(report: Report) -> None:
    """Render what storing would change, sheet by sheet, before it does."""
    st.subheader(_("3. Mire qué va a cambiar"), anchor=False)
    change_list(report)


def change_list(report: Report) -> None:
    """Render how many rows of each sheet are new, changed, emptied or the same, and old and new."""
    word_table.render(change_table(report), _("Qué va a cambiar"))
    for change in report.changes:
        if change.cells:
            changed_cells(change)
    if any(change.new is None for change in report.changes):
        st.caption(UNTOLD.to(current()))
    elif any(change.changed for change in report.changes):
        st.caption(
            _("Las filas que cambian reemplazan a las guardadas; al deshacer el lote, vuelven.")
        )


@st.fragment
def changed_cells(change: SheetChange) -> None:
    """Render the stored values of a sheet that would change, old beside new, on request."""
    opened = st.expander(
        _("Ver qué cambia en {sheet}", sheet=plain(change.sheet)),
        key=f"desk-cells-{change.sheet}",
        on_change="rerun",
    )
    if not opened.open:
        return
    with opened:
        if change.emptied:
            said = Text("Se borra {count} valor.", "Se borran {count} valores.", change.emptied)
            st.caption(said.to(current()))
        table = {
            _("Fila de"): [cell.row for cell in change.cells],
            _("Columna"): [cell.column for cell in change.cells],
            _("Guardado"): [_shown(cell.before) for cell in change.cells],
            _("Quedará"): [_shown(cell.after) for cell in change.cells],
        }
        word_table.render(pd.DataFrame(table), _("Qué va a cambiar"))


def _shown(value: str | None) -> str:
    return _("(vacía)") if value is None else value


def change_table(report: Report) -> pd.DataFrame:
    """Return the changes as text, headings in the reader's language."""
    language = current()

    def number(value: int | None) -> str:
        return "—" if value is None else Count(value).to(language)

    table = {
        _("Hoja"): [change.sheet for change in report.changes],
        _("Filas"): [number(change.rows) for change in report.changes],
    }
    if any(change.new is not None for change in report.changes):
        table |= {
            _("Nuevas"): [number(change.new) for change in report.changes],
            _("Cambian"): [number(change.changed) for change in report.changes],
            _("Valores que se borran"): [number(change.emptied) for change in report.changes],
            _("Iguales"): [number(change.same) for change in report.changes],
        }
    return pd.DataFrame(table)


def save(report: Report) -> None:
    """Render the button that stores the files."""
    st.subheader(_("4. Guarde"), anchor=False)
    open_rules = [rule for rule in state.rules(report) if not state.confirmed(report, rule)]
    if open_rules:
        said = Text(
            "Antes confirme {count} aviso, más arriba.",
            "Antes confirme {count} avisos, más arriba.",
            len(open_rules),
        )
        st.markdown(said.to(current()))
    st.button(
        _("Guardar"),
        type="primary",
        disabled=bool(open_rules),
        on_click=state.press,
        key="desk-save",
    )


def finished(report: Report, viewer: Viewer) -> None:
    """Render the number of the new batch, and links to it and to the front page."""
    language = current()
    for notice in report.notices:
        st.info(plain(notice.to(language)))
    if report.batch is None:
        return
    sheets = Joined(*(_stored(change.sheet, change.rows) for change in report.changes))
    st.success(plain(sheets.to(language)))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            _("Ver el lote en el historial"),
            on_click=route.show,
            args=(report.batch,),
            key="desk-see-batch",
        )
        onward = render_template("desk/link.html", url=_front(viewer), said=_("Ver el panorama"))
        st.html(onward, width="content")


def _front(viewer: Viewer) -> str:
    """Return the address of the front page, for a leader at their own place."""
    own = sorted(viewer.of(LEADER)) if not brings_any_data(viewer) else []
    return f"/?territory={own[0]}" if own else "/"


def _stored(sheet: str, rows: int) -> Text:
    return Text("{sheet}: {count} fila.", "{sheet}: {count} filas.", rows, sheet=sheet)

"""Files coming in: dropped, checked at once, agreed to, and stored with one button."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from components import ask, guard
from components.desk import findings
from components.language import _, current
from components.words import plain
from data_access import uploads
from data_access.language import Text, say
from data_access.uploads import Report, Upload
from data_access.viewer import Viewer

ROUND, CHECKED, DONE = "desk-round", "desk-checked", "desk-done"
KINDS = ["xlsx", "csv", "txt"]


def draw(viewer: Viewer) -> None:
    """The way of files into the database, step by step."""
    st.subheader(_("Cargar archivos"), anchor=False)
    st.markdown(
        _(
            "Suelte aquí uno o varios libros o CSV. Primero se revisan, sin guardar nada; entran "
            "todos juntos o ninguno. Nunca suba nombres, cédulas, teléfonos ni correos: las "
            "personas y empresas van con código, y un archivo que los tenga se rechaza."
        )
    )
    done = st.session_state.pop(DONE, None)
    if done is not None:
        _stored(done)
    turn = st.session_state.setdefault(ROUND, 0)
    files = st.file_uploader(
        _("Libros (.xlsx) o CSV de hasta {size} MB", size=uploads.MAX_BYTES >> 20),
        type=KINDS,
        accept_multiple_files=True,
        key=f"desk-files-{turn}",
    )
    if not files:
        st.session_state.pop(CHECKED, None)
        return
    report = _checked(files, viewer)
    if report.errors:
        _refused(report)
        return
    for notice in report.notices:
        st.info(plain(notice.to(current())))
    if not report.changes:
        return
    agreed = _warned(report)
    _changes(report)
    if st.button(_("Guardar estos datos"), type="primary", disabled=not agreed, key="desk-store"):
        _store(files, viewer, report)
    if not agreed:
        st.caption(_("Para guardar, marque antes cada aviso como revisado."))


def _checked(files: Sequence[Any], viewer: Viewer) -> Report:
    """The report on these files, worked out once for the same files and the same reader."""
    key = (tuple(file.file_id for file in files), guard.mark(viewer))
    kept = st.session_state.get(CHECKED)
    if kept is not None and kept[0] == key:
        return kept[1]
    with _Progress() as progress:
        report = uploads.check(ask.engine(), _contents(files), viewer, progress)
    st.session_state[CHECKED] = (key, report)
    return report


def _contents(files: Sequence[Any]) -> list[Upload]:
    return [Upload(file.name, file.getbuffer()) for file in files]


class _Progress:
    """A bar that is there only while something goes on."""

    def __enter__(self) -> _Progress:
        self.bar = st.progress(0.0)
        return self

    def __call__(self, share: float, text: Text) -> None:
        self.bar.progress(min(share, 1.0), plain(text.to(current())))

    def __exit__(self, *_error: object) -> None:
        self.bar.empty()


def _refused(report: Report) -> None:
    count = len(report.errors)
    said = Text(
        "No se puede guardar: hay {count} error. Corríjalo en el archivo y vuelva a subirlo.",
        "No se puede guardar: hay {count} errores. Corríjalos en el archivo y vuelva a subirlo.",
        count,
    )
    st.error(said.to(current()))
    findings.draw(report.errors, "errors")


def _warned(report: Report) -> bool:
    """Draw the warnings; whether all of them are acknowledged."""
    if not report.warnings:
        st.success(_("Sin errores ni avisos."))
        return True
    said = Text(
        "Sin errores, pero hay {count} aviso: puede ser un dato poco común o una equivocación.",
        "Sin errores, pero hay {count} avisos: pueden ser datos poco comunes o equivocaciones.",
        len(report.warnings),
    )
    st.warning(said.to(current()))
    return all(findings.draw(report.warnings, "warnings"))


def _changes(report: Report) -> None:
    """What storing would do, sheet by sheet."""
    language = current()
    st.markdown(f"**{_('Qué va a cambiar')}**")
    told = any(change.new is not None for change in report.changes)
    rows = [
        [change.sheet, change.rows, change.new, change.changed, change.same]
        for change in report.changes
    ]
    names = [_("Hoja"), _("Filas"), _("Nuevas"), _("Cambiadas"), _("Iguales")]
    table = pd.DataFrame(
        [["—" if cell is None else say(cell, language) for cell in row] for row in rows],
        columns=names,
    )
    st.table(
        table if told else table[names[:2]],
        border="horizontal",
        hide_index=True,
        alt=_("Qué va a cambiar"),
    )
    if any(change.new is None for change in report.changes):
        st.caption(
            _(
                "De las hojas sobre personas no se dice qué filas ya estaban: eso confirmaría "
                "datos de alguien."
            )
        )


def _store(files: Sequence[Any], viewer: Viewer, report: Report) -> None:
    with _Progress() as progress:
        stored = uploads.bring_in(
            ask.engine(), _contents(files), viewer, report.agreement, progress
        )
    st.session_state.pop(CHECKED, None)
    if stored.refused:
        # Somebody changed the data meanwhile: the next run looks at the files again.
        st.warning(
            _("Los datos guardados cambiaron mientras tanto. Revise de nuevo qué va a cambiar.")
        )
        st.button(_("Revisar de nuevo"), key="desk-again")
        st.stop()
    st.session_state[DONE] = stored
    st.session_state[ROUND] += 1  # the files are no longer needed
    st.rerun()


def _stored(report: Report) -> None:
    language = current()
    if report.batch is None:
        for notice in report.notices:
            st.info(plain(notice.to(language)))
        return
    st.success(
        _(
            "Guardado: lote {batch}, {rows} filas. Las páginas ya muestran los datos nuevos; si "
            "algo salió mal, deshaga el lote en la historia de abajo.",
            batch=str(report.batch),
            rows=report.accepted,
        )
    )

"""The whole record as files for an auditor: every version, its author and moment, under codes."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import zipfile
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st
import xlsxwriter

from components import ask
from components.awards.jury_administration.choosing import JuryDesk
from components.downloads import EXCEL, csv_cell
from components.reader_language import _
from data_access import clock
from data_access.awards import edition_record
from data_access.awards.edition_record import Frames
from data_access.viewer import Viewer


def offered(desk: JuryDesk) -> None:
    """Render two buttons; each file is made on request, and the download is logged."""
    st.subheader(_("Para auditoría"), anchor=False)
    st.caption(
        _(
            "Cada versión de cada puntaje, quién y cuándo, sin lo que cierran las recusaciones. "
            "Cada descarga queda registrada."
        )
    )
    with st.container(horizontal=True):
        st.download_button(
            _("Descargar Excel"),
            data=partial(as_excel, ask.engine(), desk.viewer, desk.code),
            file_name=f"{desk.code}-auditoria.xlsx",
            mime=EXCEL,
            on_click="ignore",
            key="audit-xlsx",
        )
        st.download_button(
            _("Descargar CSV"),
            data=partial(as_csv, ask.engine(), desk.viewer, desk.code),
            file_name=f"{desk.code}-auditoria.zip",
            mime="application/zip",
            on_click="ignore",
            key="audit-csv",
        )


def as_excel(engine: Any, viewer: Viewer, edition: str) -> bytes:
    """Return a workbook with a sheet for each part of the record; log the download."""
    return edition_record.export(engine, viewer, edition, _workbook)


def _workbook(frames: Frames) -> bytes:
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        bold = book.add_format({"bold": True, "bottom": 1})
        for name, frame in frames.items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            for at, heading in enumerate(frame.columns):
                sheet.write_string(0, at, heading, bold)
                sheet.set_column(at, at, max(12, min(40, len(heading) + 2)))
            for down, row in enumerate(frame.itertuples(index=False), start=1):
                for at, value in enumerate(map(cell, row)):
                    if isinstance(value, str):
                        sheet.write_string(down, at, value)
                    elif value is not None:
                        sheet.write(down, at, value)
    return file.getvalue()


def as_csv(engine: Any, viewer: Viewer, edition: str) -> bytes:
    """Return the same as CSV files in one archive; log the download."""
    return edition_record.export(engine, viewer, edition, _archive)


def _archive(frames: Frames) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in texts(frames).items():
            archive.writestr(f"{name}.csv", text.encode("utf-8-sig"))
    return file.getvalue()


def texts(frames: Frames) -> dict[str, str]:
    """Return each part as CSV text."""
    found = {}
    for name, frame in frames.items():
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(frame.columns)
        for row in frame.itertuples(index=False):
            writer.writerow([csv_cell(value) for value in map(cell, row)])
        found[name] = text.getvalue()
    return found


def cell(value: Any) -> Any:
    """Return a value as a spreadsheet holds it: moments in Ecuador's time, lists as JSON."""
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    if value is None or pd.isna(value):
        return None
    if isinstance(value, dt.datetime):
        return value.astimezone(clock.TIMEZONE).isoformat(timespec="seconds")
    if isinstance(value, bool):
        return "SI" if value else "NO"
    return value if isinstance(value, str | int | float) else float(value)

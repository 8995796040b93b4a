"""The events in words, day by day, and the same as files."""

from __future__ import annotations

import html
from collections.abc import Sequence
from functools import partial
from itertools import groupby

import streamlit as st

from components import address, ask, event_words
from components.audit_log import log_files
from components.audit_log.log_filter import LogFilter
from components.language import _, current
from components.theme import paint
from data_access.audit import log_reader
from data_access.audit.log_reader import AT_ONCE, Logged
from data_access.language import Text, say
from data_access.periods import TIMEZONE
from data_access.viewer import Viewer

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
STYLE = (
    "<style>ol.m4sd-log{list-style:none;margin:0 0 1rem;padding:0}"
    "ol.m4sd-log li{display:flex;gap:.9rem;margin:0;padding:.4rem 0;border-top:1px solid %s;"
    "line-height:1.45;overflow-wrap:anywhere}"
    ".m4sd-log time{flex:none;font-variant-numeric:tabular-nums;color:%s}"
    ".m4sd-day{font-size:1.05rem;font-weight:650;margin:1rem 0 .3rem;padding:0}</style>"
)


def render(viewer: Viewer, asked: LogFilter) -> None:
    """How many events there are, the newest of them, and the files."""
    page = address.page()
    found = log_reader.read(ask.engine(), viewer, asked.wanted, page)
    said = (
        Text("{count} suceso en el registro.", "{count} sucesos en el registro.", found.total)
        if found.total
        else NOTHING
    )
    st.header(said.to(current()), anchor=False)
    if not found.total:
        return
    if not found.entries:
        st.info(_("No hay tantas páginas: vuelva a las anteriores."))
    st.html(as_html(found.entries))
    address.pager(found.total, AT_ONCE)
    _downloads(viewer, asked)


def as_html(entries: Sequence[Logged]) -> str:
    """The events under their days, safe whoever wrote what they tell."""
    language = current()
    parts = [STYLE % (paint().grid, paint().muted)]
    for day, logged in groupby(entries, key=lambda one: one.at.astimezone(TIMEZONE).date()):
        parts.append(f'<h3 class="m4sd-day">{html.escape(say(day, language))}</h3>')
        items = (
            f"<li><time>{one.at.astimezone(TIMEZONE):%H:%M}</time>"
            f"<span>{html.escape(event_words.sentence(one).to(language))}</span></li>"
            for one in logged
        )
        parts.append(f'<ol class="m4sd-log">{"".join(items)}</ol>')
    return "".join(parts)


def _downloads(viewer: Viewer, asked: LogFilter) -> None:
    language = current()
    synthetic = ask.is_demo()
    with st.container(horizontal=True):
        for extension, label, build, mime in (
            ("csv", _("Descargar CSV"), log_files.as_csv, "text/csv"),
            ("xlsx", _("Descargar Excel"), log_files.as_excel, EXCEL),
        ):
            st.download_button(
                label,
                data=partial(build, ask.engine(), viewer, asked, language, synthetic),
                file_name=log_files.file_name(language, extension),
                mime=mime,
                on_click="ignore",
                key=f"log-{extension}",
            )


NOTHING = Text("El registro no tiene nada de esto.")

"""The events in words, day by day, and the buttons that download them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import groupby

import streamlit as st
from markupsafe import Markup

from components import address, ask, downloads, event_words
from components.audit_log import log_files
from components.audit_log.log_filter import LogFilter
from components.reader_language import _, current
from components.templating import render_template
from components.theme import paint
from data_access.audit import log_reader
from data_access.audit.log_reader import AT_ONCE, Logged
from data_access.clock import TIMEZONE
from data_access.language import Text, say
from data_access.viewer import Viewer

LONG = 240  # letters of a sentence that opens, such as the reasons of a jury


def render(viewer: Viewer, asked: LogFilter) -> None:
    """Render how many events there are, the newest of them, and the files."""
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


def as_html(entries: Sequence[Logged]) -> Markup:
    """Return the events as HTML, grouped by day."""
    language = current()
    days = [
        (
            say(day, language),
            [
                (f"{one.at.astimezone(TIMEZONE):%H:%M}", event_words.sentence(one).to(language))
                for one in logged
            ],
        )
        for day, logged in groupby(entries, key=lambda one: one.at.astimezone(TIMEZONE).date())
    ]
    return render_template("audit_log/events.html", days=days, long=LONG, colors=paint())


def _downloads(viewer: Viewer, asked: LogFilter) -> None:
    language = current()
    synthetic = ask.is_demo()
    with st.container(horizontal=True):
        for extension, label, build, mime in (
            ("csv", _("Descargar CSV"), log_files.as_csv, "text/csv"),
            ("xlsx", _("Descargar Excel"), log_files.as_excel, downloads.EXCEL),
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

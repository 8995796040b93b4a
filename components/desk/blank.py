"""Blank workbooks: the sheets to fill in, chosen by name and built when asked for."""

from __future__ import annotations

from functools import partial

import streamlit as st

from components.figure import EXCEL
from components.language import _, current
from data_access import uploads
from data_access.viewer import Viewer

KEY = "desk-sheets"


def draw(viewer: Viewer) -> None:
    """Let the reader choose sheets and take the workbook."""
    language = current()
    sheets = {template.name: template for template in uploads.sheets_for(viewer)}
    with st.expander(_("Plantillas en blanco"), key="desk-blank"):
        st.markdown(
            _(
                "Llene solo las hojas que necesite. Cada libro trae sus listas y una hoja LEEME "
                "que explica las columnas."
            )
        )
        chosen = st.multiselect(
            _("Hojas"), list(sheets), key=KEY, placeholder=_("Todas las que puede cargar")
        )
        for name in chosen:
            st.caption(f"**{name}**: {sheets[name].help.to(language)}")
        names = chosen or list(sheets)
        st.download_button(
            _("Descargar la plantilla"),
            data=partial(uploads.blank, names, language),
            file_name=f"plantilla_{'-'.join(names[:3]) if chosen else 'todas'}.xlsx",
            mime=EXCEL,
            on_click="ignore",
            key="desk-template",
        )

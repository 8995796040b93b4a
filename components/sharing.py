"""The line above every page: which page this is, and two buttons that share it.

The scope of a page is in its address, so to copy the address is to share the view. `page.js` acts
on the buttons; it copies the address that the browser shows, so a language is in the link only
where the reader's own address names one, and the session, a cookie, never is.
"""

from __future__ import annotations

import streamlit as st

from components.reader_language import _
from components.templating import render_template

SECRET = "enlace"  # in the address of a nomination: anybody who has it may write


def render(title: str) -> None:
    """Render the line above a page called `title`."""
    st.html(
        render_template(
            "sharing.html",
            title=title,
            # A private link must not be shared by accident.
            shared=SECRET not in st.query_params,
            copy=_("Copiar enlace"),
            done=_("Enlace copiado"),
            failed=_("El navegador no deja copiar: copie la dirección de aquí."),
            print=_("Imprimir"),
            address=_("Dirección de esta página"),
        )
    )


def link(anchor: str) -> None:
    """Render a button that copies a link to one part of this page, as the address stands."""
    if SECRET in st.query_params:
        return
    st.html(
        render_template(
            "figure/link.html",
            anchor=anchor,
            copy=_("Copiar enlace a esta figura"),
            done=_("Enlace copiado"),
            failed=_("El navegador no deja copiar: copie la dirección de aquí."),
            address=_("Dirección de esta figura"),
        )
    )

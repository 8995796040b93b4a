"""The line above every page: which page this is, marks of its figures, and two buttons to share it.

The scope of a page is in its address, so to copy the address is to share the view. `page.js` acts
on the buttons; it copies the address that the browser shows, so a language is in the link only
where the reader's own address names one, and the session, a cookie, never is.
"""

from __future__ import annotations

from urllib.parse import urlsplit

import streamlit as st

from components.reader_language import _, current
from components.templating import render_template
from data_access import addresses
from data_access.language import Text

SECRET = "enlace"  # in the address of a nomination: anybody who has it may write


def render(title: str, demo: bool, dated: Text | None = None) -> None:
    """Render the line above a page called `title`.

    On a demo it says that data are synthetic; `dated` says as of which day the page's figures are.
    """
    st.html(
        render_template(
            "sharing.html",
            title=title,
            synthetic=_("Datos sintéticos") if demo else "",
            meaning=_(
                "Este es un programa de demostración: ninguna cifra describe a personas o "
                "empresas reales."
            ),
            dated=dated.to(current()) if dated else "",
            # A private link must not be shared by accident.
            shared=SECRET not in st.query_params,
            copy=_("Copiar enlace"),
            done=_("Enlace copiado"),
            failed=_("El navegador no deja copiar: copie la dirección de aquí."),
            print=_("Imprimir"),
            address=_("Dirección de esta página"),
        )
    )


def origin() -> str:
    """Return the address of this server, as the reader reached it."""
    here = urlsplit(st.context.url or "")
    return f"{here.scheme}://{here.netloc}" if here.netloc else addresses.base_url().rstrip("/")


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

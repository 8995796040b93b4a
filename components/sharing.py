"""The line above every page: which page this is, and two buttons that send it on.

The scope of a page is in its address, so to copy the address is to share the view. `page.js` does
what the buttons say; it copies what the browser shows, so a language is in the link only where the
reader's own address names one, and the session, a cookie, never is.
"""

from __future__ import annotations

import html

import streamlit as st

from components.language import _

SECRET = "enlace"  # in the address of a nomination: whoever has it may write

STYLE = """<style>
.m4sd-page{display:flex;flex-wrap:wrap;align-items:baseline;gap:.2rem 1.1rem}
.m4sd-page h1{font-size:1rem!important;font-weight:600;padding:0;margin:0;flex:1 1 auto}
.m4sd-page button{font:inherit;color:inherit;background:none;border:0;padding:.25rem 0;
text-decoration:underline;cursor:pointer}
.m4sd-page [role=status]{position:absolute;width:1px;height:1px;overflow:hidden;
clip-path:inset(50%)}
.m4sd-page [role=status].m4sd-failed{position:static;width:auto;height:auto;clip-path:none;
flex:1 1 100%}
.m4sd-page input{flex:1 1 100%;font:inherit;color:inherit;background:none;padding:.3rem;
border:1px solid currentColor}
.m4sd-page input[hidden]{display:none}
@media print{.m4sd-page button,.m4sd-page input,.m4sd-page [role=status]{display:none}}
</style>"""


def render(title: str) -> None:
    """The line above a page called `title`."""
    said = {
        "title": title,
        "copy": _("Copiar enlace"),
        "done": _("Enlace copiado"),
        "failed": _("El navegador no deja copiar: copie la dirección de aquí."),
        "print": _("Imprimir"),
        "address": _("Dirección de esta página"),
    }
    w = {name: html.escape(words) for name, words in said.items()}
    copy = (
        f'<button type="button" data-m4sd="copy" data-done="{w["done"]}" '
        f'data-failed="{w["failed"]}">{w["copy"]}</button>'
    )
    # A private link is nobody's to share by a slip.
    if SECRET in st.query_params:
        copy = ""
    st.html(
        f'{STYLE}<div class="m4sd-page"><h1>{w["title"]}</h1>'
        f'{copy}<button type="button" data-m4sd="print">{w["print"]}</button>'
        f'<span role="status" data-m4sd="said"></span>'
        f'<input data-m4sd="field" readonly hidden aria-label="{w["address"]}" /></div>'
    )

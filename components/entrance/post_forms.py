"""Forms that the browser posts to a route of the server, since only that can set a cookie."""

from __future__ import annotations

import html

import streamlit as st

from components.theme import paint

# Beside Streamlit's own inputs and buttons they look alike.
STYLE = """<style>
.m4sd-forms,.m4sd-forms form{display:flex;flex-wrap:wrap;align-items:end;gap:.6rem;margin:0}
.m4sd-forms form:has(label){flex:1}
.m4sd-forms label{flex:1 1 14rem;font-size:.875rem}
.m4sd-forms input{display:block;width:100%%;margin-top:.25rem;padding:.4rem .75rem;font:inherit;
font-size:1rem;min-height:2.5rem;box-sizing:border-box;color:%(ink)s;background:%(surface)s;
border:1px solid %(edge)s;border-radius:.25rem}
.m4sd-forms button{font:inherit;font-size:.875rem;padding:.25rem .75rem;min-height:2.5rem;
cursor:pointer;text-align:start;color:%(ink)s;background:%(surface)s;border:1px solid %(edge)s;
border-radius:.25rem}
.m4sd-forms button:hover{border-color:%(supply)s;color:%(supply)s}
.m4sd-forms :is(input,button):focus-visible{outline:3px solid %(supply)s;outline-offset:1px}
</style>"""


def form(action: str, button: str, fields: str = "") -> str:
    """A form with its `fields` as HTML and one button."""
    return (
        f'<form method="post" action="{html.escape(action)}">{fields}'
        f'<button type="submit">{html.escape(button)}</button></form>'
    )


def render(*forms: str) -> None:
    """Forms beside each other, as many as fit."""
    colours = {name: getattr(paint(), name) for name in ("ink", "surface", "edge", "supply")}
    st.html(f'{STYLE % colours}<div class="m4sd-forms">{"".join(forms)}</div>')

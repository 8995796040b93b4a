"""Whom to ask for access, as the administration has set it; nothing where it has not."""

from __future__ import annotations

import html

import streamlit as st

from components import ask
from components.language import _, current
from data_access.programme import settings


def as_html(stored: dict[str, str], language: str) -> str:
    """The sentence of a language (or of the other one) and the address, as safe HTML."""
    sentence = stored[settings.SENTENCES[language]] or next(
        (stored[key] for key in settings.SENTENCES.values() if stored[key]), ""
    )
    parts = [html.escape(sentence)] if sentence else []
    if address := html.escape(stored[settings.ADDRESS]):
        parts.append(f'<a href="mailto:{address}">{address}</a>')
    return " ".join(parts)


def render() -> None:
    """Say it to somebody who needs access."""
    said = as_html(settings.current(ask.engine()), current())
    if said:
        st.html(f"<p>{html.escape(_('¿Necesita acceso?'))} {said}</p>")

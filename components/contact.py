"""Whom to ask for access, as the administration has set it; nothing where it has not."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from components import ask
from components.reader_language import _, current
from components.templating import render_template
from data_access.programme import settings


def paragraph(stored: dict[str, str], language: str, question: str = "") -> Markup:
    """Return `question`, the sentence of a language (or of another one) and the address as HTML.

    Return empty markup where neither sentence nor address is stored.
    """
    sentence = stored[settings.SENTENCES[language]] or next(
        (stored[key] for key in settings.SENTENCES.values() if stored[key]), ""
    )
    address = stored[settings.ADDRESS]
    if not sentence and not address:
        return Markup()
    return render_template("contact.html", question=question, sentence=sentence, address=address)


def render() -> None:
    """Render the contact for somebody who needs access."""
    stored = settings.current(ask.engine())
    if said := paragraph(stored, current(), _("¿Necesita acceso?")):
        st.html(said)

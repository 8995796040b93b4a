"""The menu by which a figure is taken away: a picture, its data, a link to the same view.

It is empty until it is opened, and each file is built when its button is pressed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import streamlit as st
from babel.numbers import get_decimal_symbol

from components import downloads, embedding, guard, labels, pictures, sharing, tables
from components.drawings import alternative
from components.pictures import Drawn, Told
from components.reader_language import _
from components.templating import render_template
from components.words import locale_of
from data_access.answers import Answer
from data_access.language import Text

PICTURES = (
    (Text("Imagen PNG"), "png", "image/png", pictures.as_png),
    (Text("Imagen SVG"), "svg", "image/svg+xml", pictures.as_svg),
)
DATA = (
    (Text("Datos en CSV"), "csv", "text/csv", downloads.as_csv),
    (Text("Datos en Excel"), "xlsx", downloads.EXCEL, downloads.as_excel),
)


@dataclass(frozen=True)
class Taken:
    """What there is of a figure to take away; `key` is unique on the page."""

    answers: tuple[Answer, ...]
    told: Told
    drawn: tuple[Drawn, ...]
    key: str
    language: str

    def alternative(self, language: str) -> str:
        """Return what its charts show, for those who cannot see them."""
        return alternative(self.drawn, language)

    def foot(self, language: str) -> str:
        """Return its sources and dates, in one line."""
        return " ".join(text.to(language) for text in self.told.foot)

    def picture(self, language: str) -> bytes:
        """Return its charts with their legend alone, as SVG."""
        return pictures.bare(self.told.legend, self.drawn, language)


def menu(taken: Taken) -> None:
    """Render the button that opens the menu, and what is in it while it is open."""
    opened = st.popover(_("Llevar"), key=f"take-{taken.key}", on_change="rerun")
    if not opened.open:
        return
    if not guard.as_drawn():
        st.rerun()
    with opened:
        for name, extension, media_type, build in PICTURES if taken.drawn else ():
            picture: Callable[[], bytes] = partial(build, taken.told, taken.drawn, taken.language)
            # A picture shows figures of all its answers, and each of them is logged.
            for answer in taken.answers[1:]:
                picture = guard.exporting(answer, extension, picture)
            _download(taken, taken.answers[0], (name, extension, media_type), picture)
        for at, answer in enumerate(taken.answers):
            if len(taken.answers) > 1:
                st.caption(labels.title(answer.name).to(taken.language))
            for name, extension, media_type, write in DATA:
                file = partial(write, answer, taken.language)
                _download(taken, answer, (name, extension, media_type), file, at)
            _copy(taken, answer, at)
        sharing.link(f"#figure-{taken.key}")
        # Its finding may hold exact figures, which must not leave in the code of a frame.
        embedding.offer(taken.key, labels.title(taken.answers[0].name).to(taken.language))


def _download(
    taken: Taken, answer: Answer, form: tuple[Text, str, str], build: Any, at: int = 0
) -> None:
    key = f"take-{form[1]}-{taken.key}-{at}"
    file_button(answer, form, build, taken.language, key, width="stretch")


def file_button(
    answer: Answer,
    form: tuple[Text, str, str],
    build: Callable[[], bytes],
    language: str,
    key: str,
    **look: Any,
) -> None:
    """Render a button that gives a file made of an answer, built and logged when it is pressed.

    `form` is its name, its extension and its media type.
    """
    name, extension, media_type = form
    st.download_button(
        name.to(language),
        data=guard.exporting(answer, extension, build),
        file_name=downloads.file_name(answer, language, extension),
        mime=media_type,
        on_click="ignore",
        key=key,
        **look,
    )


def _copy(taken: Taken, answer: Answer, at: int) -> None:
    """Render a button whose press sends the data, which the page's script then copies."""
    if not st.button(_("Copiar datos"), key=f"take-copy-{taken.key}-{at}", width="stretch"):
        return
    data = guard.exporting(answer, "tsv", lambda: as_tsv(answer, taken.language).encode())()
    st.html(
        render_template(
            "figure/copied.html",
            data=data.decode(),
            copy=_("Copiar"),
            done=_("Datos copiados: péguelos en su hoja de cálculo."),
            failed=_("El navegador no deja copiar: copie los datos de aquí."),
            name=_("Datos de la figura"),
        )
    )


def as_tsv(answer: Answer, language: str) -> str:
    """Return the typed rows of an answer as a spreadsheet in this language reads what is pasted."""
    columns, rows = tables.typed(answer, language)
    mark = get_decimal_symbol(locale_of(language))
    lines: list[Sequence[object]] = [[column.heading for column in columns], *rows]
    return "\n".join("\t".join(_cell(value, mark) for value in line) for line in lines)


def _cell(value: object, mark: str) -> str:
    if value is None:
        return ""
    written = downloads.csv_cell(" ".join(value.split()) if isinstance(value, str) else value)
    return str(written).replace(".", mark) if isinstance(written, float) else str(written)

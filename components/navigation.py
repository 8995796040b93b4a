"""The pages of the app, in the order of the menu, and who may open each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from components.reader_language import current
from data_access.language import Text
from data_access.viewer import (
    Viewer,
    administers,
    brings_data,
    chairs_somewhere,
    judges_somewhere,
    reads_published_figures,
    sees_exact_people,
)

FOLDER = Path(__file__).parent.parent / "pages"


@dataclass(frozen=True)
class MenuEntry:
    """One page: `name` is its file and its address; the first of PAGES is the front page.

    Pages of a `group` share one entry of the menu; one that is not `listed` is reached by a link.
    `shows_people`: the page may show figures about people, and viewing exact ones is logged.
    """

    name: str
    title: Text
    allowed: Callable[[Viewer], bool]
    group: Text | None = None
    listed: bool = True
    shows_people: bool = True

    @property
    def file(self) -> Path:
        """The page's script, as the absolute path that keeps its guard in force."""
        return FOLDER / f"{self.name}.py"


SIGN_IN = "sign_in"
AWARDS = Text("Premios")
ADMINISTRATION = Text("Administración")
PAGES = {
    entry.name: entry
    for entry in (
        MenuEntry("overview", Text("Panorama"), reads_published_figures),
        MenuEntry("labour", Text("Brechas laborales"), reads_published_figures),
        MenuEntry("hiring", Text("Empleo"), reads_published_figures),
        MenuEntry("training", Text("Formación"), reads_published_figures),
        MenuEntry("ventures", Text("Emprendimiento"), reads_published_figures),
        MenuEntry("community", Text("Comunidad"), reads_published_figures),
        MenuEntry("paths", Text("Recorridos"), sees_exact_people),
        MenuEntry("indicators", Text("Indicadores"), reads_published_figures),
        MenuEntry("methods", Text("Métodos y límites"), reads_published_figures),
        MenuEntry("open_data", Text("Datos abiertos"), reads_published_figures, shows_people=False),
        MenuEntry(
            "nominate",
            Text("Postular"),
            reads_published_figures,
            group=AWARDS,
            shows_people=False,
        ),
        MenuEntry("score", Text("Calificar"), judges_somewhere, group=AWARDS, shows_people=False),
        MenuEntry(
            "award_results",
            Text("Resultados de los premios"),
            reads_published_figures,
            group=AWARDS,
            shows_people=False,
        ),
        MenuEntry(
            "jury_desk",
            Text("Escritorio del jurado"),
            chairs_somewhere,
            group=AWARDS,
            shows_people=False,
        ),
        MenuEntry(
            "editions",
            Text("Ediciones de los premios"),
            chairs_somewhere,
            group=AWARDS,
            shows_people=False,
        ),
        MenuEntry(
            "data_desk",
            Text("Cargar datos"),
            brings_data,
            group=ADMINISTRATION,
            shows_people=False,
        ),
        MenuEntry("data_quality", Text("Calidad de los datos"), brings_data, group=ADMINISTRATION),
        MenuEntry(
            "administration",
            Text("Personas y accesos"),
            administers,
            group=ADMINISTRATION,
            shows_people=False,
        ),
        MenuEntry(
            "audit_log",
            Text("Registro de actividad"),
            administers,
            group=ADMINISTRATION,
            shows_people=False,
        ),
        MenuEntry(
            SIGN_IN, Text("Entrar"), reads_published_figures, listed=False, shows_people=False
        ),
    )
}
FRONT = next(iter(PAGES))


def pages_for(viewer: Viewer) -> list[st.Page] | dict[str, list[st.Page]]:
    """Return what `st.navigation` shows this reader: by group, where there are groups."""
    groups: dict[str, list[st.Page]] = {}
    for name, entry in PAGES.items():
        if entry.allowed(viewer):
            own = name == SIGN_IN and viewer.name
            title = (Text("Mi sesión") if own else entry.title).to(current())
            page = st.Page(
                entry.file,
                title=title,
                url_path=name,
                default=name == FRONT,
                visibility="visible" if entry.listed else "hidden",
            )
            group = "" if entry.group is None else entry.group.to(current())
            groups.setdefault(group, []).append(page)
    return groups if set(groups) - {""} else groups.get("", [])


def shows_people(page: st.Page) -> bool:
    """Return whether a page may show figures about people; the front page has no address."""
    return PAGES.get(page.url_path, PAGES[FRONT]).shows_people

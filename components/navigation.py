"""The pages of the app, in the order of the menu, and who may open each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from components.language import current
from data_access.language import Text
from data_access.viewer import (
    Viewer,
    chairs_somewhere,
    judges_somewhere,
    reads_published_figures,
)

FOLDER = Path(__file__).parent.parent / "pages"


@dataclass(frozen=True)
class Entry:
    """One page: `name` is its file and its address; the first of PAGES is the front page.

    One that is not `listed` is reached by a link, not by the menu. `shows_people` says that it
    may show figures about people, whose exact form is logged.
    """

    name: str
    title: Text
    allowed: Callable[[Viewer], bool]
    listed: bool = True
    shows_people: bool = True

    @property
    def file(self) -> Path:
        """The page's script, as the absolute path that keeps its guard in force."""
        return FOLDER / f"{self.name}.py"


PAGES = {
    entry.name: entry
    for entry in (
        Entry("labour", Text("Brechas laborales"), reads_published_figures),
        Entry("score", Text("Calificar"), judges_somewhere, shows_people=False),
        Entry("jury_desk", Text("Escritorio del jurado"), chairs_somewhere, shows_people=False),
        Entry("editions", Text("Ediciones de los premios"), chairs_somewhere, shows_people=False),
        Entry("sign_in", Text("Entrar"), reads_published_figures, listed=False, shows_people=False),
    )
}


def pages_for(viewer: Viewer) -> list[st.Page]:
    """What `st.navigation` shows this reader."""
    return [
        st.Page(
            entry.file,
            title=entry.title.to(current()),
            url_path=name,
            default=at == 0,
            visibility="visible" if entry.listed else "hidden",
        )
        for at, (name, entry) in enumerate(PAGES.items())
        if entry.allowed(viewer)
    ]

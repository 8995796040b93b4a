"""The edition and the part of the jury desk that are shown, both held in the URL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from components import ask
from components.reader_language import _, current
from data_access.awards import secretariat_view
from data_access.awards.edition_rules import criteria_of
from data_access.awards.rubrics import CriterionText
from data_access.awards.secretariat_view import Nominated
from data_access.language import Text
from data_access.scope import Scope
from data_access.viewer import Viewer

EDITION, PART = "edicion", "parte"
PARTS: Mapping[str, Text] = {
    "avance": Text("Avance"),
    "jurado": Text("Jurado y asignación"),
    "elegibilidad": Text("Elegibilidad"),
    "clasificacion": Text("Clasificación"),
    "decision": Text("Decisión y acta"),
    "devolucion": Text("Devolución e impugnaciones"),
}


@dataclass(frozen=True)
class JuryDesk:
    """An edition on the jury desk: the viewer, its row, its criteria and all its nominations."""

    viewer: Viewer
    edition: Any
    criteria: tuple[CriterionText, ...]
    nominations: tuple[Nominated, ...]

    @property
    def code(self) -> str:
        return str(self.edition.code)

    @property
    def scope(self) -> Scope:
        """The scope of the edition's answers."""
        return Scope().having(edicion=self.code)

    @property
    def published(self) -> bool:
        """Whether the result is published, so that nothing can be changed any more."""
        return self.edition.published_at is not None

    @property
    def judged(self) -> list[Nominated]:
        """The nominations that jurors score."""
        return [one for one in self.nominations if one.judged]

    def name(self, nomination: str) -> str:
        """Return a nomination's name with its code."""
        titles = {one.code: one.title for one in self.nominations}
        title = titles.get(nomination)
        return f"{title} ({nomination})" if title else nomination


def chosen(viewer: Viewer) -> JuryDesk | None:
    """Return the desk of the edition asked for; None if the viewer administers no edition."""
    with ask.reading() as connection:
        known = {row.code: row for row in secretariat_view.editions(connection, viewer)}
        if not known:
            st.header(_("No hay ediciones a su cargo"), anchor=False)
            return None
        unpublished = [code for code, row in known.items() if row.published_at is None]
        asked = st.query_params.get(EDITION)
        code = str(asked if asked in known else (unpublished or list(known))[0])
        if len(known) > 1:
            code = st.selectbox(
                _("Edición"),
                list(known),
                list(known).index(code),
                format_func=lambda one: f"{known[one].name} ({one})",
            )
        st.query_params[EDITION] = code
        return JuryDesk(
            viewer,
            known[code],
            criteria_of(connection, code),
            tuple(secretariat_view.nominations(connection, viewer, code)),
        )


def part() -> str:
    """Render the choice of a part and return the part chosen."""
    asked = st.query_params.get(PART)
    found = str(
        st.segmented_control(
            _("Parte del escritorio"),
            list(PARTS),
            default=asked if asked in PARTS else next(iter(PARTS)),
            format_func=lambda one: PARTS[one].to(current()),
            label_visibility="collapsed",
            required=True,
        )
    )
    st.query_params[PART] = found
    return found

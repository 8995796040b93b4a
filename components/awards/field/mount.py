"""The field as a component of a page: its files, its words and its stored content."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from components.reader_language import _
from components.streamlit_compat import browser_part

FOLDER = Path(__file__).parent
NAME = "m4sd.score_field"
SESSION = "score-session"
MOST_OPTIONS = 11  # a longer scale is a number to type


@dataclass(frozen=True)
class Level:
    """A value of the scale: as it is stored, as the language writes it, and what it means."""

    value: str
    label: str
    said: str


@dataclass(frozen=True)
class Scale:
    """The values of a criterion: all of them to choose from, or the ends of a number to type."""

    levels: Sequence[Level]
    least: str = ""
    most: str = ""
    step: str = ""

    @property
    def typed(self) -> bool:
        """Whether it is a number to type."""
        return bool(self.step)


def component() -> Callable[..., Any]:
    """Return the component, registered with the running server."""
    return browser_part(NAME, FOLDER, css="field.css", js="field.js")


def render(
    key: str,
    about: Mapping[str, Any],
    on_typed: Callable[[], None],
    scale: Scale | None = None,
) -> None:
    """Render a field; `about` is what the script's head lists beside its words and its scale."""
    given = {"session": session(), "words": words(), **about}
    if scale is not None and scale.typed:
        given["number"] = {
            "min": scale.least,
            "max": scale.most,
            "step": scale.step,
            "levels": [f"{level.label}: {level.said}" for level in scale.levels],
        }
        given["words"] |= {
            "scale": _(
                "Escriba un número de {least} a {most}, de {step} en {step}.",
                least=scale.least,
                most=scale.most,
                step=scale.step,
            )
        }
    elif scale is not None:
        given["options"] = [vars(level) for level in scale.levels]
    component()(key=key, data=given, on_typed_change=on_typed)


def session() -> str:
    """Return the identifier of this session; when it changes, a field sends its content again."""
    return str(st.session_state.setdefault(SESSION, secrets.token_hex(8)))


def words() -> dict[str, str]:
    """Return the field's texts in the reader's language."""
    return {
        "comment": _("Comentario"),
        "score": _("Puntaje"),
        "na": _("No evaluable con este expediente"),
        "nothing": _("(vacío)"),
        "clear": _("Borrar el puntaje"),
        "unscored": _("Sin calificar"),
        "rate": _("Calificar"),
        "change": _("Cambiar"),
        "levels": _("Ver los niveles"),
        "earlier": _("Sus otros puntajes en este criterio"),
        "saving": _("Guardando…"),
        "offline": _("Sin respuesta del servidor: está en este equipo y se enviará solo."),
        "stay": _("Sin respuesta del servidor: no cierre esta página."),
        "unsaved": _("Sin guardar"),
        "stale": _(
            "Esto se cambió en otra pestaña u otro equipo: elija cuál de las dos versiones queda."
        ),
        "here": _("Aquí"),
        "there": _("Guardado desde otro lado"),
        "keepHere": _("Dejar lo de aquí"),
        "keepThere": _("Dejar lo guardado"),
        "lost": _("Esto se escribió y no llegó a guardarse a tiempo: no cuenta."),
        "forget": _("Descartarlo"),
        "scale": "",
    }

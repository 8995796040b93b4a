"""What every page says of the release it tells, and to monitors of what is newer than it."""

from __future__ import annotations

import streamlit as st

from components import ask
from components.markup import plain
from components.methods.method_entries import SUBJECT_TITLES
from components.reader_language import current
from components.words import Listed, Moment
from data_access.language import Text
from data_access.releases.state import State, state
from data_access.viewer import Viewer, brings_any_data, publishes, sees_exact_people

SETTING_UP = Text(
    "Esta base de datos se está preparando: todavía no se ha publicado nada, y lo que se ve puede "
    "cambiar en cualquier momento."
)


def dated(viewer: Viewer, figures: bool) -> Text | None:
    """Return as of which release a page's figures are, for whoever reads releases."""
    now = state(ask.engine(), viewer)
    if not figures or now.release is None or sees_exact_people(viewer):
        return None
    return Text("Publicado el {day}.", day=now.release.day)


def notice(viewer: Viewer, figures: bool) -> None:
    """Render what is wrong with releases, and how a page's figures are not those of the last one.

    Monitors are told that theirs are of this moment, everybody that a database is being set up.
    """
    now = state(ask.engine(), viewer)
    language = current()
    if figures and now.release is None:
        st.info(plain(SETTING_UP.to(language)))
    elif figures and sees_exact_people(viewer):
        st.caption(plain(since(now).to(language)))
    for problem in problems(now) if publishes(viewer) else ():
        st.warning(plain(problem.to(language)))


def is_closed_to(viewer: Viewer) -> bool:
    """Return whether a leader cannot load files yet, as nothing has been published."""
    return not brings_any_data(viewer) and state(ask.engine(), viewer).release is None


def since(now: State) -> Text:
    """Return how what monitors see differs from what everybody else does."""
    assert now.release is not None
    number, day = str(now.release.number), now.release.day
    moved = [SUBJECT_TITLES[subject] for subject in now.moved if subject in SUBJECT_TITLES]
    if not moved:  # everybody reads places and batches as they are
        return Text(
            "Usted ve los datos de este momento, que son los de la publicación {number} ({day}).",
            number=number,
            day=day,
        )
    return Text(
        "Usted ve los datos de este momento. El público ve la publicación {number} ({day}); desde "
        "entonces se escribió en: {subjects}.",
        number=number,
        day=day,
        subjects=Listed(moved),
    )


def problems(now: State) -> list[Text]:
    """Return what is wrong with releases, for those who can mend it."""
    found = []
    if now.failed_at is not None:
        found.append(
            Text(
                "La publicación falló el {moment} y se intenta otra vez cada hora. Puede publicar "
                "usted en la mesa de datos; el motivo está en el registro del servidor.",
                moment=Moment(now.failed_at),
            )
        )
    if now.damaged:
        found.append(
            Text(
                "Los datos guardados con la publicación no se pueden leer: las páginas muestran "
                "solo lo ya calculado. Publique otra vez en la mesa de datos."
            )
        )
    return found

"""Who is reading, and whether they may open this page: the first statement of every page."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from components import ask, contact, own_files
from components.entrance import institutions
from components.navigation import PAGES
from components.reader_language import _
from components.streamlit_compat import session_id
from data_access.answers import Answer, about_people
from data_access.auth import current_user, sign_in
from data_access.auth.current_user import CurrentUser
from data_access.viewer import Viewer, clearance, sees_exact_people

COOKIE = own_files.SESSION_COOKIE
NOTED = "exact-view-noted"
DRAWN_FOR = "drawn-for"
EXPLAINED_BY = "explained-by"  # the figure of this page that states how people are protected


def cookie() -> str | None:
    """Return the session token that this browser holds, if it signed in by a link."""
    return st.context.cookies.get(COOKIE)


def arrival() -> CurrentUser:
    """Return the reader of this run and their session, of either kind."""
    browser = st.context.headers.get("User-Agent") or ""
    return current_user.arrive(ask.engine(), cookie(), institutions.claims(), browser)


def viewer() -> Viewer:
    """Return the reader of this run, with their roles as of this moment."""
    return arrival().viewer


def require(page: str) -> Viewer:
    """Return the reader if they may open the page `page`; else stop the run with a message."""
    reader = viewer()
    if not PAGES[page].allowed(reader):
        st.error(_("Esta página no está disponible para usted."))
        contact.render()
        st.stop()
    st.session_state[DRAWN_FOR] = clearance(reader)
    own_files.drawn(
        session_id(), own_files.Reader(cookie(), institutions.claims(), clearance(reader))
    )
    st.session_state[EXPLAINED_BY] = None
    if PAGES[page].shows_people and sees_exact_people(reader):
        _note(reader, page)
    return reader


def as_drawn() -> bool:
    """Return whether the reader is still the one the page was rendered for.

    A fragment reruns alone, with what the page gave it; a role may have been revoked in between.
    """
    return st.session_state.get(DRAWN_FOR) in (None, clearance(viewer()))


def exporting(answer: Answer, form: str, build: Callable[[], bytes]) -> Callable[[], bytes]:
    """Return `build`, wrapped to log its file if that has exact figures about people.

    Nothing is logged where the file cannot be made, and no file is given where it cannot be logged.
    """
    reader = viewer()
    if not (sees_exact_people(reader) and about_people(answer.name)):
        return build

    def logged() -> bytes:
        file = build()
        query = answer.scope.to_query()
        sign_in.note_exact_export(ask.engine(), reader.name, answer.name, form, query)
        return file

    return logged


def _note(reader: Viewer, page: str) -> None:
    """Log that exact figures about people were viewed: once for each view of a session."""
    view = (page, *sorted(st.query_params.to_dict().items()))
    if st.session_state.get(NOTED) != view:
        st.session_state[NOTED] = view
        sign_in.note_exact_view(ask.engine(), reader.name, page, st.query_params.to_dict())

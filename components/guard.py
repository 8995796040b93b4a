"""Who is reading, and whether this page is theirs: the first statement of every page."""

from __future__ import annotations

import streamlit as st

from components import ask
from components.entrance import institutions
from components.language import _
from components.navigation import PAGES
from data_access.records import arrivals, doors
from data_access.records.arrivals import Arrival
from data_access.viewer import Viewer, sees_exact_people

COOKIE = "m4sd_session"
NOTED = "exact-view-noted"


def cookie() -> str | None:
    """The secret that this browser holds, if it came in by a link."""
    return st.context.cookies.get(COOKIE)


def arrival() -> Arrival:
    """The reader of this run and the session that makes one known, of either kind."""
    browser = st.context.headers.get("User-Agent") or ""
    return arrivals.arrive(ask.engine(), cookie(), institutions.claims(), browser)


def viewer() -> Viewer:
    """The reader of this run, with the roles as they are at this moment."""
    return arrival().viewer


def require(page: str) -> Viewer:
    """The reader, if the page named `page` is theirs; otherwise the run ends with a sentence."""
    reader = viewer()
    if not PAGES[page].allowed(reader):
        st.error(_("Esta página no está disponible para usted."))
        st.stop()
    if PAGES[page].shows_people and sees_exact_people(reader):
        _note(reader, page)
    return reader


def _note(reader: Viewer, page: str) -> None:
    """Log that exact figures about people were looked at: once for each view of a session."""
    view = (page, *sorted(st.query_params.to_dict().items()))
    if st.session_state.get(NOTED) != view:
        st.session_state[NOTED] = view
        doors.note_exact_view(ask.engine(), reader.name, page, st.query_params.to_dict())

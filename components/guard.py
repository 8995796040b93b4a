"""Who is reading, and whether they may open this page: the first statement of every page."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import streamlit as st

from components import ask, contact, embedding, institutions, own_files
from components.navigation import PAGES
from components.reader_language import _
from components.streamlit_compat import session_id
from data_access.answers import Answer, about_people
from data_access.auth import current_user, sign_in
from data_access.auth.current_user import STRANGER, CurrentUser
from data_access.refusal import NotSaved
from data_access.viewer import Viewer, clearance, sees_exact_people

NOTED = "exact-view-noted"
REFUSED, TURNED_AWAY, OPEN = "page-refused-noted", "turned-away-noted", "page-open"
DRAWN_FOR = "drawn-for"
EXPLAINED_BY = "explained-by"  # the figure of this page that states how people are protected


def cookie() -> str | None:
    """Return the session token that this browser holds, if it signed in by a link."""
    return st.context.cookies.get(own_files.session_cookie())


def arrival() -> CurrentUser:
    """Return the reader of this run and their session, of either kind; in a frame, the public."""
    if embedding.asked():
        return STRANGER
    browser = st.context.headers.get("User-Agent") or ""
    return current_user.arrive(ask.session_engine(), cookie(), institutions.claims(), browser)


def _is_looking(engine: Any) -> bool:
    return current_user.is_looking(engine, cookie(), institutions.claims())


ask.ask_who_looks(_is_looking)


def viewer() -> Viewer:
    """Return the reader of this run, with their roles as of this moment."""
    return arrival().viewer


def require(page: str) -> Viewer:
    """Return the reader if they may open the page `page`; else stop the run with a message."""
    here = arrival()
    reader = here.viewer
    if here.turned_away is not None:
        _note_turned_away()
    st.session_state[OPEN] = page
    if not PAGES[page].allowed(reader):
        _note_refused(reader, page)
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


def note_act_refused() -> None:
    """Log that a reader who is signed in tried on this page what they may not do."""
    reader = viewer()
    if reader.name:
        with suppress(NotSaved):  # it stays refused
            page = st.session_state.get(OPEN, "")
            sign_in.note_act_refused(ask.engine(), reader.name, page)


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


def _note_refused(reader: Viewer, page: str) -> None:
    """Log once a session that somebody asked for a page that is not theirs; visitors are nobody."""
    noted: set[str] = st.session_state.setdefault(REFUSED, set())
    if reader.name and page not in noted:
        noted.add(page)
        with suppress(NotSaved):
            sign_in.note_page_refused(ask.engine(), reader.name, page)


def _note_turned_away() -> None:
    """Log once a session that an institution signed in somebody who has no access."""
    claims = institutions.claims()
    if claims is not None and not st.session_state.get(TURNED_AWAY):
        st.session_state[TURNED_AWAY] = True
        with suppress(NotSaved):
            sign_in.note_turned_away(ask.engine(), claims.issuer, claims.subject)

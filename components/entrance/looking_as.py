"""Looking at pages as a visitor or a place's leader sees them: how to begin, and the way back."""

from __future__ import annotations

import streamlit as st

from components import ask, flash, labels
from components.entrance import landing
from components.markup import plain
from components.navigation import PAGES
from components.reader_language import _, current
from data_access import territory
from data_access.auth import current_user, looking
from data_access.auth.current_user import CurrentUser
from data_access.language import Text
from data_access.role_names import role
from data_access.viewer import Viewer, looks_as_others

WHERE, CHOSEN = "looking-as", "looking-as-whom"
THE_PUBLIC = Text("El público, sin entrar")


def choice(here: CurrentUser) -> None:
    """Render as whom the reader may look at pages; nothing for those who may not."""
    flash.show(WHERE)
    if not looks_as_others(here.oneself):
        return
    st.subheader(_("Ver como otra persona"), anchor=False)
    st.caption(
        _(
            "Las páginas como las ve el público o quien lidera un lugar, con las cifras de la "
            "publicación, en todas las pestañas de esta sesión. Mientras dure no se guarda nada."
        )
    )
    language = current()
    said = {looking.VISITORS: THE_PUBLIC} | {
        looking.of_leader(code): Text("Quien lidera: {place}", place=labels.place_among_all(code))
        for code in (*territory.PROVINCES, *territory.CANTONS)
    }
    st.selectbox(
        _("Como quién"), list(said), format_func=lambda who: said[who].to(language), key=CHOSEN
    )
    who = str(st.session_state[CHOSEN])
    if st.button(_("Ver así"), key="look-as") and _show_as(here, who):
        page, query = landing.start(looking.seen_as(here.oneself, who) or here.viewer)
        st.switch_page(str(PAGES[page].file), query_params=query)


def banner(here: CurrentUser) -> None:
    """Render as whom the reader looks at the page, and the button that ends it."""
    with st.container(key="looking-as", border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(f":material/visibility: {plain(_whose(here.viewer).to(current()))}")
        if st.button(_("Volver a mi vista"), type="primary", key="look-as-oneself"):
            _show_as(here, None)
            st.rerun()


def _whose(seen: Viewer) -> Text:
    """Return as whom pages are shown, in words."""
    if not seen.grants:
        return Text("Ve las páginas como el público. No se guarda nada.")
    (grant,) = seen.grants
    return Text("Ve las páginas como: {role}. No se guarda nada.", role=role(grant))


def _show_as(here: CurrentUser, who: str | None) -> bool:
    return flash.attempt(WHERE, lambda: current_user.look_as(ask.session_engine(), here, who))

"""The ways to sign in: with an institution, with a personal link, on a demo with a click."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

import streamlit as st

from components import ask
from components.entrance.staying import LEFT
from components.institutions import DEFAULT, institutions
from components.reader_language import _, current
from components.templating import render_template
from components.theme import paint
from components.words import Opening
from data_access.auth.current_user import CurrentUser
from data_access.auth.sign_in import DEMO_GRANTS
from data_access.role_names import role


@dataclass(frozen=True)
class PostForm:
    """A form that the browser posts to a route of the server, since only that can set a cookie.

    It has one button; `email` is the label of a field for an address, if it has one.
    """

    action: str
    button: str
    email: str = ""


def render(here: CurrentUser) -> None:
    """Render the ways to sign in, and who has access."""
    st.header(_("Entrar al observatorio"), anchor=False)
    if st.session_state.pop(LEFT, False):
        st.success(_("Salió del observatorio."))
    if "failed" in st.query_params:
        st.warning(
            _(
                "No se completó la entrada con su institución. Vuelva a probar; si pasa otra vez, "
                "avise a quien administra el observatorio."
            )
        )
    with st.container(width=640):
        st.markdown(
            _(
                "Las cifras públicas no necesitan cuenta. Tienen acceso los municipios socios, "
                "los jurados y la secretaría de los premios, y el personal de la OIM y del PNUD: "
                "pídalo a quien administra el observatorio en su institución."
            )
        )
        _by_institution(here)
        _by_link()
        if ask.is_demo():
            _by_click()


def _by_institution(here: CurrentUser) -> None:
    known = institutions()
    if not known:
        return
    st.subheader(_("Con su institución"), anchor=False)
    with st.container(horizontal=True, gap="small"):
        for one in known:
            st.button(
                _("Entrar con {institution}", institution=one.label),
                key=f"institution-{one.name}",
                on_click=st.login,
                args=(None if one.name == DEFAULT else one.name,),
            )
    if here.institution:
        st.button(_("Salir de la cuenta institucional"), key="logout", on_click=st.logout)


def _by_link() -> None:
    st.subheader(_("Con un enlace personal"), anchor=False)
    st.markdown(
        _(
            "Si lo invitaron, abra el enlace de su invitación. Si ya no sirve o lo perdió, escriba "
            "aquí su correo y pida uno nuevo."
        )
    )
    _post(PostForm("/link", _("Pedir un enlace nuevo"), email=_("Correo electrónico")))


def _by_click() -> None:
    st.subheader(_("En esta demostración"), anchor=False)
    st.markdown(_("Los datos son sintéticos: entre con cualquier rol para probarlo."))
    back = urlencode({"back": st.query_params.get("back", "/")})
    _post(
        *(
            PostForm(f"/demo/{name}?{back}", Opening(role(grant)).to(current()))
            for name, grant in DEMO_GRANTS.items()
        )
    )


def _post(*forms: PostForm) -> None:
    """Render forms beside each other, as many as fit."""
    st.html(render_template("entrance/forms.html", forms=forms, colors=paint()))

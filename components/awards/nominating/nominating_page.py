"""The nominations page: the calls, or the nomination whose link was opened."""

from __future__ import annotations

import streamlit as st

from components import ask
from components.awards.nominating import nomination_outcome, starting, writing
from components.awards.nominating.starting import BEGUN
from components.reader_language import _, current
from components.sharing import SECRET
from components.templating import render_template
from data_access.awards import nominations
from data_access.awards.nominator_mail import Begun
from data_access.refusal import Refusal


def render() -> None:
    """Render the nomination that the URL names, or else the calls."""
    token = st.query_params.get(SECRET)
    if token is None:
        starting.render()
        return
    try:
        with ask.reading() as connection:
            dossier = nominations.read(connection, token)
    except Refusal as problem:
        st.header(_("Este enlace no abre ninguna postulación"), anchor=False)
        st.markdown(problem.text.to(current()))
        calls = _("Ver las convocatorias")
        st.html(render_template("link.html", url="/nominate", text=calls, quiet=False))
        return
    begun = st.session_state.get(BEGUN)
    if begun is not None and begun.started.token == token:
        _link(begun)
    if dossier.state == "draft":
        name = dossier.fields["title"]
        st.header(name or _("Nueva postulación"), anchor=False)
        writing.form(token)
    else:
        nomination_outcome.render(token, dossier)


def _link(begun: Begun) -> None:
    """Render the private link for whoever began; it is the only way back to the nomination."""
    delivery = begun.delivery
    with st.container(border=True):
        if delivery.sent:
            st.markdown(_("Le enviamos por correo el enlace privado de esta postulación."))
        else:
            if delivery.problem is not None:
                st.warning(delivery.problem.to(current()))
            st.markdown(
                _("**Guarde este enlace privado:** es la única manera de volver a la postulación.")
            )
        st.code(delivery.link, language=None, wrap_lines=True)
        st.caption(_("Quien tenga el enlace puede cambiar la postulación: no lo publique."))

"""The outcome of a submitted nomination, for whoever holds its link."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from components import ask, flash
from components.awards.nominating import evidence_files, feedback_view
from components.awards.scoring.dossier import paragraphs
from components.markup import plain
from components.reader_language import _, current
from components.templating import render_template
from data_access import clock
from data_access.awards import nominations
from data_access.awards.edition_rules import criteria_of
from data_access.awards.nominations import Dossier
from data_access.language import Text

STATES = {
    "NR": Text("La secretaría todavía no revisa los requisitos. Vuelva a abrir este enlace."),
    "SI": Text("Cumple los requisitos: pasa al jurado."),
    "NO": Text("No cumple los requisitos:"),
}
OVER = Text("Cumplió los requisitos. El resultado está publicado.")


def render(token: str, dossier: Dossier) -> None:
    """Render the receipt, the secretariat's decision, and the texts as they were sent."""
    language = current()
    name = dossier.fields["title"] or dossier.code
    if dossier.state == "withdrawn":
        st.header(_("Postulación {code}: retirada", code=dossier.code), anchor=False)
        return
    st.header(_("Recibida: «{name}» ({code})", name=name, code=dossier.code), anchor=False)
    if dossier.published and dossier.eligible == "SI":
        st.markdown(OVER.to(language))
        url = f"/award_results?{urlencode({'edicion': dossier.edition})}"
        st.html(render_template("link.html", url=url, text=_("Ver el resultado"), quiet=True))
    else:
        st.markdown(STATES[dossier.eligible].to(language))
    if dossier.eligible == "NO" and dossier.reasons:
        paragraphs(dossier.reasons)
    flash.show("told")
    _actions(token, dossier)
    with ask.reading() as connection:
        criteria = criteria_of(connection, dossier.edition)
    feedback_view.render(token, criteria)
    with st.expander(_("Lo que envió")):
        st.markdown(plain(dossier.fields["organisation"] or ""))
        paragraphs(dossier.fields["summary"] or "")
        for criterion in criteria:
            st.markdown(f"**{plain(criterion.title.to(language))}**")
            paragraphs(dossier.answers.get(criterion.code, ("—", 0))[0])
            evidence_files.render(token, criterion.code, closed=True)
        evidence_files.render(token, None, closed=True)


def _actions(token: str, dossier: Dossier) -> None:
    engine = ask.engine()
    with st.container(horizontal=True):
        if dossier.eligible == "NR" and clock.now() < dossier.closes_at:
            again = st.button(_("Abrir de nuevo para cambiarla"), key="reopen-nomination")
            if again and flash.attempt("told", lambda: nominations.reopen(engine, token)):
                st.rerun()
        gone = False
        if dossier.withdrawable:  # afterwards nothing offers what cannot be done
            with st.popover(_("Retirar la postulación")):
                st.markdown(_("Se retira del concurso y no se puede deshacer."))
                gone = st.button(_("Sí, retirarla"), key="withdraw-nomination")
    if gone and flash.attempt("told", lambda: nominations.withdraw(engine, token)):
        st.rerun()

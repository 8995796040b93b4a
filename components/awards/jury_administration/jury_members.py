"""The jury and its assignments: invitations, who reads what, recusals, who leaves."""

from __future__ import annotations

import streamlit as st

from components import ask, flash, guard
from components.awards.field import live_text
from components.awards.field.live_text import LiveText
from components.awards.jury_administration import assignment_section, progress, reading_profiles
from components.awards.jury_administration.acting import act
from components.awards.jury_administration.choosing import JuryDesk
from components.markup import plain
from components.reader_language import _, current
from components.words import Joined
from data_access import addresses
from data_access.awards import assigning, conflicts, jurors
from data_access.awards import jury_progress as sheets
from data_access.awards.jurors import Seat
from data_access.language import Text
from data_access.lists import CONFLICT

LINK = "juror-link"


def render(desk: JuryDesk) -> None:
    with ask.reading() as connection:
        seats = jurors.seats(connection, desk.viewer, desk.code)
        covered = assigning.coverage(connection, desk.viewer, desk.code)
        owed = sheets.progress(connection, desk.viewer, desk.code)
    staying = [seat for seat in seats if not seat.left]
    said = Text("{count} jurado en la mesa", "{count} jurados en la mesa", len(staying))
    st.header(said.to(current()), anchor=False)
    st.markdown(Joined(*progress.holes(desk, covered)).to(current()))
    st.markdown("\n".join(line(seat, covered.loads.get(seat.code, 0)) for seat in seats))
    if desk.published:
        return
    _invite(desk)
    reading_profiles.render(desk, staying)
    assignment_section.render(desk, staying)
    _recusals(
        desk, staying, [(one.nomination, one.juror) for one in owed if one.state == "recused"]
    )
    _leave(desk, staying)


def line(seat: Seat, load: int) -> str:
    """Return a seat as a line of a list."""
    told = Text("{count} postulación", "{count} postulaciones", load)
    state = Text("se retiró") if seat.left else told
    parts = [f"**{seat.code}**", plain(seat.email or ""), state.to(current())]
    return "- " + " · ".join(part for part in parts if part)


def _invite(desk: JuryDesk) -> None:
    st.subheader(_("Invitar"), anchor=False)
    with st.form("invite", clear_on_submit=True, border=False):
        email = st.text_input(_("Correo del jurado"), max_chars=254)
        pressed = st.form_submit_button(_("Invitar y crear el enlace"))
    flash.show("invite")
    if pressed:

        def seat() -> Text:
            made = jurors.invite(ask.engine(), guard.viewer(), desk.code, email)
            st.session_state[LINK] = f"{addresses.base_url()}/invite/{made.token}"
            return Text("{email} tiene el puesto {code}.", email=made.email, code=made.code)

        act("invite", seat)
    link = st.session_state.pop(LINK, None)
    if link:
        st.caption(_("El enlace es personal, sirve una vez y se muestra solo ahora: envíelo."))
        st.code(link, language=None, wrap_lines=True)


def _recusals(desk: JuryDesk, staying: list[Seat], recused: list[tuple[str, str]]) -> None:
    st.subheader(_("Recusaciones"), anchor=False)
    nomination, juror = assignment_section.pick(desk, staying, "recuse")
    kind = st.selectbox(
        _("Conflicto"),
        list(CONFLICT),
        index=None,
        placeholder=_("Elija"),
        key="recuse-kind",
        format_func=lambda code: CONFLICT[code].to(current()),
    )
    field = LiveText(f"{desk.code}/recusal-reason", _("Motivo de la recusación, o de levantarla"))
    reason = live_text.render(field)
    flash.show("recuse")
    engine, viewer = ask.engine(), guard.viewer()
    pair = (desk.code, str(nomination), str(juror))
    ready = nomination is not None and juror is not None
    with st.container(horizontal=True):
        if st.button(_("Recusar"), key="recuse", disabled=not (ready and kind)):

            def recuse() -> None:
                live_text.require_settled(field)
                conflicts.recuse(engine, viewer, *pair, conflicts.Conflict(str(kind), reason))
                live_text.sent(field)

            done = Text("Quedó recusado: la postulación se cerró para ese jurado.")
            act("recuse", recuse, done)
        lifting = ready and (nomination, juror) in recused
        if st.button(_("Levantar la recusación"), key="lift", disabled=not lifting):

            def lift() -> None:
                live_text.require_settled(field)
                conflicts.lift(engine, viewer, *pair, reason)
                live_text.sent(field)

            done = Text("La recusación se levantó: el jurado declara de nuevo.")
            act("recuse", lift, done)
    st.markdown("\n".join(f"- {plain(desk.name(name))}: {who}" for name, who in recused))


def _leave(desk: JuryDesk, staying: list[Seat]) -> None:
    with st.expander(_("Retirar a un jurado")):
        juror = st.selectbox(
            _("Jurado"),
            [seat.code for seat in staying],
            index=None,
            placeholder=_("Elija"),
            key="leave-juror",
        )
        field = LiveText(f"{desk.code}/leave-reason", _("Motivo de la salida"))
        reason = live_text.render(field)
        flash.show("leave")
        if st.button(_("Retirar"), key="leave", disabled=juror is None):

            def leave() -> None:
                live_text.require_settled(field)
                jurors.leave(ask.engine(), guard.viewer(), desk.code, str(juror), reason)
                live_text.sent(field)

            act("leave", leave, Text("Se retiró: lo que envió sigue contando."))

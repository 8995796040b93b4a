"""Reminders to jurors who owe sheets: by mail if it is configured, otherwise texts to copy."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components import flash
from components.awards import wording
from components.awards.jury_administration.choosing import JuryDesk
from components.markup import plain
from components.reader_language import _, current
from components.words import Listed
from data_access import addresses, mail
from data_access.awards.jury_progress import HANDED_IN, RECUSED, Owed
from data_access.language import Text

SUBJECT = Text("Postulaciones por calificar")


def render(desk: JuryDesk, owed: Sequence[Owed]) -> None:
    """Render who is to be reminded, with a button that sends the mail or the texts to copy."""
    late = owing(owed)
    st.subheader(_("Recordatorios"), anchor=False)
    flash.show("reminders")
    if not late:
        st.caption(_("Nadie debe nada."))
        return
    if mail.is_set():
        said = _("Enviar el recordatorio a {count} jurados", count=len(late))
        if st.button(said, key="remind"):
            _send(desk, late)
            st.rerun()
    else:
        st.caption(_("El correo no está configurado: copie el texto y envíelo usted."))
    with st.expander(_("Textos para copiar")):
        for email, count in late.items():
            st.markdown(f"**{plain(email)}**")
            st.code(body(desk, count).to(current()), language=None, wrap_lines=True)


def owing(owed: Sequence[Owed]) -> dict[str, int]:
    """Return how many sheets each juror with an address still owes."""
    found: dict[str, int] = {}
    for one in owed:
        if one.email and one.state not in (HANDED_IN, RECUSED):
            found[one.email] = found.get(one.email, 0) + 1
    return dict(sorted(found.items()))


def body(desk: JuryDesk, count: int) -> Text:
    """Return the text of the reminder; it names no nomination."""
    return Text(
        "Le queda por enviar: {count}. {edition}: puede calificar hasta el {until} (hora de "
        "Ecuador).\n\n{link}\n\nLo que escribe se guarda solo. Si ya no puede seguir en el jurado, "
        "responda a la secretaría.",
        count=count,
        edition=desk.edition.name,
        until=wording.EcuadorMoment(desk.edition.scores_close_at),
        link=f"{addresses.base_url()}/score?edicion={desk.code}",
    )


def _send(desk: JuryDesk, late: dict[str, int]) -> None:
    failed: list[Text] = []
    for email, count in late.items():
        try:
            mail.send(email, SUBJECT, body(desk, count))
        except mail.NotSent as problem:
            failed.append(Text("{email}: {why}", email=email, why=problem.text))
    sent = len(late) - len(failed)
    said = Text("Recordatorios enviados: {count}.", count=sent)
    if failed:
        said = Text("{said} No salieron: {which}", said=said, which=Listed(failed))
    flash.keep(
        "reminders", said, kind=flash.MessageKind.ERROR if failed else flash.MessageKind.SUCCESS
    )

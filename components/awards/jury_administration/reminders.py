"""Reminders to jurors who owe sheets, to one or to all: by mail if it is configured, else to copy.

Beside each juror stands when something was last saved, so that nobody at work is hurried.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

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
ALL = ""


@dataclass(frozen=True)
class Late:
    """A juror with an address who owes sheets, and when the juror last saved a score, if ever."""

    email: str
    count: int
    last_saved: dt.datetime | None

    def said(self) -> Text:
        """Return what the juror owes, and the last activity."""
        count = Text("debe {count} hoja", "debe {count} hojas", self.count)
        if self.last_saved is None:
            return Text("{email}: {count}; aún no guarda nada", email=self.email, count=count)
        return Text(
            "{email}: {count}; último puntaje guardado el {moment}",
            email=self.email,
            count=count,
            moment=wording.EcuadorMoment(self.last_saved),
        )


def render(desk: JuryDesk, owed: Sequence[Owed]) -> None:
    """Render who is to be reminded, with a button that sends the mail or the texts to copy."""
    late = owing(owed)
    st.subheader(_("Recordatorios"), anchor=False)
    flash.show("reminders")
    if not late:
        st.caption(_("Nadie debe nada."))
        return
    language = current()
    st.markdown("\n".join(f"- {plain(one.said().to(language))}" for one in late))
    known = {one.email: one for one in late}
    everybody = _("Todos los que deben hojas ({count})", count=len(late))
    who = st.selectbox(
        _("A quién"),
        [ALL, *known],
        key="remind-whom",
        format_func=lambda email: email or everybody,
    )
    chosen = [known[who]] if who in known else late
    if mail.is_set():
        if st.button(_("Enviar el recordatorio"), key="remind"):
            _send(desk, chosen)
            st.rerun()
    else:
        st.caption(_("El correo no está configurado: copie el texto y envíelo usted."))
    with st.expander(_("Textos para copiar")):
        for one in chosen:
            st.markdown(f"**{plain(one.email)}**")
            st.code(body(desk, one.count).to(language), language=None, wrap_lines=True)


def owing(owed: Sequence[Owed]) -> list[Late]:
    """Return the jurors with an address who owe sheets, those without activity first."""
    found = []
    for email in sorted({one.email for one in owed if one.email}):
        own = [one for one in owed if one.email == email and one.state != RECUSED]
        count = sum(one.state != HANDED_IN for one in own)
        saved = [one.last_saved for one in own if one.last_saved is not None]
        if count:
            found.append(Late(email, count, max(saved, default=None)))
    never = dt.datetime.min.replace(tzinfo=dt.UTC)
    return sorted(found, key=lambda one: (one.last_saved or never, one.email))


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


def _send(desk: JuryDesk, late: Sequence[Late]) -> None:
    failed: list[Text] = []
    for one in late:
        try:
            mail.send(one.email, SUBJECT, body(desk, one.count))
        except mail.NotSent as problem:
            failed.append(Text("{email}: {why}", email=one.email, why=problem.text))
    sent = len(late) - len(failed)
    said = Text("Recordatorios enviados: {count}.", count=sent)
    if failed:
        said = Text("{said} No salieron: {which}", said=said, which=Listed(failed))
    flash.keep(
        "reminders", said, kind=flash.MessageKind.ERROR if failed else flash.MessageKind.SUCCESS
    )

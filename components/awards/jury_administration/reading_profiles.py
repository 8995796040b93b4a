"""What each juror knows and each nomination asks for: the fields that the assignment goes by."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from components import ask, flash, guard
from components.awards.jury_administration.acting import act
from components.awards.jury_administration.choosing import JuryDesk
from components.reader_language import _, current
from data_access.awards import expertise
from data_access.awards.expertise import Profile
from data_access.awards.jurors import Seat
from data_access.language import Text
from data_access.lists import NOMINEE, READING

Store = Callable[[str, Profile], None]


def render(desk: JuryDesk, staying: list[Seat]) -> None:
    """Render two choices with their fields: of a juror, and of a nomination."""
    engine, viewer = ask.engine(), guard.viewer()
    with ask.reading() as connection:
        jurors = expertise.of_jurors(connection, viewer, desk.code)
        nominations = expertise.of_nominations(connection, viewer, desk.code)
    used = {topic for own in (*jurors.values(), *nominations.values()) for topic in own.topics}
    topics = [*NOMINEE, *sorted(used - set(NOMINEE))]

    def describe_juror(code: str, profile: Profile) -> None:
        expertise.describe_juror(engine, viewer, desk.code, code, profile)

    def describe_nomination(code: str, profile: Profile) -> None:
        expertise.describe_nomination(engine, viewer, desk.code, code, profile)

    with st.expander(_("Temas e idiomas")):
        st.caption(
            _(
                "Con esto se asigna: quien no lee el idioma de un expediente no lo recibe, y se "
                "prefiere a quien conoce su tema. El tipo de organización cuenta como tema."
            )
        )
        seats = {seat.code: seat.email or seat.code for seat in staying}
        own = {
            code: f"{code} · {email}" if email != code else code for code, email in seats.items()
        }
        _fields(_("Jurado"), own, jurors, topics, describe_juror)
        judged = {one.code: desk.name(one.code) for one in desk.judged}
        _fields(_("Postulación"), judged, nominations, topics, describe_nomination)
        flash.show("profile")


def _fields(
    label: str,
    names: Mapping[str, str],
    profiles: Mapping[str, Profile],
    topics: list[str],
    store: Store,
) -> None:
    code = st.selectbox(
        label,
        list(names),
        index=None,
        placeholder=_("Elija"),
        format_func=names.__getitem__,
        key=f"profile-{label}",
    )
    if code is None:
        return
    before = profiles.get(code, Profile())
    left, right = st.columns(2)
    chosen = left.multiselect(
        _("Temas"),
        topics,
        list(before.topics),
        format_func=_topic,
        accept_new_options=True,
        placeholder=_("Elija o escriba"),
        key=f"topics-{code}",
    )
    languages = right.multiselect(
        _("Idiomas de lectura"),
        list(READING),
        list(before.languages),
        format_func=lambda one: READING[one].to(current()),
        placeholder=_("Elija"),
        key=f"languages-{code}",
    )
    if st.button(_("Guardar"), key=f"profile-save-{code}"):
        profile = Profile(tuple(chosen), tuple(languages))
        act("profile", lambda: store(code, profile), Text("Guardado."))


def _topic(code: str) -> str:
    name = NOMINEE.get(code)
    return code if name is None else name.to(current())

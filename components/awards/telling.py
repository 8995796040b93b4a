"""What came of a click in the awards, said where it was made; moments and codes in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import streamlit as st

from components import ask
from components.language import current
from components.markup import plain
from data_access import periods
from data_access.awards.rubrics import CriterionText
from data_access.language import Text, Title, say
from data_access.refusal import Refusal

STATE = "awards-told"


def attempt(where: str, act: Callable[[], object], done: Text | None = None) -> bool:
    """Do something; keep for the place `where` that it is done, or why it was refused."""
    try:
        act()
    except Refusal as problem:
        keep(where, problem.text, failed=True)
        return False
    keep(where, done)
    return True


def keep(where: str, said: Text | None, failed: bool = False) -> None:
    """Keep a sentence for a place."""
    st.session_state[STATE] = (where, "error" if failed else "success", said)


def beside(where: str) -> None:
    """Say what is kept for this place, once."""
    kept = st.session_state.get(STATE)
    if kept is None or kept[0] != where:
        return
    del st.session_state[STATE]
    if kept[2] is not None:
        (st.success if kept[1] == "success" else st.error)(plain(kept[2].to(current())))


@contextmanager
def reading() -> Iterator[Any]:
    """A connection to read by."""
    with ask.engine().connect() as connection:
        yield connection


class Moment(Text):
    """A moment by the clocks of Ecuador, "24 de noviembre de 2026, 23:00".

    Midnight belongs to the day that ends, as 24:00: a deadline is read so. What `begins` then
    begins the day after, at 00:00.
    """

    __slots__ = ("at", "begins")

    def __init__(self, at: dt.datetime, begins: bool = False) -> None:
        self.at, self.begins = at, begins
        super().__init__("{at}", at=at, begins=begins)

    def to(self, language: str) -> str:
        """The day as the language writes it, and the hour of 24."""
        own = self.at.astimezone(periods.TIMEZONE)
        if (own.hour, own.minute) == (0, 0) and not self.begins:
            return f"{say(own.date() - dt.timedelta(days=1), language)}, 24:00"
        return f"{say(own.date(), language)}, {own:%H:%M}"


def saved(moment: dt.datetime) -> Text:
    """`Guardado 14:03`, with the day where it was another."""
    own = moment.astimezone(periods.TIMEZONE)
    if own.date() == periods.today():
        return Text("Guardado {time}", time=f"{own:%H:%M}")
    return Text("Guardado el {moment}", moment=Moment(moment))


def left(span: dt.timedelta) -> Text:
    """How long something still goes on: days, then hours, then minutes."""
    minutes = int(span.total_seconds() // 60)
    if minutes >= 2 * 24 * 60:
        days = minutes // (24 * 60)
        return Text("{count} día", "{count} días", days)
    if minutes >= 2 * 60:
        return Text("{count} hora", "{count} horas", minutes // 60)
    return Text("{count} minuto", "{count} minutos", minutes)


def title(criterion: CriterionText) -> Text:
    """A criterion's name in the reader's language."""
    return Title(es=criterion.name, en=criterion.name_en or criterion.name)


def named(code: str, title: str | None) -> str:
    """A nomination by its name, or by its code where the name is kept blind."""
    return title or code

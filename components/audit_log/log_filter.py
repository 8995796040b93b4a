"""The filter of the events by kind, person and period, held in the URL."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st
from babel.dates import format_skeleton

from components import address, ask, event_words
from components.reader_language import _
from components.words import locale_of
from data_access.audit import log_reader
from data_access.audit.event_kinds import EVENTS
from data_access.audit.log_reader import Wanted
from data_access.clock import TIMEZONE, midnight
from data_access.language import Text
from data_access.periods import months_later
from data_access.viewer import Viewer

KIND, ACTOR, PERIOD = "suceso", "quien", "periodo"
ALL = ""
USUAL = "30d"
LAST: Mapping[str, tuple[dt.timedelta | None, Text]] = {
    USUAL: (dt.timedelta(days=30), Text("Últimos 30 días")),
    "1d": (dt.timedelta(days=1), Text("Últimas 24 horas")),
    "7d": (dt.timedelta(days=7), Text("Últimos 7 días")),
    "365d": (dt.timedelta(days=365), Text("Últimos 12 meses")),
    "todo": (None, Text("Todo el registro")),
}
NARROWEST = 145  # pixels of a field: two beside each other on a telephone
MONTHS = 36  # of the newest, which can be chosen by name


@dataclass(frozen=True)
class LogFilter:
    """The filter, as the log understands it and in words."""

    wanted: Wanted
    words: Mapping[Text, Text]


class MonthChoice(Text):
    """A month by its name: "mayo de 2026"."""

    __slots__ = ("first",)

    def __init__(self, first: dt.date) -> None:
        self.first = first
        super().__init__("{first}", first=first)

    def to(self, language: str) -> str:
        return format_skeleton("yMMMM", self.first, locale=locale_of(language))


def render(viewer: Viewer) -> LogFilter:
    """Render the fields and return what is asked for."""
    now = dt.datetime.now(TIMEZONE)
    begun = log_reader.begins(ask.engine(), viewer) or now
    months = {f"{first:%Y-%m}": first for first in _months(begun.astimezone(TIMEZONE), now)}
    periods = {
        **{code: text for code, (_length, text) in LAST.items()},
        **{code: MonthChoice(first) for code, first in months.items()},
    }
    kinds = {ALL: Text("Todos"), **{kind: EVENTS[kind].title for kind in EVENTS}}
    people = {
        actor: event_words.as_is(actor)
        for actor in log_reader.actors(ask.engine(), viewer)
        if actor
    }
    actors = {ALL: Text("Todas"), **people}
    grid = st.grid(3, min_column_width=NARROWEST)
    with grid.cell():
        kind = address.choice(KIND, _("Suceso"), kinds)
    with grid.cell():
        actor = address.choice(ACTOR, _("Quién"), actors)
    with grid.cell():
        period = address.choice(PERIOD, _("Período"), periods)
    unknown = [
        key
        for key, known in ((KIND, kinds), (ACTOR, actors), (PERIOD, periods))
        if st.query_params.get(key, ALL) not in {ALL, *known}
    ]
    if unknown:
        st.warning(
            _("La dirección pide algo que el registro no tiene ({keys}).", keys=", ".join(unknown))
        )
    start, end = _period(period, months, now)
    return LogFilter(
        Wanted(kind or None, actor or None, start, end),
        {
            Text("Suceso"): kinds[kind],
            Text("Quién"): actors[actor],
            Text("Período"): periods[period],
        },
    )


def _period(
    period: str, months: Mapping[str, dt.date], now: dt.datetime
) -> tuple[dt.datetime | None, dt.datetime | None]:
    """Return the start and end of a choice; a month is one of Ecuador's calendar."""
    if period in months:
        first = months[period]
        return midnight(first), midnight(months_later(first, 1))
    length = LAST[period][0]
    return (None if length is None else now - length), None


def _months(begun: dt.datetime, now: dt.datetime) -> list[dt.date]:
    """Return the first days of the months since the log began, newest first, at most MONTHS."""
    found: list[dt.date] = []
    first = dt.date(now.year, now.month, 1)
    while first >= dt.date(begun.year, begun.month, 1) and len(found) < MONTHS:
        found.append(first)
        first = (first - dt.timedelta(days=1)).replace(day=1)
    return found

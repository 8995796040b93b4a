"""Moments, durations and nominations of the awards in words."""

from __future__ import annotations

import datetime as dt

from data_access import clock
from data_access.language import Text, say


class EcuadorMoment(Text):
    """A moment in Ecuador's time, "24 de noviembre de 2026, 23:00".

    Midnight belongs to the day that ends, as 24:00: a deadline is read so. What `begins` then
    begins the day after, at 00:00.
    """

    __slots__ = ("at", "begins")

    def __init__(self, at: dt.datetime, begins: bool = False) -> None:
        self.at, self.begins = at, begins
        super().__init__("{at}", at=at, begins=begins)

    def to(self, language: str) -> str:
        """Return the day as the language writes it, and the hour of 24."""
        own = self.at.astimezone(clock.TIMEZONE)
        if (own.hour, own.minute) == (0, 0) and not self.begins:
            return f"{say(own.date() - dt.timedelta(days=1), language)}, 24:00"
        return f"{say(own.date(), language)}, {own:%H:%M}"


def saved(moment: dt.datetime) -> Text:
    """Return `Guardado 14:03`, with the day if it was another."""
    own = moment.astimezone(clock.TIMEZONE)
    if own.date() == clock.today():
        return Text("Guardado {time}", time=f"{own:%H:%M}")
    return Text("Guardado el {moment}", moment=EcuadorMoment(moment))


def left(span: dt.timedelta) -> Text:
    """Return a remaining duration in days, then hours, then minutes."""
    minutes = int(span.total_seconds() // 60)
    if minutes >= 2 * 24 * 60:
        days = minutes // (24 * 60)
        return Text("{count} día", "{count} días", days)
    if minutes >= 2 * 60:
        return Text("{count} hora", "{count} horas", minutes // 60)
    return Text("{count} minuto", "{count} minutos", minutes)


def named(code: str, title: str | None) -> str:
    """Return a nomination's name, or its code if the name is kept blind."""
    return title or code

"""Moments as the secretariat types them, in Ecuador's time."""

from __future__ import annotations

import datetime as dt

from data_access import clock
from data_access.language import Text
from data_access.refusal import Refusal

FORM = "%Y-%m-%d %H:%M"
LABEL = Text("Fecha y hora (AAAA-MM-DD HH:MM, hora de Ecuador)")


def read(text: str) -> dt.datetime:
    """Return the moment typed; raise Refusal for anything else."""
    try:
        return dt.datetime.strptime(text.strip(), FORM).replace(tzinfo=clock.TIMEZONE)
    except ValueError:
        raise Refusal(
            Text(
                "«{text}» no es una fecha con hora: escríbala como 2026-12-24 23:59.",
                text=text.strip(),
            )
        ) from None


def written(moment: dt.datetime) -> str:
    """Return a moment as it is typed."""
    return moment.astimezone(clock.TIMEZONE).strftime(FORM)

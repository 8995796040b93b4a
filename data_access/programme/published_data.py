"""The data that the programme's decisions on its own figures are made on: those of the release."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from sqlalchemy import Connection, Engine

from data_access import clock
from data_access.language import Text
from data_access.refusal import Refusal
from data_access.releases import kept_data, standing


@contextmanager
def published_data(engine: Engine, connection: Connection) -> Iterator[tuple[Connection, dt.date]]:
    """Yield a connection to the data of the release in force, and the day that it is told as of.

    Until the first release these are the rows as they stand, today. Raise Refusal if the data
    cannot be read.
    """
    release = standing.in_force(connection)
    if release is None:
        yield connection, clock.today()
        return
    with ExitStack() as opened:
        try:
            data = opened.enter_context(kept_data.opened(engine, release.number))
        except kept_data.DataGone:
            raise Refusal(GONE) from None
        yield data, release.day


GONE = Text("Los datos de la última publicación no se pueden leer: publique otra vez primero.")

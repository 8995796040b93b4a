"""Appeals against a published result: lodged by the private link, answered on the record."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Connection, Engine, Row, insert, select, update

from data_access import clock
from data_access.auth import text_drafts
from data_access.auth.text_drafts import Draft
from data_access.awards.nominations import NOMINATOR
from data_access.awards.preconditions import (
    READ,
    Closed,
    edition_of,
    overseen,
    require_overseer,
)
from data_access.awards.return_links import held
from data_access.language import Text
from data_access.lists import APPEAL
from data_access.refusal import Refusal
from data_access.tables import Appeal
from data_access.transaction import NOTHING, UNLOGGED, transaction
from data_access.viewer import Viewer

KEY = "appeal"


def window(edition: Row[Any]) -> dt.datetime | None:
    """Return until when nominees may appeal; None before the result, or without any appeal."""
    if edition.published_at is None or not edition.appeal_days:
        return None
    until: dt.datetime = edition.published_at + dt.timedelta(days=edition.appeal_days)
    return until


def closes(connection: Connection, token: str) -> dt.datetime | None:
    """Return until when the holder of a link may appeal; None where there is no window."""
    row = held(connection, token)
    return window(edition_of(connection, row.edition_code)) if row.state == "submitted" else None


def lodge(engine: Engine, token: str, text: str) -> None:
    """Lodge an appeal within the window; one at a time waits for its answer."""
    if not text.strip():
        raise Refusal(Text("Escriba en qué se basa la impugnación."))
    if len(text) > text_drafts.LONGEST:
        raise Refusal(
            Text("El texto pasa de {most} caracteres: acórtelo.", most=text_drafts.LONGEST)
        )
    with transaction(engine, NOMINATOR, touches=NOTHING) as connection:
        row = held(connection, token, lock=True)
        call = edition_of(connection, row.edition_code, READ)
        until = window(call) if row.state == "submitted" else None
        if until is None or clock.now() >= until:
            raise Closed(Text("El plazo para impugnar no está abierto."))
        if any(one.answered_at is None for one in _of(connection, row)):
            raise Refusal(Text("Ya hay una impugnación en espera de respuesta."))
        values = {"edition_code": row.edition_code, "nomination_code": row.code}
        values |= {"text": text.strip(), "received_at": clock.now()}
        connection.execute(insert(Appeal), values)
        text_drafts.forget_of(connection, _writer(row))
        connection.log("appeal_lodged", edition=row.edition_code, nomination=row.code)


def answer(
    engine: Engine, viewer: Viewer, edition: str, number: int, outcome: str, text: str
) -> None:
    """Answer an appeal, with its reasons; the nominee reads them, and the minutes say them."""
    if outcome not in APPEAL:
        raise ValueError(f"an appeal has no outcome {outcome}")
    if not text.strip():
        raise Refusal(Text("La respuesta necesita sus motivos."))
    with transaction(engine, viewer.name, touches=NOTHING) as connection:
        overseen(connection, viewer, edition)
        row = connection.execute(
            select(Appeal).filter_by(id=number, edition_code=edition).with_for_update()
        ).first()
        if row is None:
            raise Refusal(Text("No existe esa impugnación."))
        if row.answered_at is not None:
            raise Closed(Text("Esta impugnación ya tiene respuesta: queda como está."))
        values = {"outcome": outcome, "answer": text.strip(), "answered_by": viewer.name}
        own = update(Appeal).where(Appeal.id == number)
        connection.execute(own.values(**values, answered_at=clock.now()))
        connection.log(
            "appeal_answered",
            edition=edition,
            nomination=row.nomination_code,
            ruling=outcome,
            reason=text.strip(),
        )


def of_edition(connection: Connection, viewer: Viewer, edition: str) -> list[Row[Any]]:
    """Return every appeal of an edition, the oldest first, for the secretariat."""
    require_overseer(viewer, edition_of(connection, edition))
    rows = select(Appeal).where(Appeal.edition_code == edition).order_by(Appeal.id)
    return list(connection.execute(rows))


def of_link(connection: Connection, token: str) -> list[Row[Any]]:
    """Return the appeals of the nomination whose link this is, the oldest first."""
    return _of(connection, held(connection, token))


def draft(connection: Connection, token: str) -> Draft:
    """Return what the holder of a link is writing and has not lodged."""
    return text_drafts.read_of(connection, *_writer(held(connection, token)))


def save_draft(engine: Engine, token: str, revision: int, text: str) -> Draft:
    """Save what the holder of a link is writing, over the revision last seen."""
    with transaction(engine, UNLOGGED, touches=NOTHING) as connection:
        row = held(connection, token)
        return text_drafts.save_of(connection, _writer(row), revision, text)


def _writer(row: Row[Any]) -> tuple[str, str]:
    """Return whose draft it is: a nomination's, which no account can be called."""
    return f"{NOMINATOR}:{row.edition_code}/{row.code}", KEY


def _of(connection: Connection, nomination: Row[Any]) -> list[Row[Any]]:
    rows = select(Appeal).filter_by(
        edition_code=nomination.edition_code, nomination_code=nomination.code
    )
    return list(connection.execute(rows.order_by(Appeal.id)))

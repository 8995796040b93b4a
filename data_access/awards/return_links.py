"""The access of a nominator's return link: to which nomination, in which state, until when."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any

from sqlalchemy import Connection, Row, func, select, update

from data_access import clock
from data_access.auth.tokens import hashed
from data_access.awards.edition_rules import criteria_of
from data_access.awards.preconditions import READ, Closed, edition_of, is_frozen
from data_access.language import Text
from data_access.lists import NOMINEE
from data_access.refusal import Forbidden, Refusal
from data_access.tables import Nomination, NominationAnswer

# Letters and digits that are not mistaken for one another.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 5
NEEDED = {
    "title": Text("Nombre de la práctica"),
    "organisation": Text("Organización"),
    "canton_code": Text("Cantón"),
    "summary": Text("Resumen"),
}


NO_LINK = Text("Este enlace no existe o está incompleto: cópielo entero del mensaje.")
CALL_CLOSED = Text("La convocatoria no recibe postulaciones en este momento.")


class IncompleteNomination(Refusal):
    """A draft that lacks something; `parts` names what."""

    def __init__(self, parts: tuple[Text, ...]) -> None:
        super().__init__(
            Text("Falta llenar {count} parte.", "Falta llenar {count} partes.", len(parts))
        )
        self.parts = parts


def require_open(call: Row[Any], grace: dt.datetime | None) -> None:
    """Raise Closed unless the call, or the nomination's own grace, is open at this second."""
    now = clock.now()
    closes = max(call.nominations_close_at, grace or call.nominations_close_at)
    if not is_frozen(call, now) or now >= closes or call.published_at is not None:
        raise Closed(CALL_CLOSED)


def held(connection: Connection, token: str, *, lock: bool = False) -> Row[Any]:
    """Return the nomination behind a return link; raise Forbidden for an unknown link."""
    query = select(Nomination).where(Nomination.token_hash == hashed(token))
    row = connection.execute(query.with_for_update(key_share=True) if lock else query).first()
    if row is None:
        raise Forbidden(NO_LINK)
    return row


def draft(connection: Connection, token: str) -> Row[Any]:
    """Return the draft behind a link, locked, in time to be written.

    Raise Closed if it was submitted or the call is not open.
    """
    known = held(connection, token)
    call = edition_of(connection, known.edition_code, READ)
    row = held(connection, token, lock=True)
    require_open(call, row.grace_until)
    if row.state != "draft":
        raise Closed(Text("La postulación ya se envió: ábrala de nuevo para cambiarla."))
    return row


def own(row: Row[Any]) -> Any:
    """Return an update of this one nomination."""
    return update(Nomination).where(
        Nomination.edition_code == row.edition_code, Nomination.code == row.code
    )


def new_code(connection: Connection, edition: str) -> str:
    """Return a code that discloses nothing, least of all the order of nomination."""
    while True:
        code = "P-" + "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
        known = select(func.count()).where(
            Nomination.edition_code == edition, Nomination.code == code
        )
        if not connection.scalar(known):
            return code


def missing(connection: Connection, row: Row[Any]) -> tuple[Text, ...]:
    """Return what a draft still lacks: fields, and a text on each criterion."""
    found = [label for name, label in NEEDED.items() if not getattr(row, name)]
    admitted = set(edition_of(connection, row.edition_code).nominees.split(";"))
    if not row.kind and admitted < set(NOMINEE):  # a call for all does not depend on it
        found.append(Text("Tipo de organización"))
    written = connection.execute(
        select(NominationAnswer.criterion_code, NominationAnswer.text).filter_by(
            edition_code=row.edition_code, nomination_code=row.code
        )
    )
    texts = {answer.criterion_code: answer.text.strip() for answer in written}
    for criterion in criteria_of(connection, row.edition_code):
        if not texts.get(criterion.code):
            found.append(criterion.title)
    return tuple(found)

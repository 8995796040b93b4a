"""Mail to nominators: their private link, and the outcome of their nomination."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine, select

from data_access import addresses, mail
from data_access.auth import rate_limits
from data_access.auth.link_delivery import Delivery
from data_access.awards import nominations
from data_access.awards.nominations import Started
from data_access.awards.preconditions import edition_of, require_overseer
from data_access.language import Text
from data_access.tables import Nomination
from data_access.transaction import NOTHING, UNLOGGED, transaction
from data_access.viewer import Viewer

LINK = Text("Su postulación: enlace privado")
OUTCOME = Text("Su postulación: revisión de requisitos")


@dataclass(frozen=True)
class Begun:
    """A nomination that was begun, and how its link went out."""

    started: Started
    delivery: Delivery


def begin(engine: Engine, edition: str, contact: str, source: str) -> Begun:
    """Begin a nomination and send its private link, where mail is set.

    `source` is where somebody comes from on the network: too many nominations from there are
    refused. The nomination is stored before the mail goes out, so that one that fails loses
    nothing.
    """
    with transaction(engine, UNLOGGED, touches=NOTHING) as connection:
        rate_limits.count(connection, "nomination", source)
    started = nominations.start(engine, edition, contact)
    return Begun(started, _send_link(started, contact.strip().lower()))


def link_to(token: str) -> str:
    """Return the address of a nomination for whoever holds its link."""
    return f"{addresses.base_url()}/nominate?enlace={token}"


def _send_link(started: Started, contact: str) -> Delivery:
    link = link_to(started.token)
    if not mail.is_set():
        return Delivery(link)
    body = Text(
        "Empezó la postulación {code}. Abra este enlace para seguir escribiéndola, enviarla y "
        "conocer después si cumple los requisitos:\n\n{link}\n\n"
        "El enlace es privado: quien lo tenga puede cambiar la postulación.",
        code=started.code,
        link=link,
    )
    try:
        mail.send(contact, LINK, body)
    except mail.NotSent as problem:
        return Delivery(link, problem=problem.text)
    return Delivery(link, sent=True)


def tell_outcome(engine: Engine, viewer: Viewer, edition: str, nomination: str) -> Text | None:
    """Notify the nominator by mail whether the nomination is eligible, and why not.

    Return None if it went out; otherwise why it did not. The nomination's private page says the
    same in any case.
    """
    with engine.connect() as connection:
        require_overseer(viewer, edition_of(connection, edition))
        row = connection.execute(
            select(Nomination).filter_by(edition_code=edition, code=nomination)
        ).one()
    if not row.contact:
        return Text("No dejó una dirección de correo.")
    if not mail.is_set():
        return Text(
            "El envío de correos no está configurado: avísele a {contact}.", contact=row.contact
        )
    if row.eligible == "SI":
        body = Text(
            "La postulación {code} cumple los requisitos y pasa al jurado.", code=nomination
        )
    else:
        body = Text(
            "La postulación {code} no cumple los requisitos:\n\n{reasons}",
            code=nomination,
            reasons=row.reasons or "",
        )
    try:
        mail.send(row.contact, OUTCOME, body)
    except mail.NotSent as problem:
        return problem.text
    return None

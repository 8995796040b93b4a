"""Delivery of personal links: made, sent where mail is set, and never lost where it fails."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from sqlalchemy import Engine

from data_access import addresses, mail
from data_access.auth import invitations, magic_links
from data_access.clock import TIMEZONE
from data_access.language import Text
from data_access.role_names import role
from data_access.transaction import NOTHING, UNLOGGED, transaction

log = logging.getLogger(__name__)

INVITATION = Text("Invitación al observatorio M4SD Ecuador")
NEW_LINK = Text("Su enlace para entrar al observatorio M4SD Ecuador")


@dataclass(frozen=True)
class Delivery:
    """A link for the inviter: `sent`, or why not (None where no mail is set)."""

    link: str
    sent: bool = False
    problem: Text | None = None


def deliver(engine: Engine, token: str) -> Delivery:
    """Send a new invitation where mail is set; return its link, for the inviter, in any case.

    The invitation is stored before the mail goes out, so that a mail that fails loses nothing.
    """
    link = invitation_link(token)
    if not mail.is_set():
        return Delivery(link)
    with engine.connect() as connection:
        invited = invitations.look(connection, token)
    body = Text(
        "{by} le invita a entrar al Observatorio M4SD Ecuador con el rol: {role}.\n\n"
        "Abra este enlace y haga un clic en «Entrar»:\n\n{link}\n\n"
        "El enlace es personal, sirve una sola vez y vence el {until} (hora de Ecuador). No lo "
        "reenvíe. Si no esperaba esta invitación, no haga nada.",
        by=invited.invited_by,
        role=role(invited.grant),
        link=link,
        until=invited.expires_at.astimezone(TIMEZONE),
    )
    try:
        mail.send(invited.email, INVITATION, body)
    except mail.NotSent as problem:
        return Delivery(link, problem=problem.text)
    return Delivery(link, sent=True)


def invitation_link(token: str) -> str:
    """Return the address that an invited person opens."""
    return f"{addresses.base_url()}/invite/{token}"


def ask_again(engine: Engine, email: str) -> None:
    """Send a new link to somebody who asked for one if that can be done, or else log the request.

    Nothing is disclosed to whoever asked, so that asking does not show who has an account.
    """
    with engine.connect() as connection:
        account = magic_links.account_for(connection, email)
        invited = account is None and magic_links.was_invited(connection, email)
    if account is not None and mail.is_set():
        try:
            _send_again(engine, account, email)
        except mail.NotSent as problem:
            log.warning("a link that was asked for could not be sent: %s", problem)
        else:
            _tell(engine, "link_sent", email)
            return
    if account is not None or invited:
        _tell(engine, "link_requested", email)


def _send_again(engine: Engine, account: int, email: str) -> None:
    with transaction(engine, UNLOGGED, touches=NOTHING) as connection:
        token = magic_links.link_for(connection, account)
        found = magic_links.look(connection, token)
    body = Text(
        "Se pidió un enlace nuevo para entrar al Observatorio M4SD Ecuador como {email}.\n\n"
        "Abra este enlace y haga un clic en «Entrar»:\n\n{link}\n\n"
        "El enlace es personal, sirve una sola vez y vence el {until} (hora de Ecuador). No lo "
        "reenvíe. Si no lo pidió, no haga nada: sin abrirlo nadie entra.",
        email=email,
        link=f"{addresses.base_url()}/enter/{token}",
        until=found.expires_at.astimezone(TIMEZONE),
    )
    mail.send(email, NEW_LINK, body)


def _tell(engine: Engine, kind: str, email: str) -> None:
    with transaction(engine, email, touches=NOTHING) as connection:
        connection.log(kind, email=email)

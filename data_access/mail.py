"""Outgoing mail by SMTP, where it is set: to one person, in both languages, as plain text.

`SMTP_HOST` turns it on; `SMTP_FROM` is the sender. `SMTP_PORT`, `SMTP_USER` and `SMTP_PASSWORD` are
as the server wants them, and `SMTP_SECURITY` is `starttls` unless set otherwise.
"""

from __future__ import annotations

import os
import smtplib
import ssl
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate, make_msgid, parseaddr

from data_access import addresses
from data_access.language import LANGUAGES, Text
from data_access.refusal import Refusal

# How the connection is protected, and the port that is usual for it.
PORTS = {"starttls": 587, "tls": 465, "none": 25}
PATIENCE = 15  # seconds
RULE = "\n\n" + "-" * 20 + "\n\n"


class NotSent(Refusal):
    """A mail that was not sent; `text` says why."""


@dataclass(frozen=True)
class Server:
    """The server that mail goes out by."""

    host: str
    port: int
    security: str
    user: str
    password: str
    sender: str


def is_set() -> bool:
    """Return whether mail is configured to be sent."""
    return bool(os.environ.get("SMTP_HOST"))


def server() -> Server:
    """Return the server of the settings; raise NotSent if something is missing or wrong."""
    given = {key: os.environ.get(f"SMTP_{key}", "") for key in ("HOST", "PORT", "USER", "PASSWORD")}
    security = os.environ.get("SMTP_SECURITY") or "starttls"
    sender = os.environ.get("SMTP_FROM", "")
    if security not in PORTS:
        raise NotSent(Text("SMTP_SECURITY debe ser starttls, tls o none."))
    if given["PORT"] and not given["PORT"].isdecimal():
        raise NotSent(Text("SMTP_PORT debe ser un número, por ejemplo 587."))
    if "@" not in parseaddr(sender)[1]:
        raise NotSent(Text("Falta SMTP_FROM: la dirección desde la que sale el correo."))
    if not addresses.is_set():
        raise NotSent(Text("Falta BASE_URL: sin ella los enlaces no llevarían a ningún lado."))
    port = int(given["PORT"] or PORTS[security])
    return Server(given["HOST"], port, security, given["USER"], given["PASSWORD"], sender)


def written(sender: str, to: str, subject: Text, body: Text) -> EmailMessage:
    """Return a mail in Spanish, with the same in English below."""
    name, address = parseaddr(sender)
    message = EmailMessage(policy=SMTP)
    message["From"] = _address(address, name or "M4SD Ecuador")
    message["To"] = _address(to)
    message["Subject"] = " · ".join(subject.to(language) for language in LANGUAGES)
    message["Date"] = formatdate(localtime=False)
    message["Message-ID"] = make_msgid(domain=address.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(RULE.join(body.to(language) for language in LANGUAGES) + "\n")
    return message


def _address(address: str, name: str = "") -> Address:
    user, _, domain = address.rpartition("@")
    return Address(name, user, domain)


def send(to: str, subject: Text, body: Text) -> None:
    """Send a mail to one address; raise NotSent, which says why it was not sent."""
    by = server()
    try:
        with _connected(by) as connection:
            if by.user:
                connection.login(by.user, by.password)
            connection.send_message(written(by.sender, to, subject, body), to_addrs=[to])
    except smtplib.SMTPAuthenticationError as problem:
        raise NotSent(
            Text("El servidor de correo no aceptó el usuario o la contraseña.")
        ) from problem
    except smtplib.SMTPRecipientsRefused as problem:
        raise NotSent(
            Text("El servidor de correo no aceptó la dirección {to}.", to=to)
        ) from problem
    except (smtplib.SMTPException, OSError, MessageError, ValueError) as problem:
        raise NotSent(
            Text(
                "No se pudo entregar el correo a {host}: {reason}",
                host=f"{by.host}:{by.port}",
                reason=str(problem) or type(problem).__name__,
            )
        ) from problem


def _connected(by: Server) -> smtplib.SMTP:
    """Return a connection protected as the settings ask; raise OSError if that fails."""
    trusted = ssl.create_default_context()
    if by.security == "tls":
        return smtplib.SMTP_SSL(by.host, by.port, timeout=PATIENCE, context=trusted)
    connection = smtplib.SMTP(by.host, by.port, timeout=PATIENCE)
    try:
        if by.security == "starttls":
            connection.starttls(context=trusted)
    except BaseException:
        connection.close()
        raise
    return connection

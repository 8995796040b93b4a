"""People whom an institution signs in (OpenID Connect): which account is theirs, if any.

An account is known by the issuer and the subject of a sign-in. The first time it is found by its
e-mail address, and only if the institution says that it has verified it and answers for it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select

from data_access import clock
from data_access.auth.tokens import sign_in_key
from data_access.language import Text
from data_access.refusal import Refusal
from data_access.tables import Account, Identity
from data_access.transaction import Transaction

# What a sign-in must say of itself; a nonce makes each one different from any other.
NEEDED = ("iss", "sub", "iat", "nonce")
SKEW = dt.timedelta(minutes=5)  # between the institution's clock and ours


@dataclass(frozen=True)
class Claims:
    """What an institution says of somebody who signed in there.

    `email` is None unless it may be believed; `said_email` is only for telling the person.
    """

    issuer: str
    subject: str
    issued_at: dt.datetime
    key: str
    email: str | None
    said_email: str


def claims_in(said: Mapping[str, Any], domains: Collection[str] = ()) -> Claims | None:
    """Return the claims of a sign-in; None if it lacks what would distinguish it from others.

    `domains` are those of the e-mail addresses that the institution may answer for; without any, it
    may for all.
    """
    if any(not said.get(name) for name in NEEDED):
        return None
    issued_at = _moment(said["iat"])
    if issued_at is None:
        return None
    issuer, subject, nonce = (str(said[name]) for name in ("iss", "sub", "nonce"))
    address = str(said.get("email") or "").strip().lower()
    domain = address.rpartition("@")[2]
    believed = said.get("email_verified") is True and (not domains or domain in domains)
    return Claims(
        issuer,
        subject,
        issued_at,
        sign_in_key(issuer, subject, str(said["iat"]), nonce),
        address if believed and address else None,
        address or subject,
    )


def _moment(said: Any) -> dt.datetime | None:
    """Return when a sign-in says it was made; None if that is no moment, or one still to come.

    One from the future would outlive the end of all sessions.
    """
    if isinstance(said, bool) or not isinstance(said, int | float):
        return None
    try:
        moment = dt.datetime.fromtimestamp(said, dt.UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return moment if moment <= clock.now() + SKEW else None


def recognise(connection: Connection, claims: Claims) -> tuple[int, bool]:
    """Return the account of a sign-in, and whether the two have yet to be linked.

    Raise Refusal, which tells the person why there is none and what to do.
    """
    known = connection.execute(
        select(Identity.account_id, Identity.valid_after).filter_by(
            issuer=claims.issuer, subject=claims.subject
        )
    ).first()
    if known is not None:
        if known.valid_after is not None and claims.issued_at < known.valid_after:
            raise Refusal(OVER)
        return known.account_id, False
    if claims.email is None:
        raise Refusal(
            Text(
                "Su institución no confirma que el correo {email} sea suyo, y sin eso no se puede "
                "saber quién es. Pida que lo confirmen, o pida un enlace personal a la "
                "administración. Mientras tanto ve lo que ve el público.",
                email=claims.said_email,
            )
        )
    # Whoever else would link this account waits here, and then finds it linked.
    account = connection.scalar(select(Account.id).filter_by(email=claims.email).with_for_update())
    if account is None:
        raise Refusal(
            Text(
                "Entró con su institución como {email}, pero ese correo aún no tiene acceso aquí. "
                "Pídalo a la administración con ese correo: desde entonces bastará con recargar. "
                "Mientras tanto ve lo que ve el público.",
                email=claims.email,
            )
        )
    linked = connection.execute(
        select(Identity.issuer, Identity.subject).filter_by(account_id=account)
    ).all()
    if (claims.issuer, claims.subject) in [tuple(one) for one in linked]:
        return account, False
    if linked:
        raise Refusal(
            Text(
                "El correo {email} ya entra aquí con otra cuenta institucional. Use esa cuenta, o "
                "avise a la administración si ya no la tiene.",
                email=claims.email,
            )
        )
    return account, True


def link(connection: Transaction, claims: Claims, account: int) -> None:
    """Link a sign-in to an account from now on."""
    connection.execute(
        insert(Identity),
        {
            "account_id": account,
            "issuer": claims.issuer,
            "subject": claims.subject,
            "created_at": clock.now(),
        },
    )
    email = str(claims.email)
    connection.log("identity_linked", actor=email, email=email, issuer=claims.issuer)


OVER = Text("Su sesión terminó. Vuelva a entrar con su institución.")

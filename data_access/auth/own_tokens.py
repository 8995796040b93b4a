"""What a signed-in reader does with the own tokens: list, issue and revoke them."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Engine

from data_access.auth import api_tokens, role_grants
from data_access.auth.api_tokens import OpenToken
from data_access.auth.current_user import CurrentUser
from data_access.language import Text
from data_access.refusal import Forbidden, Refusal
from data_access.tables import ApiToken
from data_access.transaction import NOTHING, transaction
from data_access.viewer import Viewer, reads_beyond_public

DAYS = (7, 30, 90)  # how long one may last; sessions of the same people end within hours
MOST = 10  # in force at once, of an account
LONGEST_NAME = 60
NOT_FOR_YOU = Text("Los tokens son para quien ve más que el público.")


def tokens_of(engine: Engine, here: CurrentUser) -> list[OpenToken]:
    """Return the reader's tokens in force, the newest first."""
    if here.account is None:
        return []
    with engine.connect() as connection:
        return api_tokens.in_force_of(connection, here.account)


def issue(engine: Engine, here: CurrentUser, name: str, days: int) -> str:
    """Return the secret of a new token of the reader, which nobody can read again.

    Raise Refusal for a name or a term that there is not, and for one token too many.
    """
    if here.account is None:
        raise Forbidden(NOT_FOR_YOU)
    label = " ".join(name.split())
    if not label or len(label) > LONGEST_NAME:
        raise Refusal(
            Text("Diga para qué es el token, en a lo sumo {most} letras.", most=LONGEST_NAME)
        )
    if days not in DAYS:
        raise Refusal(Text("Un token vale a lo sumo {most} días.", most=max(DAYS)))
    with transaction(engine, here.viewer.name, touches=NOTHING) as connection:
        # Read anew: a role may have been taken since the page was drawn.
        if not reads_beyond_public(Viewer(role_grants.grants_of(connection, here.account))):
            raise Forbidden(NOT_FOR_YOU)
        if len(api_tokens.in_force_of(connection, here.account)) >= MOST:
            raise Refusal(Text("Ya tiene {most} tokens: anule uno y cree otro.", most=MOST))
        return api_tokens.make(connection, here.account, label, dt.timedelta(days=days))


def revoke(engine: Engine, here: CurrentUser, number: int) -> None:
    """Revoke a token of the reader; raise Refusal if none with this number is in force."""
    if here.account is None:
        raise Forbidden(NOT_FOR_YOU)
    with transaction(engine, here.viewer.name, touches=NOTHING) as connection:
        own = ApiToken.id == number
        if not api_tokens.void(connection, here.account, here.viewer.name, own):
            raise Refusal(Text("Ese token ya no estaba en vigor: no hay nada que anular."))

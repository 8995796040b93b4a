"""What the server does when somebody comes or goes, each in a transaction of its own."""

from __future__ import annotations

from sqlalchemy import Engine, select

from data_access import database
from data_access.database import writing
from data_access.language import Text
from data_access.records import audit, invitations, roles, sessions
from data_access.records.invitations import Invited, Refused
from data_access.records.sessions import Open
from data_access.tables import Account
from data_access.viewer import (
    ADMIN,
    JUROR,
    LEADER,
    MONITOR,
    SECRETARY,
    Grant,
    Viewer,
    sees_exact_people,
)

# The demo's juror and secretary belong to editions and awards that the demo programme brings.
DEMO_GRANTS = {
    "leader": Grant(LEADER, "1308"),
    "juror": Grant(JUROR, "EMP-2026"),
    "secretary": Grant(SECRETARY, "EMPRESAS"),
    "monitor": Grant(MONITOR),
    "administrator": Grant(ADMIN),
}


def is_demo(engine: Engine) -> bool:
    """Whether the database says that it is a demo."""
    with engine.connect() as connection:
        return database.is_demo(connection)


def look(engine: Engine, token: str) -> Invited:
    """What a link invites to; Refused says why it gives nothing."""
    with engine.connect() as connection:
        return invitations.look(connection, token)


def accept(engine: Engine, token: str, browser: str) -> str:
    """Use a link and sign in; the secret for the cookie."""
    with writing(engine) as connection:
        return sessions.start(connection, invitations.accept(connection, token), browser)


def enter_demo(engine: Engine, role: str, browser: str) -> str:
    """Sign in to a demo; Refused on any other database."""
    with writing(engine) as connection:
        if not database.is_demo(connection):
            raise Refused(invitations.NOT_A_DEMO)
        email = f"demo-{role}@example.org"
        token = invitations.invite(connection, email, DEMO_GRANTS[role], "demo")
        return sessions.start(connection, invitations.accept(connection, token), browser)


def sessions_of(engine: Engine, token: str | None) -> tuple[str, list[Open]]:
    """The name and the open sessions of whoever holds a cookie."""
    with engine.connect() as connection:
        name = sessions.viewer_of(connection, token).name
        return name, sessions.open_of(connection, token)


def end(engine: Engine, token: str | None, session: int | None = None) -> None:
    """End the session of a cookie, or another one of the same account."""
    if token is None:
        return
    with writing(engine) as connection:
        if session is None:
            sessions.end(connection, token)
        else:
            sessions.end_own(connection, token, session)


def note_exact_view(engine: Engine, actor: str, page: str, query: dict[str, str]) -> None:
    """Log that somebody looked at exact figures about people."""
    with writing(engine) as connection:
        audit.log(connection, "exact_view", actor, page=page, query=query)


def note_exact_export(
    engine: Engine, actor: str, answer: str, form: str, query: dict[str, str]
) -> None:
    """Log that exact figures about people leave in a file.

    Refused where the reader may no longer see them: a button may be older than a role taken away.
    """
    with writing(engine) as connection:
        account = connection.scalar(select(Account.id).filter_by(email=actor))
        held = frozenset() if account is None else roles.grants_of(connection, account)
        if not sees_exact_people(Viewer(held)):
            raise Refused(Text("Ya no ve cifras exactas: recargue la página."))
        audit.log(connection, "exact_export", actor, answer=answer, format=form, query=query)

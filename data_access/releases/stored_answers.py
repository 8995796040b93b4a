"""The answers of releases as they are stored: each once, read by its key."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from urllib.parse import urlencode

from sqlalchemy import Connection, Engine, delete, func, insert, literal, select
from sqlalchemy.exc import IntegrityError

from data_access import periods
from data_access.answers import Answer
from data_access.releases import codec
from data_access.releases.audience import PUBLIC
from data_access.scope import Scope
from data_access.tables import StoredAnswer
from data_access.transaction import NOTHING, OUTAGES, UNLOGGED, transaction

# Readers may ask for any combination of filters: what is stored of them is bounded.
MOST = 50_000
WITH_TOTALS = "people.count"
PIECE = 500  # keys in one statement
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Key:
    """What an answer is stored under."""

    release: int
    name: str
    audience: str
    scope: str

    @property
    def columns(self) -> dict[str, object]:
        """The same as the columns of the table."""
        return {
            "release_id": self.release,
            "name": self.name,
            "audience": self.audience,
            "scope": self.scope,
        }


def tells_totals(name: str, scope: Scope) -> bool:
    """Return whether an answer tells official totals as soon as they are released."""
    return name == WITH_TOTALS and periods.year_of(scope.start, scope.end) is not None


def text_of(scope: Scope, official: int | None = None) -> str:
    """Return a scope as its key, with the newest official total where the answer depends on it."""
    query = sorted(scope.to_query().items())
    return urlencode(query if official is None else [*query, ("~total", str(official))])


def find(connection: Connection, key: Key, scope: Scope) -> Answer | None:
    """Return the answer stored under a key, by one read of the index; None if there is none."""
    content = connection.scalar(select(StoredAnswer.content).filter_by(**key.columns))
    if content is None:
        return None
    try:
        return codec.unpacked(content, key.name, scope)
    except codec.Unreadable as problem:  # of an earlier version of the application
        log.warning("A stored answer cannot be read: %s", problem)
        return None


def keep(engine: Engine, key: Key, answer: Answer) -> bool:
    """Store an answer unless there are too many or somebody else writes now; return whether it was.

    No reader waits for a writer: an answer not stored today is computed again.
    """
    try:
        with transaction(engine, UNLOGGED, touches=NOTHING, patient=False) as connection:
            own = StoredAnswer.release_id == key.release
            if (connection.scalar(select(func.count()).where(own)) or 0) >= MOST:
                return False
            put(connection, [(key, codec.packed(answer))])
    except (IntegrityError, *OUTAGES):
        return False
    return True


def put(connection: Connection, answers: list[tuple[Key, bytes]]) -> None:
    """Store answers, in place of those under the same keys."""
    for key, _ in answers:
        connection.execute(delete(StoredAnswer).filter_by(**key.columns))
    connection.execute(
        insert(StoredAnswer), [{**key.columns, "content": content} for key, content in answers]
    )


def copy(connection: Connection, name: str, scopes: list[str], before: int, release: int) -> None:
    """Store the public's answers to a question in some scopes as another release has them."""
    own = StoredAnswer.__table__.c
    for at in range(0, len(scopes), PIECE):
        copied = select(literal(release), own.name, own.audience, own.scope, own.content).where(
            own.release_id == before,
            own.name == name,
            own.audience == PUBLIC,
            own.scope.in_(scopes[at : at + PIECE]),
        )
        connection.execute(insert(StoredAnswer).from_select(list(own.keys()), copied))


def stored(connection: Connection, release: int) -> set[Key]:
    """Return the keys of all answers stored of a release."""
    query = select(StoredAnswer.name, StoredAnswer.audience, StoredAnswer.scope)
    rows = connection.execute(query.where(StoredAnswer.release_id == release))
    return {Key(release, *row) for row in rows}

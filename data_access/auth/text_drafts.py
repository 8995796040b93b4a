"""Texts that somebody is writing and has not sent: kept as they are typed, for their writer alone.

A text is named by what it is for ("EMP-2026/reasons"). Sending it empties it, over a new revision,
so that a tab which still shows it is stale.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass

from sqlalchemy import Connection, Engine, insert, select, update

from data_access import clock
from data_access.language import Text
from data_access.refusal import Forbidden, Refusal
from data_access.tables import TextDraft
from data_access.transaction import NOTHING, UNLOGGED, transaction
from data_access.viewer import Viewer

LONGEST = 10_000


@dataclass(frozen=True)
class Draft:
    """A text as it stands; `revision` 0 where nothing was ever typed."""

    text: str | None
    revision: int
    saved_at: dt.datetime | None


class StaleDraft(Refusal):
    """A save over something newer, from another tab or device; `stands` is what is stored."""

    def __init__(self, stands: Draft) -> None:
        super().__init__(
            Text(
                "Esto se cambió en otra pestaña u otro equipo: elija cuál de las dos versiones "
                "queda."
            )
        )
        self.stands = stands


def read(connection: Connection, viewer: Viewer, key: str) -> Draft:
    """Return the viewer's own text under a key; its text is None where there is none."""
    _require_name(viewer)
    return read_of(connection, viewer.name, key)


def save(engine: Engine, viewer: Viewer, key: str, revision: int, text: str) -> Draft:
    """Save a text over the revision last seen (0: none) and return it as it stands.

    The same text again is no conflict. Raise StaleDraft if another tab saved since.
    """
    _require_name(viewer)
    with transaction(engine, UNLOGGED, touches=NOTHING) as connection:
        return save_of(connection, (viewer.name, key), revision, text)


def forget(engine: Engine, viewer: Viewer, key: str) -> None:
    """Empty a text that was sent; a tab that still shows it becomes stale."""
    _require_name(viewer)
    with transaction(engine, UNLOGGED, touches=NOTHING) as connection:
        forget_of(connection, (viewer.name, key))


def read_of(connection: Connection, writer: str, key: str) -> Draft:
    """Return a writer's text, for a verb that knows the writer by other means than an account."""
    row = connection.execute(select(TextDraft).filter_by(writer=writer, key=key)).first()
    return Draft(None, 0, None) if row is None else Draft(row.text, row.revision, row.saved_at)


def save_of(connection: Connection, own: tuple[str, str], revision: int, text: str) -> Draft:
    """Save the text of a writer and key, as `save` does."""
    if len(text) > LONGEST:
        raise Refusal(Text("El texto pasa de {most} caracteres: acórtelo.", most=LONGEST))
    writer, key = own
    locked = select(TextDraft).filter_by(writer=writer, key=key).with_for_update()
    row = connection.execute(locked).first()
    stands = Draft(row.text, row.revision, row.saved_at) if row else Draft(None, 0, None)
    if row is not None and row.text == text:
        return stands
    if stands.revision != revision:
        raise StaleDraft(stands)
    draft = Draft(text, revision + 1, clock.now())
    _store(connection, own, draft)
    return draft


def forget_of(connection: Connection, own: tuple[str, str]) -> None:
    """Empty the text of a writer and key, as `forget` does."""
    stands = read_of(connection, *own)
    if stands.text is not None:
        _store(connection, own, Draft(None, stands.revision + 1, clock.now()))


def _store(connection: Connection, own: tuple[str, str], draft: Draft) -> None:
    writer, key = own
    same = (TextDraft.writer == writer, TextDraft.key == key)
    if not connection.execute(update(TextDraft).where(*same).values(asdict(draft))).rowcount:
        connection.execute(insert(TextDraft), {"writer": writer, "key": key} | asdict(draft))


def _require_name(viewer: Viewer) -> None:
    if not viewer.name:
        raise Forbidden(Text("Esto no está disponible para usted."))

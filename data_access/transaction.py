"""The one way to write: a transaction that logs what was done and moves the data versions.

What readers keep of an answer is kept under the versions of the subjects that it is computed from.
So whoever opens a transaction names the subjects that it touches, and their versions move with the
commit if anything was written. Nothing else in the application moves a version, logs an event or
opens a transaction that writes, except `database.migrate`, which makes the tables for all this.
"""

from __future__ import annotations

import errno
import logging
import secrets
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

from sqlalchemy import Connection, Engine, event, select, update
from sqlalchemy.exc import InterfaceError, OperationalError

from data_access.audit.chain import Entry, append
from data_access.audit.event_kinds import require_fit
from data_access.clock import now
from data_access.database import SUBJECTS, room_for_pages
from data_access.language import Text
from data_access.refusal import NotSaved, Refusal
from data_access.tables import DataVersion

log = logging.getLogger(__name__)
# For `touches`: no answer is computed from what is written, such as accounts, sessions or drafts.
NOTHING: Collection[str] = ()
# For `actor`: what is written needs no event of its own, such as each keystroke of a draft.
UNLOGGED = None


OUTAGES = (OperationalError, InterfaceError, sqlite3.OperationalError)
FULL = Text("No se guardó: el disco del servidor está lleno o no se puede escribir en él.")
BUSY = Text("No se guardó: otro proceso ocupa la base de datos.")
UNREACHABLE = Text("No se guardó: la base de datos no responde.")
KEEP_OPEN = Text(
    "Deje esta página abierta, que conserva lo que escribió, y pruebe otra vez en un momento; si "
    "sigue así, avise a la administración."
)


LOOKING = Text(
    "No se guardó: está viendo las páginas como otra persona. Vuelva a su propia vista para "
    "cambiar algo."
)
_LOOKS_ONLY = "looks_only"


def looks_only(engine: Engine) -> Engine:
    """Return the same engine for somebody who looks at pages as another reader: nothing is
    written.
    """
    return engine.execution_options(**{_LOOKS_ONLY: True})


class Transaction(Connection):
    """A connection in a transaction that writes, with what it has to log and to touch."""

    def __init__(self, engine: Engine, actor: str | None, touches: Collection[str]) -> None:
        if engine.get_execution_options().get(_LOOKS_ONLY):
            raise Refusal(LOOKING)
        super().__init__(engine)
        self.execution_options(writes=True)
        self._actor = actor
        self._touched = _known(touches)
        self._wrote = self._rewrote = False
        self._entries: list[Entry] = []
        event.listen(self, "after_cursor_execute", self._note_write)

    def touch(self, *subjects: str) -> None:
        """Move the versions of these subjects too, where only this part of a write knows them."""
        self._touched |= _known(subjects)
        self._wrote = True

    def log(self, kind: str, /, *, actor: str | None = None, **details: Any) -> None:
        """Add an event at the end, of the transaction's actor unless another is named.

        Raise ValueError for an unknown kind, and for details other than those of its kind.
        """
        actor = self._actor if actor is None else actor
        if actor is None:
            raise ValueError(f"an event {kind!r} of nobody")
        require_fit(kind, details)
        self._wrote = True
        self._entries.append(Entry(now(), kind, actor, details))

    def lock(self) -> None:
        """Keep out every other transaction that touches the same subjects, until this one ends.

        SQLite lets in one writer at a time anyway; there this is an ordinary read.
        """
        self.execute(_versions(self._touched).with_for_update())

    def finish(self) -> None:
        """Move the versions of what was touched; raise RuntimeError for a write without its event.

        A transaction that wrote nothing moves nothing.
        """
        if not self._wrote:
            return
        if self._actor is not None and not self._entries:
            raise RuntimeError(f"{self._actor!r} wrote and no event tells of it")
        stamp = secrets.token_hex(8)
        moved: dict[str, Any] = {"version": DataVersion.version + 1, "stamp": stamp}
        if self._rewrote:
            moved["rewritten"] = stamp
        # In one order, so that two writers never deadlock.
        for subject in sorted(self._touched):
            self.execute(update(DataVersion).where(DataVersion.subject == subject).values(moved))
        # Last: whoever logs waits for this transaction from here on.
        if self._entries:
            append(self, self._entries)

    def _note_write(
        self,
        _connection: object,
        _cursor: object,
        statement: str,
        _given: object,
        context: Any,
        _many: object,
    ) -> None:
        as_text = context.is_text and not statement.lstrip().upper().startswith("SELECT")
        if as_text or context.isinsert or context.isupdate or context.isdelete:
            self._wrote = True
            self._rewrote |= _text_rewrites(statement) if as_text else _rewrites(context)


@contextmanager
def transaction(
    engine: Engine,
    actor: str | None,
    *,
    touches: Collection[str],
    exclusive: bool = False,
    patient: bool = True,
) -> Iterator[Transaction]:
    """Open a transaction that writes: committed whole at the end, or not at all.

    `actor` does what it logs; with UNLOGGED it need log nothing. `touches` are the subjects whose
    answers change, or NOTHING; `exclusive` keeps out every other write that touches them. Who is
    not `patient` gets an OperationalError at once where SQLite's one writer is another.
    """
    # Who would not wait has another way, and nobody needs to read of it.
    with _telling() if patient else nullcontext():
        connection = Transaction(engine, actor, touches)
        connection.execution_options(patient=patient)
        with connection, connection.begin():
            if exclusive:
                connection.lock()
            with room_for_pages(connection) if exclusive else nullcontext():
                yield connection
            connection.finish()


@contextmanager
def rehearsal(engine: Engine, *, touches: Collection[str]) -> Iterator[Transaction]:
    """Open an exclusive transaction whose writes are read and then rolled back."""
    with _telling():
        connection = Transaction(engine, UNLOGGED, touches)
        with connection, connection.begin() as whole:
            connection.lock()
            with room_for_pages(connection):
                yield connection
            whole.rollback()


def is_outage(error: Exception) -> bool:
    """Return whether an error is the database's: locked, lost, or without room."""
    return isinstance(error, OUTAGES)


@contextmanager
def _telling() -> Iterator[None]:
    """Raise NotSaved, and log why, where the database or its disk fails a write."""
    try:
        yield
    except OUTAGES as problem:
        log.exception("a write failed: nothing of it was saved")
        reason = str(getattr(problem, "orig", None) or problem)
        raise NotSaved(_why(reason.lower()), KEEP_OPEN) from problem
    except OSError as problem:
        if problem.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EROFS):
            raise
        log.exception("a write failed: nothing of it was saved")
        raise NotSaved(FULL, KEEP_OPEN) from problem


def _why(problem: str) -> Text:
    if any(sign in problem for sign in ("full", "no space", "readonly", "read-only")):
        return FULL
    return BUSY if "locked" in problem or "timeout" in problem else UNREACHABLE


def _text_rewrites(statement: str) -> bool:
    """Return whether a statement in words may do more than add rows."""
    words = statement.upper().split()
    return words[:2] != ["INSERT", "INTO"] or "CONFLICT" in words


def _rewrites(context: Any) -> bool:
    """Return whether a statement did more to rows that came in by import than add some."""
    statement = context.compiled.statement
    if "import_batch_id" not in statement.table.c:
        return False
    # An insert may say what becomes of a row that is there already.
    return not context.isinsert or statement._post_values_clause is not None


def _known(subjects: Collection[str]) -> set[str]:
    unknown = sorted(set(subjects) - set(SUBJECTS))
    if unknown:
        raise ValueError(f"unknown subjects {unknown}: of {', '.join(SUBJECTS)}")
    return set(subjects)


def _versions(subjects: Collection[str]) -> Any:
    return (
        select(DataVersion.version)
        .where(DataVersion.subject.in_(subjects))
        .order_by(DataVersion.subject)
    )

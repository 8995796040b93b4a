"""Making a release, whole or not at all, and taking one back."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, delete, insert, select, update

from data_access import clock
from data_access.answers import QUESTIONS
from data_access.language import Text
from data_access.refusal import Forbidden, Refusal
from data_access.releases import (
    ahead,
    attempts,
    kept_data,
    standing,
    stored_answers,
    withdrawals,
)
from data_access.releases.kept_data import Kept
from data_access.releases.standing import CURRENT, OLD, TAKEN_BACK, Standing
from data_access.tables import Release, ReleaseSnapshot, Setting, StoredAnswer
from data_access.transaction import NOTHING, transaction
from data_access.viewer import ADMINISTRATOR, Viewer, publishes

# Nobody in person: who is named where a release is made by itself.
BY_ITSELF = Viewer(ADMINISTRATOR.grants, "release")
DUE = "release_due"  # the setting that a migration leaves where data were there before
CODE = "code"  # beside the versions of the data, that of the code that computes answers
COMPUTING = ("answers", "facts", "measures", "snapshot", "tables")
ANSWERS_OF = 7  # newest releases whose stored answers are kept


def make(engine: Engine, viewer: Viewer) -> Standing:
    """Publish the data as they stand to every reader below monitor; return the release.

    Raise Forbidden if the viewer may not, and Refusal if somebody else is at it.
    """
    require(viewer)
    with attempts.attempt(engine, attempts.RELEASE, viewer.name) as own:
        day, kept = clock.today(), kept_data.taken(engine)
        with transaction(engine, viewer.name, touches=NOTHING) as connection:
            before = standing.newest(connection)
            made = _insert(connection, viewer, kept, day)
            own.end(connection, made.number)
            kept_data.keep(connection, made.number, kept)
            withdrawals.followed(connection, kept.versions)
            if before is not None:
                _carry_over(connection, before, made)
            _forget(connection)
            connection.log("released", release=made.number, day=day.isoformat())
    return made


def make_first(engine: Engine) -> Standing | None:
    """Publish data that were there before releases were, unless somebody did; return the release.

    `init --demo` and the start after such a migration come here.
    """
    with engine.connect() as connection:
        if standing.newest(connection) is not None:
            return None
    try:
        return make(engine, BY_ITSELF)
    except attempts.Busy:
        return None


def is_due_at_once(connection: Connection) -> bool:
    """Return whether a migration left data that nobody has published yet."""
    due = connection.scalar(select(Setting.value).where(Setting.key == DUE))
    return due is not None and standing.newest(connection) is None


def take_back(engine: Engine, viewer: Viewer, number: int, reason: str) -> Standing:
    """Take the release in force back, so that readers get the one before; return that one.

    Raise Forbidden if the viewer may not, and Refusal without a reason, if it is not in force, and
    if there is none before.
    """
    require(viewer)
    said = " ".join(reason.split())
    if not said:
        raise Refusal(Text("Diga por qué se retira la publicación: lo leerán quienes den cuenta."))
    with transaction(engine, viewer.name, touches=NOTHING) as connection:
        now = standing.in_force(connection)
        if now is None or now.number != number:
            raise Refusal(Text("La publicación {number} no es la vigente.", number=str(number)))
        query = select(Release.id).where(Release.state == OLD).order_by(Release.id.desc())
        before = connection.scalar(query.limit(1))
        if before is None:
            raise Refusal(
                Text("No hay una publicación anterior a la que volver: corrija y publique otra.")
            )
        own = update(Release)
        taken = {"state": TAKEN_BACK, "reason": said}
        connection.execute(own.where(Release.id == number).values(**taken))
        connection.execute(own.where(Release.id == before).values(state=CURRENT))
        # What was wrong enough to be taken back is not kept.
        for table in (StoredAnswer, ReleaseSnapshot):
            connection.execute(delete(table).where(table.release_id == number))
        connection.log("release_taken_back", release=number, reason=said)
        found = standing.in_force(connection)
    assert found is not None
    return found


def require(viewer: Viewer) -> None:
    """Raise Forbidden if the viewer may not publish."""
    if not publishes(viewer):
        raise Forbidden(Text("Solo el seguimiento del programa o la administración publican."))


@cache
def code_version() -> str:
    """Return what changes with any code that an answer is computed by."""
    root = Path(__file__).parents[1]
    files = [*root.glob("*.py"), *(f for room in COMPUTING for f in (root / room).rglob("*.py"))]
    digest = hashlib.sha256()
    for file in sorted(files):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _insert(connection: Connection, viewer: Viewer, kept: Kept, day: Any) -> Standing:
    current = update(Release).where(Release.state == CURRENT)
    connection.execute(current.values(state=OLD))
    row = {
        "made_at": clock.now(),
        "day": day,
        "made_by": viewer.name,
        "versions": {**kept.versions, CODE: code_version()},
        "checksum": kept.checksum,
        "state": CURRENT,
    }
    number = connection.scalar(insert(Release).returning(Release.id), row)
    return Standing(int(number or 0), row["made_at"], day, viewer.name, CURRENT)


def _carry_over(connection: Connection, before: Standing, made: Standing) -> None:
    """Copy the stored answers of the fixed scopes that cannot have changed since the last release.

    Neither have the data they are computed from, nor the code, nor the day as far as they depend
    on it.
    """
    query = select(Release.versions).where(Release.id == before.number)
    then = connection.scalar(query) or {}
    now = connection.scalar(select(Release.versions).where(Release.id == made.number)) or {}
    if then.get(CODE) != now.get(CODE):
        return
    scopes: dict[str, list[str]] = {}
    for key in ahead.keys(connection, made):
        scopes.setdefault(key.name, []).append(key.scope)
    for name, texts in scopes.items():
        question = QUESTIONS[name]
        same = all(then.get(subject) == now.get(subject) for subject in question.subjects)
        if same and question.clock.floor(before.day) == question.clock.floor(made.day):
            stored_answers.copy(connection, name, texts, before.number, made.number)


def _forget(connection: Connection) -> None:
    """Delete the answers of releases long past, and what was said before this release."""
    newest = select(Release.id).order_by(Release.id.desc()).offset(ANSWERS_OF - 1).limit(1)
    oldest = connection.scalar(newest)
    if oldest is not None:
        connection.execute(delete(StoredAnswer).where(StoredAnswer.release_id < oldest))
    said = (DUE, kept_data.DAMAGED)
    connection.execute(delete(Setting).where(Setting.key.in_(said)))

"""The one place that decides whether an answer is live or released, and gives it.

Monitors and administrators read the rows as they stand. Everybody else reads the release in force,
as of its day: an answer that is stored by its key, another one computed from the data kept with the
release and then stored, never from live rows. Until the first release readers below monitor get
what stands.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable
from dataclasses import dataclass, replace
from functools import partial

from sqlalchemy import Connection, Engine

from data_access import clock, database, official_totals, replica, snapshot
from data_access.answers import QUESTIONS, Answer, Published, ask
from data_access.language import Text
from data_access.releases import kept_data, standing, stored_answers
from data_access.releases.audience import audience, reader_of, reads_live
from data_access.releases.standing import Standing
from data_access.releases.stored_answers import Key, tells_totals
from data_access.scope import Scope, ScopeError
from data_access.viewer import Viewer, clearance, sees_exact_people


@dataclass(frozen=True)
class Basis:
    """What an answer is read from, and as of which day: a release, or the rows as they stand.

    Whatever is cached under `key` and the scope holds for every reader with the same one.
    """

    key: Hashable
    day: dt.date
    release: Standing | None = None
    audience: str = ""
    official: int | None = None


def basis(connection: Connection, name: str, viewer: Viewer, scope: Scope) -> Basis:
    """Return what an answer is read from at this moment.

    Raise ScopeError if a reader of the release may not ask for the scope.
    """
    question = QUESTIONS.get(name)
    if question is None:
        return Basis(clearance(viewer), clock.today())
    live = reads_live(viewer, question, scope)
    release = None if live else standing.in_force(connection)
    if release is None:
        today = clock.today()
        version = database.data_version(connection, *question.subjects)
        known = (clearance(viewer), version, database.is_demo(connection))
        return Basis((*known, question.clock.floor(today)), today)
    question.check(scope)
    question.clamp_scope(viewer, scope, release.day)
    whose = audience(viewer, question, scope, release.day)
    official = official_totals.newest(connection) if tells_totals(name, scope) else None
    return Basis((release.number, whose, official), release.day, release, whose, official)


def answer(
    engine: Engine, name: str, viewer: Viewer, scope: Scope, found: Basis | None = None
) -> Answer:
    """Return the answer `name` as this viewer may see it; `found` is its `basis`, if known.

    Raise ScopeError if the scope is not accepted, or a release does not hold the answer.
    """
    if found is None:
        with engine.connect() as connection:
            found = basis(connection, name, viewer, scope)
    if found.release is None:
        return replica.or_primary(engine, partial(_live, engine, name, viewer, scope, found.day))
    text = stored_answers.text_of(scope, found.official)
    key = Key(found.release.number, name, found.audience, text)
    with engine.connect() as connection:
        told = stored_answers.find(connection, key, scope)
    if told is None:
        told = computed(engine, key, scope, found)
        stored_answers.keep(engine, key, told)
    return replace(told, release=published(found.release))


def _live(engine: Engine, name: str, viewer: Viewer, scope: Scope, day: dt.date) -> Answer:
    subjects = QUESTIONS[name].subjects if name in QUESTIONS else ()
    with snapshot.reading(engine, subjects) as connection:
        return ask(connection, name, viewer, scope, day)


def computed(engine: Engine, key: Key, scope: Scope, found: Basis) -> Answer:
    """Return an answer from the data kept with a release; raise ScopeError if there are none."""
    try:
        with kept_data.opened(engine, key.release, found.official is not None) as connection:
            reader = reader_of(key.audience, scope)
            return ask(connection, key.name, reader, scope, found.day)
    except kept_data.DataGone:
        with engine.connect() as connection:
            last = standing.newest(connection)
        gone = last is None or last.number != key.release
        raise ScopeError(_not_kept(found.day) if gone else UNREADABLE) from None


def day_for(engine: Engine, viewer: Viewer) -> dt.date:
    """Return the day that figures are told as of, which decides the periods a reader may pick."""
    if sees_exact_people(viewer):
        return clock.today()
    with engine.connect() as connection:
        release = standing.in_force(connection)
    return clock.today() if release is None else release.day


def published(release: Standing) -> Published:
    """Return a release as an answer names it."""
    return Published(release.number, release.made_at, release.day)


def _not_kept(day: dt.date) -> Text:
    return Text(
        "Esta combinación no se guardó en la publicación del {day}: elija el país, una provincia o "
        "un cantón del programa, sin filtros, o espere la próxima publicación.",
        day=day,
    )


UNREADABLE = Text(
    "Los datos de la última publicación no se pueden leer, y esta combinación no estaba calculada. "
    "El equipo de seguimiento ya lo sabe; lo arregla publicando otra vez."
)

"""The fixed scopes of a release, computed ahead of whoever asks; begun again where it stopped."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, Engine

from data_access import clock, official_totals
from data_access.answers import ask
from data_access.language import Text
from data_access.releases import attempts, codec, fixed_scopes, kept_data, standing, stored_answers
from data_access.releases.attempts import AHEAD, Attempt
from data_access.releases.audience import PUBLIC
from data_access.releases.standing import Standing
from data_access.releases.stored_answers import Key
from data_access.scope import Scope, ScopeError
from data_access.transaction import NOTHING, UNLOGGED, transaction
from data_access.viewer import VISITOR

TOGETHER = 25  # answers stored in one write
Progress = Callable[[float, Text], None]
Found = list[tuple[Key, bytes]]


def keys(connection: Connection, release: Standing) -> dict[Key, Scope]:
    """Return the keys of the fixed scopes of a release, in the order in which they are computed."""
    official = official_totals.newest(connection)
    found = {}
    for name, scope in fixed_scopes.of(release.day, fixed_scopes.surveys_of(connection)):
        told = official if stored_answers.tells_totals(name, scope) else None
        text = stored_answers.text_of(scope, told)
        found[Key(release.number, name, PUBLIC, text)] = scope
    return found


def fill(engine: Engine, by: str, progress: Progress | None = None) -> int:
    """Compute and store what the release in force does not hold of its fixed scopes; return how
    many answers that were.

    Raise Busy if somebody else is at it, and DataGone if the data kept with it cannot be read.
    """
    say = progress or (lambda _share, _text: None)
    with engine.connect() as connection:
        release = standing.in_force(connection)
        if release is None:
            return 0
        wanted = keys(connection, release)
        for key in stored_answers.stored(connection, release.number):
            wanted.pop(key, None)
    with attempts.attempt(engine, AHEAD, by, release.number) as own:
        found: Found = []
        for at, (key, scope) in enumerate(wanted.items()):
            share = at / len(wanted)
            say(share, Text("Calculando las cifras de siempre"))
            found += _computed(engine, key, scope, release)
            own.advance(share)
            if len(found) >= TOGETHER:
                if not _store(engine, own, found, release):
                    return at  # a newer release has other figures
                found = []
        _store(engine, own, found, release)
        with transaction(engine, UNLOGGED, touches=NOTHING) as connection:
            own.end(connection, release.number)
    say(1.0, Text("Listo"))
    return len(wanted)


def is_filled(connection: Connection, release: Standing) -> bool:
    """Return whether the last one at work on the fixed scopes of a release got through."""
    last = attempts.last(connection, AHEAD)
    done = last is not None and not last.at_work and last.problem is None
    return bool(done and last is not None and last.release_id == release.number)


def share_done(connection: Connection) -> float | None:
    """Return how much of the fixed scopes is computed, if somebody is at it."""
    last = attempts.last(connection, AHEAD)
    return last.share if last is not None and attempts.is_alive(last, clock.now()) else None


def _computed(engine: Engine, key: Key, scope: Scope, release: Standing) -> Found:
    """Return one answer under its key; nothing of a scope that the data do not know."""
    try:
        with kept_data.opened(engine, release.number, "~total" in key.scope) as connection:
            answer = ask(connection, key.name, VISITOR, scope, release.day)
    except ScopeError:
        return []
    return [(key, codec.packed(answer))]


def _store(engine: Engine, own: Attempt, found: Found, release: Standing) -> bool:
    """Store answers, unless the release is no longer in force; return whether it is."""
    with transaction(engine, UNLOGGED, touches=NOTHING) as connection:
        now = standing.in_force(connection)
        if now is None or now.number != release.number:
            return False
        own.hold(connection, 1.0 if not found else 0.99)
        if found:
            stored_answers.put(connection, found)
    return True

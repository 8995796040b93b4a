"""The public figures that some rows would move at the next release, before they are stored.

They are what every reader below monitor would be told, computed in a transaction that is taken
back. A leader is not told of figures about people: whoever could try rows and look would average
the noise of disclosure control away (METHODS §6, rule 9).
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Engine

from data_access import clock, territory
from data_access.answers import QUESTIONS, Answer, ask
from data_access.imports.calls import Source
from data_access.imports.trying import Foreseen, foresee
from data_access.releases.fixed_scopes import PLACES
from data_access.scope import Scope, ScopeError
from data_access.viewer import VISITOR, Viewer

MEASURES = ("registered", "trained", "hired", "fair", "seller", "coworker")
# What pages show first, each a row or few.
HEADLINES: tuple[tuple[str, dict[str, Any]], ...] = (
    *(("people.count", {"measure": measure}) for measure in MEASURES),
    ("hiring.adequate", {}),
    ("hiring.time_to_hire", {}),
    ("hiring.vacancies", {}),
    ("labour.vacancies", {}),
    ("labour.willing", {}),
    ("training.completion", {}),
    ("training.multiplication", {}),
    ("ventures.marketplace", {}),
    ("community.associations", {}),
    ("community.studies", {}),
    ("community.assistance", {}),
)
Told = dict[tuple[str, Scope], Answer]
# Each answer that would move, as it is and as it would be; None where it is not known.
Moves = list[tuple[Answer, Answer]] | None


def moves(engine: Engine, source: Source, viewer: Viewer) -> Moves:
    """Return the public answers that storing rows would move, in the order of the pages."""

    def look(connection: Connection, trial: Foreseen) -> tuple[Told, Told]:
        told = _told(connection, trial)
        before: Told = told if trial.before is None else trial.before[0]
        return before, told

    seen = foresee(engine, source, viewer, look)
    if seen is None:
        return None
    before, after = seen
    return [
        (before[key], after[key])
        for key in after
        if key in before and _rows(before[key]) != _rows(after[key])
    ]


def _told(connection: Connection, trial: Foreseen) -> Told:
    found: Told = {}
    for name, filters in HEADLINES:
        if not set(QUESTIONS[name].subjects) & trial.subjects:
            continue
        for place in PLACES:
            if place != territory.COUNTRY and trial.cantons.isdisjoint(
                {place, *territory.cantons_of(place)}
            ):
                continue
            scope = Scope(place).having(**filters)
            try:
                found[name, scope] = ask(connection, name, VISITOR, scope, clock.today())
            except ScopeError:  # such as a survey that there is not yet
                continue
    return found


def _rows(answer: Answer) -> list[str]:
    return [repr(row) for row in answer.to_json("es")["rows"]]

"""What a write moves and what it changes: data versions, and answers that readers may have kept."""

from __future__ import annotations

import ast
import datetime as dt
import inspect
import json
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from types import ModuleType
from typing import Any, TypeVar

from sqlalchemy import Engine, select

from data_access import clock
from data_access.answers import QUESTIONS, ask
from data_access.refusal import Refusal
from data_access.scope import Scope
from data_access.tables import DataVersion
from data_access.viewer import ADMINISTRATOR, VISITOR
from tests.data_access.auth.registry import functions

Result = TypeVar("Result")
OPENS = {"transaction", "acting"}  # who calls one of these writes
YEAR = {"start": dt.date(2025, 1, 1), "end": dt.date(2026, 1, 1)}


def writes() -> set[str]:
    """Every public function of records and imports that opens a transaction, or whose helper does.

    Only what a module does itself counts: a function that calls a verb of another is its caller.
    """
    return {
        name
        for name, function in functions().items()
        if function.__name__ in _writers(inspect.getmodule(function))
    }


@cache
def _writers(module: ModuleType) -> frozenset[str]:
    tree = ast.parse(inspect.getsource(module))
    calls = {
        node.name: {
            called.func.id
            for called in ast.walk(node)
            if isinstance(called, ast.Call) and isinstance(called.func, ast.Name)
        }
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
    }
    found = {name for name, called in calls.items() if called & OPENS}
    while more := {name for name, called in calls.items() if called & found} - found:
        found |= more
    return frozenset(found)


def versions(engine: Engine) -> dict[str, int]:
    """The version of each subject."""
    with engine.connect() as connection:
        rows = connection.execute(select(DataVersion.subject, DataVersion.version))
        return {row.subject: row.version for row in rows}


def answered(engine: Engine, questions: Iterable[str], edition: str) -> dict[str, str]:
    """What each question answers to who sees most and to who sees least; refusals count too."""
    found = {}
    with engine.connect() as connection:
        for name in questions:
            scope = Scope()
            if "edicion" in QUESTIONS[name].filters:
                scope = scope.having(edicion=edition)
            if name == "indicators.by_group":
                scope = scope.having(indicador="SK-01")
            if name in ("indicators.frozen", "people.count"):
                scope = scope.having(**YEAR)
            for viewer in (ADMINISTRATOR, VISITOR):
                try:
                    told = ask(connection, name, viewer, scope).to_json("es")
                except Refusal as refusal:
                    told = {"refused": str(refusal)}
                found[name] = found.get(name, "") + json.dumps(told, default=str)
    return found


@dataclass
class Watch:
    """Watches verbs at work on an SQLite file: which versions moved, and which answers changed."""

    engine: Engine
    questions: tuple[str, ...]
    edition: str = ""
    moved: dict[str, set[str]] = field(default_factory=dict)
    changed: dict[str, set[str]] = field(default_factory=dict)
    # What was answered after the last verb, and of which state of the database at which minute.
    _last: tuple[dict[str, str], object] = ({}, None)

    def __post_init__(self) -> None:
        self._onlooker = sqlite3.connect(str(self.engine.url.database))

    def _moment(self) -> object:
        """Return what changes with every write of another connection, and each minute."""
        written = self._onlooker.execute("PRAGMA data_version").fetchone()
        return tuple(written), clock.now().replace(second=0, microsecond=0)

    def _before(self) -> dict[str, str]:
        answers, moment = self._last
        if moment == self._moment() and answers.keys() >= set(self.questions):
            return answers
        return answered(self.engine, self.questions, self.edition)

    def __call__(self, verb: str, act: Callable[[], Result]) -> Result:
        """Do it, and keep what it moved and changed, together with what this verb did before."""
        counts, answers = versions(self.engine), self._before()
        result = act()
        now, after = versions(self.engine), answered(self.engine, self.questions, self.edition)
        self._last = after, self._moment()
        moved = {subject for subject in now if now[subject] != counts[subject]}
        changed = {name for name in after if after[name] != answers[name]}
        self.moved.setdefault(verb, set()).update(moved)
        self.changed.setdefault(verb, set()).update(changed)
        stale = {name for name in changed if not moved & set(QUESTIONS[name].subjects)}
        assert not stale, f"{verb} changes {sorted(stale)}, and readers keep the old ones"
        return result

    def idle(self) -> dict[str, Any]:
        """Subjects that a verb moved although no answer changed of those that depend on them."""
        return {
            verb: idle
            for verb, moved in self.moved.items()
            if (
                idle := {
                    subject
                    for subject in moved
                    if not any(subject in QUESTIONS[n].subjects for n in self.changed[verb])
                }
            )
        }

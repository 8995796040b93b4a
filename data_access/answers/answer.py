"""The answer to a question, and the registry of questions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Connection

from data_access import clock, periods
from data_access.answers.columns import (
    AnswerColumn,
    ColumnError,
    Columns,
    Kind,
    names_of,
    require_declared,
)
from data_access.answers.frames import records
from data_access.answers.lookups import one_question
from data_access.answers.publication_rules import Rule
from data_access.answers.shared_columns import SCOPE_COLUMNS
from data_access.language import Text
from data_access.measures.figures import Figure, SampleErrors
from data_access.periods import Clock
from data_access.scope import Scope, ScopeError
from data_access.viewer import Viewer, sees_exact_people

COUNTED = (Kind.PEOPLE, Kind.COUNT, Kind.ORDINAL, Kind.HOUR)
COUNTED_UNITS = ("persons", "n", "posts", "days")
# The attributes of a person that may be asked for.
PERSONAL = frozenset({"sexo", "grupo_edad", "nacionalidad", "situacion", "ciuo2", "canal"})


@dataclass(frozen=True)
class Source:
    """The source of figures: a survey or register, as of a date, with its import batches."""

    name: Text
    as_of: dt.date | None
    batches: tuple[int, ...]


@dataclass(frozen=True)
class Withheld:
    """How many rows were withheld, and why: "few", "not_published" or "unknown"."""

    reason: str
    rows: int


@dataclass(frozen=True)
class Definition:
    """What a figure means, how it is computed and where that is specified.

    A formula with words in it is a Text; two spaces after a semicolon begin another equation.

    `method` states what the formula leaves out of the computation, `limits` what the figure does
    not show, `rules` what withholds it, `dated` the date that a period filters on, `provisional`
    what the programme has yet to ratify. The methods page prints all of it.
    """

    meaning: Text
    formula: str | Text
    reference: Text
    method: tuple[Text, ...] = ()
    limits: tuple[Text, ...] = ()
    rules: tuple[Rule, ...] = ()
    dated: Text | None = None
    provisional: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Published:
    """The release that an answer was told from: its number, when it was made (UTC), and its day."""

    number: int
    at: dt.datetime
    day: dt.date

    def to_json(self) -> dict[str, Any]:
        """Return the release in the format of INTERFACE."""
        return {"number": self.number, "at": self.at.isoformat(), "day": self.day.isoformat()}


@dataclass(frozen=True)
class Answer:
    """Figures with their source, definition, notes and what was withheld.

    `frame` is flat, holds codes and never labels, and has passed disclosure control: what it does
    not show cannot be derived from it. `n` counts what the figures rest on (companies or people).
    """

    name: str
    scope: Scope
    definition: Definition
    frame: pd.DataFrame
    as_of: dt.date | None = None
    estimate_type: str = "count"
    n: int | None = None
    sources: tuple[Source, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    notes: tuple[Text, ...] = ()
    synthetic: bool = False
    adjusted: bool = False  # figures about people carry disclosure control's noise
    # How the rows of a survey err together, for comparisons; never shown.
    errors: SampleErrors | None = field(default=None, repr=False, compare=False)
    # What comparisons test of each row, where its columns do not say it; never shown.
    evidence: tuple[Figure | None, ...] = field(default=(), repr=False, compare=False)
    release: Published | None = None  # None where live

    def to_json(self, language: str) -> dict[str, Any]:
        """Return the answer in the format of INTERFACE, ready for `json.dumps`."""
        return {
            "name": self.name,
            "definition": self.definition.meaning.to(language),
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "estimate_type": self.estimate_type,
            "n": self.n,
            "synthetic": self.synthetic,
            "release": self.release and self.release.to_json(),
            "sources": [
                {
                    "name": source.name.to(language),
                    "as_of": source.as_of.isoformat() if source.as_of else None,
                    "batches": list(source.batches),
                }
                for source in self.sources
            ],
            "withheld": [{"reason": w.reason, "rows": w.rows} for w in self.withheld],
            "notes": [note.to(language) for note in self.notes],
            "rows": self._plain_rows(),
        }

    def rows(self) -> list[dict[str, Any]]:
        """Return the rows by the names of their columns, as Python's own values."""
        return records(self.frame)

    def _plain_rows(self) -> list[dict[str, Any]]:
        """Return the rows as JSON represents them: what is counted is a whole number."""
        known = QUESTIONS.get(self.name)
        kinds = {column.name: column.kind for column in known.columns} if known else {}

        def cell(name: str, row: Mapping[Any, Any]) -> Any:
            value = plain(row[name])
            if not isinstance(value, float) or not value.is_integer():
                return value
            kind = kinds.get(name)
            whole = kind in COUNTED or (kind is Kind.IN_UNIT and row.get("unit") in COUNTED_UNITS)
            return int(value) if whole else value

        return [{name: cell(name, row) for name in row} for row in self.rows()]


def plain(value: Any) -> Any:
    """Return a cell as JSON represents it: numpy numbers as numbers, missing values as None."""
    if value is None or (not isinstance(value, list | tuple | str) and pd.isna(value)):
        return None
    if isinstance(value, dt.date):
        return value.isoformat()
    return value.item() if isinstance(value, np.generic) else value


Answering = Callable[[Connection, Viewer, Scope], Answer]


@dataclass(frozen=True)
class Question:
    """A question: its name and title, what it depends on and which scopes it accepts.

    The answer depends on the data of `subjects`, and on the day of asking as `clock` declares.
    `columns` are those of its rows in their order, dimensions that are there only when asked for
    apart: they are declared once for all questions.
    """

    name: str
    definition: Definition
    subjects: tuple[str, ...]
    answering: Answering
    title: Text
    columns: Columns
    by: frozenset[str] = frozenset()
    filters: frozenset[str] = frozenset()
    periods: bool = False
    max_by: int = 2
    clock: Clock = Clock.DAY

    def __post_init__(self) -> None:
        """Raise ColumnError if the columns are inconsistent, or a dimension or filter has none."""
        require_declared(self.name, self.columns, self.by | self.filters, SCOPE_COLUMNS)

    def column(self, name: str) -> AnswerColumn:
        """Return a column of this question's rows; raise ColumnError if nobody declared it."""
        own = next((column for column in self.columns if column.name == name), None)
        if own is not None:
            return own
        if name in self.by:
            return SCOPE_COLUMNS[name]
        raise ColumnError(f"{self.name} declares no column {name}")

    def frame(self, rows: Sequence[dict[str, Any]], scope: Scope) -> pd.DataFrame:
        """Return rows as a frame of this question's columns, in their order.

        Dimensions asked for apart follow those that are always there. Raise ColumnError if a row
        has a column that nobody declared.
        """
        names = names_of(self.columns)
        always = [at for at, name in enumerate(names, 1) if name in {"territory", *self.by}]
        at = max(always, default=0)
        names[at:at] = [name for name in dict.fromkeys(scope.by) if name not in names]
        for name in {name: None for row in rows for name in row}:
            if name not in names:
                raise ColumnError(f"{self.name} has a row with the column {name}")
        return pd.DataFrame(list(rows), columns=names)

    def check(self, scope: Scope) -> None:
        """Raise ScopeError if the scope asks for what this question does not accept."""
        for kind, asked, known in (
            (Text("desglose"), set(scope.by), self.by),
            (Text("filtro"), {key for key, _ in scope.filters}, self.filters),
        ):
            for part in sorted(asked - known):
                raise ScopeError(
                    Text(
                        "{name} no admite el {kind} «{part}»; admite: {known}.",
                        name=self.name,
                        kind=kind,
                        part=part,
                        known=", ".join(sorted(known)) or "—",
                    )
                )
        if len(scope.by) > self.max_by:
            raise ScopeError(Text("Pida a lo sumo {count} desgloses a la vez.", count=self.max_by))
        if (scope.start or scope.end) and not self.periods:
            raise ScopeError(
                Text(
                    "{name} no admite un período: elija una encuesta o una edición.", name=self.name
                )
            )

    def clamp_scope(self, viewer: Viewer, scope: Scope, now: dt.date) -> Scope:
        """Return the scope as this viewer gets it; raise ScopeError if it could single people out.

        METHODS §6, rule 6: below monitor closed periods, and one filter on what people are beside
        two dimensions.
        """
        personal = [key for key, _ in scope.filters if key in PERSONAL]
        if about_people(self.name) and len(personal) > 1 and not sees_exact_people(viewer):
            raise ScopeError(
                Text("Para proteger a las personas, pida a lo sumo un filtro sobre sus atributos.")
            )
        if not self.periods:
            return scope
        if not about_people(self.name):
            # Studies, policies and awards single nobody out: theirs are published up to this day.
            periods.require_allowed(viewer, scope, now)
            return scope
        return periods.clamp_scope(viewer, scope, now)


QUESTIONS: dict[str, Question] = {}
# Subjects without people on the move; a question on any other subject is about people.
WITHOUT_PEOPLE = frozenset({"territory", "labour", "community", "batches", "awards", "indicators"})


def about_people(name: str) -> bool:
    """Return whether an answer's figures may be about people, so that exact ones are logged."""
    return name not in QUESTIONS or not set(QUESTIONS[name].subjects) <= WITHOUT_PEOPLE


def question(
    name: str,
    definition: Definition,
    subjects: tuple[str, ...],
    *,
    title: Text,
    columns: Columns,
    **rules: Any,
) -> Callable[[Answering], Answering]:
    """Register a function as the answer `name`, which depends on the data of `subjects`.

    Raise ColumnError if its columns are not declared as they must be. Unless `clock` says
    otherwise, answers about people in a period depend on the quarter, since below monitor they end
    with the last one that is over, and others not on the day at all.
    """
    in_quarters = rules.get("periods") and not set(subjects) <= WITHOUT_PEOPLE
    rules.setdefault("clock", Clock.QUARTER if in_quarters else Clock.NEVER)

    def register(answering: Answering) -> Answering:
        for key in ("by", "filters"):
            if key in rules:
                rules[key] = frozenset(rules[key])
        QUESTIONS[name] = Question(name, definition, subjects, answering, title, columns, **rules)
        return answering

    return register


def withheld_in(frame: pd.DataFrame) -> tuple[Withheld, ...]:
    """Return the reasons in a frame's `flag` column, with how many rows each withholds."""
    counts = frame["flag"].value_counts()
    return tuple(
        Withheld(reason, int(counts[reason]))
        for reason in ("few", "not_published", "unknown")
        if reason in counts.index
    )


def ask(
    connection: Connection,
    name: str,
    viewer: Viewer,
    scope: Scope,
    today: dt.date | None = None,
) -> Answer:
    """Return the answer `name` as this viewer may see it on a day, by default the present one.

    Raise ScopeError if the scope is not accepted. Nothing below reads the clock: a question finds
    the day in its scope, as far as it declares that it depends on it.
    """
    question = QUESTIONS.get(name)
    if question is None:
        raise ScopeError(
            Text(
                "No existe la respuesta «{name}»: hay {known}.",
                name=name,
                known=", ".join(sorted(QUESTIONS)),
            )
        )
    question.check(scope)
    day = clock.today() if today is None else today
    told = replace(question.clamp_scope(viewer, scope, day), asked_on=question.clock.floor(day))
    with one_question():
        answer = replace(question.answering(connection, viewer, told), scope=scope)
    for column in answer.frame.columns:
        question.column(column)  # raises for an undeclared column
    return answer

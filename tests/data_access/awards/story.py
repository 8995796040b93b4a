"""An edition as people run it, step by step, under a clock that tests can set."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sqlalchemy import Engine, insert, select

from data_access import clock
from data_access.auth import current_user, sign_in
from data_access.awards import (
    assigning,
    conflicts,
    editions,
    jurors,
    nominations,
    scoring,
    submitting,
)
from data_access.awards.edition_rules import Rules
from data_access.awards.rubrics import ready
from data_access.awards.scoring import ScoreEntry
from data_access.tables import AuditEvent, Juror, Nomination, NominationAnswer
from data_access.viewer import Grant, Viewer
from tests.writing import writing

EDITION = "EMP-2030"
START = dt.datetime(2030, 3, 1, 9, tzinfo=clock.TIMEZONE)
DAY = dt.timedelta(days=1)
SECRETARY = Viewer(frozenset({Grant("secretary", "EMPRESAS")}), "secretaria@example.org")
OTHER_SECRETARY = Viewer(frozenset({Grant("secretary", "ENTIDADES")}), "otra@example.org")
RULES = Rules(
    "Premio municipal 2030",
    START,
    START + 20 * DAY,
    START + 40 * DAY,
    jurors_target=3,
)
CRITERIA = tuple(criterion.code for criterion in ready("EMPRESAS").criteria)


class Clock:
    """The moment that every verb takes for now."""

    def __init__(self, monkeypatch: Any) -> None:
        self.at = START
        monkeypatch.setattr(clock, "now", lambda: self.at)

    def go(self, moment: dt.datetime) -> None:
        self.at = moment


class Now:
    """The clock of the wall, where no test moves time."""

    @property
    def at(self) -> dt.datetime:
        return clock.now()

    def go(self, moment: dt.datetime) -> None:
        """Time goes by itself."""


@dataclass
class Story:
    """An edition of EMPRESAS and the people in it."""

    engine: Engine
    clock: Clock | Now
    secretary: Viewer = SECRETARY
    edition: str = EDITION
    tokens: dict[str, str] = field(default_factory=dict)
    seats: dict[str, Viewer] = field(default_factory=dict)
    nominated: list[str] = field(default_factory=list)

    def open(self, rules: Rules = RULES) -> None:
        editions.make(self.engine, self.secretary, "EMPRESAS", self.edition, rules)
        editions.open_call(self.engine, self.secretary, self.edition)

    def draft(self, name: str = "Práctica") -> str:
        """A whole draft; its code."""
        started = nominations.start(self.engine, self.edition, "postula@example.org")
        fields = {"title": name, "organisation": f"Organización {name}", "canton_code": "1308"}
        nominations.save(self.engine, started.token, 0, {**fields, "summary": "Contrata."})
        for criterion in CRITERIA:
            nominations.save_answer(
                self.engine, started.token, criterion, 0, f"{name}: {criterion}"
            )
        self.tokens[started.code] = started.token
        return started.code

    def nominate(self, name: str = "Práctica") -> str:
        """A nomination handed in and found eligible, laid straight into the tables; its code."""
        code = f"P-{len(self.tokens) + len(self.nominated):03}"
        self.nominated.append(code)
        key = {"edition_code": self.edition, "nomination_code": code}
        with writing(self.engine) as connection:
            fields = {"title": name, "organisation": f"Organización {name}", "canton_code": "1308"}
            own = {"edition_code": self.edition, "code": code, "eligible": "SI"}
            connection.execute(insert(Nomination), {**own, **fields, "summary": "Contrata."})
            texts = [
                key | {"criterion_code": c, "text": f"{name}: {c}", "revision": 1} for c in CRITERIA
            ]
            saved = {"saved_at": self.clock.at}
            connection.execute(insert(NominationAnswer), [text | saved for text in texts])
        return code

    def seat(self, email: str) -> str:
        """A juror who accepted the invitation; the code."""
        invited = jurors.invite(self.engine, self.secretary, self.edition, email)
        cookie = sign_in.accept(self.engine, invited.token, "test")
        self.seats[invited.code] = current_user.arrive(self.engine, cookie, None, "").viewer
        return invited.code

    def fill(
        self, nominations: int = 3, seats: int = 3, rules: Rules = RULES
    ) -> tuple[list[str], list[str]]:
        """An open edition with nominations and jurors, drawn and declared; codes of both."""
        self.open(rules)
        codes = [self.nominate(f"Práctica {i}") for i in range(nominations)]
        readers = [self.seat(f"j{i}@example.org") for i in range(seats)]
        self.draw()
        for reader in readers:
            self.declare(reader)
        self.clock.go(RULES.nominations_close_at)
        return sorted(codes), sorted(readers)

    def draw(self) -> assigning.Proposal:
        """Accept what is proposed; the proposal."""
        with self.engine.connect() as connection:
            found = assigning.propose(connection, self.secretary, self.edition)
        assigning.accept(self.engine, self.secretary, self.edition, found)
        return found

    def declare(self, reader: str) -> None:
        from data_access.awards import juror_tasks

        with self.engine.connect() as connection:
            own = juror_tasks.mine(connection, self.seats[reader], self.edition)
        for task in own:
            if not task.declared:
                conflicts.declare_none(
                    self.engine, self.seats[reader], self.edition, task.nomination
                )

    def score(self, reader: str, nomination: str, values: Iterable[int | None]) -> None:
        """Fill a sheet from the beginning."""
        for criterion, value in zip(CRITERIA, values, strict=True):
            entry = ScoreEntry(None if value is None else Decimal(value), value is None)
            scoring.save(
                self.engine,
                self.seats[reader],
                self.edition,
                nomination,
                scoring.ScoreChange(criterion, entry),
            )

    def hand_in(self, reader: str, nomination: str, values: Iterable[int | None]) -> None:
        self.score(reader, nomination, values)
        submitting.submit(self.engine, self.seats[reader], self.edition, nomination)

    def log(self, kind: str | None = None) -> list[Any]:
        with self.engine.connect() as connection:
            rows = connection.execute(select(AuditEvent).order_by(AuditEvent.id)).all()
        return [row for row in rows if kind in (None, row.kind)]

    def readers(self) -> list[str]:
        with self.engine.connect() as connection:
            return list(connection.execute(select(Juror.code)).scalars())

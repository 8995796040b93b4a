"""What stands after a kill, held against what was said to be done."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine, func, select

from data_access import record_keys
from data_access.audit import chain
from data_access.awards import juror_tasks
from data_access.releases import verifying
from data_access.tables import (
    Application,
    AuditEvent,
    ImportBatch,
    Person,
    Release,
    ReleaseSnapshot,
)
from tests.kills.worker import EVA, JUROR, NOMINATION, PEOPLE
from tests.stress.jury import EDITION

Said = tuple[str, str, dict[str, Any]]


@dataclass
class Ledger:
    """All that was ever said to be done, and how often."""

    scores: dict[str, dict[str, Any]] = field(default_factory=dict)
    batches: set[int] = field(default_factory=set)
    undone: set[int] = field(default_factory=set)
    withdrawn: set[str] = field(default_factory=set)
    release: int = 0
    acknowledged: dict[str, int] = field(default_factory=dict)

    def take(self, said: Said) -> None:
        """Enter what was done."""
        _, act, about = said
        self.acknowledged[act] = self.acknowledged.get(act, 0) + 1
        if act == "save":
            self.scores[about["criterion"]] = about
        elif act == "import":
            self.batches.add(about["batch"])
        elif act == "undo":
            self.undone.add(about["batch"])
        elif act == "withdraw":
            self.withdrawn.add(about["code"])
        elif act == "release":
            self.release = about["number"]

    def judge(self, engine: Engine, begun: Said | None) -> list[str]:
        """Return what is lost, half or not whole; `begun` may have been done or not.

        What was done of it is taken for done from here on.
        """
        act, about = (begun[1], begun[2]) if begun else ("", {})
        found = [*self._scores(engine, act, about), *self._rows(engine, act, about)]
        found += self._releases(engine, act)
        with engine.connect() as connection:
            verdict, strangers = chain.verify(connection), record_keys.wrong(connection)
        if not verdict.whole or strangers:
            found.append(f"check-data: {verdict}, {strangers} keys")
        return found

    def _scores(self, engine: Engine, act: str, about: dict[str, Any]) -> list[str]:
        with engine.connect() as connection:
            own = juror_tasks.own_sheet(connection, JUROR, EDITION, NOMINATION)
        if act == "save":
            entry = own.entries.get(about["criterion"])
            if entry is not None and entry.comment == about["comment"]:
                revision = own.revisions[about["criterion"]]
                self.scores[about["criterion"]] = {**about, "revision": revision}
        lost = []
        for criterion, saved in self.scores.items():
            entry = own.entries.get(criterion)
            stands = (
                entry and int(entry.value or 0),
                entry and entry.comment,
                own.revisions.get(criterion),
            )
            if stands != (saved["level"], saved["comment"], saved["revision"]):
                lost.append(f"LOST score {criterion}: {stands} for {saved}")
        return lost

    def _rows(self, engine: Engine, act: str, about: dict[str, Any]) -> list[str]:
        found = []
        with engine.connect() as connection:
            own = select(ImportBatch.id, ImportBatch.undone_at)
            batches = dict(connection.execute(own.where(ImportBatch.author == EVA.name)).all())
            if act == "import":
                self.batches |= batches.keys() - self.batches
            if act == "undo" and batches.get(about["batch"]) is not None:
                self.undone.add(about["batch"])
            gone = set(
                connection.scalars(select(Person.code).where(Person.withdrawn_on.is_not(None)))
            )
            if act == "withdraw" and about["code"] in gone:
                self.withdrawn.add(about["code"])
            if gone != self.withdrawn:
                found.append(f"LOST or half withdrawals: {gone ^ self.withdrawn}")
            if batches.keys() != self.batches:
                found.append(f"LOST or unknown batches: {batches.keys() ^ self.batches}")
            told = [
                details["batch"]
                for details in connection.scalars(
                    select(AuditEvent.details).where(AuditEvent.kind == "imported")
                )
            ]
            if sorted(told) != sorted(batches):
                found.append("the log tells of other imports than there are")
            rows = {}
            for table in (Person, Application):
                counted = select(table.import_batch_id, func.count()).group_by("import_batch_id")
                rows[table] = dict(connection.execute(counted).all())
            theirs = select(Person.import_batch_id, func.count()).group_by("import_batch_id")
            theirs = theirs.where(Person.withdrawn_on.is_not(None))
            withdrawn = dict(connection.execute(theirs).all())
        for batch, undone in batches.items():
            if (undone is not None) != (batch in self.undone):
                found.append(f"LOST undo of {batch}")
            left = withdrawn.get(batch, 0)
            people, stages = (rows[table].get(batch, 0) for table in (Person, Application))
            if people - left != stages:
                found.append(f"HALF batch {batch}: {people} people, {left} gone, {stages} stages")
            if (people != PEOPLE) if undone is None else stages:
                found.append(f"HALF batch {batch}, undone {undone}: {people} and {stages}")
        return found

    def _releases(self, engine: Engine, act: str) -> list[str]:
        with engine.connect() as connection:
            states = dict(connection.execute(select(Release.id, Release.state)).all())
            kept = set(connection.scalars(select(ReleaseSnapshot.release_id)))
        newest = max(states, default=0)
        found = []
        if newest < self.release or (newest > self.release and act != "release"):
            found.append(f"LOST release: {newest} for {self.release}")
        current = [number for number, state in states.items() if state == "current"]
        if states and (current != [newest] or kept != {newest}):
            found.append(f"HALF release {newest}: current {current}, kept {kept}")
        if newest != self.release or act == "release":
            verdict = verifying.verify(engine)
            if verdict is not None and not verdict.whole:
                found.append(f"check-data: {verdict}")
        self.release = newest
        return found

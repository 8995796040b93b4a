"""A juror who types without a pause in two tabs, and remembers what was shown as saved."""

from __future__ import annotations

import time
from collections.abc import Collection
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

from sqlalchemy import Engine, func, select

from data_access.awards import juror_tasks, scoring, submitting
from data_access.awards.preconditions import Stale
from data_access.awards.scoring import ScoreEntry
from data_access.database import engine_for
from data_access.tables import AuditEvent, ScoreSheet
from data_access.viewer import Viewer
from tests.stress.jury import CRITERIA, EDITION

Field = tuple[str, str]  # nomination, criterion


@dataclass
class Written:
    """What one juror was told is saved, and how long that took (seconds each)."""

    juror: str
    last: dict[Field, tuple[int, ScoreEntry]] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)
    saves: int = 0
    stale: int = 0
    submitted: int = 0
    took: list[float] = field(default_factory=list)


def write(engine: Engine, viewer: Viewer, seed: int, seconds: float) -> Written:
    """Save fields at random for some seconds, as two tabs that know of each other's saves late."""
    chance, found = Random(seed), Written(viewer.name)
    with engine.connect() as connection:
        names = [task.nomination for task in juror_tasks.mine(connection, viewer, EDITION)]
    found.versions = dict.fromkeys(names, 1)
    tabs: list[dict[Field, int]] = [{}, {}]
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        spot = chance.choice(names), chance.choice(CRITERIA)
        tab = chance.choice(tabs)
        comment = "".join(chance.choices("áéí xyz", k=chance.randrange(40)))
        entry = ScoreEntry(Decimal(chance.randint(1, 5)), comment=comment)
        nomination, criterion = spot
        change = scoring.ScoreChange(criterion, entry, tab.get(spot, 0))
        began = time.monotonic()
        try:
            saved = scoring.save(engine, viewer, EDITION, nomination, change)
        except Stale as told:
            known = found.last.get(spot)
            # What the stale tab is shown must be what was last shown as saved.
            assert known == (told.revision, told.stored), (spot, known, told.stored)
            tab[spot] = told.revision
            found.stale += 1
            continue
        found.took.append(time.monotonic() - began)
        tab[spot] = saved.revision
        # The same content again is no new save: its revision stays and the log has no second event.
        found.saves += saved.revision != found.last.get(spot, (0, entry))[0]
        found.last[spot] = saved.revision, entry
        whole = all((spot[0], criterion) in found.last for criterion in CRITERIA)
        if whole and chance.random() < 0.02:
            _hand_in_and_correct(engine, viewer, spot[0], found, tabs)
    return found


def write_at(url: str, viewer: Viewer, seed: int, seconds: float) -> Written:
    """`write` in a process of its own, with connections of its own."""
    engine = engine_for(url)
    engine.dispose(close=False)
    return write(engine, viewer, seed, seconds)


def _hand_in_and_correct(
    engine: Engine, viewer: Viewer, name: str, found: Written, tabs: list[dict[Field, int]]
) -> None:
    """Hand a sheet in and open it again: each field's revisions begin anew, at 1."""
    submitting.submit(engine, viewer, EDITION, name)
    found.versions[name] = submitting.reopen(engine, viewer, EDITION, name)
    found.submitted += 1
    for criterion in CRITERIA:
        spot = name, criterion
        found.last[spot] = 1, found.last[spot][1]
        for tab in tabs:
            tab[spot] = 1


def lost(engine: Engine, viewer: Viewer, written: Written) -> list[str]:
    """Every field that does not stand as its juror was last told."""
    found = []
    with engine.connect() as connection:
        for (name, criterion), (revision, entry) in written.last.items():
            own = juror_tasks.own_sheet(connection, viewer, EDITION, name)
            stands = own.revisions.get(criterion), own.entries.get(criterion)
            if stands != (revision, entry) or own.version != written.versions[name]:
                found.append(f"{viewer.name} {name} {criterion}: {stands} for {(revision, entry)}")
    return found


def events(engine: Engine, kind: str, actors: Collection[str]) -> int:
    """How many events of a kind the log holds of some people."""
    with engine.connect() as connection:
        query = select(func.count()).select_from(AuditEvent).filter_by(kind=kind)
        query = query.where(AuditEvent.actor.in_(actors))
        return int(connection.scalar(query) or 0)


def submitted_sheets(engine: Engine) -> int:
    """How many versions were handed in."""
    with engine.connect() as connection:
        query = select(func.count()).where(ScoreSheet.submitted_at.is_not(None))
        return int(connection.scalar(query) or 0)

"""Data of the demo's awards in no file: rubrics, dossiers, the demo juror's sheets, decisions."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from random import Random

from sqlalchemy import Connection, Engine, insert, select, update

from data_access import clock
from data_access.awards import conflicts, deciding, scoring, submitting
from data_access.awards.deciding import Distinguished
from data_access.awards.edition_rules import texts_of
from data_access.awards.rubrics import ready
from data_access.awards.scoring import ScoreEntry
from data_access.demo.demo_awards import DEMO_SEAT, OPEN, OWN
from data_access.demo.demo_awards_story import ANSWERS, COMPANIES, REASONS
from data_access.tables import Account, Criterion, Edition, Juror, Nomination, NominationAnswer
from data_access.transaction import UNLOGGED, transaction
from data_access.viewer import ADMIN, JUROR, Grant, Viewer

# As the demo's one-click sign-in names its juror.
DEMO_JUROR = Viewer(frozenset({Grant(JUROR, OPEN)}), "demo-juror@example.org")
DEMO_CHAIR = Viewer(frozenset({Grant(ADMIN)}), "demo")
PUBLISHED = dt.datetime(2024, 7, 5, 11, tzinfo=clock.TIMEZONE)
INELIGIBLE = "Tiene una glosa del IESS sin resolver."


def finish(engine: Engine, chance: Random) -> None:
    """Complete the demo's awards once their files are imported."""
    with transaction(engine, UNLOGGED, touches=("awards",)) as connection:
        _rubrics(connection)
        _dossiers(connection, chance)
        _seat(connection)
    _desk(engine)
    for edition, reasons in REASONS.items():
        _decide(engine, edition, reasons)


def _rubrics(connection: Connection) -> None:
    """Store the texts by language, which the sheet of criteria does not hold."""
    for code, award in connection.execute(select(Edition.code, Edition.award)).all():
        for criterion in ready(award).criteria:
            own = update(Criterion).where(
                Criterion.edition_code == code, Criterion.code == criterion.code
            )
            connection.execute(own.values(**texts_of(criterion)))


def _dossiers(connection: Connection, chance: Random) -> None:
    now = clock.now()
    rows = []
    for practice in COMPANIES:
        payroll = chance.randrange(24, 180)
        facts = {
            "title": practice.title,
            "payroll": payroll,
            "hired": round(payroll * (practice.quality - 2) * 0.05) + 1,
            "applied": chance.randrange(20, 90),
            "stayed": min(96, round(40 + 11 * practice.quality + chance.randrange(6))),
            "above": chance.randrange(2, 15),
            "carers": chance.randrange(3, 20),
            "hours": chance.randrange(12, 80),
            "promoted": chance.randrange(1, 8),
            "visits": chance.randrange(1, 6),
        }
        rows += [
            {
                "edition_code": OPEN,
                "nomination_code": practice.code,
                "criterion_code": criterion,
                "text": text.format(**facts),
                "revision": 1,
                "saved_at": now,
            }
            for criterion, text in ANSWERS.items()
        ]
    connection.execute(insert(NominationAnswer), rows)
    connection.execute(
        update(Nomination)
        .where(Nomination.edition_code == OPEN, Nomination.eligible == "NO")
        .values(reasons=INELIGIBLE)
    )


def _seat(connection: Connection) -> None:
    """Store the demo juror's account, which gets its role at the one-click sign-in."""
    made = {"email": DEMO_JUROR.name, "created_at": clock.now()}
    account = connection.execute(insert(Account).returning(Account.id), made).scalar_one()
    connection.execute(
        update(Juror)
        .where(Juror.edition_code == OPEN, Juror.code == DEMO_SEAT)
        .values(account_id=account)
    )


def _desk(engine: Engine) -> None:
    """Store one submitted sheet and one draft; leave two to begin and one without a declaration."""
    done, begun, *rest = OWN
    for nomination in (done, begun, *rest[:-1]):
        conflicts.declare_none(engine, DEMO_JUROR, OPEN, nomination)
    criteria = [criterion.code for criterion in ready("EMPRESAS").criteria]
    for criterion, value in zip(criteria, (4, 3, 4, 5, 4, 3), strict=True):
        scoring.save(
            engine,
            DEMO_JUROR,
            OPEN,
            done,
            scoring.ScoreChange(criterion, ScoreEntry(Decimal(value))),
        )
    submitting.submit(engine, DEMO_JUROR, OPEN, done)
    comments = ("Avisos claros; falta medir cuántas personas se presentan.", "", "")
    for criterion, value, comment in zip(criteria, (4, 3, 3), comments, strict=False):
        entry = ScoreEntry(Decimal(value), comment=comment)
        scoring.save(engine, DEMO_JUROR, OPEN, begun, scoring.ScoreChange(criterion, entry))


def _decide(engine: Engine, edition: str, reasons: str) -> None:
    """Record and publish the decision that ranking and tie-break lead to."""
    with engine.connect() as connection:
        found = deciding.propose(connection, DEMO_CHAIR, edition)
    honours = [Distinguished(name, "winner", 1) for name in found.winners]
    rest = [name for name in found.leaders if name not in found.winners]
    honours += [Distinguished(name, "finalist", 2) for name in rest]
    deciding.decide(engine, DEMO_CHAIR, edition, honours, reasons)
    deciding.publish(engine, DEMO_CHAIR, edition)
    with transaction(engine, UNLOGGED, touches=("awards",)) as connection:
        own = update(Edition).where(Edition.code == edition)
        connection.execute(own.values(published_at=PUBLISHED))

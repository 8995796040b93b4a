"""An edition whose jury is at work at this moment, laid straight into the tables."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from sqlalchemy import Engine, insert

from data_access.awards.edition_rules import store_criteria
from data_access.awards.rubrics import ready
from data_access.tables import Account, Assignment, Edition, Juror, Nomination, RoleGrant
from data_access.viewer import JUROR, Grant, Viewer
from tests.writing import writing

EDITION = "EMP-STRESS"
CRITERIA = tuple(criterion.code for criterion in ready("EMPRESAS").criteria)


def seat_jury(engine: Engine, jurors: int, nominations: int) -> list[Viewer]:
    """Store an open edition in which every juror reads every nomination; the jurors."""
    now = dt.datetime.now(dt.UTC)
    names = [f"P-{n:03}" for n in range(nominations)]
    seats = {f"J-{n:02}": f"juror{n}@example.org" for n in range(jurors)}
    with writing(engine) as connection:
        connection.execute(
            insert(Edition),
            {
                "code": EDITION,
                "award": "EMPRESAS",
                "name": "Edición de prueba",
                "opens_at": now - dt.timedelta(days=9),
                "nominations_close_at": now - dt.timedelta(days=2),
                "scores_close_at": now + dt.timedelta(days=2),
                "score_min": Decimal(1),
                "score_max": Decimal(5),
                "score_step": Decimal(1),
                "jurors_min": 3,
            },
        )
        store_criteria(connection, EDITION, ready("EMPRESAS").criteria)
        connection.execute(
            insert(Nomination),
            [
                {
                    "edition_code": EDITION,
                    "code": name,
                    "title": name,
                    "organisation": name,
                    "canton_code": "1308",
                    "summary": name,
                    "eligible": "SI",
                }
                for name in names
            ],
        )
        accounts = insert(Account).returning(Account.id)
        for code, email in seats.items():
            account = connection.execute(accounts, {"email": email, "created_at": now}).scalar_one()
            connection.execute(
                insert(Juror), {"edition_code": EDITION, "code": code, "account_id": account}
            )
            role = {"role": JUROR, "edition_code": EDITION, "granted_by": "test"}
            connection.execute(insert(RoleGrant), role | {"account_id": account, "granted_at": now})
        connection.execute(
            insert(Assignment),
            [
                {"edition_code": EDITION, "nomination_code": name, "juror_code": code}
                | {"conflict": "NO", "origin": "automatic"}
                for name in names
                for code in seats
            ],
        )
    grant = frozenset({Grant(JUROR, EDITION)})
    return [Viewer(grant, email) for email in seats.values()]

"""Who reads what, as pages ask it, and the same straight from the database."""

from __future__ import annotations

import json
from dataclasses import replace

from sqlalchemy import Engine

from data_access.answers import Answer, ask
from data_access.releases import reading, standing
from data_access.scope import Scope
from data_access.viewer import VISITOR, Grant, Viewer
from tests.stress.jury import EDITION

SECRETARY = Viewer(frozenset({Grant("secretary", "EMPRESAS")}), "secretary@example.org")
MONITOR = Viewer(frozenset({Grant("monitor")}), "monitor@example.org")
RANKING = ("awards.ranking", Scope().having(edicion=EDITION), SECRETARY)
LIVE = ("people.count", Scope(), MONITOR)
RELEASED = ("people.count", Scope(), VISITOR)
ASKED = (RANKING, LIVE, RELEASED)


def told(answer: Answer) -> str:
    """All that an answer says."""
    return json.dumps(answer.to_json("es"), sort_keys=True)


def stands(engine: Engine) -> list[str]:
    """What the first two questions are answered from the rows, with nothing kept of before."""
    with engine.connect() as connection:
        return [told(ask(connection, name, who, scope)) for name, scope, who in (RANKING, LIVE)]


def published(engine: Engine) -> str:
    """What the last question is answered from the rows that were just published."""
    name, scope, who = RELEASED
    with engine.connect() as connection:
        release = standing.in_force(connection)
        assert release is not None
        found = ask(connection, name, who, scope, release.day)
    return told(replace(found, release=reading.published(release)))

"""Release of official totals: by those who may, whole or not at all, with its event in the log.

They are counted and audited on the data of the newest release, as readers see them, and appear at
once; while a database is being set up, on what stands.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import Connection, Engine, insert

from data_access import periods, territory
from data_access.answers import ask
from data_access.clock import now
from data_access.language import Text
from data_access.official_totals import Verdict, audit, in_order, places, told
from data_access.programme.published_data import published_data
from data_access.refusal import Forbidden, Refusal
from data_access.scope import Scope
from data_access.tables import OfficialTotal
from data_access.transaction import transaction
from data_access.viewer import Viewer, releases_totals

MEASURE = "registered"
MOVED = Text(
    "Los datos cambiaron mientras usted miraba: no se publicó nada. Mire otra vez los totales."
)


def preview(engine: Engine, viewer: Viewer, year: int, measure: str = MEASURE) -> list[Verdict]:
    """Return what a release of a year would publish, and why the others would be withheld."""
    with engine.connect() as connection:
        return _audited(engine, connection, viewer, year, measure)


def release(
    engine: Engine,
    viewer: Viewer,
    year: int,
    measure: str = MEASURE,
    agreed: Sequence[Verdict] | None = None,
) -> list[Verdict]:
    """Publish to everybody what may be published of a year; return what was decided.

    With `agreed`, what somebody saw and agreed to, nothing else is published: raise Refusal if the
    data moved since.
    """
    # A second release waits until this one has ended, and then sees it.
    with transaction(engine, viewer.name, touches=("people",), exclusive=True) as connection:
        decided = _audited(engine, connection, viewer, year, measure)
        ready = [verdict for verdict in decided if verdict.releasable]
        if not ready:
            text = Text("No hay totales nuevos que publicar de {year}.", year=str(year))
            raise Refusal(text)
        if agreed is not None and ready != list(agreed):
            raise Refusal(MOVED)
        released = {
            "measure": measure,
            "year": year,
            "released_at": now(),
            "released_by": viewer.name,
        }
        connection.execute(
            insert(OfficialTotal),
            [
                {**released, "territory_code": verdict.place, "persons": verdict.persons}
                for verdict in ready
            ],
        )
        connection.log("totals_released", year=year, totals=len(ready))
    return decided


def _audited(
    engine: Engine, connection: Connection, viewer: Viewer, year: int, measure: str
) -> list[Verdict]:
    if not releases_totals(viewer):
        raise Forbidden(
            Text("Solo el seguimiento del programa o la administración publican totales oficiales.")
        )
    with published_data(engine, connection) as (data, day):
        if not periods.is_closed_year(year, day):
            raise Refusal(Text("El año {year} todavía no termina.", year=str(year)))
        exact = _exact(data, viewer, measure, year, day)
    totals = {place: exact[place] for place in in_order() if exact.get(place)}
    return audit(totals, told(connection, measure, year), places())


def _exact(
    connection: Connection, viewer: Viewer, measure: str, year: int, today: dt.date
) -> dict[str, int]:
    """Return the people of every place in a year, as anyone who may see them exactly gets them."""
    in_year = Scope(start=dt.date(year, 1, 1), end=dt.date(year + 1, 1, 1)).having(measure=measure)
    alone = (territory.COUNTRY, *territory.RESTS)
    divided = (territory.COUNTRY, *territory.PROVINCES)
    scopes = [in_year.having(territory=place) for place in alone]
    scopes += [in_year.having(territory=place, by=("territory",)) for place in divided]
    rows = (
        row
        for scope in scopes
        for row in ask(connection, "people.count", viewer, scope, today).rows()
    )
    return {row["territory"]: int(row["persons"]) for row in rows}

"""Associations of migrants, the diaspora and returnees: their activity and location."""

from __future__ import annotations

import datetime as dt

import pandas as pd
from sqlalchemy import Connection, select

from data_access import lists, territory
from data_access.answers.answer import Answer, Definition, question
from data_access.answers.columns import AnswerColumn, Kind
from data_access.answers.crowd import places_of
from data_access.answers.frames import frame_of, in_place, records
from data_access.answers.programme_results import Origin, facts_answer
from data_access.answers.shared_columns import CANTON, NAME, POINT, TERRITORY
from data_access.language import Text
from data_access.scope import Scope
from data_access.tables import Association
from data_access.viewer import Viewer

REGISTER = Origin(Text("Directorio de asociaciones"), (Association,), (Association.active_on,))
READ_SUBJECTS = ("community", "territory")
ACTIVE = Definition(
    Text(
        "Asociaciones con actividad en los 12 meses anteriores al último dato del directorio, y "
        "cuántas de ellas lideran mujeres, entre las que se sabe quién lidera."
    ),
    Text("activas = |{ asociación : última actividad > corte − 12 meses }|"),
    Text("Marco de resultados M4SD, AS-01 y AS-02."),
    limits=(Text("Solo se conocen las asociaciones del directorio del programa."),),
)
DIRECTORY = Definition(
    Text(
        "Asociaciones que autorizan mostrar su nombre y su punto. Las demás se cuentan solo por "
        "tipo y cantón."
    ),
    "",
    Text("Hoja asociaciones, columna publicable."),
    limits=(
        Text(
            "Que una asociación no esté aquí no dice que no exista: puede no haber autorizado "
            "que se la muestre."
        ),
    ),
)
FILTERS = ("tipo",)


def associations_in(connection: Connection, scope: Scope) -> pd.DataFrame:
    """Return the associations of a place with all that is known, and whether they are active."""
    found = frame_of(
        connection,
        select(
            Association.code.label("association"),
            Association.name.label("nombre"),
            Association.kind.label("tipo"),
            Association.canton_code.label("canton"),
            Association.publishable,
            Association.lat,
            Association.lon,
            Association.led_by_women,
            Association.active_on,
            Association.website.label("sitio_web"),
        )
        .where(*in_place(Association.canton_code, scope))
        .order_by(Association.code),
    )
    asked = scope.get("tipo")
    found = found if asked is None else found[found["tipo"] == asked]
    last = REGISTER.last_day(connection)
    since = None if last is None else a_year_before(last)
    active = [since is not None and day > since for day in found["active_on"]]
    # Without rows, a plain list would have no boolean dtype to select rows by.
    return found.assign(active=pd.Series(active, found.index, dtype=bool))


def a_year_before(day: dt.date) -> dt.date:
    """Return the same day a year earlier."""
    return (pd.Timestamp(day) - pd.DateOffset(years=1)).date()


ASSOCIATION_KIND = AnswerColumn("tipo", Kind.CODE, Text("Tipo"), lists.ASSOCIATION)


@question(
    "community.associations",
    ACTIVE,
    READ_SUBJECTS,
    title=Text("Asociaciones activas"),
    columns=(
        ASSOCIATION_KIND,
        TERRITORY,
        AnswerColumn("active", Kind.COUNT, Text("Activas")),
        AnswerColumn("women_led", Kind.COUNT, Text("Lideradas por mujeres")),
        AnswerColumn("known_leader", Kind.COUNT, Text("Se sabe quién lidera")),
    ),
    by=("territory", "tipo"),
    filters=FILTERS,
)
def associations(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return active associations by type, of all types in one row where one is asked for."""
    found = associations_in(connection, scope)
    active = found[found["active"]]
    kinds = [scope.get("tipo")] if scope.get("tipo") else list(lists.ASSOCIATION)
    rows = []
    for place in places_of(scope):
        here = active[active["canton"].isin(territory.cantons_of(place))]
        for kind in kinds:
            own = here[here["tipo"] == kind]
            rows.append(
                {
                    "tipo": kind,
                    "territory": place,
                    "active": len(own),
                    "women_led": int((own["led_by_women"] == "SI").sum()),
                    "known_leader": int(own["led_by_women"].isin(["SI", "NO"]).sum()),
                }
            )
    return facts_answer(connection, "community.associations", scope, rows, REGISTER, n=len(active))


@question(
    "community.directory",
    DIRECTORY,
    READ_SUBJECTS,
    title=Text("Directorio de asociaciones"),
    columns=(
        AnswerColumn("association", Kind.TEXT, Text("Asociación")),
        NAME,
        ASSOCIATION_KIND,
        CANTON,
        AnswerColumn("active", Kind.YES_NO, Text("Activa")),
        *POINT,
        AnswerColumn("sitio_web", Kind.TEXT, Text("Sitio web")),
    ),
    filters=FILTERS,
)
def directory(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return each association that may be shown, with its point where it is known."""
    found = associations_in(connection, scope)
    shown = found[found["publishable"] == "SI"].astype({"lat": float, "lon": float})
    # What else is known of an association is not for its entry.
    shown = shown.drop(columns=["publishable", "led_by_women", "active_on"])
    return facts_answer(connection, "community.directory", scope, records(shown), REGISTER)

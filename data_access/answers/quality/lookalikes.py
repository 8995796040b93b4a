"""Codes and names that differ by little: the same thing twice, more often than not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlalchemy import Connection, select

from data_access import territory
from data_access.answers.answer import Answer, Definition, question
from data_access.answers.columns import AnswerColumn, Kind, names_of
from data_access.answers.detail import working_detail
from data_access.answers.frames import frame_of, records
from data_access.answers.programme_results import Origin, facts_answer
from data_access.answers.publication_rules import WORKING_DETAIL
from data_access.answers.shared_columns import TERRITORY
from data_access.language import Text
from data_access.measures.alike import essence, essence_of_name, pairs
from data_access.scope import Scope
from data_access.tables import (
    Association,
    Course,
    CourseSession,
    Enterprise,
    Event,
    Imported,
    Platform,
    Site,
    Study,
    Vacancy,
)
from data_access.viewer import Viewer

ALIKE: Mapping[str, Text] = {
    "code": Text("Los códigos difieren solo en mayúsculas, signos, espacios o ceros"),
    "name": Text("Tienen el mismo nombre y el mismo lugar"),
}


@dataclass(frozen=True)
class Coded:
    """A sheet whose rows have codes: its title, what is compared, and where a row belongs."""

    title: Text
    model: type[Imported]
    code: Any
    place: Any
    name: Any = None


CODED: Mapping[str, Coded] = {
    "empresas": Coded(Text("Empresas"), Enterprise, Enterprise.code, Enterprise.canton_code),
    "vacantes": Coded(Text("Vacantes"), Vacancy, Vacancy.code, Vacancy.canton_code),
    "eventos": Coded(Text("Eventos"), Event, Event.code, Event.canton_code),
    "cursos": Coded(Text("Cursos"), Course, Course.code, Course.government_code, Course.name),
    "cohortes": Coded(
        Text("Cohortes"), CourseSession, CourseSession.cohort_code, CourseSession.canton_code
    ),
    "plataformas": Coded(
        Text("Plataformas"), Platform, Platform.code, Platform.canton_code, Platform.name
    ),
    "sedes": Coded(Text("Espacios de coworking"), Site, Site.code, Site.canton_code, Site.name),
    "asociaciones": Coded(
        Text("Asociaciones"),
        Association,
        Association.code,
        Association.canton_code,
        Association.name,
    ),
    "estudios": Coded(Text("Estudios"), Study, Study.code, Study.canton_code, Study.title),
}
EACH = Definition(
    Text(
        "Pares de códigos guardados que solo difieren en mayúsculas, signos, espacios o ceros, o "
        "que llevan el mismo nombre en el mismo lugar: casi siempre es lo mismo dos veces, y se "
        "cuenta dos veces."
    ),
    "",
    Text("Hojas de empresas, vacantes, eventos, cursos, plataformas, sedes y comunidad."),
    limits=(
        Text("Los códigos de personas no se comparan: son claves que no dicen nada de nadie."),
    ),
    rules=(WORKING_DETAIL,),
)
COLUMNS = (
    AnswerColumn("coded", Kind.CODE, Text("De qué"), {n: c.title for n, c in CODED.items()}),
    TERRITORY,
    AnswerColumn("code", Kind.TEXT, Text("Código")),
    AnswerColumn("other", Kind.TEXT, Text("Se parece a")),
    AnswerColumn("alike", Kind.CODE, Text("En qué se parecen"), ALIKE),
)
ORIGIN = Origin(
    Text("Códigos guardados"), tuple(dict.fromkeys(one.model for one in CODED.values())), ()
)


@question(
    "quality.lookalikes",
    EACH,
    ("labour", "hiring", "training", "ventures", "community", "territory"),
    title=Text("Códigos que difieren en poco"),
    columns=COLUMNS,
)
def lookalikes(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return pairs of stored codes of a place that are most likely one thing."""

    def reading() -> pd.DataFrame:
        rows = [row for name in CODED for row in _alike(connection, name, scope)]
        return pd.DataFrame(rows, columns=names_of(COLUMNS))

    frame, notes = working_detail(viewer, scope, names_of(COLUMNS), reading)
    return facts_answer(
        connection, "quality.lookalikes", scope, records(frame), ORIGIN, notes=notes
    )


def _alike(connection: Connection, name: str, scope: Scope) -> list[dict[str, Any]]:
    coded = CODED[name]
    columns = [coded.code.label("code"), coded.place.label("place")]
    if coded.name is not None:
        columns.append(coded.name.label("name"))
    found = frame_of(connection, select(*columns).distinct())
    here = found["place"].map(lambda place: territory.is_within(place, scope.territory))
    found = found[here.astype(bool)]
    places = dict(zip(found["code"], found["place"], strict=True))
    rows = dict.fromkeys(pairs((code, essence(code)) for code in places), "code")
    if coded.name is not None:
        named = zip(found["code"], found["place"], found["name"], strict=True)
        called = [(code, (place, *essence_of_name(said))) for code, place, said in named if said]
        rows = dict.fromkeys(pairs(called), "name") | rows
    return [
        {"coded": name, "territory": places[code], "code": code, "other": other, "alike": why}
        for (code, other), why in sorted(rows.items())
    ]

"""Measures of being reached by the programme, and the people behind each of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from data_access import lists
from data_access.answers.answer import Definition
from data_access.answers.crowd import ATTRIBUTES, CHANNEL, OCCUPATION, Crowd, crowd_of, residents
from data_access.answers.frames import in_period, in_place
from data_access.answers.programme_results import Origin
from data_access.answers.publication_rules import ABOUT_PEOPLE
from data_access.facts.people import SPAN, Span, span_of, within_all
from data_access.facts.reach import reach, reach_by_span
from data_access.facts.register import registered_people
from data_access.language import Text
from data_access.scope import Scope, ScopeError
from data_access.tables import (
    CourseSession,
    Event,
    EventAttendance,
    Listing,
    ListingSales,
    Person,
    Placement,
    Platform,
    SessionAttendance,
    Site,
    Visit,
)

COLUMNS = ATTRIBUTES | OCCUPATION
REGISTER = Text("Registro de la bolsa de empleo")
REFERENCE = Text("Marco de resultados M4SD, regla 2: personas distintas en cada nivel.")
LIMITS = (
    Text(
        "La edad es el año de la fecha menos el de nacimiento, porque no se guarda la fecha de "
        "nacimiento; quien retiró su consentimiento no cuenta."
    ),
)


def _once(meaning: Text, date: Text, *limits: Text) -> Definition:
    """Return the definition of people counted once, by a date of theirs."""
    formula = Text("n = |{{ persona : {date} ∈ [desde, hasta) }}|", date=date)
    return Definition(
        meaning, formula, REFERENCE, limits=(*limits, *LIMITS), rules=(ABOUT_PEOPLE,), dated=date
    )


@dataclass(frozen=True)
class Measure:
    """One way of being reached: its meaning, its source, and the part that it may be asked by."""

    definition: Definition
    origin: Origin
    part: str | None = None


MEASURES: dict[str, Measure] = {
    "registered": Measure(
        _once(
            Text(
                "Personas distintas inscritas en la bolsa de empleo, por su cantón de residencia. "
                "Cada persona cuenta una sola vez en cada lugar."
            ),
            Text("la fecha de inscripción"),
            Text("Son personas inscritas en la bolsa de empleo: no es la población desempleada."),
        ),
        Origin(REGISTER, (Person,), (Person.registered_on,)),
    ),
    "trained": Measure(
        _once(
            Text(
                "Personas distintas que asistieron al menos a una sesión de habilidades o de "
                "emprendimiento, o del tipo de curso que se pida, por su cantón de residencia."
            ),
            Text("el día de la sesión"),
        ),
        Origin(
            Text("Asistencia a las sesiones"),
            (SessionAttendance, CourseSession),
            (CourseSession.held_on,),
        ),
        "tipo",
    ),
    "hired": Measure(
        _once(
            Text(
                "Personas distintas que empezaron un trabajo, por su cantón de residencia; por "
                "canal, el de la postulación que llevó al trabajo."
            ),
            Text("el día en que empezó el trabajo"),
        ),
        Origin(Text("Colocaciones"), (Placement,), (Placement.started_on,)),
        CHANNEL,
    ),
    "fair": Measure(
        _once(
            Text(
                "Personas distintas que llegaron a una feria de empleo, por su cantón de "
                "residencia."
            ),
            Text("el día de la feria"),
        ),
        Origin(Text("Registro de las ferias"), (EventAttendance, Event), (Event.held_on,)),
        "evento",
    ),
    "seller": Measure(
        _once(
            Text(
                "Personas distintas con una oferta publicada en un mercado en línea, por su "
                "cantón de residencia."
            ),
            Text("los días en que la oferta estuvo publicada"),
        ),
        Origin(
            Text("Ofertas de los mercados en línea"),
            (Listing, ListingSales),
            (Listing.live_from, ListingSales.month),
        ),
        "plataforma",
    ),
    "coworker": Measure(
        _once(
            Text(
                "Personas distintas que entraron a un espacio de coworking, por su cantón de "
                "residencia."
            ),
            Text("el día de la entrada"),
        ),
        Origin(Text("Visitas a los espacios de coworking"), (Visit,), (Visit.entered_at,)),
        "sede",
    ),
}
PARTS = tuple(measure.part for measure in MEASURES.values() if measure.part)


def measure_named(name: str) -> Measure:
    """Return a measure by its name; raise ScopeError for one that does not exist."""
    if name not in MEASURES:
        raise ScopeError(
            Text(
                "No hay datos de «{measure}»: use {known}.",
                measure=name,
                known=", ".join(MEASURES),
            )
        )
    return MEASURES[name]


def codes_of(connection: Connection, name: str, scope: Scope) -> Mapping[str, Sequence[str]]:
    """Return every code of each dimension of a measure; raise ScopeError for any other one."""
    part = MEASURES[name].part
    codes = {key: known for key, (_, known) in ATTRIBUTES.items()}
    if name == "registered":
        codes["ciuo2"] = OCCUPATION["ciuo2"][1]
    if part is not None:
        codes[part] = part_codes(connection, part)
    for key in (*scope.by, *(key for key, _ in scope.filters)):
        if key not in (*codes, "territory", "measure"):
            raise ScopeError(
                Text(
                    "La medida {measure} no admite «{part}»; admite: {known}.",
                    measure=name,
                    part=key,
                    known=", ".join(sorted(codes)),
                )
            )
    asked = None if part is None else scope.get(part)
    if part is not None and asked is not None and asked not in codes[part]:
        raise ScopeError(
            Text("El filtro {key} no tiene el código «{value}».", key=part, value=asked)
        )
    return codes


def part_codes(connection: Connection, part: str) -> Sequence[str]:
    """Return every code of a part, in a fixed order."""
    if part == CHANNEL:
        return list(lists.CHANNEL)
    if part == "tipo":
        return list(lists.COURSE)
    stored = {
        "evento": select(Event.code).filter_by(kind="FERIA").order_by(Event.held_on, Event.code),
        "plataforma": select(Platform.code).filter_by(kind="MERCADO").order_by(Platform.code),
        "sede": select(Site.code).order_by(Site.code),
    }
    return list(connection.scalars(stored[part]))


def crowd_in(connection: Connection, name: str, scope: Scope) -> Crowd:
    """Return the people whom a measure reached in a scope, by the dimensions that it asks for."""
    filters = {key: value for key, value in scope.filters if key != "measure"}
    if name == "registered":
        people = registered_people(in_place(Person.canton_code, scope)).subquery()
        names = {*scope.by, *filters}
        columns = {key: column for key, (column, _) in COLUMNS.items() if key in names}
        period = in_period(people.c.registered_on, scope)
        return Crowd(residents(connection, people, scope, columns, period), None, filters)
    facts = reach(name, scope.start, scope.end)
    return crowd_of(connection, facts, scope, filters, MEASURES[name].part)


def crowd_by_span(connection: Connection, name: str, scope: Scope, spans: Sequence[Span]) -> Crowd:
    """Return the same by SPAN, the number of each of some spans that follow one another."""
    filters = {key: value for key, value in scope.filters if key != "measure"}
    if name == "registered":
        registered = registered_people(in_place(Person.canton_code, scope)).subquery()
        day = registered.c.registered_on
        people = select(registered, span_of(day, spans)).where(*within_all(day, spans)).subquery()
        return Crowd(residents(connection, people, scope, {SPAN: SPAN}), None, filters)
    facts = reach_by_span(name, spans)
    return crowd_of(connection, facts, scope, filters, MEASURES[name].part, [SPAN])

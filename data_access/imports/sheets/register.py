"""People in the programme, the posts offered to them, and how many live where."""

from __future__ import annotations

from data_access import lists
from data_access.classifications import OCCUPATIONS
from data_access.imports.sheets.columns import CANTON, ENTERPRISE_CODE, OCCUPATION
from data_access.imports.templates import (
    CANTONS,
    COUNTRIES,
    PERSON_CODE,
    PLACES,
    Column,
    InColumn,
    Reference,
    Template,
)
from data_access.language import Text
from data_access.tables import Person, Platform, Population, Vacancy

HIGHEST_WAGE = 1_000_000

PERSONAS = Template(
    "personas",
    Person,
    "people",
    Text("Personas del programa, con consentimiento; nunca nombres ni documentos."),
    (
        Column(
            PERSON_CODE,
            "code",
            "code",
            Text("Código que entrega la herramienta de inscripción; nunca la cédula."),
            key=True,
        ),
        Column("anio_nacimiento", "birth_year", "integer", Text("Año de nacimiento."), least=1900),
        Column("sexo", "sex", "choice", Text("Sexo."), codes=lists.SEX),
        Column(
            "nacionalidad",
            "nationality",
            "choice",
            Text("País, tres letras (ISO 3166)."),
            codes=COUNTRIES,
        ),
        Column(
            "situacion_movilidad",
            "mobility_status",
            "choice",
            Text("Situación de movilidad humana."),
            codes=lists.MOBILITY,
        ),
        Column("canton_residencia", "canton_code", "choice", CANTON, codes=CANTONS),
        Column(
            "ciuo2",
            "sought_isco2",
            "choice",
            Text("Ocupación que busca, CIUO-08 de dos dígitos."),
            required=False,
            codes=OCCUPATIONS,
        ),
        Column(
            "fecha_registro",
            "registered_on",
            "date",
            Text("Día de inscripción en la bolsa de empleo."),
            required=False,
        ),
        Column("fecha_consentimiento", "consent_date", "date", Text("Día del consentimiento.")),
        Column(
            "version_consentimiento",
            "consent_version",
            "code",
            Text("Versión del texto que la persona aceptó."),
        ),
    ),
    place=InColumn("canton_residencia"),
)
PLATAFORMAS = Template(
    "plataformas",
    Platform,
    "labour",
    Text("Bolsas de empleo y mercados en línea de cada ciudad."),
    (
        Column("codigo_plataforma", "code", "code", Text("Código de la plataforma."), key=True),
        Column("tipo", "kind", "choice", Text("Tipo de plataforma."), codes=lists.PLATFORM),
        Column("nombre", "name", "text", Text("Nombre de la plataforma.")),
        Column("canton", "canton_code", "choice", CANTON, codes=CANTONS),
        Column("enlace", "link", "link", Text("Dirección web."), required=False),
        Column(
            "lanzamiento",
            "launched_on",
            "date",
            Text("Día de lanzamiento."),
            required=False,
            past=False,
        ),
    ),
    place=InColumn("canton"),
)
VACANTES = Template(
    "vacantes",
    Vacancy,
    "labour",
    Text("Vacantes que ofrecen las empresas por los canales del programa."),
    (
        Column("codigo_vacante", "code", "code", Text("Código de la vacante."), key=True),
        Column("codigo_empresa", "enterprise_code", "code", ENTERPRISE_CODE),
        Column("ciuo2", "isco2", "choice", OCCUPATION, codes=OCCUPATIONS),
        Column("canton", "canton_code", "choice", CANTON, codes=CANTONS),
        Column(
            "canal", "channel", "choice", Text("Canal por el que se ofrece."), codes=lists.CHANNEL
        ),
        Column(
            "codigo_plataforma",
            "platform_code",
            "code",
            Text("Plataforma en que se publicó."),
            required=False,
        ),
        Column(
            "codigo_evento", "event_code", "code", Text("Feria en que se ofreció."), required=False
        ),
        Column("plazas", "posts", "integer", Text("Número de puestos."), least=1),
        Column("fecha_apertura", "opened_on", "date", Text("Día de publicación.")),
        Column(
            "fecha_cierre", "closed_on", "date", Text("Día de cierre."), required=False, past=False
        ),
        Column(
            "salario_usd",
            "monthly_wage_usd",
            "decimal",
            Text("Salario mensual en dólares."),
            required=False,
            least=0,
            most=HIGHEST_WAGE,
        ),
        Column(
            "horas_semana",
            "weekly_hours",
            "decimal",
            Text("Horas por semana."),
            required=False,
            least=0,
            most=84,
        ),
    ),
    (
        Reference(("codigo_empresa",), "empresas"),
        Reference(("codigo_plataforma",), "plataformas"),
        Reference(("codigo_evento",), "eventos"),
    ),
    # Where the work is, whoever the company's home may be.
    place=InColumn("canton"),
)
POBLACION = Template(
    "poblacion",
    Population,
    "territory",
    Text("Habitantes o población objetivo de un lugar en un año."),
    (
        Column(
            "territorio", "territory_code", "choice", Text("Código DPA."), key=True, codes=PLACES
        ),
        Column("anio", "year", "integer", Text("Año."), key=True, least=1950, most=2100),
        Column(
            "grupo",
            "group",
            "code",
            Text("TOTAL, OBJETIVO (población objetivo del programa) o un grupo."),
            key=True,
        ),
        Column("personas", "persons", "integer", Text("Número de personas."), least=0),
        Column("fuente", "source", "text", Text("De dónde sale la cifra.")),
    ),
    place=InColumn("territorio"),
)

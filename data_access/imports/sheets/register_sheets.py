"""People in the programme, the posts offered to them, and the population of places."""

from __future__ import annotations

from data_access import lists
from data_access.classifications import OCCUPATIONS
from data_access.imports.sheet_description import (
    CANTONS,
    COUNTRIES,
    PERSON_CODE,
    PLACES,
    InColumn,
    Reference,
    SheetColumn,
    Template,
)
from data_access.imports.sheets.shared_sheet_columns import CANTON, ENTERPRISE_CODE, OCCUPATION
from data_access.language import Text
from data_access.tables import Person, Platform, Population, Vacancy

HIGHEST_WAGE = 1_000_000

PERSONAS = Template(
    "personas",
    Person,
    "people",
    Text("Personas del programa, con consentimiento; nunca nombres ni documentos."),
    (
        SheetColumn(
            PERSON_CODE,
            "code",
            "code",
            Text("Código que entrega la herramienta de inscripción; nunca la cédula."),
            key=True,
        ),
        SheetColumn(
            "anio_nacimiento", "birth_year", "integer", Text("Año de nacimiento."), least=1900
        ),
        SheetColumn("sexo", "sex", "choice", Text("Sexo."), codes=lists.SEX),
        SheetColumn(
            "nacionalidad",
            "nationality",
            "choice",
            Text("País, tres letras (ISO 3166)."),
            codes=COUNTRIES,
        ),
        SheetColumn(
            "situacion_movilidad",
            "mobility_status",
            "choice",
            Text("Situación de movilidad humana."),
            codes=lists.MOBILITY,
        ),
        SheetColumn("canton_residencia", "canton_code", "choice", CANTON, codes=CANTONS),
        SheetColumn(
            "ciuo2",
            "sought_isco2",
            "choice",
            Text("Ocupación que busca, CIUO-08 de dos dígitos."),
            required=False,
            codes=OCCUPATIONS,
        ),
        SheetColumn(
            "fecha_registro",
            "registered_on",
            "date",
            Text("Día de inscripción en la bolsa de empleo."),
            required=False,
        ),
        SheetColumn(
            "fecha_consentimiento", "consent_date", "date", Text("Día del consentimiento.")
        ),
        SheetColumn(
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
        SheetColumn(
            "codigo_plataforma", "code", "code", Text("Código de la plataforma."), key=True
        ),
        SheetColumn("tipo", "kind", "choice", Text("Tipo de plataforma."), codes=lists.PLATFORM),
        SheetColumn("nombre", "name", "text", Text("Nombre de la plataforma.")),
        SheetColumn("canton", "canton_code", "choice", CANTON, codes=CANTONS),
        SheetColumn("enlace", "link", "link", Text("Dirección web."), required=False),
        SheetColumn(
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
        SheetColumn("codigo_vacante", "code", "code", Text("Código de la vacante."), key=True),
        SheetColumn("codigo_empresa", "enterprise_code", "code", ENTERPRISE_CODE),
        SheetColumn("ciuo2", "isco2", "choice", OCCUPATION, codes=OCCUPATIONS),
        SheetColumn("canton", "canton_code", "choice", CANTON, codes=CANTONS),
        SheetColumn(
            "canal", "channel", "choice", Text("Canal por el que se ofrece."), codes=lists.CHANNEL
        ),
        SheetColumn(
            "codigo_plataforma",
            "platform_code",
            "code",
            Text("Plataforma en que se publicó."),
            required=False,
        ),
        SheetColumn(
            "codigo_evento", "event_code", "code", Text("Feria en que se ofreció."), required=False
        ),
        SheetColumn("plazas", "posts", "integer", Text("Número de puestos."), least=1),
        SheetColumn("fecha_apertura", "opened_on", "date", Text("Día de publicación.")),
        SheetColumn(
            "fecha_cierre", "closed_on", "date", Text("Día de cierre."), required=False, past=False
        ),
        SheetColumn(
            "salario_usd",
            "monthly_wage_usd",
            "decimal",
            Text("Salario mensual en dólares."),
            required=False,
            least=0,
            most=HIGHEST_WAGE,
        ),
        SheetColumn(
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
        SheetColumn(
            "territorio", "territory_code", "choice", Text("Código DPA."), key=True, codes=PLACES
        ),
        SheetColumn("anio", "year", "integer", Text("Año."), key=True, least=1950, most=2100),
        SheetColumn(
            "grupo",
            "group",
            "code",
            Text("TOTAL, OBJETIVO (población objetivo del programa) o un grupo."),
            key=True,
        ),
        SheetColumn("personas", "persons", "integer", Text("Número de personas."), least=0),
        SheetColumn("fuente", "source", "text", Text("De dónde sale la cifra.")),
    ),
    place=InColumn("territorio"),
)

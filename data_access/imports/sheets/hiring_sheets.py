"""Events, the stages on the way to a job, and the jobs."""

from __future__ import annotations

from data_access import lists
from data_access.imports.sheet_description import (
    CANTONS,
    PERSON_CODE,
    ByReference,
    InColumn,
    Reference,
    SheetColumn,
    Template,
)
from data_access.imports.sheets.register_sheets import HIGHEST_WAGE
from data_access.imports.sheets.shared_sheet_columns import CANTON, EVENT_CODE, PERSON
from data_access.language import Text
from data_access.tables import Application, Event, EventAttendance, Placement

EVENTOS = Template(
    "eventos",
    Event,
    "hiring",
    Text("Ferias de empleo, campañas y talleres."),
    (
        SheetColumn("codigo_evento", "code", "code", EVENT_CODE, key=True),
        SheetColumn("tipo", "kind", "choice", Text("Tipo de evento."), codes=lists.EVENT),
        SheetColumn("nombre", "name", "text", Text("Nombre con que se publica.")),
        SheetColumn("fecha", "held_on", "date", Text("Día del evento.")),
        SheetColumn("canton", "canton_code", "choice", CANTON, codes=CANTONS),
        SheetColumn(
            "impresiones",
            "impressions",
            "integer",
            Text("Veces que se vio una campaña; nunca son personas."),
            required=False,
            least=0,
        ),
    ),
    place=InColumn("canton"),
)
ASISTENCIA_EVENTOS = Template(
    "asistencia_eventos",
    EventAttendance,
    "hiring",
    Text("Quién llegó a un evento: una persona o una empresa en cada fila."),
    (
        SheetColumn("codigo_evento", "event_code", "code", EVENT_CODE, key=True),
        SheetColumn(
            PERSON_CODE,
            "person_code",
            "code",
            Text("Persona que llegó; vacío si es una empresa."),
            key=True,
            required=False,
            blank="",
        ),
        SheetColumn(
            "codigo_empresa",
            "enterprise_code",
            "code",
            Text("Empresa que participó; vacío si es una persona."),
            key=True,
            required=False,
            blank="",
        ),
    ),
    (
        Reference(("codigo_evento",), "eventos"),
        Reference((PERSON_CODE,), "personas"),
        Reference(("codigo_empresa",), "empresas"),
    ),
    place=ByReference(("codigo_evento",)),
)
INTERMEDIACION = Template(
    "intermediacion",
    Application,
    "hiring",
    Text("Etapas que alcanza una persona en la bolsa de empleo, una fila por etapa."),
    (
        SheetColumn(PERSON_CODE, "person_code", "code", PERSON, key=True),
        SheetColumn(
            "codigo_vacante",
            "vacancy_code",
            "code",
            Text("Vacante de la etapa; vacío en REG y PER."),
            key=True,
            required=False,
            blank="",
        ),
        SheetColumn("etapa", "stage", "choice", Text("Etapa."), key=True, codes=lists.STAGE),
        SheetColumn("fecha", "reached_on", "date", Text("Día en que la alcanzó.")),
        SheetColumn(
            "canal", "channel", "choice", Text("Canal por el que se dio."), codes=lists.CHANNEL
        ),
        SheetColumn(
            "codigo_evento",
            "event_code",
            "code",
            Text("Feria en que se dio."),
            required=False,
        ),
    ),
    (
        Reference((PERSON_CODE,), "personas"),
        Reference(("codigo_vacante",), "vacantes"),
        Reference(("codigo_evento",), "eventos"),
    ),
    # Where the person lives: the office that accompanies somebody brings in how it goes.
    place=ByReference((PERSON_CODE,)),
)
COLOCACIONES = Template(
    "colocaciones",
    Placement,
    "hiring",
    Text("Trabajos que empezaron; vuelva a subir la fila con cada seguimiento."),
    (
        SheetColumn(PERSON_CODE, "person_code", "code", PERSON, key=True),
        SheetColumn("fecha_inicio", "started_on", "date", Text("Primer día de trabajo."), key=True),
        SheetColumn(
            "codigo_vacante",
            "vacancy_code",
            "code",
            Text("Vacante que llenó; vacío si se contrató fuera de la bolsa."),
            required=False,
        ),
        SheetColumn(
            "fecha_fin",
            "ended_on",
            "date",
            Text("Último día con ese empleador; vacío si sigue o no se sabe."),
            required=False,
        ),
        SheetColumn(
            "ultimo_contacto",
            "last_contact_on",
            "date",
            Text("Último día en que se supo de la persona."),
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
        SheetColumn(
            "desea_mas_horas",
            "wants_more_hours",
            "choice",
            Text("¿Desea y puede trabajar más horas?"),
            required=False,
            codes=lists.YES_NO,
        ),
        SheetColumn(
            "contrato",
            "contract",
            "choice",
            Text("¿Tiene contrato escrito?"),
            required=False,
            codes=lists.YES_NO,
        ),
        SheetColumn(
            "iess",
            "social_security",
            "choice",
            Text("¿Está afiliada al IESS?"),
            required=False,
            codes=lists.YES_NO,
        ),
        SheetColumn(
            "canal_directo",
            "direct_channel",
            "choice",
            Text("Canal de la postulación que llevó al trabajo."),
            codes=lists.CHANNEL,
        ),
    ),
    (Reference((PERSON_CODE,), "personas"), Reference(("codigo_vacante",), "vacantes")),
    place=ByReference((PERSON_CODE,)),
)

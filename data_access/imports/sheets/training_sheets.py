"""Courses, their sessions, and who enrolled, came and changed their minds."""

from __future__ import annotations

from data_access import lists
from data_access.imports.sheet_description import (
    CANTONS,
    PERSON_CODE,
    PLACES,
    ByReference,
    InColumn,
    Reference,
    SheetColumn,
    Template,
    WholeProgramme,
)
from data_access.imports.sheets.shared_sheet_columns import CANTON, COHORT, ENTERPRISE_CODE, PERSON
from data_access.language import Text
from data_access.tables import Attitude, Course, CourseSession, Enrolment, SessionAttendance

LONGEST_COURSE, LONGEST_SESSION = 2000, 24

CURSOS = Template(
    "cursos",
    Course,
    "training",
    Text("Cursos: a formadores, en cascada, a personas y a empresas."),
    (
        SheetColumn("codigo_curso", "code", "code", Text("Código del curso."), key=True),
        SheetColumn("tipo", "kind", "choice", Text("Tipo de curso."), codes=lists.COURSE),
        SheetColumn("nombre", "name", "text", Text("Nombre con que se publica.")),
        SheetColumn(
            "horas",
            "hours",
            "decimal",
            Text("Duración en horas."),
            least=0.01,
            most=LONGEST_COURSE,
        ),
        SheetColumn(
            "gad",
            "government_code",
            "choice",
            Text("Código DPA del gobierno que lo ejecuta: del cantón o de la provincia."),
            codes=PLACES,
        ),
    ),
    # The government that gives it, wherever its sessions are held.
    place=InColumn("gad"),
)
SESIONES = Template(
    "sesiones",
    CourseSession,
    "training",
    Text("Encuentros de cada cohorte; la cohorte termina con el último."),
    (
        SheetColumn("codigo_sesion", "code", "code", Text("Código de la sesión."), key=True),
        SheetColumn("codigo_curso", "course_code", "code", Text("Código del curso.")),
        SheetColumn("codigo_cohorte", "cohort_code", "code", COHORT),
        SheetColumn("fecha", "held_on", "date", Text("Día de la sesión.")),
        SheetColumn(
            "horas",
            "hours",
            "decimal",
            Text("Duración en horas."),
            least=0.01,
            most=LONGEST_SESSION,
        ),
        SheetColumn("canton", "canton_code", "choice", CANTON, codes=CANTONS),
        SheetColumn(
            "codigo_formador",
            "trainer_code",
            "code",
            Text("Persona que dio la sesión, con su código de persona."),
            required=False,
        ),
        SheetColumn(
            "asistentes_sin_codigo",
            "unlinked",
            "integer",
            Text("Asistentes de los que no se tiene código; no se suman a las personas."),
            required=False,
            least=0,
        ),
    ),
    (Reference(("codigo_curso",), "cursos"), Reference(("codigo_formador",), "personas")),
    place=InColumn("canton"),
)
INSCRIPCIONES = Template(
    "inscripciones",
    Enrolment,
    "training",
    Text("Personas inscritas en cada cohorte y cómo terminaron."),
    (
        SheetColumn(PERSON_CODE, "person_code", "code", PERSON, key=True),
        SheetColumn("codigo_cohorte", "cohort_code", "code", COHORT, key=True),
        SheetColumn(
            "nota_pre",
            "mark_before",
            "decimal",
            Text("Nota antes del curso, de 0 a 100."),
            required=False,
            least=0,
            most=100,
            percent=True,
        ),
        SheetColumn(
            "nota_post",
            "mark_after",
            "decimal",
            Text("Nota después del curso, de 0 a 100."),
            required=False,
            least=0,
            most=100,
            percent=True,
        ),
        SheetColumn(
            "completo",
            "completed",
            "choice",
            Text("¿Completó? 80 % de las horas y aprobar, si se evaluó."),
            codes=lists.YES_NO,
        ),
        SheetColumn(
            "certificado", "certified", "choice", Text("¿Se certificó?"), codes=lists.YES_NO
        ),
    ),
    (
        Reference((PERSON_CODE,), "personas"),
        Reference(("codigo_cohorte",), "sesiones", ("codigo_cohorte",)),
    ),
    place=ByReference((PERSON_CODE,)),
)
ASISTENCIA_SESIONES = Template(
    "asistencia_sesiones",
    SessionAttendance,
    "training",
    Text("Quién asistió a cada sesión, una fila por persona y sesión."),
    (
        SheetColumn(PERSON_CODE, "person_code", "code", PERSON, key=True),
        SheetColumn(
            "codigo_sesion", "session_code", "code", Text("Código de la sesión."), key=True
        ),
        SheetColumn("codigo_empresa", "enterprise_code", "code", ENTERPRISE_CODE, required=False),
    ),
    (
        Reference((PERSON_CODE,), "personas"),
        Reference(("codigo_sesion",), "sesiones"),
        Reference(("codigo_empresa",), "empresas"),
    ),
    place=ByReference(("codigo_sesion",)),
)
ACTITUDES = Template(
    "actitudes",
    Attitude,
    "training",
    Text("Qué opinan quienes participan, antes y después de una formación a empresas."),
    (
        SheetColumn("codigo_cohorte", "cohort_code", "code", COHORT, key=True),
        SheetColumn(
            "codigo_participante",
            "participant_code",
            "code",
            Text("Código del cuestionario, el mismo antes y después; no lleva a la persona."),
            key=True,
        ),
        SheetColumn("momento", "moment", "choice", Text("Momento."), key=True, codes=lists.MOMENT),
        SheetColumn("pregunta", "question", "code", Text("Código de la pregunta."), key=True),
        SheetColumn(
            "acuerdo",
            "agreement",
            "integer",
            Text("De 1 (nada de acuerdo) a 5 (muy de acuerdo)."),
            least=1,
            most=5,
        ),
    ),
    (Reference(("codigo_cohorte",), "sesiones", ("codigo_cohorte",)),),
    # An anonymous questionnaire of a cohort, which may meet in several cantons.
    place=WholeProgramme(),
)

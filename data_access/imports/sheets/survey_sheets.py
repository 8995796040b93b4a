"""Companies, and the questions of the surveys."""

from __future__ import annotations

from data_access import lists
from data_access.classifications import OCCUPATIONS, SECTIONS
from data_access.imports.sheet_description import (
    CANTONS,
    ByReference,
    InColumn,
    Reference,
    SheetColumn,
    Template,
    WholeProgramme,
)
from data_access.imports.sheets.shared_sheet_columns import (
    CANTON,
    ENTERPRISE_CODE,
    OCCUPATION,
    SURVEY_CODE,
)
from data_access.language import Text
from data_access.tables import Enterprise, Stratum, Survey, SurveyResponse, SurveyVacancy

EMPRESAS = Template(
    "empresas",
    Enterprise,
    "labour",
    Text("Empresas privadas: encuestadas o que ofrecen vacantes."),
    (
        SheetColumn("codigo_empresa", "code", "code", ENTERPRISE_CODE, key=True),
        SheetColumn("tamano", "size", "choice", Text("Tamaño de la empresa."), codes=lists.SIZE),
        SheetColumn("ciiu", "ciiu", "choice", Text("Sección CIIU 4, una letra."), codes=SECTIONS),
        SheetColumn("canton", "canton_code", "choice", CANTON, codes=CANTONS),
    ),
    place=InColumn("canton"),
)
ENCUESTAS = Template(
    "encuestas",
    Survey,
    "labour",
    Text("Encuestas a empresas sobre vacantes y contratación."),
    (
        SheetColumn("encuesta", "code", "code", SURVEY_CODE, key=True),
        SheetColumn("nombre", "name", "text", Text("Nombre con que se publica.")),
        SheetColumn(
            "fecha_referencia",
            "reference_date",
            "date",
            Text("Día al que se refieren vacantes y puestos ocupados."),
        ),
        SheetColumn(
            "diseno", "design", "choice", Text("Diseño de la muestra."), codes=lists.DESIGN
        ),
    ),
    place=WholeProgramme(),
)
ESTRATOS = Template(
    "estratos",
    Stratum,
    "labour",
    Text("Estratos de cada encuesta probabilística."),
    (
        SheetColumn("encuesta", "survey_code", "code", SURVEY_CODE, key=True),
        SheetColumn("estrato", "code", "code", Text("Código del estrato."), key=True),
        SheetColumn("nombre", "name", "text", Text("Nombre del estrato.")),
        SheetColumn(
            "universo",
            "universe",
            "integer",
            Text("Cuántas empresas hay en el estrato, encuestadas o no."),
            least=1,
        ),
    ),
    (Reference(("encuesta",), "encuestas"),),
    # A stratum may reach over several cantons.
    place=WholeProgramme(),
)
ENCUESTA_EMPRESAS = Template(
    "encuesta_empresas",
    SurveyResponse,
    "labour",
    Text("Una fila por empresa consultada, haya respondido o no."),
    (
        SheetColumn("encuesta", "survey_code", "code", SURVEY_CODE, key=True),
        SheetColumn("codigo_empresa", "enterprise_code", "code", ENTERPRISE_CODE, key=True),
        SheetColumn(
            "estrato",
            "stratum_code",
            "code",
            Text("Estrato; vacío solo en muestras no probabilísticas."),
            required=False,
        ),
        SheetColumn(
            "resultado", "outcome", "choice", Text("Resultado de la consulta."), codes=lists.OUTCOME
        ),
        SheetColumn(
            "puestos_ocupados",
            "occupied_posts",
            "integer",
            Text("Puestos ocupados en la fecha de referencia."),
            required=False,
            least=0,
        ),
        SheetColumn(
            "dispuesta_contratar",
            "willing_to_hire",
            "choice",
            Text("¿Contrataría a personas en movilidad humana?"),
            required=False,
            codes=lists.YES_NO,
        ),
        SheetColumn(
            "barreras",
            "barriers",
            "choices",
            Text("Barreras que menciona, unidas por «;»; vacío si no se preguntó."),
            required=False,
            codes=lists.BARRIER,
        ),
    ),
    (
        Reference(("encuesta",), "encuestas"),
        Reference(("codigo_empresa",), "empresas"),
        Reference(("encuesta", "estrato"), "estratos"),
    ),
    place=ByReference(("codigo_empresa",)),
)
ENCUESTA_VACANTES = Template(
    "encuesta_vacantes",
    SurveyVacancy,
    "labour",
    Text("Vacantes que declaró cada empresa que completó la encuesta, una fila por ocupación."),
    (
        SheetColumn("encuesta", "survey_code", "code", SURVEY_CODE, key=True),
        SheetColumn("codigo_empresa", "enterprise_code", "code", ENTERPRISE_CODE, key=True),
        SheetColumn("ciuo2", "isco2", "choice", OCCUPATION, key=True, codes=OCCUPATIONS),
        SheetColumn("vacantes", "posts", "integer", Text("Puestos vacantes."), least=0),
        SheetColumn(
            "dificil_cobertura",
            "hard_to_fill",
            "integer",
            Text("De ellos, los difíciles de cubrir o abiertos más de 60 días."),
            least=0,
        ),
    ),
    (Reference(("encuesta", "codigo_empresa"), "encuesta_empresas"),),
    place=ByReference(("encuesta", "codigo_empresa")),
)

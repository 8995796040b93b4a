"""Associations, studies and their recommendations, help to governments, and milestones."""

from __future__ import annotations

from data_access import lists
from data_access.imports.sheet_description import (
    CANTONS,
    PLACES,
    ByReference,
    InColumn,
    Reference,
    SheetColumn,
    Template,
)
from data_access.imports.sheets.shared_sheet_columns import (
    CANTON,
    EAST,
    LATITUDE,
    LONGITUDE,
    NORTH,
    SOUTH,
    WEST,
)
from data_access.language import Text
from data_access.tables import Assistance, Association, Milestone, Recommendation, Study

ASOCIACIONES = Template(
    "asociaciones",
    Association,
    "community",
    Text("Asociaciones de migrantes, de la diáspora y de personas retornadas."),
    (
        SheetColumn(
            "codigo_asociacion", "code", "code", Text("Código de la asociación."), key=True
        ),
        SheetColumn("nombre", "name", "text", Text("Nombre; se muestra solo si es publicable.")),
        SheetColumn("tipo", "kind", "choice", Text("Tipo de asociación."), codes=lists.ASSOCIATION),
        SheetColumn("canton", "canton_code", "choice", CANTON, codes=CANTONS),
        SheetColumn(
            "publicable",
            "publishable",
            "choice",
            Text("SI: autoriza mostrar su nombre, punto y sitio web."),
            codes=lists.YES_NO,
        ),
        SheetColumn(
            "latitud",
            "lat",
            "decimal",
            LATITUDE,
            required=False,
            least=SOUTH,
            most=NORTH,
            digits=6,
        ),
        SheetColumn(
            "longitud",
            "lon",
            "decimal",
            LONGITUDE,
            required=False,
            least=WEST,
            most=EAST,
            digits=6,
        ),
        SheetColumn(
            "lidera_mujer",
            "led_by_women",
            "choice",
            Text("¿La lidera una mujer?"),
            codes=lists.YES_NO,
        ),
        SheetColumn("ultima_actividad", "active_on", "date", Text("Día de su última actividad.")),
        SheetColumn("sitio_web", "website", "link", Text("Dirección web."), required=False),
    ),
    place=InColumn("canton"),
)
ESTUDIOS = Template(
    "estudios",
    Study,
    "community",
    Text("Estudios publicados, del mercado laboral y otros."),
    (
        SheetColumn("codigo_estudio", "code", "code", Text("Código del estudio."), key=True),
        SheetColumn("titulo", "title", "text", Text("Título con que se publicó.")),
        SheetColumn("canton", "canton_code", "choice", CANTON, codes=CANTONS),
        SheetColumn("fecha", "published_on", "date", Text("Día de publicación.")),
        SheetColumn("enlace", "link", "link", Text("Dirección web."), required=False),
    ),
    place=InColumn("canton"),
)
RECOMENDACIONES = Template(
    "recomendaciones",
    Recommendation,
    "community",
    Text("Qué recomienda cada estudio y qué pasó con ello."),
    (
        SheetColumn("codigo_estudio", "study_code", "code", Text("Código del estudio."), key=True),
        SheetColumn(
            "numero", "number", "integer", Text("Número en el estudio."), key=True, least=1
        ),
        SheetColumn("texto", "text", "text", Text("La recomendación, en una frase.")),
        SheetColumn("estado", "state", "choice", Text("En qué quedó."), codes=lists.STATE),
        SheetColumn(
            "fecha_estado", "state_on", "date", Text("Desde cuándo está así."), required=False
        ),
    ),
    (Reference(("codigo_estudio",), "estudios"),),
    place=ByReference(("codigo_estudio",)),
)
ASISTENCIAS = Template(
    "asistencias",
    Assistance,
    "community",
    Text("Asistencia técnica a gobiernos para sus políticas públicas."),
    (
        SheetColumn(
            "codigo_asistencia", "code", "code", Text("Código de la asistencia."), key=True
        ),
        SheetColumn("institucion", "institution", "text", Text("Institución que la recibe.")),
        SheetColumn("nivel", "level", "choice", Text("Nivel de gobierno."), codes=lists.GOVERNMENT),
        SheetColumn("territorio", "territory_code", "choice", Text("Código DPA."), codes=PLACES),
        SheetColumn("tema", "topic", "text", Text("De qué política trata.")),
        SheetColumn("inicio", "started_on", "date", Text("Día en que empezó.")),
        SheetColumn("fin", "ended_on", "date", Text("Día en que terminó."), required=False),
        SheetColumn("producto", "product", "text", Text("Qué se entregó."), required=False),
        SheetColumn(
            "estado", "state", "choice", Text("En qué quedó la política."), codes=lists.STATE
        ),
    ),
    place=InColumn("territorio"),
)
HITOS = Template(
    "hitos",
    Milestone,
    "community",
    Text(
        "Lo que pasó en un lugar y puede explicar un cambio: una ordenanza, una feria, un sismo. "
        "Se marca en las series."
    ),
    (
        SheetColumn("codigo_hito", "code", "code", Text("Código del hito."), key=True),
        SheetColumn("fecha", "happened_on", "date", Text("Día en que ocurrió.")),
        SheetColumn(
            "territorio",
            "territory_code",
            "choice",
            Text("Código DPA; EC: todo el país."),
            codes=PLACES,
        ),
        SheetColumn("nombre", "name", "text", Text("Qué pasó, en español y en pocas palabras.")),
        SheetColumn("nombre_en", "name_en", "text", Text("Lo mismo en inglés.")),
        SheetColumn("fuente", "source", "text", Text("Quién lo dice: registro, diario, acta.")),
        SheetColumn("enlace", "link", "link", Text("Dirección web."), required=False),
    ),
    place=InColumn("territorio"),
)

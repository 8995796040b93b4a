"""Offers on the marketplaces, what they sold, and the shared workspaces."""

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
from data_access.imports.sheets.shared_sheet_columns import (
    CANTON,
    EAST,
    LATITUDE,
    LONGITUDE,
    NORTH,
    PERSON,
    SOUTH,
    WEST,
)
from data_access.language import Text
from data_access.tables import Listing, ListingSales, Site, Visit

MERCADO = Template(
    "mercado",
    Listing,
    "ventures",
    Text("Ofertas publicadas en los mercados en línea."),
    (
        SheetColumn("codigo_oferta", "code", "code", Text("Código de la oferta."), key=True),
        SheetColumn(PERSON_CODE, "person_code", "code", PERSON),
        SheetColumn(
            "codigo_plataforma", "platform_code", "code", Text("Mercado en que se publica.")
        ),
        SheetColumn("categoria", "category", "choice", Text("Qué se ofrece."), codes=lists.OFFER),
        SheetColumn("desde", "live_from", "date", Text("Primer día publicada.")),
        SheetColumn(
            "hasta",
            "live_to",
            "date",
            Text("Último día publicada; vacío si sigue."),
            required=False,
            past=False,
        ),
    ),
    (Reference((PERSON_CODE,), "personas"), Reference(("codigo_plataforma",), "plataformas")),
    place=ByReference(("codigo_plataforma",)),
)
MERCADO_VENTAS = Template(
    "mercado_ventas",
    ListingSales,
    "ventures",
    Text("Ventas que declara cada oferta, mes a mes."),
    (
        SheetColumn(
            "codigo_oferta", "listing_code", "code", Text("Código de la oferta."), key=True
        ),
        SheetColumn("mes", "month", "month", Text("Mes de las ventas."), key=True),
        SheetColumn("ventas_n", "sales", "integer", Text("Número de ventas."), least=0),
        SheetColumn(
            "ventas_usd",
            "sales_usd",
            "decimal",
            Text("Total vendido en dólares."),
            least=0,
            most=10_000_000,
        ),
    ),
    (Reference(("codigo_oferta",), "mercado"),),
    place=ByReference(("codigo_oferta",)),
)
SEDES = Template(
    "sedes",
    Site,
    "ventures",
    Text("Espacios de coworking."),
    (
        SheetColumn("codigo_sede", "code", "code", Text("Código de la sede."), key=True),
        SheetColumn("nombre", "name", "text", Text("Nombre con que se publica.")),
        SheetColumn("canton", "canton_code", "choice", CANTON, codes=CANTONS),
        SheetColumn("puestos", "seats", "integer", Text("Puestos de trabajo."), least=1),
        SheetColumn(
            "horas_semana",
            "weekly_hours",
            "decimal",
            Text("Horas por semana que abre."),
            least=0.01,
            most=168,
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
    ),
    place=InColumn("canton"),
)
COWORKING = Template(
    "coworking",
    Visit,
    "ventures",
    Text("Visitas a los espacios de coworking, una fila por entrada."),
    (
        SheetColumn(PERSON_CODE, "person_code", "code", PERSON, key=True),
        SheetColumn("codigo_sede", "site_code", "code", Text("Código de la sede."), key=True),
        SheetColumn("entrada", "entered_at", "moment", Text("Cuándo entró."), key=True, timed=True),
        SheetColumn(
            "salida",
            "left_at",
            "moment",
            Text("Cuándo salió; vacío si no se sabe."),
            required=False,
            timed=True,
        ),
    ),
    (Reference((PERSON_CODE,), "personas"), Reference(("codigo_sede",), "sedes")),
    place=ByReference(("codigo_sede",)),
)

"""Offers on the marketplaces, what they sold, and the shared workspaces."""

from __future__ import annotations

from data_access import lists
from data_access.imports.sheets.columns import (
    CANTON,
    EAST,
    LATITUDE,
    LONGITUDE,
    NORTH,
    PERSON,
    SOUTH,
    WEST,
)
from data_access.imports.templates import (
    CANTONS,
    PERSON_CODE,
    ByReference,
    Column,
    InColumn,
    Reference,
    Template,
)
from data_access.language import Text
from data_access.tables import Listing, ListingSales, Site, Visit

MERCADO = Template(
    "mercado",
    Listing,
    "ventures",
    Text("Ofertas publicadas en los mercados en línea."),
    (
        Column("codigo_oferta", "code", "code", Text("Código de la oferta."), key=True),
        Column(PERSON_CODE, "person_code", "code", PERSON),
        Column("codigo_plataforma", "platform_code", "code", Text("Mercado en que se publica.")),
        Column("categoria", "category", "choice", Text("Qué se ofrece."), codes=lists.OFFER),
        Column("desde", "live_from", "date", Text("Primer día publicada.")),
        Column(
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
        Column("codigo_oferta", "listing_code", "code", Text("Código de la oferta."), key=True),
        Column("mes", "month", "month", Text("Mes de las ventas."), key=True),
        Column("ventas_n", "sales", "integer", Text("Número de ventas."), least=0),
        Column(
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
        Column("codigo_sede", "code", "code", Text("Código de la sede."), key=True),
        Column("nombre", "name", "text", Text("Nombre con que se publica.")),
        Column("canton", "canton_code", "choice", CANTON, codes=CANTONS),
        Column("puestos", "seats", "integer", Text("Puestos de trabajo."), least=1),
        Column(
            "horas_semana",
            "weekly_hours",
            "decimal",
            Text("Horas por semana que abre."),
            least=0.01,
            most=168,
        ),
        Column(
            "latitud",
            "lat",
            "decimal",
            LATITUDE,
            required=False,
            least=SOUTH,
            most=NORTH,
            digits=6,
        ),
        Column(
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
        Column(PERSON_CODE, "person_code", "code", PERSON, key=True),
        Column("codigo_sede", "site_code", "code", Text("Código de la sede."), key=True),
        Column("entrada", "entered_at", "moment", Text("Cuándo entró."), key=True, timed=True),
        Column(
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

"""The marketplaces and the shared workspaces."""

from __future__ import annotations

from data_access.answers.crowd import ATTRIBUTES
from data_access.answers.indicators.indicator import Indicator, IndicatorColumn
from data_access.language import Text

PEOPLE = (*ATTRIBUTES, "territory")
MARKETS = (
    Indicator(
        "MK-01",
        Text("Personas distintas con una oferta publicada en un mercado en línea."),
        Text("|{ persona : oferta publicada }|"),
        "persons",
        "up",
        ("8.3",),
        (16,),
        PEOPLE,
        ("plataformas", "mercado"),
        "ventures.marketplace",
        IndicatorColumn("ventures.marketplace", "sellers", ends=("", ""), counted=True),
    ),
    Indicator(
        "MK-02",
        Text("De las personas con una oferta publicada, las que vendieron alguna vez."),
        Text("100 · con venta / vendedoras activas"),
        "percent",
        "up",
        ("8.3",),
        (2,),
        PEOPLE,
        ("plataformas", "mercado", "mercado_ventas"),
        "ventures.marketplace",
        IndicatorColumn(
            "ventures.marketplace", "rate", 100, counts=("sellers_with_sale", "sellers")
        ),
    ),
)
SPACES = (
    Indicator(
        "CW-01",
        Text("Personas distintas que usaron un espacio de coworking del lugar."),
        Text("|{ persona : visita }|"),
        "persons",
        "up",
        ("11.3",),
        (15,),
        PEOPLE,
        ("sedes", "coworking"),
        "ventures.all_spaces",
        IndicatorColumn("ventures.all_spaces", "users", counted=True),
    ),
    Indicator(
        "CW-02",
        Text("De las horas de puesto ofrecidas, las que se usaron."),
        Text("100 · horas usadas / horas ofrecidas"),
        "percent",
        "up",
        ("11.3",),
        (15,),
        ("territory",),
        ("sedes", "coworking"),
        "ventures.all_spaces",
        IndicatorColumn("ventures.all_spaces", "seat_occupancy", 100),
    ),
    Indicator(
        "CW-03",
        Text(
            "1 donde usan los espacios tantas personas en movilidad como de la comunidad de "
            "acogida; 0 donde solo unas."
        ),
        "1 − |2p − 1|",
        "index",
        "up",
        ("11.3",),
        (16,),
        ("territory",),
        ("sedes", "coworking"),
        "ventures.all_spaces",
        IndicatorColumn("ventures.all_spaces", "mixed_use"),
    ),
)

"""The job bank's vacancies and the platforms they are published on."""

from __future__ import annotations

import datetime as dt
from random import Random

from data_access.demo.demo_story import CITIES, FAIRS, MARKETS
from data_access.measures.wages import BASIC_WAGE

Row = dict[str, object]
COUNT = 1500
CHANNELS = {"BOLSA": 0.68, "FERIA": 0.12, "CURSO": 0.08, "MERCADO": 0.04, "OTRO": 0.08}
FIRST, LAST = dt.date(2022, 11, 14), dt.date(2025, 12, 12)
LAUNCHED = {"1308": dt.date(2022, 11, 14), "2301": dt.date(2023, 2, 6), "1301": dt.date(2023, 9, 4)}
OFFERED_BEFORE = dt.timedelta(days=12)  # a fair, its vacancies are known
KINDS = {"BOLSA": "Bolsa de empleo", "MERCADO": "Mercado en línea"}


def sheets(chance: Random, companies: list[Row]) -> dict[str, list[Row]]:
    """Return rows of `plataformas` and `vacantes`; each vacancy is of a company of the survey."""
    platforms: list[Row] = [
        {
            "codigo_plataforma": f"{kind}-{canton}",
            "tipo": kind,
            "nombre": f"{name} de {city}",
            "canton": canton,
            "lanzamiento": LAUNCHED[canton].isoformat(),
        }
        for canton, city in CITIES.items()
        for kind, name in KINDS.items()
    ]
    offered = [_vacancy(number, chance, companies) for number in range(1, COUNT + 1)]
    return {"plataformas": platforms, "vacantes": offered}


def _vacancy(number: int, chance: Random, companies: list[Row]) -> Row:
    company = chance.choice(companies)
    market = next(m for m in MARKETS if m.canton == company["canton"])
    weights = {code: trade.demand[1] for code, trade in market.trades.items()}
    channel = chance.choices(list(CHANNELS), list(CHANNELS.values()))[0]
    first = max(FIRST, LAUNCHED[market.canton])
    opened = first + (LAST - first) * chance.random() ** 0.8
    fair = next((f for f in FAIRS if f.canton == market.canton), None)
    if channel == "FERIA" and fair is None:
        channel = "OTRO"
    elif channel == "FERIA" and fair is not None:
        opened = fair.day - OFFERED_BEFORE * chance.random()
    closed = opened + dt.timedelta(days=round(chance.lognormvariate(3.3, 0.6)))
    part_time = chance.random() < 0.14
    pay = BASIC_WAGE[opened.year] * (1 + chance.lognormvariate(-1.9, 0.8))
    return {
        "codigo_vacante": f"V-{number:05d}",
        "codigo_empresa": company["codigo_empresa"],
        "ciuo2": chance.choices(list(weights), list(weights.values()))[0],
        "canton": market.canton,
        "canal": channel,
        "codigo_plataforma": f"{channel}-{market.canton}"
        if channel in KINDS and market.canton in CITIES
        else "",
        "codigo_evento": fair.code if fair and channel == "FERIA" else "",
        "plazas": chance.choices((1, 2, 3, 5, 10), (62, 20, 10, 6, 2))[0],
        "fecha_apertura": opened.isoformat(),
        "fecha_cierre": closed.isoformat() if closed <= LAST else "",
        "salario_usd": "" if chance.random() < 0.22 else f"{pay:.2f}",
        "horas_semana": 20 if part_time else 40,
    }

"""Companies, their strata, and what they answer in the two surveys."""

from __future__ import annotations

from math import exp
from random import Random

from data_access.demo.demo_story import BARRIERS, MARKETS, OUTCOMES, SURVEYS, LabourMarket

Row = dict[str, object]
KEPT = 0.5  # part of the first sample that is asked again a year later
SIZE_NAMES = {
    "MICRO": "microempresas",
    "PEQUENA": "pequeñas",
    "MEDIANA": "medianas",
    "GRANDE": "grandes",
}


def sheets(chance: Random) -> tuple[list[Row], dict[str, list[Row]]]:
    """Return the companies asked at least once, and the rows of all five sheets of the surveys."""
    found: dict[str, list[Row]] = {
        "empresas": [],
        "encuestas": [],
        "estratos": [],
        "encuesta_empresas": [],
        "encuesta_vacantes": [],
    }
    for survey, (name, day) in SURVEYS.items():
        head: Row = {"encuesta": survey, "nombre": name, "fecha_referencia": day.isoformat()}
        found["encuestas"].append({**head, "diseno": "PROBABILISTICO"})
    for market in MARKETS:
        for size in market.strata:
            _stratum(market, size, chance, found)
    return found["empresas"], found


def _stratum(market: LabourMarket, size: str, chance: Random, found: dict[str, list[Row]]) -> None:
    universe, asked, least, most = market.strata[size]
    code = f"{market.canton}-{size}"
    sections, weights = zip(*market.sections.items(), strict=True)
    frame = [
        (
            {
                "codigo_empresa": f"E-{market.canton}-{size[:2]}{number:04d}",
                "tamano": size,
                "ciiu": chance.choices(sections, weights)[0],
                "canton": market.canton,
            },
            # Many small ones and few large ones, within each size too.
            round(least + (most - least) * chance.random() ** 1.6),
        )
        for number in range(1, universe + 1)
    ]
    first = chance.sample(range(universe), asked)
    again = set(chance.sample(first, round(asked * KEPT)) if asked < universe else first)
    fresh = chance.sample([i for i in range(universe) if i not in first], asked - len(again))
    for at, (survey, sample) in enumerate(
        zip(SURVEYS, (sorted(first), sorted(again | set(fresh))), strict=True)
    ):
        found["estratos"].append(
            {
                "encuesta": survey,
                "estrato": code,
                "nombre": f"{market.name}, {SIZE_NAMES[size]}",
                "universo": universe,
            }
        )
        for i in sample:
            company, posts = frame[i]
            _answer(market, survey, at, code, company, posts, chance, found)
    found["empresas"] += [frame[i][0] for i in sorted({*first, *fresh})]


def _answer(
    market: LabourMarket,
    survey: str,
    at: int,
    stratum: str,
    company: Row,
    posts: int,
    chance: Random,
    found: dict[str, list[Row]],
) -> None:
    outcome = chance.choices(list(OUTCOMES), list(OUTCOMES.values()))[0]
    row: Row = {
        "encuesta": survey,
        "codigo_empresa": company["codigo_empresa"],
        "estrato": stratum,
        "resultado": outcome,
        "puestos_ocupados": "",
        "dispuesta_contratar": "",
        "barreras": "",
    }
    found["encuesta_empresas"].append(row)
    if outcome != "COMPLETA":
        return
    named = [code for code, often in BARRIERS.items() if chance.random() < often[at]]
    willing = "SI" if chance.random() < market.willing[at] else "NO"
    row["puestos_ocupados"] = max(1, round(posts * (0.94 + 0.12 * chance.random())))
    row["dispuesta_contratar"] = "NR" if chance.random() < 0.05 else willing
    row["barreras"] = ";".join(named) or "NINGUNA"
    # Each post is vacant with the market's rate, which differs between companies.
    rate = market.vacancy_rate[at] * exp(chance.gauss(-0.045, 0.3))
    vacant = sum(chance.random() < rate for _ in range(posts))
    trades = list(market.trades)
    weights = [market.trades[code].demand[at] for code in trades]
    sought: dict[str, int] = {}
    for code in chance.choices(trades, weights, k=vacant):
        sought[code] = sought.get(code, 0) + 1
    for code, count in sorted(sought.items()):
        hard = sum(chance.random() < market.trades[code].hard for _ in range(count))
        found["encuesta_vacantes"].append(
            {
                "encuesta": survey,
                "codigo_empresa": company["codigo_empresa"],
                "ciuo2": code,
                "vacantes": count,
                "dificil_cobertura": hard,
            }
        )

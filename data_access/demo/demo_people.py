"""People registered in the job bank, and the inhabitants of the places."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from random import Random

from data_access.demo.demo_story import ALSO_SOUGHT, MARKETS

Row = dict[str, object]
# Registered people by canton of residence; a few live around the cities, and very few far away.
LIVE = {
    "1308": 2280,
    "2301": 2310,
    "1301": 905,
    "1309": 178,
    "2302": 121,
    "1321": 74,
    "1303": 58,
    "1317": 41,
    "1312": 15,
    "1701": 9,
    "0901": 6,
    "0801": 3,
}
STATUS = {
    "MIG": (0.44, ("VEN", "COL", "PER", "CUB", "HTI")),
    "REF": (0.11, ("VEN", "COL")),
    "RET": (0.10, ("ECU",)),
    "ACO": (0.28, ("ECU",)),
    "INT": (0.055, ("ECU",)),
    "NR": (0.015, ("VEN", "ECU")),
}
NATIONALITY_WEIGHTS = {"VEN": 78, "COL": 14, "PER": 5, "CUB": 2, "HTI": 1, "ECU": 60}
SEX = {"M": 0.535, "H": 0.445, "I": 0.004, "NR": 0.016}
# Women and men seek different work more often than not, which is a finding, not a rule.
WOMEN = {"53": 3.0, "91": 1.9, "51": 1.5, "41": 1.7, "75": 1.3, "83": 0.12, "72": 0.08, "71": 0.1}
FIRST, LAST = dt.date(2022, 10, 3), dt.date(2025, 12, 19)
INHABITANTS = {"1308": 271_000, "2301": 459_000, "1301": 322_000, "13": 1_592_000, "23": 492_000}
OBJECTIVE = {
    **{"1308": 19_400, "2301": 27_800, "1301": 11_300, "13": 44_000, "23": 30_100},
    "EC": 74_100,  # of the whole programme, which works in those two provinces
}


# People whom the programme reached in other ways and who never registered in the job bank.
NOT_REGISTERED = {"1308": 1010, "2301": 860, "1301": 160, "1309": 90, "2302": 60, "1303": 40}


def sheets(chance: Random) -> dict[str, list[Row]]:
    """Return rows of `personas` and `poblacion`."""
    persons = [_person(canton, chance) for canton, count in LIVE.items() for _ in range(count)]
    others = [
        _person(canton, chance) for canton, count in NOT_REGISTERED.items() for _ in range(count)
    ]
    for person in others:
        person |= {"fecha_registro": "", "ciuo2": ""}
    persons += others
    codes = chance.sample(range(16**8), len(persons))
    for code, person in zip(codes, persons, strict=True):
        person["codigo_persona"] = f"P-{code:08x}"
    population: list[Row] = [
        {
            "territorio": place,
            "anio": 2025,
            "grupo": group,
            "personas": persons,
            "fuente": "Datos sintéticos",
        }
        for group, known in (("TOTAL", INHABITANTS), ("OBJETIVO", OBJECTIVE))
        for place, persons in known.items()
    ]
    return {"personas": persons, "poblacion": population}


def _person(canton: str, chance: Random) -> Row:
    status = _one({code: weight for code, (weight, _) in STATUS.items()}, chance)
    sex = _one(SEX, chance)
    born_of = {code: NATIONALITY_WEIGHTS[code] for code in STATUS[status][1]}
    # The programme grew: later days are more likely.
    day = FIRST + (LAST - FIRST) * chance.random() ** 0.7
    age = 18 + round(44 * chance.betavariate(1.5, 3.1))
    return {
        "codigo_persona": "",
        "anio_nacimiento": day.year - age,
        "sexo": sex,
        "nacionalidad": _one(born_of, chance),
        "situacion_movilidad": status,
        "canton_residencia": canton,
        "ciuo2": "" if chance.random() < 0.04 else _one(_sought(canton, sex), chance),
        "fecha_registro": day.isoformat(),
        "fecha_consentimiento": day.isoformat(),
        "version_consentimiento": "2" if day.year >= 2024 else "1",
    }


def _sought(canton: str, sex: str) -> dict[str, float]:
    # Around the cities people seek the same occupations as in Manta or Santo Domingo.
    near = "2301" if canton[:2] == "23" else "1308"
    market = next(
        (m for m in MARKETS if m.canton == canton), next(m for m in MARKETS if m.canton == near)
    )
    weights = {code: trade.supply for code, trade in market.trades.items()} | ALSO_SOUGHT
    if sex == "M":
        return {code: weight * WOMEN.get(code, 1.0) for code, weight in weights.items()}
    return weights


def _one(weights: Mapping[str, float], chance: Random) -> str:
    return chance.choices(list(weights), list(weights.values()))[0]

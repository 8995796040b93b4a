"""The story of the synthetic programme: three labour markets, two surveys a year apart, two fairs.

Manta runs short of kitchen, cannery and workshop staff and grows shorter; Santo Domingo lacks
drivers and mechanics but a little less than before; Portoviejo has more sellers and clerks
looking for work than posts. Workshop staff is found in neither city. The fair of Manta led to many
more jobs than that of Santo Domingo, and Portoviejo certified trainers who never trained anybody.
The numbers are invented and only shaped like such places.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

SURVEYS = {
    "ENC-2024": ("Encuesta de empresas 2024 (sintética)", dt.date(2024, 10, 31)),
    "ENC-2025": ("Encuesta de empresas 2025 (sintética)", dt.date(2025, 10, 31)),
}
# Companies of the frame, companies asked, and posts of the smallest and largest, by size.
Stratum = tuple[int, int, int, int]


@dataclass(frozen=True)
class Trade:
    """One occupation in one place: weight among vacancies in each survey, share hard to fill,
    and weight among the people registered."""

    demand: tuple[float, float]
    hard: float
    supply: float


@dataclass(frozen=True)
class LabourMarket:
    """The labour market of one canton. Pairs are of the first and the second survey."""

    canton: str
    name: str
    strata: Mapping[str, Stratum]
    sections: Mapping[str, float]
    vacancy_rate: tuple[float, float]
    willing: tuple[float, float]
    trades: Mapping[str, Trade]


MARKETS = (
    LabourMarket(
        "1308",
        "Manta",
        {
            "MICRO": (880, 78, 4, 9),
            "PEQUENA": (410, 72, 10, 49),
            "MEDIANA": (74, 38, 50, 180),
            "GRANDE": (22, 22, 200, 640),
        },
        {"A": 0.09, "C": 0.24, "F": 0.07, "G": 0.29, "H": 0.09, "I": 0.16, "S": 0.06},
        (0.050, 0.070),
        (0.46, 0.58),
        {
            "51": Trade((17, 26), 0.64, 0.055),
            "75": Trade((20, 22), 0.56, 0.05),
            "72": Trade((9, 12), 0.72, 0.02),
            "83": Trade((9, 9), 0.47, 0.045),
            "81": Trade((7, 8), 0.58, 0.015),
            "92": Trade((11, 9), 0.22, 0.085),
            "52": Trade((12, 8), 0.13, 0.215),
            "93": Trade((8, 7), 0.18, 0.09),
            "91": Trade((6, 6), 0.14, 0.12),
            "41": Trade((4, 3), 0.10, 0.08),
            "53": Trade((2, 3), 0.35, 0.06),
            "23": Trade((1, 1), 0.30, 0.05),
        },
    ),
    LabourMarket(
        "2301",
        "Santo Domingo",
        {
            "MICRO": (1240, 82, 4, 9),
            "PEQUENA": (520, 70, 10, 49),
            "MEDIANA": (82, 34, 50, 160),
            "GRANDE": (18, 18, 200, 480),
        },
        {"A": 0.16, "C": 0.13, "F": 0.08, "G": 0.36, "H": 0.14, "I": 0.08, "S": 0.05},
        (0.058, 0.050),
        (0.41, 0.44),
        {
            "83": Trade((24, 21), 0.61, 0.05),
            "72": Trade((12, 12), 0.66, 0.02),
            "52": Trade((20, 20), 0.16, 0.23),
            "61": Trade((9, 8), 0.40, 0.05),
            "93": Trade((12, 12), 0.20, 0.09),
            "51": Trade((8, 9), 0.38, 0.07),
            "43": Trade((7, 8), 0.29, 0.04),
            "91": Trade((6, 6), 0.12, 0.12),
            "71": Trade((5, 5), 0.52, 0.05),
            "41": Trade((3, 3), 0.11, 0.08),
            "53": Trade((2, 2), 0.25, 0.06),
        },
    ),
    LabourMarket(
        "1301",
        "Portoviejo",
        {
            "MICRO": (760, 76, 4, 9),
            "PEQUENA": (330, 66, 10, 49),
            "MEDIANA": (58, 32, 50, 150),
            "GRANDE": (14, 14, 200, 420),
        },
        {"C": 0.10, "F": 0.11, "G": 0.36, "H": 0.07, "I": 0.14, "P": 0.09, "Q": 0.13},
        (0.042, 0.044),
        (0.49, 0.53),
        {
            "52": Trade((22, 21), 0.12, 0.26),
            "51": Trade((15, 16), 0.36, 0.09),
            "22": Trade((9, 10), 0.63, 0.02),
            "71": Trade((13, 13), 0.54, 0.04),
            "41": Trade((9, 8), 0.09, 0.13),
            "23": Trade((8, 8), 0.27, 0.08),
            "83": Trade((9, 9), 0.44, 0.05),
            "91": Trade((9, 9), 0.11, 0.13),
            "53": Trade((6, 6), 0.42, 0.06),
        },
    ),
)
# What people seek beside the trades above, the same everywhere.
ALSO_SOUGHT = {"24": 0.05, "42": 0.05, "94": 0.04, "96": 0.02, "54": 0.03, "33": 0.03, "25": 0.01}
# How often a company names a barrier in each survey: since the workshops on inclusive hiring,
# fewer do not know how to hire.
BARRIERS = {
    "DOCUMENTOS": (0.47, 0.45),
    "TITULOS": (0.29, 0.28),
    "COSTO": (0.21, 0.22),
    "NORMATIVA": (0.34, 0.27),
    "CLIENTES": (0.13, 0.11),
    "IDIOMA": (0.02, 0.02),
    "DESCONOCIMIENTO": (0.41, 0.26),
    "OTRA": (0.05, 0.05),
}
OUTCOMES = {
    "COMPLETA": 0.80,
    "RECHAZO": 0.08,
    "NO_CONTACTO": 0.06,
    "NO_ELEGIBLE": 0.03,
    "DESCONOCIDA": 0.03,
}


@dataclass(frozen=True)
class Fair:
    """A job fair: how many people came, and the odds that a post it offered was filled."""

    code: str
    canton: str
    name: str
    day: dt.date
    people: int
    companies: int
    odds: float


CITIES = {"1308": "Manta", "2301": "Santo Domingo"}
FAIRS = (
    Fair(
        "F-2024-MTA", "1308", "Feria de empleo de Manta 2024", dt.date(2024, 9, 20), 610, 38, 0.55
    ),
    Fair(
        "F-2025-SDO",
        "2301",
        "Feria de empleo de Santo Domingo 2025",
        dt.date(2025, 5, 16),
        540,
        31,
        0.16,
    ),
)
# Officials trained as trainers, those of them who train, and sessions they gave, by government.
TRAINERS = {
    "1308": (19, 14, 62),
    "2301": (18, 11, 44),
    "13": (14, 6, 19),
    "1301": (9, 0, 0),
}
SYNTHETIC = "(sintética)"
LAST = dt.date(2025, 12, 19)  # the last day of the demo's data

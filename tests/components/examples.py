"""Answers and estimates made by hand, in the columns that answers have."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from components.estimate_values import Estimate
from components.labour.labour_rows import Occupation, judged
from data_access.answers import Answer, Definition, Source, Withheld
from data_access.language import Text
from data_access.measures.figures import Surveyed
from data_access.measures.survey import t_quantile
from data_access.scope import Scope

DAY = dt.date(2025, 9, 30)
MANTA = Scope("1308", filters=(("encuesta", "EMP2025"),))


def estimate(
    value: float | None,
    low: float | None = None,
    high: float | None = None,
    flag: str = "reliable",
    n: int | None = 120,
) -> Estimate:
    """An estimate of a survey; its error is that of the interval, with 60 degrees of freedom."""
    tested = None
    if value is not None and low is not None and high is not None:
        tested = Surveyed(value, (high - low) / 2 / t_quantile(60), 60)
    return Estimate(value, low, high, flag, n, tested)


HIDDEN = estimate(None, flag="not_published")


def occupation(
    code: str,
    demand: Estimate,
    supply: int | None,
    flag: str | None = None,
    adjusted: bool = False,
) -> Occupation:
    """An occupation with its verdict, as if it were the only one."""
    return judged([Occupation(code, demand, supply, flag, adjusted)])[0]


def answer(name: str, rows: list[dict[str, object]], **more: object) -> Answer:
    facts: dict[str, object] = {
        "scope": MANTA,
        "definition": Definition(Text("Puestos vacantes."), "V̂ = Σ N·v̄", Text("Cochran (1977)")),
        "as_of": DAY,
        "estimate_type": "survey",
        "n": 123,
        "sources": (Source(Text("{name}", name="Encuesta de empresas 2025"), DAY, (4, 7)),),
    }
    return Answer(name=name, frame=pd.DataFrame(rows), **(facts | more))  # type: ignore[arg-type]


def vacancies(**more: object) -> Answer:
    """Two occupations: one with figures, one withheld."""
    common: dict[str, object] = {"territory": "1308", "ciiu": None, "tamano": None, "estrato": None}
    rows = [
        {
            **common,
            "ciuo2": "51",
            "estimate": 1433.333333,
            "se": 100.0,
            "ci_low": 1235.2,
            "ci_high": 1631.4,
            "cv": 0.0698,
            "df": 121,
            "n": 123,
            "flag": "reliable",
        },
        {
            **common,
            "ciuo2": "91",
            "estimate": float("nan"),
            "se": float("nan"),
            "ci_low": float("nan"),
            "ci_high": float("nan"),
            "cv": float("nan"),
            "df": 121,
            "n": 123,
            "flag": "not_published",
        },
    ]
    held = (Withheld("not_published", 1),)
    return answer(
        "labour.vacancies", rows, scope=MANTA.having(by=("ciuo2",)), withheld=held, **more
    )


def gap() -> Answer:
    """One occupation with both sides, one with few people, one without published demand."""
    columns = ("territory", "ciuo2", "vacancies", "registered_supply", "gap", "tightness", "flag")
    rows = [
        ("1308", "51", 1433.333333, 60, 1373.333333, 23.888889, "reliable"),
        ("1308", "83", 263.0, None, None, None, "few"),
        ("1308", "91", None, 40, None, None, "not_published"),
    ]
    return answer("labour.gap", [dict(zip(columns, row, strict=True)) for row in rows])

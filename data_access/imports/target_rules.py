"""The rule on a target: it asks for better than its baseline, as its indicator understands it."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from data_access.answers.indicators.catalogue import BY_CODE
from data_access.imports.checked_rows import Table
from data_access.imports.import_findings import ImportFinding
from data_access.imports.row_rules import numbers, rule_of, where
from data_access.language import Text
from data_access.measures.target_progress import contradicts

WHY = {
    "up": Text(
        "La meta ({target}) es menor que la línea de base ({baseline}), y en «{name}» subir es "
        "mejorar: escriba una meta igual o mayor, o corrija la línea de base."
    ),
    "down": Text(
        "La meta ({target}) es mayor que la línea de base ({baseline}), y en «{name}» bajar es "
        "mejorar: escriba una meta igual o menor, o corrija la línea de base."
    ),
    "even": Text(
        "La meta ({target}) está más lejos de 1 que la línea de base ({baseline}), y en «{name}» "
        "acercarse a 1 es mejorar: escriba una meta más cercana a 1, o corrija la línea de base."
    ),
}


@rule_of("metas")
def target_asks_for_better(table: Table) -> Iterator[ImportFinding]:
    """Report targets on the wrong side of their baseline."""
    baseline, target = numbers(table, "baseline"), numbers(table, "target")
    codes = table.frame["indicator_code"]
    wrong = pd.Series(
        [
            code in BY_CODE
            and not pd.isna(start)
            and not pd.isna(aim)
            and contradicts(start, aim, BY_CODE[code].direction)
            for code, start, aim in zip(codes, baseline, target, strict=True)
        ],
        index=table.frame.index,
        dtype=bool,
    )
    for position in where(table, wrong, "indicator_code", "baseline", "target"):
        indicator = BY_CODE[codes[position]]
        said = WHY[indicator.direction]
        yield table.finding(
            position,
            "target",
            "meta_contraria",
            Text(
                said.msgid,
                target=float(target[position]),
                baseline=float(baseline[position]),
                name=indicator.name,
            ),
        )

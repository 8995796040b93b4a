"""What M stands for in a list that is no template's: "mujer" here, "masculino" in many others."""

from __future__ import annotations

from data_access import lists
from data_access.imports.headings import plain
from data_access.imports.mapping.questions import Ask, Question, answer
from data_access.imports.mapping.tables import Grid
from data_access.language import Text

WOMEN, MEN = "mujer", "masculino"


def understand(grid: Grid, ask: Ask) -> None:
    """Write M and F as the template's codes, once somebody said what M is; raise Unanswered.

    A column that has H as well says it by itself.
    """
    for match in grid.matches:
        if match.column.codes is not lists.SEX:
            continue
        said = {plain(cell) for cell in grid.column(match.at) if isinstance(cell, str)}
        if "m" not in said or "h" in said:
            continue
        question = Question(
            "sexo.m",
            grid.file,
            grid.sheet,
            Text(
                "En «{header}» hay M y no hay H: ¿M es mujer o masculino?",
                header=match.header,
            ),
            {WOMEN: Text("M es mujer"), MEN: Text("M es masculino (y F, femenino)")},
        )
        if answer(ask, question) == MEN:
            meant = {"m": "H", "f": "M"}
            for row in grid.rows:
                cell = row[match.at]
                if isinstance(cell, str):
                    row[match.at] = meant.get(plain(cell), cell)

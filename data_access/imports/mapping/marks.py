"""Crosses, ticks and words that say whether something holds: who came, what was chosen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from data_access.imports.headings import plain
from data_access.imports.mapping.questions import Ask, Question, answer
from data_access.imports.mapping.tables import Grid
from data_access.imports.workbook_xml import BrokenCell
from data_access.language import Text

YES = {"1", "1.0", "true", "si", "s", "x", "xx", "verdadero", "yes", "y", "ok", "\u2713", "\u2714"}
NO = {"", "0", "0.0", "false", "no", "n", "falso", "-", "\u2013", "\u2014", "\u2717", "\u2718"}
CAME = YES | {"asistio", "asiste", "presente", "present", "p", "attended"}
AWAY = NO | {"no asistio", "no asiste", "ausente", "absent", "falto", "falta", "inasistencia"}
# Letters that one office writes for who came, and another for who did not.
UNSURE = {"a", "f", "i", "j", "t", "np", "justificado", "justificada", "atraso", "tarde"}
CAME_COLUMN = {"asistio", "asiste", "asistencia", "presente", "attended", "present", "attendance"}
CAME_COLUMN |= {"participo", "asistio si no", "asistencia si no", "llego"}
CAME_SHEETS = ("asistencia_sesiones", "asistencia_eventos")


def word(cell: Any) -> str:
    """Return a cell as the lists above have it."""
    if cell is None:
        return ""
    text = str(cell).strip().casefold()
    return plain(text) if plain(text) and text not in CAME | AWAY else text


def holds(cell: Any) -> bool:
    """Return whether a cell of a choice says that it was chosen."""
    return word(cell) in YES


def all_marks(cells: Iterable[Any]) -> bool:
    """Return whether the filled cells of a column are marks, some of which say yes."""
    said = {word(cell) for cell in cells if not isinstance(cell, BrokenCell)}
    return bool(said - NO) and said <= CAME | AWAY | UNSURE


def came(grid: Grid, cells: Sequence[Any], ask: Ask) -> list[bool]:
    """Return which cells say that somebody came; raise Unanswered for one that does not tell."""
    known = {said: said in CAME for said in CAME | AWAY}
    for said in dict.fromkeys(map(word, cells)):
        if said in known:
            continue
        question = Question(
            f"marca.{said}",
            grid.file,
            grid.sheet,
            Text("¿Qué quiere decir «{said}» en la asistencia?", said=said),
            {"asistio": Text("La persona asistió"), "falto": Text("La persona no asistió")},
        )
        known[said] = answer(ask, question) == "asistio"
    return [known[word(cell)] for cell in cells]


def keep_who_came(grid: Grid, template: str, ask: Ask) -> int:
    """Drop the rows of a list of attendance that say that somebody did not come; return how many.

    Raise Unanswered where a row does not tell.
    """
    if template not in CAME_SHEETS:
        return 0
    used = {match.at for match in grid.matches}
    at = next(
        (i for i, h in enumerate(grid.headers) if i not in used and says_who_came(h)),
        None,
    )
    if at is None:
        return 0
    kept = came(grid, grid.column(at), ask)
    grid.keep(kept)
    return kept.count(False)


def says_who_came(header: str) -> bool:
    """Return whether a column says of each row whether the person came."""
    return plain(header.rpartition("/")[2].rpartition(".")[2]) in CAME_COLUMN

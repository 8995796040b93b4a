"""Rows that the system they come from has rejected or cancelled: whether they are read is asked."""

from __future__ import annotations

from data_access.imports.headings import plain
from data_access.imports.mapping.questions import Ask, Question, answer
from data_access.imports.mapping.tables import Grid
from data_access.language import Text

STATES = {"validation status", "submission validation status", "reviewstate", "review state"}
STATES |= {"estado", "status", "state", "estado del registro", "estado de la inscripcion"}
REJECTED = {"not approved", "validation status not approved", "no aprobado", "no aprobada"}
REJECTED |= {"rejected", "rechazado", "rechazada", "anulado", "anulada", "cancelado", "cancelada"}
REJECTED |= {"cancelled", "canceled", "withdrawn", "retirado", "retirada", "eliminado", "eliminada"}
REJECTED |= {"duplicado", "duplicada", "borrador", "draft", "hasissues", "has issues", "on hold"}
REJECTED |= {"validation status on hold", "deleted", "baja"}


def leave_out_rejected(grid: Grid, ask: Ask) -> int:
    """Drop the rows that another system has rejected, if somebody says so; return how many.

    Raise Unanswered where nobody says.
    """
    used = {match.at for match in grid.matches}
    for at, header in enumerate(grid.headers):
        if at in used or plain(header.rpartition("/")[2]) not in STATES:
            continue
        gone = [plain(str(cell)) in REJECTED for cell in grid.column(at)]
        if not any(gone):
            continue
        said = next(row[at] for row, one in zip(grid.rows, gone, strict=True) if one)
        question = Question(
            "rechazadas",
            grid.file,
            grid.sheet,
            Text(
                "{count} fila dice «{said}» en «{header}»: ¿se lee?",
                "{count} filas dicen «{said}» o algo así en «{header}»: ¿se leen?",
                sum(gone),
                said=str(said),
                header=header,
            ),
            {"dejar": Text("No, se dejan fuera."), "leer": Text("Sí, se leen como las demás.")},
        )
        if answer(ask, question) == "leer":
            continue
        grid.keep([not one for one in gone])
        return sum(gone)
    return 0

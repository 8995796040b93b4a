"""What can be wrong with a file before any of its rows is judged."""

from __future__ import annotations

from dataclasses import dataclass

from data_access.language import Text
from data_access.refusal import Refusal

SUM = Text("Parece una fila de totales, que no es un dato: quítela de la hoja.")


class Unreadable(Refusal):
    """A file, or a sheet, that cannot be read at all; `rule` and `text` say why."""

    def __init__(self, rule: str, text: Text, sheet: str | None = None) -> None:
        super().__init__(text)
        self.rule = rule
        self.sheet = sheet


@dataclass(frozen=True)
class Doubt:
    """Something seen while reading a sheet, told with its other findings."""

    rule: str
    text: Text
    row: int | None = None
    column: str | None = None
    value: str | None = None
    error: bool = True


class BadValue(Refusal):
    """A cell that cannot be taken; `rule` and `text` say why."""

    def __init__(self, rule: str, text: Text) -> None:
        super().__init__(text)
        self.rule = rule

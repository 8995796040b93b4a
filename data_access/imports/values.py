"""One cell at a time: what a sheet holds, as the value the table stores."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

from data_access.imports.templates import Column
from data_access.language import Text

E_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
PHONE = re.compile(r"(?:\+?593|0)[\s-]?\d(?:[\s-]?\d){7,8}")
LONG_DIGITS = re.compile(r"\d{10}|\d{13}")
GROUPED = re.compile(r"[-+]?\d{1,3}(?:[.,]\d{3})+")


class Bad(Exception):
    """A cell that cannot be taken; `rule` and `text` say why."""

    def __init__(self, rule: str, text: Text) -> None:
        super().__init__(rule)
        self.rule = rule
        self.text = text


def parse(raw: Any, column: Column, today: dt.date) -> Any:
    """The value of a filled cell, or Bad."""
    return PARSERS[column.kind](raw, column, today)


def looks_personal(text: str) -> bool:
    """Whether a text holds what may be a document number, an e-mail or a telephone."""
    bare = re.sub(r"[\s.-]", "", text)
    return bool(
        E_MAIL.search(text)
        or PHONE.fullmatch(text.strip())
        or (LONG_DIGITS.fullmatch(bare) and is_document(bare))
    )


def is_document(digits: str) -> bool:
    """Whether 10 or 13 digits are an Ecuadorian cédula or RUC, by province and check digit.

    A RUC of a company (third digit 6 or 9) has another check; its shape is enough.
    """
    if not ("01" <= digits[:2] <= "24" or digits[:2] == "30"):
        return False
    if len(digits) == 13:
        return digits[10:] != "000"
    doubled = [int(d) * (2 - i % 2) for i, d in enumerate(digits[:9])]
    total = sum(d - 9 if d > 9 else d for d in doubled)
    return (10 - total % 10) % 10 == int(digits[9])


def _code(raw: Any, column: Column, _today: dt.date) -> str:
    text = _text(raw)
    if looks_personal(text):
        raise Bad(
            "dato_personal",
            Text(
                "Parece una cédula, un RUC, un teléfono o un correo: use el código que entrega la "
                "herramienta de inscripción."
            ),
        )
    return text


def _link(raw: Any, _column: Column, _today: dt.date) -> str:
    text = _text(raw)
    if not re.fullmatch(r"https?://[^\s]+", text):
        raise Bad("enlace_invalido", Text("Escriba la dirección completa, con https:// al inicio."))
    return text


def _choice(raw: Any, column: Column, _today: dt.date) -> str:
    text = _text(raw)
    codes = column.codes or {}
    # A spreadsheet that took a code for a number has dropped its leading zeros.
    for found in (text, text.upper(), text.zfill(4), text.zfill(2)):
        if found in codes:
            return found
    if looks_personal(text):
        return _code(raw, column, _today)
    listed = ", ".join(list(codes)[:12]) + (", …" if len(codes) > 12 else "")
    raise Bad(
        "codigo_desconocido", Text("No está en la lista; use uno de: {listed}.", listed=listed)
    )


def _choices(raw: Any, column: Column, today: dt.date) -> str:
    parts = [part.strip() for part in _text(raw).split(";") if part.strip()]
    codes = [_choice(part, column, today) for part in parts]
    order = list(column.codes or {})
    return ";".join(sorted(set(codes), key=order.index))


def _integer(raw: Any, column: Column, today: dt.date) -> int:
    number = _decimal(raw, column, today)
    if number != number.to_integral_value():
        raise Bad("numero_invalido", Text("Debe ser un número entero."))
    return int(number)


def _decimal(raw: Any, column: Column, _today: dt.date) -> Decimal:
    if isinstance(raw, bool | dt.date | dt.time):
        raise Bad("numero_invalido", Text("Debe ser un número."))
    if isinstance(raw, int | float):
        number = Decimal(str(raw))
    else:
        text = str(raw).strip()
        if GROUPED.fullmatch(text):
            raise Bad(
                "numero_ambiguo",
                Text(
                    "No se sabe si el signo separa miles o decimales: escriba el número sin "
                    "separador de miles."
                ),
            )
        try:
            number = Decimal(text.replace(",", "."))
        except InvalidOperation:
            raise Bad("numero_invalido", Text("Debe ser un número.")) from None
    if not number.is_finite():
        raise Bad("numero_invalido", Text("Debe ser un número."))
    if number < 0 and column.least == 0:
        raise Bad("numero_negativo", Text("No puede ser negativo."))
    if column.least is not None and number < Decimal(str(column.least)):
        raise Bad("fuera_de_rango", Text("Debe ser {least} o más.", least=str(column.least)))
    if column.most is not None and number > Decimal(str(column.most)):
        raise Bad("fuera_de_rango", Text("Debe ser {most} o menos.", most=str(column.most)))
    if abs(number) > 2_000_000_000:
        raise Bad("fuera_de_rango", Text("El número es demasiado grande."))
    return number.quantize(Decimal("0.01")) if number != number.to_integral_value() else number


def _date(raw: Any, column: Column, today: dt.date) -> dt.date:
    day = raw.date() if isinstance(raw, dt.datetime) else raw
    if not isinstance(day, dt.date):
        day = _written_date(_text(raw))
    if not 1990 <= day.year <= 2100:
        raise Bad("fecha_invalida", Text("El año {year} no es posible.", year=str(day.year)))
    if column.past and day > today:
        raise Bad("fecha_futura", Text("La fecha está en el futuro: revise día, mes y año."))
    return day


def _written_date(text: str) -> dt.date:
    for pattern, order in (
        (r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00)?)?", (1, 2, 3)),
        (r"(\d{1,2})/(\d{1,2})/(\d{4})", (3, 2, 1)),
    ):
        found = re.fullmatch(pattern, text)
        if found:
            try:
                return dt.date(*(int(found.group(i)) for i in order))
            except ValueError:
                break
    raise Bad("fecha_invalida", Text("No es una fecha: escriba AAAA-MM-DD o DD/MM/AAAA."))


def _text(raw: Any) -> str:
    """A cell as text; a number that a spreadsheet made of a code loses its «.0»."""
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    if isinstance(raw, bool):
        return "SI" if raw else "NO"
    return str(raw).strip()


PARSERS: dict[str, Callable[[Any, Column, dt.date], Any]] = {
    "code": _code,
    "text": _code,
    "link": _link,
    "choice": _choice,
    "choices": _choices,
    "integer": _integer,
    "decimal": _decimal,
    "date": _date,
}

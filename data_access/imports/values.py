"""One cell at a time: from what a sheet holds to the value that the table stores."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from data_access import clock
from data_access.imports.personal import looks_personal, lost_its_zero
from data_access.imports.sheet_description import PERSON_CODES, SheetColumn
from data_access.language import Text
from data_access.refusal import Refusal

NUMBER = re.compile(r"[-+]?(?:\d+(?:[.,]\d*)?|[.,]\d+)", re.ASCII)
GROUPED = re.compile(r"[-+]?\d{1,3}(?:[.,]\d{3})+", re.ASCII)
WRITTEN_MOMENT = re.compile(
    r"(?P<day>[-/\d]+)[T ](?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?", re.ASCII
)
EXACT = 10**15  # whole numbers from here on are no longer what was typed


class BadValue(Refusal):
    """A cell that cannot be taken; `rule` and `text` say why."""

    def __init__(self, rule: str, text: Text) -> None:
        super().__init__(text)
        self.rule = rule


def parse(raw: Any, column: SheetColumn, today: dt.date) -> Any:
    """Return the value of a filled cell; raise BadValue if there is none."""
    return PARSERS[column.kind](raw, column, today)


def _code(raw: Any, column: SheetColumn, _today: dt.date) -> str:
    if isinstance(raw, bool | dt.date | dt.time | dt.timedelta) or (
        isinstance(raw, float) and abs(raw) >= EXACT
    ):
        raise BadValue(
            "codigo_alterado",
            Text(
                "El programa cambió lo escrito por una fecha, un sí/no o un número redondeado: dé "
                "a la columna formato de texto y escríbalo otra vez."
            ),
        )
    text = _text(raw)
    if not text.isprintable():
        raise BadValue(
            "caracter_invisible", Text("Hay caracteres invisibles: escriba la celda de nuevo.")
        )
    # A code of a person is never a bare number; of other things it may be, when typed as text.
    number = isinstance(raw, int | float) or column.name in PERSON_CODES
    if looks_personal(text) or (number and lost_its_zero(text)):
        raise BadValue(
            "dato_personal",
            Text(
                "Parece una cédula, un RUC, un teléfono o un correo: use el código que entrega la "
                "herramienta de inscripción."
            ),
        )
    return text


def _link(raw: Any, column: SheetColumn, today: dt.date) -> str:
    if not re.fullmatch(r"https?://[^\s]+", _text(raw)):
        raise BadValue(
            "enlace_invalido", Text("Escriba la dirección completa, con https:// al inicio.")
        )
    return _code(raw, column, today)


def _choice(raw: Any, column: SheetColumn, _today: dt.date) -> str:
    text = _text(raw)
    codes = column.codes or {}
    # A spreadsheet that took a code for a number has dropped its leading zeros.
    for found in (text, text.upper(), text.zfill(4), text.zfill(2)):
        if found in codes:
            return found
    if looks_personal(text):
        return _code(raw, column, _today)
    listed = ", ".join(list(codes)[:12]) + (", …" if len(codes) > 12 else "")
    raise BadValue(
        "codigo_desconocido", Text("No está en la lista; use uno de: {listed}.", listed=listed)
    )


def _choices(raw: Any, column: SheetColumn, today: dt.date) -> str:
    parts = [part.strip() for part in _text(raw).split(";") if part.strip()]
    codes = [_choice(part, column, today) for part in parts]
    order = list(column.codes or {})
    return ";".join(sorted(set(codes), key=order.index))


def _integer(raw: Any, column: SheetColumn, today: dt.date) -> int:
    number = _decimal(raw, column, today)
    if number != number.to_integral_value():
        raise BadValue("numero_invalido", Text("Debe ser un número entero."))
    return int(number)


def _decimal(raw: Any, column: SheetColumn, _today: dt.date) -> Decimal:
    if isinstance(raw, bool | dt.date | dt.time | dt.timedelta):
        raise BadValue("numero_invalido", Text("Debe ser un número."))
    if isinstance(raw, int | float):
        number = Decimal(str(raw))
    else:
        text = _text(raw)
        if GROUPED.fullmatch(text):
            raise BadValue(
                "numero_ambiguo",
                Text(
                    "No se sabe si el signo separa miles o decimales: escriba el número sin "
                    "separador de miles."
                ),
            )
        if not NUMBER.fullmatch(text):
            raise BadValue("numero_invalido", Text("Debe ser un número."))
        number = Decimal(text.replace(",", "."))
    if number < 0 and column.least == 0:
        raise BadValue("numero_negativo", Text("No puede ser negativo."))
    if column.least is not None and number < Decimal(str(column.least)):
        raise BadValue("fuera_de_rango", Text("Debe ser {least} o más.", least=str(column.least)))
    if column.most is not None and number > Decimal(str(column.most)):
        raise BadValue("fuera_de_rango", Text("Debe ser {most} o menos.", most=str(column.most)))
    if abs(number) > 2_000_000_000:
        raise BadValue("fuera_de_rango", Text("El número es demasiado grande."))
    whole = number == number.to_integral_value()
    return number if whole else number.quantize(Decimal(1).scaleb(-column.digits))


def _date(raw: Any, column: SheetColumn, today: dt.date) -> dt.date:
    day = raw.date() if isinstance(raw, dt.datetime) else raw
    if not isinstance(day, dt.date):
        day = _written_date(_text(raw))
    if not 1990 <= day.year <= 2100:
        raise BadValue("fecha_invalida", Text("El año {year} no es posible.", year=str(day.year)))
    if column.past and day > today:
        raise BadValue("fecha_futura", Text("La fecha está en el futuro: revise día, mes y año."))
    return day


def _month(raw: Any, column: SheetColumn, today: dt.date) -> dt.date:
    """Return the first day of a month."""
    if not isinstance(raw, dt.date):
        found = re.fullmatch(r"(\d{4})-(\d{1,2})|(\d{1,2})/(\d{4})", _text(raw))
        year, month = (found[1] or found[4], found[2] or found[3]) if found else ("0", "0")
        if not 1 <= int(month) <= 12:
            raise BadValue("mes_invalido", Text("No es un mes: escriba AAAA-MM."))
        raw = dt.date(int(year), int(month), 1)
    return _date(raw, column, today).replace(day=1)


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
    raise BadValue("fecha_invalida", Text("No es una fecha: escriba AAAA-MM-DD o DD/MM/AAAA."))


def _moment(raw: Any, column: SheetColumn, today: dt.date) -> dt.datetime:
    """Return a date-time of Ecuador; a day alone is its start, or the first second after it."""
    if isinstance(raw, dt.datetime):
        # A spreadsheet keeps times as fractions of a day: 10:00 may come as a hair before it.
        raw = (raw + dt.timedelta(milliseconds=500)).replace(microsecond=0)
    if isinstance(raw, str) and (found := WRITTEN_MOMENT.fullmatch(_text(raw))):
        day = _date(found["day"], replace(column, past=False), today)
        hour, minute, second = (int(found[part] or 0) for part in ("hour", "minute", "second"))
        if hour > 23 or minute > 59 or second > 59:
            raise BadValue("hora_invalida", Text("La hora no existe: escriba AAAA-MM-DD HH:MM."))
        at = dt.time(hour, minute, second)
    else:
        day = _date(raw, replace(column, past=False), today)
        at = raw.time() if isinstance(raw, dt.datetime) else dt.time()
        if column.timed and at == dt.time():
            raise BadValue("hora_invalida", Text("Falta la hora: escriba AAAA-MM-DD HH:MM."))
        # A spreadsheet keeps a day as its midnight; who means the day means all of it.
        if column.closes and at == dt.time():
            day += dt.timedelta(days=1)
    moment = dt.datetime.combine(day, at, clock.TIMEZONE)
    if column.past and day > today:
        raise BadValue("fecha_futura", Text("La fecha está en el futuro: revise día, mes y año."))
    return moment.astimezone(dt.UTC)


def _text(raw: Any) -> str:
    """Return a cell as text: one form of each accent, single spaces, no «.0» on a whole number."""
    if isinstance(raw, bool):
        return "SI" if raw else "NO"
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    return " ".join(unicodedata.normalize("NFC", str(raw)).split())


PARSERS: dict[str, Callable[[Any, SheetColumn, dt.date], Any]] = {
    "code": _code,
    "text": _code,
    "link": _link,
    "choice": _choice,
    "choices": _choices,
    "integer": _integer,
    "decimal": _decimal,
    "date": _date,
    "moment": _moment,
    "month": _month,
}

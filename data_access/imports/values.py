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
from data_access.imports import written_dates
from data_access.imports.encodings import broken_letters
from data_access.imports.headings import CLEANED, means_nothing, plain
from data_access.imports.lookups import code_of, unknown
from data_access.imports.personal import is_name, looks_personal, lost_its_zero
from data_access.imports.reading_problems import BadValue
from data_access.imports.sheet_description import NAMELESS, PERSON_CODES, SheetColumn
from data_access.imports.workbook_xml import Percent
from data_access.imports.written_numbers import CLOCK_TIME, NO_NUMBER, YEAR, outside
from data_access.imports.written_numbers import number as written_number
from data_access.language import Text

DENIALS = {"no", "n", "0", "0 0", "falso", "false", "pendiente", "no firma", "no firmo", "no dio"}
DENIALS |= {"sin consentimiento", "sin firma", "rechaza", "rechazo", "rechazado", "negado", "niega"}
DENIALS |= {"nr", "no responde", "no consiente", "por firmar", "retirado", "revocado", "no acepta"}
DENIALS |= {"en tramite", "en proceso", "falta", "falta firmar", "retira", "retiro", "revoca"}
DENIALS |= {"revoco", "anulado", "anulada", "desistio", "ninguno", "ninguna", "rechaza firmar"}
AGREEMENTS = {"si", "s", "yes", "true", "verdadero", "firmado", "firmada", "firmo", "acepta"}
AGREEMENTS |= {"acepto", "aceptado", "autoriza", "autorizado", "autorizo", "ok", "de acuerdo"}
AGREEMENTS |= {"consiente", "consentido", "otorgado", "dado", "verbal", "escrito"}
NUMBERED = re.compile(r"no \d")  # "No. 1" numbers a version
SCIENTIFIC = re.compile(r"[-+]?\d+(?:[.,]\d+)?E[-+]?\d+", re.IGNORECASE)
# What Excel and SAP put before a text that looks like a number.
AS_TEXT = re.compile(r"'[^']+")
CHANGED = Text(
    "El programa cambió el número por una fecha: dé a la columna formato de número y escríbalo "
    "otra vez."
)
DAYS = ("date", "month", "moment")
NOTHING_SAID = Text("No dice nada: si no hay dato, deje la celda vacía.")
DATA_FRAME = re.compile(r"\d+\.0", re.ASCII)
# Signs that broken letters, stray quotes and formulas leave in codes.
UNUSUAL = re.compile(r"[^\w\s\-./:#+&()°ºª'*|,;@%!$=·–—\u0300-\u036f\u200e-\u202e]")
# A cédula or a RUC, whether its check digit was typed right or not.
SHAPED = re.compile(r"(?:[01]\d|2[0-4]|30)\d{7}-?\d(?:001)?", re.ASCII)
DOCUMENT = Text(
    "Parece una cédula, un RUC, un teléfono o un correo: use el código que entrega la "
    "herramienta de inscripción."
)
BREAKS = re.compile(r"[\r\n\v\f\u2028\u2029]")
EXACT = 10**15  # whole numbers from here on are no longer what was typed


def parse(raw: Any, column: SheetColumn, today: dt.date) -> Any:
    """Return the value of a filled cell; raise BadValue if there is none."""
    if column.name.endswith("_consentimiento") and denies(raw):
        raise BadValue(
            "sin_consentimiento",
            Text(
                "Eso no es un consentimiento: sin él no se puede guardar la fila. Si la persona lo "
                "dio, escriba el día y la versión del texto; si no, quite su fila."
            ),
        )
    if column.name == "version_consentimiento" and _agrees(raw):
        raise BadValue(
            "version_falta",
            Text(
                "Eso dice que hay consentimiento y no a qué texto: escriba la versión del texto "
                "que la persona aceptó, por ejemplo V1."
            ),
        )
    if isinstance(raw, str):
        if column.kind != "text" and AS_TEXT.fullmatch(raw.strip()):
            raw = raw.strip()[1:]
        if column.kind in DAYS and not column.required and means_nothing(raw):
            raise BadValue("fecha_invalida", NOTHING_SAID)
    return PARSERS[column.kind](raw, column, today)


def _agrees(raw: Any) -> bool:
    return raw is True or (isinstance(raw, str) and plain(raw) in AGREEMENTS)


def denies(raw: Any) -> bool:
    """Return whether a cell about consent says that there is none, or none yet."""
    if isinstance(raw, bool | int | float):
        return not raw
    if not isinstance(raw, str):
        return False
    said = plain(raw)
    return (
        means_nothing(raw)
        or said in DENIALS
        or (said.startswith(("no ", "sin ", "pend")) and not NUMBERED.match(said))
    )


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
    if column.kind == "code" and DATA_FRAME.fullmatch(text):
        text = text.partition(".")[0]  # a number that passed through a data frame
    if column.kind == "code" and isinstance(raw, str):
        _require_whole_code(raw.strip(), text)
    if means_nothing(text):
        raise BadValue(
            "sin_dato",
            Text("No dice nada: escriba el dato.") if column.required else NOTHING_SAID,
        )
    if column.kind != "link" and (mended := broken_letters(text)) is not None:
        raise BadValue(
            "letras_rotas",
            Text(
                "Las letras se dañaron al guardar el archivo: debe decir «{mended}».", mended=mended
            )
            if mended and not looks_personal(mended)
            else Text("Las letras se dañaron al guardar el archivo: escriba el texto de nuevo."),
        )
    if not text.isprintable():
        raise BadValue(
            "caracter_invisible", Text("Hay caracteres invisibles: escriba la celda de nuevo.")
        )
    # A code of a person is never a bare number; of other things it may be, when typed as text.
    number = isinstance(raw, int | float) or column.name in PERSON_CODES
    if looks_personal(text) or (number and lost_its_zero(text)):
        raise BadValue("dato_personal", DOCUMENT)
    if column.name in NAMELESS and SHAPED.fullmatch(text):
        raise BadValue("dato_personal", DOCUMENT)
    if column.name in NAMELESS and is_name(text):
        raise BadValue(
            "dato_personal",
            Text("Parece el nombre de una persona: use su código, que no la nombra."),
        )
    return text


def _require_whole_code(raw: str, text: str) -> None:
    """Raise BadValue for a code over two lines, or one that a program rounded."""
    if BREAKS.search(raw):
        raise BadValue(
            "salto_de_linea",
            Text("Hay un salto de línea dentro del código: escríbalo en una sola línea."),
        )
    if found := UNUSUAL.search(text):
        raise BadValue(
            "codigo_signo",
            Text(
                "El código lleva un signo que los códigos no llevan ({sign}): revise si sobra.",
                sign=found[0],
            ),
        )
    if not text.isascii() and (letter := next(filter(_is_foreign, text), None)):
        raise BadValue(
            "codigo_signo",
            Text(
                "El código lleva una letra de otro alfabeto ({letter}), que solo parece de este: "
                "escríbalo otra vez.",
                letter=letter,
            ),
        )
    if SCIENTIFIC.fullmatch(text):
        raise BadValue(
            "codigo_alterado",
            Text(
                "El programa guardó el código como {said} y perdió sus cifras: dé a la columna "
                "formato de texto y escríbalo otra vez.",
                said=text,
            ),
        )


def _is_foreign(sign: str) -> bool:
    """Return whether a sign is a letter of another alphabet than ours."""
    kind = unicodedata.category(sign)
    return kind in ("Lu", "Ll", "Lt") and not unicodedata.name(sign, "").startswith("LATIN")


def _link(raw: Any, column: SheetColumn, today: dt.date) -> str:
    if not re.fullmatch(r"https?://[^\s]+", _text(raw)):
        raise BadValue(
            "enlace_invalido", Text("Escriba la dirección completa, con https:// al inicio.")
        )
    return _code(raw, column, today)


def _choice(raw: Any, column: SheetColumn, _today: dt.date) -> str:
    text = _text(raw)
    readable = text.isprintable() and not isinstance(raw, dt.date | dt.time)
    found = code_of(text, column) if readable else None
    if found is not None:
        return found
    if looks_personal(text):
        return _code(raw, column, _today)
    raise unknown(text, column)


def _choices(raw: Any, column: SheetColumn, today: dt.date) -> str:
    codes = column.codes or {}
    said = str(raw)
    parts = [part.strip() for part in re.split(r"[;,\r\n|]", said) if part.strip()]
    # A form's own export joins codes by spaces, which none of them holds.
    apart = [word for part in parts for word in part.split()]
    if all(word.upper() in codes for word in apart):
        parts = apart
    found = [_choice(part, column, today) for part in parts]
    order = list(codes)
    return ";".join(sorted(set(found), key=order.index))


def _integer(raw: Any, column: SheetColumn, today: dt.date) -> int:
    number = _decimal(raw, column, today)
    if number != number.to_integral_value():
        raise BadValue(
            "numero_invalido",
            YEAR if column.name.startswith("anio") else Text("Debe ser un número entero."),
        )
    return int(number)


def _decimal(raw: Any, column: SheetColumn, _today: dt.date) -> Decimal:
    if isinstance(raw, dt.time | dt.timedelta):
        raise BadValue("numero_invalido", CLOCK_TIME)
    if isinstance(raw, bool | dt.date):
        changed = NO_NUMBER if isinstance(raw, bool) else CHANGED
        raise BadValue("numero_invalido", YEAR if column.name.startswith("anio") else changed)
    if isinstance(raw, Percent):
        if not column.percent:
            raise BadValue(
                "porcentaje",
                Text("La celda es un porcentaje y aquí va un número: quítele ese formato."),
            )
        number = round(Decimal(str(float(raw))) * 100, 6)
    elif isinstance(raw, int | float):
        number = Decimal(str(raw))
    else:
        number = written_number(_text(raw), column)
    if number < 0 and column.least == 0:
        raise BadValue("numero_negativo", Text("No puede ser negativo."))
    if (column.least is not None and number < Decimal(str(column.least))) or (
        column.most is not None and number > Decimal(str(column.most))
    ):
        raise BadValue("fuera_de_rango", outside(number, column))
    if abs(number) > 2_000_000_000:
        raise BadValue("fuera_de_rango", Text("El número es demasiado grande."))
    whole = number == number.to_integral_value()
    return number if whole else number.quantize(Decimal(1).scaleb(-column.digits))


def _date(raw: Any, column: SheetColumn, today: dt.date) -> dt.date:
    day = raw.date() if isinstance(raw, dt.datetime) else raw
    if not isinstance(day, dt.date):
        day = written_dates.day(_text(raw))
    if not 1990 <= day.year <= 2100:
        raise BadValue("fecha_invalida", Text("El año {year} no es posible.", year=str(day.year)))
    if column.past and day > today:
        raise BadValue("fecha_futura", Text("La fecha está en el futuro: revise día, mes y año."))
    return day


def _month(raw: Any, column: SheetColumn, today: dt.date) -> dt.date:
    """Return the first day of a month."""
    if isinstance(raw, dt.date) and raw.day != 1:
        raise BadValue(
            "mes_invalido",
            Text(
                "La celda dice un día, quizá porque Excel cambia «ene-25» por el 25 de enero de "
                "este año: escriba el mes como AAAA-MM, en formato de texto."
            ),
        )
    found = raw if isinstance(raw, dt.date) else written_dates.month(_text(raw))
    return _date(found, column, today).replace(day=1)


def _moment(raw: Any, column: SheetColumn, today: dt.date) -> dt.datetime:
    """Return a date-time of Ecuador; a day alone is its start, or the first second after it."""
    if isinstance(raw, dt.datetime):
        # A spreadsheet keeps times as fractions of a day: 10:00 may come as a hair before it.
        raw = (raw + dt.timedelta(milliseconds=500)).replace(microsecond=0)
    written = written_dates.moment(_text(raw)) if isinstance(raw, str) else None
    if written is not None:
        day, at = _date(written.date(), replace(column, past=False), today), written.time()
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
    return " ".join(unicodedata.normalize("NFC", str(raw).translate(CLEANED)).split())


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

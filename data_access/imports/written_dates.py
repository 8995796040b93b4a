"""Days, moments and months as people and programs write them, where they have one meaning."""

from __future__ import annotations

import datetime as dt
import re

from data_access import clock
from data_access.imports.headings import plain
from data_access.imports.reading_problems import BadValue
from data_access.language import Text

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "enero ene january jan",
            "febrero feb february",
            "marzo mar march",
            "abril abr april apr",
            "mayo may",
            "junio jun june",
            "julio jul july",
            "agosto ago august aug",
            "septiembre sep setiembre set sept september",
            "octubre oct october",
            "noviembre nov november",
            "diciembre dic december dec",
        ),
        start=1,
    )
    for name in names.split()
}
ISO = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?"
    r"\s*(Z|[+-]\d{2}:?\d{2})?)?",
    re.ASCII,
)
# Day and month, in either order; with dots only the day comes first.
SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})", re.ASCII)
DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", re.ASCII)
SHORT_YEAR = re.compile(r"\d{1,2}([/.-])\d{1,2}\1\d{2}", re.ASCII)
YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})|(20\d\d)(\d\d)(\d\d)", re.ASCII)
WEEKDAY = (
    r"(?:(?:lunes|martes|miercoles|jueves|viernes|sabado|domingo|monday|tuesday|wednesday|thursday"
    r"|friday|saturday|sunday|mon|tue|wed|thu|fri|sat|sun|lun|mar|mie|jue|vie|sab|dom) )?"
)
NAMED = re.compile(WEEKDAY + r"(\d{1,2}) (?:de )?([a-z]+)\.? (?:de |del )?(\d{4}|\d{2})")
MONTH_NAMED_FIRST = re.compile(WEEKDAY + r"([a-z]+) (\d{1,2})(?:st|nd|rd|th)? (\d{4})")
CLOCK = re.compile(
    r"(?P<hour>\d{1,2})(?::|h)(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?"
    r"\s*(?P<half>[ap]\.?\s?m\.?)?(?:\s*(?P<zone>Z|[+-]\d{2}:?\d{2}))?",
    re.ASCII | re.IGNORECASE,
)
MIDNIGHT = re.compile(
    r"0?0:00(?::00(?:\.0+)?)?\s*(?:Z|[+-]\d{2}:?\d{2})?", re.ASCII | re.IGNORECASE
)
NO_DATE = Text("No es una fecha: escriba AAAA-MM-DD o DD/MM/AAAA.")
NO_TIME = Text("La hora no existe: escriba AAAA-MM-DD HH:MM.")
NO_MONTH = Text("No es un mes: escriba AAAA-MM.")


def day(text: str) -> dt.date:
    """Return the day that a text names, in Ecuador; raise BadValue."""
    said, at = split(text)
    # A program that keeps days as moments writes them as midnight in the zone that it names.
    if at is None or MIDNIGHT.fullmatch(at[0]):
        return _day(said)
    return local(said, at).date()


def moment(text: str) -> dt.datetime | None:
    """Return the moment that a text names, in Ecuador's time; None for a day alone."""
    said, at = split(text)
    return None if at is None else local(said, at)


def split(text: str) -> tuple[str, re.Match[str] | None]:
    """Return the day and the time of a text; None where it has no time."""
    for mark in (" ", "T"):
        said, _, rest = text.partition(mark) if mark == "T" else _last_clock(text)
        if rest and (found := CLOCK.fullmatch(rest.strip())):
            return said.strip(" ,"), found
    return text, None


def _last_clock(text: str) -> tuple[str, str, str]:
    at = re.search(r"[ ,]+(?=\d{1,2}(?::|h)\d{2})", text)
    return (text[: at.start()], " ", text[at.end() :]) if at else (text, "", "")


def local(said: str, at: re.Match[str]) -> dt.datetime:
    """Return a day with its time in Ecuador; raise BadValue for an hour that is none."""
    hour, minute, second = (int(at[part] or 0) for part in ("hour", "minute", "second"))
    half = (at["half"] or "")[:1].lower()
    if half and not 1 <= hour <= 12:
        raise BadValue("hora_invalida", NO_TIME)
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23 or minute > 59 or second > 59:
        raise BadValue("hora_invalida", NO_TIME)
    found = dt.datetime.combine(_day(said), dt.time(hour, minute, second))
    if not at["zone"]:
        return found
    zone = "+00:00" if at["zone"].upper() == "Z" else at["zone"]
    offset = dt.timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:]))
    if offset > dt.timedelta(hours=14):
        raise BadValue("hora_invalida", NO_TIME)
    sign = -1 if zone[0] == "-" else 1
    aware = found.replace(tzinfo=dt.timezone(sign * offset))
    return aware.astimezone(clock.TIMEZONE).replace(tzinfo=None)


def _day(text: str) -> dt.date:
    try:
        if found := re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", text):
            return dt.date(int(found[1]), int(found[2]), int(found[3]))
        if found := YEAR_FIRST.fullmatch(text):
            year, month, day = (part for part in found.groups() if part is not None)
            return dt.date(int(year), int(month), int(day))
        if found := DOTTED.fullmatch(text):
            return dt.date(int(found[3]), int(found[2]), int(found[1]))
        if found := SLASHED.fullmatch(text):
            if int(found[2]) > 12 >= int(found[1]):
                raise BadValue(
                    "fecha_invalida",
                    Text(
                        "Parece mes/día/año, y aquí se lee día/mes/año: corrija toda la columna, "
                        "también las fechas que no dan error, y escriba AAAA-MM-DD."
                    ),
                )
            return dt.date(int(found[3]), int(found[2]), int(found[1]))
        said = plain(text)
        if (found := NAMED.fullmatch(said)) and found[2] in MONTHS:
            named = int(found[3]) + (2000 if len(found[3]) == 2 else 0)
            return dt.date(named, MONTHS[found[2]], int(found[1]))
        if (found := MONTH_NAMED_FIRST.fullmatch(said)) and found[1] in MONTHS:
            return dt.date(int(found[3]), MONTHS[found[1]], int(found[2]))
    except ValueError:
        raise BadValue("fecha_invalida", NO_DATE) from None
    if SHORT_YEAR.fullmatch(text):
        raise BadValue("fecha_invalida", Text("Escriba el año con cuatro cifras: AAAA-MM-DD."))
    if CLOCK.fullmatch(text):
        raise BadValue("fecha_invalida", Text("Falta el día: escriba AAAA-MM-DD HH:MM."))
    if re.fullmatch(r"[34]\d{4}(?:\.\d+)?", text):
        raise BadValue(
            "fecha_invalida",
            Text(
                "Es el número con que Excel guarda una fecha: dé a la columna formato de fecha, o "
                "escriba AAAA-MM-DD."
            ),
        )
    raise BadValue("fecha_invalida", NO_DATE)


def month(text: str) -> dt.date:
    """Return the first day of the month that a text names; raise BadValue."""
    said = plain(text)
    if (found := re.fullmatch(r"(20\d\d)(\d\d)", text)) or (
        found := re.fullmatch(r"(\d{4})[-/](\d{1,2})(?:-01(?:[T ]00:00(?::00)?)?)?", text)
    ):
        year, number = int(found[1]), int(found[2])
    elif (found := re.fullmatch(r"(\d{1,2})[-/](\d{4})", text)) or (
        found := re.fullmatch(r"01/(\d{1,2})/(\d{4})", text)
    ):
        year, number = int(found[2]), int(found[1])
    elif (found := re.fullmatch(r"([a-z]+) (?:de |del )?(\d{4}|\d{2})", said)) and (
        found[1] in MONTHS
    ):
        year, number = int(found[2]), MONTHS[found[1]]
        year += 2000 if len(found[2]) == 2 else 0
    elif (found := re.fullmatch(r"(\d{4}) ([a-z]+)", said)) and found[2] in MONTHS:
        year, number = int(found[1]), MONTHS[found[2]]
    else:
        raise BadValue("mes_invalido", NO_MONTH)
    if not 1 <= number <= 12 or not 1990 <= year <= 2100:
        raise BadValue("mes_invalido", NO_MONTH)
    return dt.date(year, number, 1)

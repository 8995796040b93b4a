"""Numbers as people write them, where signs for thousands, money and percent have one meaning."""

from __future__ import annotations

import re
from decimal import Decimal

from data_access.imports.headings import means_nothing
from data_access.imports.reading_problems import BadValue
from data_access.imports.sheet_description import SheetColumn
from data_access.language import Text

NUMBER = re.compile(r"[-+]?(?:\d+(?:[.,]\d*)?|[.,]\d+)", re.ASCII)
ONE_GROUP = re.compile(r"[-+]?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)
GROUPS = re.compile(r"([-+]?)(\d{1,3}(?:([., '’])\d{3})(?:\3\d{3})*)(?:([.,])(\d+))?", re.ASCII)
MONEY = re.compile(r"^(?:US\$|USD|\$)\s*|\s*(?:USD|US\$|\$|d[oó]lares|[.,]-)$", re.IGNORECASE)
UTM = 1000  # degrees end long before
DEGREES = re.compile(r"[°º'\"′″]|[NSEOW]$", re.IGNORECASE)
TWO = re.compile(r"-?\d+(?:[.,]\d+)?\s*(?:[-–/;,aAyY]|to)\s*-?\d+(?:[.,]\d+)?", re.ASCII)
# As accounting writes what is below zero.
BELOW = re.compile(r"\([$ ]*[\d.,]+\s*\)|[\d.,]*\d\s*-", re.ASCII)
# What is counted in a column; «1.5K» and «12 mil» are other numbers than their figures.
WITH_UNIT = re.compile(
    r"([-+]?[\d.,]+)\s*(?:h|hs|hrs?|horas?|puestos?|plazas?|personas?|asientos?|ventas?|vacantes?"
    r"|unidades|empresas?|mensual(?:es)?|al mes|puntos?|pts)\.?",
    re.ASCII | re.IGNORECASE,
)
OUT_OF = re.compile(r"(\d{1,3}(?:[.,]\d+)?)\s*(?:/|sobre|de)\s*(10|20|100)", re.ASCII)
CLOCK = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?", re.ASCII)
NO_NUMBER = Text("Debe ser un número.")
CLOCK_TIME = Text(
    "Es una hora del reloj: escriba un número, por ejemplo 4.5 si son cuatro y media."
)


def number(text: str, column: SheetColumn) -> Decimal:
    """Return the number that a text writes in a column; raise BadValue if it is none, or two."""
    said = MONEY.sub("", text).strip() if "usd" in column.name else text
    if column.percent and said.endswith("%"):
        said = said[:-1].strip()
    if column.percent and (mark := OUT_OF.fullmatch(said)):
        return Decimal(mark[1].replace(",", ".")) * 100 / Decimal(mark[2])
    if ONE_GROUP.fullmatch(said):
        return _one_group(said, column)
    found = GROUPS.fullmatch(said)
    if found and (found[4] or found[2].count(found[3]) > 1 or found[3] in " '’"):
        if found[4] == found[3]:
            raise BadValue("numero_invalido", NO_NUMBER)
        whole = found[2].replace(found[3], "")
        return Decimal(f"{found[1]}{whole}.{found[5] or '0'}")
    if not NUMBER.fullmatch(said):
        raise BadValue("numero_invalido", _no_number(said, column))
    return Decimal(said.replace(",", "."))


def _one_group(said: str, column: SheetColumn) -> Decimal:
    """Return a number like 1.234 where only one of its two meanings is possible."""
    thousands = Decimal(re.sub(r"[.,]", "", said))
    decimals = Decimal(said.replace(",", "."))
    if column.kind == "decimal" and column.most is not None and thousands > column.most:
        return decimals
    if column.kind == "decimal" and column.least is not None and thousands < column.least:
        return decimals
    if column.kind == "integer":
        raise BadValue(
            "numero_ambiguo",
            Text(
                "El signo parece separar miles, pero podría separar decimales: si es {plain}, "
                "escríbalo sin signo.",
                plain=str(thousands),
            ),
        )
    raise BadValue(
        "numero_ambiguo",
        Text(
            "No se sabe si el signo separa miles o decimales: escriba {plain} si son miles, o "
            "{exact}, con un cero más, si son decimales.",
            plain=str(thousands),
            exact=f"{decimals}0",
        ),
    )


def _no_number(said: str, column: SheetColumn) -> Text:
    if column.name in ("latitud", "longitud") and DEGREES.search(said):
        return Text("Escriba grados decimales con signo, por ejemplo -0.95 y -80.72.")
    if column.name.startswith("anio"):
        return YEAR
    if BELOW.fullmatch(said):
        if column.least is not None and column.least >= 0:
            return Text("Así se escribe en contabilidad una cifra negativa, y aquí no puede serlo.")
        return Text("Así se escribe en contabilidad una cifra negativa: escríbala con «-» delante.")
    if CLOCK.fullmatch(said):
        return CLOCK_TIME
    if found := WITH_UNIT.fullmatch(said):
        return Text("Escriba solo la cifra, sin la unidad: {figure}.", figure=found[1])
    if TWO.fullmatch(said):
        if column.name in ("latitud", "longitud"):
            return Text("Hay dos números: ponga la latitud y la longitud cada una en su columna.")
        return Text("Hay dos números en la celda: deje uno solo.")
    if means_nothing(said) and not column.required:
        return Text("No es un número: si no hay dato, deje la celda vacía.")
    if said.endswith("%"):
        return Text("Debe ser un número, y aquí no se espera un porcentaje.")
    return NO_NUMBER


YEAR = Text("Escriba solo el año, con cuatro cifras, por ejemplo 1990.")


def outside(value: Decimal, column: SheetColumn) -> Text:
    """Return what is wrong with a number outside of its column's bounds."""
    least, most = column.least, column.most
    if column.name.startswith("anio"):
        return YEAR
    if column.name in ("latitud", "longitud") and least is not None and most is not None:
        if abs(value) > UTM:
            return Text(
                "Parecen coordenadas UTM, en metros: conviértalas a grados decimales, por ejemplo "
                "-0.95 y -80.72."
            )
        if least <= -value <= most:
            return Text("Cae fuera del Ecuador: parece faltarle el signo menos.")
        return Text(
            "Cae fuera del Ecuador: revise si latitud y longitud están cambiadas, y su signo."
        )
    if least is not None and value < Decimal(str(least)):
        return Text("Debe ser {least} o más.", least=str(least))
    return Text("Debe ser {most} o menos.", most=str(most))

"""Labels of codes and columns as a reader sees them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping

from components.words import Month
from data_access import lists, territory
from data_access.answers import QUESTIONS
from data_access.answers.columns import AnswerColumn, Empty, Kind
from data_access.answers.shared_columns import FLAGS as FLAGS
from data_access.answers.shared_columns import SCOPE_COLUMNS
from data_access.language import Text
from data_access.periods import months_between
from data_access.role_names import role
from data_access.viewer import Grant

# The same inside a cell, in place of the number.
WITHHELD: Mapping[str, Text] = {
    "not_published": Text("no publicado"),
    "few": Text("pocas"),
    "unknown": Text("sin dato"),
    "still_followed": Text("aún en seguimiento"),
}

# What an empty cell means that is not withheld.
EMPTY: Mapping[Empty, Text] = {
    Empty.UNKNOWN: WITHHELD["unknown"],
    Empty.NONE: Text("ninguno"),
    Empty.NOT_APPLICABLE: Text("no aplica"),
    Empty.NOT_SET: Text("—"),
}
# What the cells of a column hold, for readers of a file.
KINDS: Mapping[Kind, Text] = {
    Kind.PEOPLE: Text("Personas"),
    Kind.COUNT: Text("Conteo"),
    Kind.SHARE: Text("Proporción: 1 es 100 %"),
    Kind.NUMBER: Text("Número"),
    Kind.POINTS: Text("Puntos"),
    Kind.MONEY: Text("Dólares (USD)"),
    Kind.DURATION: Text("Duración"),
    Kind.ORDINAL: Text("Número de orden"),
    Kind.HOUR: Text("Hora del día, de 0 a 23"),
    Kind.COORDINATE: Text("Grados decimales"),
    Kind.IN_UNIT: Text("En la unidad de la fila"),
    Kind.DATE: Text("Fecha"),
    Kind.MOMENT: Text("Fecha y hora"),
    Kind.CODE: Text("Código de una lista"),
    Kind.PLACE: Text("Código de un lugar"),
    Kind.YES_NO: Text("Sí o no"),
    Kind.NAMES: Text("Varios textos, entre punto y coma"),
    Kind.TEXT: Text("Texto"),
}
YES_NO: Mapping[bool, Text] = {True: Text("Sí"), False: Text("No")}


def title(name: str) -> Text:
    """Return what an answer is called; an unknown name is its own title."""
    return QUESTIONS[name].title if name in QUESTIONS else Text("{name}", name=name)


def scope_key(name: str) -> Text:
    """Return what a dimension or filter is called; an unknown one is its own name."""
    known = SCOPE_COLUMNS.get(name)
    return Text("{name}", name=name) if known is None else known.label


def codes(name: str) -> Mapping[str, Text]:
    """Return the codes of a dimension or filter with their labels; none if it has no list."""
    known = SCOPE_COLUMNS.get(name)
    return (known.codes or {}) if known is not None else {}


def code(column: AnswerColumn, value: object) -> Text:
    """Return what a column's code means: "51" is "Trabajadores de los servicios personales".

    A code that is not in the list is its own name.
    """
    if column.kind is Kind.PLACE:
        return place(str(value))
    found = (column.codes or {}).get(str(value))
    return Text("{code}", code=str(value)) if found is None else found


def place(code: str) -> Text:
    """Return a place's name; an unknown code is its own name."""
    return territory.name(code) if territory.is_known(code) else Text("{code}", code=code)


def period(start: dt.date | None, end: dt.date | None) -> Text:
    """Return a half-open period in words: "2025", "abril a junio de 2025", "octubre de 2024 a marzo
    de 2025", "marzo de 2025", or days.

    At least one of the two dates must be given.
    """
    if start is None:
        assert end is not None
        return Text("hasta el {end}", end=last(end))
    if end is None:
        return Text("desde el {start}", start=start)
    final, months = last(end), months_between(start, end)
    if start.day == end.day == 1 and months > 0:
        if months == 1:
            return Month(start)
        if start.month == 1 and months % 12 == 0:
            year = Text("{year}", year=str(start.year))
            until = str(final.year)
            return year if months == 12 else Text("{first} a {last}", first=year, last=until)
        first = Month(start, year=start.year != final.year)
        return Text("{first} a {last}", first=first, last=Month(final))
    if start == final:
        return Text("{day}", day=start)
    return Text("{start} a {end}", start=start, end=final)


def last(end: dt.date) -> dt.date:
    """Return the last day inside a period that ends before `end`."""
    return end - dt.timedelta(days=1)


def role_apart(grant: Grant) -> Text:
    """Return a role in words, its place told apart from others of the same name."""
    if grant.role != "leader" or grant.of not in NAMESAKES:
        return role(grant)
    return Text("{role} de {place}", role=lists.ROLE[grant.role], place=place_among_all(grant.of))


def _namesakes() -> frozenset[str]:
    codes = (*territory.PROVINCES, *territory.CANTONS)
    names = Counter(territory.name(code) for code in codes)
    return frozenset(code for code in codes if names[territory.name(code)] > 1)


NAMESAKES = _namesakes()  # provinces and cantons that share a name with another


def place_among_all(code: str) -> Text:
    """Return a place told apart from all others: several provinces have a canton "Bolívar"."""
    if territory.level(code) == "canton":
        province = place(str(territory.parent(code)))
        return Text("{name} ({province})", name=place(code), province=province)
    return place_with_level(code)


def place_in_sentence(code: str) -> Text:
    """Return a place as it stands in a sentence that begins "En …"."""
    if code == territory.COUNTRY:
        return Text("los lugares encuestados del Ecuador")
    if territory.is_known(code) and territory.level(code) == "province":
        return Text("la provincia de {name}", name=place(code))
    return place(code)


def place_with_level(code: str) -> Text:
    """Return a place told apart by its level: Esmeraldas is a province and a canton."""
    if territory.is_known(code) and territory.level(code) == "province":
        return Text("{name} (provincia)", name=place(code))
    return place(code)

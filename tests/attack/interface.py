"""Plays a reader of the app itself: asks by URL, reads the JSON, the download and the map.

A random programme is stored in a real database, in three deliveries with questions in between:
until May, June, and those who come in late. What is heard fills the same arrays that
`publishers.cell_key` makes, so that the same attacker can go on from it.
"""

from __future__ import annotations

import csv
import datetime as dt
import html
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from random import Random
from typing import Any

import numpy as np
from sqlalchemy import Connection, select

from components import atlas, downloads
from components.labour import atlas as labour_atlas
from components.maps import deck
from components.theme import LIGHT
from data_access import boundaries, lists, territory
from data_access.answers import QUESTIONS, Answer, ask
from data_access.record_keys import whole
from data_access.scope import Scope
from data_access.tables import Person
from data_access.viewer import Viewer
from tests.attack.programmes import (
    AT,
    MONTHS,
    Names,
    People,
    Programme,
    counted,
    subsets,
    two_provinces,
)
from tests.attack.publishers import FEW, HIDDEN, Shown

# One canton of the first province stands beside the rest of it.
CANTONS = ("1308", *(c for c in territory.cantons_of("13") if c != "1308"), "2301", "2302")
PARENT = np.array([0 if canton.startswith("13") else 1 for canton in CANTONS])
PLACES = replace(two_provinces(PARENT), names=("EC", "13", "23", *CANTONS, "13R"))
SOUGHT = ("51", "52", "83", "91")
CODES = {
    "sexo": tuple(lists.SEX),
    "situacion": tuple(lists.MOBILITY),
    "grupo_edad": tuple(lists.AGE_GROUPS),
    "ciuo2": SOUGHT,
}
PERSONAL = ("sexo", "situacion", "grupo_edad")
# Nobody seeks other occupations: these are one more value, and hidden.
SIZES = {name: len(codes) + (name == "ciuo2") for name, codes in CODES.items()}
LIVE = {"1308": 50, "1301": 18, "1303": 4, "1321": 2, "2301": 30, "2302": 3}  # weights of cantons
LARGE = ("EC", "13", "13R", "23")
INHABITED = (*LARGE, *LIVE)  # places where two attributes are asked for
FOCUS = ("EC", "1308")  # and three
QUARTERS = {
    "q1": {"from": "2025-01-01", "until": "2025-04-01"},
    "q2": {"from": "2025-04-01", "until": "2025-07-01"},
}
MAY, JUNE, LATE = range(3)
HEARD_AFTER = {MAY: "until m5", JUNE: "until m6", LATE: "until now"}


def people(seed: int, count: int) -> list[list[dict[str, object]]]:
    """Rows of people in three deliveries; the last one holds who came in late."""
    chance = Random(seed)
    deliveries: list[list[dict[str, object]]] = [[], [], []]
    for _ in range(count):
        month = chance.randint(1, 6)
        late = chance.random() < 0.03
        deliveries[LATE if late else JUNE if month == 6 else MAY].append(
            {
                "canton_code": chance.choices(list(LIVE), list(LIVE.values()))[0],
                "sex": chance.choices(list(lists.SEX), (53, 44, 1, 2))[0],
                "mobility_status": chance.choices(list(lists.MOBILITY), (44, 11, 10, 28, 5, 2))[0],
                "sought_isco2": chance.choices(SOUGHT, (40, 30, 25, 5))[0],
                "birth_year": chance.choices((2009, 2000, 1990, 1975, 1955), (3, 42, 35, 18, 2))[0],
                "registered_on": dt.date(2025, month, chance.randint(1, 28)),
            }
        )
    return deliveries


def programme(connection: Connection, names: Names = PERSONAL) -> Programme:
    """The programme that is stored; the last batch brought those who came in late."""
    rows = connection.execute(select(Person)).all()
    last = max(row.import_batch_id for row in rows)
    late = np.array([row.import_batch_id == last for row in rows])
    month = np.array([row.registered_on.month - 1 for row in rows]) + len(MONTHS) * late
    canton = np.array([CANTONS.index(row.canton_code) for row in rows])
    keys = [whole(row.record_key_high, row.record_key_low) for row in rows]
    code = {
        "sexo": lambda row: row.sex,
        "situacion": lambda row: row.mobility_status,
        "grupo_edad": lambda row: age_group(row.registered_on.year - row.birth_year),
        "ciuo2": lambda row: row.sought_isco2,
    }
    values = {
        name: np.array([CODES[name].index(code[name](row)) for row in rows]) for name in names
    }
    registered = People(canton, month, values, np.array(keys, dtype=np.uint64))
    return counted(registered, SIZES, PLACES)


def age_group(age: int) -> str:
    """The age band of an age in years."""
    return list(lists.AGE_GROUPS)[sum(age >= limit for limit in lists.AGE_LIMITS[1:])]


class Listener:
    """What a reader has heard so far of some attributes."""

    def __init__(self, viewer: Viewer, names: Names = PERSONAL, heard: Shown | None = None) -> None:
        self.viewer, self.names = viewer, names
        self.shown: Shown = {
            names: np.full(
                (len(PLACES.names), len(AT), *(SIZES[name] for name in names)), HIDDEN, np.int32
            )
            for names in subsets(dict.fromkeys(names))
        }
        if heard is not None:
            self.shown = {names: numbers.copy() for names, numbers in heard.items()}

    def hear(self, connection: Connection, time: str, period: dict[str, str], *places: str) -> None:
        """Ask every question about a period, everywhere or in some places alone."""
        for query in questions(self.names, *places):
            scope = Scope.from_query({**query, **period})
            answer = ask(connection, "people.count", self.viewer, scope)
            for row in rows_of(answer):
                codes = {name: row.get(name) or scope.get(name) for name in self.names}
                self.note(time, str(row["territory"]), codes, row["persons"])

    def hear_supply(self, connection: Connection, time: str) -> None:
        """Ask how many people seek each occupation on the date of a survey, in three forms: the
        JSON, the download, and the map."""
        for place in LARGE:
            for by in ("territory", "territory,ciuo2"):
                scope = Scope.from_query({"territory": place, "by": by})
                answer = ask(connection, "labour.gap", self.viewer, scope)
                told = downloaded(answer, "registered_supply")
                for row, number in zip(rows_of(answer), told, strict=True):
                    codes = {"ciuo2": row["ciuo2"]}
                    self.note(time, str(row["territory"]), codes, row["registered_supply"])
                    self.note(time, str(row["territory"]), codes, number)
            for part, number in on_map(connection, self.viewer, place).items():
                self.note(time, part, {}, number)

    def note(self, time: str, place: str, codes: dict[str, Any], persons: int | None) -> None:
        """Write down a number. The same question has the same answer wherever it is read."""
        asked = {name: code for name, code in codes.items() if code}
        if place not in PLACES.names or any(asked[n] not in CODES[n] for n in asked):
            assert not persons, "nobody is there"
            return
        names = tuple(name for name in self.names if name in asked)
        values = tuple(CODES[name].index(asked[name]) for name in names)
        at = (PLACES.names.index(place), AT[time], *values)
        number = FEW if persons is None else persons
        assert self.shown[names][at] in (HIDDEN, number), (time, place, asked)
        self.shown[names][at] = number


def questions(attributes: Names, *places: str) -> Iterator[dict[str, str]]:
    """Queries of URLs that ask for sets of up to two dimensions and one filter."""
    for names in subsets(dict.fromkeys(attributes)):
        by = ",".join(names)
        if len(names) < 2:
            yield from ({"territory": place, "by": by} for place in places or LARGE)
            if not places:
                divided = ",".join(("territory", *names))
                yield from ({"territory": place, "by": divided} for place in ("13", "23"))
        elif len(names) == 2:
            yield from ({"territory": place, "by": by} for place in places or INHABITED)
        else:
            *two, third = names
            for place, code in product(places or FOCUS, CODES[third]):
                yield {"territory": place, "by": ",".join(two), third: code}


def rows_of(answer: Answer) -> list[dict[str, Any]]:
    """The rows of an answer's JSON."""
    rows: list[dict[str, Any]] = json.loads(json.dumps(answer.to_json("es")))["rows"]
    return rows


def downloaded(answer: Answer, column: str) -> list[int | None]:
    """A column of counts of people as the answer's CSV has it."""
    text = downloads.as_csv(answer, "es").decode("utf-8-sig")
    lines = [line for line in text.splitlines() if not line.startswith(("#", '"#'))]
    heading = QUESTIONS[answer.name].column(column).label.to("es")
    cells = [row[heading] for row in csv.DictReader(io.StringIO("\n".join(lines)))]
    return [int(cell) if cell else None for cell in cells]


def on_map(connection: Connection, viewer: Viewer, place: str) -> dict[str, int | None]:
    """The registered supply that a map sends for each part of a place."""
    scope = Scope(place, by=("territory",))
    supply, vacancies = (
        ask(connection, name, viewer, scope) for name in ("labour.gap", "labour.vacancies")
    )
    measure = labour_atlas.MEASURES["oferta"]
    found = labour_atlas.figures(measure, supply, vacancies)
    marks, _ = atlas.marks(measure, found, labour_atlas.sizes(vacancies), LIGHT, "es")
    sent = json.loads(deck(boundaries.shapes(connection, place), marks, LIGHT, place).to_json())
    (places,) = (layer for layer in sent["layers"] if layer["id"] == "places")
    told = {}
    for feature in places["data"]["features"]:
        tip = html.unescape(feature["properties"]["tip"])
        number = re.search(r"Oferta registrada: ≈\s([\d.]+)", tip)
        told[feature["properties"]["code"]] = (
            None if number is None else int(number[1].replace(".", ""))
        )
    return told

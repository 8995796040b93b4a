"""All public tables as one Frictionless data package: a zip of CSVs with their description."""

from __future__ import annotations

import csv
import io
import json
import os
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from components.downloads import csv_cell
from data_access import clock, periods
from data_access.answers import QUESTIONS, Question
from data_access.answers.columns import AnswerColumn, Kind
from data_access.language import Text
from data_access.refusal import Refusal
from data_access.releases import reading
from data_access.scope import Scope
from data_access.viewer import VISITOR
from server.api import described

LICENCE = "CC-BY-4.0"
LONG = "indicators_long"
FRAMEWORK = "indicators.framework"
# The places of the long table: where the programme works.
PLACES = ("EC", "13", "1308", "23", "2301")
PERIOD = (
    ("from", "date", Text("Período, desde")),
    ("until", "date", Text("Período, hasta (sin incluirlo)")),
)
FIELDS: Mapping[Kind, str] = {
    **{kind: "number" for kind in Kind if kind.numeric},
    **dict.fromkeys(described.WHOLE, "integer"),
    Kind.DATE: "date",
    Kind.MOMENT: "datetime",
    Kind.YES_NO: "boolean",
}
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Table:
    """A table of the package: its name, what it is, its fields and how its rows are asked for."""

    name: str
    title: Text
    fields: Sequence[tuple[str, str, Text]]
    scopes: Sequence[Scope]
    question: Question


def licence() -> dict[str, str]:
    """Return the licence of the figures: `OPEN_DATA_LICENCE`, by its SPDX name."""
    return {"name": os.environ.get("OPEN_DATA_LICENCE") or LICENCE}


def descriptor(language: str) -> dict[str, Any]:
    """Return the description of the package, without asking for any figure."""
    return {
        "profile": "tabular-data-package",
        "name": "m4sd-ecuador",
        "title": Text("Observatorio M4SD Ecuador: tablas públicas").to(language),
        "licenses": [licence()],
        "resources": [_resource(table, language) for table in tables()],
    }


def tables() -> Iterator[Table]:
    """Yield every table: an answer each, by places where it can be, and the long one."""
    for name, question in sorted(QUESTIONS.items()):
        if name == "indicators.frozen":  # of one closed period, which has to be named
            continue
        scope = Scope(by=("territory",)) if "territory" in question.by else Scope()
        yield Table(name, question.title, _fields(question, scope), (scope,), question)
    framework = QUESTIONS[FRAMEWORK]
    fields = [*PERIOD, *_fields(framework, Scope())]
    title = Text("Todos los indicadores por lugar y año, una fila cada uno")
    yield Table(LONG, title, fields, tuple(_years()), framework)


def as_zip(engine: Any, language: str) -> bytes:
    """Return the package as bytes; a table that cannot be told now has no rows."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        about = json.dumps(descriptor(language), ensure_ascii=False, indent=1)
        archive.writestr(_entry("datapackage.json"), about)
        for table in tables():
            archive.writestr(_entry(_path(table)), _as_csv(engine, table, language))
    return file.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    """Return an entry without the moment, so that equal figures make equal bytes."""
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _years() -> Iterator[Scope]:
    today = clock.today()
    for place in PLACES:
        yield Scope(place)
        for start, end in reversed(periods.closed_years(today)):
            yield Scope(place, start, end)


def _fields(question: Question, scope: Scope) -> list[tuple[str, str, Text]]:
    own = [*question.columns]
    own += [question.column(name) for name in scope.by if name not in {c.name for c in own}]
    return [(column.name, _type(column), column.label) for column in own]


def _type(column: AnswerColumn) -> str:
    return FIELDS.get(column.kind, "string")


def _path(table: Table) -> str:
    return f"data/{table.name}.csv"


def _resource(table: Table, language: str) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name.replace(".", "-").replace("_", "-"),
        "title": table.title.to(language),
        "path": _path(table),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [
                {"name": name, "type": kind, "title": title.to(language)}
                for name, kind, title in table.fields
            ],
            "missingValues": [""],
        },
    }


def _as_csv(engine: Any, table: Table, language: str) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    names = [name for name, _kind, _title in table.fields]
    writer.writerow(names)
    for scope in table.scopes:
        for row in _rows(engine, table.question, scope, language):
            writer.writerow([_cell(row.get(name)) for name in names])
    return text.getvalue()


def _rows(engine: Any, question: Question, scope: Scope, language: str) -> Iterator[Row]:
    try:
        answer = reading.answer(engine, question.name, VISITOR, scope)
    except Refusal:
        return
    dates = {"from": scope.start, "until": scope.end}
    told = {key: day.isoformat() for key, day in dates.items() if day is not None}
    for row in answer.to_json(language)["rows"]:
        yield {**row, **told}


def _cell(value: Any) -> object:
    if isinstance(value, list | tuple):
        return csv_cell("; ".join(map(str, value)))
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else csv_cell(value)

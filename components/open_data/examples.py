"""How other programs read the open data: one example each, with the address that it asks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from data_access.language import Text

QUERY = "territory=1308&from=2025-01-01&until=2026-01-01"
ANSWER = "hiring.funnel"
PYTHON = """import pandas as pd

data = pd.read_csv("{url}", comment="#")
print(data)"""
R = """library(readr)

data <- read_csv("{url}", comment = "#")
print(data)"""
POWER_QUERY = """let
    Json = Json.Document(Web.Contents("{url}")),
    Data = Table.FromRecords(Json[rows])
in
    Data"""
CURL = """curl "{url}" """


@dataclass(frozen=True)
class Example:
    """A program, what to do in it, the code, and the address that the code asks."""

    title: Text
    said: Text
    code: str
    url: str


def examples(origin: str) -> Iterator[Example]:
    """Yield an example for each program, against a server at `origin`."""
    json = f"{origin}/api/v1/answers/{ANSWER}?{QUERY}"
    table = f"{json}&format=csv"
    yield Example(
        Text("Excel"),
        Text(
            "Datos → Obtener datos → De otras fuentes → Consulta en blanco → Editor avanzado, y "
            "pegue esto. «Actualizar todo» trae la publicación más reciente."
        ),
        POWER_QUERY.format(url=json),
        json,
    )
    yield Example(
        Text("Power BI"),
        Text("Obtener datos → Consulta en blanco → Editor avanzado, y pegue lo mismo."),
        POWER_QUERY.format(url=json),
        json,
    )
    yield Example(
        Text("R"),
        Text("Las líneas que empiezan con # dicen la fuente y la definición."),
        R.format(url=table),
        table,
    )
    yield Example(
        Text("Python"),
        Text("Con pandas; las líneas que empiezan con # se saltan."),
        PYTHON.format(url=table),
        table,
    )
    yield Example(
        Text("Línea de comandos"), Text("Como JSON."), CURL.format(url=json).strip(), json
    )


def bearing(origin: str, token: str) -> str:
    """Return how the command line asks with a personal token."""
    return f'curl -H "Authorization: Bearer {token}" "{origin}/api/v1/answers/{ANSWER}?{QUERY}"'

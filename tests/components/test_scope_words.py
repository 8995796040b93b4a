"""What a figure is of, said wherever it goes without its page's bar."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Engine

from components import downloads, pictures, scope_words
from components.downloads import EXACT, SYNTHETIC
from components.figure import told_of
from data_access.answers import Answer, ask
from data_access.database import engine_for
from data_access.language import Text
from data_access.scope import Scope
from data_access.viewer import VISITOR, Viewer
from tests import databases

YEAR = {"from": "2025-01-01", "until": "2026-01-01"}
MONITOR = Viewer.parse("monitor")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return engine_for(databases.sqlite_copy("demo", tmp_path_factory.mktemp("words") / "demo.db"))


def asked(demo: Engine, name: str, viewer: Viewer = VISITOR, **where: str) -> Answer:
    with demo.connect() as connection:
        return ask(connection, name, viewer, Scope.from_query(where))


@pytest.mark.parametrize(
    ("scopes", "spanish", "english"),
    [
        ([{"territory": "1308", **YEAR}], "Manta · 2025", "Manta · 2025"),
        ([{}], "Todo el Ecuador · Todo el tiempo", "All of Ecuador · All time"),
        (
            [{"territory": "1308", "sexo": "M"}, {"territory": "13", "sexo": "M", **YEAR}],
            "Manta y Manabí (provincia) · Todo el tiempo y 2025 · Sexo: Mujer",
            "Manta and Manabí (province) · All time and 2025 · Sex: Woman",
        ),
        # A group of which one answer is not, is no group of the figure.
        ([{"sexo": "M"}, {}], "Todo el Ecuador · Todo el tiempo", "All of Ecuador · All time"),
    ],
)
def test_the_places_periods_and_groups_of_a_figure_are_one_line(
    demo: Engine, scopes: list[dict[str, str]], spanish: str, english: str
) -> None:
    base = asked(demo, "hiring.funnel")
    answers = [replace(base, scope=Scope.from_query(one)) for one in scopes]

    assert scope_words.of(answers).to("es") == spanish
    assert scope_words.of(answers).to("en") == english


def test_a_survey_is_of_its_day_and_no_period(demo: Engine) -> None:
    assert scope_words.of([asked(demo, "labour.vacancies", territory="1308")]).to("es") == "Manta"


def said(answer: Answer, language: str) -> str:
    told = told_of([answer], Text("Título"), Text("Personas"))
    texts = ET.fromstring(pictures.as_svg(told, (), language)).itertext()
    return " ".join(" ".join(texts).split())


@pytest.mark.parametrize("language", ["es", "en"])
def test_a_picture_says_its_place_and_period(demo: Engine, language: str) -> None:
    assert "Manta · 2025" in said(asked(demo, "hiring.funnel", territory="1308", **YEAR), language)


def files(answer: Answer) -> list[Any]:
    """All that says what an answer is, in each kind of file."""
    return [said(answer, "es"), downloads.as_csv(answer, "es").decode(), *pages(answer)]


def pages(answer: Answer) -> list[str]:
    return [f"{name}: {value}" for name, value in downloads.metadata(answer, "es")]


def test_exact_counts_of_people_are_not_to_be_published_and_every_file_says_so(
    demo: Engine,
) -> None:
    exact, moved = (
        asked(demo, "hiring.funnel", who, territory="1308") for who in (MONITOR, VISITOR)
    )
    of_companies = asked(demo, "labour.vacancies", MONITOR)
    notice = EXACT.to("es")

    for answer, wanted in ((exact, True), (moved, False), (of_companies, False)):
        picture, table, *about = files(answer)
        assert (notice in picture) == wanted
        assert (notice in table) == wanted
        assert (f"Para quién: {notice}" in about) == wanted
        assert SYNTHETIC.to("es") in picture

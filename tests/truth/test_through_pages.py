"""What pages say of a programme that came in as files is what the truth test says of its rows.

The truth test reads thousands of programmes straight from their rows. Here some are filled into the
template, imported, released and opened as pages, for the public and for a monitor.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from data_access.answers import Answer
from data_access.answers.lookups import one_question
from data_access.database import engine_for
from data_access.language import Text
from data_access.scope import Scope
from data_access.viewer import Grant
from tests import databases
from tests.data_access.auth.house import enter
from tests.data_access.random_programmes import Programme, store
from tests.pages import targets
from tests.pages.conftest import cookie, quick_runs  # noqa: F401
from tests.pages.marks import unknown_marks, untrue_charts, untrue_maps
from tests.pages.opening import opened
from tests.pages.test_every_figure import in_words
from tests.releasing import published
from tests.truth.asking import Asked
from tests.truth.programmes import EFFECTS, drawn, rows
from tests.truth.sheets import brought_in, complete
from tests.truth.trial import READERS, database, sentences

PROGRAMMES, MOST = 20, 2_000
# Each page as it is opened, and the kinds of sentences that stand on it.
Opened = tuple[str, dict[str, str], tuple[str, ...]]
PAGES: tuple[Opened, ...] = (
    ("hiring", {"lado": "sexo"}, ("hired by sexo", "parity", "hardest step", "best fair")),
    ("hiring", {"lado": "nacionalidad", "parte": "quien"}, ("hired by nacionalidad",)),
    (
        "hiring",
        {"from": "2025-01-01", "until": "2026-01-01", "parte": "ferias"},
        tuple(
            f"card of a year: {label}"
            for label in ("Contratadas en 180 días", "Siguen a 6 meses", "Empleo adecuado")
        ),
    ),
    ("training", {"lado": "sexo", "parte": "quien"}, ("completed by sexo",)),
    ("overview", {"parte": "decidir"}, ("what changed", "decide: a fair")),
    (
        "labour",
        {"parte": "barreras"},
        (
            *("survey card: Vacantes", "survey card: Tasa de vacantes"),
            *("survey card: Difíciles de cubrir", "barrier"),
        ),
    ),
    (
        "labour",
        {"territory": "1308", "vs": "2301"},
        (
            *("shortage", "short occupations", "short and hard to fill"),
            *("two places", "occupations of two places"),
        ),
    ),
    ("community", {"parte": "empresas"}, ("willing since before",)),
)
# Each map is opened for every sixth programme.
MAPS: tuple[Opened, ...] = tuple(
    ("labour", {"medida": measure, "parte": "lugar"}, (f"map: {measure}",))
    for measure in ("vacantes", "tasa", "dificiles", "brecha", "oferta", "dispuestas")
)
# Of kinds that are a sentence only where something is claimed: what it begins with.
CLAIMED = {
    "parity": "La diferencia va más allá del azar: ",
    "decide: a fair": "Antes de repetir «",
}
# What the truth test knows without a sentence: colours, states, and a family with one title.
NO_SENTENCE = re.compile("^(target|map: colour|any one|trained first|cards of a year)")


def programme(at: int) -> Programme:
    """A programme of each kind in turn, as files can hold it."""
    number = at % len(EFFECTS)
    chance = np.random.default_rng([16, number, at])
    return complete(rows(chance, drawn(chance, list(EFFECTS)[number], most=MOST)))


def told_directly(found: Programme) -> dict[str, dict[str, Text | bool]]:
    """What the truth test makes of a programme's rows, by reader and kind of sentence."""
    with database() as connection:
        store(connection, found)
        kept: dict[Any, Answer] = {}
        with one_question():
            return {
                reader: {
                    kind: said
                    for kind, said in sentences(
                        Asked(Scope(), viewer, connection=connection, kept=kept)
                    )
                    if not NO_SENTENCE.search(kind)
                }
                for reader, viewer in READERS.items()
            }


def stands(kind: str, told: Text | bool, page: str) -> bool:
    """Whether a page says what was told, and claims nothing where that was nothing."""
    if isinstance(told, Text):
        return plain(told.to("es")) in page
    return kind not in CLAIMED or (CLAIMED[kind] in page) is told


def plain(text: str) -> str:
    """A text without markup, emphasis and the width of its spaces."""
    bare = re.sub(r"<[^>]+>", " ", text).replace("*", "").replace("\\", "")
    return " ".join(html.unescape(bare).split())


def all_said(app: AppTest) -> str:
    """Everything that a page says, as one text."""
    said = (*in_words(app), *(f"{m.label} {m.value} {m.delta}" for m in app.metric))
    return plain(" ¶ ".join(said))


def without_its_rule(app: AppTest, answers: Sequence[Answer]) -> Iterator[str]:
    """Yield each state, colour or mark of a page that its figures do not carry."""
    found = targets.judged(answers)
    if found:
        yield from targets.untrue([element.proto.body for element in app.get("html")], found)
        yield from targets.untrue_sentences(in_words(app), found)
    yield from untrue_maps(app, answers)
    yield from untrue_charts(app, answers)
    yield from unknown_marks(app, list(in_words(app)))


@pytest.fixture
def imported(at: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """A programme that came in as a filled template and was released, which pages read."""
    url = databases.sqlite_copy("empty", tmp_path / "truth.db")
    monkeypatch.setenv("DATABASE_URL", url)
    engine = engine_for(url)
    brought_in(engine, programme(at), tmp_path / "programa.xlsx")
    published(engine)
    return engine


@pytest.mark.parametrize("at", range(PROGRAMMES))
def test_pages_say_of_an_imported_programme_what_is_said_of_its_rows(
    imported: Engine,
    monkeypatch: pytest.MonkeyPatch,
    cookie: list[str | None],  # noqa: F811
    at: int,
) -> None:
    wrong: list[object] = []
    answers = targets.listening(monkeypatch)
    for reader, directly in told_directly(programme(at)).items():
        if reader == "monitor":
            cookie[0] = enter(imported, "eva@example.org", Grant("monitor"))
        for page, query, kinds in (*PAGES, MAPS[at % len(MAPS)]):
            answers.clear()
            app = opened(page, **query)
            wrong += [(reader, page, mark) for mark in without_its_rule(app, answers)]
            said = all_said(app)
            wrong += [
                (reader, page, kind, directly[kind])
                for kind in kinds
                if kind in directly and not stands(kind, directly[kind], said)
            ]
        assert directly.keys() <= {kind for *_page, kinds in (*PAGES, *MAPS) for kind in kinds}

    assert wrong == []

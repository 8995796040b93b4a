"""Every sentence of a page that compares rests on a test: none stands without one.

Each page of the demo is opened as a visitor and as a monitor, and the verdicts that it asked of the
comparison module are noted. A sentence with a comparing word must be one of those known here, and
the page must have asked for a verdict that carries it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from components import comparing
from data_access.database import engine_for
from data_access.measures import comparison
from data_access.measures.comparison import Comparison, Pair
from data_access.viewer import Grant
from tests.data_access.auth.house import enter
from tests.pages.opening import opened
from tests.pages.test_every_figure import in_words
from tests.sampling import sampled

pytestmark = pytest.mark.shared_demo

PAGES = (
    *("overview", "labour", "hiring", "training", "ventures", "community", "indicators", "paths"),
)
READERS = ("visitor", "monitor")
Families = list[tuple[Comparison, ...]]
# What sentences say when they compare. Whoever writes another such word adds its sentence below.
COMPARES = re.compile(
    r"\b(?:más que|menos que|es mayor|más alta|más difícil|más citadas?|que más|que menos"
    r"|distinguen?|distinguirse|Mejoró|Empeoró|Subió|Bajó|Frente a «|más allá del azar"
    r"|consiguen más|consiguen menos|completan más|completan menos|más numerosas|menos de lo"
    r"|faltan|superan|cambiarla|contratan menos|no alcanza|Queda corto|peor que al empezar)\b"
)


def differs(families: Families) -> bool:
    return any(one.differs for family in families for one in family)


def undecided(families: Families) -> bool:
    """Whether something was tested and not told apart."""
    return any(one.tested and not one.differs for family in families for one in family)


def of_all(families: Families) -> bool:
    """Whether one figure was told apart from every other of its family."""
    return any(family and all(one.differs for one in family) for family in families)


def always(_families: Families) -> bool:
    return True


# Each sentence that compares, as a pattern, and what its page must have found.
SENTENCES: Sequence[tuple[str, Callable[[Families], bool]]] = (
    (r"^(?:Más|Menos) que en ", differs),
    (r"^No se distingue (?:de \d{4}|del período anterior)", undecided),
    (r"^Frente a «.*», (?:consiguen|completan) (?:más|menos)", differs),
    (r"^Ningún grupo se distingue de «", undecided),
    (r"^La diferencia va más allá del azar", differs),
    (r"^Ninguna razón se distingue de la paridad", undecided),
    (r"^El paso más difícil es «", of_all),
    (r"^No se distingue cuál es el paso más difícil", undecided),
    (r"^La feria que más sirvió", of_all),
    (r"^No se distingue qué feria sirvió más", undecided),
    (r": la cifra más alta es la de ", of_all),
    (r": no se distingue en qué lugar es más alta", undecided),
    (r"^La barrera más citada es «", of_all),
    (r"^No se distingue cuál es la barrera más citada", undecided),
    (r"^Las más numerosas: ", of_all),
    (r"es mayor en .* que en ", differs),
    (r"no se distingue de la de ", undecided),
    (r"^En ninguna ocupación publicada se distinguen", undecided),
    (r"^En \d+ de \d+ ocupaciones se distinguen", differs),
    (r"^En .* faltan ", differs),
    (r"^En .* no se distingue (?:falta|si faltan)", undecided),
    (r"En \d+ de \d+ ocupaciones publicadas las vacantes superan con seguridad", differs),
    (r"En (?:la única|ninguna) ocupación publicada las vacantes superan", always),
    (r"Faltan y además cuesta encontrarlos", differs),
    (r"De las ocupaciones que faltan con seguridad", always),
    (r"Cuál de ellas falta más no se distingue", undecided),
    (r"la diferencia no se distingue de cero", undecided),
    (r"(?:Mejoró|Empeoró|Cambió|Subió|Bajó) «", differs),
    (r"no se distingue ningún cambio", undecided),
    (r"La diferencia se distingue", differs),
    (r"La diferencia es mayor que el ajuste que protege a las personas", differs),
    (r"Antes de repetir «.*», cambiarla", differs),
    (r"por qué contratan menos a mujeres", differs),
    (r"no se distingue de antes", undecided),
    (r"y el .* de los demás: no se distinguen", undecided),
    (r"Abrir cursos de «", differs),
    # Held against a target, by the indicator's own status.
    (r"Queda corto|no alcanza la meta|está peor que al empezar", always),
    # What explains a word, and compares nothing.
    (r"el título dice si la diferencia se distingue|peor que al empezar, \?", always),
    (r"naranja, faltan personas|no llevan? número|encuentran difícil", always),
    (r"Primero las que más vacantes tienen", always),
    (r"primero las que menos se llenan|Hacia la derecha, más vacantes que", always),
)


def listening(monkeypatch: pytest.MonkeyPatch) -> Families:
    """The families of comparisons that pages have judged from now on."""
    asked: Families = []
    real = comparison.judge

    def noted(pairs: Sequence[Pair]) -> tuple[Comparison, ...]:
        found = real(pairs)
        asked.append(found)
        return found

    monkeypatch.setattr(comparison, "judge", noted)
    return asked


def compared(app: AppTest) -> list[str]:
    """The sentences of a page that compare."""
    said = [*in_words(app), *(metric.label for metric in app.metric)]
    sentences = [part for text in said for part in re.split(r"(?<=[.:;!?])\s{2,}|\n+", text)]
    return [" ".join(one.split()) for one in sentences if COMPARES.search(one)]


def without_a_test(app: AppTest, families: Families) -> list[str]:
    """The comparing sentences that nobody knows, or that no verdict of the page carries."""
    found = []
    for sentence in compared(app):
        known = [carried for pattern, carried in SENTENCES if re.search(pattern, sentence)]
        if not known:
            found.append(f"unknown: {sentence}")
        elif not any(carried(families) for carried in known):
            found.append(f"no test: {sentence}")
    return found


CASES = [
    (name, reader, place)
    for name in PAGES
    for reader in READERS
    for place in ("EC", "1308", "2301")
    if (name, reader) != ("paths", "visitor")
]
TRIED = [case for at, case in enumerate(CASES) if at % 5 == 0]


@pytest.mark.parametrize(("name", "reader", "place"), sampled(CASES, *TRIED))
def test_no_sentence_compares_without_its_test(
    jury: str,
    monkeypatch: pytest.MonkeyPatch,
    cookie: list[str | None],
    name: str,
    reader: str,
    place: str,
) -> None:
    if reader == "monitor":
        cookie[0] = enter(engine_for(jury), "eva@example.org", Grant("monitor"))
    query: dict[str, Any] = {} if place == "EC" else {"territory": place}
    if name != "labour":
        query |= {"from": "2025-01-01", "until": "2026-01-01"}
    families = listening(monkeypatch)

    assert without_a_test(opened(name, **query), families) == []


def test_a_sentence_without_its_test_is_found(jury: str, monkeypatch: pytest.MonkeyPatch) -> None:
    families = listening(monkeypatch)
    app = opened("hiring", territory="1308")

    assert compared(app)
    assert without_a_test(app, []) != []
    assert families
    assert comparing.judge([]) == ()

"""What makes a sentence one that compares, and which verdict has to stand behind it.

Whatever says sentences, a page or a report, has its verdicts noted while it is made; then each
sentence with a comparing word must be one of those known here, and a verdict must carry it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import pytest

from components.words import Count, Percent
from data_access.measures import comparison
from data_access.measures.comparison import Comparison, Pair


@dataclass(frozen=True)
class Judged:
    """A pair of figures that was judged, and the verdict; all of a family share a list."""

    pair: Pair
    verdict: Comparison

    def is_of(self, sentence: str) -> bool:
        """Whether the sentence says one of the two figures, as a share or as a count."""
        figures = [one.value for one in (self.pair.one, self.pair.other) if one is not None]
        said = [" ".join(kind(v).to("es").split()) for v in figures for kind in (Percent, Count)]
        return any(re.search(rf"(?<![\d.,]){re.escape(one)}(?![\d])", sentence) for one in said)


Families = list[list[Judged]]
Carried = Callable[[Families, str], bool]
# What sentences say when they compare. Whoever writes another such word adds its sentence below.
COMPARES = re.compile(
    r"\b(?:más que|menos que|es mayor|más alta|más difícil|más citadas?|que más|que menos"
    r"|más frecuentes?|más severos|más benignos"
    r"|distinguen?|distinguirse|Mejoró|Empeoró|Subió|Bajó|Frente a «|más allá del azar"
    r"|consiguen más|consiguen menos|completan más|completan menos|más numerosas|menos de lo"
    r"|faltan|superan|cambiarla|contratan menos|no alcanza|Queda corto|peor que al empezar)\b",
    re.IGNORECASE,
)


def differs(families: Families, _sentence: str) -> bool:
    return any(one.verdict.differs for family in families for one in family)


def undecided(families: Families, _sentence: str) -> bool:
    """Whether something was tested and not told apart."""
    return any(
        one.verdict.tested and not one.verdict.differs for family in families for one in family
    )


def of_all(families: Families, _sentence: str) -> bool:
    """Whether one figure was told apart from every other of its family."""
    return any(family and all(one.verdict.differs for one in family) for family in families)


def saying(carried: Carried) -> Carried:
    """Return the same of the pairs with a figure that the sentence says; of an extreme, of all."""

    def of_its_figures(families: Families, sentence: str) -> bool:
        own = [[one for one in family if one.is_of(sentence)] for family in families]
        if carried is of_all:
            own = [family for family, said in zip(families, own, strict=True) if said]
        return carried(own, sentence)

    return of_its_figures


def always(_families: Families, _sentence: str) -> bool:
    return True


# Each sentence that compares, as a pattern, and what must have been found.
SENTENCES: Sequence[tuple[str, Carried]] = (
    (r"^(?:Más|Menos) que en ", saying(differs)),
    (r"^No se distingue (?:de \d{4}|del período anterior|de [^.]* \()", saying(undecided)),
    (r"^Frente a «[^»]*» \([^)]*\), (?:consiguen|completan) (?:más|menos)", saying(differs)),
    (r"^Ningún grupo se distingue de «", saying(undecided)),
    (r"^La diferencia va más allá del azar", differs),
    (r"^Ninguna razón se distingue de la paridad", undecided),
    (r"^El paso más difícil es «", saying(of_all)),
    (r"^No se distingue cuál es el paso más difícil", undecided),
    (r"^La feria que más sirvió", saying(of_all)),
    (r"^No se distingue qué feria sirvió más", undecided),
    (r": la cifra más alta es la de ", of_all),
    (r": no se distingue en qué lugar es más alta", undecided),
    (r"^La barrera más citada es «", saying(of_all)),
    (r"^No se distingue cuál es la barrera más citada", undecided),
    (r"^Las más numerosas: ", of_all),
    (r"es mayor en .* que en ", saying(differs)),
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
    (r"(?:Mejoró|Empeoró|Cambió|Subió|Bajó) «", saying(differs)),
    (r"no se distingue ningún cambio", undecided),
    (r"La diferencia se distingue", differs),
    (r"La diferencia es mayor que el ajuste que protege a las personas", differs),
    (r"Antes de repetir «.*», cambiarla", saying(differs)),
    (r"por qué contratan menos a mujeres", differs),
    (r"^Las dos tasas se distinguen; la razón", differs),
    (r"no se distingue de antes", undecided),
    (r"de las empresas: (?:más|menos) que antes \(", saying(differs)),
    (r"y el .* de los demás: no se distinguen", undecided),
    (r"Abrir cursos de «", differs),
    (r"^Se apartan de los demás, ", differs),
    # Held against a target, by the indicator's own status.
    (r"Queda corto|no alcanza la meta|está peor que al empezar", always),
    # What explains a word, and compares nothing.
    (r"el título dice si la diferencia se distingue|peor que al empezar, \?", always),
    (r"naranja, faltan personas|no llevan? número|encuentran difícil", always),
    (r"Primero las que más vacantes tienen", always),
    (r"primero las que menos se llenan|Hacia la derecha, más vacantes que", always),
)


def listening(monkeypatch: pytest.MonkeyPatch) -> Families:
    """The families of comparisons that are judged from now on."""
    asked: Families = []
    real = comparison.judge

    def noted(pairs: Sequence[Pair]) -> tuple[Comparison, ...]:
        found = real(pairs)
        asked.append([Judged(*one) for one in zip(pairs, found, strict=True)])
        return found

    monkeypatch.setattr(comparison, "judge", noted)
    return asked


def comparing_sentences(said: Iterable[str]) -> list[str]:
    """The sentences of some texts that compare."""
    sentences = [part for text in said for part in re.split(r"(?<=[.:;!?])\s{2,}|\n+", text)]
    return [" ".join(one.split()) for one in sentences if COMPARES.search(one)]


def without_a_test(said: Iterable[str], families: Families, explains: bool = False) -> list[str]:
    """The comparing sentences that nobody knows, or that no verdict carries.

    Texts that `explain` hold others, too, about how figures are compared.
    """
    found = []
    for sentence in comparing_sentences(said):
        known = [carried for pattern, carried in SENTENCES if re.search(pattern, sentence)]
        if not known and not explains:
            found.append(f"unknown: {sentence}")
        elif known and not any(carried(families, sentence) for carried in known):
            found.append(f"no test: {sentence}")
    return found

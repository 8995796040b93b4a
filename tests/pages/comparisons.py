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
from data_access import lists
from data_access.answers.indicators.catalogue import BY_CODE
from data_access.measures import comparison
from data_access.measures.comparison import Comparison, Pair

KINDS = (Percent, Count)  # how sentences write a figure


@dataclass(frozen=True)
class Judged:
    """A pair of figures that was judged, and the verdict; all of a family share a list."""

    pair: Pair
    verdict: Comparison

    def is_of(self, sentence: str) -> bool:
        """Whether the sentence says one of the two figures, as a share or as a count."""
        return any(self._said(sentence))

    def is_of_both(self, sentence: str) -> bool:
        """Whether the sentence says both figures."""
        return all(self._said(sentence))

    def _said(self, sentence: str) -> list[bool]:
        return [
            any(
                re.search(rf"(?<![\d.,]){re.escape(words)}(?![\d])", sentence)
                for words in (" ".join(kind(one.value).to("es").split()) for kind in KINDS)
            )
            for one in (self.pair.one, self.pair.other)
            if one is not None
        ]


Families = list[list[Judged]]
Carried = Callable[[Families, str], bool]
# What sentences say when they compare. Whoever writes another such word adds its sentence below.
COMPARES = re.compile(
    r"\b(?:más que|menos que|es mayor|más alta|más difícil|más citadas?|que más|que menos"
    r"|más frecuentes?|más severos|más benignos"
    r"|distinguen?|distinguirse|Mejoró|Empeoró|Subió|Bajó|Frente a «|más allá del azar"
    r"|consiguen más|consiguen menos|completan más|completan menos|más numerosas|menos de lo"
    r"|faltan|superan|cambiarla|contratan menos|no alcanza|Queda corto|peor que al empezar"
    r"|falta personal|más personas inscritas que|podrían faltar"
    r"|de los demás|menos de la mitad|más de una décima parte|Falta y cuesta)\b",
    re.IGNORECASE,
)


def differs(families: Families, _sentence: str) -> bool:
    return any(one.verdict.differs for family in families for one in family)


def higher(families: Families, _sentence: str) -> bool:
    return any(one.verdict.higher for family in families for one in family)


def lower(families: Families, _sentence: str) -> bool:
    return any(one.verdict.lower for family in families for one in family)


def undecided(families: Families, _sentence: str) -> bool:
    """Whether something was tested and not told apart."""
    return any(
        one.verdict.tested and not one.verdict.differs for family in families for one in family
    )


def above_all(families: Families, _sentence: str) -> bool:
    """Whether one figure was found higher than every other of its family."""
    return any(family and all(one.verdict.higher for one in family) for family in families)


def below_all(families: Families, _sentence: str) -> bool:
    """Whether one figure was found lower than every other of its family."""
    return any(family and all(one.verdict.lower for one in family) for family in families)


def saying(carried: Carried) -> Carried:
    """Return the same of the pairs with a figure that the sentence says; of an extreme, of all."""

    def of_its_figures(families: Families, sentence: str) -> bool:
        own = [[one for one in family if one.is_of(sentence)] for family in families]
        if carried in (above_all, below_all):
            own = [family for family, said in zip(families, own, strict=True) if said]
        return carried(own, sentence)

    return of_its_figures


SHARE = re.compile(r"\d+(?:,\d+)? %")


def as_named(families: Families, sentence: str) -> bool:
    """Whether each group, told by its share, was found on the side that the sentence says."""
    _reference, _and, said = sentence.partition("), ")
    first, _and, second = said.partition(", y menos ")
    sides = ((first, lower if first.split()[1] == "menos" else higher), (second, lower))
    return all(
        saying(side)(families, share) for words, side in sides for share in SHARE.findall(words)
    )


def larger_first(families: Families, sentence: str) -> bool:
    """Whether two shares were told apart, and the one called higher is."""
    one, other = (float(share[:-2].replace(",", ".")) for share in SHARE.findall(sentence))
    return one >= other and saying(differs)(families, sentence)


def as_moved(families: Families, sentence: str) -> bool:
    """Whether an indicator was found to move the way that is said, for better or worse."""
    told = re.search(r"(Mejoró|Empeoró|Cambió|Subió|Bajó) «(.*?)[:»]", sentence)
    assert told is not None
    code = next(code for code, name in lists.INDICATORS.items() if name.to("es") == told[2])
    better = {"up": higher, "down": lower}.get(BY_CODE[code].direction, differs)
    worse = {higher: lower, lower: higher}.get(better, differs)
    of_verb = {"Mejoró": better, "Empeoró": worse, "Subió": higher, "Bajó": lower}
    return saying(of_verb.get(told[1], differs))(families, sentence)


def never_alike(families: Families, sentence: str) -> bool:
    """Whether no pair whose figures are both said was tested and not told apart."""
    pairs = [one for family in families for one in family if one.is_of_both(sentence)]
    return not undecided([pairs], sentence)


def as_many(carried: Carried, counted: str) -> Carried:
    """Return whether one family holds as many such verdicts as a sentence counts, or names."""

    def holds(families: Families, sentence: str) -> bool:
        found = re.findall(counted, sentence)
        many = int(found[0]) if found and found[0].isdigit() else len(found)
        return many > 0 and any(
            sum(carried([[one]], sentence) for one in family) >= many for family in families
        )

    return holds


def always(_families: Families, _sentence: str) -> bool:
    return True


# Each sentence that compares, as a pattern, and what must have been found.
SENTENCES: Sequence[tuple[str, Carried]] = (
    (r"^Más que en ", saying(higher)),
    (r"^Menos que en ", saying(lower)),
    (r"^No se distingue (?:de \d{4}|del período anterior|de [^.]* \()", saying(undecided)),
    (r"^Frente a «[^»]*» \([^)]*\), (?:consiguen|completan) (?:más|menos)", as_named),
    (r"^Ningún grupo se distingue de «", saying(undecided)),
    (r"^La diferencia va más allá del azar", as_many(differs, " frente a ")),
    (r"^Ninguna razón se distingue de la paridad", undecided),
    (r"^El paso más difícil es «", saying(below_all)),
    (r"^No se distingue cuál es el paso más difícil", undecided),
    (r"^La feria que más sirvió", above_all),
    (r"^No se distingue qué feria sirvió más", undecided),
    (r": la cifra más alta es la de ", above_all),
    (r": no se distingue en qué lugar es más alta", undecided),
    (r"^La barrera más citada es «", saying(above_all)),
    (r"^No se distingue cuál es la barrera más citada", undecided),
    (r"^Las más numerosas: ", above_all),
    (r"es mayor en .* que en ", larger_first),
    (r"no se distingue de la de ", undecided),
    (r"^En ninguna ocupación publicada se distinguen", undecided),
    (r"^En \d+ de \d+ ocupaciones se distinguen", as_many(differs, r"\d+")),
    (r"^En .* faltan ", higher),
    (r"^En .* hay más personas inscritas que vacantes", lower),
    (r"^En .* no falta personal en ninguna", below_all),
    (r"^En .* podrían faltar .* no es seguro", undecided),
    (r"^En .* no se distingue (?:falta|si faltan)", undecided),
    (
        r"^En \d+ de \d+ ocupaciones publicadas las vacantes superan con seguridad",
        as_many(higher, r"\d+"),
    ),
    (r"En la única ocupación publicada las vacantes superan", higher),
    (r"En ninguna ocupación publicada las vacantes superan", always),
    (r"Faltan y además cuesta encontrarlos", higher),
    (r"De las ocupaciones que faltan con seguridad", always),
    (r"Cuál de ellas falta más no se distingue", undecided),
    (r"la diferencia no se distingue de cero", undecided),
    (r"(?:Mejoró|Empeoró|Cambió|Subió|Bajó) «", as_moved),
    (r"no se distingue ningún cambio", undecided),
    (r"La diferencia se distingue", differs),
    (r"La diferencia es mayor que el ajuste que protege a las personas", differs),
    (r"Antes de repetir «.*», cambiarla", saying(higher)),
    (r"por qué contratan menos a mujeres", lower),
    (r"^Las dos tasas se distinguen; la razón", differs),
    (r"no se distingue de antes", undecided),
    (r"de las empresas: más que antes \(", saying(higher)),
    (r"de las empresas: menos que antes \(", saying(lower)),
    (r"y el .* de los demás: no se distinguen", undecided),
    (r"^A los .* meses sigue el .* y el [\d,]+ % de los demás$", never_alike),
    (r"Abrir cursos de «", higher),
    (r"^Se apartan de los demás, ", differs),
    # Held against a target: `targets.py` tries each of them by the target rule.
    (r"Queda corto|no alcanza la meta|está peor que al empezar", always),
    # Counted in the rows, and no sample: that half have a job, that a tenth of a sheet is empty,
    # that a value lies outside of its place's.
    (r"^Menos de la mitad de las personas inscritas", always),
    (r"les? falta más de una décima parte$|(?:lejanos|lejos) de los demás", always),
    # That nothing can be said, or that files are missing.
    (r"para decir qué ocupaciones faltan|permite decir qué ocupaciones faltan", always),
    (r"^Faltan las hojas «", always),
    # Words of a map and a corner: `marks.py` holds whatever has their colour.
    (r"^No se distingue de cero$|^Faltan y cuesta cubrirlas$", always),
    # What explains a word, and compares nothing.
    (r"^Reglas: ", always),
    (r"pueden diferir de los demás en mucho más|^Falta y cuesta cubrirla, con seguridad$", always),
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

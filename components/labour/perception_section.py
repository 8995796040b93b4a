"""What companies answered about hiring people on the move."""

from __future__ import annotations

from collections.abc import Mapping

from components import comparing
from components.estimate_values import Estimate
from components.intervals import Row
from components.words import Percent, between
from data_access.language import Text
from data_access.lists import BARRIER

SERIES = "share"


def willing_sentence(willing: Estimate) -> Text:
    """Return the share of willing employers in one sentence."""
    if not willing.shown or willing.value is None:
        return Text("No se puede publicar cuántas empresas contratarían a personas en movilidad")
    if not willing.measured:
        return Text(
            "El {share} de las empresas consultadas contrataría a personas en movilidad",
            share=Percent(willing.value),
        )
    return Text(
        "El {share} de las empresas contrataría a personas en movilidad ({interval})",
        share=Percent(willing.value),
        interval=between(willing.low, willing.high, share=True),
    )


def ordered(barriers: Mapping[str, Estimate]) -> list[str]:
    """Return barriers by published share, the most cited first; then those not shown; "none"
    last."""

    def place(code: str) -> tuple[bool, bool, float, int]:
        found = barriers[code]
        at = list(BARRIER).index(code)
        return code == "NINGUNA", not found.shown, -(found.value or 0.0) if found.shown else 0.0, at

    return sorted(barriers, key=place)


def barriers_sentence(barriers: Mapping[str, Estimate]) -> Text:
    """Return the most cited barrier, if it is told apart from every other, in a sentence."""
    shown = [c for c in ordered(barriers) if barriers[c].shown and c != "NINGUNA"]
    if not shown:
        return Text("Ninguna barrera tiene una cifra lo bastante precisa para publicarse")
    found = comparing.largest({code: barriers[code] for code in shown})
    if found.key is not None:
        return Text(
            "La barrera más citada es «{first}»: {share} de las empresas",
            first=BARRIER[found.key],
            share=Percent(barriers[found.key].value or 0.0),
        )
    if found.tested:
        return Text("No se distingue cuál es la barrera más citada")
    return Text("Qué barreras citan las empresas")


def rows(barriers: Mapping[str, Estimate]) -> list[Row]:
    """Return the barriers as rows of one series."""
    return [Row(BARRIER[code], {SERIES: barriers[code]}) for code in ordered(barriers)]

"""Who gets hired more or less often than the reference group: one family, asked by every figure.

The parity ratios and the groups side by side rest on the same counts, so their verdicts are one.
"""

from __future__ import annotations

from collections.abc import Mapping

from components import comparing
from components.comparing import Comparison, GroupSentences
from components.estimate_values import Estimate
from components.hiring.funnel_rows import overall
from components.programme_results.programme_questions import ProgrammeQuestions
from data_access.language import Text

PARITY = ("sexo", "situacion")
SENTENCES = GroupSentences(
    more_and_less=lambda **parts: Text(
        "Frente a «{reference}» ({share}), consiguen más trabajo {more}, y menos {less}", **parts
    ),
    more=lambda **parts: Text(
        "Frente a «{reference}» ({share}), consiguen más trabajo {more}", **parts
    ),
    less=lambda **parts: Text(
        "Frente a «{reference}» ({share}), consiguen menos trabajo {less}", **parts
    ),
    same=lambda **parts: Text(
        "Ningún grupo se distingue de «{reference}» ({share}) en conseguir trabajo", **parts
    ),
    untested=Text("Personas que consiguieron trabajo, por grupo"),
)


def rates(asked: ProgrammeQuestions, dimension: str) -> dict[str, Estimate]:
    """Return the share hired of those registered in each group."""
    answer = asked.answer("hiring.funnel", by=(dimension,))
    rows = answer.rows()
    found = {}
    for row in rows:
        if row["stage"] == "CON":
            first = next(
                one for one in rows if one["stage"] == "REG" and one[dimension] == row[dimension]
            )
            found[row[dimension]] = overall(answer, row, first)
    return found


def parity(asked: ProgrammeQuestions) -> dict[tuple[str, str], Comparison]:
    """Return the verdict of each group of sex and of status against its reference, as one family.

    By dimension and code; empty where a filter leaves one group only.
    """
    if any(asked.scope.get(dimension) for dimension in PARITY):
        return {}
    found = {dimension: rates(asked, dimension) for dimension in PARITY}
    keys = [
        (dimension, code)
        for dimension, groups in found.items()
        for code in groups
        if code not in (comparing.REFERENCES[dimension], comparing.UNKNOWN)
    ]
    pairs = [
        (found[dimension][code], found[dimension][comparing.REFERENCES[dimension]])
        for dimension, code in keys
    ]
    return dict(zip(keys, comparing.judge(pairs), strict=True))


def verdicts(
    asked: ProgrammeQuestions, dimension: str, found: Mapping[str, Estimate]
) -> dict[str, Comparison]:
    """Return the verdict of each group of a dimension against its reference."""
    together = parity(asked) if dimension in PARITY else {}
    if together:
        return {code: one for (name, code), one in together.items() if name == dimension}
    reference = comparing.reference_of(dimension, list(found))
    return comparing.against(found, reference) if reference else {}

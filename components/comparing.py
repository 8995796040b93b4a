"""Comparisons on pages: each sentence, card, mark and colour that compares asks here.

The verdict comes from `data_access.measures.comparison` and from nowhere else. A sentence takes a
`Comparison` or an `Extreme`, so that no page can phrase one without its test.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from components.estimate_values import Estimate
from components.words import Listed, Percent
from data_access.language import Text
from data_access.measures import comparison
from data_access.measures.comparison import Comparison, Extreme, Pair, Why, refused
from data_access.measures.figures import Figure, Mean, Surveyed, nameable

__all__ = [
    "Comparison",
    "Extreme",
    "Pair",
    "Why",
    "against",
    "apart_from_all",
    "beside_half",
    "compare",
    "gap_signs",
    "judge",
    "largest",
    "named",
    "of_groups",
    "refused",
    "smallest",
]

# The groups that others are compared with (METHODS §3a.3); of an ordered list, its first.
REFERENCES: Mapping[str, str] = {"sexo": "H", "nacionalidad": "ECU", "situacion": "ACO"}
UNKNOWN = "NR"  # never in a title


def pair(one: Estimate, other: Estimate | None, why: Why | None = None) -> Pair:
    """Return two estimates as a comparison of a family."""
    if other is None:
        return Pair(one.evidence, None, why or Why.NO_DATA)
    return Pair(one.evidence if one.shown else None, other.evidence if other.shown else None, why)


def compare(one: Estimate, other: Estimate | None, why: Why | None = None) -> Comparison:
    """Return the verdict of two estimates that are a family by themselves."""
    return comparison.judge([pair(one, other, why)])[0]


def judge(pairs: Sequence[tuple[Estimate, Estimate | None]]) -> tuple[Comparison, ...]:
    """Return the verdicts of a family of pairs."""
    return comparison.judge([pair(one, other) for one, other in pairs])


def against(found: Mapping[str, Estimate], reference: str) -> dict[str, Comparison]:
    """Return each group beside the reference group, as one family; NR is no group."""
    if reference not in found:
        return {}
    others = [code for code in found if code not in (reference, UNKNOWN)]
    verdicts = judge([(found[code], found[reference]) for code in others])
    return dict(zip(others, verdicts, strict=True))


def largest(found: Mapping[str, Estimate]) -> Extreme[str]:
    """Return the estimate that is told apart from every other as the largest."""
    return _extreme(comparison.largest, found)


def smallest(found: Mapping[str, Estimate]) -> Extreme[str]:
    """Return the estimate that is told apart from every other as the smallest."""
    return _extreme(comparison.smallest, found)


def _extreme(
    find: Callable[[Mapping[str, Figure]], Extreme[str]], found: Mapping[str, Estimate]
) -> Extreme[str]:
    """Return an extreme of the figures shown; none where one of them has no test."""
    shown = {code: one for code, one in found.items() if one.shown}
    told = {code: one.evidence for code, one in shown.items() if one.evidence is not None}
    if len(told) < len(shown):
        return Extreme(None, False)
    return find(told)


def gap_signs(gaps: Mapping[str, Estimate]) -> dict[str, Comparison]:
    """Return whether each gap is surely above or below 0, as one family."""
    return comparison.signs(_surveyed(gaps))


def beside_half(shares: Mapping[str, Estimate]) -> dict[str, Comparison]:
    """Return whether each share is surely most or less than half of its whole, as one family."""
    return comparison.beside_value(_surveyed(shares), 0.5)


def _surveyed(found: Mapping[str, Estimate]) -> dict[str, Surveyed]:
    return {
        code: one.evidence
        for code, one in found.items()
        if one.shown and isinstance(one.evidence, Surveyed)
    }


def apart_from_all(values: Mapping[str, tuple[float, float]], df: float) -> dict[str, Comparison]:
    """Return whether each deviation from the mean of all (value, error) is told apart from 0."""
    return comparison.signs({key: Mean(value, se, df) for key, (value, se) in values.items()})


def named(estimate: Estimate) -> bool:
    """Return whether a sentence may be about the people behind a figure."""
    return estimate.evidence is None or nameable(estimate.evidence)


def reference_of(dimension: str, codes: Sequence[str]) -> str | None:
    """Return the group that others are compared with: that of the list, else its first."""
    return REFERENCES.get(dimension) or next((code for code in codes if code != UNKNOWN), None)


@dataclass(frozen=True)
class GroupSentences:
    """The sentences of one figure about groups: each takes the reference, its share and lists."""

    more_and_less: Callable[..., Text]
    more: Callable[..., Text]
    less: Callable[..., Text]
    same: Callable[..., Text]
    untested: Text


def of_groups(
    names: Mapping[str, Text],
    found: Mapping[str, Estimate],
    reference: str | None,
    verdicts: Mapping[str, Comparison],
    sentences: GroupSentences,
) -> Text:
    """Return which groups are told apart from the reference group, as the title of a figure."""
    tested = {code: one for code, one in verdicts.items() if one.tested and named(found[code])}
    if reference is None or not tested or not named(found[reference]):
        return sentences.untested
    more = [_with_share(names[code], found[code]) for code, one in tested.items() if one.higher]
    less = [_with_share(names[code], found[code]) for code, one in tested.items() if one.lower]
    parts = {
        "reference": names[reference],
        "share": Percent(found[reference].value or 0.0),
        "more": Listed(more),
        "less": Listed(less),
    }
    if more and less:
        return sentences.more_and_less(**parts)
    if more:
        return sentences.more(**parts)
    return sentences.less(**parts) if less else sentences.same(**parts)


def _with_share(name: Text, estimate: Estimate) -> Text:
    return Text("«{name}» ({share})", name=name, share=Percent(estimate.value or 0.0))


def beside(found: Comparison, value: Text, named: Text | None = None) -> Text:
    """Return what a card says beside the one whose figure is `value`.

    That is of the period before, or of the place or period that is `named`.
    """
    if not found.tested:
        if found.why is Why.STILL_FOLLOWED and named is None:
            return Text("Aún en seguimiento; en el período anterior: {value}.", value=value)
        if found.why is Why.STILL_FOLLOWED:
            return Text("Aún en seguimiento; en {other}: {value}.", other=named, value=value)
        return Text("{beside} No se comparan.", beside=side_by_side(value, named))
    if named is None:
        return _since_before(found, value)
    if found.higher:
        return Text("Más que en {other} ({value}).", other=named, value=value)
    if found.lower:
        return Text("Menos que en {other} ({value}).", other=named, value=value)
    return Text("No se distingue de {other} ({value}).", other=named, value=value)


def _since_before(found: Comparison, value: Text) -> Text:
    if found.higher:
        return Text("Más que en el período anterior ({value}).", value=value)
    if found.lower:
        return Text("Menos que en el período anterior ({value}).", value=value)
    return Text("No se distingue del período anterior ({value}).", value=value)


def side_by_side(value: Text, named: Text | None = None) -> Text:
    """Return a figure that stands beside another and is not compared with it."""
    if named is None:
        return Text("En el período anterior: {value}.", value=value)
    return Text("En {other}: {value}.", other=named, value=value)

"""What a map shows of a measure: a mark for each place, the scale of its colours, its title."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from components import color_scale, comparing, intervals, labels
from components.color_scale import ColorScale
from components.estimate_values import Estimate
from components.maps import Mark
from components.theme import Paint, Ramp
from components.words import Count, Percent, about
from data_access.language import Text

FEWEST = 3  # places with a figure that make a map; fewer are bars alone
# Why a place is not in the list beside the map, in the order of display.
LEFT_OUT = {
    "zero": Text("Cero"),
    "few": Text("Pocas personas, o ninguna,"),
    "not_published": labels.FLAGS["not_published"],
    "unknown": labels.FLAGS["unknown"],
}


@dataclass(frozen=True, kw_only=True)
class Look:
    """How a measure is drawn: its `ramp` of the theme, and what kind of figure it is.

    `diverging`: a difference, coloured on both sides of zero.
    """

    title: Text
    counted: Text
    ramp: str
    share: bool = False
    diverging: bool = False


def marks(
    look: Look,
    found: Mapping[str, Estimate],
    sizes: Mapping[str, int | None],
    paint: Paint,
    language: str,
) -> tuple[dict[str, Mark], ColorScale | None]:
    """Return a mark for each place, and the scale of their colours, if there is a figure."""
    even, bare = balanced(look, found), untested(look, found)
    values = {
        code: estimate.value
        for code, estimate in found.items()
        if estimate.shown and estimate.value and code not in even | bare
    }
    ramp: Ramp = getattr(paint, look.ramp)
    span = color_scale.around_zero if look.diverging else color_scale.from_zero
    scale = span(values.values(), ramp)
    colors = {code: scale.color(value) for code, value in values.items()} if scale else {}
    colors |= dict.fromkeys(even, paint.gap_ramp[2]) | dict.fromkeys(bare, paint.neutral_ramp[1])
    drawn = {
        code: Mark(
            state=state(estimate),
            lines=_lines(look, estimate, language),
            color=colors.get(code),
            size=sizes.get(code),
            # Names of places without a figure would cover those of the others.
            label=intervals.value_text(estimate, look.share).to(language)
            if estimate.shown and estimate.value
            else None,
        )
        for code, estimate in found.items()
    }
    return drawn, scale


def balanced(look: Look, found: Mapping[str, Estimate]) -> set[str]:
    """Return the places whose gap is not told apart from 0, all of the map as one family."""
    if not look.diverging:
        return set()
    signs = comparing.gap_signs(found)
    return {code for code, sign in signs.items() if sign.tested and not sign.differs}


def untested(look: Look, found: Mapping[str, Estimate]) -> set[str]:
    """Return the places whose gap has no test: the colour of either side would claim one."""
    if not look.diverging:
        return set()
    signs = comparing.gap_signs(found)
    shown = {code for code, one in found.items() if one.shown and one.value}
    return {code for code in shown if code not in signs or not signs[code].tested}


def state(estimate: Estimate) -> str:
    """Return how a figure is drawn: `value`, `zero`, `withheld` or `unknown`."""
    if estimate.shown:
        return "value" if estimate.value else "zero"
    return "unknown" if estimate.flag == "unknown" else "withheld"


def _lines(look: Look, estimate: Estimate, language: str) -> tuple[str, ...]:
    said = (
        intervals.long_text(estimate, look.share)
        if estimate.measured or not estimate.shown
        else intervals.value_text(estimate, look.share)
    )
    line = Text("{measure}: {value}", measure=look.title, value=said).to(language)
    if estimate.n is None or estimate.flag == "unknown":
        return (line,)
    # Only surveys have a number of respondents; counts of people stand alone.
    return line, Text("{count} empresa respondió", "{count} empresas respondieron", estimate.n).to(
        language
    )


def ends(scale: ColorScale, share: bool, found: Mapping[str, Estimate]) -> tuple[Text, Text]:
    """Return the two ends of a scale in words; an end is the figure of the place that it is of."""
    kind = Percent if share else Count
    moved = {estimate.value for estimate in found.values() if estimate.moved}
    low, high = (about(kind(end), end in moved) for end in (scale.low, scale.high))
    return low, high


def makes_a_map(found: Mapping[str, Estimate]) -> bool:
    """Return whether enough places have a figure for a map to say more than bars do."""
    return sum(map(has_figure, found.values())) >= FEWEST


def finding(look: Look, found: Mapping[str, Estimate], inside: Text) -> Text:
    """Return what the map shows, as its title; never more than the figures support."""
    shown = {code: e for code, e in found.items() if e.shown and e.value is not None}
    if not shown:
        return Text("{measure}: sin cifras publicadas en {place}", measure=look.title, place=inside)
    if len(shown) == 1:
        return Text(
            "{measure}: solo {place} tiene una cifra publicada",
            measure=look.title,
            place=labels.place(next(iter(shown))),
        )
    most = comparing.largest(shown)
    if most.key is not None:
        return Text(
            "{measure}: la cifra más alta es la de {place}",
            measure=look.title,
            place=labels.place(most.key),
        )
    if most.tested:
        return Text("{measure}: no se distingue en qué lugar es más alta", measure=look.title)
    # Where some place has more than 0, those at 0 are said below the list and not here.
    return Text(
        "{measure}: {count} lugar con cifra en {place}",
        "{measure}: {count} lugares con cifra en {place}",
        sum(map(has_figure, shown.values())) or len(shown),
        measure=look.title,
        place=inside,
    )


def rows(found: Mapping[str, Estimate], key: str, most: int) -> Sequence[intervals.Row]:
    """Return the places that have a figure, the highest first, for the chart beside the map."""
    listed = {code: estimate for code, estimate in found.items() if has_figure(estimate)}
    order = sorted(listed, key=lambda code: (-(listed[code].value or 0), code))
    return tuple(intervals.Row(labels.place(code), {key: listed[code]}) for code in order[:most])


def others(found: Mapping[str, Estimate], most: int) -> list[Text]:
    """Return how many places the list beside the map leaves out, by reason."""
    left = Counter("zero" if e.shown else e.flag for e in found.values() if not has_figure(e))
    said = [
        Text("{reason} en {count} de {all} lugares.", reason=why, count=left[flag], all=len(found))
        for flag, why in LEFT_OUT.items()
        if left[flag]
    ]
    more = len(found) - left.total() - most
    if more > 0:
        said.insert(0, Text("Y {count} lugar más.", "Y {count} lugares más.", more))
    return said


def has_figure(estimate: Estimate) -> bool:
    """Return whether there is a figure to list: a number that is not 0, or an interval around 0."""
    around = estimate.measured and estimate.low != estimate.high
    return state(estimate) == "value" or around

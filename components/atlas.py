"""What a map shows of a measure: a mark for each place, the classes of its legend, its title."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from components import classes, intervals, labels
from components.estimate_values import MOST_NOISE, Estimate, apart
from components.maps import Mark
from components.theme import Paint, Ramp
from components.words import Count, Listed, Percent
from data_access.language import DEFAULT, Text

MOST_NAMED = 2
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

    `people`: a count of people, which disclosure control may have moved. `diverging`: a difference,
    coloured on both sides of zero.
    """

    title: Text
    counted: Text
    ramp: str
    share: bool = False
    people: bool = False
    diverging: bool = False


def marks(
    look: Look,
    found: Mapping[str, Estimate],
    sizes: Mapping[str, int | None],
    paint: Paint,
    language: str,
    adjusted: bool = False,
) -> tuple[dict[str, Mark], list[classes.Class]]:
    """Return a mark for each place, and the classes of the legend from low to high.

    `adjusted`: counts of people carry disclosure control's noise.
    """
    values = {
        code: estimate.value
        for code, estimate in found.items()
        if estimate.shown and estimate.value and not balanced(look, estimate)
    }
    ramp: Ramp = getattr(paint, look.ramp)
    classify = classes.diverging if look.diverging else classes.sequential
    legend, colors = classify(values, ramp)
    colors |= {c: paint.gap_ramp[2] for c, e in found.items() if balanced(look, e)}
    drawn = {
        code: Mark(
            state=state(estimate),
            lines=_lines(look, estimate, language, adjusted),
            color=colors.get(code),
            size=sizes.get(code),
            # Names of places without a figure would cover those of the others.
            label=bool(estimate.shown and estimate.value),
        )
        for code, estimate in found.items()
    }
    return drawn, legend


def balanced(look: Look, estimate: Estimate) -> bool:
    """Return whether a gap may as well be a surplus: its interval holds 0."""
    return (
        look.diverging
        and estimate.measured
        and (estimate.low or 0.0) <= 0.0 <= (estimate.high or 0.0)
    )


def state(estimate: Estimate) -> str:
    """Return how a figure is drawn: `value`, `zero`, `withheld` or `unknown`."""
    if estimate.shown:
        return "value" if estimate.value else "zero"
    return "unknown" if estimate.flag == "unknown" else "withheld"


def _lines(look: Look, estimate: Estimate, language: str, adjusted: bool) -> tuple[str, ...]:
    said = (
        intervals.long_text(estimate, look.share)
        if estimate.measured or not estimate.shown
        else intervals.value_text(estimate, look.share)
    )
    if adjusted and look.people and estimate.shown:
        said = Text("≈ {number}", number=said)
    line = Text("{measure}: {value}", measure=look.title, value=said).to(language)
    if estimate.n is None or estimate.flag == "unknown":
        return (line,)
    # Only surveys have a number of respondents; counts of people stand alone.
    return line, Text("{count} empresa respondió", "{count} empresas respondieron", estimate.n).to(
        language
    )


def range_text(one: classes.Class, share: bool) -> Text:
    """Return a class in words: its least and largest value, or the one value it holds."""
    kind = Percent if share else Count
    low, high = kind(one.low), kind(one.high)
    if low.to(DEFAULT) == high.to(DEFAULT):
        return Text("{value}", value=low)
    return Text("{low} a {high}", low=low, high=high)


def finding(look: Look, found: Mapping[str, Estimate], inside: Text) -> Text:
    """Return what the map shows, as its title; never more than the figures support."""
    shown = {code: e for code, e in found.items() if e.shown and e.value is not None}
    if not shown:
        return Text("{measure}: sin cifras publicadas en {place}", measure=look.title, place=inside)
    best = sorted(shown, key=lambda code: (-(shown[code].value or 0), code))
    if len(shown) == 1:
        return Text(
            "{measure}: solo {place} tiene una cifra publicada",
            measure=look.title,
            place=labels.place(best[0]),
        )
    first, second = (shown[code] for code in best[:2])
    if look.people:
        # Adjusted counts this far apart have hardly swapped ranks.
        told = abs((first.value or 0) - (second.value or 0)) > 2 * MOST_NOISE
    else:
        told = bool(apart(first, second))
        if apart(first, second) is None:
            return Text(
                "{measure}: las cifras más altas son las de {places}",
                measure=look.title,
                places=Listed(labels.place(code) for code in best[:MOST_NAMED]),
            )
    if told:
        return Text(
            "{measure}: la cifra más alta es la de {place}",
            measure=look.title,
            place=labels.place(best[0]),
        )
    return Text(
        "{measure}: las cifras más altas son las de {places}, que no se distinguen entre sí",
        measure=look.title,
        places=Listed(labels.place(code) for code in best[:MOST_NAMED]),
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

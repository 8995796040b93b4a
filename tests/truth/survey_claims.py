"""What the sentences, maps and cards about the survey of companies claim of a programme."""

from __future__ import annotations

from collections.abc import Iterator

from components import atlas, key_figures, labels
from components.community import employers_section
from components.estimate_values import by_code, only
from components.labour import (
    comparison,
    demand_section,
    labour_sections,
    perception_section,
    quadrant,
    side_by_side,
)
from components.labour.atlas import MEASURES, figures
from components.labour.sentences import headline
from data_access.language import Text
from data_access.scope import Scope
from tests.truth.asking import Asked, AskedLabour
from tests.truth.claims import Said
from tests.truth.surveys import BETTER, PLACES, YEARS


def about_companies(asked: Asked) -> Iterator[tuple[str, Said]]:
    """Yield each kind of sentence about the survey that compares, with what the pages say."""
    country = AskedLabour(asked, Scope())
    for card in key_figures.of_surveys(labour_sections.estimates(country)):
        yield f"survey card: {card.label.msgid}", card.change or False
    barriers = by_code(country.barriers, "barrera")
    yield "barrier", perception_section.barriers_sentence(barriers)
    willing = [only(asked.of_scope("labour.willing", of_survey(year))) for year in YEARS]
    yield "willing since before", employers_section.finding(willing)
    yield from maps(country)
    yield from shortage(AskedLabour(asked, Scope(BETTER)))
    yield from two_places(asked)


def of_survey(year: int) -> Scope:
    return Scope().having(encuesta=f"ENC-{year}")


def maps(asked: AskedLabour) -> Iterator[tuple[str, Said]]:
    """Yield the title of each map, and whether that of gaps colours a place."""
    vacancies = asked.by_place("labour.vacancies")
    for name, measure in MEASURES.items():
        found = figures(measure, asked.by_place(measure.question, measure.by_occupation), vacancies)
        yield f"map: {name}", atlas.finding(measure, found, Text(""))
        if measure.diverging:
            shown = {code for code, one in found.items() if one.shown and one.value}
            bare = atlas.balanced(measure, found) | atlas.untested(measure, found)
            yield "map: colour of a gap", bool(shown - bare)


def shortage(asked: AskedLabour) -> Iterator[tuple[str, Said]]:
    """Yield what is said of the occupations of a place."""
    total, place = only(asked.total), labels.place_in_sentence(BETTER)
    yield "shortage", headline(place, asked.occupations, total, True).finding
    yield "short occupations", demand_section.finding(asked.occupations)
    # What the page says of the one occupation that a reader chooses, and what to teach.
    sure = {o.code for o in asked.occupations if o.verdict in ("short", "surplus")}
    yield "any one occupation", bool(sure)
    drawn = quadrant.points(asked.occupations, asked.hard_of)
    yield "short and hard to fill", quadrant.finding(drawn) if drawn else False


def two_places(asked: Asked) -> Iterator[tuple[str, Said]]:
    """Yield what is said of two places side by side."""
    one, other = PLACES[:2]
    sides = {code: AskedLabour(asked, Scope(code)) for code in (one, other)}
    yield "two places", comparison.finding(side_by_side.shares(sides), one, other)
    rows = comparison.by_occupation({code: asked.occupations for code, asked in sides.items()})
    if rows:
        yield (
            "occupations of two places",
            comparison.finding_by_occupation(rows, one, other),
        )

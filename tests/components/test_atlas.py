"""What the map of the labour page says of each place, and its title."""

from __future__ import annotations

from components import atlas
from components.estimate_values import Estimate
from components.intervals import value_text
from components.labour.atlas import MEASURES, Measure, figures
from components.theme import LIGHT
from components.words import Joined
from data_access.language import Text
from tests.components.examples import HIDDEN, answer, estimate

RATE, GAP, SUPPLY = (MEASURES[key] for key in ("tasa", "brecha", "oferta"))
VACANCIES = MEASURES["vacantes"]
MANABI = Text("la provincia de Manabí")
HIGH, LOW = estimate(900, 800, 1000), estimate(300, 250, 350)
NEAR = estimate(850, 700, 950)
UNKNOWN = estimate(None, flag="unknown", n=0)
EMPTY = {
    "territory": "1308",
    **dict.fromkeys(("estimate", "ci_low", "ci_high")),
    **{"flag": "unknown", "n": 0},
}


def title(measure: Measure, **found: object) -> str:
    codes = {"manta": "1308", "portoviejo": "1301", "chone": "1303"}
    return atlas.finding(
        measure,
        {codes[name]: value for name, value in found.items()},  # type: ignore[misc]
        MANABI,
    ).to("es")


def test_the_title_names_the_highest_where_it_is_told_apart_from_all_others() -> None:
    assert title(VACANCIES, manta=HIGH, portoviejo=LOW, chone=UNKNOWN) == (
        "Vacantes: la cifra más alta es la de Manta"
    )


def test_the_title_names_none_where_no_place_is_told_apart_from_all_others() -> None:
    assert title(VACANCIES, manta=HIGH, portoviejo=NEAR, chone=LOW) == (
        "Vacantes: no se distingue en qué lugar es más alta"
    )


def test_the_title_names_none_where_a_figure_has_no_test() -> None:
    assert title(VACANCIES, manta=HIGH, portoviejo=estimate(300)) == (
        "Vacantes: 2 lugares con cifra en la provincia de Manabí"
    )


def test_places_at_0_are_no_places_with_a_figure_beside_others() -> None:
    """Of 24 provinces 22 had 0, and the title said "24 lugares con cifra"."""
    none = estimate(0)

    assert title(VACANCIES, manta=estimate(300), portoviejo=none, chone=none) == (
        "Vacantes: 1 lugar con cifra en la provincia de Manabí"
    )
    assert title(VACANCIES, manta=none, portoviejo=none) == (
        "Vacantes: 2 lugares con cifra en la provincia de Manabí"
    )


def test_the_title_claims_nothing_without_figures() -> None:
    assert title(VACANCIES, manta=HIDDEN, chone=UNKNOWN) == (
        "Vacantes: sin cifras publicadas en la provincia de Manabí"
    )
    assert title(VACANCIES, manta=HIGH, chone=HIDDEN) == (
        "Vacantes: solo Manta tiene una cifra publicada"
    )


def test_each_figure_has_its_state() -> None:
    assert atlas.state(HIGH) == "value"
    assert atlas.state(estimate(0, 0, 0)) == "zero"
    assert atlas.state(HIDDEN) == "withheld"
    assert atlas.state(estimate(None, flag="few")) == "withheld"
    assert atlas.state(UNKNOWN) == "unknown"


def test_marks_say_value_interval_reliability_and_who_answered() -> None:
    marks, scale = atlas.marks(
        VACANCIES, {"1308": HIGH, "1301": HIDDEN, "1303": UNKNOWN}, {"1308": 120}, LIGHT, "es"
    )

    assert marks["1308"].lines == (
        "Vacantes: 900, entre 800 y 1.000 (Confiable)",
        "120 empresas respondieron",
    )
    assert marks["1301"].lines[0] == "Vacantes: no publicado"
    assert marks["1303"].lines == ("Vacantes: sin dato",)
    assert marks["1308"].label == "900" and marks["1301"].label is None
    assert scale is not None and (scale.low, scale.high) == (0, 900)


def test_a_gap_carries_the_error_of_its_demand_and_supply_none() -> None:
    columns = ("territory", "ciuo2", "vacancies", "registered_supply", "gap", "tightness", "flag")
    rows = [
        ("1308", None, 900, 100, 800, 9.0, "reliable"),
        ("1301", None, 300, None, None, None, "few"),
        ("1303", None, None, 40, None, None, "unknown"),
    ]
    gap = answer("labour.gap", [dict(zip(columns, row, strict=True)) for row in rows])
    keys = ("territory", "estimate", "ci_low", "ci_high", "flag", "n")
    demand = answer(
        "labour.vacancies",
        [
            dict(zip(keys, row, strict=True))
            for row in [
                ("1308", 900, 800, 1000, "reliable", 120),
                ("1301", 300, 250, 350, "caution", 80),
                ("1303", None, None, None, "unknown", 0),
            ]
        ],
    )

    gaps = figures(GAP, gap, demand)
    supply = figures(SUPPLY, gap, demand)

    assert (gaps["1308"].value, gaps["1308"].low, gaps["1308"].high) == (800, 700, 900)
    assert (gaps["1301"].value, gaps["1301"].flag) == (None, "few")
    assert (supply["1308"].value, supply["1308"].low) == (100, None)
    assert (supply["1301"].flag, supply["1303"].value) == ("few", 40)


def test_a_count_that_was_moved_is_about_on_the_map_beside_it_and_at_the_end_of_its_scale() -> None:
    frame = [
        {"territory": code, "registered_supply": persons, "flag": flag}
        for code, persons, flag in (("1308", 272, "reliable"), ("1301", None, "few"))
    ]
    said = {}
    for adjusted in (True, False):
        gap = answer("labour.gap", frame, adjusted=adjusted)
        found = figures(SUPPLY, gap, answer("labour.vacancies", [EMPTY]))
        drawn, scale = atlas.marks(SUPPLY, found, {}, LIGHT, "es")
        assert scale is not None
        (listed,) = atlas.rows(found, "place", 8)
        said[adjusted] = (
            drawn["1308"].lines[0],
            drawn["1308"].label,
            value_text(listed.estimates["place"], share=False).to("es"),
            [end.to("es") for end in atlas.ends(scale, False, found)],
        )

    assert said[True] == ("Oferta registrada: ≈\xa0272", "≈\xa0272", "≈\xa0272", ["0", "≈\xa0272"])
    assert said[False] == ("Oferta registrada: 272", "272", "272", ["0", "272"])


def test_a_scale_is_named_by_zero_and_the_largest_figure() -> None:
    found = {"1308": estimate(0.05, 0.04, 0.06), "1301": estimate(0.2, 0.1, 0.3)}
    _, scale = atlas.marks(RATE, found, {}, LIGHT, "es")

    assert scale is not None
    assert [end.to("es") for end in atlas.ends(scale, True, found)] == [
        "0\N{NO-BREAK SPACE}%",
        "20\N{NO-BREAK SPACE}%",
    ]


def test_two_places_with_a_figure_are_no_map() -> None:
    two = {"1308": HIGH, "1301": LOW, "1303": UNKNOWN, "1304": HIDDEN}

    assert not atlas.makes_a_map(two)
    assert atlas.makes_a_map({**two, "1305": NEAR})


def test_the_list_beside_the_map_names_places_with_a_figure_and_counts_the_others() -> None:
    few = Estimate(None, None, None, "few")
    none = Estimate(0.0, 0.0, 0.0, "reliable")  # counted, not estimated
    found = {"1301": LOW, "1308": HIGH, "1303": UNKNOWN, "1304": HIDDEN}
    found |= {"1302": few, "1305": few, "1306": none}

    assert [row.name.to("es") for row in atlas.rows(found, "place", 8)] == ["Manta", "Portoviejo"]
    assert Joined(*atlas.others(found, 8)).to("es") == (
        "Cero en 1 de 7 lugares. Pocas personas, o ninguna, en 2 de 7 lugares. "
        "No publicado en 1 de 7 lugares. Sin dato en 1 de 7 lugares."
    )
    assert [row.name.to("es") for row in atlas.rows(found, "place", 1)] == ["Manta"]
    assert atlas.others(found, 1)[0].to("es") == "Y 1 lugar más."


def test_a_gap_measured_around_zero_is_listed() -> None:
    balanced = {"1301": estimate(0, -100, 100)}

    assert len(atlas.rows(balanced, "place", 8)) == 1
    assert atlas.others(balanced, 8) == []


def test_a_gap_that_may_as_well_be_a_surplus_takes_neither_side() -> None:
    found = {"1308": estimate(116, -110, 340), "1301": estimate(257, 100, 410)}

    marks, scale = atlas.marks(GAP, found, {}, LIGHT, "es")

    assert marks["1308"].color == LIGHT.gap_ramp[2]
    assert marks["1301"].color == LIGHT.gap_ramp[4]
    assert scale is not None and (scale.low, scale.high) == (-257, 257)
    assert atlas.balanced(VACANCIES, found) == set()


def test_a_gap_without_a_test_has_the_colour_of_neither_side() -> None:
    """A survey that is no probability sample has no error: it was painted as a sure shortage."""
    sure, unsure = estimate(300, 200, 400), estimate(20, -50, 90)
    rough = estimate(250, flag="caution")
    found = {"1308": sure, "1301": unsure, "1303": rough, "1304": estimate(-300, -400, -200)}

    marks, scale = atlas.marks(GAP, found, {}, LIGHT, "es")

    assert scale is not None and (scale.low, scale.high) == (-300, 300)
    assert marks["1308"].color == LIGHT.gap_ramp[-1] and marks["1304"].color == LIGHT.gap_ramp[0]
    assert marks["1301"].color == LIGHT.gap_ramp[2]
    assert marks["1303"].color == LIGHT.neutral_ramp[1]
    assert atlas.balanced(GAP, found) == {"1301"} and atlas.untested(GAP, found) == {"1303"}

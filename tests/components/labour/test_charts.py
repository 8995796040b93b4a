"""Charts are read as their specification: what is drawn, said and left out."""

from __future__ import annotations

from itertools import combinations
from typing import Any

from components import intervals
from components.estimate_values import Estimate
from components.intervals import Row, Series
from components.labour import demand_section, quadrant, survey_trust
from components.theme import paint
from data_access.language import Text
from tests.components.examples import HIDDEN, answer, estimate, occupation

SURE = occupation("51", estimate(669, 581, 757), 60)
ROUGH = occupation("83", estimate(263, 150, 376, "caution"), None, "few")
PLENTY = occupation("52", estimate(400, 337, 465), 900)
ABSENT = occupation("91", HIDDEN, 40)
ALL = [SURE, ROUGH, PLENTY, ABSENT]


def rows_of(spec: dict[str, Any]) -> list[dict[str, Any]]:
    return [row for data in spec["datasets"].values() for row in data]


def test_the_order_of_bars_rests_on_shown_numbers() -> None:
    assert [o.code for o in demand_section.charted_occupations(ALL)] == ["51", "83", "52"]


def test_demand_goes_right_and_supply_left_with_words_where_there_is_no_number() -> None:
    lines = demand_section.lines_of(demand_section.charted_occupations(ALL), "es")

    assert [line["supply"] for line in lines] == [-60.0, 0.0, -900.0]
    assert [line["supply_text"] for line in lines] == ["60", "pocas", "900"]
    assert [line["demand_text"] for line in lines] == ["669", "≈\xa0263", "400"]
    assert lines[0]["demand_tip"] == "669, entre 581 y 757 (Confiable)"


def test_what_is_withheld_is_in_no_chart() -> None:
    spec = demand_section.chart(demand_section.charted_occupations(ALL), "es", paint()).to_dict()

    assert {row["name"] for row in rows_of(spec) if "name" in row} == {
        "Cocineros y meseros",
        "Conductores",
        "Vendedores",
    }


def test_occupations_left_out_are_named_beside_the_chart() -> None:
    absent = demand_section.not_drawn(ALL)

    assert absent is not None
    assert absent.title.to("es") == "1 ocupación sin cifra publicable de vacantes"
    assert absent.names.to("es") == "Limpiadores"
    assert demand_section.not_drawn([SURE]) is None


def test_the_title_of_the_bars_is_what_they_show() -> None:
    assert demand_section.finding(ALL).to("es").startswith("En 2 de 3 ocupaciones publicadas")
    assert demand_section.finding([SURE]).to("es").startswith("En la única ocupación publicada")
    assert demand_section.finding([PLENTY]).to("es").startswith("En ninguna ocupación publicada")


def test_a_sample_without_intervals_is_drawn_without_whiskers() -> None:
    alone = occupation("51", estimate(12, flag="caution"), 30)
    spec = demand_section.chart([alone], "es", paint()).to_dict()

    assert {row["low"] for row in rows_of(spec) if "low" in row} == {None}


def test_the_quadrant_draws_only_what_has_both_figures() -> None:
    hard = {"51": estimate(0.62, 0.51, 0.73), "52": HIDDEN, "83": estimate(0.7, 0.6, 0.8)}
    drawn = quadrant.points(ALL, hard)

    assert [point.occupation.code for point in drawn] == ["51"]
    assert drawn[0].gap == 609
    assert quadrant.finding(drawn).to("es") == (
        "Faltan y además cuesta encontrarlos: cocineros y meseros"
    )
    assert [line["name"] for line in quadrant.lines_of(drawn, "es", paint())] == [
        "Cocineros y meseros"
    ]
    assert quadrant.chart(drawn, "es", paint()).to_dict()["datasets"]


def test_of_many_occupations_each_must_be_surer_that_most_of_its_vacancies_are_hard() -> None:
    """One interval in twenty leaves out one half by chance: the title compares them all at once."""
    short_ones = [occupation(code, SURE.demand, 3) for code in ("51", "52", "83", "91")]
    hard = dict.fromkeys((o.code for o in short_ones), estimate(0.5, 0.4, 0.6))
    near, far = estimate(0.62, 0.51, 0.73), estimate(0.7, 0.58, 0.82)

    def named(one: Estimate) -> str:
        return quadrant.finding(quadrant.points(short_ones, {**hard, "51": one})).to("es")

    assert quadrant.points(short_ones[:1], {"51": near})[0].pressing
    assert "ninguna" in named(near)
    assert named(far) == "Faltan y además cuesta encontrarlos: cocineros y meseros"


def test_a_point_has_the_colour_of_the_corner_only_where_both_are_sure() -> None:
    """A point in the corner by chance was painted as one that is surely short and hard to fill."""
    near = occupation("83", estimate(70, 40, 100), 60)
    hard = dict.fromkeys(("51", "83"), estimate(0.62, 0.51, 0.73))
    hard["52"] = estimate(0.52, 0.4, 0.64)
    drawn = quadrant.points([SURE, near, occupation("52", SURE.demand, 60)], hard)
    lines = quadrant.lines_of(drawn, "es", paint())
    assert all(line["gap"] > 0 and line["share"] > 0.5 for line in lines)
    assert {line["color"] for line in lines} == {paint().neutral}
    alone = quadrant.points([SURE], {"51": estimate(0.62, 0.51, 0.73)})
    assert [line["color"] for line in quadrant.lines_of(alone, "es", paint())] == [paint().demand]
    assert paint().demand in str(rows_of(quadrant.chart(alone, "es", paint()).to_dict()))


def test_names_beside_close_points_cover_neither_points_nor_each_other() -> None:
    """Four close points, and two in a corner: a name lay on the point of another once."""
    gaps = {"51": 98.0, "52": 124.0, "53": 126.0, "71": 97.0, "72": 332.0, "83": 499.0}
    shares = dict(zip(gaps, (0.64, 0.61, 0.47, 0.50, 0.75, 0.97), strict=True))
    drawn = quadrant.points(
        [occupation(code, estimate(gap + 50, 0, 900), 50) for code, gap in gaps.items()],
        {code: estimate(share, share - 0.1, share + 0.02) for code, share in shares.items()},
    )
    labels = [line["label"] for line in quadrant.lines_of(drawn, "es", paint())]
    low, high = limits = quadrant.reach(drawn)
    spots = [
        (
            (p.gap - low) * quadrant.NAMED / (high - low),
            (1 - shares[p.occupation.code]) * quadrant.HEIGHT,
        )
        for p in drawn
    ]
    sides = quadrant.named(drawn, limits, labels, "Faltan y cuesta cubrirlas")
    boxes = [
        quadrant.box(x, y, label, side)
        for (x, y), label, side in zip(spots, labels, sides, strict=True)
    ]

    assert len(spots) == len(gaps)
    for left, top, right, bottom in boxes:
        assert left >= 0 <= top
        assert right <= quadrant.NAMED
        assert bottom <= quadrant.HEIGHT
        assert not [1 for x, y in spots if left < x < right and top < y < bottom]
    for one, other in combinations(boxes, 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


def test_a_long_name_is_broken_and_its_row_grows_with_it() -> None:
    name = Text("Auxiliares contables y de bodega de la provincia")
    rows = [Row(name, {"a": estimate(3, 2, 4)}), Row(Text("Manta"), {"a": estimate(2, 1, 3)})]

    long, short = intervals.lines_of(rows, [Series("a", Text("Personas"), "#111")], False, "es")

    assert long["label"].count("\n") == 2
    assert "\n" not in long["roomy"]
    assert long["name"] == name.to("es")
    assert short["y"] > long["bottom"] >= 3 * intervals.LINE


def test_bars_begin_at_zero() -> None:
    rows = (Row(Text("Manta"), {"a": estimate(0.8, 0.75, 0.85)}),)
    spec = intervals.chart(rows, (Series("a", Text("Personas"), "#111"),), "es", paint(), True)

    bar = spec.to_dict()["layer"][0]["encoding"]
    assert bar["x2"] == {"datum": 0}
    assert bar["x"]["scale"]["domain"][0] == 0


def test_a_surplus_is_never_called_pressing() -> None:
    drawn = quadrant.points([PLENTY], {"52": estimate(0.9, 0.8, 1.0)})

    assert "ninguna" in quadrant.finding(drawn).to("es")


def test_intervals_say_their_number_or_why_there_is_none() -> None:
    rows = [Row(Text("Tasa"), {"a": estimate(0.081, 0.05, 0.11, "caution"), "b": HIDDEN})]
    series = [Series("a", Text("Manta"), "#111"), Series("b", Text("Santo Domingo"), "#222")]
    lines = intervals.lines_of(rows, series, True, "es")

    assert [line["text"] for line in lines] == ["≈\xa08,1\xa0%", "no publicado"]
    assert [line["value"] for line in lines] == [0.081, None]
    assert intervals.chart(rows, series, "es", paint(), share=True).to_dict()["datasets"]


def test_the_response_is_drawn_by_outcome_with_zero_as_zero() -> None:
    row = {"completed": 123, "refused": 27, "unknown": 0, "ineligible": 0, "rate": 0.82}
    response = answer("labour.response", [row])

    companies = survey_trust.outcomes(response)

    assert [line["text"] for line in survey_trust.lines_of(companies, "es")] == [
        "123",
        "27",
        "0",
        "0",
    ]
    assert (
        survey_trust.finding(response).to("es") == "Respondió el 82\xa0% de las empresas elegibles"
    )
    assert survey_trust.chart(companies, "es", paint()).to_dict()["datasets"]


def test_intervals_below_zero_have_room_on_the_axis() -> None:
    rows = (Row(Text("Manta"), {"gap": estimate(-116, -340, 110)}),)
    series = (Series("gap", Text("Brecha"), "#000000"),)

    spec = intervals.chart(rows, series, "es", paint()).to_dict()

    domains = [
        layer["encoding"]["x"]["scale"]["domain"]
        for layer in spec["layer"]
        if "scale" in layer["encoding"].get("x", {})
    ]
    assert domains
    for low, high in domains:
        assert low <= -340
        assert high >= 110

"""What a map sends to the browser: every state in its own form, and nothing to a tile server."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import Engine

from components import map_view
from components.maps import Mark, Spot, deck
from components.theme import LIGHT
from data_access import boundaries, territory

MARKS = {
    "1308": Mark("value", ("Vacantes: 20",), color="#b9610f", size=100, label="20"),
    "1301": Mark("zero", ("Vacantes: 0",), size=25),
    "1303": Mark("withheld", ("Vacantes: no publicado",), size=9),
    **{
        code: Mark("unknown", ("sin dato",))
        for code in territory.cantons_of("13")
        if code not in ("1308", "1301", "1303")
    },
}


@pytest.fixture
def sent(engine: Engine) -> dict[str, Any]:
    with engine.connect() as connection:
        shapes = boundaries.shapes(connection, "13")
    return json.loads(deck(shapes, MARKS, LIGHT, "1308").to_json())


def layer(sent: dict[str, Any], name: str) -> list[dict[str, Any]]:
    (found,) = [layer for layer in sent["layers"] if layer["id"] == name]
    return found["data"]["features"] if "features" in found["data"] else found["data"]


def by_code(sent: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {f["properties"]["code"]: f for f in layer(sent, "places")}


def test_a_map_asks_no_tile_server(sent: dict[str, Any]) -> None:
    # pydeck's placeholder for "no style was named": Streamlit puts nothing in its place.
    assert sent["mapStyle"] == "__MAP_STYLE__"
    assert sent.get("mapProvider") is None
    assert "http" not in json.dumps(sent)


def test_each_state_has_its_own_form(sent: dict[str, Any]) -> None:
    places = by_code(sent)
    value, zero, held, unknown = (
        places[code]["properties"] for code in ("1308", "1301", "1303", "1302")
    )

    assert value["fill"] == [0xB9, 0x61, 0x0F, 255]
    assert zero["fill"] == [255, 255, 255, 255] and zero["width"] > value["width"]
    assert unknown["fill"][3] < 10 and unknown["line"][3] < 255
    assert len(layer(sent, "hatching")) == 1  # the withheld one alone
    assert held["fill"] == [255, 255, 255, 255]


def test_circles_grow_with_the_companies_that_answered(sent: dict[str, Any]) -> None:
    def width(code: str) -> float:
        xs = [x for x, _ in by_code(sent)[code]["geometry"]["coordinates"][0]]
        return max(xs) - min(xs)

    # A quarter of the companies is a quarter of the area: half the width.
    assert width("1301") / width("1308") == pytest.approx(0.5, abs=0.03)
    assert width("1302") < width("1303")


def test_every_canton_can_be_pointed_at_and_is_named(sent: dict[str, Any]) -> None:
    places = by_code(sent)

    assert set(places) == set(territory.cantons_of("13"))
    assert places["1308"]["properties"]["tip"] == "<b>Manta</b><br>Vacantes: 20"


def test_only_the_chosen_place_is_outlined_and_only_figures_are_named(
    sent: dict[str, Any],
) -> None:
    assert len(layer(sent, "chosen")) == 1
    assert [point["name"] for point in layer(sent, "names")] == ["Manta 20"]


def test_a_long_name_is_broken_and_keeps_its_number_whole(engine: Engine) -> None:
    with engine.connect() as connection:
        shapes = boundaries.shapes(connection, "EC")
    marks = {"23": Mark("value", (), color="#000000", label="≈\xa0126")}

    (point,) = layer(json.loads(deck(shapes, marks, LIGHT, None).to_json()), "names")
    assert point["name"] == "Santo Domingo de\nlos Tsáchilas\n≈\xa0126"


def test_what_a_tooltip_says_cannot_run(engine: Engine) -> None:
    with engine.connect() as connection:
        shapes = boundaries.shapes(connection, "13")
    marks = {"1308": Mark("value", ("<script>alert(1)</script>",), color="#000000")}

    assert "<script>" not in deck(shapes, marks, LIGHT, None).to_json()


def test_the_view_holds_the_whole_place_on_a_telephone() -> None:
    found = map_view.of((-81.0, -2.0, -79.0, 1.0), 326, 430)

    assert found.longitude == -80
    assert -0.6 < found.latitude < -0.4
    pixels_a_degree = 512 * 2**found.zoom / 360
    assert 2 * pixels_a_degree <= 326
    assert 3 * pixels_a_degree <= 430


def test_a_map_is_sent_without_indentation(sent: dict[str, Any], engine: Engine) -> None:
    with engine.connect() as connection:
        shapes = boundaries.shapes(connection, "13")
    text = deck(shapes, MARKS, LIGHT, "1308").to_json()

    assert "\n" not in text
    assert len(text) < 60_000


def test_points_lie_below_the_names_of_places(engine: Engine) -> None:
    with engine.connect() as connection:
        shapes = boundaries.shapes(connection, "13")

    sent = json.loads(deck(shapes, MARKS, LIGHT, "1308", [Spot(-80.7, -0.95, "Sede")]).to_json())

    assert [layer["id"] for layer in sent["layers"]][-2:] == ["spots", "names"]

"""Places: the DPA's codes, who lies in whom, and that nothing adds up what overlaps."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import shapely
from sqlalchemy import Engine, delete, func, select, update

from data_access import territory
from data_access.tables import Territory
from tests.writing import writing

PROVINCES = Path(__file__).parents[2] / "assets" / "boundaries" / "provinces.geojson"


def test_ecuador_has_24_provinces_and_221_cantons() -> None:
    assert len(territory.PROVINCES) == 24
    assert len(territory.CANTONS) == 221
    assert territory.children("EC") == territory.PROVINCES
    assert sum(len(territory.children(p)) for p in territory.PROVINCES) == 221


def test_the_three_localities_of_the_programme_have_their_dpa_codes() -> None:
    names = {code: territory.name(code).to("es") for code in ("1308", "2301", "13", "2302")}
    assert names == {
        "1308": "Manta",
        "2301": "Santo Domingo",
        "13": "Manabí",
        "2302": "La Concordia",
    }


def test_manta_lies_in_manabi_and_manabi_in_ecuador() -> None:
    assert territory.parent("1308") == "13"
    assert territory.ancestors("1308") == ("13", "EC")
    assert territory.ancestors("EC") == ()


def test_the_rest_of_manabi_is_its_22_cantons_but_manta() -> None:
    rest = territory.cantons_of("13R")
    assert len(territory.cantons_of("13")) == 22
    assert set(territory.cantons_of("13")) - set(rest) == {"1308"}
    assert territory.children("13R") == ("13R",)
    assert territory.name("13R").to("en") == "Manabí without Manta"


def test_undelimited_zones_belong_to_the_country_and_are_no_cantons() -> None:
    assert territory.ZONES == ("9001", "9003", "9004")
    assert territory.ancestors("9003") == ("90", "EC")
    assert territory.cantons_of("90") == territory.cantons_of("9003") == ()
    assert set(territory.ZONES) <= territory.ground("EC")
    assert not set(territory.ZONES) & set(territory.cantons_of("EC"))


def test_codes_nobody_uses_are_unknown() -> None:
    assert territory.is_known("13R") and territory.is_known("0101")
    assert not any(map(territory.is_known, ("", "101", "25", "0808", "1399", "ec")))


def test_each_province_is_drawn_where_its_point_and_its_cantons_are() -> None:
    features = json.loads(PROVINCES.read_text(encoding="utf-8"))["features"]
    drawn = {f["properties"]["code"]: shapely.geometry.shape(f["geometry"]) for f in features}
    assert tuple(drawn) == territory.PROVINCES
    for code, shape in drawn.items():
        assert shape.is_valid
        assert shape.contains(_point(code)), code
        # Natural Earth is coarse: a canton at the border may fall a few kilometres outside.
        assert max(shape.distance(_point(c)) for c in territory.cantons_of(code)) < 0.1, code
    assert shapely.coverage_is_valid(list(drawn.values()))
    assert PROVINCES.stat().st_size < 110_000


def test_the_area_of_a_place_is_that_of_its_parts() -> None:
    def area(*codes: str) -> float:
        return sum(territory.place(code).area_km2 or 0 for code in codes)

    assert area("13") == area(*territory.cantons_of("13"))
    assert area("13R") == area("13") - area("1308")
    assert area("EC") == pytest.approx(area(*territory.PROVINCES, "90"), abs=1)


def test_seeding_again_writes_nothing(engine: Engine) -> None:
    with writing(engine) as connection:
        assert territory.seed(connection) == 0
        stored = connection.execute(
            select(Territory.level, func.count()).group_by(Territory.level)
        ).all()
    assert dict(map(tuple, stored)) == {
        "country": 1,
        "province": 24,
        "canton": 221,
        "zone": 4,
        "rest": 1,
    }


def test_seeding_mends_what_differs_and_adds_what_is_missing(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.execute(update(Territory).filter_by(code="1308").values(name="San Pablo"))
        connection.execute(delete(Territory).filter_by(code="13R"))
        assert territory.seed(connection) == 2
        names = dict(map(tuple, connection.execute(select(Territory.code, Territory.name))))
    assert (names["1308"], names["13R"]) == ("Manta", "Manabí sin Manta")


def _point(code: str) -> shapely.Point:
    place = territory.place(code)
    return shapely.Point(place.lon, place.lat)


@pytest.mark.parametrize(
    ("code", "province"), [("1308", "13"), ("13R", "13"), ("13", "13"), ("EC", None)]
)
def test_every_place_below_the_country_has_its_province(code: str, province: str | None) -> None:
    assert territory.province(code) == province

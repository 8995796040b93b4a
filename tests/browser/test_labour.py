"""A municipal leader's journeys over the labour page, in a real browser."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
import shapely
from playwright.sync_api import Browser

from components import map_view, maps
from components.map_marks import Mark
from data_access import boundaries
from data_access.database import engine_for
from tests.browser.conftest import NARROW, Reader, reader
from tests.sampling import sampled

pytestmark = pytest.mark.browser

HOLDABLE_CLOCK = "const now = Date.now; Date.now = () => window.heldAt ?? now()"


def query(visitor: Reader) -> dict[str, str]:
    found = parse_qs(urlsplit(visitor.page.url).query)
    return {key: values[0] for key, values in found.items()}


def test_the_front_page_answers_where_staff_are_short(visitor: Reader) -> None:
    visitor.open("/labour")

    assert visitor.headline.startswith("En los lugares encuestados del Ecuador faltan ")
    assert visitor.page.title() == "Brechas laborales · Observatorio M4SD Ecuador"
    assert visitor.page.locator(".m4sd-chip").get_by_text("Datos sintéticos").is_visible()


def test_a_place_chosen_is_in_the_address_and_a_link_reopens_it(
    visitor: Reader, browser: Browser, app_url: str
) -> None:
    visitor.open("/labour")
    visitor.choose("Provincia", "Manabí")
    visitor.choose("Cantón", "Manta")

    assert visitor.headline.startswith("En Manta")
    assert query(visitor) == {"territory": "1308"}
    colleague = reader(browser, app_url)
    colleague.open(visitor.page.url.removeprefix(app_url))
    assert colleague.headline == visitor.headline
    colleague.page.context.close()


def test_the_back_button_goes_back_to_the_place_before(visitor: Reader) -> None:
    visitor.open("/labour?territory=13")
    before = visitor.headline
    visitor.choose("Cantón", "Manta")
    assert visitor.headline != before

    visitor.page.go_back()
    visitor.settle()

    assert visitor.headline == before


def test_a_link_with_mistakes_says_so_and_shows_what_it_can(visitor: Reader) -> None:
    visitor.open("/labour?territory=9999&ciuo2=51&encuesta=NADA")

    assert visitor.page.get_by_text("No existe una encuesta con el código «NADA».").is_visible()
    assert visitor.headline.startswith("En los lugares encuestados del Ecuador")


def test_clicking_manta_on_the_map_goes_to_manta(
    browser: Browser, mapped_url: str, mapped_file: object
) -> None:
    # A map is drawn without a graphics card here, and dear by its width.
    leader = reader(browser, mapped_url, width=NARROW)
    leader.page.add_init_script(HOLDABLE_CLOCK)
    leader.open("/community?territory=13&parte=asociaciones")  # of four places, so on a map
    canvas = leader.page.locator('[data-testid="stDeckGlJsonChart"] canvas').first
    canvas.scroll_into_view_if_needed()
    leader.page.wait_for_timeout(1500)
    box = canvas.bounding_box()
    assert box is not None
    with engine_for(f"sqlite:///{mapped_file}").connect() as connection:
        drawn = boundaries.shapes(connection, "13")
    assert (drawn.kind, len(drawn.children)) == ("polygons", 22)
    manta = next(s for s in drawn.children if s.code == "1308")
    at = shapely.from_geojson(manta.geometry).representative_point()
    marks = {code: Mark("value", ()) for code in ("1301", "1303", "1308", "1309")}
    bounds = map_view.opening(drawn, marks, None)
    x, y = pixel(at.x, at.y, bounds, box["width"], box["height"])

    leader.page.mouse.move(box["x"] + x, box["y"] + y)
    leader.page.wait_for_timeout(300)
    assert "Manta" in leader.page.locator(".deck-tooltip").inner_text()
    # The press takes no time by the page's own clock: a map drawn without a graphics card looks up
    # what lies under the finger for so long on a busy machine that it takes it for a long press.
    leader.page.evaluate("window.heldAt = Date.now()")
    leader.page.mouse.click(box["x"] + x, box["y"] + y)
    leader.page.evaluate("window.heldAt = null")
    leader.page.wait_for_url("**territory=1308**")
    leader.settle()

    assert leader.headline.startswith("En Manta")
    leader.page.context.close()


def pixel(
    lon: float, lat: float, bounds: map_view.Bounds, width: float, height: float
) -> tuple[float, float]:
    """Where a point lies on the map's canvas."""
    view = map_view.of(bounds, maps.NARROWEST, maps.HEIGHT)
    scale = map_view.TILE * 2**view.zoom / 360
    return (
        width / 2 + (lon - view.longitude) * scale,
        height / 2 - (map_view.mercator(lat) - map_view.mercator(view.latitude)) * scale,
    )


def test_another_measure_of_the_map_is_kept_in_the_address(visitor: Reader) -> None:
    visitor.open("/labour?territory=13")

    visitor.choose("Qué se muestra", "Brecha")

    assert query(visitor) == {"territory": "13", "medida": "brecha"}
    assert visitor.page.get_by_role("heading", name="Brecha: ").is_visible()


def test_the_table_behind_a_figure_opens_and_downloads_with_its_provenance(
    visitor: Reader,
) -> None:
    visitor.open("/labour?territory=1308")
    visitor.page.locator(".st-key-table-map").get_by_text("Ver tabla").click()

    with visitor.page.expect_download() as download:
        visitor.page.locator(".st-key-csv-map-0").get_by_role("button").click()

    text = download.value.path().read_text("utf-8-sig")
    assert "Datos sintéticos" in text
    assert "Encuesta de empresas 2025 (sintética)" in text
    assert "# Respuesta,labour.vacancies" in text
    manta = next(line for line in text.splitlines() if line.startswith("1308,Manta,"))
    shown = visitor.page.locator('[data-testid="stMetricValue"]').first.inner_text()
    assert f"{round(float(manta.split(',')[9])):,}".replace(",", ".") == shown


@pytest.mark.parametrize("locale", sampled(["es-EC", "en-US"], "es-EC"))
def test_nothing_is_wider_than_a_telephone(browser: Browser, app_url: str, locale: str) -> None:
    leader = reader(browser, app_url, locale, NARROW)
    leader.open("/labour?territory=1308")

    assert leader.page.evaluate("document.documentElement.scrollWidth") <= NARROW
    # What scrolls by itself inside the screen is not cut: tabs, and places in the bar.
    cut = leader.page.evaluate(
        """() => [...document.querySelectorAll('[data-testid="stMain"] *')]
            .filter(e => e.getBoundingClientRect().right > innerWidth + 1)
            .filter(e => !e.closest('[role=tablist], .st-key-screen-scope') && e.offsetParent)
            .map(e => e.tagName + '.' + e.className).slice(0, 5)"""
    )
    assert cut == []
    leader.page.context.close()

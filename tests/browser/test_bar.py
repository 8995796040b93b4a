"""One bar holds brand, place, language and sign-in, and stays in sight on every width."""

from __future__ import annotations

from itertools import combinations

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Reader, reader
from tests.browser.heights import SCREENS
from tests.browser.test_sharing import enter
from tests.sampling import sampled

pytestmark = pytest.mark.browser
IN_THE_BAR = {
    "brand": ".m4sd-name",
    "places": ".st-key-screen-scope .stButtonGroup",
    "other places": ".st-key-elsewhere",
    "search": ".st-key-screen-finder button",
    "sign-in": '.m4sd-top a[href^="/sign_in"]',
    "language": ".m4sd-top nav",
}
# Whoever is signed in has more words there.
LOOKS = [
    (width, locale, role)
    for width in SCREENS
    for locale in ("es-EC", "en-US")
    for role in ("", "monitor")
]


def boxes(at: Reader) -> dict[str, dict[str, float]]:
    """Where each thing of the bar stands."""
    found = {name: at.page.locator(css).first.bounding_box() for name, css in IN_THE_BAR.items()}
    return {name: dict(box) for name, box in found.items() if box is not None}


def overlaps(one: dict[str, float], other: dict[str, float]) -> bool:
    """Whether two boxes cover each other anywhere."""
    return (
        one["x"] < other["x"] + other["width"]
        and other["x"] < one["x"] + one["width"]
        and one["y"] < other["y"] + other["height"]
        and other["y"] < one["y"] + one["height"]
    )


@pytest.mark.parametrize(("width", "locale", "role"), sampled(LOOKS, (360, "es-EC", "")))
def test_brand_place_search_sign_in_and_language_stand_in_one_bar_beside_each_other(
    browser: Browser, app_url: str, width: int, locale: str, role: str
) -> None:
    at = reader(browser, app_url, locale, width)
    if role:
        enter(at, role)
    at.open("/hiring?territory=1301")
    at.page.locator(".stMain").evaluate("main => main.scrollTo(0, 600)")
    at.page.wait_for_timeout(300)

    found = boxes(at)

    at.page.context.close()
    assert set(found) == set(IN_THE_BAR)
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= width for box in found.values())
    assert all(box["y"] >= 0 and box["y"] + box["height"] <= 104 for box in found.values())
    assert [pair for pair in combinations(found, 2) if overlaps(*(found[n] for n in pair))] == []


@pytest.mark.parametrize("width", sampled(SCREENS, 360))
def test_a_place_of_the_programme_is_one_press_away_and_a_period_three(
    browser: Browser, app_url: str, width: int
) -> None:
    at = reader(browser, app_url, width=width)
    at.open("/training")
    at.page.get_by_role("radio", name="Manta").click()
    at.settle()
    assert at.headline.startswith("En Manta, ")
    whole = at.headline

    at.choose("Período", "2025")

    assert "territory=1308&from=2025-01-01&until=2026-01-01" in at.page.url
    assert at.page.locator(".st-key-elsewhere button").inner_text().startswith("2025")
    assert at.headline != whole
    at.page.context.close()

"""What is seen until a page is there; that it goes is held by `test_house.py`."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Route

pytestmark = pytest.mark.browser
LOADING = "#m4sd-loading"


@pytest.mark.parametrize(
    ("locale", "look", "said", "surface"),
    [
        ("es-EC", "light", "Cargando…", "rgb(255, 255, 255)"),
        ("en-US", "dark", "Loading…", "rgb(20, 23, 27)"),
    ],
)
def test_while_nothing_of_a_page_is_there_the_reader_sees_that_it_comes(
    browser: Browser, app_url: str, locale: str, look: str, said: str, surface: str
) -> None:
    context = browser.new_context(locale=locale, color_scheme=look)  # type: ignore[arg-type]
    page = context.new_page()

    def never(route: Route) -> None:
        route.abort()

    page.route("**/static/js/*", never)
    page.goto(f"{app_url}/labour")

    loading = page.locator(LOADING)
    assert said in loading.inner_text()
    assert loading.evaluate("one => getComputedStyle(one).backgroundColor") == surface
    context.close()

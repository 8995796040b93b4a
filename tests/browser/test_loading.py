"""What is seen until a page is there, and that it goes."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Route

from tests.browser.conftest import Reader, reader

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


def test_it_goes_when_the_page_is_there(browser: Browser, app_url: str) -> None:
    visitor: Reader = reader(browser, app_url)
    visitor.open()

    assert visitor.page.locator(LOADING).count() == 0
    assert visitor.complaints == []
    visitor.page.context.close()

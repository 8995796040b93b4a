"""No page is longer than six screens of a telephone nor a part than four, or two of a desktop, and
the answer stands in the first one."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import reader
from tests.browser.heights import PAGES, SCREENS, measure
from tests.sampling import sampled

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("path", sampled(PAGES, "/methods"))
@pytest.mark.parametrize("width", sampled(SCREENS, 360))
def test_a_page_is_short_and_its_answer_stands_in_the_first_screen(
    browser: Browser, app_url: str, width: int, path: str
) -> None:
    at = reader(browser, app_url, width=width)
    at.page.set_viewport_size({"width": width, "height": SCREENS[width]})

    found = list(measure(at, path))

    at.page.context.close()
    assert [one for one in found if one.is_long(width)] == []
    assert found[0].answered is not None and found[0].answered <= SCREENS[width]

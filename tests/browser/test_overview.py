"""A mayor's two minutes on the front door, on a telephone and at a desk."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import NARROW, WIDE, Reader
from tests.browser.test_house import reader
from tests.sampling import sampled

pytestmark = pytest.mark.browser
PHONE, DESK = 740, 800  # pixels of height that a telephone and a desk show at once


def bottom(one: Reader, selector: str) -> float:
    """Where the last of these ends, from the top of the page."""
    last = one.page.locator(selector).last
    return float(last.evaluate("e => e.getBoundingClientRect().bottom"))


@pytest.mark.parametrize(
    ("width", "height", "screens"),
    sampled([(NARROW, PHONE, 3), (WIDE, DESK, 1.5)], (NARROW, PHONE, 3)),
)
def test_how_it_goes_what_is_worse_and_what_to_decide_stand_within_a_few_screens(
    browser: Browser, app_url: str, width: int, height: int, screens: float
) -> None:
    mayor = reader(browser, app_url, width=width)
    mayor.open("/?territory=1308")

    assert "metas" in mayor.headline
    labels = mayor.page.locator(".m4sd-finding h3").all_inner_texts()
    assert labels == ["Qué cambió", "Qué va peor", "Qué decidir"]
    assert bottom(mayor, ".m4sd-finding") <= screens * height
    mayor.page.context.close()


def test_a_locality_is_one_press_away_and_each_finding_leads_on_in_the_same_place(
    browser: Browser, app_url: str
) -> None:
    mayor = reader(browser, app_url)
    mayor.open()
    whole = mayor.headline
    mayor.page.get_by_role("radio", name="Santo Domingo").or_(
        mayor.page.get_by_role("button", name="Santo Domingo", exact=True)
    ).first.click()
    mayor.page.wait_for_url("**territory=2301**")
    mayor.settle()
    assert mayor.headline != whole and mayor.headline.startswith("Santo Domingo cumple")

    decide = mayor.page.locator(".m4sd-finding", has_text="Qué decidir")
    assert "Feria de empleo de Santo Domingo" in decide.inner_text()
    decide.get_by_role("link").click()
    mayor.page.wait_for_url("**/hiring?**")
    mayor.settle()
    assert "territory=2301" in mayor.page.url
    assert "Santo Domingo" in mayor.headline
    mayor.page.context.close()

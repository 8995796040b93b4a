"""A page is read with the keyboard alone: what has the focus is seen, and named in its language."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Browser, ElementHandle, Page

from tests.browser.conftest import WIDE, Reader, reader
from tests.browser.keys import tabbed
from tests.sampling import sampled

pytestmark = pytest.mark.browser
MOST = 90  # stops of a page
ROUND = 6  # pixels around what has the focus, in which its ring is
# Where something that is focused is seen: what takes the keys may itself be invisible.
SEEN = """one => {
    const { width, height } = one.getBoundingClientRect();
    const hidden = width < 4 || height < 4 || getComputedStyle(one).opacity === "0";
    const { x, y, right, bottom } = ((hidden && one.closest("label")) || one)
        .getBoundingClientRect();
    return [x, y, right, bottom];
}"""
NAMED = "one => one.ariaLabel || (one.closest('label') ?? one).innerText"
# The languages name themselves; places and people have one name.
ANY_LANGUAGE = {"Español", "English", "Manta", "Santo Domingo"}
KINDS = ("/hiring", "/methods", "/indicators", "/open_data", "/labour?parte=todo")


def stops(page: Page) -> Iterator[tuple[ElementHandle, Image.Image]]:
    """What has the focus, one after the other, and the window while it has."""
    for _ in range(MOST):
        page.keyboard.press("Tab")
        page.wait_for_timeout(120)  # a ring fades in
        one = page.evaluate_handle("document.activeElement").as_element()
        if one is None or one.evaluate("one => one === document.body"):
            return
        yield one, Image.open(io.BytesIO(page.screenshot())).convert("RGB")


def ring(one: ElementHandle, window: Image.Image) -> Image.Image:
    x, y, right, bottom = one.evaluate(SEEN)
    return window.crop(
        (round(x) - ROUND, round(y) - ROUND, round(right) + ROUND, round(bottom) + ROUND)
    )


def walked(guest: Reader) -> tuple[set[str], list[str]]:
    """The names of all stops of a page, and of those whose look does not say that they have it."""
    names: set[str] = set()
    unseen: list[str] = []
    before: tuple[ElementHandle, str, Image.Image] | None = None
    for one, window in stops(guest.page):
        if before is not None:
            last, name, had = before
            has = ring(last, window)
            if had.size == has.size and ImageChops.difference(had, has).getbbox() is None:
                unseen.append(name)
        name = " ".join(str(one.evaluate(NAMED)).split())
        names.add(name)
        before = one, name, ring(one, window)
    return names, unseen


@pytest.mark.parametrize("path", sampled(KINDS, "/hiring"))
@pytest.mark.parametrize("scheme", sampled(("light", "dark"), "light"))
def test_every_stop_is_seen_and_named_in_the_readers_language(
    browser: Browser, app_url: str, path: str, scheme: str
) -> None:
    spoken = []
    for locale in ("es-EC", "en-US"):
        guest = reader(browser, app_url, locale, WIDE, scheme)
        guest.open(path)
        names, unseen = walked(guest)
        guest.page.context.close()
        assert len(names) > 15
        assert unseen == []
        spoken.append(names)
    assert {name for name in spoken[0] & spoken[1] if name} <= ANY_LANGUAGE


def test_a_figure_is_reached_read_and_taken_away(
    browser: Browser, app_url: str, tmp_path: Path
) -> None:
    guest = reader(browser, app_url)
    page = guest.page
    guest.open("/hiring")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # past the bar
    assert page.evaluate("document.activeElement.id") == "stMain"

    tabbed(page, "[role=tab]")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    guest.settle()
    assert page.locator("[role=tab][aria-selected=true]").inner_text() == "¿Quién lo consigue?"
    tabbed(page, ".st-key-table-split")
    page.keyboard.press("Space")
    guest.settle()
    table = page.locator(".st-key-figure-split table")
    assert table.count() == 1
    tabbed(page, ".st-key-take-split")
    page.keyboard.press("Enter")
    guest.settle()
    tabbed(page, '[class*="st-key-take-csv-"]')
    with page.expect_download() as taken:
        page.keyboard.press("Enter")
    taken.value.save_as(tmp_path / "split.csv")
    page.keyboard.press("Escape")
    page.locator("[data-testid=stPopoverBody]").wait_for(state="detached")
    rows = list(csv.reader(io.StringIO((tmp_path / "split.csv").read_text("utf-8-sig"))))
    shown = table.locator("tbody tr").count()

    page.keyboard.press("/")
    page.keyboard.type("brecha")
    page.wait_for_timeout(300)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/hiring" not in url)
    page.context.close()
    assert len([row for row in rows if row and not row[0].startswith("#")]) == shown + 1

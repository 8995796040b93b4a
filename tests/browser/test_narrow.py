"""On a telephone what is chosen is seen whole: the tab of the open part, and groups to compare."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import NARROW, reader
from tests.sampling import sampled

pytestmark = pytest.mark.browser
# Parts whose names begin or end outside of a strip that stands at its beginning.
LINKS = (
    "/hiring?parte=tiempo",
    "/community?parte=estudios",
    "/indicators?indicador=SK-01&parte=datos",
)
GROUPS = ("/hiring?parte=quien", "/training?parte=quien", "/indicators?indicador=SK-01&parte=quien")
LOCALES = ("es-EC", "en-US")
# Which of the words of the open tab are covered by something, or outside of the screen.
COVERED = """() => {
  const tab = document.querySelector("[role=tab][aria-selected=true]");
  const box = tab.getBoundingClientRect(), y = box.top + box.height / 2;
  const at = [box.left + 2, box.right - 2];
  return at.filter((x) => !tab.contains(document.elementFromPoint(x, y)));
}"""


@pytest.mark.parametrize("locale", sampled(LOCALES, "es-EC"))
@pytest.mark.parametrize("path", sampled(LINKS, "/hiring?parte=tiempo"))
def test_a_link_to_a_part_shows_its_tab_whole(
    browser: Browser, app_url: str, path: str, locale: str
) -> None:
    guest = reader(browser, app_url, locale, NARROW)
    # So high that nothing has to be scrolled to, which would move the strip, too.
    guest.page.set_viewport_size({"width": NARROW, "height": 1600})
    guest.open(path)

    assert guest.page.evaluate(COVERED) == []
    guest.page.context.close()


@pytest.mark.parametrize("path", sampled(("/training", "/ventures"), "/training"))
def test_a_tab_that_is_pressed_is_seen_whole(browser: Browser, app_url: str, path: str) -> None:
    guest = reader(browser, app_url, width=NARROW)
    guest.open(path)

    guest.page.get_by_role("tab").nth(1).click()
    guest.settle()

    assert guest.page.get_by_role("tab").nth(1).get_attribute("aria-selected") == "true"
    guest.page.wait_for_function(f"() => ({COVERED})().length === 0")
    guest.page.context.close()


@pytest.mark.parametrize("locale", sampled(LOCALES, "es-EC"))
@pytest.mark.parametrize("path", sampled(GROUPS, "/hiring?parte=quien"))
def test_groups_to_compare_stand_on_one_line(
    browser: Browser, app_url: str, path: str, locale: str
) -> None:
    guest = reader(browser, app_url, locale, NARROW)
    guest.open(path)

    buttons = guest.page.locator('[data-variant="segmented_control"]').all()
    boxes = [box for one in buttons if (box := one.bounding_box()) is not None]
    assert len(boxes) == 4
    assert {box["y"] for box in boxes} == {boxes[0]["y"]}
    assert max(box["x"] + box["width"] for box in boxes) <= NARROW - 16
    guest.page.context.close()

"""`python -m tests.browser.heights`: how tall each page is with each of its parts open.

Also where its answer ends: the headline and its first figures are to stand in the first screen.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests import databases
from tests.browser import chromium
from tests.browser.conftest import HEIGHT, Reader, reader
from tests.serving import serving

SCREENS = {360: 740, 1280: 900}  # the height of a screen of each width
SCREENS_OF_A_PAGE = 6  # at most, with one part open, on a telephone
SCREENS_OF_A_PART = {360: 4, 1280: 2}  # at most
PAGES = (
    *("/", "/labour", "/hiring", "/training", "/ventures", "/community", "/indicators"),
    *("/indicators?indicador=SK-01", "/methods", "/open_data", "/award_results"),
    *("/nominate", "/sign_in"),
)
ANSWER = ".m4sd-cards, .st-key-key-figures"
THIRD = f":is({ANSWER}) :is(.m4sd-card, .stGridCell)"


@dataclass(frozen=True)
class Measured:
    """A page with a part open, in pixels; `answered` is where its third figure ends."""

    path: str
    part: str
    height: int
    tabs_to_foot: int
    answered: int | None

    def is_long(self, width: int) -> bool:
        """Whether the page or its open part is longer than it may be on a screen of a width."""
        return (
            self.height > SCREENS_OF_A_PAGE * SCREENS[360]
            or self.tabs_to_foot > SCREENS_OF_A_PART[width] * SCREENS[width]
        )

    def to_line(self) -> str:
        answer = "" if self.answered is None else f"  answer ends at {self.answered}"
        return f"{self.height:6}  part {self.tabs_to_foot:5}  {self.path} {self.part}{answer}"


def measure(at: Reader, path: str) -> Iterator[Measured]:
    """Open a page, then each of its parts, and measure it each time."""
    for number, part in enumerate(opened_parts(at, path)):
        yield Measured(
            path,
            part,
            int(at.page.evaluate(HEIGHT)),
            part_height(at),
            answer_end(at) if number == 0 else None,
        )


def opened_parts(at: Reader, path: str) -> Iterator[str]:
    """Open a page, then each of its parts; yield the part's name, "" for a page without parts."""
    at.open(path)
    tabs = at.page.get_by_role("tablist").first.get_by_role("tab")
    for number in range(max(tabs.count(), 1)):
        if number:
            tabs.nth(number).click()
            at.settle()
        yield tabs.nth(number).inner_text() if tabs.count() else ""


def part_height(at: Reader) -> int:
    """The height of the open part; 0 for a page without parts."""
    panel = at.page.locator("[role=tabpanel]:visible").first
    box = panel.bounding_box() if panel.count() else None
    return round(box["height"]) if box else 0


def answer_end(at: Reader) -> int | None:
    """Where the third figure of the answer ends, or the headline of a page without figures."""
    figures = at.page.locator(THIRD)
    last = figures.nth(2) if figures.count() > 2 else at.page.locator("h2").first
    box = last.bounding_box()
    return round(box["y"] + box["height"]) if box else None


def main() -> int:
    """Print the table for the demo, in Spanish; fail where a page is longer than it may be."""
    wide = 0
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.find(), args=list(chromium.ARGUMENTS)
        )
        with serving(databases.sqlite_copy("demo", Path(folder) / "demo.db")) as url:
            for width, screen in SCREENS.items():
                at = reader(browser, url, width=width)
                at.page.set_viewport_size({"width": width, "height": screen})
                for path in PAGES:
                    for one in measure(at, path):
                        long = one.is_long(width)
                        wide += long
                        print(f"{width:5}{'!' if long else ' '}{one.to_line()}", flush=True)
        browser.close()
    return 1 if wide else 0


if __name__ == "__main__":
    sys.exit(main())

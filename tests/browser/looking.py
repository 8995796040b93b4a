"""`python -m tests.browser.looking OUT [LOOK…]`: a picture of every page and part, to look at.

A look is a width, an appearance and a language, such as `360-dark-es`; without one, all eight. What
each reader sees is laid out on sheets, long pages cut into columns, so that many are seen at once.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.sync_api import Browser, sync_playwright

from data_access.database import engine_for
from data_access.releases import making
from data_access.viewer import ADMINISTRATOR
from tests import databases
from tests.browser import chromium
from tests.browser.conftest import HEIGHT, Reader, reader
from tests.browser.heights import PAGES, SCREENS, opened_parts
from tests.serving import serving

VISITOR = "visitor"
PLACE = "territory=1308"
DESKS: Mapping[str, tuple[str, ...]] = {
    VISITOR: (*PAGES, *(f"/{name}?{PLACE}" for name in ("overview", "labour", "hiring"))),
    "leader": ("/overview", "/data_desk", "/data_quality", "/sign_in"),
    "monitor": ("/hiring", "/paths", "/data_desk", "/data_quality", "/indicators"),
    "juror": ("/score", "/sign_in"),
    "secretary": ("/jury_desk", "/editions"),
    "administrator": ("/administration", "/audit_log"),
}
COLUMN, AIR, NAME = 1440, 16, 20  # pixels: the height of a column of a sheet, around it, its name
SHOWN = {360: 360, 1280: 800}  # the width at which a page stands on a sheet
ACROSS = {360: 4, 1280: 2}  # columns of a sheet


@dataclass(frozen=True)
class Look:
    """A width, an appearance and a language."""

    width: int
    scheme: str
    language: str

    @property
    def name(self) -> str:
        return f"{self.width}-{self.scheme}-{self.language}"


LOOKS = [Look(*one) for one in product(SCREENS, ("light", "dark"), ("es", "en"))]


def pictures(browser: Browser, url: str, look: Look, who: str, folder: Path) -> Iterator[Path]:
    """Yield a picture of every page and part of a reader, whole."""
    locale = {"es": "es-EC", "en": "en-US"}[look.language]
    at = reader(browser, url, locale, look.width, look.scheme)
    if who != VISITOR:
        at.page.context.request.post(f"{url}/demo/{who}", headers={"origin": url})
    for path in DESKS[who]:
        _screen(at, look)
        for number, _part in enumerate(opened_parts(at, path)):
            tall = max(int(at.page.evaluate(HEIGHT)), SCREENS[look.width])
            at.page.set_viewport_size({"width": look.width, "height": tall})
            at.settle()
            name = "-".join("".join(c if c.isalnum() else " " for c in path).split()) or "front"
            file = folder / f"{who}-{name}-{number}.png"
            at.page.screenshot(path=file)
            _screen(at, look)
            yield file
    if at.complaints:
        print(look.name, who, at.complaints, flush=True)
    at.page.context.close()


def _screen(at: Reader, look: Look) -> None:
    at.page.set_viewport_size({"width": look.width, "height": SCREENS[look.width]})


def columns(files: list[Path], width: int) -> Iterator[Image.Image]:
    """Yield pieces of pictures as high as a column, each under the name of its page."""
    wide = SHOWN[width]
    for file in files:
        with Image.open(file) as picture:
            shown = picture.convert("RGB").resize((wide, picture.height * wide // picture.width))
        for top in range(0, shown.height, COLUMN):
            piece = shown.crop((0, top, wide, min(top + COLUMN, shown.height)))
            column = Image.new("RGB", (wide, NAME + COLUMN), "#888888")
            ImageDraw.Draw(column).text((2, 3), f"{file.stem} {top // COLUMN + 1}", "#ffffff")
            column.paste(piece, (0, NAME))
            yield column


def sheets(files: list[Path], width: int, out: Path) -> int:
    """Write the sheets of some pictures; return how many."""
    found, most, number = list(columns(files, width)), ACROSS[width], 0
    for first in range(0, len(found), most):
        row = found[first : first + most]
        size = (len(row) * (SHOWN[width] + AIR), NAME + COLUMN)
        sheet = Image.new("RGB", size, "#888888")
        for at, column in enumerate(row):
            sheet.paste(column, (at * (SHOWN[width] + AIR), 0))
        number += 1
        sheet.save(out.with_name(f"{out.name}-{number:02d}.png"))
    return number


def main(out: Path, wanted: list[str]) -> None:
    """Take the pictures of the demo, published and with limits of cantons, and lay them out."""
    looks = [look for look in LOOKS if not wanted or look.name in wanted]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.find(), args=list(chromium.ARGUMENTS)
        )
        database = databases.sqlite_copy("mapped", Path(folder) / "demo.db")
        engine = engine_for(database)
        making.make(engine, ADMINISTRATOR)
        databases.leave_nothing_to_compute(engine)
        engine.dispose()
        with serving(database) as url:
            for look, who in product(looks, DESKS):
                place = out / look.name
                place.mkdir(parents=True, exist_ok=True)
                files = list(pictures(browser, url, look, who, place))
                made = sheets(files, look.width, out / f"{look.name}-{who}")
                print(f"{look.name} {who}: {len(files)} pictures on {made} sheets", flush=True)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])

"""`make screenshot`: the README's picture, taken from the running app on the demo."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from data_access import demo
from data_access.database import engine_for, migrate
from data_access.releases import making
from data_access.viewer import ADMINISTRATOR
from tests.browser import chromium
from tests.browser.conftest import Reader
from tests.serving import ROOT, serving

PICTURE = ROOT / "assets" / "picture.png"


def main() -> None:
    """Start the app on a fresh demo, open Manta, and keep what a reader sees first."""
    path = chromium.find() or chromium.install()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        url = f"sqlite:///{Path(folder) / 'demo.db'}"
        engine = engine_for(url)
        migrate(engine)
        demo.fill(engine)
        making.make(engine, ADMINISTRATOR)
        engine.dispose()
        browser = playwright.chromium.launch(executable_path=path, args=list(chromium.ARGUMENTS))
        with serving(url) as address:
            context = browser.new_context(
                viewport={"width": 1180, "height": 1240}, locale="es-EC", color_scheme="light"
            )
            reader = Reader(context.new_page(), address)
            reader.open("/?territory=1308")
            reader.page.wait_for_timeout(2500)
            reader.page.screenshot(path=PICTURE)
        browser.close()
    print(f"{PICTURE.relative_to(ROOT)}: {PICTURE.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()

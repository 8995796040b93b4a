"""A figure in a page of another origin: shown where `FRAME_ANCESTORS` names it, or refused."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Frame, Page

from tests import databases
from tests.serving import free_port, serving

pytestmark = pytest.mark.browser
FIGURE = "/hiring?territory=1308&lang=es&embed=1&figura=funnel"
ROOM = ".st-key-figure-funnel"
# Whether nothing covers an element: the bar's ground did.
ON_TOP = """one => {
    const { left, top } = one.getBoundingClientRect();
    return one.contains(document.elementFromPoint(left + 5, top + 5));
}"""


@contextmanager
def embedding_site(url: str) -> Iterator[int]:
    """A site of its own whose one page holds a frame of `url`; its port."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = f'<h1>A municipality</h1><iframe src="{url}" width=900 height=700></iframe>'
            self.send_response(200)
            self.send_header("content-type", "text/html")
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()


def framed(page: Page, address: str) -> tuple[Frame, list[str]]:
    """The frame of a page that was opened, and what the browser complained of meanwhile."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(address)
    return page.frames[-1], said


def refused(page: Page, address: str) -> bool:
    """Whether the browser refused to show the frame of a page, for the policy's sake."""
    frame, said = framed(page, address)
    page.wait_for_timeout(2000)
    return frame.locator(ROOM).count() == 0 and any("frame-ancestors" in one for one in said)


def test_a_figure_is_shown_on_the_site_that_is_named_and_refused_on_every_other(
    browser: Browser, tmp_path: Path
) -> None:
    port = free_port()
    url = databases.sqlite_copy("demo", tmp_path / "demo.db")
    app = f"http://127.0.0.1:{port}"
    with embedding_site(f"{app}{FIGURE}") as site:
        named, other = f"http://127.0.0.1:{site}/", f"http://localhost:{site}/"
        with serving(url, port, FRAME_ANCESTORS=named.rstrip("/")):
            page = browser.new_page()
            frame, _said = framed(page, named)
            frame.locator(f"{ROOM} h3").wait_for(timeout=60_000)
            assert frame.locator(ROOM).count() == 1
            assert frame.locator(".stAppHeader:visible").count() == 0
            assert frame.locator(f"{ROOM} h3").evaluate(ON_TOP)
            page.close()

            stranger = browser.new_page()
            assert refused(stranger, other)
            stranger.close()


def test_without_a_setting_no_other_site_shows_a_figure(browser: Browser, app_url: str) -> None:
    with embedding_site(f"{app_url}{FIGURE}") as site:
        page = browser.new_page()
        assert refused(page, f"http://127.0.0.1:{site}/")
        page.close()

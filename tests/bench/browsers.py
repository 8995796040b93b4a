"""What a reader in front of a browser waits for: a first visit, another place, another filter.

The first visit also over 400 ms and 1.6 Mbit/s with the processor slowed four times, as a cheap
phone has it.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, sync_playwright

from tests.bench import servers
from tests.bench.measuring import Record, watched
from tests.browser import chromium

SLOW = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 1_600_000 / 8,
}
DRAWN = ".st-key-app-footer"
SENTENCE = "[data-testid=stMain] h1, [data-testid=stMain] h2"
IDLE = '[data-testid="stApp"][data-test-script-state="notRunning"]'
MAP = ".stDeckGlJsonChart canvas"
FIRST, EMPTY, SLOWED = "first visit", "Streamlit's empty page", "slow network and processor"
PAINTED = """() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime
    - performance.getEntriesByType("navigation")[0].responseStart"""
PATIENCE = 180_000  # milliseconds
ROUNDS = 5


def main(record: Record, database: str, quick: bool) -> None:
    """Measure in a chromium, if there is one."""
    record.begin("In a browser")
    path = chromium.find()
    if path is None:
        record.add("a browser", None, "", note="there is no chromium")
        return
    with (
        servers.ours(database) as (server,),
        servers.streamlit(servers.PEERS / "empty_page.py") as empty,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=path, args=list(chromium.ARGUMENTS))
        page_of = f"{server.url}/hiring"
        _visit(record, browser, page_of, f"{FIRST}, cold server")
        _visit(record, browser, page_of, FIRST)
        _visit(record, browser, f"{server.url}/community", f"{FIRST}, a page with a map", MAP)
        if not quick:
            _visit(record, browser, page_of, f"{FIRST}, {SLOWED}", slow=True)
            _visit(record, browser, empty.url, f"{EMPTY}, {SLOWED}", IDLE, slow=True)
        with _page(browser) as page:
            page.goto(f"{server.url}/hiring")
            _drawn(page)
            for what, query in (
                ("another place", "territory=13{at:02}"),
                ("the same place again", "territory=1308"),
                ("another filter", "territory=1308&sexo={sex}"),
            ):
                with watched() as watch:
                    taken = [
                        _address(page, query.format(at=at + 1, sex="MH"[at % 2]))
                        for at in range(2 if quick else ROUNDS)
                    ]
                record.add(f"{what}, drawn, p50", sorted(taken)[len(taken) // 2], "ms", watch)
        browser.close()


def _visit(
    record: Record, browser: Browser, url: str, what: str, drawn: str = DRAWN, slow: bool = False
) -> None:
    """Open the page in a browser that has never been here, until what `drawn` selects is there."""
    sizes: list[int] = []
    with _page(browser) as page, watched() as watch:
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.loadingFinished", lambda e: sizes.append(e["encodedDataLength"]))
        if slow:
            session.send("Network.emulateNetworkConditions", SLOW)
            session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        start = time.perf_counter()
        page.goto(url, wait_until="commit", timeout=PATIENCE)
        page.locator(IDLE if drawn == IDLE else SENTENCE).first.wait_for(timeout=PATIENCE)
        sentence, until_then = time.perf_counter() - start, sum(sizes)
        page.locator(IDLE).wait_for(timeout=PATIENCE)
        page.locator(drawn).first.wait_for(timeout=PATIENCE)
        whole = time.perf_counter() - start
        page.wait_for_load_state("networkidle")
        painted = page.evaluate(PAINTED)
    record.add(f"{what}, painted after the first byte", painted, "ms", watch)
    record.add(f"{what}, first sentence", sentence, "s", watch)
    record.add(f"{what}, drawn", whole, "s", watch)
    record.add(f"{what}, sent until the first sentence", until_then / 1000, "kB", watch)
    record.add(f"{what}, sent in all", sum(sizes) / 1000, "kB", watch)


def _address(page: Page, query: str) -> float:
    """Return the milliseconds until another address of the page is drawn, in the same session."""
    start = time.perf_counter()
    page.evaluate(
        "query => { history.pushState({}, '', '?' + query);"
        " window.dispatchEvent(new PopStateEvent('popstate', {state: {}})); }",
        query,
    )
    page.wait_for_timeout(20)
    _drawn(page)
    return 1000 * (time.perf_counter() - start)


def _drawn(page: Page) -> None:
    page.locator(IDLE).wait_for(timeout=PATIENCE)
    page.locator(DRAWN).wait_for(timeout=PATIENCE)


@contextmanager
def _page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="es-EC")
    try:
        yield context.new_page()
    finally:
        context.close()

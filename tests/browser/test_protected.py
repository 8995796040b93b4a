"""A first request to a page that is not for everybody shows nothing of it, whoever holds what."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from components.navigation import PAGES
from components.own_files import SESSION_COOKIE as COOKIE
from data_access.auth import sign_in
from data_access.database import engine_for
from data_access.viewer import VISITOR, Viewer
from tests.browser.conftest import Reader, reader
from tests.sampling import sampled
from tests.serving import serving

pytestmark = pytest.mark.browser
ROLES = {name: Viewer(frozenset({grant})) for name, grant in sign_in.DEMO_GRANTS.items()}
PROTECTED = tuple(name for name, entry in PAGES.items() if not entry.allowed(VISITOR))
# In every run one page of people, one of a jury and one of the administration; all in test-all.
SOME = ("jury_desk",)


def enter(database: Path, role: str) -> str:
    """The cookie of somebody with a role."""
    engine = engine_for(f"sqlite:///{database}")
    token = sign_in.enter_demo(engine, role, "")
    engine.dispose()
    return token


def lines(page: Page) -> set[str]:
    """Every line of text that the reader sees, menus and dialogs with it."""
    return {line.strip() for line in page.locator("body").inner_text().splitlines() if line.strip()}


def seen(guest: Reader, path: str, cookie: str | None) -> set[str]:
    """What a browser that holds this cookie, or none, is shown at an address."""
    guest.page.context.clear_cookies()
    if cookie is not None:
        guest.page.context.add_cookies([{"name": COOKIE, "value": cookie, "url": guest.url}])
    guest.open(path)
    return lines(guest.page)


@contextmanager
def visiting(browser: Browser, house: Path) -> Iterator[Reader]:
    """A browser at a server that has run no script for anybody yet."""
    with serving(f"sqlite:///{house}") as url:
        guest = reader(browser, url)
        yield guest
        guest.page.context.close()


@pytest.fixture(scope="module")
def house(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("protected") / "house.db"
    shutil.copy(demo_file, path)
    return path


@pytest.fixture(scope="module")
def cookies(house: Path) -> dict[str, str]:
    return {role: enter(house, role) for role in ROLES}


def only_inside(
    guest: Reader, cookies: dict[str, str], pages: tuple[str, ...]
) -> dict[str, set[str]]:
    """What each protected page says to those it is for, and the public pages do not say."""
    open_to_all = [name for name in PAGES if name not in PROTECTED]
    if pages != PROTECTED:
        open_to_all = ["overview", "methods", "open_data", "sign_in"]
    # What stands around every page of somebody who is in tells nothing of this one.
    inside = {name: cookies[insider(name)] for name in pages}
    around = {held: seen(guest, "/methods", held) for held in set(inside.values())}
    public = {line for name in open_to_all for line in seen(guest, f"/{name}", None)}
    return {
        name: seen(guest, f"/{name}", held) - public - around[held] for name, held in inside.items()
    }


@pytest.fixture(scope="module")
def inside(
    browser: Browser, house: Path, cookies: dict[str, str]
) -> Callable[[tuple[str, ...]], dict[str, set[str]]]:
    """What protected pages say to those they are for, looked at once."""

    @cache
    def looked(pages: tuple[str, ...]) -> dict[str, set[str]]:
        with visiting(browser, house) as guest:
            return only_inside(guest, cookies, pages)

    return looked


def insider(page: str) -> str:
    return next(role for role, viewer in ROLES.items() if PAGES[page].allowed(viewer))


def altered(cookie: str) -> str:
    return cookie[:-1] + ("A" if cookie[-1] != "A" else "B")


HELD = ("no cookie", "a forged cookie", "an altered cookie", *ROLES)


@pytest.mark.parametrize(
    ("who", "pages"),
    sampled([("no cookie", SOME), *((who, PROTECTED) for who in HELD)], ("no cookie", SOME)),
    ids=lambda case: case if isinstance(case, str) else f"{len(case)} pages",
)
def test_a_fresh_server_shows_strangers_nothing_of_a_page_for_others(
    browser: Browser,
    house: Path,
    cookies: dict[str, str],
    inside: Callable[[tuple[str, ...]], dict[str, set[str]]],
    who: str,
    pages: tuple[str, ...],
) -> None:
    viewer = ROLES.get(who, VISITOR)
    strange = [name for name in pages if not PAGES[name].allowed(viewer)]
    own = inside(pages)
    # Each of them meets the server, which has run no script for anybody yet, on another page.
    start = HELD.index(who) % max(len(strange), 1)
    with visiting(browser, house) as guest:
        for name in strange[start:] + strange[:start]:
            cookie = {
                "no cookie": None,
                "a forged cookie": "forged",
                "an altered cookie": altered(cookies[insider(name)]),
                **cookies,
            }[who]
            assert len(own[name]) > 3
            assert seen(guest, f"/{name}", cookie) & own[name] == set(), name

"""What surrounds the sign-in at an institution: where it leads, and how its cookies are kept."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from server.institution import COOKIE, SignIn

BEGIN = "/?inicio=1"  # where the page itself finds out who came in, and leads on


async def page(_request: Request) -> Response:
    return PlainTextResponse("the page")


async def login(request: Request) -> Response:
    """As Streamlit's: to the institution, or 400 where that cannot be reached."""
    if "down" in request.query_params:
        return PlainTextResponse("Authentication error", 400)
    return RedirectResponse("https://login.example/authorize", 302)


async def callback(request: Request) -> Response:
    """As Streamlit's: to the front page in any case, with a cookie where it went well."""
    response = RedirectResponse("/", 302)
    if request.query_params.get("code") == "good":
        response.set_cookie("_streamlit_user", "signed", httponly=True, samesite="lax")
        response.set_cookie("_streamlit_user_tokens", "signed", httponly=True, samesite="lax")
    else:
        response.delete_cookie("_streamlit_user")
    return response


class Browser:
    """Asks the app and keeps its cookies, following no redirect."""

    def __init__(self, app: Starlette) -> None:
        transport = httpx.ASGITransport(app)
        self.client = httpx.AsyncClient(transport=transport, base_url="http://localhost")

    @property
    def cookies(self) -> httpx.Cookies:
        return self.client.cookies

    def get(self, path: str, **options: Any) -> httpx.Response:
        # In a thread of its own: the browser tests keep an event loop in this one.
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(asyncio.run, self.client.get(path, **options)).result()


@pytest.fixture
def browser() -> Browser:
    app = Starlette(
        routes=[
            Route("/", page),
            Route("/sign_in", page),
            Route("/auth/login", login),
            Route("/oauth2callback", callback),
        ],
        middleware=[Middleware(SignIn)],
    )
    return Browser(app)


def test_a_sign_in_leads_back_to_where_it_began_and_forgets_it(browser: Browser) -> None:
    asked = browser.get("/sign_in?back=/%3Fterritory%3D13")
    for part in ("HttpOnly", "SameSite=lax", "Max-Age=1800"):
        assert part in asked.headers["set-cookie"]

    done = browser.get("/oauth2callback?code=good&state=s")

    assert done.headers["location"] == "/?territory=13"
    assert COOKIE not in browser.cookies
    assert browser.cookies["_streamlit_user"] == "signed"


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example", "/%5Cevil.example"])
def test_a_sign_in_leads_nowhere_outside(browser: Browser, back: str) -> None:
    browser.get("/sign_in", params={"back": back})
    assert browser.get("/oauth2callback?code=good").headers["location"] == BEGIN

    browser.cookies.set(COOKIE, back, domain="localhost")  # and not by a cookie either
    assert browser.get("/oauth2callback?code=good").headers["location"] == BEGIN


def test_a_page_opened_without_a_way_back_forgets_an_older_one(browser: Browser) -> None:
    browser.get("/sign_in?back=/%3Fterritory%3D13")
    browser.get("/sign_in")

    assert browser.get("/oauth2callback?code=good").headers["location"] == BEGIN


@pytest.mark.parametrize("query", ["error=access_denied&state=s", "code=bad&state=s"])
def test_a_sign_in_that_failed_leads_to_a_page_that_says_so(browser: Browser, query: str) -> None:
    browser.get("/sign_in?back=/%3Fterritory%3D13")

    failed = browser.get(f"/oauth2callback?{query}")

    assert failed.headers["location"] == "/sign_in?failed=1&back=%2F%3Fterritory%3D13"


def test_an_institution_out_of_reach_is_no_bare_error(browser: Browser) -> None:
    answer = browser.get("/auth/login?provider=x&down")

    assert (answer.status_code, answer.headers["location"]) == (303, "/sign_in?failed=1&back=%2F")


def test_coming_back_from_signing_out_is_no_failure(browser: Browser) -> None:
    assert browser.get("/oauth2callback").headers["location"] == "/"


@pytest.mark.parametrize("https", [False, True])
def test_the_cookies_of_a_sign_in_go_over_https_alone_where_there_is_https(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, https: bool
) -> None:
    monkeypatch.setenv("BASE_URL", "https://m4sd.example" if https else "http://localhost:8501")

    given = browser.get("/oauth2callback?code=good").headers.get_list("set-cookie")

    theirs = [cookie for cookie in given if cookie.startswith("_streamlit_")]
    assert len(theirs) == 2
    assert all(("Secure" in cookie) == https for cookie in theirs)
    assert all("HttpOnly" in cookie for cookie in theirs)

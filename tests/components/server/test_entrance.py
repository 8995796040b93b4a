"""Coming in by link and going out again, over HTTP: cookies, origins, pages."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from sqlalchemy import Engine
from starlette.requests import Request
from starlette.responses import Response

from components.guard import COOKIE
from components.server import cookies
from data_access import demo
from data_access.database import engine_for, writing
from data_access.records import doors, invitations
from data_access.viewer import Grant
from tests.serving import serving

pytestmark = pytest.mark.xdist_group("server")


@pytest.fixture(scope="module")
def house(
    tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path
) -> Iterator[tuple[str, Engine]]:
    """A server on a real programme's database, and that database."""
    path = tmp_path_factory.mktemp("entrance") / "house.db"
    shutil.copy(sqlite_template, path)
    engine = engine_for(f"sqlite:///{path}")
    with serving(f"sqlite:///{path}") as url:
        yield url, engine
    engine.dispose()


def link(engine: Engine) -> str:
    leader = Grant("leader", "1308")
    with writing(engine) as connection:
        token = invitations.invite(connection, "ana@example.org", leader, "Secretaría <M4SD>")
    return f"/invite/{token}"


def test_the_page_of_a_link_asks_for_one_click_and_keeps_the_secret(
    house: tuple[str, Engine],
) -> None:
    url, engine = house
    path = link(engine)

    for _ in range(2):  # a mail scanner first
        answer = httpx.get(url + path, headers={"accept-language": "es"})
    assert answer.status_code == 200
    assert "Secretaría &lt;M4SD&gt; invita a ana@example.org" in answer.text
    assert "líder municipal o provincial de Manta" in answer.text
    assert answer.headers["referrer-policy"] == "same-origin"
    assert answer.headers["cache-control"] == "no-store"
    assert "set-cookie" not in answer.headers


def test_the_click_signs_in_with_a_safe_cookie_and_the_link_is_used(
    house: tuple[str, Engine],
) -> None:
    url, engine = house
    path = link(engine)

    answer = httpx.post(url + path, headers={"origin": url})

    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"{COOKIE}=")
    for part in ("HttpOnly", "SameSite=lax", "Path=/"):
        assert part in cookie
    again = httpx.get(url + path, headers={"accept-language": "en"})
    assert again.status_code == 404
    assert "This link has already been used" in again.text


@pytest.mark.parametrize(
    ("address", "base", "secure"),
    [
        ("http://localhost/", None, False),
        ("https://m4sd.example/", None, True),
        ("http://localhost/", "https://m4sd.example", True),
    ],
)
def test_a_cookie_goes_over_https_alone_where_there_is_https(
    monkeypatch: pytest.MonkeyPatch, address: str, base: str | None, secure: bool
) -> None:
    monkeypatch.delenv("BASE_URL", raising=False)
    if base:
        monkeypatch.setenv("BASE_URL", base)
    parts = urlsplit(address)
    scope = {"type": "http", "scheme": parts.scheme, "path": "/", "query_string": b""}
    request = Request({**scope, "headers": [(b"host", parts.netloc.encode())]})
    response = Response()

    cookies.keep(request, response, "a", "b", 60)

    assert ("Secure" in response.headers["set-cookie"]) == secure


@pytest.mark.parametrize("origin", [None, "https://evil.example", "null", "http://127.0.0.1:1"])
def test_a_post_from_elsewhere_does_nothing(house: tuple[str, Engine], origin: str | None) -> None:
    url, engine = house
    path = link(engine)
    headers = {} if origin is None else {"origin": origin}

    answer = httpx.post(url + path, headers=headers)

    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers
    assert httpx.get(url + path).status_code == 200  # the link is still good
    assert httpx.post(f"{url}/session/end", headers=headers).status_code == 403


@pytest.mark.parametrize("token", ["x", "../../etc/passwd", "%00", "a" * 5000])
def test_an_altered_link_says_so_kindly(house: tuple[str, Engine], token: str) -> None:
    url, _ = house

    answer = httpx.get(f"{url}/invite/{token}", headers={"accept-language": "es"})

    assert answer.status_code in (400, 404, 200)
    assert "set-cookie" not in answer.headers
    assert "Traceback" not in answer.text


def test_sessions_are_listed_and_ended_by_their_owner(house: tuple[str, Engine]) -> None:
    url, engine = house
    with httpx.Client(base_url=url, headers={"origin": url, "accept-language": "es"}) as reader:
        reader.post(link(engine), headers={"user-agent": "<b>Telefono</b>"})
        mine = reader.get("/session")
        assert "Entró como ana@example.org." in mine.text
        assert "&lt;b&gt;Tel" in mine.text

        out = reader.post("/session/end")

        assert (out.status_code, out.headers["location"]) == (303, "/")
        assert reader.get("/session").status_code == 303


def test_a_stranger_has_no_session_page(house: tuple[str, Engine]) -> None:
    url, _ = house

    for held in ({}, {COOKIE: "forged"}):
        answer = httpx.get(f"{url}/session", cookies=held)
        assert (answer.status_code, answer.headers["location"]) == (303, "/")


def test_there_is_no_way_into_a_demo_on_a_real_database(house: tuple[str, Engine]) -> None:
    url, _ = house

    assert httpx.get(f"{url}/demo").status_code == 404
    answer = httpx.post(f"{url}/demo/administrator", headers={"origin": url})
    assert answer.status_code == 404
    assert "set-cookie" not in answer.headers


def test_a_demo_has_a_click_for_each_role(tmp_path: Path, sqlite_template: Path) -> None:
    path = tmp_path / "demo.db"
    shutil.copy(sqlite_template, path)
    engine = engine_for(f"sqlite:///{path}")
    demo.fill(engine)
    engine.dispose()
    with (
        serving(f"sqlite:///{path}") as url,
        httpx.Client(base_url=url, headers={"origin": url, "accept-language": "es"}) as reader,
    ):
        assert reader.get("/demo").text.count("<button") == len(doors.DEMO_GRANTS)
        assert reader.post("/demo/king").status_code == 404
        assert reader.post("/demo/monitor").status_code == 303
        assert "demo-monitor@example.org" in reader.get("/session").text

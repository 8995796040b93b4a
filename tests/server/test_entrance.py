"""Coming in by link and going out again, over HTTP: cookies, origins, pages."""

from __future__ import annotations

import html
import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from sqlalchemy import Engine, select
from starlette.requests import Request
from starlette.responses import Response

from components.own_files import SESSION_COOKIE as COOKIE
from data_access.auth import current_user, invitations, magic_links, sessions
from data_access.auth.rate_limits import LIMITS
from data_access.auth.tokens import hashed
from data_access.database import engine_for
from data_access.tables import AuditEvent
from data_access.viewer import VISITOR, Grant
from server import cookies
from server.entrance import from_here
from tests.serving import serving
from tests.writing import writing

pytestmark = pytest.mark.server


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

    assert (answer.status_code, answer.headers["location"]) == (303, "/?territory=1308")
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


@pytest.mark.parametrize(
    ("origin", "base", "own"),
    [
        ("https://m4sd.example", "https://m4sd.example", True),
        ("http://inner:8501", "https://m4sd.example", True),
        ("https://m4sd.example", None, False),
        ("https://m4sd.example.evil", "https://m4sd.example", False),
        ("https://evil/m4sd.example", "https://m4sd.example", False),
    ],
)
def test_a_post_comes_from_here_also_where_a_proxy_gives_the_server_another_name(
    monkeypatch: pytest.MonkeyPatch, origin: str, base: str | None, own: bool
) -> None:
    monkeypatch.delenv("BASE_URL", raising=False)
    if base:
        monkeypatch.setenv("BASE_URL", base)
    headers = [(b"host", b"inner:8501"), (b"origin", origin.encode())]

    assert from_here(Request({"type": "http", "headers": headers})) == own


@pytest.mark.parametrize("token", ["x", "../../etc/passwd", "%00", "a" * 5000])
def test_an_altered_link_says_so_kindly(house: tuple[str, Engine], token: str) -> None:
    url, _ = house

    answer = httpx.get(f"{url}/invite/{token}", headers={"accept-language": "es"})

    assert answer.status_code in (400, 404, 200)
    assert "set-cookie" not in answer.headers
    assert "Traceback" not in answer.text


def test_the_page_of_a_link_says_until_when_and_changes_language(
    house: tuple[str, Engine],
) -> None:
    url, engine = house
    path = link(engine)

    spanish = httpx.get(url + path, headers={"accept-language": "es"})
    assert "sirve una sola vez y vence el" in spanish.text
    assert f'href="{path}?lang=en"' in spanish.text
    english = httpx.get(f"{url}{path}?lang=en", headers={"accept-language": "es"})
    assert '<html lang="en">' in english.text
    assert english.headers["set-cookie"].startswith("lang=en;")  # and so the reader goes on


@pytest.mark.parametrize(
    ("back", "to"),
    [
        ("/?territory=13", "/?territory=13"),
        ("https://evil.example", "/?territory=1308"),
        ("//evil.example", "/?territory=1308"),
    ],
)
def test_the_click_leads_to_where_the_reader_wanted_within_the_app(
    house: tuple[str, Engine], back: str, to: str
) -> None:
    url, engine = house
    path = link(engine)
    shown = httpx.get(url + path, params={"back": back}).text
    action = html.unescape(re.search(r'action="([^"]+)"', shown)[1])  # type: ignore[index]

    answer = httpx.post(url + action, headers={"origin": url})

    assert (answer.status_code, answer.headers["location"]) == (303, to)


def test_a_new_session_takes_the_place_of_the_one_before(house: tuple[str, Engine]) -> None:
    url, engine = house
    with httpx.Client(base_url=url, headers={"origin": url}) as browser:
        browser.post(link(engine))
        former = browser.cookies[COOKIE]
        browser.post(link(engine))
        later = browser.cookies[COOKIE]

    assert current_user.arrive(engine, former, None, "").viewer == VISITOR
    assert current_user.arrive(engine, later, None, "").viewer.name == "ana@example.org"


def test_a_new_link_is_asked_for_and_lets_in_again(house: tuple[str, Engine]) -> None:
    url, engine = house
    httpx.post(url + link(engine), headers={"origin": url})
    with writing(engine) as connection:
        account = magic_links.account_for(connection, "ana@example.org")
        token = magic_links.link_for(connection, int(account or 0))

    shown = httpx.get(f"{url}/enter/{token}", headers={"accept-language": "es"})
    assert "deja entrar de nuevo a ana@example.org" in shown.text
    assert "set-cookie" not in shown.headers
    assert httpx.post(f"{url}/enter/{token}").status_code == 403
    entered = httpx.post(f"{url}/enter/{token}", headers={"origin": url})
    assert entered.status_code == 303
    assert entered.headers["set-cookie"].startswith(f"{COOKIE}=")
    again = httpx.get(f"{url}/enter/{token}", headers={"accept-language": "es"})
    assert again.status_code == 404
    assert "Este enlace ya se usó" in again.text


def ask(url: str, email: str, **headers: str) -> httpx.Response:
    spanish = {"origin": url, "accept-language": "es"}
    return httpx.post(f"{url}/link", data={"email": email}, headers=spanish | headers)


def test_asking_for_a_link_answers_alike_whoever_asks(house: tuple[str, Engine]) -> None:
    url, engine = house
    httpx.post(url + link(engine), headers={"origin": url})

    answers = [ask(url, email) for email in ("ana@example.org", "x@example.org")]

    assert [answer.status_code for answer in answers] == [200, 200]
    known, unknown = (answer.text for answer in answers)
    assert known.replace("ana@example.org", "x@example.org") == unknown
    assert "Si x@example.org tiene acceso" in unknown
    until = time.monotonic() + 60
    while not requested(engine) and time.monotonic() < until:
        time.sleep(0.05)
    assert requested(engine) == ["ana@example.org"]


def requested(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        found = connection.scalars(select(AuditEvent.actor).filter_by(kind="link_requested"))
        return list(found)


def test_asking_takes_an_address_from_this_site_and_no_novel(house: tuple[str, Engine]) -> None:
    url, _ = house

    assert ask(url, "nobody", origin="https://evil.example").status_code == 403
    wrong = ask(url, "<b>nobody</b>")
    assert wrong.status_code == 400
    assert "«&lt;b&gt;nobody&lt;/b&gt;» no es una dirección de correo" in wrong.text
    assert ask(url, "a" * 10_000 + "@example.org").status_code == 400


def test_there_is_no_way_into_a_demo_on_a_real_database(house: tuple[str, Engine]) -> None:
    url, _ = house

    answer = httpx.post(f"{url}/demo/administrator", headers={"origin": url})
    assert answer.status_code == 404
    assert "set-cookie" not in answer.headers


def test_a_demo_has_a_click_for_each_role(tmp_path: Path, demo_file: Path) -> None:
    path = tmp_path / "demo.db"
    shutil.copy(demo_file, path)
    engine = engine_for(f"sqlite:///{path}")
    with (
        serving(f"sqlite:///{path}") as url,
        httpx.Client(base_url=url, headers={"origin": url}) as reader,
    ):
        assert reader.post("/demo/king").status_code == 404
        assert reader.post("/demo/monitor", headers={"origin": "null"}).status_code == 403
        entered = reader.post("/demo/monitor?back=%2F%3Fterritory%3D13")
        assert (entered.status_code, entered.headers["location"]) == (303, "/?territory=13")
        found = current_user.arrive(engine, reader.cookies[COOKIE], None, "")
        assert found.viewer.name == "demo-monitor@example.org"
    engine.dispose()


@pytest.mark.parametrize("trusted", [False, True])
def test_tries_are_limited_by_source_which_a_header_cannot_make_up(
    tmp_path: Path, sqlite_template: Path, trusted: bool
) -> None:
    """Behind a proxy that is trusted each reader has an address; else the header is not read."""
    path = tmp_path / "limits.db"
    shutil.copy(sqlite_template, path)
    engine = engine_for(f"sqlite:///{path}")
    good, most = link(engine), LIMITS["failed_link"].most
    engine.dispose()
    with serving(f"sqlite:///{path}", FORWARDED_ALLOW_IPS="127.0.0.1" if trusted else "") as url:
        for at in range(most):
            guess = httpx.get(f"{url}/invite/x", headers={"x-forwarded-for": f"198.51.100.{at}"})
            assert guess.status_code == 404
        # A reader writes an address of choice; a trusted proxy adds the one it sees.
        for at in range(most):
            made_up = {"x-forwarded-for": f"203.0.113.{at}, 192.0.2.9"}
            last = httpx.get(f"{url}/invite/x", headers=made_up)
            assert last.status_code == (404 if trusted else 429)
        limited = httpx.get(
            url + good, headers={"x-forwarded-for": "192.0.2.9", "accept-language": "es"}
        )
        other = httpx.get(url + good, headers={"x-forwarded-for": "192.0.2.10"})

    assert limited.status_code == 429
    assert "Demasiados intentos" in limited.text
    assert 0 < int(limited.headers["retry-after"]) <= 15 * 60
    assert other.status_code == (200 if trusted else 429)


def test_two_server_processes_share_sessions_and_limits(database_url: str, engine: Engine) -> None:
    most = LIMITS["failed_link"].most
    with serving(database_url) as one, serving(database_url) as two:
        path = link(engine)
        httpx.get(one + path)
        entered = httpx.post(two + path, headers={"origin": two})
        assert entered.status_code == 303
        assert httpx.post(one + path, headers={"origin": one}).status_code == 404  # used

        guesses = [
            httpx.get(f"{(one, two)[at % 2]}/invite/x").status_code for at in range(most + 4)
        ]

        assert guesses == [404] * (most - 1) + [429] * 5  # the used link was the first
        assert [httpx.get(url + link(engine)).status_code for url in (one, two)] == [429, 429]


def test_a_link_that_opens_nothing_is_in_the_log_without_its_secret(
    house: tuple[str, Engine],
) -> None:
    url, engine = house
    for _ in range(2):
        assert httpx.get(f"{url}/invite/not-a-secret-of-ours").status_code == 404

    with engine.connect() as connection:
        found = connection.execute(select(AuditEvent).filter_by(kind="link_failed")).all()
    one, other = found[-2:]
    assert one.actor == ""
    assert one.details == other.details  # the same source, and nobody learns which
    assert re.fullmatch("[0-9a-f]{10}", one.details["source"])
    assert not any("not-a-secret" in str(row) or "127.0.0.1" in str(row) for row in found)


def test_over_https_the_session_is_in_a_cookie_that_no_other_host_can_set(
    tmp_path: Path, sqlite_template: Path
) -> None:
    shutil.copy(sqlite_template, tmp_path / "house.db")
    engine = engine_for(f"sqlite:///{tmp_path / 'house.db'}")
    public = "https://m4sd.example"
    with serving(str(engine.url), BASE_URL=public) as url:
        answer = httpx.post(url + link(engine), headers={"origin": public})
        name, _, value = answer.headers["set-cookie"].partition(";")[0].partition("=")
        assert name == f"__Host-{COOKIE}"
        for part in ("Path=/", "Secure", "HttpOnly"):
            assert part in answer.headers["set-cookie"]
        assert "Domain" not in answer.headers["set-cookie"]
        old_name = {"cookie": f"{COOKIE}={value}", "origin": public}
        assert httpx.post(url + link(engine), headers=old_name).status_code == 303
        # What came under the old name, which any neighbour may set, was nobody's session.
        with engine.connect() as connection:
            assert not sessions.find(connection, [hashed(value)])[hashed(value)].over
        new_name = {"cookie": f"__Host-{COOKIE}={value}", "origin": public}
        assert httpx.post(url + link(engine), headers=new_name).status_code == 303
        with engine.connect() as connection:
            assert sessions.find(connection, [hashed(value)])[hashed(value)].over
    engine.dispose()

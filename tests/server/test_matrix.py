"""Every route of the server against every reader, site and method, from the server's own list.

No address gives anything for being somebody: figures go over the page's own connection alone. So
each is held to give all readers the same, and to change nothing when another site asks.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

import httpx
import pytest
from sqlalchemy import Engine

from components.own_files import SESSION_COOKIE as COOKIE
from data_access.auth import invitations, magic_links
from data_access.database import engine_for
from data_access.viewer import Grant
from server import script
from tests.data_access.auth.house import account, enter
from tests.data_access.test_matrix import VIEWERS
from tests.sampling import sampled
from tests.serving import ROOT, serving
from tests.table_hash import table_hash
from tests.writing import writing

pytestmark = pytest.mark.server
EVIL = "https://evil.example"
CHANGING = ("POST", "PUT", "PATCH", "DELETE")
METHODS = ("GET", "HEAD", "OPTIONS", *CHANGING)
LISTED = """
import json
from app import app
print(json.dumps([
    [getattr(route, "path", ""), sorted(getattr(route, "methods", None) or [type(route).__name__])]
    for route in app._build_starlette_app().routes
]))
"""


@dataclass(frozen=True)
class Rule:
    """What an address gives everybody, with an example; and how a change of each method ends.

    `foreign` is what another site gets, whoever's browser it uses; `own` what this one gets.
    """

    gives: str
    methods: str
    example: str
    foreign: Mapping[str, int] = field(default_factory=dict)
    own: Mapping[str, int] = field(default_factory=dict)


READ = "GET HEAD"
API = f"{READ} OPTIONS"
EVERY = "DELETE GET HEAD OPTIONS PATCH POST PUT"
# What stands before Streamlit's routes and answers for them, whatever is asked.
CLOSED = dict.fromkeys(CHANGING, 404)
SHUT = ("/_stcore/metrics", "/_stcore/agent/")
AGENT = "no client but a browser is served: the agent API is closed"
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.\w")
RULES = {
    "/invite/{token}": Rule(
        "who invites to what; a click from this site uses the link",
        "GET HEAD POST",
        "/invite/{invite}",
        {"POST": 403},
        {"POST": 303},
    ),
    "/enter/{token}": Rule(
        "who comes in again; a click from this site uses the link",
        "GET HEAD POST",
        "/enter/{enter}",
        {"POST": 403},
        {"POST": 303},
    ),
    "/link": Rule(
        "a new link, by mail to its owner", "POST", "/link", {"POST": 403}, {"POST": 400}
    ),
    "/demo/{role}": Rule(
        "a role on a demo, and nothing on a real programme's database",
        "POST",
        "/demo/administrator",
        {"POST": 403},
        {"POST": 404},
    ),
    script.ADDRESS: Rule("our one script", READ, script.ADDRESS),
    "/stay": Rule("a reader is at work", "POST", "/stay", {"POST": 403}, {"POST": 204}),
    "/overview": Rule("the front page under its name", READ, "/overview?territory=2301"),
    "/health": Rule("whether the database answers", READ, "/health"),
    "/lang/{language}": Rule("a language, kept in a cookie", READ, "/lang/en"),
    "/_stcore/health": Rule("whether the server runs", f"{READ} OPTIONS", "/_stcore/health"),
    "/_stcore/metrics": Rule("closed: how busy it is", f"{READ} OPTIONS", "/_stcore/metrics"),
    "/_stcore/host-config": Rule("Streamlit's own settings", READ, "/_stcore/host-config"),
    "/media/{file_id:path}": Rule(
        "a picture of an open page; files to download are kept from it",
        f"{READ} OPTIONS",
        "/media/labour-gap.csv",
    ),
    "/files/{token}": Rule(
        "a file, once, to the reader whose page had it built", READ, "/files/unknown"
    ),
    "/api/v1": Rule("what there is for programs", API, "/api/v1"),
    "/api/v1/questions": Rule("every public question", API, "/api/v1/questions"),
    "/api/v1/questions/{name}": Rule("a definition", API, "/api/v1/questions/people.count"),
    "/api/v1/places": Rule("codes of places", API, "/api/v1/places"),
    "/api/v1/answers/{name}": Rule("a visitor's answer", API, "/api/v1/answers/people.count"),
    "/api/v1/openapi.json": Rule("how programs ask", API, "/api/v1/openapi.json"),
    "/api/v1/datapackage.json": Rule("all public tables", API, "/api/v1/datapackage.json"),
    "/api/v1/datapackage.zip": Rule("their figures", API, "/api/v1/datapackage.zip"),
    "/_stcore/upload_file/{session_id}/{file_id}": Rule(
        "room for a file, to a page that shows a field for it",
        "DELETE OPTIONS PUT",
        "/_stcore/upload_file/a/b",
        {"PUT": 403, "DELETE": 403},
        {"PUT": 403, "DELETE": 403},
    ),
    "/component/{path:path}": Rule("no component is there", f"{READ} OPTIONS", "/component/x"),
    "/_stcore/bidi-components/{path:path}": Rule(
        "parts of our own fields", f"{READ} OPTIONS", "/_stcore/bidi-components/x"
    ),
    "/_stcore/stream": Rule(
        "a page's connection; the pages' guards ask who is there",
        "WebSocketRoute",
        "/_stcore/stream",
    ),
    "/auth/login": Rule("the way to an institution", READ, "/auth/login"),
    # A link elsewhere may sign somebody out, who then comes in again.
    "/auth/logout": Rule("the way out of an institution's sign-in", READ, "/auth/logout"),
    "/oauth2callback": Rule("the way back from an institution", READ, "/oauth2callback?code=x"),
    "/_stcore/agent/interact": Rule(AGENT, EVERY, "/_stcore/agent/interact", CLOSED, {"POST": 404}),
    "/_stcore/agent/openapi.json": Rule(AGENT, EVERY, "/_stcore/agent/openapi.json", CLOSED),
    "/_stcore/agent/mcp": Rule(AGENT, EVERY, "/_stcore/agent/mcp", CLOSED, {"POST": 404}),
    # The files of Streamlit, and for any other address the document.
    "": Rule("the document and its scripts", "Mount", "/data_desk?territory=2301"),
}


@pytest.fixture(scope="module")
def routes() -> dict[str, set[str]]:
    """The methods of each route that the server has, asked in a process of its own."""
    listed = subprocess.run(
        [sys.executable, "-c", LISTED], cwd=ROOT, capture_output=True, text=True, check=True
    )
    found: dict[str, set[str]] = {}
    for path, methods in json.loads(listed.stdout.splitlines()[-1]):
        found.setdefault(path, set()).update(methods)
    return found


@dataclass(frozen=True)
class House:
    """A server, its database, and the cookie of each kind of reader."""

    url: str
    engine: Engine
    client: httpx.Client
    cookies: Mapping[str, str | None]
    links: Mapping[str, str]

    def address(self, rule: Rule) -> str:
        return self.url + rule.example.format(**self.links)

    def ask(self, method: str, rule: Rule, who: str, **headers: str) -> httpx.Response:
        if held := self.cookies[who]:
            headers["cookie"] = f"{COOKIE}={held}"
        self.client.cookies.clear()  # what the reader before was given
        return self.client.request(method, self.address(rule), headers=headers)

    def hash(self) -> str:
        return table_hash(self.engine)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[House]:
    path = tmp_path_factory.mktemp("matrix") / "house.db"
    shutil.copy(sqlite_template, path)
    engine = engine_for(f"sqlite:///{path}")
    cookies: dict[str, str | None] = {"no cookie": None, "a forged cookie": "forged"}
    for name, viewer in VIEWERS.items():
        if viewer.grants:
            cookies[name] = enter(engine, f"{name.replace(':', '.')}@example.org", *viewer.grants)
    held = str(cookies["administrator"])
    cookies["an altered cookie"] = held[:-1] + ("A" if held[-1] != "A" else "B")
    with writing(engine) as connection:
        leader = Grant("leader", "2301")
        links = {"invite": invitations.invite(connection, "ana@example.org", leader, "root")}
        links["enter"] = magic_links.link_for(connection, account(engine, "monitor@example.org"))
    wide = {"API_REQUESTS_PER_SECOND": "1000"}
    with serving(f"sqlite:///{path}", **wide) as url, httpx.Client(timeout=60) as client:
        yield House(url, engine, client, cookies, links)
    engine.dispose()


def test_every_route_has_its_rule_and_no_rule_is_of_yesterday(routes: dict[str, set[str]]) -> None:
    assert routes == {path: set(rule.methods.split()) for path, rule in RULES.items()}


def told(answer: httpx.Response, path: str) -> tuple[object, ...]:
    """What an answer tells; how busy the server is differs from one moment to the next."""
    cookies = [value.partition("=")[0] for value in answer.headers.get_list("set-cookie")]
    body = b"" if path == "/_stcore/metrics" else answer.content
    return answer.status_code, answer.headers.get("location"), cookies, body


ADDRESSES = sorted(set(RULES) - {"/_stcore/stream"})
# A third of a second for each reader and site: every reader from one of the sites, in turn.
SLOW = "/api/v1/datapackage.zip"


@pytest.mark.parametrize(
    ("path", "sites"),
    sampled(
        [*product(ADDRESSES, ["all"]), (SLOW, "one")],
        *((path, "one" if path == SLOW else "all") for path in ADDRESSES),
    ),
)
def test_an_address_gives_every_reader_the_same_and_changes_nothing(
    house: House, path: str, sites: str
) -> None:
    rule, before = RULES[path], house.hash()
    public = house.ask("GET", rule, "no cookie")

    origins: list[dict[str, str]] = [{}, {"origin": EVIL}, {"origin": house.url}]
    for at, who in enumerate(house.cookies):
        for headers in origins if sites == "all" else [origins[at % len(origins)]]:
            answer = house.ask("GET", rule, who, **headers)
            assert told(answer, path) == told(public, path), (who, headers)
            assert COOKIE not in str(answer.headers.get_list("set-cookie"))
            shared = "*" if path.startswith("/api/") else None
            assert answer.headers.get("access-control-allow-origin") == shared
    assert not ADDRESS.search(public.text) or path in (
        "/invite/{token}",
        "/enter/{token}",
        script.ADDRESS,
    )
    assert house.hash() == before


def test_a_method_that_no_route_has_is_refused(house: House, routes: dict[str, set[str]]) -> None:
    for path, methods in routes.items():
        # What only takes a post shows the document to those who type its address.
        for method in {*METHODS} - methods - {"GET", "HEAD"}:
            answer = house.ask(method, RULES[path], "administrator", origin=house.url)
            wanted = 404 if path.startswith(SHUT) else 405
            assert answer.status_code == wanted, (method, path)


def test_whoever_another_site_asks_for_it_changes_nothing(
    house: House, routes: dict[str, set[str]]
) -> None:
    before = house.hash()
    elsewhere = ("", "null", EVIL, f"{house.url}.evil.example", "http://127.0.0.1:1")

    for path, methods in routes.items():
        for method in methods & {*CHANGING}:
            wanted = RULES[path].foreign[method]
            for who in house.cookies:
                for origin in elsewhere:
                    headers = {"origin": origin} if origin else {}
                    answer = house.ask(method, RULES[path], who, **headers)
                    assert answer.status_code == wanted, (method, path, who, origin)
                    assert "set-cookie" not in answer.headers
    assert house.hash() == before


@pytest.mark.parametrize("origin", ["", "null", EVIL, "own"])
def test_a_pages_connection_opens_from_this_site_alone(house: House, origin: str) -> None:
    headers = {
        "connection": "Upgrade",
        "upgrade": "websocket",
        "sec-websocket-version": "13",
        "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
    }
    # No browser leaves the origin out; a program without one is nobody's browser.
    if origin:
        headers["origin"] = house.url if origin == "own" else origin

    with httpx.stream("GET", f"{house.url}/_stcore/stream", headers=headers) as answer:
        assert answer.status_code == (101 if origin in ("", "own") else 403)


def test_from_this_site_a_change_does_what_it_is_for(house: House) -> None:
    """Last of all, because it uses the links up."""
    for path, rule in RULES.items():
        for method, wanted in rule.own.items():
            answer = house.ask(method, rule, "no cookie", origin=house.url)
            assert answer.status_code == wanted, path
            entered = path in ("/invite/{token}", "/enter/{token}")
            assert answer.headers.get("set-cookie", "").startswith(COOKIE) == entered

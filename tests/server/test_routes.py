"""The server's own addresses, headers, document and compressed files, asked over HTTP."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import brotli
import httpx
import pytest
import streamlit
from starlette.requests import Request

from components.navigation import PAGES
from components.theme import DARK, LIGHT
from data_access import disk
from server import compression, routes
from server.compression import accepted
from server.headers import security_headers
from tests.serving import serving

STATIC = Path(streamlit.__file__).parent / "static"
pytestmark = pytest.mark.server


@pytest.fixture(scope="module")
def server(
    tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path
) -> Iterator[httpx.Client]:
    path = tmp_path_factory.mktemp("server") / "server.db"
    shutil.copy(sqlite_template, path)
    with serving(f"sqlite:///{path}") as url, httpx.Client(base_url=url) as client:
        yield client


def a_script(server: httpx.Client) -> str:
    found = re.search(r'src="\./(static/js/index\.[^"]+\.js)"', server.get("/").text)
    assert found
    return "/" + found[1]


def test_the_server_is_well_when_its_database_answers(server: httpx.Client) -> None:
    answer = server.get("/health")

    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "database": "ok"})


def test_a_database_without_our_tables_or_out_of_reach_is_not_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def health(url: str) -> tuple[int, object]:
        monkeypatch.setenv("DATABASE_URL", url)
        # In a thread of its own: the browser tests keep an event loop in this one.
        with ThreadPoolExecutor(1) as thread:
            asked = thread.submit(asyncio.run, routes.health(Request({"type": "http"})))
            answer = asked.result()
        return answer.status_code, json.loads(bytes(answer.body))["database"]

    assert health(f"sqlite:///{tmp_path}/nothing.db") == (503, "outdated")
    assert health("postgresql://nobody@127.0.0.1:1/nothing") == (503, "unreachable")


def test_a_disk_without_room_is_not_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/new/observatory.db")
    monkeypatch.setenv("EVIDENCE_URL", f"file://{tmp_path}/evidence")
    assert disk.folders() == [tmp_path / "new", tmp_path / "evidence"]
    assert disk.has_room()

    monkeypatch.setattr(disk, "LEAST", 2**70)

    assert not disk.has_room()
    monkeypatch.setenv("EVIDENCE_URL", "s3://bucket/evidence")
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1/x")
    assert disk.folders() == [] and disk.has_room()


@pytest.mark.parametrize(
    "path", ["/", "/labour", "/sign_in", "/health", "/_stcore/health", "script", "/lang/x"]
)
def test_every_response_carries_the_security_headers(server: httpx.Client, path: str) -> None:
    answer = server.get(a_script(server) if path == "script" else path)

    for name, value in security_headers().items():
        assert answer.headers[name] == value
    policy = answer.headers["content-security-policy"]
    assert "frame-ancestors 'self'" in policy
    assert "unsafe-inline" not in policy.split("style-src")[0]
    assert "'unsafe-eval'" not in policy


@pytest.mark.parametrize(
    ("own", "kept"),
    [("https://m4sd.example", "max-age=15768000"), ("http://m4sd.example", None), ("", None)],
)
def test_who_came_over_https_never_comes_over_http_again(
    monkeypatch: pytest.MonkeyPatch, own: str, kept: str | None
) -> None:
    monkeypatch.setenv("BASE_URL", own)

    assert security_headers().get("Strict-Transport-Security") == kept


def test_what_a_page_never_needs_is_closed_to_it() -> None:
    policy = security_headers()["Content-Security-Policy"].split("; ")

    assert {"default-src 'self'", "object-src 'none'", "base-uri 'self'"} <= set(policy)
    assert "form-action 'self'" in policy


def test_who_may_embed_the_app_is_a_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRAME_ANCESTORS", "https://www.manta.gob.ec 'self'")

    policy = security_headers()["Content-Security-Policy"]

    assert policy.endswith("frame-ancestors https://www.manta.gob.ec 'self'")


@pytest.mark.parametrize(
    ("query", "headers", "language"),
    [
        ("", {}, "es"),
        ("", {"accept-language": "en-GB,en;q=0.9,es;q=0.5"}, "en"),
        ("", {"accept-language": "fr-FR,fr"}, "es"),
        ("", {"accept-language": "en-GB", "cookie": "lang=es"}, "es"),
        ("?lang=en", {"cookie": "lang=es"}, "en"),
        ("?lang=xx", {"cookie": "lang=en"}, "en"),
    ],
)
def test_the_document_says_its_language_and_name(
    server: httpx.Client, query: str, headers: dict[str, str], language: str
) -> None:
    answer = server.get(f"/{query}", headers={"accept-language": "", **headers})

    assert f'<html lang="{language}"' in answer.text
    assert answer.headers["content-language"] == language
    title = {"es": "Observatorio M4SD Ecuador", "en": "M4SD Ecuador Observatory"}[language]
    assert f"<title>{title}</title>" in answer.text
    assert "Streamlit app" not in answer.text
    assert not re.search(r"<script>", answer.text)


def test_the_document_asks_for_our_one_script_and_gets_it(server: httpx.Client) -> None:
    found = re.search(r'<script defer src="(/page-[0-9a-f]+\.js)">', server.get("/methods").text)
    assert found

    answer = server.get(found[1])

    assert answer.headers["content-type"].startswith("text/javascript")
    assert "immutable" in answer.headers["cache-control"]
    assert "clipboard" in answer.text


def test_our_script_runs_before_streamlits_which_reads_from_it_where_the_server_is(
    server: httpx.Client,
) -> None:
    text = server.get("/methods").text

    assert 0 < text.index('src="/page-') < text.index('<script type="module"')


def test_the_style_of_pages_is_in_the_document_in_its_language(server: httpx.Client) -> None:
    def sheet(language: str) -> str:
        text = server.get("/methods", headers={"accept-language": language}).text
        return text[text.index("<body>") : text.index('id="root"')]

    assert 'content:"Menú"' in sheet("es") and 'content:"Menu"' in sheet("en")
    for colors in (LIGHT, DARK):
        assert f"--m4sd-muted:{colors.muted}" in sheet("es")


def test_something_is_seen_before_the_first_style_sheet_or_script_has_come(
    server: httpx.Client,
) -> None:
    text = server.get("/", headers={"accept-language": "en"}).text
    seen = text.index("Loading…")

    assert text.index("<body>") < seen < text.index('rel="stylesheet"')
    assert "service-desc" not in text


def test_the_front_page_is_found_under_its_name_as_well(server: httpx.Client) -> None:
    front = next(iter(PAGES))

    answers = [server.get(f"/{front}{query}") for query in ("", "?territory=13&ciuo2=51")]

    assert [answer.status_code for answer in answers] == [307, 307]
    assert [answer.headers["location"] for answer in answers] == ["/", "/?territory=13&ciuo2=51"]


def test_a_document_seen_before_is_not_kept_in_the_language_of_then(server: httpx.Client) -> None:
    first = server.get("/", headers={"cookie": "lang=es"})
    kept = {"if-none-match": first.headers.get("etag", '"x"'), "cookie": "lang=en"}

    assert '<html lang="en"' in server.get("/", headers=kept).text


def test_scripts_are_sent_small_and_unpack_to_what_they_were(server: httpx.Client) -> None:
    path = a_script(server)
    plain = (STATIC / path.lstrip("/")).read_bytes()

    for encoding in ("br", "gzip"):
        answer = server.get(path, headers={"accept-encoding": encoding})
        assert answer.headers["content-encoding"] == encoding
        assert answer.headers["vary"] == "Accept-Encoding"
        assert int(answer.headers["content-length"]) < len(plain) / 2
        assert answer.content == plain
    bare = server.get(path, headers={"accept-encoding": "identity"})
    assert "content-encoding" not in bare.headers
    assert bare.content == plain


def test_a_script_that_the_browser_has_is_not_sent_again(server: httpx.Client) -> None:
    path, asks = a_script(server), {"accept-encoding": "br"}
    first = server.get(path, headers=asks)

    again = server.get(path, headers={**asks, "if-none-match": first.headers["etag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert "immutable" in first.headers["cache-control"]


def test_a_file_becomes_smaller_when_its_first_readers_are_served(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(compression, "CALM", 1.0)
    (path,) = STATIC.glob("static/js/react-dom.*.js")
    asked = time.monotonic()
    first, tag = compression.compressed(path, "br")

    while (later := compression.compressed(path, "br"))[0] == first:
        assert time.monotonic() < asked + 120
        time.sleep(0.1)

    assert time.monotonic() >= asked + 1.0
    assert len(later[0]) < len(first)
    assert brotli.decompress(later[0]) == brotli.decompress(first) == path.read_bytes()
    assert later[1] == tag


def test_a_head_request_has_no_body(server: httpx.Client) -> None:
    for path in ("/", a_script(server)):
        answer = server.head(path, headers={"accept-encoding": "br"})
        assert (answer.status_code, answer.content) == (200, b"")


def test_the_best_accepted_encoding_is_taken() -> None:
    assert accepted("gzip, deflate, br") == "br"
    assert accepted("gzip, br;q=0") == "gzip"
    assert accepted("*") == "br"
    assert accepted("identity") is None
    assert accepted("") is None


def test_a_language_is_remembered_and_the_reader_goes_back(server: httpx.Client) -> None:
    answer = server.get("/lang/en", params={"back": "/?territory=1308"})

    assert answer.status_code == 303
    assert answer.headers["location"] == "/?territory=1308"
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("lang=en;")
    for part in ("HttpOnly", "SameSite=lax", "Path=/"):
        assert part in cookie


@pytest.mark.parametrize("back", ["https://example.org", "//example.org", "/\\example.org"])
def test_no_address_outside_the_app_is_gone_back_to(server: httpx.Client, back: str) -> None:
    assert server.get("/lang/es", params={"back": back}).headers["location"] == "/"


def test_the_front_page_answers_to_its_own_name_too(server: httpx.Client) -> None:
    answer = server.get("/overview?territory=1308")

    assert (answer.status_code, answer.headers["location"]) == (307, "/?territory=1308")


def test_an_unknown_language_is_not_found(server: httpx.Client) -> None:
    assert server.get("/lang/xx").status_code == 404


def test_brotli_is_smaller_than_gzip(server: httpx.Client) -> None:
    path = a_script(server)
    sizes = [
        int(server.head(path, headers={"accept-encoding": e}).headers["content-length"])
        for e in ("br", "gzip")
    ]
    assert sizes[0] < sizes[1]

"""How a file is answered: seen in its own page where nothing in it can run, else downloaded."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from components import own_files
from components.streamlit_compat import BuiltFile
from server.own_files import ROUTE

PICTURE = {"Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"}
FRAME = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"}
ASKED_AHEAD = {"Sec-Fetch-Mode": "cors", "Sec-Fetch-Dest": "empty"}


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> TestClient:
    """A browser whose session has these files waiting."""
    files = {
        "picture": BuiltFile("s", b"\x89PNG", "foto.png", "image/png", inline=True),
        "paper": BuiltFile("s", b"%PDF-", "nómina.pdf", "application/pdf", inline=True),
        "page": BuiltFile("s", b"<script>", "a.html", "text/html", inline=True),
        "asked": BuiltFile("s", b"%PDF-", "acta.pdf", "application/pdf"),
    }
    monkeypatch.setattr(own_files, "fetch", lambda token, cookies: files.pop(token, None))
    return TestClient(Starlette(routes=[ROUTE]))


@pytest.mark.parametrize(
    ("token", "how"), [("picture", PICTURE), ("paper", FRAME)], ids=["picture", "pdf"]
)
def test_a_picture_and_a_pdf_are_seen_in_our_own_page_and_framed_by_no_other(
    client: TestClient, token: str, how: dict[str, str]
) -> None:
    answer = client.get(f"/files/{token}", headers=how)

    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("inline;")
    assert answer.headers["Content-Security-Policy"] == "frame-ancestors 'self'"
    assert answer.headers["Cache-Control"] == "no-store"
    assert client.get(f"/files/{token}", headers=how).status_code == 404  # once


@pytest.mark.parametrize("token", ["page", "asked"])
def test_what_could_run_and_what_was_asked_as_a_file_is_downloaded(
    client: TestClient, token: str
) -> None:
    answer = client.get(f"/files/{token}", headers=FRAME)

    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert "Content-Security-Policy" not in answer.headers  # the policy of all other answers


def test_asking_whether_an_address_answers_does_not_use_it_up(client: TestClient) -> None:
    assert client.get("/files/asked", headers=ASKED_AHEAD).status_code == 204
    assert client.get("/files/asked").content == b"%PDF-"

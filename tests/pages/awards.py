"""The demo's open edition for tests of pages: entered as anybody, looked at as a whole."""

from __future__ import annotations

import html
import re
from typing import Any

from streamlit.testing.v1 import AppTest

from data_access.auth import invitations, sessions
from data_access.database import engine_for
from data_access.viewer import Grant
from tests.writing import writing

GRANTS = {
    "juror": Grant("juror", "EMP-2026"),
    "secretary": Grant("secretary", "EMPRESAS"),
    "other": Grant("secretary", "ENTIDADES"),
    "administrator": Grant("administrator"),
}


def enter(url: str, role: str) -> str:
    """A session of a role; the secret of its cookie."""
    engine = engine_for(url)
    with writing(engine) as connection:
        email = f"demo-{role}@example.org"
        token = invitations.invite(connection, email, GRANTS[role], "demo")
        return sessions.start(connection, invitations.accept(connection, token), "test")


def everything(app: AppTest) -> str:
    """All that a page sends to the browser, as one text; JSON inside it unescaped."""
    text = "\n".join(_protos(app._tree))
    return re.sub(r"\\\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text)


def _protos(block: Any) -> list[str]:
    found = [str(block.proto)] if getattr(block, "proto", None) is not None else []
    for child in getattr(block, "children", {}).values():
        found += _protos(child)
    return found


def sentences(app: AppTest) -> str:
    """The page's text as a reader sees it, without the marks that keep its own text plain."""
    words = [one.value.replace("\\", "") for one in [*app.markdown, *app.caption]]
    bodies = [
        re.sub(r"<style>.*?</style>|<[^>]+>", " ", one.proto.body, flags=re.S)
        for one in app.get("html")
    ]
    return "\n".join([*words, *map(html.unescape, bodies)])


def pressed(app: AppTest, label: str) -> AppTest:
    """The page after a button was pressed, by what the button says."""
    next(button for button in app.button if button.label == label).click()
    app.run()
    assert not app.exception
    return app


def headline(app: AppTest) -> str:
    return str(app.header[0].value)

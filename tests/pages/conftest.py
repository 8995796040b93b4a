"""Pages run without a browser here: what its cookie would be is said by the test."""

from __future__ import annotations

import pytest

from components import guard


@pytest.fixture(autouse=True)
def cookie(monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """The browser's cookie, nothing unless a test puts something in its place."""
    held: list[str | None] = [None]
    monkeypatch.setattr(guard, "cookie", lambda: held[0])
    return held

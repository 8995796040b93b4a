"""What a page asks as it opens is computed ahead for the programme's places and periods."""

from __future__ import annotations

from typing import Any

import pytest

from components import ask
from components.parts import PART
from data_access.database import engine_for
from data_access.releases import fixed_scopes
from data_access.releases.standing import Standing
from tests import databases
from tests.pages.opening import page
from tests.releasing import published
from tests.sampling import sampled

PAGES = ("overview", "labour", "hiring", "training", "ventures", "community", "indicators")
OPENINGS = {
    "country": {},
    "canton": {"territory": "1308"},
    "year": {"territory": "13", "from": "2024-01-01", "until": "2025-01-01"},
    "quarter": {"territory": "2301", "from": "2025-01-01", "until": "2025-04-01"},
}
TRIED = [("overview", "canton"), ("hiring", "year"), ("hiring", "country")]


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Standing]:
    url = databases.sqlite_copy("demo", tmp_path_factory.mktemp("stored") / "demo.db")
    return url, published(engine_for(url))


@pytest.mark.parametrize(
    ("name", "opening"), sampled([(name, how) for name in PAGES for how in OPENINGS], *TRIED)
)
def test_whoever_opens_a_page_reads_what_is_stored(
    released: tuple[str, Standing], monkeypatch: pytest.MonkeyPatch, name: str, opening: str
) -> None:
    url, release = released
    monkeypatch.setenv("DATABASE_URL", url)
    with engine_for(url).connect() as connection:
        surveys = fixed_scopes.surveys_of(connection)
    stored = set(fixed_scopes.of(release.day, surveys))
    asked, answer = set(), ask._answer

    def listening(*key: Any, **others: Any) -> Any:
        asked.add((key[1], key[2]))
        return answer(*key, **others)

    monkeypatch.setattr(ask, "_answer", listening)
    app = page(name, **OPENINGS[opening])
    del app.query_params[PART]  # as it opens, and not the whole of it
    app.run()

    assert not app.exception
    assert asked
    assert asked - stored == set()

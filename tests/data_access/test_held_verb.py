"""`held` on the command line: what was put aside is listed, stored or left out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import Engine

from data_access.__main__ import main
from tests.data_access.imports.test_presence import (
    CAME,
    ELSEWHERE,
    HERE,
    SAID,
    WHO,
    attended,
    bring,
    furnished,
    standing,
    stored,
)

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def batch(
    engine: Engine, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> int:
    """A move of residence, and an attendance that rests on it."""
    furnished(engine, tmp_path / "base.xlsx")
    stored(engine, "elsewhere", tmp_path)
    monkeypatch.setenv("DATABASE_URL", database_url)
    return bring(engine, tmp_path / "a.xlsx", personas=[SAID], **CAME)


def waiting(capsys: Captured, *words: str) -> list[dict[str, object]]:
    assert main(["held", "--json", *words]) == 0
    found: list[dict[str, object]] = json.loads(capsys.readouterr().out)
    return found


def test_rows_put_aside_are_listed_with_what_stands_against_them(
    batch: int, capsys: Captured
) -> None:
    person, came = waiting(capsys)
    assert person["batch"] == came["batch"] == batch
    assert (person["person"], person["place"], person["stored_place"]) == (WHO, HERE, ELSEWHERE)
    assert (person["reason"], came["reason"]) == ("residence", "with")

    assert main(["held", "--language", "en"]) == 0
    line, _other = capsys.readouterr().out.splitlines()
    assert line.startswith(f"{person['number']}. Batch {batch}, personas, {WHO}: ")
    assert "Registered in" in line


def test_a_row_that_rests_on_another_is_taken_with_it_or_not_at_all(
    engine: Engine, batch: int, capsys: Captured
) -> None:
    person, came = (str(row["number"]) for row in waiting(capsys))
    before = standing(engine)

    assert waiting(capsys, "--take", person, came) == []

    assert before == (ELSEWHERE, None)
    assert (standing(engine), attended(engine)) == ((HERE, None), 1)
    assert main(["held", "--take", person]) == 1  # somebody decided already
    assert "por decidir" in capsys.readouterr().err


def test_what_is_declined_is_not_stored(engine: Engine, batch: int, capsys: Captured) -> None:
    numbers = [str(row["number"]) for row in waiting(capsys)]

    assert main(["held", "--decline", *numbers]) == 0

    assert "No se guardan." in capsys.readouterr().out
    assert (standing(engine), attended(engine)) == ((ELSEWHERE, None), 0)

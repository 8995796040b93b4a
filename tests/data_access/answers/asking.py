"""Asking as an analyst does, through the command line."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import Any

import pytest

from data_access.__main__ import main
from tests.data_access.imports.books import Rows, filled

Row = dict[str, Any]


def asked(name: str, *where: str, viewer: str = "administrator") -> dict[str, Any]:
    """An answer as `answer … --json` prints it."""
    said = io.StringIO()
    pairs = [part for pair in where for part in ("--where", pair)]
    with redirect_stdout(said):
        assert main(["answer", name, *pairs, "--as", viewer, "--json"]) == 0
    answer: dict[str, Any] = json.loads(said.getvalue())
    return answer


def rows(name: str, *where: str, viewer: str = "administrator") -> list[Row]:
    found: list[Row] = asked(name, *where, viewer=viewer)["rows"]
    return found


def imported(path: Path, **sheets: Rows) -> None:
    """Bring a workbook in through the command line."""
    with redirect_stdout(io.StringIO()) as said:
        done = main(["import", str(filled(path, **sheets)), "--accept-warnings", "--json"])
    assert done == 0, said.getvalue()


@contextmanager
def on(monkeypatch: pytest.MonkeyPatch, url: str) -> Iterator[None]:
    """The command line on a database of its own."""
    with monkeypatch.context() as patch:
        patch.setenv("DATABASE_URL", url)
        yield


def rounded(row: Row, *keys: str, places: int = 4) -> list[float]:
    return [round(row[key], places) for key in keys]

"""What monitors are told of data that are newer than the release."""

from __future__ import annotations

import datetime as dt

import pytest

from components.publication import since
from data_access.releases.standing import Standing
from data_access.releases.state import State

AT = dt.datetime(2026, 11, 30, 9, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("moved", "said"),
    [
        ((), "que son los de la publicación 2"),
        # A sentence said where, and named nothing: "desde entonces se escribió en: ."
        (("batches",), "que son los de la publicación 2"),
        (("territory", "batches"), "que son los de la publicación 2"),
        (("people", "batches"), "desde entonces se escribió en: Personas."),
        (("people", "awards"), "desde entonces se escribió en: Personas y Premios."),
    ],
)
def test_what_was_written_since_is_named_or_nothing_was(moved: tuple[str, ...], said: str) -> None:
    release = Standing(2, AT, AT.date(), "EVA", "current")

    assert said in since(State(release, moved)).to("es")

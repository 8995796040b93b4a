"""What somebody is writing is kept for them alone, over the revision that they last saw."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from data_access.auth import text_drafts
from data_access.auth.text_drafts import Draft, StaleDraft
from data_access.refusal import Forbidden, Refusal
from data_access.viewer import VISITOR, Grant, Viewer

ANA = Viewer(frozenset({Grant("secretary", "EMPRESAS")}), "ana@example.org")
EVA = Viewer(frozenset({Grant("secretary", "EMPRESAS")}), "eva@example.org")
KEY = "EMP-2030/reasons"


def read(engine: Engine, viewer: Viewer = ANA) -> Draft:
    with engine.connect() as connection:
        return text_drafts.read(connection, viewer, KEY)


def test_a_text_is_kept_as_it_is_typed_for_its_writer_alone(engine: Engine) -> None:
    one = text_drafts.save(engine, ANA, KEY, 0, "Por")
    two = text_drafts.save(engine, ANA, KEY, one.revision, "Por su alianza")

    assert (two.revision, read(engine).text) == (2, "Por su alianza")
    assert read(engine, EVA).text is None
    for verb in (
        lambda: read(engine, VISITOR),
        lambda: text_drafts.save(engine, VISITOR, KEY, 0, "x"),
        lambda: text_drafts.forget(engine, VISITOR, KEY),
    ):
        with pytest.raises(Forbidden):
            verb()


def test_a_stale_tab_is_refused_and_the_same_text_again_is_no_conflict(engine: Engine) -> None:
    text_drafts.save(engine, ANA, KEY, 0, "Desde una")
    with pytest.raises(StaleDraft) as stale:
        text_drafts.save(engine, ANA, KEY, 0, "Desde otra")
    assert stale.value.stands.text == "Desde una"
    assert text_drafts.save(engine, ANA, KEY, 0, "Desde una").revision == 1


def test_what_was_sent_is_empty_and_a_tab_that_shows_it_is_stale(engine: Engine) -> None:
    text_drafts.save(engine, ANA, KEY, 0, "Por su alianza")
    text_drafts.forget(engine, ANA, KEY)
    text_drafts.forget(engine, ANA, KEY)

    assert (read(engine).text, read(engine).revision) == (None, 2)
    with pytest.raises(StaleDraft):
        text_drafts.save(engine, ANA, KEY, 1, "Por su alianza, y más")
    assert text_drafts.save(engine, ANA, KEY, 2, "Otra").revision == 3


def test_a_text_that_is_too_long_gets_a_sentence(engine: Engine) -> None:
    with pytest.raises(Refusal, match="10,000"):
        text_drafts.save(engine, ANA, KEY, 0, "x" * 10_001)

"""Editions: made in one call, edited until the call opens, amended in the open afterwards."""

from __future__ import annotations

import dataclasses
import datetime as dt
from decimal import Decimal
from typing import Any

import alembic.command
import pytest
from sqlalchemy import text

from data_access import database
from data_access.awards import editions
from data_access.awards.edition_rules import criteria_of
from data_access.awards.preconditions import Closed, edition_of, is_frozen
from data_access.awards.rubrics import CriterionText, ready
from data_access.language import LANGUAGES
from data_access.lists import AWARD
from data_access.refusal import Forbidden, Refusal
from data_access.viewer import VISITOR, Grant, Viewer
from tests.data_access.awards.story import (
    DAY,
    EDITION,
    OTHER_SECRETARY,
    RULES,
    SECRETARY,
    START,
    Story,
)
from tests.writing import writing


def made(story: Story) -> str:
    return editions.make(story.engine, SECRETARY, "EMPRESAS", EDITION, RULES)


def criteria(story: Story) -> dict[str, Decimal]:
    with story.engine.connect() as connection:
        return {c.code: c.weight for c in criteria_of(connection, EDITION)}


def edition(story: Story) -> Any:
    with story.engine.connect() as connection:
        return edition_of(connection, EDITION)


@pytest.mark.parametrize("award", AWARD)
def test_the_ready_rubric_of_each_award_is_that_of_methods(award: str) -> None:
    rubric = ready(award)

    assert [int(c.weight) for c in rubric.criteria] == {
        "EMPRESAS": [20, 20, 20, 15, 15, 10],
        "ENTIDADES": [25, 15, 15, 15, 15, 15],
    }[award]
    for criterion in rubric.criteria:
        assert set(criterion.names) == set(LANGUAGES) - {"es"}
        assert criterion.name not in criterion.names.values()
        assert set(criterion.levels) == set(LANGUAGES)
        for levels in criterion.levels.values():
            assert len(set(levels)) == 5
            assert not any(level[0].islower() or level[-1] != "." for level in levels)
        every = [level for levels in criterion.levels.values() for level in levels]
        assert len(set(every)) == len(every)
    assert len({rubric.note.to(language) for language in LANGUAGES}) == len(LANGUAGES)


def test_a_third_language_is_stored_and_read_without_a_migration(story: Story) -> None:
    criteria = (
        CriterionText("A", "Uno", Decimal(60), {"qu": "Shuk"}, {"es": ("bajo",), "qu": ("uray",)}),
        CriterionText("B", "Dos", Decimal(40)),
    )
    editions.make(story.engine, SECRETARY, "EMPRESAS", EDITION, RULES, criteria)
    with story.engine.connect() as connection:
        found = criteria_of(connection, EDITION)

    assert found == criteria
    assert [one.title.to("qu") for one in found] == ["Shuk", "Dos"]
    assert [one.title.to("en") for one in found] == ["Uno", "Dos"]
    assert [found[0].levels_in(code) for code in ("qu", "en")] == [("uray",), ("bajo",)]
    assert found[1].levels_in("qu") == ()


def test_texts_of_an_edition_from_before_are_kept_by_language(story: Story) -> None:
    story.open()
    with story.engine.connect() as connection:
        before = criteria_of(connection, EDITION)
    with writing(story.engine) as connection:
        alembic.command.downgrade(database.alembic_config(connection), "0019")
    with story.engine.connect() as connection:
        row = connection.execute(
            text("SELECT name, name_en, levels_en FROM criterion ORDER BY position")
        ).first()
    assert row is not None and row.name_en == before[0].names["en"]

    database.migrate(story.engine)
    with story.engine.connect() as connection:
        assert criteria_of(connection, EDITION) == before


def test_hiring_results_have_the_anchors_of_methods() -> None:
    (hiring,) = [c for c in ready("EMPRESAS").criteria if c.code == "CONTRATACION"]

    for level, parts in zip(
        hiring.levels["es"],
        (("Ninguna",), ("2 %",), ("2 %", "5 %"), ("5 %", "10 %"), ("10 %", "70 %", "6 meses")),
        strict=True,
    ):
        assert all(part in level for part in parts)


def test_one_call_makes_an_edition_with_its_rubric(story: Story) -> None:
    made(story)

    row = edition(story)
    assert (row.award, row.frozen_at, row.jurors_min) == ("EMPRESAS", None, 3)
    assert sum(criteria(story).values()) == 100
    assert [event.kind for event in story.log()] == ["edition_made"]
    with pytest.raises(Refusal, match="already exists"):
        made(story)


@pytest.mark.parametrize(
    "viewer",
    [VISITOR, OTHER_SECRETARY, Viewer.parse("monitor"), Viewer.parse("juror:EMP-2030")],
    ids=["visitor", "other secretary", "monitor", "juror"],
)
def test_only_the_awards_secretariat_makes_and_changes_its_editions(
    story: Story, viewer: Viewer
) -> None:
    with pytest.raises(Forbidden):
        editions.make(story.engine, viewer, "EMPRESAS", EDITION, RULES)
    made(story)
    for verb in (
        lambda: editions.edit(story.engine, viewer, EDITION, {"name": "Otro"}),
        lambda: editions.open_call(story.engine, viewer, EDITION),
        lambda: editions.amend(story.engine, viewer, EDITION, {"name": "Otro"}, "porque sí"),
    ):
        with pytest.raises(Forbidden):
            verb()
    assert len(story.log()) == 1


def test_whoever_judges_an_edition_does_not_run_it(story: Story) -> None:
    made(story)
    both = Viewer(SECRETARY.grants | {Grant("juror", EDITION)}, SECRETARY.name)

    with pytest.raises(Forbidden):
        editions.edit(story.engine, both, EDITION, {"name": "Otro"})


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"opens_at": RULES.scores_close_at}, "order"),
        ({"score_step": Decimal(3)}, "scale"),
        ({"score_min": Decimal(5)}, "scale"),
        ({"jurors_target": 2}, "fewer|lower|below|less"),
        ({"name": " "}, "name"),
    ],
)
def test_rules_that_contradict_themselves_are_refused(
    story: Story, changes: dict[str, Any], said: str
) -> None:
    with pytest.raises(Refusal, match=said):
        editions.make(
            story.engine, SECRETARY, "EMPRESAS", EDITION, dataclasses.replace(RULES, **changes)
        )
    made(story)
    with pytest.raises(Refusal, match=said):
        editions.edit(story.engine, SECRETARY, EDITION, changes)


def test_weights_add_up_to_100(story: Story) -> None:
    with pytest.raises(Refusal, match="100"):
        editions.make(
            story.engine,
            SECRETARY,
            "EMPRESAS",
            EDITION,
            RULES,
            [CriterionText("A", "A", Decimal(60)), CriterionText("B", "B", Decimal(50))],
        )


def test_until_the_call_opens_the_secretary_edits_and_the_log_tells_what(story: Story) -> None:
    made(story)
    story.clock.go(START - DAY)
    editions.open_call(story.engine, SECRETARY, EDITION)

    editions.edit(story.engine, SECRETARY, EDITION, {"jurors_min": 2, "name": RULES.name})
    halves = [CriterionText("A", "A", Decimal(50)), CriterionText("B", "B", Decimal(50))]
    editions.edit(story.engine, SECRETARY, EDITION, {}, halves)

    assert criteria(story) == {"A": 50, "B": 50}
    changes = [event.details["changes"] for event in story.log("edition_edited")]
    assert changes[0] == {"jurors_min": [3, 2]}
    assert not is_frozen(edition(story), story.clock.at)


def test_once_the_call_is_open_every_change_is_an_amendment_with_its_reason(story: Story) -> None:
    made(story)
    editions.open_call(story.engine, SECRETARY, EDITION)
    assert is_frozen(edition(story), story.clock.at)

    with pytest.raises(Closed):
        editions.edit(story.engine, SECRETARY, EDITION, {"jurors_min": 2})
    with pytest.raises(Refusal, match="reason"):
        editions.amend(story.engine, SECRETARY, EDITION, {"jurors_min": 2}, " ")
    later = RULES.scores_close_at + DAY
    weights = {**criteria(story), "ALIANZAS": Decimal(15), "PERMANENCIA": Decimal(10)}
    editions.amend(
        story.engine, SECRETARY, EDITION, {"scores_close_at": later, "weights": weights}, "Feriado"
    )

    with story.engine.connect() as connection:
        (amendment,) = editions.amendments(connection, EDITION)
    assert (amendment.by, amendment.reason) == (SECRETARY.name, "Feriado")
    assert set(amendment.changes) == {"scores_close_at", "weight ALIANZAS", "weight PERMANENCIA"}
    assert amendment.changes["weight ALIANZAS"] == ["10.00", "15"]
    assert edition(story).scores_close_at == later
    assert criteria(story)["ALIANZAS"] == 15
    assert story.log("edition_amended")[0].details["reason"] == "Feriado"


def test_a_deadline_that_has_passed_is_not_moved(story: Story) -> None:
    made(story)
    editions.open_call(story.engine, SECRETARY, EDITION)
    story.clock.go(RULES.scores_close_at)

    for name in ("nominations_close_at", "scores_close_at"):
        with pytest.raises(Closed):
            editions.amend(
                story.engine,
                SECRETARY,
                EDITION,
                {name: RULES.scores_close_at + dt.timedelta(days=9)},
                "Tarde",
            )


def test_the_scale_stays_once_there_are_scores(story: Story) -> None:
    codes, readers = story.fill()
    story.score(readers[0], codes[0], [3] * 6)

    with pytest.raises(Refusal, match="scale"):
        editions.amend(story.engine, SECRETARY, EDITION, {"score_max": Decimal(10)}, "Más fino")
    editions.amend(story.engine, SECRETARY, EDITION, {"score_max": Decimal(5)}, "Nada")
    with story.engine.connect() as connection:
        assert editions.amendments(connection, EDITION) == []


def test_a_call_whose_deadline_has_passed_does_not_open(story: Story) -> None:
    made(story)
    story.clock.go(RULES.nominations_close_at)

    with pytest.raises(Refusal, match="future"):
        editions.open_call(story.engine, SECRETARY, EDITION)

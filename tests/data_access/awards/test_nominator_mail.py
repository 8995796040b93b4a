"""Who nominates is told: the private link when it begins, and how the requirements came out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from data_access import lists
from data_access.auth.rate_limits import LIMITS
from data_access.awards import calls, editions, eligibility, nominations, nominator_mail
from data_access.awards.calls import COMING, OPEN, OVER
from data_access.awards.rubrics import ready
from data_access.refusal import Forbidden, Refusal
from data_access.viewer import VISITOR
from tests.data_access.awards.story import (
    DAY,
    EDITION,
    OTHER_SECRETARY,
    RULES,
    SECRETARY,
    START,
    Story,
)
from tests.mailbox import Mailbox, receiving

SOURCE = "192.0.2.7"


@pytest.fixture
def mailbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    with receiving(tmp_path) as found:
        for name, value in found.settings.items():
            monkeypatch.setenv(name, value)
        yield found


def begun(story: Story, contact: str = "Ana@Example.org") -> nominator_mail.Begun:
    return nominator_mail.begin(story.engine, EDITION, contact, SOURCE)


def test_a_call_is_coming_open_and_over_by_the_clock(story: Story) -> None:
    story.open()
    for moment, state in (
        (START - DAY, COMING),
        (START, OPEN),
        (RULES.nominations_close_at, OVER),
    ):
        story.clock.go(moment)
        with story.engine.connect() as connection:
            (call,) = calls.calls(connection)
        assert (call.code, call.state) == (EDITION, state)


def test_an_edition_that_nobody_approved_is_no_call_even_after_its_opening_day(
    story: Story,
) -> None:
    editions.make(story.engine, SECRETARY, "EMPRESAS", EDITION, RULES)
    story.clock.go(START + DAY)

    with story.engine.connect() as connection:
        assert calls.calls(connection) == []
        with pytest.raises(Forbidden):
            calls.rulebook(connection, VISITOR, EDITION)
        with pytest.raises(Forbidden):
            calls.rulebook(connection, OTHER_SECRETARY, EDITION)
        assert calls.rulebook(connection, SECRETARY, EDITION).rules == RULES


def test_everybody_reads_the_rules_of_a_call_and_how_they_were_amended(story: Story) -> None:
    story.open()
    story.clock.go(START + DAY)
    weights = {criterion.code: criterion.weight for criterion in ready("EMPRESAS").criteria}
    first, second, *_ = weights
    weights |= {first: weights[first] + 5, second: weights[second] - 5}
    changes = {"jurors_min": 2, "weights": weights}
    editions.amend(story.engine, SECRETARY, EDITION, changes, "Faltó un jurado.")

    with story.engine.connect() as connection:
        found = calls.rulebook(connection, VISITOR, EDITION)
    assert found.rules == replace(RULES, jurors_min=2)
    assert {one.code: one.weight for one in found.criteria} == weights
    (amendment,) = found.amendments
    assert amendment.reason == "Faltó un jurado."
    assert amendment.changes["jurors_min"] == [3, 2]


def test_without_mail_the_link_is_shown_to_whoever_begins(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SMTP_HOST", raising=False)
    story.open()

    found = begun(story)
    assert not found.delivery.sent and found.delivery.problem is None
    token = found.delivery.link.partition("enlace=")[2]
    with story.engine.connect() as connection:
        assert nominations.read(connection, token).code == found.started.code


def test_the_link_goes_out_by_mail_where_that_is_set(story: Story, mailbox: Mailbox) -> None:
    story.open()

    found = begun(story)
    ((to, message),) = mailbox.kept
    assert to == ["ana@example.org"]
    assert found.delivery.sent and found.delivery.link in message.get_content()


def test_too_many_nominations_from_one_place_are_refused(story: Story) -> None:
    story.open()
    for _ in range(LIMITS["nomination"].most):
        begun(story)
    with pytest.raises(Refusal, match="too many attempts"):
        begun(story)


def test_the_nominator_is_told_why_a_requirement_is_not_met(story: Story, mailbox: Mailbox) -> None:
    story.open()
    code = story.draft("Feria inclusiva")
    nominations.submit(story.engine, story.tokens[code], "1")
    item = next(iter(lists.ELIGIBILITY))
    story.clock.go(RULES.nominations_close_at + DAY)
    eligibility.check(
        story.engine, SECRETARY, EDITION, code, eligibility.Check(item, "NO", "No tiene sede aquí.")
    )

    assert nominator_mail.tell_outcome(story.engine, SECRETARY, EDITION, code) is None
    ((_to, message),) = mailbox.kept
    assert "No tiene sede aquí." in message.get_content()

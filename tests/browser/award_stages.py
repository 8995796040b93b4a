"""Editions at the stages that the demo has none at: voted on, published, appealed, closed.

Each has a nomination with a private link that ties for the first place, and a juror's comment on it
that is released; another nomination lacks a sheet.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from sqlalchemy import Engine, update

from data_access import clock
from data_access.awards import (
    appeals,
    deciding,
    deliberating,
    eligibility,
    feedback,
    nominations,
    reweighing,
    scoring,
    submitting,
)
from data_access.demo.demo_juries import DEMO_JUROR
from data_access.lists import ELIGIBILITY
from data_access.tables import Edition
from data_access.viewer import Grant, Viewer
from tests.data_access.awards.story import CRITERIA, DAY, RULES, Now, Story
from tests.writing import writing

VOTED, PUBLISHED, APPEALED = "EMP-2041", "EMP-2042", "EMP-2043"
ANSWERED, CLOSED = "EMP-2044", "EMP-2045"  # their window is over
SECRETARY = Viewer(frozenset({Grant("secretary", "EMPRESAS")}), "demo-secretary@example.org")
JURORS = (DEMO_JUROR.name, "jurado1@example.org", "jurado2@example.org")
LINKED, TIED, SHORT = "Con enlace", "Empatada", "Con dos hojas"
LEVEL = {LINKED: 4, TIED: 4, SHORT: 1, "Otra": 2, "Una más": 2}
AGO = 90 * DAY
SAID = "Falta decir cuántas personas siguen contratadas."


def stages(engine: Engine) -> dict[str, str]:
    """Run each edition up to its stage; the secret of its private link by its code."""
    return {code: run(engine, code) for code in STAGES}


def run(engine: Engine, code: str) -> str:
    """Run one of them up to its stage; the secret of its private link."""
    now = clock.now()
    story = Story(engine, Now(), SECRETARY, code)
    ends = {"nominations_close_at": now + DAY, "scores_close_at": now + 2 * DAY}
    story.open(replace(RULES, opens_at=now - AGO, **ends))
    linked = story.draft(LINKED)
    nominations.submit(engine, story.tokens[linked], "1")
    for item in ELIGIBILITY:
        eligibility.check(engine, SECRETARY, code, linked, eligibility.Check(item, "SI"))
    codes = {LINKED: linked} | {name: story.nominate(name) for name in LEVEL if name != LINKED}
    seats = [story.seat(email) for email in JURORS]
    story.draw()
    _passes(story, nominations_close_at=clock.now())
    for at, seat in enumerate(seats):
        story.declare(seat)
        for number, (name, level) in enumerate(LEVEL.items()):
            if (at, name) == (2, SHORT):
                continue
            # By the juror a level up or down, so that there is an error; means do not move.
            last = max(1, level + (at + number) % 3 - 1)
            story.score(seat, codes[name], [level] * (len(CRITERIA) - 1) + [last])
            if (at, name) == (0, LINKED):
                _comments(story, seat, linked)
            submitting.submit(engine, story.seats[seat], code, codes[name])
    copy = feedback.Copy(seats[0], CRITERIA[0], SAID)
    feedback.release(engine, SECRETARY, code, linked, copy)
    _passes(story, scores_close_at=clock.now())
    reweighing.open_ranking(engine, SECRETARY, code)
    STAGES[code](story, codes)
    return story.tokens[linked]


def _comments(story: Story, seat: str, nomination: str) -> None:
    own = (story.engine, story.seats[seat], story.edition, nomination)
    entry = scoring.ScoreEntry(Decimal(LEVEL[LINKED]), comment=SAID)
    scoring.save(*own, scoring.ScoreChange(CRITERIA[0], entry, 1))
    feedback.agree(*own, True)


def _passes(story: Story, **moments: Any) -> None:
    with writing(story.engine, "awards") as connection:
        own = update(Edition).where(Edition.code == story.edition)
        connection.execute(own.values(**moments))


def voted(story: Story, codes: dict[str, str]) -> None:
    """The jury votes."""
    note = (story.engine, SECRETARY, story.edition, "Se deja constancia del empate.")
    deliberating.add_note(*note)
    tied = [codes[LINKED], codes[TIED]]
    deliberating.open_vote(story.engine, SECRETARY, story.edition, tied)


def published(story: Story, codes: dict[str, str]) -> None:
    """The result is published, and nominees may appeal."""
    first = [deciding.Distinguished(codes[TIED], "winner", 1)]
    own = (story.engine, SECRETARY, story.edition)
    deciding.decide(*own, first, "Por lo que contrata.", "La hoja que falta no llegará.")
    deciding.publish(*own)


def appealed(story: Story, codes: dict[str, str]) -> None:
    """The runner-up has appealed and waits."""
    published(story, codes)
    appeals.lodge(story.engine, story.tokens[codes[LINKED]], "El acta no dice por qué.")


def answered(story: Story, codes: dict[str, str]) -> None:
    """The appeal was answered, and the window is over."""
    appealed(story, codes)
    with story.engine.connect() as connection:
        (one,) = appeals.of_edition(connection, SECRETARY, story.edition)
    own = (story.engine, SECRETARY, story.edition, one.id)
    appeals.answer(*own, "dismissed", "Lo dice en sus motivos.")
    _passes(story, published_at=clock.now() - AGO)


def closed(story: Story, codes: dict[str, str]) -> None:
    """Nobody appealed while the window was open."""
    published(story, codes)
    _passes(story, published_at=clock.now() - AGO)


STAGES: dict[str, Callable[[Story, dict[str, str]], None]] = {
    VOTED: voted,
    PUBLISHED: published,
    APPEALED: appealed,
    ANSWERED: answered,
    CLOSED: closed,
}

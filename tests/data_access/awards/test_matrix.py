"""Every verb of the awards against everybody who may not use it, from the list of what exists."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest

from data_access import awards
from data_access.awards.assigning import Proposal
from data_access.awards.conflicts import Conflict
from data_access.awards.deciding import Distinguished
from data_access.awards.eligibility import Check
from data_access.awards.expertise import Profile
from data_access.awards.feedback import Copy
from data_access.awards.scoring import ScoreChange, ScoreEntry
from data_access.refusal import Forbidden
from data_access.viewer import VISITOR, Grant, Viewer
from tests.data_access.awards.story import (
    CRITERIA,
    EDITION,
    OTHER_SECRETARY,
    RULES,
    SECRETARY,
    START,
    Story,
)
from tests.table_hash import table_hash

# What a verb asks for beside the database, the viewer and the edition. A new one needs a line.
MADE: dict[str, Any] = {
    "award": "EMPRESAS",
    "code": EDITION,
    "rules": RULES,
    "criteria": None,
    "changes": {"jurors_min": 2},
    "reason": "Motivo",
    "reasons": "Motivo",
    "line": Check("RUC", "SI"),
    "email": "x@example.org",
    "conflict": Conflict("GAD", "Motivo"),
    "text": "Texto",
    "revision": 0,
    "criterion": CRITERIA[0],
    "change": ScoreChange(CRITERIA[0], ScoreEntry(Decimal(3))),
    "until": START,
    "vote": 1,
    "number": 1,
    "outcome": "dismissed",
    "agreed": True,
    "copy": Copy("J-0", CRITERIA[0], "Texto"),
    "weights": dict.fromkeys(CRITERIA, Decimal(1)),
    "evidence": 1,
    "proposal": Proposal((), (), 0, 0, (), ""),
    "profile": Profile(),
    "build": lambda _frames: b"file",
}
# Verbs of the secretariat, and those of a juror. Helpers that others build on are in neither.
SECRETARYS = {
    *("editions.make", "editions.edit", "editions.open_call", "editions.amend"),
    *(
        "nominator_mail.tell_outcome",
        "nominations.grant_grace",
        "eligibility.checklist",
        "eligibility.check",
    ),
    *("eligibility.shortlist", "jurors.invite", "jurors.leave", "jurors.seats"),
    *("assigning.coverage", "assigning.propose", "assigning.accept", "assigning.assign_by_hand"),
    *("expertise.of_jurors", "expertise.of_nominations", "expertise.describe_juror"),
    *("expertise.describe_nomination",),
    *("assigning.unassign_by_hand", "conflicts.recuse", "conflicts.lift"),
    *("deliberating.open_vote", "deliberating.tally", "deliberating.close_vote"),
    *("reweighing.open_ranking", "reweighing.has_opened", "reweighing.pending"),
    *("feedback.releasable", "feedback.release", "appeals.answer", "appeals.of_edition"),
    *("reweighing.request", "reweighing.confirm", "reweighing.withdraw"),
    *("deciding.propose", "deciding.decide", "deciding.publish"),
    *("edition_record.export", "edition_record.versions", "jury_progress.progress"),
    *(
        "secretariat_view.nominations",
        "secretariat_view.answers",
        "secretariat_view.votes",
        "secretariat_view.decision",
        "secretariat_view.criterion_means",
    ),
}
JURORS = {
    *("conflicts.declare_none", "conflicts.declare", "scoring.save", "scoring.save_note"),
    *("submitting.submit", "submitting.submit_all", "submitting.reopen", "juror_tasks.mine"),
    *("juror_tasks.dossier", "juror_tasks.own_sheet", "juror_tasks.earlier_scores"),
    *("deliberating.votes_for", "deliberating.cast", "feedback.agree", "feedback.has_agreed"),
}
BOTHS = {"deliberating.add_note", "deliberating.notes", "evidence.hand_out"}
# These answer everybody: with nothing, whether, or with what is public.
OPEN = {"juror_tasks.editions_of", "secretariat_view.editions", "calls.rulebook"}
HELPERS = {"scoring.hold", "juror_tasks.opened"}


def verbs() -> dict[str, Callable[..., Any]]:
    """Every public function that asks who is there, by module and name."""
    found = {}
    for module in pkgutil.iter_modules(awards.__path__):
        if module.name == "preconditions":
            continue
        loaded = importlib.import_module(f"{awards.__name__}.{module.name}")
        for name, verb in inspect.getmembers(loaded, inspect.isfunction):
            own = verb.__module__ == loaded.__name__ and not name.startswith("_")
            if own and "viewer" in inspect.signature(verb).parameters:
                found[f"{module.name}.{name}"] = verb
    return found


def test_every_verb_has_its_line() -> None:
    assert set(verbs()) == SECRETARYS | JURORS | BOTHS | OPEN | HELPERS


def strangers(story: Story, own: str) -> Iterator[tuple[str, Viewer]]:
    """Everybody whose verb this is not."""
    name = next(iter(story.seats.values())).name
    yield "visitor", VISITOR
    yield "monitor", Viewer(frozenset({Grant("monitor")}), "m@example.org")
    yield "leader", Viewer(frozenset({Grant("leader", "1308")}), "l@example.org")
    yield "secretary of the other award", OTHER_SECRETARY
    yield "juror of another edition", Viewer(frozenset({Grant("juror", "ENT-2030")}), name)
    yield "role without a seat", Viewer(frozenset({Grant("juror", EDITION)}), "s@example.org")
    if own == "juror":
        yield "secretary", SECRETARY
        yield "administrator", Viewer(frozenset({Grant("administrator")}), "a@example.org")
    if own == "secretary":
        yield from story.seats.items()
        both = Viewer(SECRETARY.grants | {Grant("juror", EDITION)}, SECRETARY.name)
        yield "secretary who judges", both


def test_no_verb_serves_a_stranger_and_none_leaves_a_trace(story: Story) -> None:
    codes, readers = story.fill()
    given = MADE | {
        "edition": EDITION,
        "nomination": codes[0],
        "nominations": codes[:1],
        "juror": readers[0],
        "tied": codes[:2],
        "honours": [Distinguished(codes[0], "winner", 1)],
    }
    before = table_hash(story.engine)
    for name, verb in verbs().items():
        if name in OPEN | HELPERS:
            continue
        own = "secretary" if name in SECRETARYS else "juror" if name in JURORS else "either"
        for who, viewer in strangers(story, own):
            if name == "editions.make" and who in ("secretary who judges",):
                continue  # an edition that does not exist yet has no jury
            with pytest.raises(Forbidden):
                call(story, verb, viewer, given)
                pytest.fail(f"{name} serves {who}")
    assert table_hash(story.engine) == before


def call(story: Story, verb: Callable[..., Any], viewer: Viewer, given: dict[str, Any]) -> None:
    wanted = inspect.signature(verb).parameters
    chosen = {name: given[name] for name in wanted if name in given}
    if "engine" in wanted:
        verb(engine=story.engine, viewer=viewer, **chosen)
        return
    with story.engine.connect() as connection:
        verb(connection=connection, viewer=viewer, **chosen)

"""`withdraw` and `retention`: what is stored of people, taken out once somebody said yes."""

from __future__ import annotations

import argparse

from data_access.commands.data_verbs import operator
from data_access.commands.terminal import print_json, said
from data_access.database import engine_for, migrate
from data_access.programme import erasing_words, retaining, withdrawing
from data_access.programme.erasing import Removal


def run_withdraw(options: argparse.Namespace) -> int:
    """Say what is stored of some people; with --yes take it out, as they withdrew consent."""
    engine = engine_for()
    migrate(engine)
    act = withdrawing.withdraw if options.yes else withdrawing.consequences
    found = act(engine, operator(), options.codes)
    if options.json:
        print_json({"done": options.yes, **_as_json(found)})
        return 0
    _tell(options, found)
    print(erasing_words.AFTER_WITHDRAWAL.to(options.language))
    return 0


def run_retention(options: argparse.Namespace) -> int:
    """Say what is kept for too long; with --yes take it out."""
    engine = engine_for()
    migrate(engine)
    found = retaining.due(engine, operator())
    done = options.yes and not found.nothing
    if done:
        found = retaining.apply(engine, operator())
    if options.json:
        before = found.people_before and found.people_before.isoformat()
        log = {"log_before": found.log_before.isoformat(), "entries": found.entries}
        print_json({"done": done, "people_before": before, **_as_json(found.people), **log})
        return 0
    for line in erasing_words.limits(found):
        print(line.to(options.language))
    if not found.nothing:
        _tell(options, found.people)
    return 0


def _tell(options: argparse.Namespace, found: Removal) -> None:
    if options.yes:
        print(said(options, "Se quitó:"))
    else:
        print(said(options, "Se quitaría (con --yes se quita):"))
    for line in erasing_words.lines(found):
        print(f"  {line.to(options.language)}")


def _as_json(found: Removal) -> dict[str, object]:
    backups = [{"at": one.at.isoformat(), "by": one.by} for one in found.backups]
    return {
        "people": found.people,
        "rows": dict(found.rows),
        "sessions": found.sessions,
        "changes": found.changes,
        "backups": backups,
    }

"""Which functions of `records` and `imports` there are, and how each knows who asks."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from typing import Any

from data_access import imports, records

# What a function is told of who asks: roles, a session, a secret, or a name for the log.
TELLS = ("viewer", "here", "token", "cookie", "actor")

# Functions that are told nothing of who asks, each with the reason. A new one needs a line here,
# or has to take one of `TELLS`.
WITHIN = "works in a transaction of somebody who was let in: "
OPEN = "gives or writes the same whoever asks: "
PURE = "touches no database: "
WITHOUT_READER = {
    "access.in_state": PURE + "a condition of a query",
    "administration.open_to": PURE + "a condition of a query",
    "lists.containing": PURE + "a condition of a query",
    "sessions.in_force": PURE + "a condition of a query",
    "events.fits": PURE + "whether details fit a kind of event",
    "events.require_fit": PURE + "whether details fit a kind of event",
    "identities.claims_in": PURE + "reads what an institution signed",
    "invitations.address_in": PURE + "reads an address",
    "limits.source_of": PURE + "reads an address",
    "roles.columns_of": PURE + "a role as columns",
    "roles.grant_in": PURE + "columns as a role",
    "secrets.fresh": PURE + "a new secret",
    "secrets.hashed": PURE + "a hash",
    "secrets.sign_in_key": PURE + "a hash",
    "audit.now": PURE + "the moment",
    "awards.common.edited": PURE + "what an edit adds to a row",
    "awards.common.is_frozen": PURE + "a state",
    "awards.common.is_judged": PURE + "a state",
    "awards.common.require_scoring": PURE + "a state",
    "awards.common.require_unpublished": PURE + "a state",
    "awards.common.said": PURE + "values as the log keeps them",
    "awards.file_types.safe_name": PURE + "a file's name",
    "awards.file_types.type_of": PURE + "a file's kind",
    "awards.links.own": PURE + "a condition of a query",
    "awards.links.require_open": PURE + "a state",
    "awards.rules.require_sound": PURE + "whether rules make sense",
    "awards.rules.require_whole": PURE + "whether criteria make sense",
    "awards.scoring.entry_in": PURE + "a row as an entry",
    "audit.log": WITHIN + "their line in the log",
    "identities.link": WITHIN + "arrivals.arrive",
    "identities.recognise": WITHIN + "arrivals.arrive",
    "invitations.invite": WITHIN + "administration.invite, the console, the demo",
    "invitations.revoke": WITHIN + "administration.revoke",
    "lists.part": WITHIN + "a list of lists.reading",
    "lists.size": WITHIN + "a list of lists.reading",
    "returning.link_for": WITHIN + "links.ask_again",
    "returning.void": WITHIN + "their own session, or administration",
    "returning.account_for": WITHIN + "links.ask_again",
    "returning.was_invited": WITHIN + "links.ask_again",
    "roles.email_of": WITHIN + "sessions and administration",
    "roles.give": WITHIN + "a link accepted, and administration",
    "roles.grants_of": WITHIN + "who has the account",
    "roles.take": WITHIN + "administration.take",
    "sessions.begin": WITHIN + "a link accepted or an institution's sign-in",
    "sessions.start": WITHIN + "a link accepted",
    "sessions.end": WITHIN + "arrivals.leave",
    "sessions.end_own": WITHIN + "arrivals.close",
    "sessions.end_all": WITHIN + "arrivals.close_all, and administration",
    "sessions.open_of": WITHIN + "arrivals.sessions_of",
    "sessions.find": WITHIN + "arrivals.arrive, with hashes of what a browser holds",
    "sessions.note_use": WITHIN + "arrivals.arrive",
    "awards.common.assignment_of": WITHIN + "a verb of the awards",
    "awards.common.edition_of": WITHIN + "a verb of the awards",
    "awards.common.nomination_of": WITHIN + "a verb of the awards",
    "awards.deciding.honours_of": WITHIN + "deciding, and of what is published",
    "awards.deciding.proposal": WITHIN + "deciding.propose",
    "awards.deliberating.counted": WITHIN + "deliberating.tally",
    "awards.deliberating.last_vote": WITHIN + "deciding",
    "awards.links.missing": WITHIN + "who holds the return link",
    "awards.links.new_code": WITHIN + "nominations.start",
    "awards.rules.reweigh": WITHIN + "editions.amend",
    "awards.rules.replace_criteria": WITHIN + "editions.edit",
    "awards.rules.store_criteria": WITHIN + "editions.make",
    "awards.scoring.draft_of": WITHIN + "scoring.save",
    "awards.seats.give_seat": WITHIN + "a link accepted",
    "awards.tasks.time_left": WITHIN + "a verb of the awards",
    "awards.editions.amendments": OPEN + "amendments of a call are public",
    "awards.links.call_open": OPEN + "a call that takes nominations is public",
    "awards.rules.criteria_of": OPEN + "the criteria of a call are public",
    "awards.calls.calls": OPEN + "calls are public",
    "awards.contacting.begin": OPEN + "anybody nominates while the call is open",
    "awards.nominations.start": OPEN + "anybody nominates while the call is open",
    "doors.ask_again": OPEN + "asking tells nobody who has an account",
    "doors.counted": OPEN + "a try is counted",
    "doors.enter_demo": OPEN + "a demo lets everybody in, and nothing else does",
    "doors.is_demo": OPEN + "whether this is a demo",
    "doors.limited": OPEN + "a try is counted",
    "doors.send_again": OPEN + "the link goes to the address that has the account",
    "limits.count": OPEN + "a try is counted",
    "limits.forget": OPEN + "tries of long ago are forgotten",
    "limits.require_room": OPEN + "a try is counted",
    "links.ask_again": OPEN + "the link goes to the address that has the account",
    "targets.periods_of": OPEN + "targets are public",
    "settings.changeable": OPEN + "a contact is there for everybody",
    "settings.current": OPEN + "a contact is there for everybody",
}


def functions() -> dict[str, Callable[..., Any]]:
    """Every public function of `records`, and those of `imports` that ask who is there."""
    found = dict(_public(records))
    return found | {
        n: f for n, f in _public(imports) if "viewer" in inspect.signature(f).parameters
    }


def _public(package: Any) -> Iterator[tuple[str, Callable[..., Any]]]:
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        loaded = importlib.import_module(module.name)
        short = module.name.removeprefix(f"{package.__name__}.")
        for name, function in inspect.getmembers(loaded, inspect.isfunction):
            if function.__module__ == loaded.__name__ and not name.startswith("_"):
                yield f"{short}.{name}", function


def told_of(kind: str | None) -> set[str]:
    """The functions that are told this of who asks; with None those that are told nothing."""
    return {
        name
        for name, function in functions().items()
        if (None if name in WITHOUT_READER else _told(function)) == kind
    }


def _told(function: Callable[..., Any]) -> str | None:
    given = inspect.signature(function).parameters
    return next((name for name in TELLS if name in given), None)

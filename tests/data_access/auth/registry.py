"""Which functions write or read for somebody, and how each knows who asks."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from typing import Any

from data_access import audit, auth, awards, imports, paging, programme

# What a function is told of who asks: roles, a session, a secret, or a name for the log.
TELLS = ("viewer", "here", "token", "cookie", "actor")

# Functions that are told nothing of who asks, each with the reason. A new one needs a line here,
# or has to take one of `TELLS`.
WITHIN = "works in a transaction of somebody who was let in: "
OPEN = "gives or writes the same whoever asks: "
PURE = "touches no database: "
WITHOUT_READER = {
    "auth.access_overview.in_state": PURE + "a condition of a query",
    "auth.account_administration.open_to": PURE + "a condition of a query",
    "paging.containing": PURE + "a condition of a query",
    "auth.sessions.in_force": PURE + "a condition of a query",
    "audit.chain.append": WITHIN + "a transaction, as its events",
    "audit.chain.cut": WITHIN + "programme.retaining.apply",
    "audit.chain.hold": WITHIN + "whoever logs, or counts what is in the log",
    "audit.chain.older": WITHIN + "programme.retaining.due",
    "programme.erasing.counted": WITHIN + "programme.withdrawing and programme.retaining",
    "programme.erasing.take_out": WITHIN + "programme.withdrawing and programme.retaining",
    "programme.erasing_words.limits": PURE + "sentences about what its caller was given",
    "programme.erasing_words.lines": PURE + "sentences about what its caller was given",
    "auth.rate_limits.mark": PURE + "a keyed hash",
    "auth.sign_in.note_turned_away": OPEN + "a stranger was turned away",
    "audit.chain.verify": OPEN + "whether the log is whole, to the command line",
    "programme.published_data.published_data": OPEN + "the data that the public's figures are of",
    "awards.file_types.is_heic": PURE + "a file's kind",
    "awards.file_types.is_photograph": PURE + "a file's kind",
    "awards.deciding.lacking": PURE + "counts what its caller was given",
    "audit.event_kinds.fits": PURE + "whether details fit a kind of event",
    "audit.event_kinds.require_fit": PURE + "whether details fit a kind of event",
    "auth.identities.claims_in": PURE + "reads what an institution signed",
    "auth.invitations.address_in": PURE + "reads an address",
    "auth.looking.of_leader": PURE + "a place as a role",
    "auth.rate_limits.source_of": PURE + "reads an address",
    "auth.role_grants.columns_of": PURE + "a role as columns",
    "auth.role_grants.grant_in": PURE + "columns as a role",
    "auth.api_tokens.in_force_of": WITHIN + "auth.own_tokens, of the reader's account",
    "auth.api_tokens.make": WITHIN + "auth.own_tokens.issue",
    "auth.api_tokens.void": WITHIN + "auth.own_tokens.revoke, and ending all sessions",
    "auth.tokens.fresh": PURE + "a new secret",
    "auth.tokens.hashed": PURE + "a hash",
    "auth.tokens.sign_in_key": PURE + "a hash",
    "awards.preconditions.edited": PURE + "what an edit adds to a row",
    "awards.preconditions.touch_if_first": WITHIN + "a verb of the awards",
    "awards.preconditions.is_frozen": PURE + "a state",
    "awards.appeals.window": PURE + "until when an edition takes appeals",
    "awards.jury_progress.sheets_in_force": PURE + "counts what its caller was given",
    "awards.jury_progress.unsent": PURE + "picks from what its caller was given",
    "awards.preconditions.is_judged": PURE + "a state",
    "awards.preconditions.require_scoring": PURE + "a state",
    "awards.preconditions.require_unpublished": PURE + "a state",
    "awards.preconditions.said": PURE + "values as the log keeps them",
    "awards.file_types.safe_name": PURE + "a file's name",
    "awards.file_types.type_of": PURE + "a file's kind",
    "awards.return_links.own": PURE + "a condition of a query",
    "awards.return_links.require_open": PURE + "a state",
    "awards.edition_rules.texts_of": PURE + "texts as a row holds them",
    "awards.expertise.known": PURE + "a row's subjects and languages",
    "awards.expertise.wanted": PURE + "a row's subjects and languages",
    "awards.jury_state.begun": WITHIN + "the verbs of awards.assigning",
    "awards.jury_state.read": WITHIN + "the verbs of awards.assigning",
    "awards.edition_rules.require_sound": PURE + "whether rules make sense",
    "awards.edition_rules.require_whole": PURE + "whether criteria make sense",
    "awards.scoring.entry_in": PURE + "a row as an entry",
    "auth.identities.link": WITHIN + "auth.current_user.arrive",
    "auth.identities.recognise": WITHIN + "auth.current_user.arrive",
    "auth.invitations.invite": WITHIN + "auth.account_administration.invite, the console, the demo",
    "auth.invitations.revoke": WITHIN + "auth.account_administration.revoke",
    "paging.part": WITHIN + "a list of lists.reading",
    "paging.size": WITHIN + "a list of lists.reading",
    "auth.magic_links.link_for": WITHIN + "auth.link_delivery.ask_again",
    "auth.magic_links.void": WITHIN + "their own session, or administration",
    "auth.magic_links.account_for": WITHIN + "auth.link_delivery.ask_again",
    "auth.magic_links.was_invited": WITHIN + "auth.link_delivery.ask_again",
    "auth.role_grants.email_of": WITHIN + "auth.sessions and administration",
    "auth.role_grants.give": WITHIN + "a link accepted, and administration",
    "auth.role_grants.grants_of": WITHIN + "who has the account",
    "auth.role_grants.take": WITHIN + "auth.account_administration.take",
    "auth.sessions.begin": WITHIN + "a link accepted or an institution's sign-in",
    "auth.sessions.start": WITHIN + "a link accepted",
    "auth.sessions.end": WITHIN + "auth.current_user.leave",
    "auth.sessions.end_own": WITHIN + "auth.current_user.close",
    "auth.sessions.end_all": WITHIN + "auth.current_user.close_all, and administration",
    "auth.sessions.open_of": WITHIN + "auth.current_user.sessions_of",
    "auth.sessions.find": WITHIN + "auth.current_user.arrive, with hashes of what a browser holds",
    "auth.sessions.note_use": WITHIN + "auth.current_user.arrive",
    "auth.sessions.any_seen_as": WITHIN + "auth.current_user.is_looking",
    "auth.sessions.show_as": WITHIN + "auth.current_user.look_as",
    "awards.preconditions.assignment_of": WITHIN + "a verb of the awards",
    "awards.preconditions.edition_of": WITHIN + "a verb of the awards",
    "awards.preconditions.nomination_of": WITHIN + "a verb of the awards",
    "awards.deciding.honours_of": WITHIN + "deciding, and of what is published",
    "awards.deciding.proposal": WITHIN + "deciding.propose",
    "awards.deliberating.counted": WITHIN + "deliberating.tally",
    "awards.deliberating.last_vote": WITHIN + "deciding",
    "auth.text_drafts.read_of": WITHIN + "a verb that knows the writer, as appeals do",
    "auth.text_drafts.save_of": WITHIN + "a verb that knows the writer, as appeals do",
    "auth.text_drafts.forget_of": WITHIN + "a verb that knows the writer, as appeals do",
    "awards.return_links.missing": WITHIN + "who holds the return link",
    "awards.return_links.new_code": WITHIN + "nominations.start",
    "awards.edition_rules.reweigh": WITHIN + "editions.amend",
    "awards.edition_rules.replace_criteria": WITHIN + "editions.edit",
    "awards.edition_rules.store_criteria": WITHIN + "editions.make",
    "awards.scoring.draft_of": WITHIN + "scoring.save",
    "auth.jury_seats.give_seat": WITHIN + "a link accepted",
    "awards.juror_tasks.time_left": WITHIN + "a verb of the awards",
    "awards.editions.amendments": OPEN + "amendments of a call are public",
    "awards.reweighing.is_locked": OPEN + "whether somebody has scored tells no score",
    "awards.edition_rules.criteria_of": OPEN + "the criteria of a call are public",
    "awards.calls.calls": OPEN + "calls are public",
    "awards.nominator_mail.begin": OPEN + "anybody nominates while the call is open",
    "awards.nominations.start": OPEN + "anybody nominates while the call is open",
    "auth.sign_in.ask_again": OPEN + "asking tells nobody who has an account",
    "auth.sign_in.counted": OPEN + "a try is counted",
    "auth.sign_in.enter_demo": OPEN + "a demo lets everybody in, and nothing else does",
    "auth.sign_in.limited": OPEN + "a try is counted",
    "auth.sign_in.send_again": OPEN + "the link goes to the address that has the account",
    "auth.rate_limits.count": OPEN + "a try is counted",
    "auth.rate_limits.forget": OPEN + "tries of long ago are forgotten",
    "auth.rate_limits.require_room": OPEN + "a try is counted",
    "auth.link_delivery.ask_again": OPEN + "the link goes to the address that has the account",
    "programme.target_periods.periods_of": OPEN + "targets are public",
    "programme.settings.changeable": OPEN + "a contact is there for everybody",
    "programme.settings.current": OPEN + "a contact is there for everybody",
}


def functions() -> dict[str, Callable[..., Any]]:
    """Every public function of the write side, and those of `imports` that ask who is there."""
    found = {
        f"{package.__name__.removeprefix('data_access.')}.{name}": function
        for package in (audit, auth, awards, programme)
        for name, function in _public(package)
    }
    found |= {f"paging.{name}": function for name, function in _own(paging)}
    return found | {
        n: f for n, f in _public(imports) if "viewer" in inspect.signature(f).parameters
    }


def _public(package: Any) -> Iterator[tuple[str, Callable[..., Any]]]:
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        short = module.name.removeprefix(f"{package.__name__}.")
        for name, function in _own(importlib.import_module(module.name)):
            yield f"{short}.{name}", function


def _own(module: Any) -> Iterator[tuple[str, Callable[..., Any]]]:
    for name, function in inspect.getmembers(module, inspect.isfunction):
        if function.__module__ == module.__name__ and not name.startswith("_"):
            yield name, function


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

"""The decision: what ranking and tie-break lead to, what the jury decides, and its publication."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Engine, delete, insert, select, update

from data_access import clock
from data_access.answers.awards.jury import Jury, load
from data_access.answers.awards.ranking import provisional
from data_access.awards.deliberating import last_vote
from data_access.awards.preconditions import (
    Closed,
    edited,
    edition_of,
    overseen,
    require_overseer,
    require_unpublished,
)
from data_access.language import Text
from data_access.lists import DISTINCTION
from data_access.measures.awards import ties
from data_access.measures.awards.leading import Leading, leading
from data_access.measures.awards.severity import Disconnected
from data_access.refusal import Refusal
from data_access.tables import Decision, Edition, Honour
from data_access.transaction import transaction
from data_access.viewer import Viewer

WINNER = "winner"


@dataclass(frozen=True)
class Proposal:
    """The result that ranking and published tie-break lead to.

    `leaders`: the first and all it cannot be told apart from. `winners` is one nomination, or
    several ex aequo. `steps` is empty where no tie-break was needed. Without a ranking, for a
    design in parts or too few sheets, there are no leaders, and the jury decides by deliberation.
    `apart` are pairs of leaders that can be told apart from each other, though neither can from
    the first. `missing` are the nominations under the minimum of sheets, with how many they lack;
    those `waiting` among them could still lead, and while there are any there are no winners.
    `by_vote`: the edition's published tie-break has a vote. `first`: the leaders with the highest
    adjusted score, several where it is the same.
    """

    leaders: tuple[str, ...]
    winners: tuple[str, ...]
    steps: tuple[ties.TieBreakStep, ...]
    apart: tuple[tuple[str, str], ...] = ()
    missing: Mapping[str, int] = field(default_factory=dict)
    waiting: tuple[str, ...] = ()
    by_vote: bool = True
    first: tuple[str, ...] = ()

    @property
    def needs_vote(self) -> bool:
        """Whether only a vote, not held yet, could separate the winners."""
        voted = any(step.kind == ties.VOTE for step in self.steps)
        return self.by_vote and len(self.winners) > 1 and not voted

    def is_left_by(self, first: Collection[str]) -> bool:
        """Return whether a decision departs from what the figures indicate.

        Where they wait for a vote they indicate only that the first is among those voted on.
        """
        if not self.winners:
            return False
        if self.needs_vote:
            return not set(first) <= set(self.winners)
        return set(first) != set(self.winners)


@dataclass(frozen=True)
class Distinguished:
    """A nomination and the distinction it receives; equal places are shared."""

    nomination: str
    distinction: str
    place: int


def propose(connection: Connection, viewer: Viewer, edition: str) -> Proposal:
    """Return what the figures lead to, for the secretariat, before the jury decides."""
    call = edition_of(connection, edition)
    require_overseer(viewer, call)
    return proposal(connection, load(connection, call))


def proposal(connection: Connection, jury: Jury) -> Proposal:
    """Return the proposal for a jury as loaded."""
    missing = provisional(jury)
    front = _front(jury, missing)
    unread = sorted(set(missing) - set(jury.valid["nomination"]))
    waiting = (*front.waiting, *unread) if front.group or front.waiting else ()
    if not front.group or waiting:
        own = (front.group, (), (), front.apart, missing, waiting)
        return Proposal(*own, first=front.first)
    if len(front.group) == 1:
        return Proposal(front.group, front.group, (), (), missing, first=front.first)
    vote = last_vote(connection, jury.edition.code)
    order = [step for step in jury.edition.tie_break.split(";") if step]
    broken = ties.break_tie(
        front.group,
        jury.valid_scores,
        jury.valid,
        jury.weights,
        vote.votes if vote else None,
        order,
    )
    found = (front.group, broken.winners, broken.steps, front.apart, missing)
    return Proposal(*found, by_vote=ties.VOTE in order, first=front.first)


def _front(jury: Jury, missing: Collection[str]) -> Leading:
    """Return who leads; nobody where there is no common ranking."""
    if jury.valid.empty:
        return Leading((), (), ())
    try:
        fit = jury.fit()
    except Disconnected:
        return Leading((), (), ())
    return leading(fit, missing) if fit.df >= 1 else Leading((), (), ())


def decide(
    engine: Engine,
    viewer: Viewer,
    edition: str,
    honours: Sequence[Distinguished],
    reasons: str,
    below_minimum: str = "",
) -> None:
    """Record the jury's decision with its reasons; again until it is published.

    It may depart from what the figures lead to: then that is recorded beside the reasons. While a
    nomination has fewer sheets than the minimum, `below_minimum` says why the jury decides without
    them, in public.
    """
    if not reasons.strip():
        raise Refusal(Text("La decisión necesita sus motivos."))
    with transaction(engine, viewer.name, touches=("awards",)) as connection:
        call = overseen(connection, viewer, edition)
        require_unpublished(call)
        if clock.now() < call.scores_close_at:
            raise Closed(Text("Se decide cuando cierra la calificación."))
        jury = load(connection, call)
        _require_possible(jury, honours)
        found = proposal(connection, jury)
        if found.missing and not below_minimum.strip():
            raise Refusal(lacking(jury, found.missing))
        winners = {h.nomination for h in honours if h.distinction == WINNER and h.place == 1}
        departs = found.is_left_by(winners)
        steps = [_plain(step) for step in found.steps]
        connection.execute(delete(Honour).where(Honour.edition_code == edition))
        connection.execute(delete(Decision).where(Decision.edition_code == edition))
        connection.execute(
            insert(Decision),
            {
                "edition_code": edition,
                "reasons": reasons.strip(),
                "tie_break": steps,
                "departs": departs,
                "below_minimum": below_minimum.strip() or None if found.missing else None,
                "decided_by": viewer.name,
                "decided_at": clock.now(),
            },
        )
        rows = [
            {
                "edition_code": edition,
                "nomination_code": honour.nomination,
                "distinction": honour.distinction,
                "place": honour.place,
            }
            for honour in honours
        ]
        connection.execute(insert(Honour), rows)
        connection.log(
            "decided",
            edition=edition,
            honours=[asdict(honour) for honour in honours],
            tie_break=steps,
            departs=departs,
            reasons=reasons.strip(),
        )
        if found.missing:
            connection.log(
                "decided_below_minimum",
                edition=edition,
                missing=dict(found.missing),
                reason=below_minimum.strip(),
            )


def lacking(jury: Jury, missing: Mapping[str, int]) -> Text:
    """Return which nominations lack sheets, and what a decision without them needs."""
    titles = dict(zip(jury.nominations["code"], jury.nominations["title"], strict=True))
    least = int(jury.edition.jurors_min)
    return Text(
        "Faltan hojas: {which}. Espere esas hojas o escriba por qué se decide sin ellas: el motivo "
        "se publica con el resultado.",
        which="; ".join(
            f"{titles.get(name) or name} ({name}), {least - short}/{least}"
            for name, short in missing.items()
        ),
    )


def publish(engine: Engine, viewer: Viewer, edition: str) -> None:
    """Make the decision public: from now on everybody sees it and nothing of it changes."""
    with transaction(engine, viewer.name, touches=("awards",)) as connection:
        call = overseen(connection, viewer, edition)
        require_unpublished(call)
        decided = connection.execute(select(Decision).filter_by(edition_code=edition)).first()
        if decided is None:
            raise Refusal(Text("Antes de publicar, registre la decisión del jurado."))
        jury = load(connection, call)
        missing = provisional(jury)
        # A recusal after the decision may have taken a sheet away.
        if missing and decided.below_minimum is None:
            raise Refusal(lacking(jury, missing))
        own = update(Edition).where(Edition.code == edition)
        connection.execute(own.values(published_at=clock.now(), **edited(call)))
        connection.log("published", edition=edition)


def _require_possible(jury: Jury, honours: Sequence[Distinguished]) -> None:
    """Raise Refusal if honours contradict each other or go to a nomination that was not judged."""
    names = [honour.nomination for honour in honours]
    judged = set(jury.valid["nomination"])
    strangers = sorted(set(names) - judged)
    if strangers:
        raise Refusal(Text("Sin hojas válidas: {codes}.", codes=", ".join(strangers)))
    if len(set(names)) < len(names):
        raise Refusal(Text("Una postulación está dos veces en la decisión."))
    if any(h.distinction not in DISTINCTION or h.place < 1 for h in honours):
        raise ValueError("a distinction of the list and a place from 1 on")
    if not any(h.distinction == WINNER and h.place == 1 for h in honours):
        raise Refusal(Text("La decisión necesita al menos un primer lugar."))


def _plain(step: ties.TieBreakStep) -> dict[str, Any]:
    """Return a step as the decision and the log store it."""
    return {
        "kind": step.kind,
        "criterion": step.criterion,
        "values": {name: round(value, 6) for name, value in step.values.items()},
        "left": list(step.left),
    }


def honours_of(connection: Connection, edition: str) -> pd.DataFrame:
    """Return the honours of an edition: nomination, distinction, place; the first place first."""
    rows = connection.execute(
        select(Honour.nomination_code, Honour.distinction, Honour.place)
        .where(Honour.edition_code == edition)
        .order_by(Honour.place, Honour.nomination_code)
    )
    return pd.DataFrame(rows.fetchall(), columns=["nomination", "distinction", "place"])

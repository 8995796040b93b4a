"""What the target rule says of the figures that a page asked for, and what the page says of them.

Every answer with states of targets is noted while a page is made, and each of its rows is judged
anew from its figure; words, shapes, counts and sentences of the page are held to that.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import pandas as pd
import pytest

from components import ask as asking
from components.indicators.framework_rows import (
    AIMED,
    FRAMEWORK,
    LATE,
    OVER_TIME,
    SYMBOLS,
    FrameworkRow,
    rows_of,
)
from data_access import lists
from data_access.answers import Answer
from data_access.answers.indicators.catalogue import BY_CODE
from data_access.language import Text
from data_access.measures.figures import Counted, Share
from data_access.measures.target_progress import Reading, status
from data_access.scope import Scope
from data_access.viewer import Viewer

# 1 of what a figure is tested by, in the unit of the figure.
SCALES = {"percent": 100.0, "per_thousand": 1000.0}
BY_SHAPE = "".join(SYMBOLS[state] for state in AIMED)


@dataclass(frozen=True)
class Aimed:
    """A row that a page asked for, the state that its figure has by the rule, and whose it is."""

    row: FrameworkRow
    state: str
    question: str
    group: str | None


def listening(monkeypatch: pytest.MonkeyPatch) -> list[Answer]:
    """The answers that pages get from now on."""
    told: list[Answer] = []
    real = asking.answer

    def noted(name: str, scope: Scope, viewer: Viewer) -> Answer:
        found = real(name, scope, viewer)
        told.append(found)
        return found

    monkeypatch.setattr(asking, "answer", noted)
    return told


def judged(told: Sequence[Answer]) -> list[Aimed]:
    """Every row of the answers that has a state."""
    return [
        Aimed(row, by_the_rule(row, baseline), answer.name, "-".join(answer.scope.by) or None)
        for answer in told
        if "status" in answer.frame.columns and answer.name.startswith("indicators.")
        for row, baseline in zip(rows_of(answer), answer.frame["baseline"], strict=True)
    ]


def by_the_rule(row: FrameworkRow, baseline: float) -> str:
    """The state of a row by METHODS §3a.5, from its figure alone; as told where there is none."""
    if row.value is None:
        return row.status if row.status in ("no_data", "few", "not_reached") else "no figure"
    tested = row.estimate.evidence
    scale = SCALES.get(row.unit, 1.0) if isinstance(tested, Share) else 1.0
    reading = Reading(row.value, row.estimate.low, row.estimate.high, tested, scale)
    started = None if pd.isna(baseline) else float(baseline)
    return status(reading, started, row.aim, BY_CODE[row.code].direction)[0]


def of_the_page(found: Sequence[Aimed]) -> list[Aimed]:
    """The rows of the framework of the page's own place and period: those it asked for first."""
    rows = [one for one in found if one.question == FRAMEWORK]
    own = [one for one in rows if (one.row.place, one.row.period) == _whose(rows[0])]
    return list({one.row.code: one for one in own}.values())


def _whose(one: Aimed) -> tuple[str, str]:
    return one.row.place, one.row.period


def plain(text: str) -> str:
    """Words without marks and with one kind of space."""
    letters = re.sub(r'<i class="m4sd-shape"[^>]*>(.)</i>', r"\1", text)
    bare = html.unescape(re.sub(r"<style>.*?</style>|<[^>]+>", " ", letters, flags=re.S))
    return " ".join(bare.split())


def said(text: Text) -> str:
    return " ".join(text.to("es").split())


ITEM = re.compile(r"<li>\s*<div><a href=\"([^\"]*)\".*?</li>", re.S)
CARD = re.compile(r"<div class=\"m4sd-card\">(.*?)(?=<div class=\"m4sd-card\">|\Z)", re.S)
GROUP = re.compile(r"<details class=\"m4sd-group\".*?</details>", re.S)
PART = re.compile(r"<li>\s*<a href=\"[^\"]*\" target=\"_self\" title=.*?</li>", re.S)
STRIP = re.compile(r"<span aria-hidden=\"true\">(.*?)</span>")


def untrue(bodies: Sequence[str], found: Sequence[Aimed]) -> Iterator[str]:
    """Yield each mark of a state, in the HTML of a page, that its figure does not have."""
    page = of_the_page(found)
    for body in bodies:
        for item in ITEM.finditer(body):
            yield from _unless(_states_of(plain(item[0]), page), item[0])
        if "m4sd-cards" in body:
            for card in CARD.finditer(body):
                words = plain(card[1])
                if re.search(r"\bmeta ", words):
                    yield from _unless(_card_states(words, card[1], page), card[1])
        for group in GROUP.finditer(body):
            head, _summary, items = group[0].partition("</summary>")
            strip = "".join(map(plain, STRIP.findall(head))).strip()
            drawn = map(plain, STRIP.findall(items))
            shapes = "".join(sign for sign in drawn if sign in BY_SHAPE)
            if strip != shapes or not _counts(plain(head), strip):
                yield f"{shapes}, and not: {plain(head)}"
        for part in PART.finditer(body):
            yield from _of_part(part[0], page)


def _unless(states: set[str], where: str) -> Iterator[str]:
    """Yield where a mark stands unless word and shape are those of one state by the rule."""
    words = plain(where)
    shown = {
        state for state, word in lists.PROGRESS.items() if f"{SYMBOLS[state]} {said(word)}" in words
    }
    if len(shown) != 1 or not shown <= states:
        yield f"{sorted(states)}, and not {sorted(shown)}: {words[:160]}"


def _states_of(words: str, page: Sequence[Aimed]) -> set[str]:
    """The states, by the rule, of the indicator and figure that an item names."""
    return {
        one.state
        for one in page
        if f"{one.row.code} · {said(one.row.said)}" in words
        and (one.row.target is None or f"meta {said(one.row.target)}" in words)
    }


def _card_states(words: str, card: str, page: Sequence[Aimed]) -> set[str]:
    code = re.search(r"indicador=([A-Z]+-\d+)", html.unescape(card))
    return {one.state for one in page if code is not None and one.row.code == code[1]}


def _counts(head: str, strip: str) -> bool:
    """Whether a heading counts as many targets as it has shapes, and of them those that are met."""
    return not strip or head.endswith(f"{strip} {strip.count(SYMBOLS['met'])} de {len(strip)}")


def _of_part(block: str, page: Sequence[Aimed]) -> Iterator[str]:
    """Yield an activity whose shapes or count are not those of its indicators by the rule."""
    words = plain(block)
    own = [
        one.state
        for activity, name in lists.ACTIVITIES.items()
        if words.startswith(said(name))
        for one in page
        if one.row.activity == activity and one.state in AIMED
    ]
    shapes = "".join(SYMBOLS[state] for state in own)
    met = f"{own.count('met')} de {len(own)}"
    if own and not words.endswith(f"{shapes} {met}"):
        yield f"{shapes} {met}, and not: {words}"
    if not own and any(sign in words for sign in BY_SHAPE):
        yield f"no target has a figure, and yet: {words}"


Holds = Callable[[re.Match[str], Sequence[Aimed]], bool]


def _counted(*wanted: Sequence[str]) -> Holds:
    """Return whether the numbers of a sentence are how many rows are in these states."""

    def holds(told: re.Match[str], page: Sequence[Aimed]) -> bool:
        counts = [str(sum(one.state in states for one in page)) for states in wanted]
        return list(told.groups()) == counts

    return holds


def _one(states: Sequence[str], of: Callable[[Aimed], bool] = lambda one: True) -> Holds:
    """Return whether the indicator that a sentence names, if it does, is in one of these states."""

    def holds(told: re.Match[str], page: Sequence[Aimed]) -> bool:
        named = told.groupdict().get("name")
        return any(
            one.state in states and of(one) and (named is None or said(one.row.name) == named)
            for one in page
        )

    return holds


def _nobody(*states: str) -> Holds:
    """Return whether no indicator is in one of these states."""
    return lambda _told, page: not any(one.state in states for one in page)


def _noisy(one: Aimed) -> bool:
    tested = one.row.estimate.evidence
    return isinstance(tested, Counted) and tested.noisy


# Each sentence about targets, and what must be so of the page's indicators.
SENTENCES: Sequence[tuple[str, Holds]] = (
    (
        r"cumple con seguridad (\d+) de (\d+) metas",
        _counted(("met",), AIMED),
    ),
    (r"cumple con seguridad [^;]*; (\d+) dentro de su margen", _counted(("within",))),
    (r"cumple con seguridad .*?(\d+) cerca", _counted(("near",))),
    (r"cumple con seguridad .*?(\d+) atrás", _counted(LATE)),
    (r"cumple con seguridad (?!.*dentro de su margen)", _nobody("within")),
    (r"cumple con seguridad (?!.*cerca)", _nobody("near")),
    (r"cumple con seguridad (?!.*atrás)", _nobody(*LATE)),
    (r", (\d+) de (\d+) indicadores con meta la cumplen con seguridad", _counted(("met",), AIMED)),
    (r"con meta la cumplen con seguridad, y (\d+) dentro de su margen", _counted(("within",))),
    (r"(\d+) están cerca, (\d+) atrás", _counted(("near",), LATE)),
    (r"De (\d+) no hay veredicto", _counted(("no_verdict",))),
    (r"Queda corto de su meta «(?P<name>[^»]*(?:«[^»]*»)?)»", _one(("behind",))),
    (r"«(?P<name>[^»]*)» está peor que al empezar", _one(("back",))),
    (r"no alcanza la meta", _one(LATE, lambda one: one.row.estimate.measured)),
    (r"Queda corto por más que el ajuste", _one(LATE, _noisy)),
    (r"De ningún indicador con meta se sabe que quede corto", _nobody(*LATE)),
)


def untrue_sentences(texts: Sequence[str], found: Sequence[Aimed]) -> list[str]:
    """The sentences about targets that the rule does not carry."""
    page = of_the_page(found)
    return [
        one[0]
        for text in texts
        for pattern, holds in SENTENCES
        for one in re.finditer(pattern, " ".join(text.split()))
        if not holds(one, page)
    ]


def since(found: Sequence[Aimed], code: str) -> str | None:
    """Since which year an indicator has been behind the target of each year, by the rule."""
    years = [
        one
        for one in found
        if one.question == OVER_TIME and one.row.code == code and one.row.value is not None
    ]
    late = None
    for one in reversed(years):
        if one.state not in LATE:
            break
        late = one.row.period
    return late

"""The awards' details in the log, in words: honours, tie-breaks, changed rules, tallies."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from components.awards import rulebook
from components.words import Count, Inside, Listed
from data_access import lists
from data_access.language import Text
from data_access.lists import CodeList

# The words for an empty detail; any other is NOTHING.
LEFT_EMPTY = {
    "conflict_kind": Text("sin conflicto"),
    "reason": Text("ninguno"),
    "reasons": Text("ninguno"),
}
NOTHING = Text("nada")


def said(name: str, value: Any) -> Text:
    """Return a detail by its name, or part by part if an older version wrote it otherwise."""
    if isinstance(value, bool):
        return lists.YES_NO["SI" if value else "NO"]
    if name in COUNTED and isinstance(value, list):
        return Count(len(value))
    if value in (None, "", [], {}):
        return LEFT_EMPTY.get(name, NOTHING)
    try:
        return FORMS.get(name, plainly)(value)
    except (AttributeError, KeyError, TypeError, ValueError):
        return plainly(value)


def plainly(value: Any) -> Text:
    """Return words as they are, a list by its parts, a mapping by its keys."""
    if value is None:
        return NOTHING
    if isinstance(value, Mapping):
        pairs = value.items()
        return Listed(Text("{key}: {value}", key=key, value=plainly(own)) for key, own in pairs)
    if isinstance(value, list | tuple):
        return Listed(map(plainly, value))
    return Text("{value}", value=str(value))


def _coded(words: CodeList) -> Callable[[Any], Text]:
    return lambda code: words.get(code) or plainly(code)


def _honours(honours: list[Mapping[str, Any]]) -> Text:
    return Listed(
        Text(
            "{nomination} ({distinction})",
            nomination=one["nomination"],
            distinction=Inside(lists.DISTINCTION[one["distinction"]]),
        )
        for one in honours
    )


def _steps(steps: list[Mapping[str, Any]]) -> Text:
    return Listed(
        Text(
            "{step}, tras lo cual quedan: {left}",
            step=Inside(lists.TIE_BREAK[one["kind"]]),
            left=plainly(one["left"]),
        )
        for one in steps
    )


def _changes(changes: Mapping[str, Any]) -> Text:
    return Listed(
        Inside(rulebook.changed({}, name, before, after))
        for name, (before, after) in changes.items()
    )


def _sentence(words: str) -> Text:
    """Return somebody's reasons without their full stop, for use inside a sentence."""
    return Text("{value}", value=str(words).strip().rstrip("."))


COUNTED = ("added", "removed")
FORMS: Mapping[str, Callable[[Any], Text]] = {
    "award": _coded(lists.AWARD),
    "conflict": _coded(lists.YES_NO),
    "conflict_kind": _coded(lists.CONFLICT),
    "item": _coded(lists.ELIGIBILITY),
    "outcome": _coded(lists.YES_NO),
    "ruling": _coded(lists.APPEAL),
    "eligible": _coded(lists.YES_NO),
    "honours": _honours,
    "tie_break": _steps,
    "changes": _changes,
    "reason": _sentence,
    "reasons": _sentence,
}

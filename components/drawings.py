"""The charts of a figure as they were drawn, so that a picture of them can be made when asked for.

A chart is a function of plain values. What is kept of it here is the function and its values, which
costs nothing; whoever presses for a picture has it built anew, in the colours of paper.

A document is made of the same sections as a page: while it is, their figures are recorded and not
rendered, so that nothing in it was written twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from components.theme import DARK, LIGHT, Paint
from data_access.language import Text

# Every colour of the dark appearance with the one of paper that means the same.
ON_PAPER = {
    getattr(DARK, one.name): getattr(LIGHT, one.name)
    for one in fields(Paint)
    if isinstance(getattr(DARK, one.name), str)
}
for own in ("groups", "age_ramp"):
    ON_PAPER |= dict(zip(getattr(DARK, own), getattr(LIGHT, own), strict=True))


@dataclass(frozen=True)
class Drawing:
    """A chart: its text alternative, and the function and values that it is made of."""

    said: Text
    build: Callable[..., Any]
    arguments: tuple[object, ...]

    def specification(self) -> dict[str, Any]:
        """Return the Vega-Lite specification of the chart, in the colours of paper."""
        built = self.build(*(on_paper(value) for value in self.arguments))
        made: dict[str, Any] = built.to_dict(validate=False)
        return made


def alternative(drawings: Sequence[Any], language: str) -> str:
    """Return what some charts show, for those who cannot see them."""
    return " ".join(drawing.said.to(language) for drawing in drawings)


_drawn: ContextVar[list[Drawing] | None] = ContextVar("drawn", default=None)


@contextmanager
def collecting() -> Iterator[list[Drawing]]:
    """Yield a list that gets every chart drawn inside."""
    drawn: list[Drawing] = []
    token = _drawn.set(drawn)
    try:
        yield drawn
    finally:
        _drawn.reset(token)


def keep(drawing: Any) -> None:
    """Keep what is drawn for the figure that it is drawn in; do nothing outside of one."""
    drawn = _drawn.get()
    if drawn is not None:
        drawn.append(drawing)


def note(said: Text, build: Callable[..., Any], arguments: tuple[object, ...]) -> None:
    """Keep a chart for the figure that it is drawn in."""
    keep(Drawing(said, build, arguments))


def on_paper(value: Any) -> Any:
    """Return a chart's value with the colours of the dark appearance replaced by those of paper."""
    if isinstance(value, Paint):
        return LIGHT
    if isinstance(value, str):
        return ON_PAPER.get(value, value)
    if isinstance(value, tuple):
        return tuple(map(on_paper, value))
    if is_dataclass(value) and not isinstance(value, type):
        colored = {
            one.name: on_paper(getattr(value, one.name))
            for one in fields(value)
            if one.name.endswith("color")
        }
        return replace(value, **colored) if colored else value
    return value


_recorded: ContextVar[list[Any] | None] = ContextVar("recorded", default=None)


@contextmanager
def recording() -> Iterator[list[Any]]:
    """Yield a list that gets every figure of the sections called inside, none of it rendered."""
    figures: list[Any] = []
    token = _recorded.set(figures)
    try:
        yield figures
    finally:
        _recorded.reset(token)


def record() -> list[Any] | None:
    """Return the list that figures are recorded in; None where they are rendered."""
    return _recorded.get()

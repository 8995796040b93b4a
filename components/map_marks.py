"""What a map shows of a place or a point."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Mark:
    """What one place shows. `state`: `value`, `zero`, `withheld` or `unknown`; `color` of a value.

    `lines` are shown in the tooltip below the name. `size` (such as n) is the area of a circle.
    `label` is the number written beside the name on the map; without one the name is not either.
    """

    state: str
    lines: tuple[str, ...]
    color: str | None = None
    size: float | None = None
    label: str | None = None


@dataclass(frozen=True)
class Spot:
    """A point that may be shown, such as a workspace; `lines` are shown in its tooltip."""

    lon: float
    lat: float
    name: str
    lines: tuple[str, ...] = ()

"""The colours of a map: one scale from 0 to the largest figure, so that twice is twice as far.

A scale that began at the smallest figure would paint 272 the lightest and 288 the darkest.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from components.theme import Ramp


@dataclass(frozen=True)
class ColorScale:
    """Colours from `low` to `high`, evenly: `colors` are its fixed points."""

    low: float
    high: float
    colors: Ramp

    def color(self, value: float) -> str:
        """Return the colour of a value; beyond an end, that of the end."""
        place = (value - self.low) / (self.high - self.low) * (len(self.colors) - 1)
        place = min(max(place, 0.0), len(self.colors) - 1.0)
        below = min(int(place), len(self.colors) - 2)
        return _between(self.colors[below], self.colors[below + 1], place - below)


def from_zero(values: Iterable[float], ramp: Ramp) -> ColorScale | None:
    """Return the scale from 0 to the largest of some values; None where none is above 0."""
    high = max(values, default=0.0)
    return ColorScale(0.0, high, ramp) if high > 0 else None


def around_zero(values: Iterable[float], ramp: Ramp) -> ColorScale | None:
    """Return the scale around 0 that is as long on either side; None where all values are 0."""
    high = max(map(abs, values), default=0.0)
    return ColorScale(-high, high, ramp) if high > 0 else None


def legible(color: str, *inks: str) -> str:
    """Return the ink that stands out most from a colour (WCAG 2.2)."""

    def contrast(ink: str) -> float:
        low, high = sorted((_luminance(color), _luminance(ink)))
        return (high + 0.05) / (low + 0.05)

    return max(inks, key=contrast)


def _luminance(color: str) -> float:
    parts = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _between(one: str, other: str, share: float) -> str:
    parts = [(int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(low + (high - low) * share):02x}" for low, high in parts)

"""The scale of an edition as values to choose from, with what each level means."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from components.awards.field.mount import MOST_OPTIONS, Level, Scale
from components.reader_language import current
from data_access.awards.rubrics import CriterionText
from data_access.language import say


def of(edition: Any, criterion: CriterionText) -> Scale:
    """Return all values if they are few; else the ends of the scale, and the levels along it.

    Level texts run from the lowest to the highest value, evenly.
    """
    least, most, step = edition.score_min, edition.score_max, edition.score_step
    language = current()
    texts = criterion.levels_in(language)
    meant = dict(zip(anchors(least, most, len(texts)), texts, strict=True))
    count = int((most - least) / step) + 1
    values = [least + step * at for at in range(count)] if count <= MOST_OPTIONS else list(meant)
    levels = [
        Level(written(value), say(value.normalize(), language), meant.get(value, ""))
        for value in values
    ]
    if count <= MOST_OPTIONS:
        return Scale(levels)
    return Scale(levels, written(least), written(most), written(step))


def anchors(least: Decimal, most: Decimal, count: int) -> list[Decimal]:
    """Return where along the scale each of `count` levels lies."""
    if count < 2:
        return [least] * count
    return [least + (most - least) * at / (count - 1) for at in range(count)]


def written(value: Decimal) -> str:
    """Return a value as it is stored: without needless zeros or an exponent."""
    return format(value.normalize() + 0, "f")

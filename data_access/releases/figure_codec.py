"""What comparisons test of an answer's rows, as JSON and back.

Sentences about a released answer are tested by the same figures as those about a live one. Figures
of one survey share one object with how its rows err together, and know each other by it: it is
stored once, and shared again when read.
"""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
from numpy.typing import NDArray

from data_access.measures import figures
from data_access.measures.figures import Figure, SampleErrors

KINDS = {
    kind.__name__: kind
    for kind in (
        figures.Share,
        figures.Surveyed,
        figures.Survived,
        figures.Counted,
        figures.Mean,
        figures.Untested,
    )
}
ARRAYS = ("parts", "products", "scale", "respondents", "df")


def written(
    errors: SampleErrors | None, evidence: tuple[Figure | None, ...]
) -> dict[str, list[Any] | int | None]:
    """Return how an answer's rows err and what of them is tested, as JSON holds it."""
    samples: list[SampleErrors] = []

    def place(sample: SampleErrors | None) -> int | None:
        if sample is None:
            return None
        if not any(sample is known for known in samples):
            samples.append(sample)
        return next(at for at, known in enumerate(samples) if known is sample)

    own = place(errors)
    rows = [None if figure is None else _figure(figure, place) for figure in evidence]
    return {"samples": [_sample(sample) for sample in samples], "own": own, "rows": rows}


def read(found: dict[str, Any]) -> tuple[SampleErrors | None, tuple[Figure | None, ...]]:
    """Return what `written` wrote."""
    samples = [
        SampleErrors(
            of=(sample["of"][0], sample["of"][1]),
            **{name: _array(sample[name]) for name in ARRAYS},
        )
        for sample in found["samples"]
    ]
    own = None if found["own"] is None else samples[found["own"]]
    rows = tuple(None if row is None else _read_figure(row, samples) for row in found["rows"])
    return own, rows


def _figure(figure: Figure, place: Any) -> list[Any]:
    fields = {}
    for field in dataclasses.fields(figure):
        one = getattr(figure, field.name)
        if field.name == "errors":
            one = place(one)
        fields[field.name] = one.item() if hasattr(one, "item") else one
    return [type(figure).__name__, fields]


def _read_figure(row: list[Any], samples: list[SampleErrors]) -> Figure:
    name, fields = row
    if fields.get("errors") is not None:
        fields = {**fields, "errors": samples[fields["errors"]]}
    figure: Figure = KINDS[name](**fields)
    return figure


def _sample(sample: SampleErrors) -> dict[str, Any]:
    arrays = {name: getattr(sample, name) for name in ARRAYS}
    told = {name: [list(array.shape), array.ravel().tolist()] for name, array in arrays.items()}
    return {"of": list(sample.of), **told}


def _array(found: list[Any]) -> NDArray[np.float64]:
    shape, values = found
    return np.array(values, dtype=np.float64).reshape(shape)

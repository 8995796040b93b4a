"""The scope of a question: place, period and group; the same thing as a URL query."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from data_access import classifications, lists, territory
from data_access.language import Text
from data_access.refusal import Misuse

DIMENSIONS = (
    "territory",
    "ciuo2",
    "ciiu",
    "tamano",
    "estrato",
    "sexo",
    "grupo_edad",
    "nacionalidad",
    "situacion",
    "canal",
    "tipo",
    "evento",
    "plataforma",
    "sede",
    "gad",
    "nivel",
)
# Values that a filter may take; None: any code (surveys, editions: looked up in the database).
FILTERS: dict[str, Mapping[str, object] | None] = {
    "encuesta": None,
    "edicion": None,
    "estrato": None,
    "ciuo2": classifications.OCCUPATIONS,
    "ciiu": classifications.SECTIONS,
    "tamano": lists.SIZE,
    "sexo": lists.SEX,
    "grupo_edad": lists.AGE_GROUPS,
    "nacionalidad": lists.NATIONALITIES,
    "situacion": lists.MOBILITY,
    "measure": None,
    "canal": lists.CHANNEL,
    # Of courses or of associations, as the question goes.
    "tipo": {**lists.COURSE, **lists.ASSOCIATION},
    "nivel": lists.GOVERNMENT,
    "evento": None,
    "plataforma": None,
    "sede": None,
    "gad": None,
    "indicador": lists.INDICATORS,
    "version": None,
    "grain": {"quarter": None, "month": None, "year": None},
}


class ScopeError(Misuse):
    """A question that cannot be asked; `text` says why in the reader's language."""


@dataclass(frozen=True)
class Scope:
    """A question's place, half-open period `[start, end)`, filters and dimensions.

    `asked_on` is the day of asking, set by `answers.ask` as far as the question depends on it.
    """

    territory: str = "EC"
    start: dt.date | None = None
    end: dt.date | None = None
    filters: tuple[tuple[str, str], ...] = ()
    by: tuple[str, ...] = ()
    asked_on: dt.date | None = None

    @property
    def today(self) -> dt.date:
        """Return the day on which the question is asked, by its declared clock.

        Raise LookupError if the question does not declare that it depends on the day.
        """
        if self.asked_on is None:
            raise LookupError("the question does not declare that it depends on the day")
        return self.asked_on

    def get(self, key: str) -> str | None:
        """Return the value of a filter, or None if all are asked for."""
        return dict(self.filters).get(key)

    def having(self, **changes: Any) -> Scope:
        """Return a scope with filters (`ciuo2=…`), `territory` or `by` changed; None removes."""
        own = {k: changes.pop(k) for k in ("territory", "start", "end", "by") if k in changes}
        filters = {**dict(self.filters), **changes}
        kept = tuple(sorted((k, v) for k, v in filters.items() if v is not None))
        return replace(self, filters=kept, **own)

    def to_query(self) -> dict[str, str]:
        """Return the scope as URL query or `--where` pairs; `from_query` reads it back."""
        query = {} if self.territory == "EC" else {"territory": self.territory}
        if self.start:
            query["from"] = self.start.isoformat()
        if self.end:
            query["until"] = self.end.isoformat()
        query.update(self.filters)
        if self.by:
            query["by"] = ",".join(self.by)
        return query

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Scope:
        """Return a scope from `--where` pairs; raise ScopeError for an unreadable pair."""
        own = dict(query)
        place = own.pop("territory", "EC")
        if not territory.is_known(place):
            raise ScopeError(Text("No existe un lugar con el código «{code}».", code=place))
        start, end = (_date(key, own.pop(key, None)) for key in ("from", "until"))
        if start and end and end <= start:
            raise ScopeError(Text("El período termina antes de empezar: revise from y until."))
        by = tuple(part for part in own.pop("by", "").split(",") if part)
        for part in by:
            if part not in DIMENSIONS:
                raise ScopeError(
                    Text(
                        "No se puede desglosar por «{part}»: use {known}.",
                        part=part,
                        known=", ".join(DIMENSIONS),
                    )
                )
        for key, value in own.items():
            _check(key, value)
        return cls(place, start, end, tuple(sorted(own.items())), by)


def _date(key: str, value: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value) if value else None
    except ValueError:
        raise ScopeError(
            Text("«{value}» no es una fecha: escriba {key} como AAAA-MM-DD.", key=key, value=value)
        ) from None


def _check(key: str, value: str) -> None:
    if key not in FILTERS:
        raise ScopeError(
            Text(
                "No existe el filtro «{key}»: use territory, from, until, by, {known}.",
                key=key,
                known=", ".join(FILTERS),
            )
        )
    known = FILTERS[key]
    if known is not None and value not in known:
        raise ScopeError(
            Text("El filtro {key} no tiene el código «{value}».", key=key, value=value)
        )

"""Vacancies, occupied posts, rates and perception, as estimated from one survey of companies."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
import pandas as pd

from data_access import territory
from data_access.answers.labour.sample import Sample
from data_access.classifications import OCCUPATIONS, SECTIONS
from data_access.language import Text
from data_access.lists import SIZE
from data_access.measures import reliability, survey
from data_access.scope import Scope
from data_access.viewer import Viewer, sees_unreliable_estimates

Numbers = survey.Numbers
FIGURES = ("estimate", "se", "ci_low", "ci_high", "cv")
# A dimension of companies, the column that holds it, and the codes that are always rows.
COMPANY = {"ciiu": ("ciiu", list(SECTIONS)), "tamano": ("size", list(SIZE))}
BY = ("territory", "ciuo2", "ciiu", "tamano", "estrato")
FILTERS = ("encuesta", "ciuo2", "ciiu", "tamano", "estrato")


ERRORS = "errors"  # under this name a frame carries how its rows err together
MOST_TOGETHER = 200  # rows whose errors are kept: no figure compares more


@dataclass(frozen=True)
class Domain:
    """A part of the companies: its codes, and which of those approached belong to it."""

    keys: dict[str, str | None]
    approached: np.ndarray
    answered: np.ndarray


def domains(sample: Sample, scope: Scope) -> Iterator[Domain]:
    """Yield every combination of the asked dimensions of companies, within the scope's filters."""
    places = territory.children(scope.territory) if "territory" in scope.by else [scope.territory]
    codes: dict[str, list[str | None]] = {"territory": list(places)}
    for name in ("ciiu", "tamano", "estrato"):
        every = list(sample.strata["code"]) if name == "estrato" else COMPANY[name][1]
        codes[name] = list(every) if name in scope.by else [None]
    for combination in product(*codes.values()):
        keys = dict(zip(codes, combination, strict=True))
        wanted = {
            name: value
            for name in ("ciiu", "tamano", "estrato")
            for value in (keys[name], scope.get(name))
            if value is not None
        }
        masks = [
            _matching(sample, companies, str(keys["territory"]), wanted)
            for companies in (sample.companies, sample.respondents)
        ]
        yield Domain(keys, *masks)


def _matching(
    sample: Sample, companies: pd.DataFrame, place: str, wanted: dict[str, str]
) -> np.ndarray:
    mask = sample.in_place(companies, place)
    for name, value in wanted.items():
        column = "stratum" if name == "estrato" else COMPANY[name][0]
        mask = mask & (companies[column] == value).to_numpy()
    return mask


def design_of(sample: Sample, answered: np.ndarray | None = None) -> survey.SampleDesign:
    """Return the design of a probability sample's respondents, or those with a valid answer."""
    companies = sample.respondents if answered is None else sample.respondents[answered]
    return survey.design(
        companies["stratum"].tolist(),
        dict(zip(sample.strata["code"], sample.strata["universe"], strict=True)),
        sample.traits,
    )


def notes_on_strata(sample: Sample | None) -> tuple[Text, ...]:
    """Return what must be known of strata with one respondent, and of those without any."""
    if sample is None or not sample.probability or sample.respondents.empty:
        return ()
    found = design_of(sample)
    names = dict(zip(sample.strata["code"], sample.strata["name"], strict=True))
    notes = [
        Text(
            "El estrato «{lone}» tiene una sola respuesta: solo para el margen de error se une a "
            "«{other}»; en los totales vale por sus propias empresas.",
            lone=names[lone],
            other=names[other],
        )
        for lone, other in found.joined.items()
    ]
    asked = sample.companies["stratum"].value_counts()
    notes += [
        Text(
            "En el estrato «{name}» nadie respondió (empresas consultadas: {asked}; universo: "
            "{universe}).",
            name=names[code],
            asked=int(asked.get(code, 0)),
            universe=int(universe),
        )
        for code, universe in found.unrepresented.items()
    ]
    if found.unrepresented:
        notes.append(
            Text(
                "Los totales son de las {count} empresas representadas, de {all}.",
                count=int(found.universe.sum()),
                all=int(sample.strata["universe"].sum()),
            )
        )
    return tuple(notes)


@dataclass(frozen=True)
class Variable:
    """The variable estimated: `y` (a total) or `y`/`x` (a share), of respondents where `valid`.

    Columns are occupations where `occupations` names them; else there is one column.
    """

    y: Numbers
    x: Numbers | None = None
    valid: np.ndarray | None = None
    occupations: tuple[str, ...] = ()
    flag: Callable[[survey.Estimates, int, int | None], str] | None = None
    name: str = ""


def by_cv(found: survey.Estimates, i: int, reporting: int | None) -> str:
    """Return the flag of totals and rates of posts."""
    cv = 0.0 if found.census and found.estimate[i] > 0 else float(found.cv[i])
    return reliability.of_total(cv, _freedom(found), found.n, reporting)


def by_log_cv(found: survey.Estimates, i: int, _reporting: int | None) -> str:
    """Return the flag of proportions of companies."""
    return reliability.of_proportion(
        float(found.estimate[i]), float(found.se[i]), _freedom(found), found.n
    )


def _freedom(found: survey.Estimates) -> int:
    """Return the degrees of freedom; of a census, whose error is known to be 0, enough."""
    return max(found.df, reliability.LEAST_FREEDOM) if found.census else found.df


def estimated(sample: Sample, scope: Scope, variable: Variable, viewer: Viewer) -> pd.DataFrame:
    """Return one row per domain (and occupation) with estimate, error, interval and flag.

    An estimate too uncertain to publish is null below monitor; a domain of which the survey asked
    no company is null for everyone, flag "unknown".
    """
    valid = np.ones(len(sample.respondents), bool) if variable.valid is None else variable.valid
    design = design_of(sample, valid) if sample.probability and valid.any() else None
    y, x = variable.y[valid], None if variable.x is None else variable.x[valid]
    rows, linear = [], []
    for domain in domains(sample, scope):
        answered = domain.answered[valid]
        found = _estimate(design, y, x, answered)
        linear.append(found.linear)
        for i, occupation in enumerate(variable.occupations or (None,)):
            row: dict[str, Any] = {**domain.keys, "ciuo2": occupation, "df": found.df, "n": found.n}
            row |= {name: float(getattr(found, name)[i]) for name in FIGURES}
            if not domain.approached.any():
                row["flag"] = "unknown"
            else:
                basis = y if x is None else x
                reporting = int((basis[answered, i] > 0).sum()) if occupation else None
                row["flag"] = _flag(variable, found, i, reporting, sample.probability)
            rows.append(row)
    frame = pd.DataFrame(rows)
    # Nobody asked, or nobody who answered: nothing is known, and 0 would be a figure of nothing.
    hidden = (frame["flag"] == "unknown") | (frame["n"] == 0)
    if not sees_unreliable_estimates(viewer):
        hidden |= frame["flag"] == reliability.NOT_PUBLISHED
    frame.loc[hidden, list(FIGURES)] = np.nan
    if design is not None and len(frame) <= MOST_TOGETHER:
        told = [values for values in linear if values is not None]
        df = frame["df"].to_numpy(dtype=float)
        of = (sample.code, variable.name)
        frame.attrs[ERRORS] = survey.errors(design, np.hstack(told), df, of)
    return frame


def _estimate(
    design: survey.SampleDesign | None,
    y: Numbers,
    x: Numbers | None,
    answered: np.ndarray,
) -> survey.Estimates:
    if design is None:
        over = y[answered].sum(axis=0)
        if x is None:
            return survey.of_sample_alone(over, int(answered.sum()))
        under = x[answered].sum(axis=0)
        share = np.divide(over, under, out=np.full_like(over, np.nan), where=under > 0)
        return survey.of_sample_alone(share, int(answered.sum()))
    if x is None:
        return survey.total(design, y, answered)
    return survey.ratio(design, y, x, answered)


def _flag(
    variable: Variable,
    found: survey.Estimates,
    i: int,
    reporting: int | None,
    probability: bool,
) -> str:
    if not probability:
        # No error can be estimated: the figure describes the companies asked and no others.
        few = found.n < reliability.LEAST_RESPONDENTS or np.isnan(found.estimate[i])
        return reliability.NOT_PUBLISHED if few else reliability.CAUTION
    return (variable.flag or by_cv)(found, i, reporting)


def posts(sample: Sample, column: str, scope: Scope) -> tuple[Numbers, tuple[str, ...]]:
    """Return posts of each respondent: a column per occupation if asked so, else their sum."""
    wide = sample.posts_by_occupation(column)
    only = scope.get("ciuo2")
    if "ciuo2" not in scope.by:
        chosen = wide[[only]] if only in wide else wide.iloc[:, :0] if only else wide
        return chosen.sum(axis=1).to_numpy(dtype=float)[:, None], ()
    occupations = (only,) if only else tuple(OCCUPATIONS)
    return wide.reindex(columns=list(occupations), fill_value=0.0).to_numpy(float), occupations

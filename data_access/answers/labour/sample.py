"""The survey of a question: its companies, their answers and its strata."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from sqlalchemy import Connection, Row, select

from data_access import territory
from data_access.answers.answer import Source
from data_access.answers.frames import frame_of
from data_access.answers.lookups import once_a_question
from data_access.answers.provenance import batches_of
from data_access.language import Text
from data_access.lists import SIZE
from data_access.measures.sample_design import StratumTraits
from data_access.scope import Scope, ScopeError
from data_access.tables import Enterprise, Imported, Stratum, Survey, SurveyResponse, SurveyVacancy


@dataclass(frozen=True)
class Sample:
    """One survey as frames.

    `companies`: one row per company approached, with canton, size, section (`ciiu`), stratum,
    outcome and answers; `posts`: one row per company and occupation with vacant and hard-to-fill
    posts; `strata`: code, name and universe (companies).
    """

    code: str
    name: str
    reference_date: dt.date
    probability: bool
    companies: pd.DataFrame
    posts: pd.DataFrame
    strata: pd.DataFrame
    batches: tuple[int, ...]

    @cached_property
    def respondents(self) -> pd.DataFrame:
        """The companies that answered, in a fixed order."""
        complete = self.companies["outcome"] == "COMPLETA"
        return self.companies[complete].reset_index(drop=True)

    def posts_by_occupation(self, column: str) -> pd.DataFrame:
        """Return posts (`posts` or `hard_to_fill`) of each respondent, a column per occupation."""
        wide = self.posts.pivot(index="enterprise", columns="isco2", values=column)
        return wide.reindex(self.respondents["enterprise"]).fillna(0.0)

    def in_place(self, companies: pd.DataFrame, place: str) -> np.ndarray:
        """Return which of the companies lie in a territory."""
        if place == "EC":
            return np.ones(len(companies), dtype=bool)
        return companies["canton"].isin(territory.cantons_of(place)).to_numpy()

    @cached_property
    def traits(self) -> dict[str, StratumTraits]:
        """The place, the sections and the mean size class of each stratum, from its companies.

        A stratum's place is the smallest territory that holds all its companies, so that a lone
        stratum joins one of its own locality.
        """
        found: dict[str, StratumTraits] = {}
        for code, companies in self.companies.groupby("stratum"):
            cantons = set(companies["canton"])
            provinces = {canton[:2] for canton in cantons}
            smallest = (
                cantons if len(cantons) == 1 else provinces if len(provinces) == 1 else {"EC"}
            )
            sections = frozenset(companies["ciiu"].dropna())
            size = float(companies["size_order"].mean())
            found[str(code)] = StratumTraits(smallest.pop(), sections, size)
        return found

    @property
    def source(self) -> Source:
        """The survey as the source of a figure."""
        return Source(Text("{name}", name=self.name), self.reference_date, self.batches)


@once_a_question
def surveys(connection: Connection) -> list[Row[tuple[str, str, dt.date, str]]]:
    """Return all surveys, newest first."""
    newest_first = (Survey.reference_date.desc(), Survey.code)
    return list(
        connection.execute(
            select(Survey.code, Survey.name, Survey.reference_date, Survey.design).order_by(
                *newest_first
            )
        )
    )


def chosen(connection: Connection, scope: Scope) -> Sample | None:
    """Return the survey asked for, or the newest with companies approached in the place, if any."""
    known = surveys(connection)
    code = scope.get("encuesta")
    if code is None:
        code = newest_in(connection, scope.territory)
    elif code not in {survey.code for survey in known}:
        raise ScopeError(
            Text(
                "No existe la encuesta «{code}»: hay {known}.",
                code=code,
                known=", ".join(survey.code for survey in known) or "—",
            )
        )
    return None if code is None else load(connection, code)


@once_a_question
def newest_in(connection: Connection, place: str) -> str | None:
    """Return the code of the newest survey that approached companies in a place."""
    approached = (
        select(Survey.code)
        .join(SurveyResponse, SurveyResponse.survey_code == Survey.code)
        .join(Enterprise, Enterprise.code == SurveyResponse.enterprise_code)
        .order_by(Survey.reference_date.desc(), Survey.code)
        .limit(1)
    )
    if place != "EC":
        approached = approached.where(Enterprise.canton_code.in_(territory.cantons_of(place)))
    return connection.execute(approached).scalar()


@once_a_question
def load(connection: Connection, code: str) -> Sample:
    """Return everything of one survey; a few hundred to a few thousand rows."""
    survey = connection.execute(select(Survey).filter_by(code=code)).one()
    companies = frame_of(
        connection,
        select(
            SurveyResponse.enterprise_code.label("enterprise"),
            SurveyResponse.stratum_code.label("stratum"),
            SurveyResponse.outcome,
            SurveyResponse.occupied_posts.label("occupied"),
            SurveyResponse.willing_to_hire.label("willing"),
            SurveyResponse.barriers,
            Enterprise.canton_code.label("canton"),
            Enterprise.size,
            Enterprise.ciiu,
        )
        .join(Enterprise, Enterprise.code == SurveyResponse.enterprise_code)
        .where(SurveyResponse.survey_code == code)
        .order_by(SurveyResponse.enterprise_code),
    )
    companies["size_order"] = companies["size"].map({size: i for i, size in enumerate(SIZE)})
    posts = frame_of(
        connection,
        select(
            SurveyVacancy.enterprise_code.label("enterprise"),
            SurveyVacancy.isco2,
            SurveyVacancy.posts,
            SurveyVacancy.hard_to_fill,
        ).where(SurveyVacancy.survey_code == code),
    )
    strata = frame_of(
        connection,
        select(Stratum.code, Stratum.name, Stratum.universe)
        .where(Stratum.survey_code == code)
        .order_by(Stratum.code),
    )
    tables: tuple[type[Imported], ...] = (Survey, Stratum, SurveyResponse, SurveyVacancy)
    keys = ({"code": code}, *({"survey_code": code},) * 3)
    batches = {
        batch
        for table, key in zip(tables, keys, strict=True)
        for batch in batches_of(connection, table, **key)
    }
    return Sample(
        code=code,
        name=survey.name,
        reference_date=survey.reference_date,
        probability=survey.design == "PROBABILISTICO",
        companies=companies,
        posts=posts,
        strata=strata,
        batches=tuple(sorted(batches)),
    )

"""What an edition awarded, and what distinguished the winner, criterion by criterion."""

from __future__ import annotations

from typing import Any

import pandas as pd
from sqlalchemy import Connection, func, select

from data_access import lists
from data_access.answers.answer import Answer, Definition, Withheld, question
from data_access.answers.awards.award_answer import (
    LEAST_SHEETS,
    NO_SHEETS,
    READ_SUBJECTS,
    REFERENCE,
    TITLE,
    JuryFigures,
    about_edition,
    rounded,
    without_few,
)
from data_access.answers.awards.jury import Jury
from data_access.answers.awards.ranking import provisional
from data_access.answers.columns import AnswerColumn, Empty, Kind, names_of
from data_access.answers.publication_rules import UNTIL_PUBLISHED
from data_access.answers.shared_columns import DATE, NOMINATION, TERRITORY
from data_access.language import Text
from data_access.scope import Scope
from data_access.tables import Adoption, Decision, Honour
from data_access.viewer import Viewer

RESULT_COLUMNS = (
    NOMINATION,
    TITLE,
    AnswerColumn("organisation", Kind.TEXT, Text("Organización")),
    TERRITORY,
    AnswerColumn("summary", Kind.TEXT, Text("De qué se trata")),
    AnswerColumn("distinction", Kind.CODE, Text("Distinción"), lists.DISTINCTION),
    AnswerColumn("place", Kind.ORDINAL, Text("Lugar en la decisión")),
    AnswerColumn("tie_break", Kind.CODE, Text("Desempate"), lists.TIE_BREAK, empty=Empty.NONE),
    AnswerColumn("adoptions", Kind.COUNT, Text("Adopciones")),
    AnswerColumn("n_jurors", Kind.COUNT, Text("Hojas válidas")),
    AnswerColumn("provisional", Kind.YES_NO, Text("Es provisional")),
)
ADOPTION_COLUMNS = (
    NOMINATION,
    TITLE,
    AnswerColumn("institucion", Kind.TEXT, Text("Institución")),
    TERRITORY,
    DATE,
)
CRITERION_COLUMNS = (
    AnswerColumn("criterion", Kind.TEXT, Text("Criterio")),
    NOMINATION,
    AnswerColumn("mean", Kind.NUMBER, Text("Promedio")),
    AnswerColumn("field_mean", Kind.NUMBER, Text("Promedio de todas")),
)
COLUMNS = names_of(RESULT_COLUMNS)
ADOPTED_COLUMNS = names_of(ADOPTION_COLUMNS)
PROFILE_COLUMNS = names_of(CRITERION_COLUMNS)
RESULTS = Definition(
    Text(
        "Prácticas premiadas y finalistas según la decisión del jurado, con el paso que desempató "
        "si hizo falta y cuántas instituciones las adoptaron."
    ),
    Text("decisión registrada por la secretaría"),
    REFERENCE,
    rules=(UNTIL_PUBLISHED,),
)
PROFILE = Definition(
    Text(
        "Promedio de cada práctica distinguida en cada criterio, de 0 a 100, junto al de todas las "
        "postulaciones calificadas."
    ),
    "100 · (x̄ − mín) / (máx − mín)",
    REFERENCE,
    rules=(UNTIL_PUBLISHED,),
)
ADOPTED = Definition(
    Text(
        "Instituciones que adoptaron una práctica distinguida, con el lugar y el día en que lo "
        "hicieron."
    ),
    "",
    Text("Hoja adopciones."),
    rules=(UNTIL_PUBLISHED,),
)
# Said where the published tie-break left several, or others than the jury put first.
CHOSEN = Text("El desempate publicado no decidió el primer lugar: lo eligió el jurado.")
NO_DECISION = Text("Esta edición no tiene una decisión registrada.")


# What is said of a decision below the minimum, which stands beside the headline of a result.
BELOW_MINIMUM = (
    "Se decidió con menos hojas que el mínimo: {name} tenía {count} hoja de {least}.",
    "Por qué se decidió así: {reason}",
)


@question(
    "awards.results",
    RESULTS,
    READ_SUBJECTS,
    title=Text("Premios y finalistas"),
    columns=RESULT_COLUMNS,
    filters=["edicion"],
)
def results(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return one row per distinguished nomination, the first place first."""

    def filling(jury: Jury) -> tuple[pd.DataFrame, tuple[Text, ...], tuple[Withheld, ...]]:
        frame = _honoured(connection, jury)
        if not len(frame):
            return frame, (NO_DECISION,), ()
        chosen = bool(_steps(connection, jury)) and frame["tie_break"].isna().all()
        return frame, ((CHOSEN,) if chosen else ()) + below_minimum(connection, jury), ()

    return about_edition(
        connection, "awards.results", viewer, scope, JuryFigures(filling, estimate_type="count")
    )


@question(
    "awards.profile",
    PROFILE,
    READ_SUBJECTS,
    title=Text("Perfil por criterio"),
    columns=CRITERION_COLUMNS,
    filters=["edicion"],
)
def profile(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return one row per criterion and distinguished nomination, in the rubric's order."""

    def filling(jury: Jury) -> tuple[pd.DataFrame, tuple[Text, ...], tuple[Withheld, ...]]:
        if jury.valid.empty:
            return pd.DataFrame(columns=PROFILE_COLUMNS), (NO_SHEETS,), ()
        frame = _profiles(jury, list(_honoured(connection, jury)["nomination"]))
        return frame, () if len(frame) else (NO_DECISION,), ()

    return about_edition(
        connection, "awards.profile", viewer, scope, JuryFigures(filling, public=profile_for_all)
    )


def profile_for_all(jury: Jury, frame: pd.DataFrame) -> pd.DataFrame:
    """Return the profile for readers who do not run the edition.

    A mean on a criterion rests on as many sheets as assessed it; the field's may disclose one by
    subtraction, so it needs as many nominations that are shown themselves.
    """
    scores = jury.valid_scores.dropna(subset=["value"])
    sheets = scores.groupby(["criterion", "nomination"]).size()
    told = sheets[sheets >= LEAST_SHEETS].groupby("criterion").size()
    every = sheets.groupby("criterion").size()
    keys = list(zip(frame["criterion"], frame["nomination"], strict=True))
    few = pd.Series([sheets.get(key, 0) < LEAST_SHEETS for key in keys], index=frame.index)
    whole = pd.Series(
        [
            told.get(key[0], 0) < every.get(key[0], 0) or told.get(key[0], 0) < LEAST_SHEETS
            for key in keys
        ],
        index=frame.index,
    )
    return without_few(without_few(frame, few, ("mean",)), whole, ("field_mean",))


@question(
    "awards.adoptions",
    ADOPTED,
    READ_SUBJECTS,
    title=Text("Instituciones que adoptaron una práctica"),
    columns=ADOPTION_COLUMNS,
    filters=["edicion"],
)
def adoptions(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return one row per institution that adopted a distinguished practice, the earliest first."""

    def filling(jury: Jury) -> tuple[pd.DataFrame, tuple[Text, ...], tuple[Withheld, ...]]:
        titles = _honoured(connection, jury).set_index("nomination")["title"]
        rows = connection.execute(
            select(
                Adoption.nomination_code,
                Adoption.institution,
                Adoption.territory_code,
                Adoption.adopted_on,
            )
            .where(
                Adoption.edition_code == jury.edition.code,
                Adoption.nomination_code.in_(list(titles.index)),
            )
            .order_by(Adoption.adopted_on, Adoption.nomination_code, Adoption.institution)
        )
        found = [(code, titles[code], *rest) for code, *rest in rows]
        return pd.DataFrame(found, columns=ADOPTED_COLUMNS), (), ()

    return about_edition(
        connection, "awards.adoptions", viewer, scope, JuryFigures(filling, estimate_type="count")
    )


def _honoured(connection: Connection, jury: Jury) -> pd.DataFrame:
    code = jury.edition.code
    rows = connection.execute(
        select(Honour.nomination_code, Honour.distinction, Honour.place)
        .where(Honour.edition_code == code)
        .order_by(Honour.place, Honour.nomination_code)
    )
    frame = pd.DataFrame(rows.fetchall(), columns=["nomination", "distinction", "place"])
    steps = _steps(connection, jury)
    first = set(frame["nomination"][(frame["distinction"] == "winner") & (frame["place"] == 1)])
    decided = steps[-1]["kind"] if steps and set(steps[-1]["left"]) == first else None
    adopted = connection.execute(
        select(Adoption.nomination_code, func.count())
        .where(Adoption.edition_code == code)
        .group_by(Adoption.nomination_code)
    )
    counts = {row[0]: int(row[1]) for row in adopted}
    known = jury.nominations.set_index("code")
    for name, column in (
        ("title", "title"),
        ("organisation", "organisation"),
        ("territory", "canton"),
        ("summary", "summary"),
    ):
        frame[name] = frame["nomination"].map(known[column])
    frame["tie_break"] = pd.Series([decided] * len(frame), dtype=object)
    count = jury.valid["nomination"].value_counts()
    frame["n_jurors"] = [int(count.get(name, 0)) for name in frame["nomination"]]
    frame["provisional"] = frame["n_jurors"] < jury.edition.jurors_min
    frame["adoptions"] = [counts.get(name, 0) for name in frame["nomination"]]
    return frame


def _steps(connection: Connection, jury: Jury) -> list[Any]:
    """Return the steps of the published tie-break that were taken; none where none was needed."""
    query = select(Decision.tie_break).filter_by(edition_code=jury.edition.code)
    return list(connection.scalar(query) or [])


def below_minimum(connection: Connection, jury: Jury) -> tuple[Text, ...]:
    """Return which nominations had too few sheets when it was decided, and why it was all the same.

    Counts of sheets are public in the ranking as well; no score is said.
    """
    code = jury.edition.code
    reason = connection.scalar(select(Decision.below_minimum).filter_by(edition_code=code))
    missing = provisional(jury)
    if not missing and reason is None:
        return ()
    honoured = set(_honoured(connection, jury)["nomination"])
    titles = dict(zip(jury.nominations["code"], jury.nominations["title"], strict=True))
    least = int(jury.edition.jurors_min)
    told = [
        Text(
            "Se decidió con menos hojas que el mínimo: {name} tenía {count} hoja de {least}.",
            "Se decidió con menos hojas que el mínimo: {name} tenía {count} hojas de {least}.",
            least - short,
            # Who received nothing is public under a code alone.
            name=f"«{titles[name]}»" if name in honoured else name,
            least=least,
        )
        for name, short in missing.items()
    ]
    if reason is not None:
        told.append(Text("Por qué se decidió así: {reason}", reason=reason))
    return tuple(told)


def _profiles(jury: Jury, honoured: list[str]) -> pd.DataFrame:
    """Return means by nomination first, so that each nomination weighs alike in the field."""
    least, most = jury.scale
    scores = jury.valid_scores
    share = 100 * (scores["value"] - least) / (most - least)
    means = share.groupby([scores["criterion"], scores["nomination"]]).mean()
    rows = [
        (criterion, name, means.get((criterion, name)), means[criterion].mean())
        for criterion in jury.weights
        for name in honoured
    ]
    frame = pd.DataFrame(rows, columns=PROFILE_COLUMNS)
    for name in ("mean", "field_mean"):
        frame[name] = pd.Series(rounded(frame[name]), dtype=object)
    return frame

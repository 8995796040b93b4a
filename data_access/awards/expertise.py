"""What jurors know and what nominations ask of their readers: subjects and languages.

A juror who does not read a nomination's language is not assigned to it; subjects are preferred.
The category of a nomination, its kind of organisation, is a subject of its own accord.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, Row, select, update

from data_access.awards.preconditions import (
    edited,
    edition_of,
    nomination_of,
    overseen,
    require_overseer,
    require_scoring,
)
from data_access.language import Text
from data_access.lists import NOMINEE, READING
from data_access.refusal import Refusal
from data_access.tables import Juror, Nomination
from data_access.transaction import NOTHING, transaction
from data_access.viewer import Viewer

LONGEST, MOST = 40, 20


@dataclass(frozen=True)
class Profile:
    """Subjects, and codes of languages: known by a juror, or asked for by a nomination."""

    topics: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("ES",)


def wanted(row: Row[Any]) -> Profile:
    """Return what a nomination asks of its readers."""
    own = known(row)
    category = (row.kind,) if row.kind else ()
    return Profile((*category, *own.topics), own.languages)


def known(row: Row[Any]) -> Profile:
    """Return what is written down of a juror, or of a nomination."""
    return Profile(tuple(_split(row.topics)), tuple(_split(row.languages)))


def of_jurors(connection: Connection, viewer: Viewer, edition: str) -> dict[str, Profile]:
    """Return what each juror of an edition knows, for its secretariat."""
    require_overseer(viewer, edition_of(connection, edition))
    rows = connection.execute(
        select(Juror).where(Juror.edition_code == edition, Juror.left_at.is_(None))
    )
    return {row.code: known(row) for row in rows}


def of_nominations(connection: Connection, viewer: Viewer, edition: str) -> dict[str, Profile]:
    """Return what the secretariat wrote that each nomination asks of its readers."""
    require_overseer(viewer, edition_of(connection, edition))
    rows = connection.execute(select(Nomination).where(Nomination.edition_code == edition))
    return {row.code: known(row) for row in rows}


def describe_juror(
    engine: Engine, viewer: Viewer, edition: str, juror: str, profile: Profile
) -> None:
    """Write down what a juror knows, for the next assignment."""
    with transaction(engine, viewer.name, touches=NOTHING) as connection:
        require_scoring(overseen(connection, viewer, edition))
        own = (Juror.edition_code == edition, Juror.code == juror, Juror.left_at.is_(None))
        row = connection.execute(select(Juror).where(*own)).first()
        if row is None:
            raise Refusal(Text("No hay un miembro del jurado «{code}».", code=juror))
        values = _written(profile)
        connection.execute(update(Juror).where(*own).values(**values, **edited(row)))
        connection.log("reading_profile_set", edition=edition, whose=juror, **values)


def describe_nomination(
    engine: Engine, viewer: Viewer, edition: str, nomination: str, profile: Profile
) -> None:
    """Write down what a nomination asks of its readers, for the next assignment."""
    with transaction(engine, viewer.name, touches=NOTHING) as connection:
        require_scoring(overseen(connection, viewer, edition))
        row = nomination_of(connection, edition, nomination, lock=True)
        values = _written(profile)
        own = (Nomination.edition_code == edition, Nomination.code == nomination)
        connection.execute(update(Nomination).where(*own).values(**values, **edited(row)))
        connection.log("reading_profile_set", edition=edition, whose=nomination, **values)


def _written(profile: Profile) -> dict[str, str]:
    """Return a profile as it is stored; raise Refusal for what cannot be."""
    if not profile.languages or not set(profile.languages) <= set(READING):
        raise Refusal(Text("Elija al menos un idioma."))
    topics = list(dict.fromkeys(one if one in NOMINEE else _plain(one) for one in profile.topics))
    if any(len(one) > LONGEST or ";" in one for one in topics) or len(topics) > MOST:
        raise Refusal(
            Text(
                "Los temas son hasta {most}, de hasta {longest} letras cada uno, sin punto y coma.",
                most=MOST,
                longest=LONGEST,
            )
        )
    languages = ";".join(code for code in READING if code in profile.languages)
    return {"topics": ";".join(one for one in topics if one), "languages": languages}


def _plain(topic: str) -> str:
    """Return a subject so that the same words are the same subject."""
    return " ".join(topic.split()).casefold()


def _split(codes: str) -> list[str]:
    return [code for code in codes.split(";") if code]

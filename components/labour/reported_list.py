"""What each company of a place reported, for its leader, monitors and administrators."""

from __future__ import annotations

from components import labels, place_list
from components.labour.labour_questions import LabourQuestions
from components.words import Count
from data_access import territory
from data_access.answers import Answer
from data_access.language import Text
from data_access.viewer import sees_working_detail

ON_PAGE = ("empresa", "ciuo2", "posts", "hard_to_fill")


def render(asked: LabourQuestions) -> None:
    """Render the list of the place chosen, to those who may see it; the whole country has none."""
    place = asked.chosen.territory
    if place == territory.COUNTRY or not sees_working_detail(asked.viewer, place):
        return
    place_list.render(
        asked.reported,
        finding(asked.reported),
        Text(
            "Solo para el trabajo del municipio: empresas por su código, tal como respondieron, "
            "sin expandir. Primero las que más vacantes tienen difíciles de cubrir o abiertas más "
            "de 60 días."
        ),
        ON_PAGE,
        "reported",
    )


def finding(reported: Answer) -> Text:
    """Return how many companies reported how many posts, as the title."""
    rows = reported.frame
    where = labels.place_in_sentence(reported.scope.territory)
    if rows.empty:
        return Text("Ninguna empresa encuestada en {place} declaró vacantes", place=where)
    hard = int(rows["hard_to_fill"].sum())
    return Text(
        "{count} empresa de {place} declaró {posts} vacantes, de ellas {hard} difíciles de cubrir",
        "{count} empresas de {place} declararon {posts} vacantes, de ellas {hard} difíciles de "
        "cubrir",
        int(rows["empresa"].nunique()),
        place=where,
        posts=Count(int(rows["posts"].sum())),
        hard=Count(hard),
    )

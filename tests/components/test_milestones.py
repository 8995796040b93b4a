"""What happened stands on a series, below it, and in what is taken away of it."""

from __future__ import annotations

import datetime as dt

from components.figure import told_of
from components.programme_results import milestones, trend
from components.theme import LIGHT
from data_access.answers import Answer
from data_access.language import Text
from tests.components.examples import answer

QUARTERS = [dt.date(2025, 1, 1), dt.date(2025, 4, 1)]


class Asked:
    """The questions of a page whose place saw three things happen."""

    def answer(self, name: str) -> Answer:
        days = (dt.date(2024, 12, 31), dt.date(2025, 2, 6), dt.date(2025, 6, 29))
        words = {"territorio": "13", "nombre": "Sismo", "nombre_en": "Earthquake", "fuente": "IG"}
        return answer(name, [{"milestone": "H", "fecha": day, **words} for day in days])


def test_what_happened_while_a_series_ran_is_numbered_in_the_readers_language() -> None:
    found = milestones.during(Asked(), QUARTERS)  # type: ignore[arg-type]

    assert [line.to("es") for line in found.listed] == [
        "1. 6 de febrero de 2025: Sismo, Manabí (IG).",
        "2. 29 de junio de 2025: Sismo, Manabí (IG).",
    ]
    assert found.listed[0].to("en") == "1. February 6, 2025: Earthquake, Manabí (IG)."
    assert [(day.month, mark) for day, mark, _said in found.marks("es")] == [(2, "1"), (6, "2")]
    assert found.answers == (found.answer,)


def test_it_is_a_line_at_its_day_and_a_line_of_every_picture() -> None:
    found = milestones.during(Asked(), QUARTERS)  # type: ignore[arg-type]
    points = tuple(("one", day, 10.0, "10") for day in QUARTERS)
    drawn = trend.chart(points, (("one", "Personas", "#1d5f8a"),), "es", LIGHT, found.marks("es"))
    marks = [layer["mark"]["type"] for layer in drawn.to_dict(validate=False)["layer"]]
    told = told_of(found.answers, Text("Personas"), Text("Personas."), (), found.listed)

    assert marks[:2] == ["rule", "text"]
    assert "1. 6 de febrero de 2025: Sismo, Manabí (IG)." in [line.to("es") for line in told.foot]


def test_where_nothing_happened_a_figure_has_its_own_answer_alone() -> None:
    found = milestones.during(Asked(), [dt.date(2026, 1, 1), dt.date(2026, 4, 1)])  # type: ignore[arg-type]

    assert (found.listed, found.answers) == ((), ())

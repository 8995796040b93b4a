"""How long registered people go on seeking work, month by month."""

from __future__ import annotations

from sqlalchemy import Connection

from data_access.answers.answer import Answer, Definition, question
from data_access.answers.crowd import ATTRIBUTES, rows_of
from data_access.answers.hiring.hiring_answer import BANK, BY_PERSON, CODES, READ_SUBJECTS
from data_access.answers.hiring.hiring_funnel import waiting_people
from data_access.answers.hiring.retention import SURVIVAL_COLUMNS, followed_for, points
from data_access.answers.programme_results import people_answer
from data_access.answers.publication_rules import ABOUT_PEOPLE, FROM_SHOWN
from data_access.answers.shared_columns import TERRITORY
from data_access.language import Text
from data_access.scope import Scope
from data_access.viewer import Viewer

WAITING = Definition(
    Text(
        "Parte de las personas inscritas en el período que sigue sin trabajo del programa después "
        "de tantos meses cumplidos. De quien sigue buscando se sabe hasta el último dato."
    ),
    Text("P(T ≥ m) = Π(1 − d/n) antes de m;  Greenwood, intervalo log-log de 95 %"),
    Text("Kaplan y Meier (1958). Marco de resultados M4SD, JB-02."),
    limits=(
        Text("No se sabe de los trabajos que la gente encuentra por su cuenta."),
        Text("De quien dejó de buscar se supone lo mismo que de quienes siguen buscando."),
    ),
    rules=(ABOUT_PEOPLE, FROM_SHOWN),
    dated=Text("el día de la inscripción"),
)


@question(
    "hiring.waiting",
    WAITING,
    READ_SUBJECTS,
    title=Text("Quiénes siguen buscando"),
    columns=(TERRITORY, *SURVIVAL_COLUMNS),
    by=BY_PERSON,
    filters=ATTRIBUTES,
    periods=True,
)
def waiting(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return the curve: monthly for those who see exact figures, else at 3, 6 and 12 months."""
    crowd = waiting_people(connection, scope, BANK.last_day(connection), "months")
    followed = followed_for(crowd, viewer)
    rows = [
        {**row, **point}
        for row in rows_of(scope, CODES)
        for point in points(crowd.members(row), followed, row, viewer)
    ]
    return people_answer(
        connection, "hiring.waiting", viewer, scope, rows, BANK, estimate_type="model"
    )

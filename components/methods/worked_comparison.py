"""How two figures are compared, worked through on the hires of women and men as the reader sees."""

from __future__ import annotations

from components import comparing
from components.comparing import Comparison
from components.hiring import hired_groups
from components.programme_results.programme_questions import ProgrammeQuestions
from components.words import Decimal, Percent
from data_access.language import Text
from data_access.scope import Scope
from data_access.viewer import Viewer

ONE, REFERENCE = "M", comparing.REFERENCES["sexo"]


def example(viewer: Viewer) -> list[Text]:
    """Return the example in sentences; none where there are no two figures to compare."""
    asked = ProgrammeQuestions(Scope(), viewer)
    found = hired_groups.rates(asked, "sexo")
    if not all(code in found and found[code].measured for code in (ONE, REFERENCE)):
        return []
    women, men = found[ONE], found[REFERENCE]
    verdict = comparing.compare(women, men)
    if verdict.low is None or verdict.high is None:
        return []
    return [
        Text(
            "Un ejemplo, con las cifras que usted ve: de las mujeres inscritas consiguió trabajo "
            "el {women}; de los hombres, el {men}. La diferencia es de {difference} puntos, y su "
            "intervalo de 95 % va de {low} a {high}.",
            women=Percent(women.value or 0.0),
            men=Percent(men.value or 0.0),
            difference=points((women.value or 0.0) - (men.value or 0.0)),
            low=points(verdict.low),
            high=points(verdict.high),
        ),
        told(verdict),
    ]


def points(fraction: float) -> Decimal:
    """Return a fraction in percentage points."""
    return Decimal(100 * fraction, 1)


def told(verdict: Comparison) -> Text:
    """Return what may be said of the two figures, and why."""
    if verdict.differs:
        return Text(
            "El intervalo no contiene el 0: las dos cifras se distinguen. Donde se comparan más "
            "grupos a la vez, la exigencia es mayor."
        )
    return Text(
        "El intervalo contiene el 0: con estas cifras no se distinguen, y no se dice que una sea "
        "mayor."
    )

"""Studies, associations, employers' workshops and help with public policies."""

from __future__ import annotations

from data_access.answers.indicators.indicator import (
    NOTHING,
    Figure,
    Indicator,
    IndicatorColumn,
    Reader,
    Reads,
)
from data_access.language import Text
from data_access.measures.figures import Counted, Share

COMPANIES = ("tamano", "ciiu", "territory")


def counted(question: str, name: str) -> Reads:
    """Return a reading of the sum of a column: studies, associations or policies, never people."""

    def reading(reader: Reader) -> Figure:
        answer = reader.answer(question)
        if answer.n == 0:
            return NOTHING
        value = float(answer.frame[name].sum())
        return Figure(value, answer=answer, evidence=Counted(value))

    return reading


def share(question: str, part: str, whole: str) -> Reads:
    """Return a reading of the sum of one column over that of another, per cent; None over 0."""

    def reading(reader: Reader) -> Figure:
        answer = reader.answer(question)
        of = float(answer.frame[whole].sum())
        if not of:
            return NOTHING
        some = float(answer.frame[part].sum())
        evidence = Share(int(some), int(of))
        return Figure(100 * some / of, answer=answer, evidence=evidence, scale=100)

    return reading


def studies(reader: Reader) -> Figure:
    answer = reader.answer("community.studies")
    number = float(len(answer.frame))
    return Figure(number, answer=answer, evidence=Counted(number)) if number else NOTHING


STUDIES = (
    Indicator(
        "LM-01",
        Text("Estudios del mercado laboral y otros, publicados en el período."),
        Text("n de estudios"),
        "n",
        "up",
        ("17.18",),
        (1,),
        ("territory",),
        ("estudios",),
        "community.studies",
        studies,
    ),
    Indicator(
        "LM-02",
        Text("De las recomendaciones aceptadas, las que ya se adoptaron."),
        Text("100 · adoptadas / (aceptadas + adoptadas)"),
        "percent",
        "up",
        ("17.14",),
        (23,),
        ("territory",),
        ("estudios", "recomendaciones"),
        "community.studies",
        share("community.studies", "adopted", "accepted"),
    ),
)
ASSOCIATIONS = (
    Indicator(
        "AS-01",
        Text("Asociaciones con actividad en los 12 meses anteriores al último dato del registro."),
        Text("n con actividad ≤ 12 meses"),
        "n",
        "up",
        ("17.17",),
        (19,),
        ("tipo", "territory"),
        ("asociaciones",),
        "community.associations",
        counted("community.associations", "active"),
    ),
    Indicator(
        "AS-02",
        Text("De las asociaciones activas cuyo liderazgo se conoce, las que lidera una mujer."),
        Text("100 · lideradas por mujeres / activas con liderazgo conocido"),
        "percent",
        "up",
        ("5.5",),
        (19,),
        ("tipo", "territory"),
        ("asociaciones",),
        "community.associations",
        share("community.associations", "women_led", "known_leader"),
    ),
)
EMPLOYERS = (
    Indicator(
        "AW-01",
        Text("Empresas distintas que asistieron a los talleres de contratación inclusiva."),
        Text("|{ empresa : asistió }|"),
        "n",
        "up",
        ("8.8",),
        (6,),
        COMPANIES,
        ("cursos", "sesiones", "asistencia_sesiones"),
        "community.employers",
        IndicatorColumn("community.employers", "enterprises_trained", counted=True),
    ),
    Indicator(
        "AW-02",
        Text(
            "Puntos en que cambió el acuerdo de las mismas personas entre antes y después del "
            "taller."
        ),
        Text("100 · (acuerdo después − acuerdo antes)"),
        "points",
        "up",
        ("10.3",),
        (17,),
        COMPANIES,
        ("cursos", "sesiones", "actitudes"),
        "community.employers",
        IndicatorColumn("community.employers", "change", 100),
    ),
)
POLICIES = (
    Indicator(
        "TA-01",
        Text("Asistencias técnicas a políticas públicas que empezaron en el período."),
        Text("n de asistencias que empezaron"),
        "n",
        "up",
        ("17.9",),
        (23,),
        ("nivel", "territory"),
        ("asistencias",),
        "community.assistance",
        counted("community.assistance", "started"),
    ),
    Indicator(
        "TA-02",
        Text("De las asistencias terminadas, las que acabaron en una política adoptada."),
        Text("100 · adoptadas / terminadas"),
        "percent",
        "up",
        ("17.14",),
        (23,),
        ("nivel", "territory"),
        ("asistencias",),
        "community.assistance",
        share("community.assistance", "adopted", "closed"),
    ),
)

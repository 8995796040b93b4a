"""The rules that withhold or protect a figure, in words with the numbers that the code applies.

A definition names the rules of its figures; the methods page prints them. Who is exempt from a
rule is decided by the same predicates that the answers use.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from data_access.disclosure import (
    LEAST,
    LEAST_BEHIND,
    PERTURBATION,
    SURVIVAL_MONTHS,
    SURVIVAL_STEP,
    USUAL_NOISE,
)
from data_access.language import Text
from data_access.lists import AWARD
from data_access.measures import reliability
from data_access.measures.proportions import LEAST_SHOWN
from data_access.measures.reliability import LEAST_RESPONDENTS as LEAST_RESPONDENTS
from data_access.viewer import (
    Viewer,
    chairs,
    sees_exact_people,
    sees_unreliable_estimates,
    sees_working_detail_somewhere,
)


@dataclass(frozen=True)
class Rule:
    """A rule applied to a figure before it is shown.

    `lifted` states who is exempt. `weaknesses` is what the rule does not achieve, `provisional`
    what the programme has yet to ratify.
    """

    title: Text
    said: tuple[Text, ...]
    lifted: Callable[[Viewer], bool]
    weaknesses: tuple[Text, ...] = ()
    provisional: tuple[Text, ...] = ()


def percentage(fraction: float) -> Text:
    """Return a fraction as a percentage: 0.175 is "17,5 %" in Spanish."""
    # Rounded, because 0.175 times 100 is not exactly 17.5.
    return Text("{number}\N{NO-BREAK SPACE}%", number=round(100 * fraction, 1))


def usual_noise() -> float:
    """Return the mean absolute noise of a set that is not among the smallest."""
    table = PERTURBATION[max(PERTURBATION)]
    return sum(p * abs(step) for step, p in table.items())


ABOUT_PEOPLE = Rule(
    title=Text("Cifras sobre personas"),
    said=(
        Text(
            "Un grupo de menos de {least} personas no lleva número: dice «pocas». De 0 a {most} "
            "todos se ven igual, también el cero.",
            least=LEAST,
            most=LEAST - 1,
        ),
        Text(
            "Los demás números llevan «≈»: se apartan del verdadero al azar, casi nunca en más de "
            "{noise} y {usual} en promedio. El mismo grupo de personas da siempre el mismo número, "
            "en toda página, tabla y descarga; por eso las partes pueden no sumar exactamente el "
            "total.",
            noise=USUAL_NOISE,
            usual=round(usual_noise(), 1),
        ),
        Text(
            "Lo que se calcula a partir de un número de personas se calcula del que se muestra, "
            "nunca del verdadero. El intervalo de una tasa cuenta con ese ajuste, y con menos de "
            "{tested} en el numerador no hay intervalo ni comparación.",
            tested=LEAST_SHOWN,
        ),
        Text("Donde un número diría algo de todas las personas de un grupo, dice «pocas»."),
        Text("Se cruzan a lo sumo dos atributos de las personas, y un filtro más."),
    ),
    lifted=sees_exact_people,
    weaknesses=(
        Text(
            "Da incertidumbre, no secreto: quien junta todas las tablas para adivinar un número "
            "escondido acierta unos 12 puntos porcentuales más que quien dice siempre el más "
            "frecuente."
        ),
        Text(
            "De los números de 100 o más, cerca de 3 de cada 10 se muestran tal cual son; "
            "promediando todas las tablas se adivinan unos 4 de cada 10, sin saber cuáles."
        ),
        Text(
            "Ver muchas veces casi el mismo grupo ayuda a quien quiera deducirlo: por eso el "
            "público solo pide períodos cerrados."
        ),
        Text(
            "Se apoya en una clave secreta, guardada fuera de la base de datos: si se filtra, la "
            "protección desaparece."
        ),
    ),
)


FROM_SHOWN = Rule(
    title=Text("Tasas, medias, medianas y sumas sobre personas"),
    said=(
        Text(
            "Se dan solo donde el número que se muestra de las personas que hay detrás es de "
            "{least} o más.",
            least=LEAST_BEHIND,
        ),
        Text(
            "Las sumas (horas, ventas, asistencias) y las medias van en cifras redondas; nunca se "
            "dan el menor ni el mayor valor."
        ),
        Text(
            "De una curva de permanencia se dicen los meses {months}, en pasos de {step}, sin "
            "intervalo.",
            months=", ".join(str(month) for month in SURVIVAL_MONTHS),
            step=percentage(SURVIVAL_STEP),
        ),
    ),
    lifted=sees_exact_people,
)
MONITORS_ONLY = Rule(
    title=Text("Solo para el equipo de seguimiento"),
    said=(
        Text("Describe tan de cerca a las personas que nadie más la recibe, ni siquiera ajustada."),
    ),
    lifted=sees_exact_people,
)


def _graded(measure: Text, reliable: float, caution: float) -> tuple[Text, ...]:
    """Return how an estimate is graded by one of the two measures of its error."""
    return (
        Text(
            "Confiable: {measure} de hasta {reliable}. Úsese con precaución: hasta {caution}. No "
            "publicado: más que eso.",
            measure=measure,
            reliable=percentage(reliable),
            caution=percentage(caution),
        ),
        Text(
            "Tampoco se publica si respondieron menos de {respondents} empresas, o con menos de "
            "{freedom} grados de libertad (empresas que respondieron menos estratos).",
            respondents=LEAST_RESPONDENTS,
            freedom=reliability.LEAST_FREEDOM,
        ),
        Text(
            "De una muestra no probabilística no se conoce el error: si respondieron al menos "
            "{respondents} empresas, la cifra se muestra «con precaución» y sin intervalo.",
            respondents=LEAST_RESPONDENTS,
        ),
    )


CUTS = (
    Text(
        "Los cortes de {caution} del error y de {respondents} empresas son propuesta del programa; "
        "los demás son de la CEPAL.",
        caution=percentage(reliability.CAUTION_CV),
        respondents=LEAST_RESPONDENTS,
    ),
)
TOTALS = Rule(
    title=Text("Totales y tasas de una encuesta"),
    said=(
        *_graded(
            Text("coeficiente de variación (error estándar entre estimación)"),
            reliability.RELIABLE_CV,
            reliability.CAUTION_CV,
        ),
        Text(
            "Por ocupación, además, al menos {reporting} empresas deben haberla reportado.",
            reporting=reliability.LEAST_REPORTING,
        ),
    ),
    lifted=sees_unreliable_estimates,
    provisional=CUTS,
)
PROPORTIONS = Rule(
    title=Text("Partes de las empresas en una encuesta"),
    said=_graded(
        Text("coeficiente de variación logarítmico, EE / (m·|ln m|) con m = mín(p, 1−p),"),
        reliability.RELIABLE_LOG_CV,
        reliability.CAUTION_LOG_CV,
    ),
    lifted=sees_unreliable_estimates,
    provisional=CUTS,
)


def _secretariat(viewer: Viewer) -> bool:
    return any(chairs(viewer, award) for award in AWARD)


UNTIL_PUBLISHED = Rule(
    title=Text("Hasta que se publique el resultado"),
    said=(Text("Antes de esa fecha la ve solo la secretaría del premio; después, todos."),),
    lifted=_secretariat,
    provisional=(Text("Las bases oficiales de cada premio prevalecen sobre estos métodos."),),
)
WORKING_DETAIL = Rule(
    title=Text("Listas de trabajo de un lugar"),
    said=(
        Text(
            "Una lista de empresas o de actividades es para quien lidera ese mismo lugar y para "
            "quien da seguimiento al programa; los demás la ven sin filas."
        ),
        Text("Ninguna lista habla de personas: no lleva filas ni números sobre ellas."),
    ),
    lifted=sees_working_detail_somewhere,
)
OF_JURORS = Rule(
    title=Text("Lo que habla de un miembro del jurado"),
    said=(Text("Lo ve solo la secretaría del premio, también después del resultado."),),
    lifted=_secretariat,
)

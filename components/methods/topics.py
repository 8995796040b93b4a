"""The questions a mayor asks of a figure, answered with the numbers that the code applies.

Whatever a rule, a predicate or a constant decides is read from it here; nothing is stated twice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from components.words import Listed
from data_access import lists, periods
from data_access.answers import QUESTIONS
from data_access.answers.labour.supply import REGISTERED_SUPPLY
from data_access.answers.labour.survey_answer import OF_THE_SURVEYED, ONLY_CHANCE
from data_access.answers.publication_rules import ABOUT_PEOPLE, LEAST_RESPONDENTS, Rule
from data_access.language import Text
from data_access.viewer import (
    BELONGS,
    VISITOR,
    Grant,
    Viewer,
    may_pick_any_period,
    may_pick_months,
    sees_exact_people,
    sees_unreliable_estimates,
    sees_working_detail,
)

# A reader of each role, with one example of what the role is limited to.
PLACE = "13"
EXAMPLES = {"territory": PLACE, "edition": "—", "award": next(iter(lists.AWARD))}
READERS = {
    role: Viewer(frozenset({Grant(role, EXAMPLES[BELONGS[role]] if role in BELONGS else None)}))
    for role in lists.ROLE
}


@dataclass(frozen=True)
class Topic:
    """A question with its answer: paragraphs, then points. `anchor` is its name in the address."""

    anchor: str
    question: Text
    said: tuple[Text, ...] = ()
    points: tuple[Text, ...] = ()


def those_who(may: Callable[[Viewer], bool]) -> Text:
    """Return the roles that a predicate holds for, "todos", or "nadie"."""
    found = [lists.ROLE[role] for role, reader in READERS.items() if may(reader)]
    if may(VISITOR):
        return Text("todos")
    return Listed(found) if found else Text("nadie")


def topics() -> list[Topic]:
    """Return every question with its answer, in the order of the page."""
    known = [SOURCES, FEW, WEAK, INTERVAL, COMPARED, NOT_PUBLISHED, NOT_SAID]
    return [*known, periods_and_readers(), pending()]


SOURCES = Topic(
    "sources",
    Text("¿De dónde salen estas cifras?"),
    (
        Text(
            "De los archivos que entregan las instituciones del programa: encuestas a empresas, el "
            "registro de la bolsa de empleo y los registros de las actividades. Cada entrega queda "
            "guardada como un lote con su número, y cada tabla que se descarga dice de qué lotes "
            "viene."
        ),
        Text(
            "Ninguna cifra se escribe a mano: se calcula de esos registros cada vez que se "
            "pregunta. Al pie de cada gráfico están la fuente, la fecha de los datos y n, que es "
            "cuántas empresas o personas hay detrás."
        ),
    ),
)
FEW = Topic(
    "few",
    Text("¿Por qué dice «pocas» o lleva «≈»?"),
    (
        Text(
            "Porque un número pequeño puede señalar a alguien, y estar en movilidad puede poner a "
            "una persona en riesgo. Todo número sobre personas pasa antes por la misma puerta:"
        ),
    ),
    ABOUT_PEOPLE.said,
)
WEAK = Topic(
    "weak",
    Text("¿Qué no logra esa protección?"),
    (),
    ABOUT_PEOPLE.weaknesses,
)
INTERVAL = Topic(
    "interval",
    Text("¿Qué es un intervalo?"),
    (
        Text(
            "Una encuesta pregunta a una parte de las empresas. Con otras empresas la cifra habría "
            "salido algo distinta; el intervalo de 95 % dice cuánto: de cada 100 encuestas hechas "
            "así, unas 95 darían un intervalo que contiene la cifra de todas las empresas."
        ),
        ONLY_CHANCE,
    ),
)
COMPARED = Topic(
    "compared",
    Text("¿Cuándo se dice que dos cifras se distinguen?"),
    (
        Text(
            "Cuando el intervalo de 95 % de su diferencia no contiene el 0, con el ajuste que "
            "protege a las personas dentro. Si una figura compara varias cifras a la vez, se exige "
            "más a cada una, para que en 100 figuras sin ninguna diferencia a lo sumo unas 5 digan "
            "que la hay (corrección de Holm). Cada grupo se compara con uno de referencia: los "
            "hombres, las personas ecuatorianas, la comunidad de acogida; quien no responde no "
            "entra en un título."
        ),
        Text(
            "Con estratos pequeños y valores muy desiguales entre empresas, el intervalo de una "
            "encuesta contiene la cifra verdadera menos veces que las 95 que dice."
        ),
        Text("Las mismas palabras valen en tarjetas, gráficos y frases:"),
    ),
    (
        Text("«más», «menos», «se distingue»: la prueba distingue las dos cifras."),
        Text(
            "«no se distingue»: se probó, y la diferencia puede ser azar. No dice que sean igual."
        ),
        Text("«pocas»: hay muy pocas personas para dar un número."),
        Text(
            "«aún en seguimiento»: ha pasado menos tiempo que el que pide la cifra; un período se "
            "compara con otro al mismo tiempo de seguimiento."
        ),
        Text("«sin dato»: nadie lo ha medido, o no hay nada que medir: 0 de 0 no es 0 %."),
        Text(
            "Sin intervalo a los dos lados no se dice nada: se dan las dos cifras. Tampoco se "
            "comparan grupos que comparten personas."
        ),
    ),
)
NOT_PUBLISHED = Topic(
    "not-published",
    Text("¿Por qué dice «No publicado» o «Úsese con precaución»?"),
    (
        Text(
            "Porque con pocas respuestas el margen de error es tan ancho que la cifra llevaría a "
            "una decisión equivocada. Toda estimación de una encuesta lleva una de tres palabras; "
            "sus umbrales exactos están más abajo, en las reglas:"
        ),
    ),
    (
        Text("Confiable: el error es pequeño frente a la cifra."),
        Text(
            "Úsese con precaución: el error es grande. Sirve para orientarse, no para decidir con "
            "ella sola."
        ),
        Text(
            "No publicado: el error es demasiado grande, o respondieron menos de {respondents} "
            "empresas.",
            respondents=LEAST_RESPONDENTS,
        ),
    ),
)
NOT_SAID = Topic(
    "not-said",
    Text("¿Qué no dicen estas cifras?"),
    (),
    (
        Text(
            "Los resultados son la contribución del programa, no su efecto: no hay un grupo con el "
            "cual comparar."
        ),
        REGISTERED_SUPPLY,
        Text(
            "«Sin dato» no es cero: es que nadie lo ha medido. Y una tasa sin nada entre qué "
            "dividir no existe."
        ),
        Text(
            "Los lugares no se suman: Manta está dentro de Manabí, y cada persona cuenta una sola "
            "vez en cada lugar. El total se cuenta aparte."
        ),
        OF_THE_SURVEYED,
    ),
)


def periods_and_readers() -> Topic:
    """Return which periods there are and who sees what, from the predicates of `data_access`."""
    return Topic(
        "readers",
        Text("¿Quién ve qué, y de qué período?"),
        (
            Text(
                "Quien no tiene cuenta y quien la tiene ven las mismas cifras, salvo lo que aquí "
                "se dice. Cualquiera puede pedir años y trimestres ya cerrados, desde el {launch}, "
                "cuando empezó la fase III del programa.",
                launch=periods.LAUNCH,
            ),
        ),
        (
            Text(
                "Cifras exactas sobre personas: {readers}. Cada vista queda registrada.",
                readers=those_who(sees_exact_people),
            ),
            Text(
                "Estimaciones que no se publican, con su aviso: {readers}.",
                readers=those_who(sees_unreliable_estimates),
            ),
            Text(
                "Listas de trabajo, sin personas, del lugar propio: {readers}.",
                readers=those_who(lambda who: sees_working_detail(who, PLACE)),
            ),
            Text(
                "Meses cerrados, del lugar propio: {readers}.",
                readers=those_who(
                    lambda who: may_pick_months(who, PLACE) and not may_pick_any_period(who)
                ),
            ),
            Text("Fechas libres: {readers}.", readers=those_who(may_pick_any_period)),
        ),
    )


def pending() -> Topic:
    """Return what the programme has yet to ratify, from the definitions and rules themselves."""
    return Topic(
        "pending",
        Text("¿Qué falta ratificar?"),
        (Text("Son propuestas del programa hasta que sus instituciones las aprueben:"),),
        tuple(dict.fromkeys(provisional())),
    )


def provisional() -> list[Text]:
    """Return every provisional part of the rules, then of the definitions."""
    definitions = [question.definition for question in QUESTIONS.values()]
    return [
        *(text for rule in rules() for text in rule.provisional),
        *(text for definition in definitions for text in definition.provisional),
    ]


def rules() -> list[Rule]:
    """Return every rule that applies to some answer."""
    return list(dict.fromkeys(rule for q in QUESTIONS.values() for rule in q.definition.rules))

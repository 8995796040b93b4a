"""One entry for each registered answer, made from its own registration."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from components import labels
from components.methods.topics import those_who
from components.words import Listed
from data_access.answers import QUESTIONS, Question
from data_access.answers.publication_rules import Rule
from data_access.language import Text

# What the first word of an answer's name stands for, in the order of the page.
SUBJECT_TITLES: Mapping[str, Text] = {
    "labour": Text("Brechas laborales"),
    "people": Text("Personas"),
    "hiring": Text("Contratación"),
    "training": Text("Formación"),
    "ventures": Text("Mercado en línea y coworking"),
    "community": Text("Comunidad y políticas"),
    "awards": Text("Premios"),
    "indicators": Text("Marco de resultados"),
    "quality": Text("Calidad de los datos"),
}
OTHER = Text("Otras cifras")
Part = tuple[Text, tuple[Text, ...]]


@dataclass(frozen=True)
class MethodEntry:
    """An answer in words. `parts` are headings, each with the sentences below it.

    The `rules` that withhold figures of the answer are apart: a page may show them in full or name
    them.
    """

    name: str
    title: Text
    meaning: Text
    formula: str | Text
    method: tuple[Text, ...]
    limits: tuple[Text, ...]
    rules: tuple[Rule, ...]
    parts: tuple[Part, ...]


def subject(name: str) -> str:
    """Return the key of SUBJECT_TITLES that an answer belongs to; "" where there is none."""
    first = name.partition(".")[0]
    return first if first in SUBJECT_TITLES else ""


def entries() -> dict[str, MethodEntry]:
    """Return every answer's entry by its name, subject by subject in the order of the page."""
    order = [*SUBJECT_TITLES, ""]
    names = sorted(QUESTIONS, key=lambda name: order.index(subject(name)))
    return {name: entry(QUESTIONS[name]) for name in names}


def by_subject() -> dict[Text, list[MethodEntry]]:
    """Return the entries by the titles of their subjects, without subjects that have none."""
    found: dict[Text, list[MethodEntry]] = {}
    for name, one in entries().items():
        found.setdefault(SUBJECT_TITLES.get(subject(name), OTHER), []).append(one)
    return found


def entry(question: Question) -> MethodEntry:
    definition = question.definition
    parts: list[Part] = [
        (Text("Por ratificar"), provisional(question)),
        (Text("Se desglosa por"), (dimensions(question),)),
        (Text("Se filtra por"), (filters(question),)),
        (Text("Período"), (period(question),)),
        (Text("Referencia"), (definition.reference,)),
        (Text("Nombre en los archivos"), (Text("{name}", name=question.name),)),
    ]
    return MethodEntry(
        name=question.name,
        title=question.title,
        meaning=definition.meaning,
        formula=definition.formula,
        method=definition.method,
        limits=definition.limits,
        rules=definition.rules,
        parts=tuple((heading, said) for heading, said in parts if said),
    )


def ruled(rule: Rule) -> Part:
    """Return a rule in full: its title, what it does, and for whom it does not hold."""
    free = Text("Esta regla no rige para: {readers}.", readers=those_who(rule.lifted))
    return rule.title, (*rule.said, free)


def provisional(question: Question) -> tuple[Text, ...]:
    """Return what of an answer and of its rules is still to be ratified."""
    definition = question.definition
    of_rules = (text for rule in definition.rules for text in rule.provisional)
    return tuple(dict.fromkeys((*definition.provisional, *of_rules)))


def dimensions(question: Question) -> Text:
    """Return what an answer can be broken down by, in words."""
    if not question.by:
        return Text("No se desglosa.")
    if len(question.by) == 1:
        return Text("{names}.", names=named(question.by))
    return Text("{names}; hasta {most} a la vez.", names=named(question.by), most=question.max_by)


def filters(question: Question) -> Text:
    """Return what an answer can be filtered by besides a place, in words."""
    if not question.filters:
        return Text("Solo por lugar.")
    return Text("{names}.", names=named(question.filters))


def named(keys: frozenset[str]) -> Text:
    """Return the names of dimensions or filters, as the tables have them."""
    return Listed(labels.scope_key(key) for key in sorted(keys))


def period(question: Question) -> Text:
    """Return which date a period filters on, or that the answer takes no period."""
    if question.periods:
        date = question.definition.dated
        return Text("Según {date}.", date=date) if date else Text("Admite un período.")
    if "encuesta" in question.filters:
        return Text("No admite un período: es de la fecha de la encuesta que se elija.")
    return Text("No admite un período.")

"""Parts of sentences about labour: an estimate, a supply, an occupation in words."""

from __future__ import annotations

from dataclasses import dataclass

from components.estimate_values import Estimate
from components.labour.labour_rows import Occupation
from components.occupations import short
from components.words import Count, Inside, between, people
from data_access.language import Text


@dataclass(frozen=True)
class Headline:
    """The finding in one sentence, and how precise it is in the next ones."""

    finding: Text
    details: tuple[Text, ...] = ()


NOT_REPRESENTATIVE = Text(
    "La muestra no es probabilística: habla de las empresas consultadas y no de todas, "
    "y no permite calcular un margen de error."
)
NOT_SURE_ORDER = Text("Cuál de ellas falta más no se distingue.")
CAUTION = Text("Es una estimación poco precisa: úsela con precaución.")


def title(occupation: Occupation) -> Text:
    """Return an occupation's title inside a sentence."""
    return Inside(short(occupation.code))


def registered(occupation: Occupation) -> Text:
    """Return how many people are registered, in words."""
    if occupation.supply is not None and occupation.adjusted:
        return Text(
            "{count} personas inscritas en la bolsa de empleo",
            count=people(occupation.supply, occupation.adjusted),
        )
    if occupation.supply is not None:
        return Text(
            "{count} persona inscrita en la bolsa de empleo",
            "{count} personas inscritas en la bolsa de empleo",
            count=occupation.supply,
        )
    return Text("pocas personas inscritas en la bolsa de empleo")


def vacancies(estimate: Estimate) -> Text:
    """Return estimated vacancies with their interval, in words."""
    number = Count(estimate.value or 0.0)
    if not estimate.measured:
        return Text("{number} vacantes", number=number)
    return Text(
        "unas {number} vacantes ({interval}, con 95 % de confianza)",
        number=number,
        interval=between(estimate.low, estimate.high),
    )


def not_said(found: list[Occupation]) -> list[Text]:
    """Return of how many occupations the survey has no publishable figure."""
    withheld = sum(o.demand.flag == "not_published" for o in found)
    if not withheld:
        return []
    return [
        Text(
            "De otra ocupación la encuesta no da una cifra publicable.",
            "De otras {count} ocupaciones la encuesta no da una cifra publicable.",
            count=withheld,
        )
    ]


def about_one(place: Text, occupation: Occupation | None, code: str, probability: bool) -> Headline:
    """Return the headline about the one occupation that the reader chose."""
    name = Inside(short(code))
    if occupation is None or not occupation.demand.shown:
        return Headline(
            Text(
                "En {place} la encuesta no permite publicar cuántas vacantes hay de {occupation}.",
                place=place,
                occupation=name,
            )
        )
    figures = Text(
        "Hay {vacancies} frente a {people}.",
        vacancies=vacancies(occupation.demand),
        people=registered(occupation)
        if occupation.supply_known
        else Text("una oferta registrada que no se conoce"),
    )
    details = [figures]
    if not probability:
        details.append(NOT_REPRESENTATIVE)
    elif occupation.demand.flag == "caution":
        details.append(CAUTION)
    if occupation.verdict == "short":
        finding = Text("En {place} faltan {occupation}.", place=place, occupation=name)
    elif occupation.verdict == "surplus":
        finding = Text(
            "En {place} hay más personas inscritas que vacantes de {occupation}.",
            place=place,
            occupation=name,
        )
    else:
        finding = Text(
            "En {place} no se distingue si faltan {occupation}.", place=place, occupation=name
        )
    return Headline(finding, tuple(details))

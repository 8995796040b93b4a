"""The one sentence that answers "where are we short?", and its qualifications."""

from __future__ import annotations

from components.estimate_values import Estimate
from components.labour.labour_rows import Occupation, first_is_sure, ranked
from components.labour.phrases import (
    CAUTION,
    NOT_REPRESENTATIVE,
    NOT_SURE_ORDER,
    Headline,
    about_one,
    not_said,
    registered,
    title,
    vacancies,
)
from components.occupations import short as short_name
from components.words import Listed
from data_access.language import Text

MOST_NAMED = 3


def headline(
    place: Text,
    found: list[Occupation],
    total: Estimate,
    probability: bool,
    only_occupation: str | None = None,
) -> Headline:
    """Return what the data support about shortage in `place`, and nothing more.

    `total` are all vacancies of the place, `n` its respondents; `probability`: the sample is a
    probability sample; `only_occupation`: the reader asked about this one.
    """
    if total.flag == "unknown" and not total.shown:
        return Headline(
            Text(
                "En {place} no se ha encuestado a empresas: no se sabe qué personal falta.",
                place=place,
            )
        )
    if only_occupation is not None:
        one = next((o for o in found if o.code == only_occupation), None)
        return about_one(place, one, only_occupation, probability)
    shown = [occupation for occupation in found if occupation.demand.shown]
    if not shown:
        return Headline(nothing_published(place, total), in_all(total))
    if not probability:
        return Headline(not_representative(place, shown), (NOT_REPRESENTATIVE,))
    if ranked(found, "short"):
        return shortage(place, found)
    return no_sure_shortage(place, found)


def shortage(place: Text, found: list[Occupation]) -> Headline:
    """Return the headline where an occupation has more vacancies than people beyond the error."""
    short = ranked(found, "short")
    first, rest = short[0], short[1:MOST_NAMED]
    details = [
        Text(
            "{occupation}: {vacancies} frente a {people}.",
            occupation=short_name(first.code),
            vacancies=vacancies(first.demand),
            people=registered(first),
        )
    ]
    if first.demand.flag == "caution":
        details.append(CAUTION)
    if rest and not first_is_sure(short):
        details.append(NOT_SURE_ORDER)
    details.extend(not_said(found))
    named = Listed(title(o) for o in (first, *rest))
    if len(short) == 1:
        finding = Text("En {place} faltan {occupation}.", place=place, occupation=named)
    else:
        finding = Text("En {place} faltan {occupations}.", place=place, occupations=named)
    return Headline(finding, tuple(details))


def no_sure_shortage(place: Text, found: list[Occupation]) -> Headline:
    """Return the headline where there are figures, but no shortage beyond the error."""
    unclear = [o for o in ranked(found, "unclear") if (o.gap or 0) > 0]
    surplus = ranked(found, "surplus")
    rest = tuple(not_said(found))
    if unclear:
        return Headline(
            Text(
                "En {place} podrían faltar {occupations}, pero no es seguro.",
                place=place,
                occupations=Listed(title(o) for o in unclear[:MOST_NAMED]),
            ),
            (
                Text(
                    "Se estiman más vacantes que personas inscritas, pero la diferencia no se "
                    "distingue de cero: el margen de la encuesta admite también lo contrario."
                ),
                *rest,
            ),
        )
    if surplus and len(surplus) == sum(o.demand.shown for o in found):
        most = surplus[0]
        return Headline(
            Text(
                "En {place} no falta personal en ninguna de las ocupaciones que se publican: "
                "en todas hay más personas inscritas que vacantes.",
                place=place,
            ),
            (
                Text(
                    "Por ejemplo, en {occupation}: {vacancies} frente a {people}.",
                    occupation=title(most),
                    vacancies=vacancies(most.demand),
                    people=registered(most),
                ),
                *rest,
            ),
        )
    if ranked(found, "unknown") and not surplus and not ranked(found, "unclear"):
        most = max(ranked(found, "unknown"), key=lambda o: (o.demand.value or 0.0, o.code))
        return Headline(
            Text(
                "En {place} hay {vacancies} de {occupation}; no hay datos de oferta "
                "registrada con que compararlas.",
                place=place,
                vacancies=vacancies(most.demand),
                occupation=title(most),
            ),
            rest,
        )
    return Headline(
        Text(
            "En {place} no se distingue falta de personal en ninguna de las ocupaciones "
            "que se publican.",
            place=place,
        ),
        rest,
    )


def nothing_published(place: Text, total: Estimate) -> Text:
    """Return the sentence for a survey that is too small here to publish occupations."""
    if total.n is None:
        return Text(
            "En {place} la encuesta no permite decir qué ocupaciones faltan: ninguna "
            "estimación es lo bastante precisa.",
            place=place,
        )
    return Text(
        "En {place} respondió {count} empresa, y no basta para decir qué ocupaciones faltan: "
        "ninguna estimación es lo bastante precisa.",
        "En {place} respondieron {count} empresas, y no bastan para decir qué ocupaciones "
        "faltan: ninguna estimación es lo bastante precisa.",
        count=total.n,
        place=place,
    )


def in_all(total: Estimate) -> tuple[Text, ...]:
    """Return all vacancies together in a sentence, where those can be published."""
    if not total.shown:
        return ()
    return (Text("En conjunto hay {vacancies}.", vacancies=vacancies(total)),)


def not_representative(place: Text, shown: list[Occupation]) -> Text:
    """Return the sentence for a non-probability sample, which represents itself only."""
    most = sorted(shown, key=lambda o: (-(o.demand.value or 0.0), o.code))[:MOST_NAMED]
    return Text(
        "Las empresas consultadas en {place} buscan, entre otras, {occupations}.",
        place=place,
        occupations=Listed(title(o) for o in most),
    )

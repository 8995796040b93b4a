"""The form fields of an edition's rules and criteria, and the parsing of what is typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Any

import streamlit as st

from components.awards.field import live_text
from components.awards.field.live_text import LiveText
from components.awards.moments import dates
from components.awards.rulebook import DATES, JURORS, LABELS, LISTS, SCALE, plainly
from components.reader_language import _, current
from data_access import lists
from data_access.awards.edition_rules import Rules
from data_access.awards.rubrics import CriterionText
from data_access.language import DEFAULT, LANGUAGES, Text
from data_access.refusal import Refusal

USUAL = {"score_min": "1", "score_max": "5", "score_step": "1"}


def number(text: str) -> Decimal:
    """Return a number typed with a decimal comma or point; raise Refusal for anything else."""
    try:
        found = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        raise Refusal(Text("«{text}» no es un número.", text=text.strip())) from None
    if not found.is_finite():
        raise Refusal(Text("«{text}» no es un número.", text=text.strip()))
    return found


def rules(key: str, edition: Any | None) -> dict[str, Any]:
    """Render the fields of the rules and return what is typed, not yet parsed."""
    given: dict[str, Any] = {
        "name": st.text_input(
            LABELS["name"].to(current()), edition.name if edition else "", key=f"{key}-name"
        )
    }
    st.caption(_("Fechas y horas de Ecuador"))
    for name, said in DATES.items():
        moment = getattr(edition, name) if edition else None
        given[name] = dates.field(said, moment, f"{key}-{name}")
    columns = st.columns(3)
    for column, (name, said) in zip(columns, SCALE.items(), strict=True):
        usual = plainly(getattr(edition, name)) if edition else USUAL[name]
        given[name] = column.text_input(said.to(current()), usual, key=f"{key}-{name}")
    usual_jurors = {"jurors_min": 3, "jurors_target": Rules.jurors_target}
    for column, (name, said) in zip(st.columns(2), JURORS.items(), strict=True):
        usual_count = getattr(edition, name) if edition else usual_jurors[name]
        given[name] = column.number_input(
            said.to(current()), 1, 99, usual_count, key=f"{key}-{name}"
        )
    for name, (said, codes) in LISTS.items():
        if name == "tie_break":
            codes = {code: word for code, word in codes.items() if code != "ex_aequo"}
        usual_list = _split(getattr(edition, name)) if edition else _usual(name)
        given[name] = st.multiselect(
            said.to(current()),
            list(codes),
            usual_list,
            format_func=partial(_word, codes),
            placeholder=_("Elija"),
            key=f"{key}-{name}",
        )
    given["appeal_days"] = st.number_input(
        LABELS["appeal_days"].to(current()),
        0,
        365,
        edition.appeal_days if edition else Rules.appeal_days,
        key=f"{key}-appeal_days",
    )
    given["prizes"] = live_text.render(prizes(key, edition))
    return given


def prizes(key: str, edition: Any | None) -> LiveText:
    """Return the field of the prizes, which saves itself."""
    start = (edition.prizes or "") if edition else ""
    return LiveText(f"edition/{key}/prizes", LABELS["prizes"].to(current()), start)


def texts(key: str, known: Sequence[CriterionText], edition: Any | None) -> list[LiveText]:
    """Return every field of these forms that saves itself, to be emptied once it is stored."""
    blank = CriterionText("", "", Decimal(0))
    fields = [prizes(key, edition)]
    for at, one in enumerate([*known, blank]):
        fields += [levels(f"{key}-{at}", one, language) for language in LANGUAGES]
    return fields


def read(given: dict[str, Any]) -> dict[str, Any]:
    """Return the rules as they are stored; raise Refusal if a value cannot be read."""
    return {
        "name": given["name"].strip(),
        **{name: dates.read(given[name], said) for name, said in DATES.items()},
        **{name: number(given[name]) for name in SCALE},
        "jurors_min": int(given["jurors_min"]),
        "jurors_target": int(given["jurors_target"]),
        **{name: ";".join(given[name]) for name in LISTS},
        "prizes": given["prizes"].strip() or None,
        "appeal_days": int(given["appeal_days"]),
    }


def criteria(key: str, known: Sequence[CriterionText]) -> list[dict[str, Any]]:
    """Render the criteria and a blank one; return what is typed, not yet parsed."""
    blank = CriterionText("", "", Decimal(0))
    return [_criterion(f"{key}-{at}", one) for at, one in enumerate([*known, blank])]


def _criterion(key: str, one: CriterionText) -> dict[str, Any]:
    title = f"{one.name} · {plainly(one.weight)}" if one.code else _("Otro criterio")
    with st.expander(title):
        left, right = st.columns([3, 1])
        code = left.text_input(
            _("Código"), one.code, key=f"{key}-code", help=_("Vacío: este criterio se quita.")
        )
        weight = right.text_input(_("Peso"), plainly(one.weight), key=f"{key}-weight")
        columns = st.columns(len(LANGUAGES))
        return {
            "code": code,
            "weight": weight,
            "names": {
                language: column.text_input(
                    _("Nombre ({which})", which=LANGUAGES[language].name),
                    one.name if language == DEFAULT else one.names.get(language, ""),
                    key=f"{key}-{language}",
                )
                for column, language in zip(columns, LANGUAGES, strict=True)
            },
            "levels": {
                language: live_text.render(levels(key, one, language)) for language in LANGUAGES
            },
        }


def levels(key: str, one: CriterionText, language: str) -> LiveText:
    """Return the field of a criterion's levels in a language, which saves itself."""
    start = "\n".join(one.levels.get(language, ()))
    label = _(
        "Niveles ({which}), uno por línea, del más bajo al más alto",
        which=LANGUAGES[language].name,
    )
    return LiveText(f"edition/{key}/levels-{language}", label, start)


def read_criteria(given: Sequence[dict[str, Any]]) -> tuple[CriterionText, ...]:
    """Return the criteria typed that have a code; raise Refusal if one of them has no name."""
    found = []
    for one in given:
        code = one["code"].strip().upper()
        if not code:
            continue
        names = {language: name.strip() for language, name in one["names"].items()}
        if not names[DEFAULT]:
            raise Refusal(Text("El criterio «{code}» necesita un nombre.", code=code))
        found.append(
            CriterionText(
                code,
                names[DEFAULT],
                number(one["weight"]),
                {code: name for code, name in names.items() if name and code != DEFAULT},
                {code: lines for code, text in one["levels"].items() if (lines := _lines(text))},
            )
        )
    return tuple(found)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _split(codes: str) -> list[str]:
    return [code for code in codes.split(";") if code]


def _usual(name: str) -> list[str]:
    usual = {
        "tie_break": ["criteria", "median", "vote"],
        "rounds": ["eligibility", "scoring", "deliberation"],
        "nominees": list(lists.NOMINEE),
    }
    return usual.get(name, [])


def _word(words: Mapping[str, Text], code: str) -> str:
    return words[code].to(current())

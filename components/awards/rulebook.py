"""The rules of an edition, in words: dates, scale, jury, criteria and every amendment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pandas as pd
import streamlit as st

from components import ask
from components.awards.wording import EcuadorMoment
from components.markup import plain
from components.reader_language import _, current
from components.templating import render_template
from components.theme import paint
from components.words import Inside, Joined, Listed
from data_access import lists
from data_access.awards import calls
from data_access.awards.calls import Rulebook
from data_access.awards.rubrics import CriterionText
from data_access.language import Text, Title
from data_access.viewer import Viewer

DATES = {
    "opens_at": Text("Apertura"),
    "nominations_close_at": Text("Cierre de postulaciones"),
    "scores_close_at": Text("Cierre de puntajes"),
}
SCALE = {
    "score_min": Text("Puntaje mínimo"),
    "score_max": Text("Puntaje máximo"),
    "score_step": Text("Paso"),
}
JURORS = {
    "jurors_min": Text("Jurados por postulación, mínimo"),
    "jurors_target": Text("Jurados por postulación, deseado"),
}
LISTS = {
    "tie_break": (Text("Orden del desempate"), lists.TIE_BREAK),
    "blind_fields": (Text("Lo que el jurado no ve"), lists.BLIND),
    "rounds": (Text("Etapas"), lists.ROUNDS),
    "nominees": (Text("Quién puede postular"), lists.NOMINEE),
}
LABELS = {
    "name": Text("Nombre"),
    **DATES,
    **SCALE,
    **JURORS,
    **{name: label for name, (label, _codes) in LISTS.items()},
    "prizes": Text("Premios"),
    "appeal_days": Text("Días para impugnar el resultado"),
}
NOTHING = {"blind_fields": Text("Nada: lo ve todo"), "prizes": Text("Ninguno anunciado")}
NONE = Text("—")
CRITERIA = "criteria"  # a changed rubric, as a whole
WEIGHT = "weight "  # begins the name of a changed weight; the criterion's code follows


def render(viewer: Viewer, edition: str) -> None:
    """Render the rules of an edition, its criteria with their levels, and its amendments."""
    book = read(viewer, edition)
    rules(book)
    amendments(book)


def read(viewer: Viewer, edition: str) -> Rulebook:
    """Return the rules as they stand; raise Forbidden if the viewer may not read them."""
    with ask.reading() as connection:
        return calls.rulebook(connection, viewer, edition)


def rules(book: Rulebook) -> None:
    """Render the rules as a table, and the criteria with their weights and levels."""
    language = current()
    table = pd.DataFrame(
        [
            {
                _("Regla"): label.to(language),
                _("Lo que dice"): said(name, getattr(book.rules, name)).to(language),
            }
            for name, label in LABELS.items()
        ]
    )
    st.table(table, border="horizontal", hide_index=True, alt=_("Las reglas de la edición"))
    st.markdown(f"**{_('Criterios y pesos')}**")
    folded = [_unfolding(criterion) for criterion in book.criteria]
    st.html(render_template("awards/criteria.html", criteria=folded, colors=paint()))


def amendments(book: Rulebook) -> None:
    """Render what was changed after the call opened, when and why; newest first."""
    names = {one.code: one.title for one in book.criteria}
    if book.amendments:
        st.markdown(f"**{_('Enmiendas')}**")
    for row in book.amendments:
        st.markdown(f"- {plain(EcuadorMoment(row.at).to(current()))}. {plain(row.reason)}")
        for name, (before, after) in row.changes.items():
            st.caption(plain(changed(names, name, before, after).to(current())))


def _unfolding(criterion: CriterionText) -> dict[str, object]:
    """Return a criterion with its weight, and what each level means, the lowest first."""
    head = _("{name}: {weight} de 100", name=criterion.title, weight=number(criterion.weight))
    return {"head": head, "levels": criterion.levels_in(current())}


def said(name: str, value: Any) -> Text:
    """Return the value of a rule in words, as it is kept or as an amendment wrote it down."""
    if value in (None, ""):
        return NOTHING.get(name, NONE)
    if name in DATES:
        at = value if isinstance(value, dt.datetime) else dt.datetime.fromisoformat(value)
        return EcuadorMoment(at, begins=name == "opens_at")
    if name in LISTS:
        words = [LISTS[name][1][code] for code in str(value).split(";")]
        if name == "tie_break":  # one after another, in this order
            steps = enumerate(words, start=1)
            return Joined(*(Text("Paso {at}: {step}.", at=at, step=step) for at, step in steps))
        return Listed([words[0], *map(Inside, words[1:])])
    if name in SCALE or name.startswith(WEIGHT):
        return number(Decimal(value))
    return Title(es=str(value))


def changed(criteria: Mapping[str, Text], name: str, before: Any, after: Any) -> Text:
    """Return the change of a rule, from what to what; `criteria` holds names by code."""
    if name == CRITERIA:
        return Text("La rúbrica entera")
    label = LABELS.get(name)
    if label is None:
        code = name.removeprefix(WEIGHT)
        label = Text("Peso de «{criterion}»", criterion=criteria.get(code, code))
    return Text(
        "{rule}: antes {before}, ahora {after}",
        rule=label,
        before=said(name, before),
        after=said(name, after),
    )


def number(value: Decimal) -> Text:
    """Return a score or a weight with as many decimals as it has."""
    typed = plainly(value)
    return Title(es=typed.replace(".", ","), en=typed)


def plainly(value: Decimal | None) -> str:
    """Return a number as it is typed."""
    return "" if value is None else format(value.normalize() + 0, "f")

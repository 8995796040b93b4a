"""The progress of the jury: missing sheets by juror and by nomination, and the reminders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from components import ask, word_table
from components.awards.jury_administration import reminders
from components.awards.jury_administration.choosing import JuryDesk
from components.awards.scoring import task_list
from components.markup import plain
from components.reader_language import _, current
from components.words import Joined
from data_access.awards import assigning, jury_progress
from data_access.awards.assigning import Coverage
from data_access.awards.jury_progress import DRAFTED, HANDED_IN, RECUSED, TO_DO, Owed
from data_access.language import Text

STATES = {
    HANDED_IN: Text("enviada"),
    DRAFTED: Text("borrador"),
    TO_DO: Text("pendiente"),
    RECUSED: Text("recusado"),
}


def render(desk: JuryDesk) -> None:
    with ask.reading() as connection:
        owed = jury_progress.progress(connection, desk.viewer, desk.code)
        covered = assigning.coverage(connection, desk.viewer, desk.code)
    st.header(headline(desk, owed).to(current()), anchor=False)
    st.markdown(
        Joined(
            task_list.until(desk.edition, desk=True), *sheets(desk, owed), *holes(desk, covered)
        ).to(current())
    )
    waiting = unsent(desk, owed)
    if waiting:
        st.markdown(_("Están completas y sin enviar; pida que las envíen:"))
        st.markdown("\n".join(f"- {plain(said.to(current()))}" for said in waiting))
    st.subheader(_("Por jurado"), anchor=False)
    _table(by_juror(owed), _("Hojas de cada jurado"))
    st.subheader(_("Por postulación"), anchor=False)
    _table(by_nomination(desk, owed), _("Hojas de cada postulación"))
    with st.expander(_("Hoja por hoja")):
        _table(matrix(owed), _("El estado de cada hoja, por postulación y jurado"))
    if not desk.published:
        reminders.render(desk, owed)


def headline(desk: JuryDesk, owed: Sequence[Owed]) -> Text:
    """Return how many sheets are missing, in a sentence: assigned, or else under the minimum."""
    due = [one for one in owed if one.state != RECUSED]
    missing = sum(not one.counts for one in due)
    if not due:
        return Text("Todavía no hay asignaciones")
    count = jury_progress.sheets_in_force(owed)
    short = sum(count[one.code] < desk.edition.jurors_min for one in desk.judged)
    if not missing and short:
        return Text(
            "{many} postulación no llega al mínimo de {least} hojas",
            "{many} postulaciones no llegan al mínimo de {least} hojas",
            short,
            many=short,
            least=desk.edition.jurors_min,
        )
    if not missing:
        return Text("Están todas las hojas: {all}", all=len(due))
    return Text("Faltan {missing} de {all} hojas", missing=missing, all=len(due))


def sheets(desk: JuryDesk, owed: Sequence[Owed]) -> list[Text]:
    """Return whether each nomination has as many sheets handed in as the edition demands."""
    count, least = jury_progress.sheets_in_force(owed), desk.edition.jurors_min
    short = sum(count[one.code] < least for one in desk.judged)
    if not short:
        return [Text("Cada postulación tiene {least} hojas enviadas o más.", least=least)]
    return [
        Text(
            "{many} postulación tiene menos de {least} hojas enviadas.",
            "{many} postulaciones tienen menos de {least} hojas enviadas.",
            short,
            many=short,
            least=least,
        )
    ]


def sheets_of(desk: JuryDesk, nomination: str, count: int) -> Text:
    """Return how many of the sheets that the edition demands a nomination has."""
    return Text(
        "{name}, {count} hoja de {least}",
        "{name}, {count} hojas de {least}",
        count,
        name=desk.name(nomination),
        least=desk.edition.jurors_min,
    )


def unsent(desk: JuryDesk, owed: Sequence[Owed]) -> list[Text]:
    """Return the sheets that are complete and not handed in, with the juror to ask."""
    return [
        Text(
            "{name}: {juror}",
            name=desk.name(one.nomination),
            juror=who(one),
        )
        for one in jury_progress.unsent(owed)
    ]


def holes(desk: JuryDesk, covered: Coverage) -> list[Text]:
    """Return whether each nomination has enough jurors and the jurors link all of them."""
    found = []
    if covered.short:
        found.append(
            Text(
                "{count} postulación tiene menos de {least} jurados asignados: {which}.",
                "{count} postulaciones tienen menos de {least} jurados asignados: {which}.",
                len(covered.short),
                least=desk.edition.jurors_min,
                which=", ".join(desk.name(name) for name in covered.short),
            )
        )
    else:
        found.append(
            Text(
                "Cada postulación tiene {least} jurados asignados o más.",
                least=desk.edition.jurors_min,
            )
        )
    if covered.groups > 1:
        found.append(
            Text(
                "Las postulaciones forman {groups} grupos sin jurados en común: así no hay una "
                "clasificación única. Asigne de nuevo o enlácelos a mano.",
                groups=covered.groups,
            )
        )
    elif covered.groups == 1:
        found.append(Text("Los jurados en común enlazan todas las postulaciones entre sí."))
    return found


def by_juror(owed: Sequence[Owed]) -> pd.DataFrame:
    """Return a row for each juror: how many sheets are in each state."""
    rows = []
    for juror in sorted({one.juror for one in owed}):
        own = [one for one in owed if one.juror == juror]
        count = Counter(one.state for one in own)
        undeclared = sum(not one.declared and one.state != RECUSED for one in own)
        rows.append(
            {
                _("Jurado"): who(own[0]),
                _("Enviadas"): str(sum(one.counts for one in own)),
                _("En borrador"): str(count[DRAFTED]),
                _("Pendientes"): str(count[TO_DO]),
                _("Sin declarar"): str(undeclared),
                _("Recusaciones"): str(count[RECUSED]),
            }
        )
    return pd.DataFrame(rows)


def who(one: Owed) -> str:
    """Return a juror with the address, and that the juror left where it is so."""
    parts = [one.juror, one.email, _("se retiró") if one.left else None]
    return " · ".join(part for part in parts if part)


def by_nomination(desk: JuryDesk, owed: Sequence[Owed]) -> pd.DataFrame:
    """Return a row for each judged nomination: its jurors and sheets beside the target."""
    rows = []
    for one in desk.judged:
        own = [sheet for sheet in owed if sheet.nomination == one.code]
        count = Counter(sheet.state for sheet in own)
        rows.append(
            {
                _("Postulación"): desk.name(one.code),
                _("Asignados"): _(
                    "{count} de {wanted}",
                    count=len(own) - count[RECUSED],
                    wanted=desk.edition.jurors_target,
                ),
                _("Enviadas"): _(
                    "{count} de {wanted}",
                    count=sum(sheet.counts for sheet in own),
                    wanted=desk.edition.jurors_min,
                ),
                _("Recusados"): str(count[RECUSED]),
            }
        )
    return pd.DataFrame(rows)


def matrix(owed: Sequence[Owed]) -> pd.DataFrame:
    """Return a row for each nomination and a column for each juror: the state of the sheet."""
    language = current()
    states = {(one.nomination, one.juror): STATES[one.state].to(language) for one in owed}
    jurors = sorted({juror for _nomination, juror in states})
    return pd.DataFrame(
        [
            {_("Postulación"): name, **{j: states.get((name, j), "—") for j in jurors}}
            for name in sorted({nomination for nomination, _juror in states})
        ]
    )


def _table(frame: pd.DataFrame, alt: str) -> None:
    if frame.empty:
        st.caption(_("Todavía no hay nada que mostrar."))
    else:
        word_table.render(frame, alt)

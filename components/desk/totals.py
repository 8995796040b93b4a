"""Official totals: which may be published exactly for a closed year, and their release."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components import ask, asking_again, dialogs, flash, guard, labels, word_table
from components.reader_language import _, current
from data_access import clock, periods
from data_access.language import Text, say
from data_access.official_totals import Verdict
from data_access.programme import official_totals_release
from data_access.refusal import Refusal
from data_access.viewer import Viewer, releases_totals

WHERE, OPENED = "totals", "totals-opened"


def render(viewer: Viewer) -> None:
    """Render what official totals are and, once opened, those of a year: they count every place."""
    if not releases_totals(viewer):
        return
    st.subheader(_("Totales oficiales"), anchor=False)
    st.markdown(
        _(
            "Cuántas personas se inscribieron en un año cerrado puede publicarse con su número "
            "exacto, para todos y para siempre, donde eso no deje ver a un grupo pequeño. Antes "
            "de publicar se revisa cada total y cada diferencia entre totales."
        )
    )
    opened = st.expander(_("Revisar los totales de un año"), key=OPENED, on_change="rerun")
    if opened.open:
        with opened:
            _year(viewer)


def _year(viewer: Viewer) -> None:
    """Render the choice of a year, its verdicts and the release, for those who may release."""
    year = st.selectbox(_("Año"), years(), format_func=str, key="totals-year", width=160)
    try:
        found = official_totals_release.preview(ask.engine(), viewer, year)
    except Refusal as problem:
        st.info(problem.text.to(current()))
        return
    ready = [verdict for verdict in found if verdict.releasable]
    _table(found)
    title = _("Publicar los totales de {year}", year=str(year))
    if st.button(title, disabled=not ready, key="totals-release"):
        dialogs.show(title, _confirm, year, ready)
    flash.show(WHERE)


def years() -> list[int]:
    """Return the closed years since the launch, newest first."""
    return [start.year for start, _end in periods.closed_years(clock.today())]


def _table(found: list[Verdict]) -> None:
    language = current()
    if not found:
        st.caption(_("No hay personas inscritas en ese año."))
        return
    names = [_("Lugar"), _("Personas"), _("Decisión")]
    rows = [
        [
            labels.place_among_all(verdict.place).to(language),
            say(verdict.persons, language),
            (verdict.reason or Text("Se publica.")).to(language),
        ]
        for verdict in found
    ]
    with st.expander(_("Ver los {count} totales", count=len(found)), key="totals-list"):
        word_table.render(pd.DataFrame(rows, columns=names), _("Totales oficiales"))


def _confirm(year: int, ready: list[Verdict]) -> None:
    """Render what becomes public, and that it stays so; then the button that releases it."""
    becomes = Text(
        "Desde ahora cualquiera podrá ver y descargar, con su número exacto, cuántas personas se "
        "inscribieron en {year} en {count} lugar.",
        "Desde ahora cualquiera podrá ver y descargar, con su número exacto, cuántas personas se "
        "inscribieron en {year} en {count} lugares.",
        len(ready),
        year=str(year),
    )
    st.markdown(becomes.to(current()))
    st.markdown(
        _(
            "**No se puede retirar.** Lo publicado queda publicado aunque después se corrijan los "
            "datos, y limita lo que se podrá publicar más adelante."
        )
    )
    yes, no = Text("Sí, publicarlos para siempre"), Text("No, todavía no")
    asking_again.by_press("totals", yes, no, _release, year, ready)


def _release(year: int, agreed: list[Verdict]) -> None:
    def act() -> Text:
        done = official_totals_release.release(ask.engine(), guard.viewer(), year, agreed=agreed)
        told = sum(verdict.releasable for verdict in done)
        return Text(
            "Se publicó {count} total de {year}.",
            "Se publicaron {count} totales de {year}.",
            told,
            year=str(year),
        )

    flash.attempt(WHERE, act)

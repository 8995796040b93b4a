"""Publishing at the data desk: what a release would move, making it, and taking one back."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components import ask, dialogs, flash, guard, labels, publication, word_table
from components.awards.field import live_text
from components.awards.field.live_text import LiveText
from components.markup import plain
from components.reader_language import _, current
from components.words import Moment, Percent
from data_access import lists
from data_access.answers import QUESTIONS
from data_access.language import Text, say
from data_access.releases import making
from data_access.releases.preview import Moved, Preview, preview
from data_access.releases.standing import CURRENT, Standing
from data_access.releases.state import State, history, state
from data_access.viewer import Viewer, publishes

WHERE, SEEN = "publishing", "publishing-seen"
MOST = 5  # releases that are listed


def render(viewer: Viewer) -> None:
    """Render the state of releases, what the next would move and its button, and the last ones."""
    if not publishes(viewer):
        return
    language, now = current(), state(ask.engine(), viewer)
    st.subheader(_("Publicación"), anchor=False)
    st.markdown(plain(standing(now).to(language)))
    for problem in publication.problems(now):
        st.warning(plain(problem.to(language)))
    if now.share is not None:
        said = Text("Calculando las cifras de siempre: {share}", share=Percent(now.share))
        st.progress(now.share, said.to(language))
    _offer(now, viewer, "publishing", _("Publicar ahora"), WHERE)
    _past(viewer, language)


def after_undo(batch: str, viewer: Viewer, where: str) -> None:
    """Render, below an undone batch that readers are still told of, what publishes without it.

    What came of it is said at `where`.
    """
    now = state(ask.engine(), viewer)
    if now.release is None:
        return
    told = Text(
        "El público lo ve todavía: está en la publicación {number}, del {day}.",
        number=str(now.release.number),
        day=now.release.day,
    )
    st.markdown(plain(told.to(current())))
    _offer(now, viewer, f"publishing-undone-{batch}", _("Publicar ya"), where)


def _offer(now: State, viewer: Viewer, key: str, label: str, where: str) -> None:
    """Render the buttons that show what a release would move and make one, and what was shown."""
    with st.container(horizontal=True):
        if now.release is not None and st.button(_("Ver qué cambiaría"), key=f"{key}-look"):
            with st.spinner(_("Comparando con lo publicado…")):
                st.session_state[SEEN] = (key, preview(ask.engine(), viewer))
        st.button(label, type="primary", key=f"{key}-now", on_click=_publish, args=(where,))
    if where == WHERE:
        flash.show(WHERE)
    asked_at, seen = st.session_state.get(SEEN, ("", None))
    if asked_at == key and seen.since == now.release:
        _table(seen, current())


def standing(now: State) -> Text:
    """Return what everybody sees, and what publishing would do."""
    if now.release is None:
        return Text(
            "Todavía no se ha publicado nada: todos ven los datos como están, y quienes lideran un "
            "lugar aún no pueden cargar. La primera publicación termina la preparación."
        )
    return publication.since(now)


def _publish(where: str) -> None:
    def act() -> Text:
        made = making.make(ask.engine(), guard.viewer())
        return Text(
            "Publicación {number}, con los datos del {day}: es lo que todos ven desde ahora.",
            number=str(made.number),
            day=made.day,
        )

    st.session_state.pop(SEEN, None)
    flash.attempt(where, act)


def _table(seen: Preview, language: str) -> None:
    if not seen.moved:
        st.info(_("Nada de lo que muestran las páginas al abrirse cambiaría."))
        return
    names = [_("Figura"), _("Lugar"), _("Período"), _("Filas que cambian")]
    word_table.render(
        pd.DataFrame([_row(one, language) for one in seen.moved], columns=names),
        _("Lo que cambiaría al publicar"),
    )


def _row(one: Moved, language: str) -> list[str]:
    dated = one.scope.start or one.scope.end
    period = labels.period(one.scope.start, one.scope.end) if dated else Text("Todo el tiempo")
    place = labels.place_among_all(one.scope.territory)
    return [
        QUESTIONS[one.answer].title.to(language),
        place.to(language),
        period.to(language),
        say(one.rows, language),
    ]


def _past(viewer: Viewer, language: str) -> None:
    """Render the last releases, and the button that takes the one in force back."""
    found = history(ask.engine(), viewer, MOST)
    if not found:
        return
    with st.expander(_("Publicaciones anteriores"), key="publishing-past"):
        for one in found:
            st.markdown(plain(_told(one).to(language)))
        if len(found) > 1 and any(one.state == CURRENT for one in found):
            now = next(one.number for one in found if one.state == CURRENT)
            title = _("Retirar la publicación {number}…", number=str(now))
            if st.button(title, key="publishing-back"):
                dialogs.show(title, _confirm, now)


def _told(one: Standing) -> Text:
    said = Text(
        "Publicación {number}, del {day}: {state}. La hizo {by}, {moment}.",
        number=str(one.number),
        day=one.day,
        state=lists.RELEASE_STATE[one.state],
        by=one.made_by,
        moment=Moment(one.made_at),
    )
    if one.reason is None:
        return said
    return Text("{said} Motivo: {reason}", said=said, reason=one.reason)


def _confirm(number: int) -> None:
    """Render what taking a release back does; then its reason and the button that does it."""
    st.markdown(
        _(
            "Todos vuelven a ver la publicación anterior, con las cifras que de ella se guardaron. "
            "Lo retirado no vuelve: corrija los datos y publique otra vez, antes de que lo haga "
            "la publicación de la noche."
        )
    )
    field = LiveText(f"release/{number}/reason", _("Motivo"))
    reason = live_text.render(field)
    with st.container(horizontal=True):
        if st.button(_("Sí, retirarla"), type="primary", key="publishing-yes"):
            flash.attempt(WHERE, lambda: _back(number, field, reason))
            st.rerun()
        if st.button(_("No, dejarla"), key="publishing-no"):
            st.rerun()


def _back(number: int, field: LiveText, reason: str) -> Text:
    live_text.require_settled(field)
    now = making.take_back(ask.engine(), guard.viewer(), number, reason)
    live_text.sent(field)
    return Text(
        "Retirada. Todos ven otra vez la publicación {number}, del {day}.",
        number=str(now.number),
        day=now.day,
    )

"""The choice of a role, with a description of what it is for."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from components import ask, guard, labels
from components.reader_language import _, current
from components.words import Opening
from data_access import lists, territory
from data_access.auth import access_overview
from data_access.language import Text
from data_access.refusal import Refusal
from data_access.viewer import BELONGS, Grant

MEANS: Mapping[str, Text] = {
    "leader": Text(
        "Ve lo publicado y, de su lugar, el detalle de trabajo y períodos más cortos; carga datos "
        "de su lugar."
    ),
    "juror": Text("Evalúa en una edición las postulaciones que se le asignan."),
    "secretary": Text("Conduce las ediciones de un premio y preside su jurado."),
    "monitor": Text("Ve todas las cifras, también las exactas sobre personas; carga datos."),
    "administrator": Text("Ve todo; invita, da y quita roles, y lee este registro de accesos."),
}
LABELS: Mapping[str, Text] = {
    "territory": Text("Lugar"),
    "edition": Text("Edición"),
    "award": Text("Premio"),
}
MISSING: Mapping[str, Text] = {
    "territory": Text("Elija el lugar de este rol."),
    "edition": Text("Elija la edición de este rol, o escriba su código."),
    "award": Text("Elija el premio de este rol."),
}


def name(role: str) -> str:
    """Return a role's name with a capital first letter."""
    return Opening(lists.ROLE[role]).to(current())


def of(grant: Grant) -> Text | None:
    """Return what a role belongs to, in words; None where it belongs to nothing."""
    kind = BELONGS.get(grant.role)
    if kind is None or grant.of is None:
        return None
    if kind == "territory":
        return labels.place_among_all(grant.of)
    return lists.AWARD[grant.of] if kind == "award" else Text("{code}", code=grant.of)


def pick(key: str) -> None:
    """Render the choice; `picked` reads it in the callback of the click that follows."""
    role = st.selectbox(_("Rol"), list(lists.ROLE), format_func=name, key=f"{key}-role")
    st.caption(MEANS[role].to(current()))
    kind = BELONGS.get(role)
    if kind is None:
        return
    options = _options(kind)
    st.selectbox(
        LABELS[kind].to(current()),
        list(options),
        index=None,
        format_func=lambda code: options.get(code, code),
        placeholder=_("Escriba para buscar"),
        accept_new_options=kind == "edition",
        key=f"{key}-{kind}",
    )


def picked(key: str) -> Grant:
    """Return the role that was chosen; raise Refusal if what it belongs to is missing."""
    role = st.session_state[f"{key}-role"]
    kind = BELONGS.get(role)
    if kind is None:
        return Grant(role)
    of = st.session_state.get(f"{key}-{kind}")
    try:
        return Grant(role, of)
    except ValueError:
        raise Refusal(MISSING[kind]) from None


def _options(kind: str) -> dict[str, str]:
    language = current()
    if kind == "award":
        return {code: text.to(language) for code, text in lists.AWARD.items()}
    if kind == "edition":
        codes = access_overview.editions(ask.engine(), guard.viewer())
        return {code: code for code in codes}
    places = (*territory.PROVINCES, *territory.CANTONS)
    named = {code: labels.place_among_all(code).to(language) for code in places}
    return dict(sorted(named.items(), key=lambda item: item[1]))

"""The settings: facts about the database and the server, and the contact that can be changed."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from components import ask, contact, flash, guard
from components.awards.field import live_text
from components.awards.field.live_text import LiveText
from components.event_words import as_is
from components.reader_language import _, current
from components.words import Listed
from data_access.language import LANGUAGES, Text
from data_access.programme import installation, settings
from data_access.programme.settings import ADDRESS, SENTENCES, SettingsChanged
from data_access.viewer import Viewer

BEFORE, SAVE, FIELD = "settings-before", "save-settings", f"setting-{ADDRESS}"
SALTS: Mapping[str | None, Text] = {
    "environment": Text("presentes, en las variables RECORD_SALT y CELL_SALT"),
    "file": Text("presentes, en un archivo de este servidor: guarde una copia fuera de él"),
    None: Text("faltan"),
}
LABELS: Mapping[str, Text] = {
    ADDRESS: Text("Correo de contacto"),
    **{
        key: Text("Frase ({which})", which=LANGUAGES[language].name)
        for language, key in SENTENCES.items()
    },
}


def render(viewer: Viewer) -> None:
    """Render the facts, then the fields."""
    _facts(viewer)
    st.subheader(_("A quién pedir acceso"), anchor=False)
    st.caption(
        _("Se muestra a quien abre una página que no es suya. Sin correo ni frase no aparece nada.")
    )
    _form()


def _facts(viewer: Viewer) -> None:
    about = installation.about(ask.engine(), viewer)
    schema = Text("al día") if about.schema_is_current else Text("por actualizar")
    told: dict[Text, Text] = {
        Text("Datos"): Text("sintéticos, de demostración") if about.demo else Text("reales"),
        Text("Base de datos"): Text("{name}; esquema {state}", name=about.database, state=schema),
        Text("Sales de las cifras sobre personas"): SALTS[about.salts],
        Text("Dirección pública"): as_is(about.base_url)
        if about.base_url
        else Text("sin definir (BASE_URL): los enlaces llevan la dirección con que usted entró"),
    }
    told[Text("Correo saliente")] = (
        Text("por {server}", server=about.mail)
        if about.mail
        else Text("sin definir (SMTP_HOST): los enlaces se copian a mano")
    )
    told[Text("Entrada con instituciones")] = (
        Listed(map(as_is, institutions()))
        if institutions()
        else Text("ninguna: se entra solo con enlaces personales")
    )
    told[Text("Límites de los cantones")] = (
        Text("oficiales: {sources}", sources=Listed(map(as_is, about.limits)))
        if about.limits
        else Text("sin cargar: los cantones se dibujan como círculos")
    )
    language = current()
    st.table(
        {name.to(language): value.to(language) for name, value in told.items()},
        border="horizontal",
        alt=_("Lo que esta base de datos y este servidor dicen de sí mismos"),
    )


def institutions() -> list[str]:
    """Return the labels of the institutions that the deployment's secrets configure."""
    try:
        auth = st.secrets["auth"]
    except (KeyError, FileNotFoundError):
        return []
    sections = {name: part for name, part in auth.items() if isinstance(part, Mapping)}
    sections = {**({"OpenID Connect": auth} if "client_id" in auth else {}), **sections}
    return [
        str(part.get("label") or name) for name, part in sections.items() if "client_id" in part
    ]


def _form() -> None:
    """Render the address and the sentences; `BEFORE` holds what was stored when they were drawn.

    What is typed stays until it is stored.
    """
    stored = settings.current(ask.engine())
    if BEFORE not in st.session_state:
        st.session_state[BEFORE] = stored
        st.session_state[FIELD] = stored[ADDRESS]
    st.text_input(LABELS[ADDRESS].to(current()), key=FIELD, persist_state="page")
    fields = sentences(stored)
    after = {key: live_text.render(field) for key, field in fields.items()}
    if st.button(_("Guardar"), type="primary", key="save-settings"):

        def act() -> Text:
            live_text.require_settled(*fields.values())
            found = _save({ADDRESS: st.session_state[FIELD], **after})
            live_text.sent(*fields.values())
            return found

        flash.attempt(SAVE, act)
        st.rerun()
    flash.show(SAVE)
    if shown := contact.paragraph(stored, current()):
        st.caption(_("Así se lee ahora:"))
        st.html(shown)


def sentences(stored: Mapping[str, str]) -> dict[str, LiveText]:
    """Return the field of the sentence in each language; each saves itself."""
    return {
        key: LiveText(f"setting/{key}", LABELS[key].to(current()), stored[key])
        for key in SENTENCES.values()
    }


def _save(after: Mapping[str, str]) -> Text:
    try:
        changed = settings.change(ask.engine(), guard.viewer(), st.session_state[BEFORE], after)
    except SettingsChanged as problem:
        st.session_state[BEFORE] = problem.stored
        raise
    del st.session_state[BEFORE]
    return Text("Guardado.") if changed else Text("No había nada que cambiar.")

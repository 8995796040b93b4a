"""What stands around every page: name, language, the mark of synthetic data, and the footer."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

import streamlit as st
from markupsafe import Markup, escape

from components import brand, page_style, printing, sharing
from components.entrance import looking_as
from components.reader_language import URL_KEY, _, current, switch_url
from components.templating import render_template
from components.words import Listed
from data_access.auth import sessions
from data_access.auth.current_user import CurrentUser
from data_access.language import LANGUAGES, Text
from data_access.role_names import role
from data_access.viewer import Viewer, sees_exact_people

SIGN_IN = "/sign_in"

PROGRAMME = Text(
    "Programa «La migración para el desarrollo sostenible» (M4SD), fase III: OIM y PNUD Ecuador "
    "con Manta, Santo Domingo y la provincia de Manabí. ODS 8, 10, 11 y 17; objetivos 2, 6, 15, 16 "
    "y 23 del Pacto Mundial para la Migración."
)
PRIVACY = Text(
    "Ninguna cifra sobre menos de 5 personas se publica, y las demás varían un poco, casi nunca en "
    "más de 4, para protegerlas. La aplicación no guarda nombres, documentos, teléfonos ni fechas "
    "de nacimiento."
)


def header(here: CurrentUser, demo: bool, people: bool) -> None:
    """Render the bar's name, reader and languages, and below it who is reading.

    `people`: the page may show figures about people, of which some readers see the exact ones.
    """
    page_style.render()
    st.html(printing.styles(demo))
    with st.container(key="app-header"):
        st.html(
            render_template(
                "frame/name.html",
                more=_("Más páginas"),
                skip=_("Ir al contenido"),
                name=brand.name(),
                logos=brand.brand().logos,
                motto=_("La migración para el desarrollo sostenible"),
            )
            + links(here.oneself)
        )
    if here.own is not None:
        looking_as.banner(here)
    elif here.viewer.name:
        st.html(render_template("frame/reader.html", who=who(here.viewer).to(current())))
    if sessions.is_strict(here.oneself):
        minutes = int(sessions.STRICT_IDLE.total_seconds() // 60)
        st.html(
            render_template(
                "frame/idle.html",
                minutes=minutes,
                soon=_("Su sesión termina pronto por inactividad."),
                stay=_("Seguir en la sesión"),
                over=_(
                    "Su sesión terminó por inactividad. Lo que escribió sigue en esta página: "
                    "cópielo antes de entrar otra vez."
                ),
            )
        )
    if here.turned_away:
        with st.container(border=True):
            st.html(escape(here.turned_away.to(current())))
    if people and sees_exact_people(here.viewer):
        with st.container(key="exact"):
            st.info(
                _("Ve cifras exactas sobre personas: no las comparta. Cada vista queda registrada.")
            )


def who(reader: Viewer) -> Text:
    """Return a signed-in reader's name and roles, in words."""
    if not reader.grants:
        return Text(
            "Entró como {name}, sin ningún rol: ve lo que ve el público. Si necesita más, pídalo "
            "a la administración.",
            name=reader.name,
        )
    roles = Listed(role(grant) for grant in sorted(reader.grants, key=str))
    return Text("Entró como {name}: {roles}.", name=reader.name, roles=roles)


def links(reader: Viewer) -> Markup:
    """Return as HTML the link to the reader's session, or to sign in; then the languages."""
    if reader.name:
        url, said = SIGN_IN, _("Mi sesión")
    else:
        url, said = f"{SIGN_IN}?{urlencode({'back': here_and_now()})}", _("Entrar")
    return render_template(
        "frame/links.html", url=url, said=said, label=_("Idioma"), languages=languages()
    )


def here_and_now() -> str:
    """Return the page's address without language and secret; on the sign-in page, its `back`."""
    path = urlsplit(st.context.url or "/").path or "/"
    private = (URL_KEY, sharing.SECRET)
    query = {k: value for k, value in st.query_params.to_dict().items() if k not in private}
    if path == SIGN_IN:
        return query.get("back", "/")
    return f"{path}?{urlencode(query)}" if query else path


def languages() -> list[tuple[str, str, str]]:
    """Return the code and name of each language and the address that switches to it.

    The address is "" for the current language.
    """
    path = urlsplit(st.context.url or "/").path or "/"
    query = st.query_params.to_dict()
    return [
        (code, known.name, "" if code == current() else switch_url(code, path, query))
        for code, known in LANGUAGES.items()
    ]


def footer() -> None:
    """Render whose programme this is and how figures about people are handled."""
    with st.container(key="app-footer"):
        st.divider()
        st.caption(PROGRAMME.to(current()))
        st.caption(PRIVACY.to(current()))
        printing.imprint()

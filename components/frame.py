"""What stands around every page: name, language, the mark of synthetic data, and the footer."""

from __future__ import annotations

import html
from urllib.parse import urlencode, urlsplit

import streamlit as st

from components import printing, sharing
from components.language import URL_KEY, _, current, switch_url
from components.theme import paint
from components.words import Listed
from data_access.auth.current_user import CurrentUser
from data_access.language import LANGUAGES, Text
from data_access.role_names import role
from data_access.viewer import Viewer, sees_exact_people

SIGN_IN = "/sign_in"

# The column of text stays readable on a wide screen; the map leaves swipes to the page.
# Streamlit fades captions, and the names of small expanders, below the contrast that small text
# needs. On a telephone the menu of the pages opens with a button of two arrows, which need a word.
# A label of a figure wraps instead of ending in dots.
# White on the primary colour of the dark appearance is too faint; the surface's own colour is not,
# in either appearance.
STYLE = """<style>
[data-testid="stCaptionContainer"],.m4sd-who{color:%s;opacity:1}
[data-testid="stExpander"] summary{opacity:.85}
[data-testid="stMetricLabel"],[data-testid="stMetricLabel"] *{white-space:normal!important;
overflow:visible!important}
.stMainBlockContainer{max-width:1160px}
.stDeckGlJsonChart canvas{touch-action:pan-y !important}
.m4sd-name{font-weight:650;font-size:1.05rem;line-height:1.25}
.m4sd-name small{display:block;font-weight:400;opacity:.8;font-size:.85rem}
.m4sd-who{font-size:.875rem;overflow-wrap:anywhere}
.m4sd-languages{display:flex;gap:.75rem;white-space:nowrap}
.m4sd-languages a,.m4sd-links a{color:inherit;text-decoration:underline}
.m4sd-links{display:flex;flex-wrap:wrap;justify-content:flex-end;gap:.2rem 1.2rem}
[data-testid^="stBaseButton-primary"]{color:%s}
[data-testid^="stBaseButton-primary"]:is(:hover,:active,:focus){color:%s;background:%s}
[data-testid="stExpandSidebarButton"]::after{content:"%s";font-size:.9rem;padding-left:.3rem}
@media(max-width:520px){.stMainBlockContainer{padding-top:3.5rem}
.m4sd-links{flex-direction:column;align-items:flex-end}}
</style>"""

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
    """The name of the app, who reads, the language switch and, on a demo, what figures are not.

    `people`: the page may show figures about people, of which some readers see the exact ones.
    """
    colors = paint()
    st.html(STYLE % (colors.muted, colors.surface, colors.surface, colors.supply, _("Menú")))
    st.html(printing.styles(demo))
    with st.container(
        horizontal=True, horizontal_alignment="distribute", wrap=False, key="app-header"
    ):
        name = html.escape(_("Observatorio M4SD Ecuador"))
        motto = html.escape(_("La migración para el desarrollo sostenible"))
        st.html(f'<div class="m4sd-name">{name}<small>{motto}</small></div>', width="stretch")
        st.html(links(here.viewer), width="content")
    if here.viewer.name:
        st.html(f'<div class="m4sd-who">{html.escape(who(here.viewer).to(current()))}</div>')
    if here.turned_away:
        with st.container(border=True):
            st.html(html.escape(here.turned_away.to(current())))
    if demo:
        st.warning(
            _(
                "**Datos sintéticos.** Este es un programa de demostración: ninguna cifra describe "
                "a personas o empresas reales."
            )
        )
    if people and sees_exact_people(here.viewer):
        st.info(
            _("Ve cifras exactas sobre personas: no las comparta. Cada vista queda registrada.")
        )


def who(reader: Viewer) -> Text:
    """A signed-in reader's name and roles, in words."""
    if not reader.grants:
        return Text(
            "Entró como {name}, sin ningún rol: ve lo que ve el público. Si necesita más, pídalo "
            "a la administración.",
            name=reader.name,
        )
    roles = Listed(role(grant) for grant in sorted(reader.grants, key=str))
    return Text("Entró como {name}: {roles}.", name=reader.name, roles=roles)


def links(reader: Viewer) -> str:
    """Where the reader's session is, or how to come in; then the languages."""
    if reader.name:
        url, said = SIGN_IN, _("Mi sesión")
    else:
        url, said = f"{SIGN_IN}?{urlencode({'back': here_and_now()})}", _("Entrar")
    own = f'<a href="{html.escape(url)}" target="_self">{html.escape(said)}</a>'
    return f'<div class="m4sd-links">{own}{languages()}</div>'


def here_and_now() -> str:
    """The address of the page as it stands; on the sign-in page, where it leads back to."""
    path = urlsplit(st.context.url or "/").path or "/"
    private = (URL_KEY, sharing.SECRET)
    query = {k: value for k, value in st.query_params.to_dict().items() if k not in private}
    if path == SIGN_IN:
        return query.get("back", "/")
    return f"{path}?{urlencode(query)}" if query else path


def languages() -> str:
    """The languages, the current one as plain text and the others as links."""
    path = urlsplit(st.context.url or "/").path or "/"
    entries = []
    for code, known in LANGUAGES.items():
        if code == current():
            entries.append(f'<span aria-current="true" lang="{code}">{known.name}</span>')
        else:
            url = html.escape(switch_url(code, path, st.query_params.to_dict()))
            entries.append(
                f'<a href="{url}" target="_self" lang="{code}" hreflang="{code}">{known.name}</a>'
            )
    label = html.escape(_("Idioma"))
    return f'<nav class="m4sd-languages" aria-label="{label}">{"".join(entries)}</nav>'


def footer() -> None:
    """Whose programme this is and how figures about people are handled."""
    with st.container(key="app-footer"):
        st.divider()
        st.caption(PROGRAMME.to(current()))
        st.caption(PRIVACY.to(current()))
        printing.imprint()

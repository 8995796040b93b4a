"""The page of open data: what there is, how programs read it, and what protects people in it."""

from __future__ import annotations

import streamlit as st

from components import ask
from components.open_data.examples import bearing, examples
from components.reader_language import _, current
from components.sharing import origin
from components.templating import render_template
from data_access.answers import QUESTIONS

ROOT = "/api/v1"


def opening() -> None:
    """Render what this is, and the links to all of it."""
    st.header(_("Todas las cifras públicas, para usarlas en otro programa"), anchor=False)
    st.markdown(
        _(
            "Cada figura de estas páginas tiene una dirección que da sus cifras con su definición, "
            "su fuente y su fecha. Son las mismas que ve cualquier visitante, de la misma "
            "publicación y con la misma protección de las personas. No hace falta registrarse."
        )
    )
    if ask.is_demo():
        st.caption(_("Datos sintéticos: no describen a ninguna persona ni empresa real."))


def everything(_asked: object) -> None:
    """Render the links to the data package and the description."""
    links = (
        (f"{ROOT}/datapackage.zip", _("Todas las tablas (zip de CSV con su descripción)")),
        (f"{ROOT}/datapackage.json", _("Qué tablas y columnas trae")),
        (f"{ROOT}/openapi.json", _("La interfaz, descrita para programas (OpenAPI)")),
        (f"{ROOT}/questions", _("Todas las respuestas y lo que aceptan")),
        (f"{ROOT}/places", _("Los códigos de los lugares")),
    )
    st.markdown("\n".join(f"- [{said}]({origin()}{path})" for path, said in links))
    st.markdown(
        _(
            "Un grupo de menos de 5 personas no lleva número: la celda está vacía y la columna "
            "flag dice por qué. Los demás conteos de personas varían un poco, casi nunca en más "
            "de 4. Una celda vacía nunca es cero."
        )
    )


def with_token(_asked: object) -> None:
    """Render how programs read more than the public, where their user may."""
    st.subheader(_("Con un token, lo que usted ve"), anchor=False)
    st.markdown(
        _(
            "Quien es líder de un lugar, monitorea o administra crea un token en «Mi sesión» y lo "
            "manda en el encabezado Authorization: las mismas direcciones dan entonces lo que su "
            "rol ve. En Power Query va dentro de Web.Contents, como segundo argumento: "
            '`[Headers=[Authorization="Bearer SU_TOKEN"]]`.'
        )
    )
    # Without a language, as everywhere: Streamlit's colours of code are too pale to read.
    st.code(bearing(origin(), _("SU_TOKEN")), language=None, wrap_lines=True)


def answers(_asked: object) -> None:
    """Render every answer with its address."""
    language = current()
    named = sorted(
        (question.title.to(language), f"{ROOT}/answers/{name}?format=csv")
        for name, question in QUESTIONS.items()
    )
    st.markdown(
        _(
            "Cada dirección acepta lo que la página lleva en la suya: territory, from, until, los "
            "filtros, y by para tener filas aparte por un grupo. Con format=csv es una tabla, sin "
            "eso es JSON."
        )
    )
    st.html(render_template("open_data/answers.html", answers=named))


def programs(_asked: object) -> None:
    """Render an example for each program."""
    language = current()
    for example in examples(origin()):
        st.subheader(example.title.to(language), anchor=False)
        st.markdown(example.said.to(language))
        st.code(example.code, language=None, wrap_lines=True)

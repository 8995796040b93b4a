"""The methods page: the questions, a finder, and the entries subject by subject."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from components import formulas, scope_bar
from components.methods import method_entries, topics, worked_comparison
from components.methods.method_entries import MethodEntry, Part
from components.reader_language import _, current
from components.templating import render_template
from components.theme import paint
from data_access.language import Text
from data_access.viewer import Viewer

URL_KEY = "answer"
RULES, RULES_TITLE = "rules", Text("Las reglas que retienen una cifra")
EACH, EACH_TITLE = "each", Text("Cada cifra, una por una")
METHOD, LIMITS, RULED_BY = Text("Cómo se calcula"), Text("Qué no dice"), Text("Reglas")
FREE = Text("Ninguna: todos ven la misma cifra.")


def opening() -> None:
    st.html(render_template("methods/style.html", colors=paint()))
    st.header(_("Qué hay detrás de cada cifra, y qué no dice"), anchor=False)
    st.markdown(
        _(
            "Esta página se escribe sola, con las mismas definiciones y umbrales con que se "
            "calculan las cifras: cuando uno cambia, cambia aquí."
        )
    )


def index() -> None:
    """Render links to the parts of the page."""
    places = [(topic.anchor, topic.question) for topic in topics.topics()]
    places += [(RULES, RULES_TITLE), (EACH, EACH_TITLE)]
    label = _("En esta página")
    with st.container(key="screen-index"):
        st.html(
            render_template("methods/index.html", label=label, places=places, language=current())
        )


def chosen() -> None:
    """Render the finder, and the entry that was chosen in it; the choice is kept in the URL."""
    language, known = current(), method_entries.entries()
    wanted = st.query_params.get(URL_KEY, "")
    key = "methods-answer"
    st.session_state[key] = wanted if wanted in known else ""

    def remember() -> None:
        scope_bar.go(**{URL_KEY: st.session_state[key]})

    def said(name: str) -> str:
        return known[name].title.to(language) if name else _("Todas las cifras")

    st.selectbox(
        _("Buscar una cifra"),
        ["", *sorted(known, key=said)],
        format_func=said,
        key=key,
        on_change=remember,
        width=440,
    )
    if wanted in known:
        st.html(opened(known[wanted], language))
    elif wanted:
        st.warning(_("No hay una cifra con el nombre «{name}».", name=wanted))


def questions(viewer: Viewer) -> None:
    """Render the questions a mayor asks, with their answers."""
    language = current()
    for topic in topics.topics():
        st.subheader(topic.question.to(language), anchor=topic.anchor)
        lines = [paragraph.to(language) for paragraph in topic.said]
        points = "\n".join(f"- {point.to(language)}" for point in topic.points)
        st.markdown("\n\n".join([*lines, points]), width=760)
        if topic is topics.COMPARED:
            for sentence in worked_comparison.example(viewer):
                st.markdown(sentence.to(language), width=760)


def rules() -> None:
    """Render the rules that withhold figures, with their thresholds."""
    language = current()
    st.header(RULES_TITLE.to(language), anchor=RULES)
    parts = [method_entries.ruled(rule) for rule in topics.rules()]
    st.html(render_template("methods/rules.html", parts=parts, language=language))


def each() -> None:
    """Render every entry, collapsed, under its subject."""
    language = current()
    st.header(EACH_TITLE.to(language), anchor=EACH)
    for subject, found in method_entries.by_subject().items():
        st.subheader(subject.to(language), anchor=False)
        st.html(Markup().join(closed(entry, language) for entry in found))


def closed(entry: MethodEntry, language: str) -> Markup:
    """Return a collapsed entry as HTML; its rules are given in full further up."""
    names = tuple(rule.title for rule in entry.rules)
    return described("methods/closed.html", entry, [(RULED_BY, names)] if names else [], language)


def opened(entry: MethodEntry, language: str) -> Markup:
    """Return an open entry as HTML, with its rules in full."""
    ruled = [method_entries.ruled(rule) for rule in entry.rules]
    return described("methods/opened.html", entry, ruled, language)


def described(template: str, entry: MethodEntry, ruled: Sequence[Part], language: str) -> Markup:
    """Return an entry as HTML, with the headings and sentences of `ruled` as its rules."""
    own = [(METHOD, entry.method), (LIMITS, entry.limits), *(ruled or [(RULED_BY, (FREE,))])]
    return render_template(
        template,
        entry=entry,
        formula=formulas.render(entry.formula, language),
        parts=[(heading, said) for heading, said in (*own, *entry.parts) if said],
        language=language,
    )

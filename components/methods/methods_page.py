"""Draws the methods page: the questions, a finder, and the entries subject by subject."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence

import streamlit as st

from components import formulas, scope_bar
from components.language import _, current
from components.methods import method_entries, topics
from components.methods.method_entries import MethodEntry, Part
from components.theme import paint
from data_access.language import Text

URL_KEY = "answer"
RULES, RULES_TITLE = "rules", Text("Las reglas que retienen una cifra")
EACH, EACH_TITLE = "each", Text("Cada cifra, una por una")
METHOD, LIMITS, RULED_BY = Text("Cómo se calcula"), Text("Qué no dice"), Text("Reglas")
FREE = Text("Ninguna: todos ven la misma cifra.")
STYLE = """<style>
.m4sd-index{display:flex;flex-wrap:wrap;gap:.25rem 1.2rem}
.m4sd-index a,.m4sd-entry a{color:inherit}
.m4sd-entry{border-top:1px solid %(line)s;padding:.55rem 0;break-inside:avoid}
.m4sd-rules{break-inside:auto}
.m4sd-entry summary{cursor:pointer;font-weight:600;padding:.15rem 0}
.m4sd-entry dl{display:grid;grid-template-columns:10.5rem 1fr;gap:.45rem 1.2rem;margin:.4rem 0;
padding:0!important}
.m4sd-entry dt{color:%(muted)s}
.m4sd-entry dd{margin:0;max-width:44rem}
.m4sd-entry dd p{margin:0 0 .35rem}
.m4sd-chosen{border:1px solid %(line)s;border-radius:.3rem;padding:.9rem 1.1rem}
.m4sd-chosen h3{font-size:1.1rem;margin:0;padding:0}
@media(max-width:640px){.m4sd-entry dl{grid-template-columns:1fr;gap:.1rem}
.m4sd-entry dd{margin-bottom:.5rem}}
</style>"""


def opening() -> None:
    """What the page is."""
    colors = paint()
    st.html(STYLE % {"line": colors.grid, "muted": colors.muted})
    st.header(_("Qué hay detrás de cada cifra, y qué no dice"), anchor=False)
    st.markdown(
        _(
            "Esta página se escribe sola, con las mismas definiciones y umbrales con que se "
            "calculan las cifras: cuando uno cambia, cambia aquí."
        )
    )


def index() -> None:
    """Where the parts of the page are."""
    language = current()
    places = [(topic.anchor, topic.question) for topic in topics.topics()]
    places += [(RULES, RULES_TITLE), (EACH, EACH_TITLE)]
    links = "".join(
        f'<a href="#{anchor}">{html.escape(name.to(language))}</a>' for anchor, name in places
    )
    label = html.escape(_("En esta página"))
    with st.container(key="screen-index"):
        st.html(f'<nav class="m4sd-index" aria-label="{label}">{links}</nav>')


def chosen() -> None:
    """The finder, and the entry that was looked for; the choice is kept in the URL."""
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


def questions() -> None:
    """The questions a mayor asks."""
    language = current()
    for topic in topics.topics():
        st.subheader(topic.question.to(language), anchor=topic.anchor)
        lines = [paragraph.to(language) for paragraph in topic.said]
        points = "\n".join(f"- {point.to(language)}" for point in topic.points)
        st.markdown("\n\n".join([*lines, points]), width=760)


def rules() -> None:
    """The rules that hold figures back, with their thresholds."""
    language = current()
    st.header(RULES_TITLE.to(language), anchor=RULES)
    parts = [method_entries.ruled(rule) for rule in topics.rules()]
    st.html(f'<div class="m4sd-entry m4sd-rules">{listed(parts, language)}</div>')


def each() -> None:
    """Every entry, closed, under its subject."""
    language = current()
    st.header(EACH_TITLE.to(language), anchor=EACH)
    for subject, found in method_entries.by_subject().items():
        st.subheader(subject.to(language), anchor=False)
        st.html("".join(closed(entry, language) for entry in found))


def closed(entry: MethodEntry, language: str) -> str:
    """An entry that opens when pressed, as HTML; its rules are said in full further up."""
    names = tuple(rule.title for rule in entry.rules)
    title = html.escape(entry.title.to(language))
    body = described(entry, [(RULED_BY, names)] if names else [], language)
    return f'<details class="m4sd-entry"><summary>{title}</summary>{body}</details>'


def opened(entry: MethodEntry, language: str) -> str:
    """An entry with its rules in full, as HTML."""
    title = html.escape(entry.title.to(language))
    body = described(entry, [method_entries.ruled(rule) for rule in entry.rules], language)
    return f'<div class="m4sd-entry m4sd-chosen"><h3>{title}</h3>{body}</div>'


def described(entry: MethodEntry, ruled: Sequence[Part], language: str) -> str:
    """What an entry says, as HTML, with its rules as `ruled` says them."""
    meaning = html.escape(entry.meaning.to(language))
    own = [(METHOD, entry.method), (LIMITS, entry.limits), *(ruled or [(RULED_BY, (FREE,))])]
    parts = [(heading, said) for heading, said in (*own, *entry.parts) if said]
    return f"<p>{meaning}</p>{formulas.render(entry.formula, language)}{listed(parts, language)}"


def listed(parts: Iterable[Part], language: str) -> str:
    """Headings with their sentences, as a description list."""
    found = []
    for heading, said in parts:
        lines = "".join(f"<p>{html.escape(text.to(language))}</p>" for text in said)
        found.append(f"<dt>{html.escape(heading.to(language))}</dt><dd>{lines}</dd>")
    return f"<dl>{''.join(found)}</dl>"

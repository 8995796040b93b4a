"""The methods page: the questions, a finder, and the entries subject by subject."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import streamlit as st
from markupsafe import Markup

from components import formulas, scope_bar
from components import parts as page_parts
from components.methods import method_entries, methods_search, topics, worked_comparison
from components.methods.method_entries import MethodEntry
from components.methods.method_entries import Part as EntryPart
from components.methods.topics import Topic
from components.parts import PART, Part
from components.reader_language import _, current
from components.templating import render_template
from components.theme import paint
from data_access.language import Text
from data_access.viewer import Viewer

URL_KEY = "answer"
RULES = "reglas"
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


def searched() -> bool:
    """Render the search; return whether something is looked for."""
    return methods_search.render(_places())


def _places() -> Iterator[methods_search.Place]:
    """Yield all that can be found; nothing is gathered until somebody looks for something."""
    for part, own in TOPICS.items():
        yield from (methods_search.of_topic(one, part) for one in own())
    for rule in topics.rules():
        title, said = method_entries.ruled(rule)
        yield methods_search.Place(title, said, ((PART, RULES),))
    yield from (methods_search.of_entry(one) for one in method_entries.entries().values())


def index() -> None:
    """Render the contents, closed: a link to each question, under its part."""
    language, parts = current(), []
    for part in PARTS:
        own = TOPICS.get(part.name)
        listed = [methods_search.of_topic(one, part.name) for one in own()] if own else []
        listed = listed or [methods_search.Place(part.title, (), ((PART, part.name),))]
        parts.append((part.title, [(methods_search.url(one), one.title) for one in listed]))
    with st.container(key="screen-index"):
        st.html(
            render_template(
                "methods/index.html", label=_("Contenido"), parts=parts, language=language
            )
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


def questions(found: Callable[[], Sequence[Topic]]) -> Callable[[Viewer], None]:
    """Return what renders some of the questions a mayor asks, with their answers."""

    def render(viewer: Viewer) -> None:
        language = current()
        for topic in found():
            st.subheader(topic.question.to(language), anchor=topic.anchor)
            lines = [paragraph.to(language) for paragraph in topic.said]
            points = "\n".join(f"- {point.to(language)}" for point in topic.points)
            st.markdown("\n\n".join([*lines, points]), width=760)
            if topic is topics.COMPARED:
                for sentence in worked_comparison.example(viewer):
                    st.markdown(sentence.to(language), width=760)

    return render


def rules(_viewer: Viewer) -> None:
    """Render the rules that withhold figures, with their thresholds."""
    language = current()
    parts = [method_entries.ruled(rule) for rule in topics.rules()]
    st.html(render_template("methods/rules.html", parts=parts, language=language))


def figures(_viewer: Viewer) -> None:
    """Render the finder, and every entry, collapsed, under its subject."""
    chosen()
    language = current()
    for subject, found in method_entries.by_subject().items():
        with st.expander(
            Text("{subject} ({count})", subject=subject, count=len(found)).to(language)
        ):
            st.html(Markup().join(closed(entry, language) for entry in found))


def closed(entry: MethodEntry, language: str) -> Markup:
    """Return a collapsed entry as HTML; its rules are given in full further up."""
    names = tuple(rule.title for rule in entry.rules)
    return described("methods/closed.html", entry, [(RULED_BY, names)] if names else [], language)


def opened(entry: MethodEntry, language: str) -> Markup:
    """Return an open entry as HTML, with its rules in full."""
    ruled = [method_entries.ruled(rule) for rule in entry.rules]
    return described("methods/opened.html", entry, ruled, language)


def described(
    template: str, entry: MethodEntry, ruled: Sequence[EntryPart], language: str
) -> Markup:
    """Return an entry as HTML, with the headings and sentences of `ruled` as its rules."""
    own = [(METHOD, entry.method), (LIMITS, entry.limits), *(ruled or [(RULED_BY, (FREE,))])]
    return render_template(
        template,
        entry=entry,
        formula=formulas.render(entry.formula, language),
        parts=[(heading, said) for heading, said in (*own, *entry.parts) if said],
        language=language,
    )


# The questions of each part that has any.
TOPICS: Mapping[str, Callable[[], Sequence[Topic]]] = {
    "fuentes": lambda: [topics.SOURCES, topics.NOT_SAID],
    "proteccion": lambda: [topics.FEW, topics.WEAK],
    "confiar": lambda: [topics.INTERVAL, topics.COMPARED, topics.NOT_PUBLISHED],
    "acceso": lambda: [topics.periods_and_readers(), topics.pending()],
}
PARTS = (
    Part("fuentes", Text("¿De dónde salen?"), (questions(TOPICS["fuentes"]),)),
    Part("proteccion", Text("¿Cómo se protege a la gente?"), (questions(TOPICS["proteccion"]),)),
    Part("confiar", Text("¿Cuánto confiar?"), (questions(TOPICS["confiar"]),)),
    Part("cifra", Text("¿Cómo se calcula cada cifra?"), (figures,), keys=(URL_KEY,)),
    Part("acceso", Text("¿Quién ve qué?"), (questions(TOPICS["acceso"]),)),
    Part(RULES, Text("¿Qué retiene una cifra?"), (rules,)),
)


def render(viewer: Viewer) -> None:
    """Render what was searched for, or the contents and the parts."""
    if not searched():
        index()
        page_parts.render(viewer, *PARTS)

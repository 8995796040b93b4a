"""The parts of a figure, the same on every page.

Finding, what is counted, the chart, its sources, the table behind it with its downloads, and how it
was computed. There is no figure without an answer, from which all below the chart is made.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from urllib.parse import urlencode

import streamlit as st
from markupsafe import Markup

from components import (
    drawings,
    embedding,
    formulas,
    guard,
    html_table,
    labels,
    scope_words,
    tables,
    taking,
)
from components.downloads import ESTIMATE_TYPES, EXACT, SYNTHETIC
from components.guard import EXPLAINED_BY
from components.markup import plain
from components.moved import is_exact, rests_on_moved
from components.pictures import Told
from components.reader_language import URL_KEY, _, current
from components.swatches import Swatch
from components.taking import Taken
from components.templating import render_template
from components.words import Joined, Listed, people
from data_access.answers import EXPLAINED, Answer, Source
from data_access.language import Text

DOWNLOADS = {"csv": Text("Descargar CSV"), "xlsx": Text("Descargar Excel")}
MOST_APART = 4  # sources that are each given with their own date


@dataclass(frozen=True)
class TableShown:
    """How the table behind a figure is shown.

    `opened`: it is the figure, and open from the start. `most`: how many rows of a long one stand
    on the page; all of them are in the files.
    """

    opened: bool = False
    most: int | None = None


CLOSED = TableShown()


@contextmanager
def figure(
    *answers: Answer,
    title: Text,
    counted: Text,
    key: str,
    legend: Sequence[Markup] = (),
    table: TableShown = CLOSED,
    listed: Sequence[Text] = (),
) -> Iterator[None]:
    """Render a figure: what the `with` block renders, between its finding and its sources.

    `title` is the finding, `counted` states what is counted, `legend` are `swatch`es. `key` is
    unique on the page. The first of `answers` is the one the chart shows most of. `table` is how
    the one behind it is shown. `listed` are lines that say what numbers on the chart stand for;
    they go wherever the chart does. Raise ValueError without an answer.
    """
    if not answers:
        raise ValueError("a figure needs the answer it draws")
    language, record = current(), drawings.record()
    if embedding.leaves_out(key):
        record = []
    told = told_of(answers, title, counted, legend, listed)
    if record is not None:
        with drawings.collecting() as drawn:
            yield
        record.append(Taken(answers, told, tuple(drawn), key, language))
        return
    with embedding.room(key), st.container(key=f"figure-{key}"):
        st.subheader(title.to(language), anchor=False)
        st.caption(counted.to(language))
        if legend:
            st.html(render_template("figure/legend.html", legend=legend))
        with drawings.collecting() as drawn:
            yield
        if listed:
            st.caption("  \n".join(plain(line.to(language)) for line in listed))
        foot(answers, key, language)
        if embedding.asked():
            _as_framed(told, answers, language, table)
            return
        behind(Taken(answers, told, tuple(drawn), key, language), table)


def _as_framed(told: Told, answers: Sequence[Answer], language: str, table: TableShown) -> None:
    """Render what a frame of another site has below a figure: what the page's bar says, its
    release, and its own table.
    """
    if told.scope is not None:
        st.caption(plain(told.scope.to(language)))
    for day in released(answers):
        st.caption(day.to(language))
    for answer in answers if table.opened else ():
        rows(answer, labels.title(answer.name).to(language), language, table.most)


def told_of(
    answers: Sequence[Answer],
    title: Text,
    counted: Text,
    legend: Sequence[Markup] = (),
    listed: Sequence[Text] = (),
) -> Told:
    """Return what a figure says beside its charts, wherever it stands."""
    notices = [SYNTHETIC] if any(answer.synthetic for answer in answers) else []
    if any(map(is_exact, answers)):
        notices.append(EXACT)
    return Told(
        title,
        counted,
        (*listed, provenance(answers, notice=False), *released(answers)),
        Joined(*notices) if notices else None,
        tuple(one for one in legend if isinstance(one, Swatch)),
        scope_words.of(answers),
    )


def swatch(color: str, name: Text, kind: str = "bar", edge: str | None = None) -> Swatch:
    """Return one entry of a legend, as HTML: a mark in its colour and form, and its name.

    `kind`: `bar`, `light` (with a dashed `edge`), `dot`, `square`, `hollow` or `line`; on maps
    `area`, `empty` (a firm edge), `faint` (a faint one) or `hatched`, each with its `edge`.
    """
    stripes = f"repeating-linear-gradient(135deg,{color} 0 1.5px,transparent 1.5px 5px)"
    forms = {
        "area": f"width:18px;height:13px;background:{color};border:1px solid {edge}",
        "empty": f"width:17px;height:12px;background:{color};border:1.5px solid {edge}",
        "faint": f"width:18px;height:13px;border:1px solid {edge};opacity:.55",
        "hatched": f"width:18px;height:13px;background:{stripes};border:1px solid {edge}",
        "bar": f"width:18px;height:11px;background:{color}",
        "light": f"width:16px;height:9px;background:{color};border:1.5px dashed {edge or color}",
        "dot": f"width:11px;height:11px;border-radius:50%;background:{color}",
        "square": f"width:11px;height:11px;background:{color}",
        "hollow": f"width:8px;height:8px;border-radius:50%;border:2px solid {color}",
        "line": f"width:18px;height:0;border-top:2px solid {color}",
    }
    said = name.to(current())
    html = render_template("figure/swatch.html", form=forms[kind], said=said)
    return Swatch(html, color, kind, edge, said)


def foot(answers: Sequence[Answer], key: str, language: str) -> None:
    """Render sources, date, n and kind of the figures; the notes; that they are synthetic, if so.

    One line of it is seen, the rest unfolds. How people are protected is the same for every figure:
    only the first one of a page states it.
    """
    notes = list(dict.fromkeys(note for answer in answers for note in answer.notes))
    if EXPLAINED in notes:
        st.session_state[EXPLAINED_BY] = st.session_state.get(EXPLAINED_BY) or key
        if st.session_state[EXPLAINED_BY] != key:
            notes.remove(EXPLAINED)
    sources(answers, language, notes)


def sources(answers: Sequence[Answer], language: str, notes: Sequence[Text] = ()) -> None:
    """Render where figures come from as one line, which unfolds to all of it and some notes."""
    st.html(
        render_template(
            "figure/sources.html",
            sources=provenance(answers).to(language),
            notes=" ".join(note.to(language) for note in notes),
        )
    )


def released(answers: Sequence[Answer]) -> list[Text]:
    """Return the day of the release that the figures are of; nothing where they are live."""
    days = dict.fromkeys(answer.release.day for answer in answers if answer.release is not None)
    return [Text("Publicado el {day}.", day=day) for day in days]


def provenance(answers: Sequence[Answer], notice: bool = True) -> Text:
    """Return where the figures of some answers come from, in one line.

    `notice`: with the sentence that they are synthetic, if so.
    """
    found = dict.fromkeys(source for answer in answers for source in answer.sources)
    said = [*named(list(found)), *kinds(answers), *rested_on(answers)]
    if notice and any(answer.synthetic for answer in answers):
        said.append(SYNTHETIC)
    return Joined(*said)


def kinds(answers: Sequence[Answer]) -> list[Text]:
    """Return what kind of figures some answers hold, each kind once: counts, a survey, a model."""
    found = dict.fromkeys(answer.estimate_type for answer in answers)
    told = ("mixed",) if "mixed" in found else tuple(found)
    return [Text("{kind}.", kind=ESTIMATE_TYPES[kind]) for kind in told]


def rested_on(answers: Sequence[Answer]) -> list[Text]:
    """Return what n the figures rest on: one, or that of each place or date."""
    counts: dict[tuple[str, dt.date | None], Text] = {}
    moved = False
    for answer in answers:
        if answer.n is not None:
            moved = moved or rests_on_moved(answer)
            said = people(answer.n, rests_on_moved(answer))
            counts.setdefault((answer.scope.territory, answer.as_of), said)
    if len(counts) < 2:
        # "≈" stands for the sign of equality, too.
        return [Text("n {n}.", n=n) if moved else Text("n = {n}.", n=n) for n in counts.values()]
    places = {place for place, _day in counts}
    if len(places) == 1:
        dated = (Text("{n} al {day}", n=n, day=day) for (_place, day), n in counts.items())
        return [Text("n = {each}.", each=Listed(dated))]
    each = (Text("{n} en {place}", n=n, place=labels.place(c)) for (c, _day), n in counts.items())
    return [Text("n = {each}.", each=Listed(each))]


def sources_of(answer: Answer) -> Text:
    """Return the sources of an answer with their dates, in one line."""
    return Joined(*named(list(dict.fromkeys(answer.sources))))


def named(sources: Sequence[Source]) -> list[Text]:
    """Return each source with its date; where they are many, a sentence for each date."""
    if not sources:
        return [Text("Sin fuente.")]
    if len(sources) <= MOST_APART:
        each = Listed(
            Text("{name} ({as_of})", name=source.name, as_of=source.as_of)
            if source.as_of
            else source.name
            for source in sources
        )
        return [Text("Fuente: {sources}.", sources=each)]
    dated: dict[dt.date | None, list[Text]] = {}
    for source in sources:
        dated.setdefault(source.as_of, []).append(source.name)
    return [
        Text("Fuentes al {as_of}: {sources}.", as_of=as_of, sources=Listed(names))
        if as_of
        else Text("Fuente: {sources}.", sources=Listed(names))
        for as_of, names in sorted(dated.items(), key=lambda one: str(one[0]), reverse=True)
    ]


@st.fragment
def behind(taken: Taken, shown: TableShown) -> None:
    """Render what is sent only once it is asked for: formulas, tables, and what to take away."""
    answers, key, language = taken.answers, taken.key, taken.language
    with st.container(horizontal=True, vertical_alignment="center", key=f"screen-behind-{key}"):
        with st.popover(_("¿Cómo se calcula?"), key=f"how-{key}"):
            for answer in {answer.name: answer for answer in answers}.values():
                explain(answer, language)
        opened = st.toggle(_("Ver tabla"), shown.opened, key=f"table-{key}")
        taking.menu(taken)
    if opened and not guard.as_drawn():
        st.rerun()
    if opened:
        for at, answer in enumerate(answers):
            table_behind(answer, f"{key}-{at}", language, shown.most)


def explain(answer: Answer, language: str) -> None:
    """Render what an answer's figures mean, their formula and where it is defined."""
    definition = answer.definition
    st.markdown(f"**{definition.meaning.to(language)}**")
    if definition.formula:
        st.html(formulas.render(definition.formula, language))
    st.caption(_("Referencia: {reference}", reference=definition.reference))
    more = _("Qué no dice esta cifra, y sus reglas")
    st.html(render_template("link.html", url=methods_url(answer.name), text=more, quiet=True))


def methods_url(name: str) -> str:
    """Return the address of an answer's entry on the methods page, in the URL's language."""
    query = {"answer": name}
    if URL_KEY in st.query_params:
        query[URL_KEY] = st.query_params[URL_KEY]
    return f"/methods?{urlencode(query)}"


def rows(
    answer: Answer,
    name: str,
    language: str,
    most: int | None = None,
    columns: Collection[str] = (),
) -> None:
    """Render an answer as a table of all its rows, or of the first ones and how many there are.

    `columns` are the names of those shown, all by default.
    """
    shown = replace(answer, frame=answer.frame.head(most or len(answer.frame)))
    whole = len(shown.frame) == len(answer.frame)
    html_table.render(*tables.sortable(shown, language, columns), name, sorts=whole)
    if not whole:
        st.caption(
            _(
                "Las primeras {first} de {all} filas; todas están en la descarga.",
                first=len(shown.frame),
                all=len(answer.frame),
            )
        )


def table_behind(answer: Answer, key: str, language: str, most_rows: int | None) -> None:
    """Render the table behind a figure with its downloads; files are built when asked for."""
    name = _(
        "{answer}, {place}",
        answer=labels.title(answer.name),
        place=labels.place(answer.scope.territory),
    )
    st.markdown(f"**{name}**")
    rows(answer, name, language, most_rows)
    with st.container(horizontal=True):
        for _name, extension, media_type, build in taking.DATA:
            file = partial(build, answer, language)
            said = DOWNLOADS[extension]
            taking.file_button(
                answer, (said, extension, media_type), file, language, f"{extension}-{key}"
            )

"""The distinguished practices: in a sentence, as cards, and on the map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st
from markupsafe import Markup

from components import ask, atlas, charts, drawings, intervals, labels, maps, scope_bar
from components.awards.results.edition import Published
from components.cards import as_html, line
from components.estimate_values import Estimate
from components.figure import figure
from components.map_pictures import MapDrawing, PaperMap
from components.maps import Mark
from components.markup import plain
from components.reader_language import current
from components.templating import render_template
from components.theme import LIGHT, paint
from components.words import Count, Listed
from data_access import lists, territory
from data_access.answers import Answer
from data_access.answers.awards.results import BELOW_MINIMUM
from data_access.language import Text

Row = Mapping[Any, Any]
WINNER = "winner"
PRACTICES = "practices"


def headline(edition: Published, rows: Sequence[Row]) -> Text:
    """Return who won, in a sentence."""
    winners = [row for row in rows if row["distinction"] == WINNER]
    award = lists.AWARD[edition.award]
    if not winners:
        return Text("{award}: esta edición se declaró desierta", award=award)
    named = Listed(
        Text("«{title}», de {organisation}", title=row["title"], organisation=row["organisation"])
        for row in winners
    )
    return Text(
        "{practices} ganó en {year}",
        "{practices} ganaron en {year}",
        len(winners),
        practices=named,
        year=str(edition.day.year),
    )


def opening(edition: Published, rows: Sequence[Row]) -> None:
    """Render the headline, and out of how many nominations it was decided."""
    language = current()
    st.header(headline(edition, rows).to(language), anchor=False)
    (counts,) = edition.answer("overview").rows()[:1] or ({},)
    if counts:
        said = Text(
            "{award}. {eligible} postulaciones elegibles de {nominations} recibidas; resultado "
            "publicado el {day}.",
            award=lists.AWARD[edition.award],
            eligible=Count(counts["eligible"]),
            nominations=Count(counts["nominations"]),
            day=edition.day,
        )
        st.markdown(said.to(language))
    shortage, why = BELOW_MINIMUM
    for note in edition.answer("results").notes:
        if note.msgid == shortage:
            st.warning(plain(note.to(language)))
        elif note.msgid == why:
            st.markdown(plain(note.to(language)))


def cards(results: Answer) -> None:
    """Render each distinguished practice: whose it is, what it does, and who adopted it."""
    with figure(
        results,
        title=Text(
            "{count} práctica distinguida",
            "{count} prácticas distinguidas",
            len(results.frame),
        ),
        counted=Text("En el orden en que las dejó la decisión del jurado."),
        key="honours",
    ):
        for row in results.rows():
            with st.container(border=True):
                st.html(card(row))


def card(row: Row) -> Markup:
    """Return one practice as HTML."""
    where = Text(
        "{organisation}, {place}",
        organisation=row["organisation"],
        place=labels.place(row["territory"]),
    )
    adopted = int(row["adoptions"])
    adoptions = Text(
        "La adoptó {count} institución.", "La adoptaron {count} instituciones.", adopted
    )
    return render_template(
        "awards/honour.html",
        heading=as_html(str(row["title"]), where, mark=lists.DISTINCTION[row["distinction"]]),
        summary=row["summary"] or "",
        adoptions=line(adoptions) if adopted else "",
    )


def mapped(results: Answer) -> None:
    """Render where the distinguished practices come from: on a map, or as bars of few places."""
    rows = results.rows()
    if not rows:
        return
    language, colors = current(), paint()
    provinces = {territory.province(row["territory"]) for row in rows}
    one = provinces.pop() if len(provinces) == 1 else None
    whole = one or territory.COUNTRY
    found: dict[str, list[Row]] = {code: [] for code in territory.children(whole)}
    for row in rows:
        place = row["territory"] if one else territory.province(row["territory"])
        found.setdefault(str(place), []).append(row)
    marks = {
        code: Mark(
            state="value" if own else "zero",
            lines=tuple(f"«{row['title']}», {row['organisation']}" for row in own),
            color=colors.neutral if own else None,
            size=len(own) or None,
            label=str(len(own)) if own else None,
        )
        for code, own in found.items()
    }
    where = Listed(labels.place(code) for code, own in found.items() if own)
    title = Text("Vienen de {places}", places=where)
    with figure(
        results,
        title=title,
        counted=Text("Lugares de las organizaciones distinguidas en esta edición."),
        key="results-map",
    ):
        if sum(map(bool, found.values())) < atlas.FEWEST:
            series = (intervals.Series(PRACTICES, Text("Prácticas distinguidas"), colors.neutral),)
            charts.render(title, intervals.chart, counted(found), series, language, colors)
            return
        said = Text("Mapa. {finding}. Las prácticas están en la tabla.", finding=title)
        shapes = ask.shapes(whole)
        drawings.keep(MapDrawing(said, partial(_on_paper, shapes, marks, language)))
        maps.render(
            maps.Map(shapes, marks, said),
            colors,
            key=f"results-map-{whole}-{colors.surface}-{language}",
            go=lambda code: scope_bar.go(),
        )


def counted(found: Mapping[str, Sequence[Row]]) -> tuple[intervals.Row, ...]:
    """Return how many practices come from each place, most first."""
    return tuple(
        intervals.Row(
            labels.place(code), {PRACTICES: Estimate(float(len(own)), None, None, "reliable")}
        )
        for code, own in sorted(found.items(), key=lambda one: (-len(one[1]), one[0]))
        if own
    )


def _on_paper(shapes: Any, marks: Mapping[str, Mark], language: str) -> PaperMap:
    """Return the map in the colours of paper, for a picture of it."""
    paper = {
        code: replace(mark, color=LIGHT.neutral if mark.color else None)
        for code, mark in marks.items()
    }
    return PaperMap(shapes, paper, notes=[shapes.attribution.to(language)])

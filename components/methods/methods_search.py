"""The search of the methods page: every question, rule and figure in which all words occur."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

import streamlit as st

from components import address
from components.methods import method_entries, topics
from components.parts import PART
from components.reader_language import URL_KEY, _, current
from components.templating import render_template
from data_access.language import Text

QUERY = "busca"
MOST = 12  # results shown
AROUND = 70  # characters shown on either side of what was found


@dataclass(frozen=True)
class Place:
    """What can be found: its title, what it says, and the query of its address."""

    title: Text
    said: tuple[Text, ...]
    query: tuple[tuple[str, str], ...]
    anchor: str = ""


def render(places: Iterable[Place]) -> bool:
    """Render the search field and what it found; return whether something is looked for."""
    wanted = address.search(QUERY, _("Buscar en esta página"), _("Una palabra: intervalo, género"))
    if not wanted.strip():
        return False
    language = current()
    found = list(matching(places, wanted, language))
    st.html(
        render_template(
            "methods/found.html",
            said=counted(len(found)).to(language),
            found=[
                (url(place), place.title.to(language), around) for place, around in found[:MOST]
            ],
            more=max(len(found) - MOST, 0),
            and_more=Text("Y {count} más: escriba otra palabra.", count=len(found) - MOST).to(
                language
            ),
        )
    )
    return True


def counted(count: int) -> Text:
    """Return how many were found, and what to do where none was."""
    if not count:
        return Text("Nada tiene esas palabras: escriba menos, o solo el comienzo de una.")
    return Text("{count} resultado", "{count} resultados", count)


def matching(places: Iterable[Place], wanted: str, language: str) -> Iterator[tuple[Place, str]]:
    """Return the places with every word of `wanted`, those with it in the title first, and where
    it occurs."""
    words = bare(wanted).split()
    later: list[tuple[Place, str]] = []
    for place in places:
        title = place.title.to(language)
        whole = " ".join([title, *(text.to(language) for text in place.said)])
        if not all(word in bare(whole) for word in words):
            continue
        one = (place, excerpt(whole, words))
        if all(word in bare(title) for word in words):
            yield one
        else:
            later.append(one)
    yield from later


def excerpt(text: str, words: list[str]) -> str:
    """Return the text round the first of the words, cut between words."""
    at = bare(text).find(words[0])
    start, end = max(at - AROUND, 0), at + len(words[0]) + AROUND
    cut = text[start:end]
    if start:
        cut = "… " + cut.partition(" ")[2]
    return cut if end >= len(text) else cut.rpartition(" ")[0] + " …"


def bare(text: str) -> str:
    """Return the text without capitals and accents, letter for letter."""
    return "".join(unicodedata.normalize("NFD", sign)[0] for sign in text.lower())


def url(place: Place) -> str:
    """Return the address of a place on this page, in the URL's language."""
    query = dict(place.query)
    if URL_KEY in st.query_params:
        query[URL_KEY] = st.query_params[URL_KEY]
    return f"?{urlencode(query)}{'#' + place.anchor if place.anchor else ''}"


def of_topic(topic: topics.Topic, part: str) -> Place:
    """Return a question as something to be found, on a part of the page."""
    return Place(topic.question, (*topic.said, *topic.points), ((PART, part),), topic.anchor)


def of_entry(entry: method_entries.MethodEntry) -> Place:
    """Return a figure as something to be found."""
    name = Text("{name}", name=entry.name)
    said = (entry.meaning, name, *entry.method, *entry.limits)
    return Place(entry.title, said, (("answer", entry.name),))

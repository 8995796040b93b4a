"""Where, when and of whom figures are, in words: on a page its bar says it, elsewhere this does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from components import labels
from components.scope_bar import period_in_words, place_in_words
from components.words import Apart, Listed
from data_access.answers import QUESTIONS, Answer
from data_access.language import Text

# Filters that name a part of what is counted, and not how it is counted or from which source.
GROUPS = (
    "ciuo2",
    "ciiu",
    "tamano",
    "sexo",
    "grupo_edad",
    "nacionalidad",
    "situacion",
    "canal",
    "tipo",
    "nivel",
)


def of(answers: Sequence[Answer]) -> Text:
    """Return the places and periods that some answers are of, and the groups that all of them are
    of, in one line: "Manta · 2025 · Sexo: Mujer".
    """
    scopes = [answer.scope for answer in answers]
    said = [_each(map(place_in_words, scopes))]
    dated = [answer.scope for answer in answers if QUESTIONS[answer.name].periods]
    if dated:
        said.append(_each(map(period_in_words, dated)))
    for name in GROUPS:
        codes = [scope.get(name) for scope in scopes]
        if all(codes):
            known = labels.codes(name)
            value = _each(known.get(str(one), Text("{code}", code=str(one))) for one in codes)
            said.append(Text("{field}: {choice}", field=labels.scope_key(name), choice=value))
    return Apart(*said)


def _each(texts: Iterable[Text]) -> Text:
    """Return some texts as a list in a sentence, each once."""
    return Listed(dict.fromkeys(texts))

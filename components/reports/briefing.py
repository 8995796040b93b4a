"""The briefing of a place and period: what its pages say first, by a leader's questions.

Nothing is computed or worded here: the pages' sections are called, and their figures recorded.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from components import drawings, scope_bar, streamlit_compat
from components.downloads import EXACT, SYNTHETIC
from components.hiring import hiring_sections
from components.indicators.framework_rows import AIMED, SYMBOLS, FrameworkRow
from components.labour import labour_sections
from components.labour.labour_questions import LabourQuestions
from components.moved import is_exact
from components.overview import overview_sections
from components.overview.decisions import pending
from components.overview.findings import Finding, changed, first, lags
from components.overview.overview_cards import SIX, figure_of, over_time
from components.overview.situation import Situation
from components.programme_results.programme_questions import ProgrammeQuestions
from components.reader_language import speaking
from components.reports.contents import Briefing, Chapter, Grid, Remark
from components.reports.framework_lines import Progress
from components.table_pictures import TableDrawing
from components.taking import Taken
from components.training import training_sections
from components.ventures import venture_sections
from data_access import clock
from data_access.language import Text, say
from data_access.scope import Scope
from data_access.viewer import Viewer

MOST_TARGETS = 14  # rows: half a page


# A document has no page, and Streamlit warns of each command outside of one.
streamlit_compat.say_nothing_of_a_missing_page(lambda: drawings.record() is not None)


@dataclass(frozen=True)
class Asked:
    """A chapter: its question, and the sections of its page that answer it."""

    title: Text
    sections: tuple[Callable[[Any], object], ...]
    surveys: bool = False


CHAPTERS = (
    Asked(
        Text("¿Dónde falta gente, y en qué?"),
        (labour_sections.demand_and_supply,),
        surveys=True,
    ),
    Asked(Text("¿A cuántas personas llega la formación?"), (training_sections.over_time,)),
    Asked(
        Text("¿Quién consigue trabajo, y de qué calidad?"),
        (hiring_sections.funnel, hiring_sections.parity, hiring_sections.quality),
    ),
    Asked(Text("¿Se vende en los mercados?"), (venture_sections.sellers_over_time,)),
)


def compose(scope: Scope, viewer: Viewer, language: str, progress: Progress) -> Briefing:
    """Return the briefing of a place and period as a reader may see it."""
    with speaking(language), drawings.recording():
        return _composed(scope, viewer, language, progress)


def _composed(scope: Scope, viewer: Viewer, language: str, progress: Progress) -> Briefing:
    asked = ProgrammeQuestions(scope, viewer)
    situation = Situation(asked)
    progress(0.05, Text("Metas e indicadores"))
    place = scope_bar.place_in_words(scope)
    period = scope_bar.period_in_words(scope)
    chapters = []
    for at, one in enumerate(CHAPTERS):
        progress(0.2 + 0.6 * at / len(CHAPTERS), one.title)
        figures = _figures(one, scope, viewer, asked)
        if figures:
            chapters.append(Chapter(one.title.to(language), figures))
    answers = [situation.answer, *(a for c in chapters for f in c.figures for a in f.answers)]
    notes = dict.fromkeys(note for answer in answers for note in answer.notes)
    notices = [SYNTHETIC] if situation.answer.synthetic else []
    if is_exact(situation.answer):
        notices.append(EXACT)
    return Briefing(
        language=language,
        title=Text("Informe: {place}", place=place).to(language),
        place=place.to(language),
        period=period.to(language),
        headline=_headline(situation).to(language),
        freshness=overview_sections.with_age(situation).to(language),
        notice=" ".join(said.to(language) for said in notices) or None,
        remarks=[_remark(one, language) for one in _found(situation)],
        key_figures=_cards(situation, language),
        targets=_targets(list(situation.rows.values()), language),
        chapters=chapters,
        notes=[note.to(language) for note in notes],
        made=Text("Hecho el {day}.", day=say(clock.today(), language)).to(language),
    )


def _headline(situation: Situation) -> Text:
    told = overview_sections.headline_of
    return told(situation) if situation.known else overview_sections.NOTHING


def _found(situation: Situation) -> list[Finding]:
    if not situation.known:
        return []
    decide, more = first(pending(situation))
    return [changed(situation), lags(situation), decide, *more[: overview_sections.AT_FIRST]]


def _figures(
    one: Asked, scope: Scope, viewer: Viewer, asked: ProgrammeQuestions
) -> Sequence[Taken]:
    """Return the figures that the sections of a chapter draw; none without a chart or data."""
    questions = LabourQuestions(Scope(scope.territory), viewer) if one.surveys else asked
    with drawings.recording() as recorded:
        for section in one.sections:
            section(questions)
    return [taken for taken in recorded if _charts(taken) and _dated(taken)]


def _dated(taken: Taken) -> bool:
    """Return whether there are data of a figure; a chart without any would be an empty frame."""
    return any(answer.as_of is not None for answer in taken.answers)


def _charts(taken: Taken) -> bool:
    """Return whether a figure has more than a table, of which a document has its own."""
    return any(not isinstance(one, TableDrawing) for one in taken.drawn)


CARD_HEADS = (
    Text("Cifra"),
    Text("Valor"),
    Text("Meta"),
    Text("Estado"),
    Text("De año en año"),
)


def _cards(situation: Situation, language: str) -> Grid:
    """Return the six main figures, no row of them where nothing is known."""
    return Grid(
        Text("Las seis cifras que importan").to(language),
        [said.to(language) for said in CARD_HEADS],
        [_card(situation, *one, language) for one in SIX.items() if situation.known],
    )


def _card(situation: Situation, code: str, name: Text, language: str) -> list[str]:
    row = situation.rows[code]
    changed_by = str(over_time(situation.years(code), row)["change"]).replace("\u00a0", " ")
    return [
        name.to(language),
        figure_of(row).to(language),
        (row.target or Text("—")).to(language),
        f"{SYMBOLS[row.status]} {row.state.to(language)}",
        changed_by or "—",
    ]


def _remark(finding: Finding, language: str) -> Remark:
    return Remark(*(text.to(language) for text in (finding.label, finding.said, finding.sure)))


def _targets(rows: Sequence[FrameworkRow], language: str) -> Grid:
    """Return the indicators with a target: those that lag first, in the framework's order."""
    aimed = [row for row in rows if row.status in AIMED]
    late = sorted(
        aimed, key=lambda row: -AIMED.index(row.status) if row.status != "no_verdict" else 1
    )
    shown = late[:MOST_TARGETS]
    title = (
        Text("Indicadores con meta")
        if len(shown) == len(late)
        else Text(
            "{count} de {all} indicadores con meta: primero los que van atrás",
            count=len(shown),
            all=str(len(late)),
        )
    )
    head = [Text("Indicador"), Text("Cifra"), Text("Meta"), Text("Estado")]
    return Grid(
        title.to(language),
        [one.to(language) for one in head],
        [
            [
                row.name.to(language),
                row.said.to(language),
                (row.target or Text("—")).to(language),
                f"{SYMBOLS[row.status]} {row.state.to(language)}",
            ]
            for row in shown
        ],
    )

"""What the app's own sentences about people claim of a programme, as a reader gets them.

Each claim is a sentence that says of two figures that they differ; the sentences are those of the
pages, made from the answers of that reader.
"""

from __future__ import annotations

from collections.abc import Iterator

from components import comparing, labels
from components.hiring import fair_stories, hired_groups, hiring_sections
from components.hiring.funnel_rows import steps
from components.hiring.hiring_sections import hardest_step
from components.overview import decisions, findings
from components.paths import path_sections
from components.programme_results import estimate_rows
from components.training.training_sections import COMPLETED, COMPLETING
from data_access.language import Text
from data_access.viewer import sees_exact_people
from tests.truth.asking import Asked
from tests.truth.surveys import YEARS

Said = Text | bool  # a sentence, or whether something that is no sentence claims a difference
# Parts of sentences that say that figures differ; all others say that they do not, or nothing.
CLAIMS = (
    *("consiguen más trabajo", "consiguen menos trabajo", "completan más", "completan menos"),
    *("más allá del azar", "La feria que más sirvió", "El paso más difícil es"),
    *("Más que en", "Menos que en", "Antes de repetir «"),
    *("Mejoró «", "Empeoró «", "Cambió «", "Subió «", "Bajó «"),
    *("La barrera más citada es", "la cifra más alta es la de", "es mayor en {one}"),
    *("{different} de {all} ocupaciones se distinguen", "más que antes (", "menos que antes ("),
    *("En {place} faltan", "no falta personal en ninguna", "Faltan y además cuesta"),
    *("{short} de {count} ocupaciones publicadas", "En la única ocupación publicada"),
)


def claims(said: Said) -> bool:
    """Return whether a sentence says that figures differ."""
    if isinstance(said, bool):
        return said
    return any(claim in said.msgid for claim in CLAIMS)


def about_people(asked: Asked) -> Iterator[tuple[str, Said]]:
    """Yield each kind of sentence about people that compares, with what the pages say."""
    for dimension in ("sexo", "nacionalidad"):
        found = hired_groups.rates(asked, dimension)
        verdicts = hired_groups.verdicts(asked, dimension, found)
        reference = comparing.REFERENCES[dimension]
        yield (
            f"hired by {dimension}",
            comparing.of_groups(
                labels.codes(dimension), found, reference, verdicts, hired_groups.SENTENCES
            ),
        )
    yield "parity", any(one.differs for one in hired_groups.parity(asked).values())
    yield "hardest step", hardest_step(steps(asked.answer("hiring.funnel")))
    fairs = asked.answer("hiring.fairs")
    rows = fairs.rows()
    yield (
        "best fair",
        fair_stories.finding(
            {row["event"]: row["nombre"] for row in rows},
            {row["event"]: fair_stories.conversion(fairs, row) for row in rows},
        ),
    )
    weak = decisions.weak_fair(asked.situation)
    yield "decide: a fair", False if weak is None else weak.said
    yield "completed by sexo", completed(asked)
    yield from cards_of_a_year(asked)
    if sees_exact_people(asked.viewer):
        yield "trained first", trained_first(asked)


def cards_of_a_year(asked: Asked) -> Iterator[tuple[str, Said]]:
    """Yield what each card of hires says beside the year before, and whether any claims a change.

    What counts is any of them: they are one family.
    """
    before, now = (asked.of(year) for year in YEARS)
    found = hiring_sections.cards(now, before)
    yield "cards of a year", any(claims(card.change or False) for card in found)
    for card in found:
        yield f"card of a year: {card.label.msgid}", card.change or False


def completed(asked: Asked) -> Text:
    """Return the title of who completed."""
    answer = asked.answer("training.completion", by=("sexo",))
    found = {row["sexo"]: estimate_rows.share(answer, row, COMPLETED) for row in answer.rows()}
    verdicts = comparing.against(found, "H")
    return comparing.of_groups(labels.codes("sexo"), found, "H", verdicts, COMPLETING)


def trained_first(asked: Asked) -> bool:
    """Return whether those trained before their job are told apart, by the family of the figure.

    Its title gives both figures, and says where they are not told apart.
    """
    answer = asked.answer("people.trained_first")
    found = {
        (bool(row["trained_first"]), int(row["month"])): estimate_rows.lasting(answer, row)
        for row in answer.rows()
    }
    months = [m for m in path_sections.MONTHS if {(True, m), (False, m)} <= found.keys()]
    verdicts = comparing.judge([(found[True, m], found[False, m]) for m in months])
    told = [
        path_sections.lasting_longer(m, found[True, m], found[False, m], verdict)
        for m, verdict in zip(months, verdicts, strict=True)
        if verdict.tested
    ]
    return any("no se distinguen" not in one.msgid for one in told)


def of_the_overview(asked: Asked) -> Iterator[tuple[str, Said]]:
    """Yield what changed between two years, and what is wrongly said of targets.

    Two are just beyond the truth, so that they are not met; that of LG-03 is met.
    """
    yield "what changed", findings.changed(asked.situation).said
    for code, wrong in (("SK-02", "met"), ("PP-01", "met"), ("LG-03", "behind")):
        row = asked.situation.years(code)[-1]
        yield f"target {code}: {wrong}", row.status == wrong

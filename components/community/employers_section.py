"""Employers: workshops and campaigns, their results, and the companies' answers by survey."""

from __future__ import annotations

from components import comparing, place_list
from components.estimate_values import Estimate, only
from components.figure import figure
from components.intervals import Row
from components.programme_results import estimate_rows
from components.programme_results.programme_questions import ProgrammeQuestions
from components.programme_results.result_figures import ONE, ShareRows, counted, one_series, shares
from components.theme import paint
from components.words import Count, Percent
from data_access.language import Text


def attitudes(asked: ProgrammeQuestions) -> None:
    """Render how many companies were trained, and how many agreed before and after."""
    answer = asked.answer("community.employers")
    row = estimate_rows.only(answer)
    before, after = (estimate_rows.people(answer, row, n, apart=False) for n in ("pre", "post"))
    if not row["enterprises_trained"] and before.value is None:
        return
    title = Text(
        "{count} empresa capacitada", "{count} empresas capacitadas", row["enterprises_trained"]
    )
    if before.value is not None and after.value is not None:
        title = Text(
            "Después del taller está de acuerdo el {after}; antes, el {before}",
            after=Percent(after.value),
            before=Percent(before.value),
        )
    rows = [Row(Text("Antes"), {ONE: before}), Row(Text("Después"), {ONE: after})]
    what = Text(
        "Respuestas de acuerdo con contratar de forma inclusiva, de {people} personas que "
        "contestaron las dos veces; se capacitaron {companies} empresas. Es opinión declarada, no "
        "contratación.",
        people=counted(answer, row, "participants"),
        companies=Count(row["enterprises_trained"]),
    )
    shares(answer, title, what, "attitudes", ShareRows(rows, paint().demand, whole=True))


def events(asked: ProgrammeQuestions) -> None:
    """Render the workshops and campaigns one by one."""
    answer = asked.answer("community.events")
    if answer.frame.empty:
        return
    seen = int(answer.frame["impressions"].fillna(0).sum())
    place_list.render(
        answer,
        Text(
            "{count} campaña o taller",
            "{count} campañas y talleres; las campañas se vieron {seen} veces",
            len(answer.frame),
            seen=Count(seen),
        ),
        Text("Las impresiones son veces que se vio una campaña, nunca personas."),
        ("nombre", "impressions", "companies"),
        "campaigns",
    )


def perceived(asked: ProgrammeQuestions) -> None:
    """Render the willingness to hire people on the move, survey by survey."""
    surveys = asked.answer("labour.surveys")
    if surveys.frame.empty:
        return
    in_order = surveys.frame.sort_values("fecha_referencia")["encuesta"]
    answers = {str(code): asked.answer("labour.willing", encuesta=str(code)) for code in in_order}
    found = {code: only(answer) for code, answer in answers.items()}
    names = dict(zip(surveys.frame["encuesta"], surveys.frame["nombre"], strict=True))
    told = {code: one for code, one in found.items() if one.shown}
    if not told:
        return
    rows = tuple(Row(Text("{name}", name=names[code]), {ONE: found[code]}) for code in told)
    title = finding(list(told.values()))
    with figure(
        *(answers[code] for code in told),
        title=title,
        counted=Text(
            "Empresas que dicen que contratarían a personas en movilidad, con su intervalo. Es lo "
            "que dicen, no lo que hacen."
        ),
        key="perception",
    ):
        one_series(title, rows, paint().demand, True, True)


def finding(found: list[Estimate]) -> Text:
    """Return whether willingness changed from the first survey to the last."""
    last, share = found[-1], Percent(found[-1].value or 0.0)
    if len(found) == 1:
        return Text("Contrataría a personas en movilidad el {share} de las empresas", share=share)
    first, verdict = Percent(found[0].value or 0.0), comparing.compare(last, found[0])
    if verdict.higher:
        return Text(
            "Contrataría a personas en movilidad el {share} de las empresas: más que antes "
            "({first})",
            share=share,
            first=first,
        )
    if verdict.lower:
        return Text(
            "Contrataría a personas en movilidad el {share} de las empresas: menos que antes "
            "({first})",
            share=share,
            first=first,
        )
    if verdict.tested:
        return Text(
            "Contrataría a personas en movilidad el {share} de las empresas; no se distingue de "
            "antes ({first})",
            share=share,
            first=first,
        )
    return Text("Contrataría a personas en movilidad el {share} de las empresas", share=share)

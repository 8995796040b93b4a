"""The sections of the page of ventures, top to bottom."""

from __future__ import annotations

import streamlit as st

from components import charts, intervals, key_figures, labels, maps, places
from components.atlas import Look
from components.estimate_values import Estimate
from components.figure import TableShown, figure, sources, swatch
from components.intervals import Row, Series
from components.key_figures import KeyFigure
from components.programme_results import beside, estimate_rows, milestones, trend
from components.programme_results.estimate_rows import Of
from components.programme_results.programme_questions import ProgrammeQuestions
from components.programme_results.result_figures import (
    CIRCLES,
    card_of_people,
    cards_of_shares,
    counted,
    where,
)
from components.reader_language import _, current
from components.theme import paint
from components.ventures import week
from components.words import Count, Decimal, Listed, Percent
from data_access import territory
from data_access.answers import Answer
from data_access.language import Text

MOVING, HOST = "on_the_move", "host"


def opening(asked: ProgrammeQuestions) -> bool:
    """Render how many people sell and how many share a workspace.

    Return False where nothing is known.
    """
    market, spaces = asked.answer("ventures.marketplace"), asked.answer("ventures.all_spaces")
    language, place = current(), where(asked.scope.territory)
    if market.as_of is None and spaces.as_of is None:
        st.header(_("Todavía no hay datos de emprendimiento"), anchor=False)
        st.markdown(_("Faltan las hojas «mercado», «mercado_ventas», «sedes» y «coworking»."))
        return False
    sold, used = estimate_rows.only(market), estimate_rows.only(spaces)
    sellers, users = estimate_rows.number(sold["sellers"]), estimate_rows.number(used["users"])
    said_sellers, said_users = counted(market, sold, "sellers"), counted(spaces, used, "users")
    if sellers is None and users is None and sold["flag"] == used["flag"] == "unknown":
        said = estimate_rows.nothing_yet(place)
    elif sellers is None and users is None:
        said = Text("En {place} son pocas las personas que venden o usan un espacio", place=place)
    elif users is None:
        said = Text(
            "En {place}, {sellers} personas ofrecen en un mercado en línea",
            place=place,
            sellers=said_sellers,
        )
    elif sellers is None:
        said = Text(
            "En {place}, {users} personas trabajan en un espacio de coworking",
            place=place,
            users=said_users,
        )
    else:
        said = Text(
            "En {place}, {sellers} personas ofrecen en un mercado en línea y {users} trabajan en "
            "un espacio de coworking",
            place=place,
            sellers=said_sellers,
            users=said_users,
        )
    st.header(said.to(language), anchor=False)
    sources((market, spaces), language)
    return True


def selling(asked: ProgrammeQuestions) -> Estimate:
    """Return the share of sellers with at least one sale."""
    answer = asked.answer("ventures.marketplace")
    return estimate_rows.share(
        answer, estimate_rows.only(answer), Of("sellers_with_sale", "sellers")
    )


def figures(asked: ProgrammeQuestions) -> None:
    """Render sellers, sales, users of workspaces and their occupancy."""
    market, spaces = asked.answer("ventures.marketplace"), asked.answer("ventures.all_spaces")
    before = asked.before
    sold, used = estimate_rows.only(market), estimate_rows.only(spaces)
    cards = [
        card_of_people(
            asked,
            Text("Vendedoras activas"),
            "ventures.marketplace",
            "sellers",
            Text("Con una oferta publicada."),
        ),
        *cards_of_shares(
            [
                (
                    Text("Con alguna venta"),
                    selling(asked),
                    None if before is None else selling(before),
                )
            ],
            asked.named,
        ),
        amount(market, sold),
        card_of_people(
            asked,
            Text("Usan un coworking"),
            "ventures.all_spaces",
            "users",
            Text("Personas distintas."),
        ),
        occupied(estimate_rows.number(used["seat_occupancy"])),
    ]
    key_figures.render(cards)
    beside.render(asked)


def amount(market: Answer, sold: estimate_rows.Row) -> KeyFigure:
    """Return the value of sales, as sellers report it."""
    label = Text("Ventas en USD")
    if estimate_rows.number(sold["sales_usd"]) is None:
        return KeyFigure(label, None, labels.FLAGS[estimate_rows.flag_of(sold)])
    said = counted(market, sold, "sales_usd")
    return KeyFigure(label, said, Text("Lo que declara quien vende."))


def occupied(share: float | None) -> KeyFigure:
    """Return the share of seat hours on offer that were used."""
    label = Text("Ocupación de los puestos")
    if share is None:
        return KeyFigure(label, None, labels.FLAGS["unknown"])
    return KeyFigure(label, Percent(share), Text("De las horas de puesto que se ofrecen."))


def sellers_over_time(asked: ProgrammeQuestions) -> None:
    """Render the active sellers of each marketplace, quarter by quarter."""
    over_time(
        asked,
        "sellers",
        Text("Vendedoras activas en cada trimestre"),
        Text("Quien ofrece en varios trimestres cuenta en cada uno: no se suman."),
    )


def sales_over_time(asked: ProgrammeQuestions) -> None:
    """Render the sales of each marketplace, quarter by quarter."""
    over_time(
        asked,
        "sales_usd",
        Text("Ventas en dólares en cada trimestre"),
        Text("Lo que declara quien vende. Sin punto: las venden pocas personas."),
    )


def over_time(asked: ProgrammeQuestions, column: str, title: Text, what: Text) -> None:
    """Render a figure of each marketplace, quarter by quarter."""
    answer = asked.answer("ventures.over_time", by=("plataforma",))
    rows = answer.rows()
    language, colors = current(), paint()
    points = tuple(
        (
            row["plataforma"],
            row["period"],
            estimate_rows.number(row[column]),
            counted(answer, row, column).to(language),
        )
        for row in rows
    )
    # A line of nothing but 0 is a market in which nobody of the place ever sold.
    seen = {key for key, _day, value, _said in points if value}
    platforms = [code for code in dict.fromkeys(row["plataforma"] for row in rows) if code in seen]
    if not platforms:
        return
    marks = (("dot", colors.first), ("square", colors.second), ("line", colors.neutral))
    names = tuple(
        (code, platform(code).to(language), marks[min(at, 2)][1])
        for at, code in enumerate(platforms)
    )
    legend = [
        swatch(marks[min(at, 2)][1], platform(code), marks[min(at, 2)][0])
        for at, code in enumerate(platforms)
    ]
    kept = tuple(point for point in points if point[0] in platforms)
    happened = milestones.during(asked, (day for _key, day, _value, _said in kept))
    with figure(
        answer,
        *happened.answers,
        title=title,
        counted=what,
        key=f"time-{column}",
        legend=legend,
        listed=happened.listed,
    ):
        drawn = happened.marks(language)
        charts.render(title, trend.chart, kept, names, language, colors, drawn)


def platform(code: str) -> Text:
    """Return a marketplace's name by the place in its code, if there is one."""
    place = code.rpartition("-")[2]
    if territory.is_known(place):
        return Text("Mercado de {place}", place=labels.place_in_sentence(place))
    return Text("{name}", name=code)


def by_hour(asked: ProgrammeQuestions) -> None:
    """Render the occupancy of each workspace by weekday and hour."""
    answer, spaces = asked.answer("ventures.occupancy"), asked.answer("ventures.sites")
    language, colors = current(), paint()
    for space in spaces.rows():
        cells = tuple(
            (int(row["weekday"]), int(row["hour"]), estimate_rows.number(row["occupancy"]))
            for row in answer.rows()
            if row["site"] == space["site"]
        )
        peak = week.fullest(cells)
        if peak is None:
            title = Text("{name}: pocas personas en cada hora", name=space["nombre"])
        else:
            title = Text("{name}: puestos ocupados por día y hora", name=space["nombre"])
        with figure(
            answer,
            title=title,
            counted=Text(
                "Parte de los puestos ocupada en promedio, por día y hora. Sin color: pocas "
                "personas o ninguna."
            ),
            key=f"week-{space['site']}",
            table=TableShown(most=40),
        ):
            if peak is not None:
                charts.render(title, week.chart, cells, language, colors)


def shared(asked: ProgrammeQuestions) -> None:
    """Render whether the host community and people on the move share each workspace."""
    answer = asked.answer("ventures.coworking")
    found = answer.rows()
    if not found:
        return
    language, colors = current(), paint()
    known = [row for row in found if estimate_rows.number(row["mixed_use"]) is not None]
    title = Text("Quiénes comparten los espacios")
    if known:
        # An index has no test: each space is told, and none is called the most shared.
        title = Text(
            "Uso compartido de cada espacio, de 0 a 1: {spaces}",
            spaces=Listed(
                Text(
                    "{name} {value}",
                    name=row["nombre"],
                    value=Decimal(float(row["mixed_use"])),
                )
                for row in known
            ),
        )
    rows = tuple(
        Row(
            Text("{name}", name=row["nombre"]),
            {kind: estimate_rows.people(answer, row, kind) for kind in (MOVING, HOST)},
        )
        for row in found
    )
    series = (
        Series(MOVING, Text("En movilidad"), colors.first),
        Series(HOST, Text("Comunidad de acogida"), colors.second),
    )
    legend = [
        swatch(colors.first, series[0].name),
        swatch(colors.second, series[1].name),
    ]
    with figure(
        answer,
        title=title,
        counted=Text(
            "Personas distintas que usaron cada espacio. El uso compartido es 1 si vienen tantas "
            "de un grupo como del otro, y 0 si vienen solo unas."
        ),
        key="shared",
        legend=legend,
    ):
        charts.render(title, intervals.chart, rows, series, language, colors)


LOOK = Look(
    title=Text("Vendedoras activas"),
    counted=Text("Personas con una oferta publicada, por el cantón donde viven."),
    ramp="supply_ramp",
)


def mapped(asked: ProgrammeQuestions) -> None:
    """Render where sellers live, and the workspaces as points, on a map."""
    answer, spaces = asked.by_place("ventures.marketplace"), asked.answer("ventures.sites")
    found = {
        row["territory"]: estimate_rows.people(answer, row, "sellers") for row in answer.rows()
    }
    sizes = {code: None if one.value is None else int(one.value) for code, one in found.items()}
    language = current()
    spots = [
        maps.Spot(
            float(row["lon"]),
            float(row["lat"]),
            row["nombre"],
            (_("{count} puestos de trabajo", count=Count(row["puestos"]).to(language)),),
        )
        for row in spaces.rows()
        if estimate_rows.number(row["lat"]) is not None
    ]
    entries = [swatch(paint().second, Text("Espacio de coworking"), "dot")] if spots else []
    places.render(
        places.PlaceMap(
            LOOK,
            answer,
            found,
            sizes,
            CIRCLES,
            asked.mapped,
            asked.scope.territory,
            spots=spots,
            entries=entries,
        )
    )

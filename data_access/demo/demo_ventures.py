"""Three hundred sellers on two marketplaces, and a year of visits to two workspaces."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from random import Random

from data_access.demo.demo_story import CITIES, LAST, SYNTHETIC

Row = dict[str, object]
SELLERS = {"1308": 175, "2301": 125}
FIRST = dt.date(2023, 3, 6)
GROWTH = {"1308": 1.35, "2301": 1.0}
# Name, seats, hours a week, latitude, longitude, regular users, visits on a usual day.
SITES = {
    "1308": ("Coworking Puerto Manta", 28, 50, -0.9494, -80.7089, 270, 24),
    "2301": ("Coworking Santo Domingo Centro", 18, 45, -0.2532, -79.1754, 150, 11),
}
YEAR = (dt.date(2025, 1, 6), LAST)


def sheets(chance: Random, persons: list[Row]) -> dict[str, list[Row]]:
    """Return rows of `mercado`, `mercado_ventas`, `sedes` and `coworking`."""
    found: dict[str, list[Row]] = {
        "mercado": [],
        "mercado_ventas": [],
        "sedes": [],
        "coworking": [],
    }
    for city in CITIES:
        here = [p for p in persons if p["canton_residencia"] == city]
        _market(city, here, chance, found)
        _workspace(city, here, chance, found)
    return found


def _market(city: str, here: list[Row], chance: Random, found: dict[str, list[Row]]) -> None:
    weights = [2.2 if person["sexo"] == "M" else 1.0 for person in here]
    sellers = list(_sample(here, weights, SELLERS[city], chance))
    for number, person in enumerate(sellers):
        for offer in range(chance.choices((1, 2, 3), (78, 18, 4))[0]):
            since = FIRST + (LAST - FIRST) * chance.random() ** 0.8
            until = since + dt.timedelta(days=round(chance.expovariate(1 / 380)) + 20)
            code = f"O-{city}-{number + 1:03d}-{offer + 1}"
            found["mercado"].append(
                {
                    "codigo_oferta": code,
                    "codigo_persona": person["codigo_persona"],
                    "codigo_plataforma": f"MERCADO-{city}",
                    "categoria": chance.choices(("PRODUCTO", "SERVICIO"), (64, 36))[0],
                    "desde": since.isoformat(),
                    "hasta": until.isoformat() if until <= LAST else "",
                }
            )
            if chance.random() < 0.66:
                found["mercado_ventas"] += _sales(code, since, min(until, LAST), city, chance)


def _sales(code: str, since: dt.date, until: dt.date, city: str, chance: Random) -> Iterator[Row]:
    """Yield the monthly sales of a listing: higher at the end of the year, growing with age."""
    usual, price = chance.lognormvariate(0.7, 0.8), chance.lognormvariate(2.5, 0.7)
    month, age = since.replace(day=1), 0
    while month <= until:
        season = 1.6 if month.month == 12 else 1.2 if month.month in (5, 11) else 1.0
        known = min(1.0, 0.5 + age / 12) * GROWTH[city] ** (month.year - FIRST.year)
        sold = round(chance.gauss(usual * season * known, 1.2))
        if sold > 0:
            yield {
                "codigo_oferta": code,
                "mes": month.strftime("%Y-%m"),
                "ventas_n": sold,
                "ventas_usd": f"{sold * price * chance.uniform(0.8, 1.2):.2f}",
            }
        month, age = (month + dt.timedelta(days=32)).replace(day=1), age + 1


def _workspace(city: str, here: list[Row], chance: Random, found: dict[str, list[Row]]) -> None:
    name, seats, hours, lat, lon, users, usual = SITES[city]
    found["sedes"].append(
        {
            "codigo_sede": f"CW-{city}",
            "nombre": f"{name} {SYNTHETIC}",
            "canton": city,
            "puestos": seats,
            "horas_semana": hours,
            "latitud": lat,
            "longitud": lon,
        }
    )
    # The host community comes as often as those on the move in one city, more often in the other.
    host = 1.9 if city == "1308" else 5.0
    weights = [host if person["situacion_movilidad"] == "ACO" else 1.0 for person in here]
    regulars = list(_sample(here, weights, users, chance))
    keen = [chance.lognormvariate(0, 1) for _ in regulars]
    day = YEAR[0]
    while day <= YEAR[1]:
        busy = (1.1, 1.2, 1.15, 1.0, 0.75, 0.3, 0.0)[day.weekday()]
        growth = 0.75 + 0.5 * (day - YEAR[0]).days / 350
        count = round(chance.gauss(usual * busy * growth, usual**0.5)) if busy else 0
        for code in {
            str(p["codigo_persona"]) for p in chance.choices(regulars, keen, k=max(0, count))
        }:
            found["coworking"].append(_visit(code, city, day, chance))
        day += dt.timedelta(days=1)


def _visit(code: str, city: str, day: dt.date, chance: Random) -> Row:
    hour = chance.choices((8, 9, 10, 11, 13, 14, 15, 16, 17), (12, 26, 20, 8, 5, 12, 9, 5, 3))[0]
    entered = dt.datetime.combine(day, dt.time(hour, chance.randrange(0, 60, 5)))
    stay = dt.timedelta(minutes=5 * round(min(max(chance.gauss(38, 17), 6), 100)))
    left = min(entered + stay, dt.datetime.combine(day, dt.time(18, 30)))
    return {
        "codigo_persona": code,
        "codigo_sede": f"CW-{city}",
        "entrada": f"{entered:%Y-%m-%d %H:%M}",
        "salida": "" if chance.random() < 0.04 else f"{left:%Y-%m-%d %H:%M}",
    }


def _sample(people: list[Row], weights: list[float], count: int, chance: Random) -> Iterator[Row]:
    """Yield different people, the likelier ones more often (Efraimidis and Spirakis 2006)."""
    keys = [chance.random() ** (1 / weight) for weight in weights]
    order = sorted(range(len(people)), key=lambda at: keys[at], reverse=True)
    return (people[at] for at in order[:count])

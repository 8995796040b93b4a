"""The two fairs, the path of four thousand people through the job bank, and the jobs they found."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from random import Random

from data_access.demo.demo_story import FAIRS, LAST, MARKETS, SYNTHETIC, Fair
from data_access.measures.wages import BASIC_WAGE

Row = dict[str, object]
PROFILED = 4000
POST_FILLED = 0.55  # times the share not hard to fill of the occupation
REFERRED_EACH = (1, 2, 2, 3, 4)  # per post, beside the one who is hired
OUTSIDE = 75  # jobs found outside the bank
NEAR = {"1308": ("1308", "1309", "1321"), "2301": ("2301", "2302"), "1301": ("1301",)}
# Odds of being chosen among those who seek an occupation: a finding of the demo, not a rule.
CHOSEN = {"sexo": {"M": 0.72}, "situacion_movilidad": {"MIG": 0.8, "REF": 0.62, "RET": 0.95}}
KEPT_IF_TRAINED = 0.62  # factor on leaving, for those trained first


@dataclass
class Seeker:
    """A registered person, with the codes and dates that decide what may happen when."""

    row: Row
    since: dt.date
    trained: dt.date | None = None
    job: dt.date | None = None
    stages: set[tuple[str, str]] = field(default_factory=set)

    @property
    def code(self) -> str:
        """The person's code."""
        return str(self.row["codigo_persona"])

    @cached_property
    def odds(self) -> float:
        """The person's relative odds of being chosen."""
        weights = (CHOSEN[name].get(str(self.row[name]), 1.0) for name in CHOSEN)
        product = 1.0
        for weight in weights:
            product *= weight
        return product


def sheets(
    chance: Random,
    persons: list[Row],
    vacancies: list[Row],
    companies: list[Row],
    trained: Mapping[str, dt.date],
) -> dict[str, list[Row]]:
    """Return rows of `asistencia_eventos`, `intermediacion` and `colocaciones`, and the fairs of
    `eventos`; `trained` is when each person first came to a course."""
    seekers = [
        Seeker(
            person,
            dt.date.fromisoformat(str(person["fecha_registro"])),
            trained.get(str(person["codigo_persona"])),
        )
        for person in persons
        if person["fecha_registro"]
    ]
    came = {fair.code: set(_participants(fair, seekers, chance)) for fair in FAIRS}
    bank = _Bank(chance, seekers, came)
    for vacancy in sorted(vacancies, key=lambda row: str(row["fecha_apertura"])):
        bank.offer(vacancy)
    bank.outside()
    attended: list[Row] = [
        {"codigo_evento": fair.code, "codigo_persona": code, "codigo_empresa": ""}
        for fair in FAIRS
        for code in sorted(came[fair.code])
    ]
    attended += [
        {"codigo_evento": fair.code, "codigo_persona": "", "codigo_empresa": code}
        for fair in FAIRS
        for code in sorted(_companies(fair, companies, vacancies, chance))
    ]
    return {
        "eventos": [_event(fair) for fair in FAIRS],
        "asistencia_eventos": attended,
        "intermediacion": [*_profiles(seekers, bank, chance), *bank.stages],
        "colocaciones": bank.jobs,
    }


def _event(fair: Fair) -> Row:
    return {
        "codigo_evento": fair.code,
        "tipo": "FERIA",
        "nombre": f"{fair.name} {SYNTHETIC}",
        "fecha": fair.day.isoformat(),
        "canton": fair.canton,
        "impresiones": "",
    }


def _participants(fair: Fair, seekers: list[Seeker], chance: Random) -> Iterator[str]:
    near = [s for s in seekers if s.row["canton_residencia"] in NEAR[fair.canton]]
    known = [s for s in near if s.since <= fair.day]
    for seeker in chance.sample(known, min(fair.people, len(known))):
        yield seeker.code


def _companies(fair: Fair, companies: list[Row], vacancies: list[Row], chance: Random) -> set[str]:
    offering = {str(v["codigo_empresa"]) for v in vacancies if v["codigo_evento"] == fair.code}
    here = [str(c["codigo_empresa"]) for c in companies if c["canton"] == fair.canton]
    return offering | set(chance.sample(here, max(0, fair.companies - len(offering))))


def _profiles(seekers: list[Seeker], bank: _Bank, chance: Random) -> Iterator[Row]:
    """Yield a profile of everybody who was referred, except a few whose record is missing."""
    must = [s for s in seekers if s.stages]
    rest = [s for s in seekers if not s.stages]
    for seeker in (*must, *chance.sample(rest, max(0, PROFILED - len(must)))):
        if seeker.stages and chance.random() < 0.03:
            continue
        day = seeker.since + dt.timedelta(days=round(chance.expovariate(1 / 6)))
        first = bank.first.get(seeker.code)
        yield _stage(seeker, "", "PER", min(day, first or day, LAST), "BOLSA")


def _stage(
    seeker: Seeker, vacancy: str, name: str, day: dt.date, channel: str, fair: str = ""
) -> Row:
    return {
        "codigo_persona": seeker.code,
        "codigo_vacante": vacancy,
        "etapa": name,
        "fecha": day.isoformat(),
        "canal": channel,
        "codigo_evento": fair,
    }


class _Bank:
    """The job bank: vacancies are offered to seekers, one after another."""

    def __init__(self, chance: Random, seekers: list[Seeker], came: Mapping[str, set[str]]) -> None:
        self.chance = chance
        self.seekers = seekers
        self.at_fair = {
            code: [s for s in seekers if s.code in people] for code, people in came.items()
        }
        self.stages: list[Row] = []
        self.jobs: list[Row] = []
        self.first: dict[str, dt.date] = {}
        self.by_trade: dict[tuple[str, str], list[Seeker]] = defaultdict(list)
        for seeker in sorted(seekers, key=lambda s: s.since):
            self.by_trade[str(seeker.row["canton_residencia"]), str(seeker.row["ciuo2"])].append(
                seeker
            )

    def offer(self, vacancy: Row) -> None:
        """Refer people to a vacancy, interview and hire some of them."""
        canton, trade = str(vacancy["canton"]), str(vacancy["ciuo2"])
        market = next(m for m in MARKETS if m.canton == canton)
        opened = dt.date.fromisoformat(str(vacancy["fecha_apertura"]))
        fair = next((f for f in FAIRS if f.code == vacancy["codigo_evento"]), None)
        odds = fair.odds if fair else POST_FILLED * (1 - market.trades[trade].hard)
        for _ in range(int(str(vacancy["plazas"]))):
            self._post(vacancy, opened, odds, self._candidates(canton, trade, opened, fair), fair)

    def _candidates(
        self, canton: str, trade: str, opened: dt.date, fair: Fair | None
    ) -> list[Seeker]:
        if fair:
            return [s for s in self.at_fair[fair.code] if self._free(s, opened)]
        near = [s for place in NEAR[canton] for s in self.by_trade[place, trade]]
        return [s for s in near if self._free(s, opened)]

    def _free(self, seeker: Seeker, opened: dt.date) -> bool:
        return seeker.job is None and seeker.since <= opened

    def _post(
        self,
        vacancy: Row,
        opened: dt.date,
        odds: float,
        candidates: list[Seeker],
        fair: Fair | None,
    ) -> None:
        chance, code = self.chance, str(vacancy["codigo_vacante"])
        wanted = 1 + chance.choice(REFERRED_EACH)
        fresh = [s for s in candidates if (code, "REF") not in s.stages]
        if not fresh:
            return
        met = {s.code: s for s in chance.choices(fresh, [s.odds for s in fresh], k=wanted)}
        channel = str(vacancy["canal"])
        start = max(opened, fair.day) if fair else opened
        day = start + dt.timedelta(days=round(chance.expovariate(1 / 7)))
        hired = chance.random() < odds
        for at, seeker in enumerate(met.values()):
            if day > LAST:
                return
            self._reach(seeker, code, "REF", day, channel, fair)
            interviewed = day + dt.timedelta(days=2 + round(chance.expovariate(1 / 5)))
            first = at == 0 and hired
            if not (first or chance.random() < 0.4) or interviewed > LAST:
                continue
            if not (first and chance.random() < 0.04):  # a few are not recorded
                self._reach(seeker, code, "ENT", interviewed, channel, fair)
            offered = interviewed + dt.timedelta(days=1 + round(chance.expovariate(1 / 4)))
            if not (first or chance.random() < 0.16) or offered > LAST:
                continue
            self._reach(seeker, code, "OFE", offered, channel, fair)
            began = offered + dt.timedelta(days=1 + round(chance.expovariate(1 / 6)))
            if first and began <= LAST:
                self._reach(seeker, code, "CON", began, channel, fair)
                self._hire(seeker, code, began, channel, vacancy)

    def _reach(
        self,
        seeker: Seeker,
        vacancy: str,
        name: str,
        day: dt.date,
        channel: str,
        fair: Fair | None,
    ) -> None:
        seeker.stages.add((vacancy, name))
        self.first[seeker.code] = min(day, self.first.get(seeker.code, day))
        self.stages.append(_stage(seeker, vacancy, name, day, channel, fair.code if fair else ""))

    def outside(self) -> None:
        """Add jobs that a few find by themselves, or through the workspaces and markets."""
        free = [s for s in self.seekers if s.job is None and s.since < LAST - dt.timedelta(60)]
        for seeker in self.chance.sample(free, OUTSIDE):
            began = seeker.since + (LAST - seeker.since) * self.chance.random()
            channel = self.chance.choices(("OTRO", "CURSO", "COWORK", "MERCADO"), (5, 3, 1, 1))[0]
            self._hire(seeker, "", began, channel, {})

    def _hire(self, seeker: Seeker, vacancy: str, began: dt.date, channel: str, offer: Row) -> None:
        chance = self.chance
        seeker.job = began
        # Most who leave do so in the first months.
        months = min(chance.expovariate(1 / 9), chance.expovariate(1 / 34) + 2)
        if seeker.trained and seeker.trained < began:
            months /= KEPT_IF_TRAINED
        left = began + dt.timedelta(days=round(30.4 * months))
        seen = LAST - dt.timedelta(days=round(chance.expovariate(1 / 45)))
        if chance.random() < 0.18:  # lost to follow-up
            seen = began + (LAST - began) * chance.random()
        ended = left <= seen
        hours = offer.get("horas_semana") or chance.choices((40, 30, 20), (80, 8, 12))[0]
        part = float(str(hours)) / 40
        pay = str(offer.get("salario_usd") or "")
        wage = (
            float(pay) if pay else BASIC_WAGE[began.year] * (0.92 + chance.lognormvariate(-2, 0.7))
        )
        self.jobs.append(
            {
                "codigo_persona": seeker.code,
                "fecha_inicio": began.isoformat(),
                "codigo_vacante": vacancy,
                "fecha_fin": left.isoformat() if ended else "",
                "ultimo_contacto": max(seen, began).isoformat(),
                "salario_usd": "" if chance.random() < 0.06 else f"{wage * part**0.7:.2f}",
                "horas_semana": "" if chance.random() < 0.04 else hours,
                "desea_mas_horas": chance.choices(("SI", "NO", "NR"), (30, 64, 6))[0],
                "contrato": chance.choices(("SI", "NO", "NR"), (66, 30, 4))[0],
                "iess": chance.choices(("SI", "NO", "NR"), (55, 40, 5))[0],
                "canal_directo": channel,
            }
        )

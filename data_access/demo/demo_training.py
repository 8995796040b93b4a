"""Trainers and those they train in turn, forty skills cohorts, and employers' courses."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from random import Random

from data_access.demo.demo_story import CITIES, LAST, SYNTHETIC, TRAINERS

Row = dict[str, object]
REACHED = 2500  # people in the cascade
COHORTS, SESSIONS, HOURS = 40, 8, 4
KINDS = {"HABILIDADES": 26, "EMPRENDIMIENTO": 14}
EMPLOYERS = 6
GOVERNMENTS = {"1308": "Manta", "2301": "Santo Domingo", "13": "Manabí", "1301": "Portoviejo"}
LIVE_IN = {"1308": "1308", "2301": "2301", "13": "1301", "1301": "1301"}
FIRST = dt.date(2023, 5, 8)
QUESTIONS = ("P1", "P2", "P3")


def sheets(chance: Random, persons: list[Row], companies: list[Row]) -> dict[str, list[Row]]:
    """Return rows of `cursos`, `sesiones`, `inscripciones`, `asistencia_sesiones` and
    `actitudes`."""
    found = _School(chance)
    free = [person for person in persons if not person["fecha_registro"]]
    registered = [person for person in persons if person["fecha_registro"]]
    chance.shuffle(free)
    trainers = found.trainers(free)
    found.cascade(trainers, free, registered)
    found.skills(registered)
    found.employers(free, companies)
    return found.sheets


class _School:
    """Builder of the rows of all courses."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.sheets: dict[str, list[Row]] = defaultdict(list)

    def _course(self, code: str, kind: str, name: str, hours: int, government: str) -> None:
        self.sheets["cursos"].append(
            {
                "codigo_curso": code,
                "tipo": kind,
                "nombre": f"{name} {SYNTHETIC}",
                "horas": hours,
                "gad": government,
            }
        )

    def _session(
        self,
        code: str,
        course: str,
        cohort: str,
        day: dt.date,
        canton: str,
        trainer: str = "",
        unlinked: int | str = "",
    ) -> None:
        self.sheets["sesiones"].append(
            {
                "codigo_sesion": code,
                "codigo_curso": course,
                "codigo_cohorte": cohort,
                "fecha": day.isoformat(),
                "horas": HOURS,
                "canton": canton,
                "codigo_formador": trainer,
                "asistentes_sin_codigo": unlinked,
            }
        )

    def _came(self, person: str, session: str, company: object = "") -> None:
        self.sheets["asistencia_sesiones"].append(
            {"codigo_persona": person, "codigo_sesion": session, "codigo_empresa": company}
        )

    def _enrol(
        self, person: str, cohort: str, before: object, after: object, done: bool, certified: bool
    ) -> None:
        self.sheets["inscripciones"].append(
            {
                "codigo_persona": person,
                "codigo_cohorte": cohort,
                "nota_pre": before,
                "nota_post": after,
                "completo": "SI" if done else "NO",
                "certificado": "SI" if certified else "NO",
            }
        )

    def _marks(self, gain: float) -> tuple[int, int]:
        """Return a mark before and one after: the lower the first, the larger the gain."""
        before = round(self.chance.triangular(20, 85, 48))
        missing = 100 - before
        after = before + missing * min(max(self.chance.gauss(gain, 0.2), -0.1), 0.95)
        return before, round(after)

    def trainers(self, free: list[Row]) -> dict[str, list[str]]:
        """Train officials of four governments as trainers; return the certified, by government."""
        found: dict[str, list[str]] = {}
        for at, (government, (certified, _, _)) in enumerate(TRAINERS.items()):
            course, cohort = f"TOT-{government}", f"TOT-{government}-1"
            city = GOVERNMENTS[government]
            self._course(course, "TOT", f"Formación de formadores, {city}", 16, government)
            start = FIRST + dt.timedelta(days=14 * at)
            codes = [f"{cohort}-S{number}" for number in range(1, 5)]
            for number, code in enumerate(codes):
                day = start + dt.timedelta(days=number)
                self._session(code, course, cohort, day, LIVE_IN[government])
            officials = [_taken(free, LIVE_IN[government]) for _ in range(certified + 3)]
            for number, code in enumerate(officials):
                passed = number < certified
                before, after = self._marks(0.42)
                unmarked = self.chance.random() < 0.05
                self._enrol(code, cohort, before, "" if unmarked else after, passed, passed)
                for session in codes if passed else codes[:2]:
                    self._came(code, session)
            found[government] = officials[:certified]
        return found

    def cascade(
        self, trainers: dict[str, list[str]], free: list[Row], registered: list[Row]
    ) -> None:
        """Add the sessions that active trainers give to people of their place."""
        total = sum(sessions for _, _, sessions in TRAINERS.values())
        for government, (_, active, sessions) in TRAINERS.items():
            course = f"CAS-{government}"
            if not sessions:
                continue
            city = GOVERNMENTS[government]
            self._course(course, "CASCADA", f"Atención sin discriminación, {city}", 4, government)
            places = (LIVE_IN[government], "1309", "1303") if government == "13" else (government,)
            crowd = [str(p["codigo_persona"]) for p in free if p["canton_residencia"] in places]
            more = [
                str(p["codigo_persona"]) for p in registered if p["canton_residencia"] in places
            ]
            wanted = round(REACHED * sessions / total)
            people = crowd[:wanted]
            people += self.chance.sample(more, min(wanted - len(people), len(more)))
            self.chance.shuffle(people)
            for number in range(sessions):
                code = f"{course}-S{number + 1:02d}"
                day = (
                    FIRST
                    + dt.timedelta(days=60)
                    + (LAST - FIRST - dt.timedelta(days=60)) * ((number + 1) / (sessions + 1))
                )
                # Some give many sessions, others one.
                trainer = trainers[government][int(active * self.chance.random() ** 1.7)]
                if number < active:
                    trainer = trainers[government][number]
                unlinked = self.chance.choice(("", "", 3, 6, 11))
                canton = self.chance.choice(places)
                self._session(
                    code, course, f"{course}-{number + 1:02d}", day, canton, trainer, unlinked
                )
                own = people[
                    number * len(people) // sessions : (number + 1) * len(people) // sessions
                ]
                again = [who for who in self.chance.sample(people, 4) if who not in own]
                for who in (*own, *again):
                    self._came(who, code)

    def skills(self, registered: list[Row]) -> None:
        """Add cohorts of two kinds in both cities; most people seek work, some come twice."""
        kinds = [kind for kind, count in KINDS.items() for _ in range(count)]
        self.chance.shuffle(kinds)
        for city, name in CITIES.items():
            for kind in KINDS:
                title = "Habilidades para el empleo" if kind == "HABILIDADES" else "Emprendimiento"
                self._course(f"{kind}-{city}", kind, f"{title}, {name}", SESSIONS * HOURS, city)
        for number, kind in enumerate(kinds):
            city = "1308" if number % 5 < 3 else "2301"
            start = FIRST + (LAST - dt.timedelta(days=40) - FIRST) * (number / COHORTS)
            near = [
                str(p["codigo_persona"])
                for p in registered
                if p["canton_residencia"] == city
                and str(p["fecha_registro"]) <= start.isoformat()
                and (kind != "EMPRENDIMIENTO" or p["sexo"] != "H" or self.chance.random() < 0.4)
            ]
            cohort = f"{kind}-{city}-{number + 1:02d}"
            self._cohort(cohort, f"{kind}-{city}", city, start, near)

    def _cohort(self, cohort: str, course: str, city: str, start: dt.date, near: list[str]) -> None:
        chance = self.chance
        codes = [f"{cohort}-S{number + 1}" for number in range(SESSIONS)]
        for number, code in enumerate(codes):
            day = start + dt.timedelta(days=3 * number)
            self._session(code, course, cohort, day, city, "", 4 if number == 0 else "")
        assessed = chance.random() < 0.7
        for person in chance.sample(near, min(len(near), chance.randint(21, 30))):
            keen = chance.betavariate(11, 1.1)
            came = [code for code in codes if chance.random() < keen]
            before, after = self._marks(0.38)
            stayed = len(came) >= 0.8 * SESSIONS
            done = stayed and (not assessed or after >= 50)
            kept = stayed or chance.random() < 0.3
            first, last = (before, after if kept else "") if assessed else ("", "")
            self._enrol(person, cohort, first, last, done, done)
            for code in came:
                self._came(person, code)

    def employers(self, free: list[Row], companies: list[Row]) -> None:
        """Add courses on hiring for staff of companies, with what they think of it."""
        for number in range(EMPLOYERS):
            city = list(CITIES)[number % 2]
            course, cohort = f"EMPRESAS-{city}", f"EMPRESAS-{city}-{number + 1}"
            if number < 2:
                self._course(course, "EMPRESAS", f"Contratación inclusiva, {CITIES[city]}", 4, city)
            day = dt.date(2024, 10, 8) + dt.timedelta(days=70 * number)
            self._session(f"{cohort}-S1", course, cohort, day, city)
            here = [c["codigo_empresa"] for c in companies if c["canton"] == city]
            for company in self.chance.sample(here, 18):
                self._came(_taken(free, city), f"{cohort}-S1", company)
            for participant in range(16):
                self._attitudes(cohort, f"Q{number + 1}-{participant + 1:02d}")

    def _attitudes(self, cohort: str, participant: str) -> None:
        for question in QUESTIONS:
            before = self.chance.choices((1, 2, 3, 4, 5), (9, 20, 34, 27, 10))[0]
            after = min(5, before + self.chance.choices((-1, 0, 1, 2), (6, 44, 36, 14))[0])
            for moment, agreement in (("ANTES", before), ("DESPUES", max(1, after))):
                if moment == "DESPUES" and self.chance.random() < 0.08:
                    continue
                self.sheets["actitudes"].append(
                    {
                        "codigo_cohorte": cohort,
                        "codigo_participante": participant,
                        "momento": moment,
                        "pregunta": question,
                        "acuerdo": agreement,
                    }
                )


def _taken(free: list[Row], canton: str) -> str:
    """Remove somebody of a canton from those free, and return the code."""
    at = next(i for i, person in enumerate(free) if person["canton_residencia"] == canton)
    return str(free.pop(at)["codigo_persona"])


def first_came(found: dict[str, list[Row]]) -> dict[str, dt.date]:
    """Return the first day on which each person came to a course on skills or entrepreneurship."""
    skills = {row["codigo_curso"] for row in found["cursos"] if row["tipo"] in KINDS}
    days = {
        str(row["codigo_sesion"]): dt.date.fromisoformat(str(row["fecha"]))
        for row in found["sesiones"]
        if row["codigo_curso"] in skills
    }
    first: dict[str, dt.date] = {}
    for row in found["asistencia_sesiones"]:
        day = days.get(str(row["codigo_sesion"]))
        if day is not None:
            code = str(row["codigo_persona"])
            first[code] = min(day, first.get(code, day))
    return first

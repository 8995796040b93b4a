"""Who gets what: every answer and page against every role, made from the lists of what exists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine, insert, update

from components.navigation import PAGES
from data_access import clock
from data_access.answers import QUESTIONS, about_people, ask
from data_access.answers.answer import PERSONAL
from data_access.database import engine_for
from data_access.programme.period_closings import close
from data_access.scope import Scope
from data_access.tables import (
    Adoption,
    CourseSession,
    Decision,
    Event,
    Honour,
    WeightChange,
)
from data_access.viewer import (
    ADMINISTRATOR,
    BELONGS,
    ROLES,
    Grant,
    Viewer,
    clearance,
    sees_exact_people,
)
from tests.data_access.answers.example import store_doubts, store_people, store_survey
from tests.data_access.answers.programme_results import store_outcomes
from tests.data_access.answers.test_awards import without_means
from tests.data_access.imports.juries import bring, worked
from tests.data_access.measures.awards.worked import NOISY
from tests.databases import Copying
from tests.sampling import sampled
from tests.writing import writing

# Each role with one thing that it is for, and with another.
OF = {
    "territory": ("1308", "2301"),
    "edition": ("EMP-2026", "ENT-2026"),
    "award": ("EMPRESAS", "ENTIDADES"),
}
VIEWERS = {
    name: Viewer.parse(name)
    for role in ROLES
    for name in ([f"{role}:{of}" for of in OF[BELONGS[role]]] if role in BELONGS else [role])
}
# What each reader gets of figures: what the public gets, or all of it.
PUBLIC, EXACT = "public", "exact"
LEVEL = {
    **dict.fromkeys(("visitor", "leader", "juror", "secretary"), PUBLIC),
    **dict.fromkeys(("monitor", "administrator"), EXACT),
}
# What each answer holds back from the public on the data below. A new answer needs a line.
HOLDS_BACK = {
    "labour.vacancies": True,
    "labour.hard_to_fill": True,
    "labour.occupied": True,
    "labour.vacancy_rate": True,
    "labour.willing": True,
    "labour.barriers": True,
    "labour.response": False,
    "labour.strata": False,
    "labour.surveys": False,
    "labour.gap": True,
    "labour.mismatch": True,
    "people.count": True,
    "people.over_time": True,
    "people.paths": True,
    "people.trained_first": True,
    "hiring.funnel": True,
    "hiring.parity": True,
    "hiring.half_year": True,
    "hiring.time_to_hire": True,
    "hiring.all_fairs": True,
    "ventures.all_spaces": True,
    "awards.received": False,
    "indicators.framework": True,
    "indicators.over_time": True,
    "indicators.by_place": True,
    "indicators.by_group": True,
    "indicators.frozen": True,
    "hiring.retention": True,
    "hiring.waiting": True,
    "hiring.adequate": True,
    "hiring.conditions": True,
    "hiring.pay": True,
    "hiring.channels": True,
    "hiring.workplaces": True,
    "hiring.vacancies": True,
    "hiring.fairs": True,
    "training.reach": True,
    "training.coverage": True,
    "training.completion": True,
    "training.employment": True,
    "training.gain": True,
    "training.gain_spread": True,
    "training.cascade": True,
    "training.multiplication": True,
    "training.sessions": True,
    "ventures.marketplace": True,
    "ventures.over_time": True,
    "ventures.coworking": True,
    "ventures.occupancy": True,
    "ventures.sites": False,
    "community.associations": False,
    "community.directory": False,
    "community.employers": True,
    "community.events": False,
    "community.milestones": False,
    "community.studies": False,
    "community.recommendations": False,
    "community.assistance": False,
    "community.policies": False,
    "quality.completeness": True,
    "quality.consistency": True,
    "quality.freshness": True,
    "quality.outliers": True,
    "quality.over_time": True,
    "quality.sheets": True,
}
# Answers about an edition of an award: until it is published its secretariat's, afterwards
# everybody's; those that tell of single jurors stay with the secretariat (True).
STAYS = {
    "awards.overview": False,
    "awards.ranking": False,
    "awards.agreement": False,
    "awards.earlier_ranking": False,
    "awards.results": False,
    "awards.profile": False,
    "awards.jurors": True,
    "awards.adoptions": False,
    "awards.sensitivity": True,
}
# Lists of a place's working detail: rows for its leader and for who follows the programme.
OWN_PLACES = {
    *("labour.reported", "hiring.event_list", "training.session_list"),
    *("quality.lookalikes", "quality.offices", "quality.outlier_list"),
}
SECRETARIAT = {"administrator", "secretary:EMPRESAS"}
OPEN_PAGES = {
    "overview": set(ROLES),
    "labour": set(ROLES),
    "indicators": set(ROLES),
    "hiring": set(ROLES),
    "training": set(ROLES),
    "ventures": set(ROLES),
    "community": set(ROLES),
    "paths": {"monitor", "administrator"},
    "award_results": set(ROLES),
    "nominate": set(ROLES),
    "methods": set(ROLES),
    "open_data": set(ROLES),
    "sign_in": set(ROLES),
    "score": {"juror"},
    "jury_desk": {"secretary", "administrator"},
    "editions": {"secretary", "administrator"},
    "data_desk": {"leader", "monitor", "administrator"},
    "administration": {"administrator"},
    "audit_log": {"administrator"},
    "data_quality": {"leader", "monitor", "administrator"},
}


@contextmanager
def programme(backend: str, copying: Copying) -> Iterator[Engine]:
    """A survey, people and what came of them, and a year that was closed."""
    with copying(backend, "empty") as url:
        engine = engine_for(url)
        with writing(engine) as connection:
            store_survey(connection)
            people = [{}] * 60 + [{"sought_isco2": "52"}] * 7 + [{"canton_code": "2301"}] * 3
            store_people(connection, *people)
            store_outcomes(connection)
        close(engine, Viewer(VIEWERS["monitor"].grants, "eva@example.org"), "2025", "Informe")
        yield engine
        engine.dispose()


@pytest.fixture(scope="module")
def stored(backend: str, copying: Copying) -> Iterator[Engine]:
    """A programme that these tests only read."""
    with programme(backend, copying) as engine:
        yield engine


@pytest.fixture(scope="module")
def on_both(copying: Copying) -> Iterator[tuple[Engine, Engine]]:
    """The same programme on SQLite and PostgreSQL, only read here."""
    with programme("sqlite", copying) as one, programme("postgresql", copying) as other:
        yield one, other


def test_every_role_and_answer_and_page_has_its_line() -> None:
    assert set(LEVEL) == set(ROLES)
    assert HOLDS_BACK.keys() | STAYS.keys() | OWN_PLACES == set(QUESTIONS)
    assert set(OPEN_PAGES) == set(PAGES)


def breakdowns(question: str) -> list[Scope]:
    """A question by none and by each of its dimensions."""
    dimensions = sorted(QUESTIONS[question].by)
    scopes = [Scope("1308") if dimensions else Scope()]
    scopes += [Scope("1308", by=(dimension,)) for dimension in dimensions]
    if question == "indicators.by_group":
        scopes = [scope.having(indicador="SK-01") for scope in scopes]
    if question == "indicators.frozen":
        scopes = [Scope(start=dt.date(2025, 1, 1), end=dt.date(2026, 1, 1))]
    return scopes


# Whoever is not here is asked for the first two breakdowns, and for every one in `make test-all`.
FEW = ("visitor", "administrator")


@pytest.mark.parametrize("everybody", sampled([False, True], False), ids=["few", "everybody"])
@pytest.mark.parametrize("question", sorted(HOLDS_BACK))
def test_below_monitor_everybody_gets_the_public_answer(
    stored: Engine, question: str, everybody: bool
) -> None:
    differs = False
    with stored.connect() as connection:
        for at, scope in enumerate(breakdowns(question)):
            got = {
                name: ask(connection, question, viewer, scope).to_json("es")
                for name, viewer in VIEWERS.items()
                if everybody or at < 2 or name in FEW
            }
            for name, answer in got.items():
                level = LEVEL[name.partition(":")[0]]
                assert answer == got["visitor" if level == PUBLIC else "administrator"], name
            differs |= got["visitor"]["rows"] != got["administrator"]["rows"]
    assert differs == HOLDS_BACK[question]


@pytest.mark.postgresql
@pytest.mark.parametrize("question", sorted(HOLDS_BACK))
def test_postgresql_answers_as_sqlite_does(on_both: tuple[Engine, Engine], question: str) -> None:
    for scope in breakdowns(question)[:2]:
        got = []
        for engine in on_both:
            with engine.connect() as connection:
                got.append(ask(connection, question, ADMINISTRATOR, scope).to_json("es")["rows"])
        assert got[0] == got[1], scope


@pytest.fixture(scope="module")
def of_two_places(backend: str, copying: Copying) -> Iterator[Engine]:
    """Surveys, events and sessions of two cantons; only read here."""
    with copying(backend, "empty") as url:
        engine = engine_for(url)
        with writing(engine) as connection:
            store_people(connection, *[{}] * 60)
            store_survey(connection)
            store_survey(connection, "OTRA", "2301")
            store_outcomes(connection)
            for table, code in ((CourseSession, "S-TOT"), (Event, "T-1")):
                connection.execute(update(table).filter_by(code=code).values(canton_code="2301"))
            for place in ("1308", "2301"):
                store_doubts(connection, place)
        yield engine
        engine.dispose()


@pytest.mark.parametrize("question", sorted(OWN_PLACES))
def test_the_working_detail_of_a_place_is_its_leaders(of_two_places: Engine, question: str) -> None:
    readers = {**VIEWERS, **{f"leader:{of}": Viewer.parse(f"leader:{of}") for of in ("13", "23")}}
    whose = {
        "1308": {"leader:1308", "leader:13", "monitor", "administrator"},
        "2301": {"leader:2301", "leader:23", "monitor", "administrator"},
        "13": {"leader:13", "monitor", "administrator"},
        "EC": {"monitor", "administrator"},
    }

    for place, own in whose.items():
        with of_two_places.connect() as connection:
            got = {
                name: ask(connection, question, viewer, Scope(place)).to_json("es")
                for name, viewer in readers.items()
            }
        assert {name for name, answer in got.items() if answer["rows"]} == own
        for name, answer in got.items():
            assert answer == got["administrator" if name in own else "visitor"], (name, place)
        assert not set(got["administrator"]["rows"][0]) & PERSONAL - {"ciuo2"}


def test_exact_figures_that_may_be_about_people_are_known_by_their_subject() -> None:
    assert about_people("people.count") and about_people("labour.gap")
    assert not about_people("labour.vacancies") and not about_people("labour.surveys")
    assert about_people("what.nobody.knows")


@pytest.fixture(scope="module")
def juries(
    backend: str, copying: Copying, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    """Two editions of EMPRESAS, one published and one (EMP-2026) not; only read here."""
    folder, result = tmp_path_factory.mktemp("juries"), {"fecha_resultado": dt.date(2025, 6, 2)}
    with copying(backend, "empty") as url:
        engine = engine_for(url)
        assert bring(engine, folder / "a.xlsx", worked(NOISY, "EMP-2025", **result)).errors == []
        assert bring(engine, folder / "b.xlsx", worked(NOISY, "EMP-2026")).errors == []
        # A paper jury's decision is not among its sheets.
        with writing(engine) as connection:
            for edition in ("EMP-2025", "EMP-2026"):
                own = {"edition_code": edition}
                said = {"reasons": "r", "tie_break": [], "departs": False, "decided_by": "s"}
                connection.execute(insert(Decision), {**own, **said, "decided_at": clock.now()})
                honour = {"nomination_code": "N1", "distinction": "winner", "place": 1}
                connection.execute(insert(Honour), {**own, **honour})
                weights = {"before": {"total": "100"}, "after": {"total": "100"}, "reason": "r"}
                asked = {"requested_by": "s", "requested_at": clock.now()}
                done = {"confirmed_by": "t", "confirmed_at": clock.now()}
                connection.execute(insert(WeightChange), {**own, **weights, **asked, **done})
                taken_up = {"institution": "Otra", "territory_code": "1301"}
                taken_up |= {"nomination_code": "N1", "adopted_on": dt.date(2025, 7, 1)}
                connection.execute(insert(Adoption), {**own, **taken_up})
        yield engine
        engine.dispose()


@pytest.mark.parametrize("question", sorted(STAYS))
def test_an_edition_is_its_secretariats_until_it_is_published(
    juries: Engine, question: str
) -> None:
    rows = {}
    with juries.connect() as connection:
        for edition in ("EMP-2025", "EMP-2026"):
            scope = Scope().having(edicion=edition)
            for name, viewer in VIEWERS.items():
                found = ask(connection, question, viewer, scope).to_json("es")
                rows[name, edition] = found["rows"]
    with_rows = {key for key, found in rows.items() if found}
    everybody = SECRETARIAT if STAYS[question] else set(VIEWERS)
    assert with_rows == {(name, "EMP-2025") for name in everybody} | {
        (name, "EMP-2026") for name in SECRETARIAT
    }
    # What few sheets would tell of one juror, only who runs the edition gets.
    for name, edition in with_rows:
        runs = name in SECRETARIAT
        assert rows[name, edition] == rows["administrator" if runs else "visitor", edition]
    told, whole = (rows.get((name, "EMP-2025"), []) for name in ("visitor", "administrator"))
    if told:
        assert without_means(told) == without_means(whole)


@pytest.mark.parametrize("name", sorted(OPEN_PAGES))
def test_a_page_opens_for_those_it_is_for(name: str) -> None:
    allowed = {role for role, viewer in VIEWERS.items() if PAGES[name].allowed(viewer)}

    assert {role.partition(":")[0] for role in allowed} == OPEN_PAGES[name]


def test_no_two_readers_who_see_different_things_share_a_kept_answer() -> None:
    assert len({clearance(viewer) for viewer in VIEWERS.values()}) == len(VIEWERS)


def test_a_reader_with_several_roles_has_what_any_of_them_gives() -> None:
    both = Viewer(frozenset({Grant("leader", "1308"), Grant("monitor")}))

    assert sees_exact_people(both)
    assert clearance(both) == "leader:1308+monitor"


@pytest.mark.parametrize(
    "name",
    ["king", "leader", "leader:9999", "monitor:13", "visitor:13", "juror", "secretary:OTRO", ""],
)
def test_a_role_that_makes_no_sense_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="role"):
        Viewer.parse(name)

"""An answer changes with the day as far as its question declares, and so does the kept one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from functools import cache
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select

from components import ask as door
from data_access import clock, periods
from data_access.answers import QUESTIONS, ask
from data_access.database import engine_for, migrate
from data_access.periods import Clock
from data_access.programme.period_closings import close
from data_access.scope import Scope, ScopeError
from data_access.tables import Enterprise, Population, Vacancy
from data_access.viewer import ADMINISTRATOR, VISITOR, Viewer
from tests.data_access.answers.example import store_batch
from tests.data_access.answers.programme_results import END, store_everything
from tests.data_access.imports.juries import bring, worked
from tests.sampling import sampled
from tests.writing import writing

LEADER, MONITOR = (Viewer.parse(role) for role in ("leader:1308", "monitor"))
STORED_ON = dt.date(2025, 4, 29)
# Around the end of a month, the day a vacancy closes, the end of a quarter and that of a year.
DAYS = (
    dt.date(2025, 4, 30),
    dt.date(2025, 5, 1),
    END - dt.timedelta(days=1),
    END,
    dt.date(2025, 6, 30),
    dt.date(2025, 7, 1),
    dt.date(2025, 12, 31),
    dt.date(2026, 1, 1),
)
CLOSED, MONTH, QUARTER = (
    {"start": dt.date(2025, 1, 1), "end": dt.date(2025, 4, 1)},
    {"start": dt.date(2025, 4, 1), "end": dt.date(2025, 5, 1)},
    {"start": dt.date(2025, 4, 1), "end": dt.date(2025, 7, 1)},
)
# What a question is asked for where it would otherwise tell nothing that moves.
WHERE = {
    "people.count": {"measure": "trained"},
    "people.over_time": {"measure": "trained"},
    "indicators.over_time": {"indicador": "JB-01", "grain": "quarter"},
    "indicators.by_group": {"indicador": "JB-01", "by": ("ciuo2",)},
    "indicators.by_place": {"indicador": "JB-01", "territory": "13"},
    "indicators.frozen": {"territory": "EC", **CLOSED},
}
# In every run: both sides of the day a vacancy closes and of the end of a quarter.
FEW_DAYS = DAYS[2:6]
FEW = 3  # ways of asking in every run, of up to eight
Said = dict[str, Any] | None
Asking = Callable[[str, Viewer, Scope, dt.date], Said]


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A programme stored once, with one vacancy more, a published jury and a closed quarter."""
    folder = tmp_path_factory.mktemp("clock")
    address = f"sqlite:///{folder / Path('clock.db')}"
    engine = engine_for(address)
    migrate(engine)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "today", lambda: STORED_ON)
        store_everything(engine)
        bring(engine, folder / "jury.xlsx", worked(fecha_resultado=dt.date(2025, 6, 2)))
        with writing(engine, "hiring", "training") as connection:
            _one_more(connection)
        close(engine, Viewer(ADMINISTRATOR.grants, "ana@example.org"), "2025-T1", "Informe")
    yield address
    engine.dispose()


def _one_more(connection: Any) -> None:
    """A vacancy that is open for some of the days, and the population of another year."""
    own = {"import_batch_id": store_batch(connection)}
    company = connection.scalar(select(Enterprise.code).limit(1))
    vacancy = {
        **{"code": "V-2", "enterprise_code": company, "isco2": "52", "channel": "BOLSA"},
        **{"posts": 40, "opened_on": dt.date(2025, 2, 3), "closed_on": END, "canton_code": "1308"},
    }
    people = {"territory_code": "1308", "group": "OBJETIVO", "persons": 1200, "source": "F"}
    connection.execute(insert(Vacancy), {**vacancy, **own})
    connection.execute(insert(Population), {**people, "year": 2026, **own})


@pytest.fixture(scope="module")
def fresh(url: str) -> Asking:
    """Answers computed anew; None where the reader may not ask so."""
    engine = engine_for(url)

    @cache
    def asking(name: str, viewer: Viewer, scope: Scope, day: dt.date) -> Said:
        try:
            with engine.connect() as connection:
                return ask(connection, name, viewer, scope, day).to_json("es")
        except ScopeError:
            return None

    return asking


def asked(name: str) -> Iterator[tuple[Viewer, Scope]]:
    """A question about a place as readers ask it: in periods that are over, and not yet over."""
    known = QUESTIONS[name]
    place = Scope("1308").having(**WHERE.get(name, {}))
    dated = known.periods and not name.startswith("indicators.")
    if dated:
        yield MONITOR, place.having(**QUARTER)
    yield from ((MONITOR, place), (VISITOR, place))
    if "territory" in known.by:
        yield MONITOR, place.having(by=("territory",))
    if dated:
        yield VISITOR, place.having(**QUARTER)
        yield from ((VISITOR, place.having(**CLOSED)), (MONITOR, place.having(**CLOSED)))
        yield LEADER, place.having(**MONTH)


def unread() -> dt.date:
    raise AssertionError("the clock was read below answers.ask")


# In every run the days on which something must move, of those on which nothing may in `test-all`.
@pytest.mark.parametrize("whole", sampled([False, True], False))
@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_an_answer_changes_as_often_as_its_question_declares(
    fresh: Asking, name: str, whole: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    days = DAYS if whole else FEW_DAYS
    monkeypatch.setattr(clock, "today", unread)
    monkeypatch.setattr(clock, "now", unread)
    changes = {Clock.NEVER}
    for viewer, scope in asked(name) if whole else islice(asked(name), FEW):
        said = [fresh(name, viewer, scope, day) for day in days]
        assert said[-1] is not None
        for (one, before), (two, after) in pairwise(zip(days, said, strict=True)):
            # What may be asked on a day may be asked on every later one.
            assert before is None or after is not None
            if before not in (None, after):
                quarters = {periods.quarter_of(one), periods.quarter_of(two)}
                changes.add(Clock.DAY if len(quarters) == 1 else Clock.QUARTER)

    assert QUESTIONS[name].clock is max(changes, key=list(Clock).index)


@pytest.mark.parametrize("ways", sampled([1, None], 1))
@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_the_kept_answer_is_the_one_computed_anew(
    fresh: Asking, url: str, name: str, ways: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One way of asking on a few days in every run, all ways and days in `make test-all`."""
    monkeypatch.setenv("DATABASE_URL", url)
    for day in DAYS if ways is None else FEW_DAYS:
        monkeypatch.setattr(clock, "today", lambda day=day: day)
        for viewer, scope in islice(asked(name), ways):
            said = fresh(name, viewer, scope, day)
            if said is not None:
                kept = door.answer(name, scope, viewer)
                assert kept.to_json("es") == said, (day, viewer, scope)

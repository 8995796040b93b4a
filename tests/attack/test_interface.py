"""The attack through the app's own answers, downloads and maps, over several data vintages."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from data_access.disclosure import LEAST
from data_access.viewer import ADMINISTRATOR, VISITOR, Viewer
from tests.attack import attacker, differences, publishers
from tests.attack.attacker import Attacker
from tests.attack.interface import (
    HEARD_AFTER,
    JUNE,
    PLACES,
    QUARTERS,
    Listener,
    people,
    programme,
)
from tests.attack.programmes import MONTHS, Programme
from tests.attack.publishers import FEW, HIDDEN
from tests.data_access.answers.example import store_people, store_survey
from tests.writing import writing

pytestmark = pytest.mark.attack
PEOPLE = 700
LED = "1308"
Heard = tuple[dict[str, Listener], Programme]


KEPT: dict[str, Heard] = {}  # by database: two tests listen to the same


@pytest.fixture
def heard(engine: Engine) -> Heard:
    """What each reader hears of a programme while it is delivered; the programme itself."""
    if engine.dialect.name not in KEPT:
        KEPT[engine.dialect.name] = listen(engine)
    return KEPT[engine.dialect.name]


def listen(engine: Engine) -> Heard:
    """Deliver the programme in parts, and ask in between."""
    visitor, exact = Listener(VISITOR), Listener(ADMINISTRATOR)
    for delivery, rows in enumerate(people(3, PEOPLE)):
        with writing(engine) as connection:
            store_people(connection, *rows)
        with engine.connect() as connection:
            visitor.hear(connection, HEARD_AFTER[delivery], {})
            if delivery == JUNE:
                visitor.hear(connection, "q1", QUARTERS["q1"])
    # The leader of a canton hears what the public hears, and the months of the own place.
    leader = Listener(Viewer.parse(f"leader:{LED}"), heard=visitor.shown)
    with engine.connect() as connection:
        for name, period in QUARTERS.items():
            visitor.hear(connection, f"{name}, again", period)
        for time, period in (("until now", {}), ("q1, again", QUARTERS["q1"])):
            exact.hear(connection, time, period)
        for month in MONTHS:
            period = {"from": f"2025-{month:02}-01", "until": f"2025-{month + 1:02}-01"}
            leader.hear(connection, f"m{month}, again", period, LED)
        return {"visitor": visitor, "leader": leader, "exact": exact}, programme(connection)


def small_and_sure(reader: Attacker, truth: Programme, listener: Listener) -> tuple[int, int]:
    """Sets of 1 to 4 that were asked for, and how many of them are known for sure."""
    small = sure = 0
    for names, persons in truth.persons.items():
        few = (persons > 0) & (persons < LEAST) & (listener.shown[names] != HIDDEN)
        small += int(few.sum())
        sure += int((few & (reader.low[names] == reader.high[names])).sum())
    return small, sure


def test_who_hears_all_that_the_app_says_learns_no_small_number(heard: Heard) -> None:
    listeners, truth = heard
    for name in ("visitor", "leader"):
        listener = listeners[name]
        led = PLACES.names.index(LED) if name == "leader" else None
        published = publishers.cell_key(truth, led)
        reader = Attacker(listener.shown, truth.places, attacker.CELL_KEY)
        reader.propagate()

        for names, numbers in listener.shown.items():
            # What the app says is what `make attack` supposes that it says.
            asked = numbers != HIDDEN
            assert asked.any()
            assert (numbers[asked] == published[names][asked]).all()
        small, sure = small_and_sure(reader, truth, listener)
        assert small > 1000
        assert sure == 0
        between = differences.found(reader, truth)
        assert between.recovered == between.wrong == reader.wrong(truth) == 0


def test_who_hears_true_numbers_but_those_under_five_learns_these_too(heard: Heard) -> None:
    listeners, truth = heard
    exact = listeners["exact"]
    for numbers in exact.shown.values():
        numbers[(numbers >= 0) & (numbers < LEAST)] = FEW
    reader = Attacker(exact.shown, truth.places, attacker.EXACT)
    reader.propagate()

    small, sure = small_and_sure(reader, truth, exact)
    assert sure > 0.5 * small
    assert differences.found(reader, truth).recovered > 1000
    assert reader.wrong(truth) == 0


def test_the_gap_its_download_and_its_map_say_the_same_numbers_as_the_register(
    engine: Engine,
) -> None:
    listener = Listener(VISITOR, ("ciuo2",))
    with writing(engine) as connection:
        for rows in people(4, PEOPLE):
            store_people(connection, *rows)
        store_survey(connection)
    with engine.connect() as connection:
        # Everybody was registered when the survey was made. `note` refuses a second number.
        listener.hear_supply(connection, "until now")
        listener.hear(connection, "until now", {})
        published = publishers.cell_key(programme(connection, ("ciuo2",)))
    for names, numbers in listener.shown.items():
        asked = numbers != HIDDEN
        assert (numbers >= 0).sum() > 5
        assert (numbers[asked] == published[names][asked]).all()

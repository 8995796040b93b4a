"""How often somebody may try: by whom, for how long, and shared by all who ask the database."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from sqlalchemy import Engine, select, update

from data_access import clock
from data_access.auth import invitations, rate_limits, sign_in
from data_access.auth.rate_limits import LIMITS, Limited, source_of
from data_access.refusal import Refusal
from data_access.tables import Attempt
from data_access.viewer import Grant
from tests.writing import writing

KIND = "failed_link"
MOST = LIMITS[KIND].most


def attempt(engine: Engine, who: str = "192.0.2.1", kind: str = KIND) -> None:
    sign_in.counted(engine, kind, who)


def age(engine: Engine, by: dt.timedelta) -> None:
    with writing(engine) as connection:
        connection.execute(update(Attempt).values(at=clock.now() - by))


def stored(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        return list(connection.scalars(select(Attempt.source_hash)))


def test_after_too_many_tries_one_waits_and_others_do_not(engine: Engine) -> None:
    for _ in range(MOST):
        attempt(engine)

    with pytest.raises(Limited) as waits:
        attempt(engine)

    assert waits.value.text.to("es") == (
        "Hubo demasiados intentos. Espere 15 minutos y vuelva a probar."
    )
    assert waits.value.wait <= LIMITS[KIND].within
    attempt(engine, "192.0.2.2")
    attempt(engine, kind="demo")


def test_the_wait_is_until_the_oldest_try_no_longer_counts(engine: Engine) -> None:
    attempt(engine)
    age(engine, LIMITS[KIND].within - dt.timedelta(seconds=50))
    for _ in range(MOST - 1):
        attempt(engine)

    with pytest.raises(Limited) as waits:
        attempt(engine)
    assert "Espere 1 minuto y" in waits.value.text.to("es")

    age(engine, LIMITS[KIND].within + dt.timedelta(seconds=1))
    attempt(engine)


def test_a_try_that_is_refused_is_not_counted_on_top(engine: Engine) -> None:
    for _ in range(MOST):
        attempt(engine)
    for _ in range(3):
        with pytest.raises(Limited):
            attempt(engine)

    assert len(stored(engine)) == MOST


def test_addresses_are_stored_as_hashes_and_forgotten(engine: Engine) -> None:
    attempt(engine)
    attempt(engine, "ana@example.org", "link_for_address")

    assert not any("192" in one or "ana" in one for one in stored(engine))
    assert len(set(stored(engine))) == 2
    age(engine, rate_limits.LONGEST + dt.timedelta(seconds=1))
    with writing(engine) as connection:
        rate_limits.forget(connection)
    assert stored(engine) == []


def test_of_many_at_once_no_more_than_the_limit_get_through(engine: Engine) -> None:
    let, waiting = [], []

    def process() -> None:
        for _ in range(8):
            try:
                attempt(engine)
                let.append(1)
            except Limited:
                waiting.append(1)

    processes = [threading.Thread(target=process) for _ in range(4)]
    for one in processes:
        one.start()
    for one in processes:
        one.join()

    assert (len(let), len(waiting)) == (MOST, 32 - MOST)


def test_links_that_give_nothing_are_counted_and_good_ones_are_not(engine: Engine) -> None:
    with writing(engine) as connection:
        token = invitations.invite(connection, "ana@example.org", Grant("monitor"), "root")

    def look(at: str, source: str = "192.0.2.1") -> str:
        return sign_in.limited(engine, source, lambda: sign_in.look(engine, at)).email

    for _ in range(MOST + 5):
        assert look(token) == "ana@example.org"
    for _ in range(MOST):
        with pytest.raises(Refusal):
            look("guess")
    with pytest.raises(Limited):
        look(token)
    assert look(token, "192.0.2.2") == "ana@example.org"


@pytest.mark.parametrize(
    ("address", "source"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        (None, "unknown"),
        ("", "unknown"),
        ("unix", "unix"),
    ],
)
def test_a_source_is_an_address_or_the_network_of_a_household(
    address: str | None, source: str
) -> None:
    assert source_of(address) == source

"""How often the app claims a true difference: `python -m tests.truth.app_power [times] [sizes]`.

The settings of `power`, as rows of people of whom some got a job: what readers are told of them
goes through disclosure control, the answer and the app's own sentence. Groups are nationalities, of
which six have names; more groups are fairs, of which the last is held against every other. Each
setting has its own seed, so that sizes of groups can be tried by themselves, side by side.
"""

from __future__ import annotations

import datetime as dt
import math
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from sqlalchemy import Connection, bindparam, select, update

from components import comparing, labels
from components.hiring import hired_groups
from components.overview import decisions
from components.words import Listed
from data_access.answers.lookups import one_question
from data_access.language import Text
from data_access.record_keys import HALF
from data_access.scope import Scope
from data_access.tables import Event, EventAttendance, Person, Placement
from data_access.viewer import Viewer
from tests.data_access.random_programmes import Programme, Row, store
from tests.truth.asking import Asked
from tests.truth.power import FAMILIES, RATES, SIZES, Setting, claimed
from tests.truth.trial import READERS, database

NATIONS = ("ECU", "VEN", "COL", "PER", "CUB", "HTI")  # the reference first
REGISTERED, HIRED = dt.date(2025, 2, 1), dt.date(2025, 5, 1)
LAST_FAIR, LAST_HEARD_OF = dt.date(2025, 4, 1), dt.date(2025, 12, 31)
DIMENSION = "nacionalidad"


@dataclass(frozen=True)
class Claimed:
    """Of how many programmes the true difference was claimed, and of how many a false one."""

    found: int
    wrong: int


def of_fairs(setting: Setting) -> bool:
    """Return whether the groups of a setting are fairs: they are more than nations have names."""
    return setting.others >= len(NATIONS)


def groups(setting: Setting) -> Sequence[str]:
    """Return the codes of the groups: the reference, then that which differs, then the others."""
    if of_fairs(setting):
        return [f"F-{at:02}" for at in range(setting.others + 1)]
    return NATIONS[: setting.others + 1]


def people(setting: Setting) -> Programme:
    """Return as many people of the reference group as of each of the others."""
    codes = {group: _codes(group, setting.n) for group in groups(setting)}
    fairs = list(codes) if of_fairs(setting) else []
    return {
        Person: [
            _person(code, NATIONS[0] if fairs else group)
            for group in codes
            for code in codes[group]
        ],
        Event: [
            {
                "code": fair,
                "kind": "FERIA",
                "name": fair,
                "held_on": LAST_FAIR - dt.timedelta(days=at),
                "canton_code": "1308",
            }
            for at, fair in enumerate(fairs)
        ],
        EventAttendance: [
            {"event_code": fair, "person_code": code, "enterprise_code": ""}
            for fair in fairs
            for code in codes[fair]
        ],
    }


def jobs(chance: np.random.Generator, setting: Setting) -> list[Row]:
    """Return jobs of as many people of each group as chance has it.

    One group beside the reference is hired more often by the setting's effect.
    """
    found, channel = [], "FERIA" if of_fairs(setting) else "BOLSA"
    for at, group in enumerate(groups(setting)):
        rate = setting.rate + setting.effect * (at == 1)
        hired = int(chance.binomial(setting.n, rate))
        found += [_job(code, channel) for code in _codes(group, hired)]
    return found


def renew_keys(connection: Connection, chance: np.random.Generator) -> None:
    """Give everybody another record key: noise goes by these, as if they were other people."""
    codes = connection.execute(select(Person.code)).scalars().all()
    halves = chance.integers(2**HALF, size=(len(codes), 2)).tolist()
    connection.execute(
        update(Person.__table__)  # type: ignore[arg-type]
        .where(Person.__table__.c.code == bindparam("of"))
        .values(record_key_high=bindparam("high"), record_key_low=bindparam("low")),
        [
            {"of": code, "high": high, "low": low}
            for code, (high, low) in zip(codes, halves, strict=True)
        ],
    )


def _codes(nation: str, count: int) -> list[str]:
    return [f"{nation}-{number}" for number in range(count)]


def _person(code: str, nation: str) -> Row:
    return {
        "code": code,
        "birth_year": 1990,
        "sex": "M",
        "nationality": nation,
        "mobility_status": "MIG",
        "canton_code": "1308",
        "registered_on": REGISTERED,
        "consent_date": REGISTERED,
        "consent_version": "1",
    }


def _job(code: str, channel: str) -> Row:
    return {
        "person_code": code,
        "started_on": HIRED,
        "direct_channel": channel,
        "last_contact_on": LAST_HEARD_OF,
    }


def differing(connection: Connection, viewer: Viewer, setting: Setting) -> set[str]:
    """Return the groups that the app says differ from the reference, as a reader gets it."""
    with one_question():
        asked = Asked(Scope(), viewer, connection=connection, kept={})
        if of_fairs(setting):
            weak = decisions.weak_fair(asked.situation)
            return set() if weak is None else {weak.said.params["best"]}
        return named(title(asked))


def title(asked: Asked) -> Text:
    """Return the title of who gets hired, as the page makes it."""
    found = hired_groups.rates(asked, DIMENSION)
    verdicts = hired_groups.verdicts(asked, DIMENSION, found)
    return comparing.of_groups(
        labels.codes(DIMENSION),
        found,
        comparing.REFERENCES[DIMENSION],
        verdicts,
        hired_groups.SENTENCES,
    )


def named(said: Text) -> set[str]:
    """Return the nationalities that a title says are hired more, or less, often."""
    names = {name: code for code, name in labels.codes(DIMENSION).items()}
    listed = [said.params.get(side) for side in ("more", "less")]
    texts = [text for one in listed if isinstance(one, Listed) for text in one.texts]
    return {names[text.params["name"]] for text in texts}


def told(
    connection: Connection, chance: np.random.Generator, setting: Setting, times: int
) -> Mapping[str, Claimed]:
    """Return what each reader is told of `times` programmes of a setting.

    People are stored once, and get other keys and other jobs for each programme.
    """
    found = dict.fromkeys(READERS, 0)
    wrong = dict.fromkeys(READERS, 0)
    true = groups(setting)[1] if setting.effect else None
    store(connection, {**people(setting), Placement: []})
    for _ in range(times):
        renew_keys(connection, chance)
        store(connection, {Placement: jobs(chance, setting)})
        for reader, viewer in READERS.items():
            said = differing(connection, viewer, setting)
            found[reader] += true in said
            wrong[reader] += bool(said - {true})
    return {reader: Claimed(found[reader], wrong[reader]) for reader in READERS}


def apart(share: float, times: int, rule: float, drawn: int) -> float:
    """Return how many standard errors two simulated shares lie apart."""
    pooled = (share * times + rule * drawn) / (times + drawn)
    error = math.sqrt(pooled * (1 - pooled) * (1 / times + 1 / drawn))
    return 0.0 if error == 0 else (share - rule) / error


def main() -> None:
    """Print, of each setting, the app's share, the rule's own, and how far apart they lie."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    sizes = [int(size) for size in sys.argv[2:]] or SIZES
    drawn = 1_000
    print(f"Claims of a true difference of 10 points in {times} programmes; of the rule in {drawn}")
    print("   n  others  rate  reader    app %  rule %  apart (se)   false %", flush=True)
    with database() as connection:
        for n, others, rate in product(sizes, FAMILIES, RATES):
            chance = np.random.default_rng([15, n, others, int(100 * rate)])
            setting = Setting(n, others, rate, noisy=False)
            for reader, got in told(connection, chance, setting, times).items():
                of_rule = Setting(n, others, rate, noisy=reader == "visitor")
                rule, _wrong = claimed(chance, of_rule, drawn)
                share = got.found / times
                told_apart, false = apart(share, times, rule, drawn), got.wrong / times
                print(
                    f"{n:4}  {others:6}  {rate:4.1f}  {reader:8} {100 * share:6.1f}"
                    f" {100 * rule:7.1f} {told_apart:10.1f} {100 * false:10.1f}",
                    flush=True,
                )


if __name__ == "__main__":
    main()

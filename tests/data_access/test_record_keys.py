"""Record keys and the salts behind them: fixed for life, and kept outside the database."""

from __future__ import annotations

import json
import random
import stat
from pathlib import Path

import alembic.command
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, delete, func, select, update

from data_access import database, record_keys, salts
from data_access.answers.reached import crowd_in
from data_access.database import migrate
from data_access.disclosure import Group
from data_access.imports.loading import import_files
from data_access.imports.undo import undo
from data_access.record_keys import HALF, of, whole
from data_access.scope import Scope
from data_access.tables import Person, Setting
from data_access.viewer import ADMINISTRATOR
from tests.data_access.answers.example import store_people
from tests.data_access.imports.books import filled, person
from tests.writing import writing

OTHER = "another salt, long enough, and not the one of the suite"


@given(st.lists(st.integers(0, 2**64 - 1), max_size=50))
def test_summed_halves_make_the_sum_of_the_keys(keys: list[int]) -> None:
    high = sum(key >> HALF for key in keys)
    low = sum(key & (2**HALF - 1) for key in keys)

    assert whole(high, low) == sum(keys) % 2**64


def test_a_key_is_the_persons_alone_and_changes_with_the_salt(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    mine = of("P-1")
    assert of("P-1") == mine
    assert of("P-2") != mine
    assert all(0 <= half < 2**HALF for half in mine)

    monkeypatch.setenv("RECORD_SALT", OTHER)

    assert of("P-1") != mine


def test_the_same_person_has_the_same_key_after_undo_and_import(
    engine: Engine, tmp_path: Path
) -> None:
    path = filled(tmp_path / "a.xlsx", personas=[person("P-1"), person("P-2", ciuo2=None)])

    def keys() -> list[tuple[int, int]]:
        with engine.connect() as connection:
            rows = connection.execute(
                select(Person.record_key_high, Person.record_key_low).order_by(Person.code)
            )
            return [tuple(row) for row in rows]  # type: ignore[misc]

    batch = import_files(engine, [path], ADMINISTRATOR, accept_warnings=True).batch or 0
    first = keys()
    undo(engine, batch, ADMINISTRATOR)
    import_files(engine, [path], ADMINISTRATOR, accept_warnings=True)

    assert first == keys() == [of("P-1"), of("P-2")]


def test_sums_of_many_keys_come_whole_out_of_the_database(engine: Engine) -> None:
    # The largest halves there are: sums of whole keys would not fit a signed 64-bit number.
    with writing(engine) as connection:
        store_people(connection, *[{}] * 40)
        connection.execute(
            update(Person).values(record_key_high=2**32 - 1, record_key_low=2**32 - 1)
        )
    with engine.connect() as connection:
        everybody = crowd_in(connection, "registered", Scope()).group({"territory": "EC"})

    assert everybody == Group(40, 40 * (2**64 - 1) % 2**64)


def test_a_database_from_before_gets_its_keys(engine: Engine) -> None:
    with writing(engine) as connection:
        store_people(connection, *[{}] * 12)
    with writing(engine) as connection:
        alembic.command.downgrade(database.alembic_config(connection), "0001")
        connection.execute(delete(Setting))

    migrate(engine)

    with engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(Person)) == 12
        without = select(func.count()).where(Person.record_key_high.is_(None))
        assert connection.scalar(without) == 0


@pytest.fixture
def no_salts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine that has never had salts; where they would be kept."""
    monkeypatch.delenv("RECORD_SALT")
    monkeypatch.delenv("CELL_SALT")
    monkeypatch.setenv("SALTS_FILE", str(tmp_path / "kept" / "salts.json"))
    return tmp_path / "kept" / "salts.json"


def test_salts_are_made_at_the_first_start_for_their_owners_eyes_only(
    engine: Engine, no_salts: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with writing(engine) as connection:
        connection.execute(delete(Setting))

    migrate(engine)

    assert stat.S_IMODE(no_salts.stat().st_mode) == 0o600
    assert set(json.loads(no_salts.read_text())) == {"record", "cell"}
    assert "Keep a copy" in caplog.text
    with engine.connect() as connection:
        kept = connection.scalar(select(Setting.value).where(Setting.key == salts.SETTING))
    assert kept == salts.salts().fingerprint
    assert salts.salts().record.decode() not in str(kept)
    migrate(engine)  # a second start finds them


@pytest.fixture
def settings(no_salts: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> tuple[Path, Path]:
    """A user without `SALTS_FILE`: the former place of the salts, and the one of today."""
    monkeypatch.delenv("SALTS_FILE")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    former = tmp_path / "var" / "salts.json"
    former.parent.mkdir()
    monkeypatch.setattr(salts, "FORMER_FILE", former)
    salts._read.cache_clear()
    return former, tmp_path / "settings" / "m4sd-observatory" / "salts.json"


KEPT = json.dumps({"record": "r" * 40, "cell": "c" * 40})


def test_salts_beside_the_database_move_to_the_users_settings(
    settings: tuple[Path, Path],
) -> None:
    former, new = settings
    former.write_text(KEPT)

    assert salts.salts().record == b"r" * 40
    assert new.read_text() == KEPT and not former.exists()
    assert stat.S_IMODE(new.stat().st_mode) == 0o600
    assert stat.S_IMODE(new.parent.stat().st_mode) == 0o700


def test_salts_never_take_the_place_of_others(
    settings: tuple[Path, Path], caplog: pytest.LogCaptureFixture
) -> None:
    former, new = settings
    former.write_text(KEPT)
    new.parent.mkdir(parents=True)
    new.write_text(KEPT.replace("r", "q"))

    assert salts.salts().record == b"r" * 40
    assert former.exists() and "qqq" in new.read_text()
    assert "could not be moved" in caplog.text


def test_where_settings_cannot_be_written_salts_stay_with_a_warning(
    settings: tuple[Path, Path], caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    former, _ = settings
    (tmp_path / "settings").write_text("no folder")

    assert salts.make().record
    assert former.exists() and "beside the database" in caplog.text
    salts._read.cache_clear()
    assert salts.file() == former


def test_a_new_database_and_its_folder_are_their_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "observatory.db"
    engine = database.engine_for(f"sqlite:///{path}")
    migrate(engine)
    with writing(engine) as connection:
        connection.log("signed_in", actor="ana")

    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()} == {0o600}
    engine.dispose()


def test_a_database_whose_salts_are_gone_refuses_to_start(engine: Engine, no_salts: Path) -> None:
    with pytest.raises(salts.SaltsError) as refused:
        migrate(engine)

    assert refused.value.text.to("es").startswith("Faltan las sales")
    assert not no_salts.exists()


def test_a_database_refuses_the_salts_of_another(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CELL_SALT", OTHER)

    with pytest.raises(salts.SaltsError) as refused:
        migrate(engine)

    assert "no son las de esta base" in refused.value.text.to("es")


def test_a_short_salt_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CELL_SALT", "corta")

    with pytest.raises(salts.SaltsError, match="32"):
        salts.salts()


def test_keys_look_random() -> None:
    chance = random.Random(1)
    codes = [f"P-{chance.getrandbits(32):08x}" for _ in range(4000)]
    high_bits = sum(record_keys.of(code)[0] >> 31 for code in codes)

    assert 1850 < high_bits < 2150

"""`check-data` finds a release whose kept data, or whose rows, are not what they were."""

from __future__ import annotations

from decimal import Decimal

import pytest
from sqlalchemy import Engine, text

from data_access import snapshot
from data_access.__main__ import main
from data_access.awards import scoring
from data_access.awards.scoring import ScoreChange, ScoreEntry
from data_access.releases import making, verifying
from data_access.releases.verifying import DRAFTED, CopyVerdict, ReleaseVerdict
from data_access.snapshot.contents import kept_tables
from tests.data_access.answers.example import store_people
from tests.data_access.answers.programme_results import store_everything
from tests.data_access.releases.programmes import EVA, damage
from tests.stress.jury import CRITERIA, EDITION, seat_jury
from tests.writing import writing

COMPARED = set(kept_tables()) - DRAFTED


def tampered(engine: Engine, statement: str) -> None:
    """Write past the application: nothing moves a version."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(text(statement))


def test_a_release_is_whole_until_its_data_or_rows_are_changed(engine: Engine) -> None:
    assert verifying.verify(engine) is None
    store_everything(engine)
    snapshot.current(engine)  # what lies on the disk is no witness
    made = making.make(engine, EVA).number
    tables = len(COMPARED)
    # The release itself moves no version, and nobody wrote since.
    assert verifying.verify(engine) == ReleaseVerdict(made, True, tables)

    tampered(engine, "UPDATE placement SET weekly_hours = weekly_hours + 1")
    tampered(engine, "UPDATE person SET sex = 'NR' WHERE code = (SELECT max(code) FROM person)")
    found = verifying.verify(engine)
    assert found == ReleaseVerdict(made, True, tables, ("person", "placement"))

    with writing(engine, "people", "batches") as connection:
        store_people(connection, {})  # of what was written to nothing can be said any more
    found = verifying.verify(engine)
    assert found is not None
    assert found.differing == ("placement",)
    damage(engine, made)
    assert verifying.verify(engine) == ReleaseVerdict(made, False)


def test_the_copy_in_columns_is_held_against_the_rows(engine: Engine) -> None:
    assert verifying.verify_copy(engine) is None
    store_everything(engine)
    snapshot.current(engine)
    assert verifying.verify_copy(engine) == CopyVerdict(len(COMPARED), ())

    tampered(engine, "UPDATE placement SET weekly_hours = weekly_hours + 1")
    found = verifying.verify_copy(engine)
    assert found == CopyVerdict(len(COMPARED), ("placement",))
    with writing(engine, "people", "batches") as connection:
        store_people(connection, {})  # of what was written to nothing can be said any more
    found = verifying.verify_copy(engine)
    assert found is not None
    assert found.compared < len(COMPARED)
    assert found.differing == ("placement",)


def test_a_draft_of_a_juror_is_no_change_of_a_release(engine: Engine) -> None:
    (juror,) = seat_jury(engine, 1, 1)
    making.make(engine, EVA)

    change = ScoreChange(CRITERIA[0], ScoreEntry(Decimal(2)), 0)
    scoring.save(engine, juror, EDITION, "P-000", change)

    found = verifying.verify(engine)
    assert found is not None and found.whole


def test_check_data_says_so(
    engine: Engine,
    database_url: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)
    store_everything(engine)
    made = making.make(engine, EVA).number

    assert main(["check-data", "--language", "en"]) == 0
    whole = f"Release {made} is whole, and of {len(COMPARED)} tables that nobody changed"
    said = capsys.readouterr().out
    assert whole in said
    assert f"Of {len(COMPARED)} tables that nobody changed since the copy in columns" in said
    tampered(engine, "DELETE FROM visit")
    assert main(["check-data", "--language", "en"]) == 1
    said = capsys.readouterr().out
    assert f"no longer have the rows of release {made}: visit." in said
    assert "no longer have the rows of the copy in columns: visit." in said  # made with the release
    damage(engine, made)
    assert main(["check-data", "--language", "en"]) == 1
    assert "are not those that were kept" in capsys.readouterr().out

"""Every verb of the command line: what it may change, in whose name, and what `--as` gives.

Whoever has the shell has the database, so the verbs ask for no role; all but two work as an
administrator and say in the log who that was. `answer` speaks as somebody else, and so does
`report`, whose figures are those of the answers (`tests/components/reports`).
"""

from __future__ import annotations

import argparse
import getpass
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from data_access.__main__ import main, parser
from data_access.answers import QUESTIONS
from data_access.database import engine_for
from data_access.imports.loading import import_files
from data_access.tables import AuditEvent
from data_access.viewer import ADMINISTRATOR
from tests.data_access.answers.example import store_people, store_survey
from tests.data_access.boundaries.maps import cantons, written
from tests.data_access.imports.books import company, filled
from tests.data_access.test_matrix import HOLDS_BACK, LEVEL, OWN_PLACES, PUBLIC, STAYS, VIEWERS
from tests.databases import Copying
from tests.sampling import sampled
from tests.table_hash import table_hash
from tests.writing import writing

Captured = pytest.CaptureFixture[str]
GENERAL = {"--help", "--language"}


@dataclass(frozen=True)
class Rule:
    """What a verb is told, a use of it, whether that changes data, and which line the log gets."""

    options: set[str]
    use: Callable[[Path], list[str]]
    changes: bool = False
    logged: str | None = None
    code: int = 0


def people_with_documents(folder: Path) -> str:
    (folder / "list.csv").write_text("documento\n1710034065\n")
    (folder / "key").write_text("k" * 40)
    return str(folder / "list.csv")


def new_book(folder: Path) -> str:
    return str(filled(folder / "new.xlsx", empresas=[company("E-9")]))


RULES = {
    # Schema and limits are the machine's: no reader's, and nobody's figures.
    "init": Rule({"--demo"}, lambda _: []),
    "boundaries": Rule(
        {"file", "--source", "--licence"},
        lambda folder: [str(written(cantons(), folder / "limits.geojson"))],
        changes=True,
    ),
    "backup": Rule(
        {"file"}, lambda folder: [str(folder / "copy.zip")], changes=True, logged="backed_up"
    ),
    # A database that holds data is laid over by nobody; `test_backup.py` restores into others.
    "restore": Rule({"file"}, lambda folder: [new_book(folder)], code=1),
    "check-data": Rule(set(), lambda _: []),
    "pseudonymise": Rule(
        {"file", "--output", "--document", "--kind", "--key-file", "--new-key"},
        lambda folder: [
            *(people_with_documents(folder), "-o", str(folder / "coded.csv")),
            *("--key-file", str(folder / "key")),
        ],
    ),
    "import": Rule(
        {"files", "--accept-warnings", "--map", "--release", "--json"},
        lambda folder: [new_book(folder)],
        changes=True,
        logged="imported",
    ),
    "template": Rule({"names", "--output"}, lambda folder: ["-o", str(folder / "blank.xlsx")]),
    "batches": Rule({"--json"}, lambda _: ["--json"]),
    "undo": Rule({"batch"}, lambda _: ["1"], changes=True, logged="undone"),
    "held": Rule({"--take", "--decline", "--json"}, lambda _: ["--json"]),
    # Without --yes they only say what they would take out.
    "withdraw": Rule({"codes", "--yes", "--json"}, lambda _: ["P4-0"]),
    "retention": Rule({"--yes", "--json"}, lambda _: ["--yes"]),
    "release": Rule(
        {"--now", "--dry-run", "--approve", "--accept-warnings", "--json"},
        lambda _: ["--now"],
        changes=True,
        logged="released",
    ),
    "answer": Rule(
        {"name", "--where", "--as", "--open-ranking", "--json"},
        lambda _: ["people.count", "--as", "visitor"],
    ),
    "report": Rule(
        {"kind", "--format", "--place", "--from", "--until", "--as", "--output"},
        lambda folder: ["briefing", "-o", str(folder / "briefing.pdf")],
    ),
    "totals": Rule({"year", "--measure", "--release", "--json"}, lambda _: ["2025"]),
    "invite": Rule(
        {"email", "--role", "--territory", "--edition", "--award", "--by", "--print"},
        lambda _: ["ana@example.org", "--role", "monitor", "--print"],
        changes=True,
        logged="invited",
    ),
}
# Of each subject one or two, through the command line in every run; `test_matrix.py` asks them all.
ASKED = (
    *("people.count", "people.paths", "hiring.funnel", "hiring.event_list", "labour.gap"),
    *("labour.reported", "training.reach", "training.session_list", "ventures.marketplace"),
    *("quality.sheets", "quality.lookalikes"),
    *("community.assistance", "awards.ranking", "awards.results", "indicators.framework"),
)
# An option that turns a verb which only looks into one that acts.
ACTS = {
    "totals": (["2025", "--release"], "totals_released"),
    "withdraw": (["P4-0", "--yes"], "consent_withdrawn"),
}


def verbs() -> dict[str, argparse.ArgumentParser]:
    """Every verb there is, from the parser itself."""
    return dict(next(action for action in parser()._actions if action.dest == "verb").choices or {})


def fill(engine: Engine, folder: Path) -> None:
    """Batch 1 is a company; a survey and a thousand people of 2025 in Manta, few in 2301."""
    book = filled(folder / "first.xlsx", empresas=[company("E-1")])
    assert not import_files(engine, [book], ADMINISTRATOR).refused
    with writing(engine) as connection:
        store_survey(connection)
        store_survey(connection, "OTRA", "2301")
        store_people(connection, *[{}] * 1000, *[{"canton_code": "2301"}] * 3)


@pytest.fixture
def stored(
    engine: Engine, database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Engine:
    """A programme of this test's own, which the command line works on."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.delenv("SMTP_HOST", raising=False)
    fill(engine, tmp_path)
    return engine


@pytest.fixture(scope="module")
def kept(backend: str, copying: Copying, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a programme that these tests only read."""
    with copying(backend, "empty") as url:
        engine = engine_for(url)
        fill(engine, tmp_path_factory.mktemp("kept"))
        yield url
        engine.dispose()


def events(engine: Engine) -> list[tuple[str, str]]:
    """Kind and actor of each line in the log."""
    with engine.connect() as connection:
        found = connection.execute(select(AuditEvent.kind, AuditEvent.actor).order_by("id"))
        return [(row.kind, row.actor) for row in found]


def test_every_verb_and_every_option_has_its_rule() -> None:
    found = {
        verb: {(action.option_strings or [action.dest])[-1] for action in known._actions} - GENERAL
        for verb, known in verbs().items()
    }

    assert found == {verb: rule.options for verb, rule in RULES.items()}
    # Whoever adds a verb that speaks as somebody has to say here what that gives.
    assert [verb for verb, options in found.items() if "--as" in options] == ["answer", "report"]


@pytest.mark.parametrize("verb", sorted(RULES))
def test_a_verb_changes_only_what_it_is_for_and_says_who_did(
    stored: Engine, tmp_path: Path, verb: str
) -> None:
    rule, before, told = RULES[verb], table_hash(stored), events(stored)

    assert main([verb, *rule.use(tmp_path)]) == rule.code

    assert (table_hash(stored) != before) == rule.changes
    new = events(stored)[len(told) :]
    assert new == ([(rule.logged, getpass.getuser())] if rule.logged else [])


@pytest.mark.parametrize("verb", sorted(ACTS))
def test_a_verb_with_an_option_that_acts_says_who_did(stored: Engine, verb: str) -> None:
    arguments, logged = ACTS[verb]

    assert main([verb, *arguments]) == 0
    assert events(stored)[-1] == (logged, getpass.getuser())


def answered(capsys: Captured, question: str, who: str, place: str) -> dict[str, object]:
    where = ["--where", f"territory={place}"] if question in HOLDS_BACK.keys() | OWN_PLACES else []
    assert main(["answer", question, *where, "--as", who, "--json"]) == 0
    return dict(json.loads(capsys.readouterr().out))


@pytest.mark.parametrize("place", ["1308", pytest.param("2301", marks=pytest.mark.matrix)])
@pytest.mark.parametrize("question", sampled(sorted(QUESTIONS), *ASKED))
def test_answer_gives_each_role_what_that_role_gets_at_home_and_abroad(
    kept: str, monkeypatch: pytest.MonkeyPatch, capsys: Captured, question: str, place: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", kept)
    got = {who: answered(capsys, question, who, place) for who in VIEWERS}
    public, exact = got["visitor"], got["administrator"]
    for who, answer in got.items():
        if question in STAYS:
            # Without an edition published there is nothing for anybody to see.
            wanted = public
        elif question in OWN_PLACES:
            own = who == f"leader:{place}" or who in ("monitor", "administrator")
            wanted = exact if own else public
        else:
            public_alone = LEVEL[who.partition(":")[0]] == PUBLIC
            wanted = public if public_alone else exact
        assert answer == wanted, who


@pytest.mark.parametrize("who", ["king", "leader", "leader:9999", "monitor:13", "visitor:13", ""])
def test_answer_speaks_as_nobody_unknown(
    kept: str, monkeypatch: pytest.MonkeyPatch, capsys: Captured, who: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", kept)
    assert main(["answer", "people.count", "--as", who, "--json"]) == 2

    said = capsys.readouterr()
    assert said.out == ""
    assert "No se entiende el rol" in said.err

"""`invite` on the command line: a link that goes out or is printed, and never gets lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

from data_access.__main__ import main
from data_access.auth import sign_in
from tests.mailbox import REFUSED, receiving

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def database(engine: Engine, database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)
    for name in ("BASE_URL", "SMTP_HOST"):
        monkeypatch.delenv(name, raising=False)


def run(capsys: Captured, *options: str) -> tuple[int, str, str]:
    code = main(["invite", *options])
    said = capsys.readouterr()
    return code, said.out, said.err


def token_in(link: str) -> str:
    return link.strip().rpartition("/invite/")[2]


@pytest.mark.parametrize(
    ("options", "role"),
    [
        (["--role", "juror", "--edition", "EMP-2026"], "juror:EMP-2026"),
        (["--role", "secretary", "--award", "ENTIDADES"], "secretary:ENTIDADES"),
        (["--role", "leader", "--territory", "1308"], "leader:1308"),
        (["--role", "administrator"], "administrator"),
    ],
)
def test_without_mail_the_link_is_printed_and_opens(
    engine: Engine, capsys: Captured, options: list[str], role: str
) -> None:
    code, out, err = run(capsys, "ana@example.org", *options, "--by", "Secretaría M4SD")

    assert code == 0
    assert out.startswith("http://localhost:8501/invite/")
    assert "sirve una vez" in err
    found = sign_in.look(engine, token_in(out))
    assert (str(found.grant), found.invited_by) == (role, "Secretaría M4SD")


@pytest.mark.parametrize(
    "options",
    [
        ["--role", "juror"],
        ["--role", "secretary"],
        ["--role", "leader", "--territory", "9999"],
        ["--role", "monitor", "--edition", "EMP-2026"],
        ["--role", "juror", "--award", "EMPRESAS"],
    ],
)
def test_a_role_with_the_wrong_belonging_is_refused(capsys: Captured, options: list[str]) -> None:
    code, out, err = run(capsys, "ana@example.org", *options)

    assert (code, out) == (2, "")
    assert err.strip()


def test_where_mail_is_set_it_goes_out_in_both_languages_and_is_not_printed(
    engine: Engine, capsys: Captured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with receiving(tmp_path) as mailbox:
        for name, value in mailbox.settings.items():
            monkeypatch.setenv(name, value)
        code, out, _ = run(
            capsys, "Ana@example.org", "--role", "juror", "--edition", "EMP-2026", "--by", "OIM"
        )
        [(recipients, message)] = mailbox.kept

    assert (code, out) == (0, "La invitación se envió a Ana@example.org.\n")
    assert recipients == ["ana@example.org"]
    spanish, english = message.get_content().split("-" * 20)
    assert "OIM le invita" in spanish and "jurado de la edición EMP-2026" in spanish
    assert "OIM invites you" in english and "juror of the edition EMP-2026" in english
    links = [line for line in message.get_content().splitlines() if "/invite/" in line]
    assert len(set(links)) == 1 and links[0].startswith("https://m4sd.example/invite/")
    assert sign_in.look(engine, token_in(links[0])).email == "ana@example.org"


def test_mail_that_fails_leaves_the_link_and_the_reason_with_the_inviter(
    engine: Engine, capsys: Captured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with receiving(tmp_path) as mailbox:
        for name, value in mailbox.settings.items():
            monkeypatch.setenv(name, value)
        code, out, err = run(capsys, REFUSED, "--role", "monitor")

    assert code == 0
    assert f"no aceptó la dirección {REFUSED}" in err
    assert sign_in.look(engine, token_in(out)).email == REFUSED


def test_a_link_can_be_printed_where_mail_is_set(
    engine: Engine, capsys: Captured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with receiving(tmp_path) as mailbox:
        for name, value in mailbox.settings.items():
            monkeypatch.setenv(name, value)
        code, out, _ = run(capsys, "ana@example.org", "--role", "monitor", "--print")

    assert code == 0
    assert mailbox.kept == []
    assert sign_in.look(engine, token_in(out)).email == "ana@example.org"

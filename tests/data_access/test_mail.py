"""Mail to a real server: what it says, to whom, how protected, and what is said when it fails."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from data_access import mail
from data_access.language import Text
from data_access.mail import NotSent
from tests.mailbox import REFUSED, Mailbox, receiving
from tests.serving import free_port

SUBJECT, BODY = Text("Mujer"), Text("{name}, señal", name=Text("Hombre"))


@pytest.fixture(autouse=True)
def unset(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOST", "PORT", "USER", "PASSWORD", "FROM", "SECURITY"):
        monkeypatch.delenv(f"SMTP_{name}", raising=False)
    monkeypatch.delenv("BASE_URL", raising=False)


def use(monkeypatch: pytest.MonkeyPatch, settings: dict[str, str]) -> None:
    for name, value in settings.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def mailbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    with receiving(tmp_path) as found:
        use(monkeypatch, found.settings)
        yield found


def reason(to: str = "ana@example.org") -> str:
    with pytest.raises(NotSent) as why:
        mail.send(to, SUBJECT, BODY)
    return why.value.text.to("es")


def test_a_mail_goes_out_in_spanish_with_english_below(mailbox: Mailbox) -> None:
    mail.send("ana@example.org", SUBJECT, BODY)

    [(recipients, message)] = mailbox.kept
    assert recipients == ["ana@example.org"]
    assert message["To"] == "ana@example.org"
    assert message["From"] == "Observatorio <observatorio@example.org>"
    assert message["Subject"] == "Mujer · Woman"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"].endswith("@example.org>")
    spanish, english = message.get_content().split("-" * 20)
    assert spanish.strip() == "Hombre, señal"
    assert english.strip().startswith("Man,")


def test_mail_is_off_unless_a_server_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not mail.is_set()
    monkeypatch.setenv("SMTP_HOST", "mail.example.org")
    assert mail.is_set()


@pytest.mark.parametrize(
    ("setting", "value", "said"),
    [
        ("SMTP_PORT", "veinticinco", "SMTP_PORT debe ser un número"),
        ("SMTP_SECURITY", "ssl", "SMTP_SECURITY debe ser"),
        ("SMTP_FROM", "nadie", "Falta SMTP_FROM"),
        ("BASE_URL", "", "Falta BASE_URL"),
        ("SMTP_PASSWORD", "wrong", "no aceptó el usuario o la contraseña"),
        ("SMTP_SECURITY", "tls", "No se pudo entregar el correo a 127.0.0.1"),
        ("SSL_CERT_FILE", "/dev/null", "certificate verify failed"),
    ],
)
def test_a_setting_that_is_wrong_is_named(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch, setting: str, value: str, said: str
) -> None:
    monkeypatch.setenv(setting, value)

    assert said in reason()
    assert mailbox.kept == []


def test_an_address_that_the_server_refuses_is_named(mailbox: Mailbox) -> None:
    assert reason(REFUSED) == f"El servidor de correo no aceptó la dirección {REFUSED}."


def test_no_server_is_said_with_its_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    port = free_port()
    use(monkeypatch, {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(port)})
    use(monkeypatch, {"SMTP_FROM": "a@example.org", "BASE_URL": "https://m4sd.example"})

    assert reason().startswith(f"No se pudo entregar el correo a 127.0.0.1:{port}: ")


def test_a_server_without_protection_gets_nothing_unless_told_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with receiving(tmp_path, tls=False) as open_server:
        use(monkeypatch, open_server.settings)
        assert "STARTTLS" in reason()
        assert open_server.kept == []

        monkeypatch.setenv("SMTP_SECURITY", "none")
        mail.send("ana@example.org", SUBJECT, BODY)
        assert len(open_server.kept) == 1


def test_a_server_that_says_nothing_is_not_waited_for_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(mail, "PATIENCE", 0.2)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        use(
            monkeypatch,
            {
                "SMTP_HOST": "127.0.0.1",
                "SMTP_PORT": str(silent.getsockname()[1]),
                "SMTP_FROM": "a@example.org",
                "BASE_URL": "https://m4sd.example",
            },
        )
        assert "timed out" in reason()


@pytest.mark.parametrize(
    "address", ["ana@example.org,eva@example.org", "a,b@example.org", "ana>@example.org"]
)
def test_no_address_reaches_a_second_person_or_another_header(
    mailbox: Mailbox, address: str
) -> None:
    try:
        mail.send(address, SUBJECT, BODY)
    except NotSent:
        return
    [(recipients, message)] = mailbox.kept
    assert len(recipients) == 1
    assert len(message["To"].addresses) == 1

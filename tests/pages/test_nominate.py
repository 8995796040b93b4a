"""The public form of nominations, as an organisation meets it."""

from __future__ import annotations

import datetime as dt
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import insert, update

from components.awards.nominating import nomination_saving
from data_access import clock
from data_access.awards import nominations
from data_access.awards.nominations import Dossier
from data_access.awards.preconditions import Closed
from data_access.awards.rubrics import ready
from data_access.database import engine_for
from data_access.demo.demo_awards import CALLING
from data_access.tables import Amendment, Edition, Nomination
from tests.browser import award_stages
from tests.pages.awards import enter, everything, headline, sentences
from tests.pages.opening import opened
from tests.writing import writing

CRITERIA = [criterion.code for criterion in ready("ENTIDADES").criteria]
NEW = {"value": None, "na": False}


def begun(url: str) -> str:
    """A nomination begun through the page; the secret of its link."""
    app = opened("nominate")
    app.text_input(key="contact").set_value("ana@example.org")
    app.button[0].click()
    app.run()
    assert not app.exception
    token = app.query_params["enlace"]
    return token[0] if isinstance(token, list) else token


def read(url: str, token: str) -> Dossier:
    with engine_for(url).connect() as connection:
        return nominations.read(connection, token)


def sent(seen: str, text: str, seq: int = 1) -> dict[str, object]:
    entry = {**NEW, "comment": text}
    return {"client": "a", "seq": seq, "base": nomination_saving.base(seen), "entry": entry}


def written(url: str, token: str) -> None:
    """Everything that a nomination needs, as its fields send it."""
    for field in ("title", "organisation", "summary", *CRITERIA):
        assert (
            nomination_saving.save(token, field, sent("", f"{field}: texto"))["outcome"] == "saved"
        )
    engine = engine_for(url)
    nominations.save(engine, token, read(url, token).revision, {"canton_code": "1308"})


def shut(url: str) -> None:
    """The call closes while somebody is writing."""
    with writing(engine_for(url)) as connection:
        past = clock.now() - dt.timedelta(seconds=1)
        change = update(Edition).where(Edition.code == CALLING)
        connection.execute(change.values(nominations_close_at=past))


def test_the_page_says_which_call_is_open_and_until_when(jury: str) -> None:
    app = opened("nominate")

    assert "Puede postular a «Migración y desarrollo 2026" in headline(app)
    assert "hora de Ecuador" in everything(app)
    assert list(app.selectbox[0].options) == ["Migración y desarrollo 2026 (sintético)"]


def test_who_begins_gets_a_private_link_to_keep(jury: str) -> None:
    app = opened("nominate")
    app.text_input(key="contact").set_value("ana@example.org")
    app.button[0].click()
    app.run()

    (link,) = [code.value for code in app.code]
    token = parse_qs(urlsplit(link).query)["enlace"][0]
    assert read(jury, token).fields["contact"] == "ana@example.org"
    assert "única manera de volver" in everything(app)
    # Later, and for anybody else, the page does not say it again.
    assert not opened("nominate", enlace=token).code


def test_an_address_that_is_none_is_refused_with_a_sentence(jury: str) -> None:
    app = opened("nominate")
    app.text_input(key="contact").set_value("ana")
    app.button[0].click()
    app.run()

    assert "no es una dirección de correo" in app.error[0].value


@pytest.mark.parametrize("language", ["es", "en"])
def test_a_link_that_is_altered_opens_nothing(jury: str, language: str) -> None:
    token = begun(jury)
    app = opened("nominate", language, enlace=token[:-1] + ("A" if token[-1] != "A" else "B"))

    assert headline(app) in (
        "Este enlace no abre ninguna postulación",
        "This link opens no nomination",
    )


def test_two_fields_at_once_are_no_conflict_and_two_tabs_are(jury: str) -> None:
    token = begun(jury)
    assert nomination_saving.save(token, "title", sent("", "Uno"))["outcome"] == "saved"
    # Typed before that save was heard of, in another field.
    assert nomination_saving.save(token, "organisation", sent("", "Dos"))["outcome"] == "saved"
    # The same field from a tab that saw nothing of it.
    assert nomination_saving.save(token, "title", sent("", "Tres"))["outcome"] == "stale"
    assert nomination_saving.save(token, "title", sent("Uno", "Tres"))["outcome"] == "saved"
    assert read(jury, token).fields["title"] == "Tres"
    assert nomination_saving.save(token, CRITERIA[0], sent("", "Texto"))["outcome"] == "saved"
    assert nomination_saving.save(token, CRITERIA[0], sent("", "Otro"))["outcome"] == "stale"


@pytest.mark.parametrize("given", [None, {}, {"client": "a"}, sent("", "x") | {"entry": 4}])
def test_what_no_field_sends_is_refused(jury: str, given: object) -> None:
    assert nomination_saving.save(begun(jury), "title", given)["outcome"] == "refused"


def test_what_is_missing_is_named_and_consent_is_asked_for(jury: str) -> None:
    token = begun(jury)
    app = opened("nominate", enlace=token)
    app.button(key="submit").click()
    app.run()
    assert app.error[0].value == "Falta llenar 10 partes\\."

    written(jury, token)
    app = opened("nominate", enlace=token)
    app.button(key="submit").click()
    app.run()
    assert "Falta el consentimiento" in app.error[0].value
    assert read(jury, token).state == "draft"


def test_a_nomination_that_was_sent_is_a_receipt_that_can_be_opened_again(jury: str) -> None:
    token = begun(jury)
    written(jury, token)
    app = opened("nominate", enlace=token)
    app.checkbox(key="consent").check()
    app.button(key="submit").click()
    app.run()
    assert not app.exception
    assert read(jury, token).state == "submitted"

    app = opened("nominate", enlace=token)
    assert headline(app).startswith("Recibida: «title: texto»")
    assert "todavía no revisa los requisitos" in everything(app)
    app.button(key="reopen-nomination").click()
    app.run()
    assert read(jury, token).state == "draft"


def test_what_the_secretariat_found_is_told_with_its_reasons(jury: str) -> None:
    token = begun(jury)
    with writing(engine_for(jury)) as connection:
        told = {"state": "submitted", "eligible": "NO", "reasons": "No es una entidad pública."}
        whole = {"title": "T", "organisation": "O", "canton_code": "1308", "summary": "S"}
        own = update(Nomination).where(Nomination.code == read(jury, token).code)
        connection.execute(own.values(**told, **whole))

    said = everything(opened("nominate", enlace=token))
    assert "No cumple los requisitos" in said
    assert "No es una entidad pública" in said


def test_once_published_a_nominee_reads_the_feedback_and_may_appeal(jury: str) -> None:
    token = award_stages.run(engine_for(jury), award_stages.PUBLISHED)

    app = opened("nominate", enlace=token)
    said = sentences(app)
    assert "Cumplió los requisitos. El resultado está publicado." in said
    assert f"/award_results?edicion={award_stages.PUBLISHED}" in everything(app)
    assert "pasa al jurado" not in said
    assert award_stages.SAID in said
    assert "Presentar la impugnación" in [button.label for button in app.button]


def test_after_the_deadline_nothing_is_written_from_a_tab_left_open(jury: str) -> None:
    token = begun(jury)
    written(jury, token)
    app = opened("nominate", enlace=token)
    shut(jury)

    assert (
        nomination_saving.save(token, "title", sent("title: texto", "Tarde"))["outcome"] == "closed"
    )
    app.checkbox(key="consent").check()
    app.button(key="submit").click()
    app.run()
    assert not app.exception
    assert read(jury, token).state == "draft"
    assert read(jury, token).fields["title"] == "title: texto"
    with pytest.raises(Closed):
        nominations.submit(engine_for(jury), token, "1")
    assert "cerró el" in everything(opened("nominate", enlace=token))


@pytest.mark.parametrize("role", ["juror", "secretary", "administrator"])
def test_nobody_finds_a_draft_without_its_link(
    jury: str, cookie: list[str | None], role: str
) -> None:
    token = begun(jury)
    nomination_saving.save(token, "title", sent("", "Práctica secreta"))
    cookie[0] = enter(jury, role)

    assert "Práctica secreta" not in everything(opened("nominate"))
    assert "Práctica secreta" not in everything(opened("award_results"))


def test_whoever_thinks_of_nominating_reads_by_which_rules_it_will_be_judged(jury: str) -> None:
    with writing(engine_for(jury)) as connection:
        row = {"at": clock.now(), "by": "ana@example.org", "reason": "Hubo un feriado."}
        changes = {"scores_close_at": ["2026-12-24T05:00:00+00:00", "2026-12-29T05:00:00+00:00"]}
        connection.execute(insert(Amendment), {**row, "edition_code": CALLING, "changes": changes})
    app = opened("nominate")

    said = sentences(app)
    for criterion in ready("ENTIDADES").criteria:
        assert f"{criterion.name}: {criterion.weight.normalize():f} de 100" in said
        assert all(level in said for level in criterion.levels["es"])
    assert "Hubo un feriado" in said
    assert "antes 23 de diciembre de 2026, 24:00, ahora 28 de diciembre de 2026, 24:00" in said
    assert "ana@example.org" not in said  # who works at the secretariat is not the public's


@pytest.mark.usefixtures("engine")
def test_without_any_edition_the_page_says_so() -> None:
    assert headline(opened("nominate")) == "Todavía no hay convocatorias"

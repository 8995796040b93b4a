"""An award that is appealed, as the people in it walk through it in a browser.

A juror leaves, another is recused, a sheet is missing at the decision, two nominations tie, the
runner-up reads the feedback, appeals and is answered.
Whatever is typed on the way is typed through `hazards.befall`: no connection, a server that is
killed, another language, the page loaded again. In Spanish the desk is wide, bright and the jurors
and the nominee hold telephones, in English it is the other way round and dark.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from sqlalchemy import update

from data_access import clock
from data_access.awards import deliberating, eligibility, jurors, nominations
from data_access.database import engine_for
from data_access.language import Text as Sentence
from data_access.lists import APPEAL, CONFLICT, ELIGIBILITY
from data_access.tables import Edition
from data_access.viewer import Grant, Viewer
from tests.browser.conftest import NARROW, WIDE, Reader, reader
from tests.browser.hazards import Text, befall
from tests.browser.jurors import Server
from tests.browser.test_house import grave
from tests.data_access.awards.story import CRITERIA, EDITION, RULES, SECRETARY, Now, Story
from tests.writing import writing

pytestmark = pytest.mark.browser
DAY = dt.timedelta(days=1)
WINNER, SECOND, SHORT = "Práctica A", "Práctica B", "Práctica C"
REST = ("Práctica D", "Práctica E")
# Jurors differ by a level on the lightest criterion, so that there is an error; means do not move.
NOISE = {WINNER: (1, -1, 0), SECOND: (-1, 1, 0), REST[0]: (0, 1, -1), REST[1]: (1, 0, -1)}
LEVEL = {WINNER: 4, SECOND: 4, SHORT: 1, REST[0]: 2, REST[1]: 2}


@dataclass
class Appeal:
    """The people of the story in their browsers, over one database and a server that may die."""

    browser: Browser
    server: Server
    story: Story
    language: str
    codes: dict[str, str]
    token: str
    invitations: list[str]
    seats: list[str]

    def say(self, sentence: str) -> str:
        return Sentence(sentence).to(self.language)

    def arrives(self, width: int) -> Reader:
        locale, scheme = ("es-EC", "light") if self.language == "es" else ("en-US", "dark")
        found = reader(self.browser, self.server.url, locale, width, scheme)
        # The page asks whether to leave a text that is not saved yet: yes.
        found.page.on("dialog", lambda dialog: dialog.accept())
        return found

    @property
    def telephone(self) -> int:
        """The width of jurors' and the nominee's screens; the desk has the other."""
        return NARROW if self.language == "es" else WIDE

    def desk(self) -> Reader:
        found = self.arrives(NARROW + WIDE - self.telephone)
        url = self.server.url
        found.page.request.post(f"{url}/demo/secretary", headers={"origin": url}, max_redirects=0)
        return found

    def juror(self, number: int) -> Reader:
        found = self.arrives(self.telephone)
        found.page.goto(f"{self.server.url}/invite/{self.invitations[number]}")
        found.page.locator("form button, button[type=submit]").first.click()
        found.page.locator(".st-key-app-footer").wait_for()
        return found

    def press(self, one: Reader, sentence: str) -> None:
        one.page.get_by_role("button", name=self.say(sentence), exact=True).click()
        one.page.wait_for_timeout(300)
        one.settle()

    def passes(self, **moments: dt.datetime) -> None:
        with writing(self.story.engine, "awards") as connection:
            change = update(Edition).where(Edition.code == EDITION)
            connection.execute(change.values(**moments))

    def befall(self, text: Text) -> str:
        return befall(text, self.server, self.language)


@pytest.fixture(params=["es", "en"])
def appeal(
    request: pytest.FixtureRequest, browser: Browser, demo_file: Path, tmp_path: Path
) -> Iterator[Appeal]:
    path = tmp_path / "appeal.db"
    shutil.copy(demo_file, path)
    engine = engine_for(f"sqlite:///{path}")
    now = clock.now()
    story = Story(engine, Now())
    story.open(
        replace(
            RULES,
            opens_at=now - 30 * DAY,
            nominations_close_at=now + DAY,
            scores_close_at=now + 2 * DAY,
        )
    )
    second = story.draft(SECOND)
    nominations.submit(engine, story.tokens[second], "1")
    for item in ELIGIBILITY:
        eligibility.check(engine, SECRETARY, EDITION, second, eligibility.Check(item, "SI"))
    codes = {name: story.nominate(name) for name in (WINNER, SHORT, *REST)} | {SECOND: second}
    invited = [
        jurors.invite(engine, SECRETARY, EDITION, f"jurado{at}@example.org") for at in range(4)
    ]
    story.draw()
    server = Server.on(path)
    server.start()
    yield Appeal(
        browser,
        server,
        story,
        request.param,
        codes,
        story.tokens[second],
        [one.token for one in invited],
        [one.code for one in invited],
    )
    server.stop()
    engine.dispose()


def test_from_a_juror_who_leaves_to_an_appeal_that_is_answered(appeal: Appeal) -> None:
    desk = appeal.desk()
    a_juror_leaves(appeal, desk)
    voter, third = appeal.juror(0), appeal.juror(2)
    appeal.passes(nominations_close_at=clock.now())
    a_juror_is_recused(appeal, third)
    a_juror_scores_and_comments(appeal, voter)
    the_others_score(appeal)
    appeal.passes(scores_close_at=clock.now())
    the_tie_goes_to_a_vote(appeal, desk, voter)
    why = the_jury_decides(appeal, desk)
    copy = a_comment_is_released(appeal, desk)
    the_result_is_published(appeal, desk)
    nominee = appeal.arrives(appeal.telephone)
    the_runner_up_appeals(appeal, nominee, copy)
    the_appeal_is_answered(appeal, desk, nominee)
    everybody_reads_what_was_decided(appeal, why)


def a_juror_leaves(appeal: Appeal, desk: Reader) -> None:
    page = desk.page
    desk.open(f"/jury_desk?edicion={EDITION}&parte=jurado")
    box = page.locator(f".st-key-live-{EDITION}-leave-reason textarea")

    def reveal() -> None:
        if not box.is_visible():
            page.locator('[data-testid="stExpander"] summary').last.click()
            box.wait_for()

    reason = appeal.befall(Text(desk, f"live-{EDITION}-leave-reason", reveal))
    assert grave(desk) == {}
    page.get_by_role("combobox", name=appeal.say("Jurado")).last.click()
    page.get_by_role("option", name=appeal.seats[3]).click()
    desk.settle()
    appeal.press(desk, "Retirar")
    page.get_by_text(appeal.say("se retiró")).first.wait_for()
    assert reason.endswith("al recargar.")
    appeal.press(desk, "Proponer una asignación")
    appeal.press(desk, "Aceptar la propuesta")


def a_juror_is_recused(appeal: Appeal, juror: Reader) -> None:
    page, short = juror.page, appeal.codes[SHORT]
    juror.open(f"/score?edicion={EDITION}&postulacion={short}")
    kind = CONFLICT["PARENTESCO"].to

    def reveal() -> None:
        if page.locator(f".st-key-live-{EDITION}-{short}-conflict").count() == 0:
            for language in ("es", "en"):
                option = page.get_by_text(kind(language))
                if option.count():
                    option.click()
            juror.settle()

    appeal.befall(Text(juror, f"live-{EDITION}-{short}-conflict", reveal))
    assert grave(juror) == {}
    appeal.press(juror, "Recusarme")
    page.get_by_text(
        appeal.say("Quedó recusado: esa postulación ya no está en su lista.")
    ).wait_for()
    assert page.get_by_text(SHORT).count() == 0


def a_juror_scores_and_comments(appeal: Appeal, juror: Reader) -> None:
    page, second = juror.page, appeal.codes[SECOND]
    juror.open(f"/score?edicion={EDITION}&postulacion={second}")
    page.get_by_text(appeal.say("No tengo ningún conflicto de interés")).click()
    juror.settle()
    appeal.press(juror, "Declarar y abrir el expediente")
    for at, criterion in enumerate(CRITERIA):
        field = page.locator(f".st-key-field-{EDITION}-{second}-{criterion}")
        level = LEVEL[SECOND] + (NOISE[SECOND][0] if at == len(CRITERIA) - 1 else 0)
        field.get_by_role("radio").nth(level - 1).check()
        field.locator(".state[data-mark=saved]:not(:empty)").wait_for()
    first = f"field-{EDITION}-{second}-{CRITERIA[0]}"
    appeal.befall(Text(juror, first))
    appeal.befall(Text(juror, f"field-{EDITION}-{second}-note"))
    page.get_by_text(
        appeal.say("La secretaría puede compartir mis comentarios con quien postuló, sin mi nombre")
    ).click()
    juror.settle()
    assert grave(juror) == {}
    appeal.press(juror, "Revisar y enviar")
    assert grave(juror) == {}
    appeal.press(juror, "Enviar")
    page.locator(f".st-key-submit-{second}").wait_for(state="detached")


def the_others_score(appeal: Appeal) -> None:
    """Each hands in the other sheets; the recused one owes none on that nomination."""
    story = appeal.story
    for number, seat in enumerate(appeal.seats[:3]):
        story.seats[seat] = seat_of(number)
        story.declare(seat)
        for name, code in appeal.codes.items():
            if (number, name) in ((0, SECOND), (2, SHORT)):
                continue
            last = LEVEL[name] + NOISE.get(name, (0, 0, 0))[number]
            story.hand_in(seat, code, [LEVEL[name]] * (len(CRITERIA) - 1) + [last])


def seat_of(number: int) -> Viewer:
    return Viewer(frozenset({Grant("juror", EDITION)}), f"jurado{number}@example.org")


def the_tie_goes_to_a_vote(appeal: Appeal, desk: Reader, voter: Reader) -> None:
    page, story = desk.page, appeal.story
    desk.open(f"/jury_desk?edicion={EDITION}&parte=clasificacion")
    appeal.press(desk, "Ver la clasificación")
    assert grave(desk) == {}
    desk.open(f"/jury_desk?edicion={EDITION}&parte=decision")
    short = {"es": "2 hojas de 3", "en": "2 of 3 sheets"}[appeal.language]
    page.get_by_text(short).first.wait_for()
    note = f"live-{EDITION}-note"
    written = appeal.befall(Text(desk, note))
    appeal.press(desk, "Agregar la nota")
    page.get_by_text(written).wait_for()
    assert page.locator(f".st-key-{note} textarea").input_value() == ""
    appeal.press(desk, "Abrir la votación")
    voter.open(f"/score?edicion={EDITION}")
    assert grave(voter) == {}
    voter.page.get_by_text(f"{WINNER} ({appeal.codes[WINNER]})").click()
    voter.settle()
    appeal.press(voter, "Votar")
    voter.page.get_by_text(appeal.say("Su voto quedó registrado.")).wait_for()
    with story.engine.connect() as connection:
        (vote,) = deliberating.votes_for(connection, story.seats[appeal.seats[1]], EDITION)
    for number in (1, 2):
        voting = story.seats[appeal.seats[number]]
        deliberating.cast(story.engine, voting, EDITION, vote.id, appeal.codes[WINNER])
    desk.open(f"/jury_desk?edicion={EDITION}&parte=decision")
    appeal.press(desk, "Cerrar la votación")


def the_jury_decides(appeal: Appeal, desk: Reader) -> str:
    appeal.befall(Text(desk, f"live-{EDITION}-reasons"))
    why = appeal.befall(Text(desk, f"live-{EDITION}-below-minimum"))
    assert grave(desk) == {}
    appeal.press(desk, "Guardar la decisión")
    desk.page.get_by_text(appeal.say("Decisión guardada.")).wait_for()
    return why


def a_comment_is_released(appeal: Appeal, desk: Reader) -> str:
    page, second = desk.page, appeal.codes[SECOND]
    desk.open(f"/jury_desk?edicion={EDITION}&parte=devolucion")
    key = f"live-{EDITION}-{second}-{appeal.seats[0]}-{CRITERIA[0]}-feedback"

    def reveal() -> None:
        if page.locator(f".st-key-{key}").count() == 0:
            page.get_by_role("combobox").last.click()
            page.get_by_role("option", name=f"{SECOND} ({second})").click()
            desk.settle()

    reveal()
    start = page.locator(f".st-key-{key} textarea").input_value()
    assert start.endswith("al recargar.")  # what the juror wrote
    copy = appeal.befall(Text(desk, key, reveal, start))
    assert grave(desk) == {}
    appeal.press(desk, "Compartir")
    page.get_by_text(appeal.say("La copia se comparte.")).wait_for()
    return copy


def the_result_is_published(appeal: Appeal, desk: Reader) -> None:
    desk.open(f"/jury_desk?edicion={EDITION}&parte=decision")
    appeal.press(desk, "Publicar el resultado")
    appeal.press(desk, "Sí, publicar")
    desk.page.locator("h2").filter(has_text=WINNER).wait_for()
    assert grave(desk) == {}


def the_runner_up_appeals(appeal: Appeal, nominee: Reader, copy: str) -> None:
    page = nominee.page
    nominee.open(f"/nominate?enlace={appeal.token}")
    page.get_by_text(appeal.say("Su puntaje por criterio")).wait_for()
    page.get_by_text(copy).wait_for()
    assert appeal.seats[0] not in page.content()
    assert grave(nominee) == {}
    appeal.befall(Text(nominee, "live-appeal"))
    appeal.press(nominee, "Presentar la impugnación")
    page.get_by_text(appeal.say("Todavía sin respuesta.")).wait_for()
    assert grave(nominee) == {}


def the_appeal_is_answered(appeal: Appeal, desk: Reader, nominee: Reader) -> None:
    page = desk.page
    desk.open(f"/jury_desk?edicion={EDITION}&parte=devolucion")
    answer = appeal.befall(Text(desk, f"live-{EDITION}-appeal-1"))
    page.get_by_text(APPEAL["dismissed"].to(appeal.language), exact=True).click()
    desk.settle()
    assert grave(desk) == {}
    appeal.press(desk, "Responder")
    page.get_by_text(answer).first.wait_for()
    nominee.open(f"/nominate?enlace={appeal.token}")
    nominee.page.get_by_text(answer).wait_for()
    assert grave(nominee) == {}
    desk.open(f"/jury_desk?edicion={EDITION}&parte=decision")
    name = "Acta (Español)" if appeal.language == "es" else "Minutes (English)"
    with page.expect_download() as download:
        page.get_by_role("button", name=name).click()
    minutes = Path(download.value.path()).read_text("utf-8")
    assert answer in minutes


def everybody_reads_what_was_decided(appeal: Appeal, why: str) -> None:
    guest = appeal.arrives(appeal.telephone)
    guest.open(f"/award_results?edicion={EDITION}")
    assert WINNER in guest.headline
    assert grave(guest) == {}
    said = guest.page.content()
    assert "jurado0@example.org" not in said
    assert guest.page.get_by_text(why).first.is_visible()
